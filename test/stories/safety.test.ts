import { connect } from 'node:net'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AnyCall } from '../../src/core/call/operation.ts'
import { createSimulator } from '../../src/index.ts'
import { serve } from '../../src/serve/http.ts'
import { client } from '../support/client.ts'
import { rule } from '../support/rule.ts'

const nasty = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '__proto__',
    'constructor',
    '../../etc/passwd',
    '%00',
    '%E0%A4%A',
    '\u0000',
    '-1',
    '1e999',
    'NaN',
    'null',
    '$where',
    '{}',
    '[]',
    '9'.repeat(400),
  ),
)

rule('C', 'no input gets a 5xx, and what is refused changes nothing', () => {
  const use = client()
  const { world } = use
  const ids = Object.values(use.samples).flatMap((group) => Object.values(group).map(String))
  const operations = use.simulator.apis.flatMap((api) => api.operations.map((operation) => ({ api, operation })))
  const fields = [
    ...new Set(
      operations.flatMap(({ operation: { body, query } }) => [
        ...Object.keys(body?.shape ?? {}),
        ...Object.keys(query?.shape ?? {}),
      ]),
    ),
  ]
  const value = fc.oneof(nasty, fc.jsonValue({ maxDepth: 3 }), fc.constantFrom(...ids))
  const body = fc.oneof(
    fc
      .dictionary(fc.oneof(fc.constantFrom(...fields, '__proto__', 'constructor', 'toString'), nasty), value, { maxKeys: 5 })
      .map((fieldsOf) => JSON.stringify(fieldsOf)),
    fc.json(),
    nasty,
    fc.uint8Array({ maxLength: 40 }),
    fc.constant(undefined),
  )
  const query = fc.array(fc.tuple(fc.oneof(fc.constantFrom(...fields), nasty), fc.oneof(nasty, fc.constantFrom(...ids))), {
    maxLength: 4,
  })

  fc.assert(
    fc.property(
      fc.constantFrom(...operations),
      fc.oneof(
        { weight: 5, arbitrary: fc.constant(undefined) },
        { weight: 1, arbitrary: fc.constantFrom('PUT', 'DELETE', 'OPTIONS', 'TRACE', 'HEAD', 'x') },
      ),
      fc.array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...ids) }, { weight: 1, arbitrary: nasty }), {
        minLength: 3,
        maxLength: 3,
      }),
      query,
      body,
      fc.constantFrom('application/json', 'application/json; charset=utf-8', 'text/plain', ''),
      ({ api, operation }, method, params, pairs, sent, type) => {
        let n = 0
        const path = operation.path.replace(/\{(\w+)\}/g, (_, name) =>
          name === 'company_id' ? use.companyId : encodeURIComponent((params[n++] ?? '').toWellFormed()),
        )
        const search = new URLSearchParams(pairs.map(([name, text]) => [name.toWellFormed(), text.toWellFormed()])).toString()
        const before = JSON.stringify(world.changes())
        const time = world.clock.ms

        const response = use.simulator.handle({
          method: method ?? operation.method,
          url: `${api.basePath}${path}?${search}`,
          origin: 'http://127.0.0.1',
          headers: { ...api.caller(world, 'member').headers, 'content-type': type },
          body: sent,
        })

        expect(response.status, response.body).toBeLessThan(500)
        for (const text of Object.values(response.headers).flat()) expect(text).toMatch(/^[\x20-\x7e]*$/)
        if (response.status >= 400) {
          expect(JSON.stringify(world.changes())).toBe(before)
          expect(world.clock.ms).toBe(time)
        } else if (operation.id !== 'createWorld') world.reset()
        expect(Object.prototype).toEqual({})
      },
    ),
    { numRuns: 3000 },
  )
})

rule('C', 'of 20 simultaneous approvals of one action one succeeds', async () => {
  const use = client()
  const { url, close } = await serve(use.simulator, { port: 0 })
  const headers = use.simulator.apis.find(({ name }) => name === 'ar')?.caller(use.world, 'member').headers as Record<
    string,
    string
  >
  const approve = () =>
    fetch(`${url}/api/companies/${use.companyId}/actions/${use.samples.actions?.proposed}/approve`, { method: 'POST', headers })
  const statuses = (await Promise.all(Array.from({ length: 20 }, approve))).map(({ status }) => status)
  await close()
  expect(statuses.toSorted()).toEqual([200, ...Array(19).fill(400)])
})

rule('C', 'while it listens on loopback, requests that are addressed to another host are refused', async () => {
  const { url, close } = await serve(createSimulator(), { port: 0, allowedHosts: ['arsim.test'] })
  const port = Number(new URL(url).port)
  const statusFor = (host: string) =>
    new Promise<string | undefined>((resolve) => {
      const socket = connect(port, '127.0.0.1', () =>
        socket.write(`GET /__sim HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`),
      )
      let text = ''
      socket.on('data', (chunk) => (text += chunk)).on('end', () => resolve(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1]))
    })
  for (const host of ['localhost', `127.0.0.1:${port}`, '[::1]', 'app.localhost:3000', 'arsim.test'])
    expect(await statusFor(host), host).toBe('200')
  for (const host of ['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', '10.0.0.1'])
    expect(await statusFor(host), host).toBe('403')
  await close()
})

rule('C', 'pages of loopback origins may call the APIs, other pages only when their origin is named', () => {
  const call = (origin: string, cors?: string[]) =>
    createSimulator(cors ? { cors } : {}).handle({
      method: 'GET',
      url: '/api/companies/x/actions',
      origin: 'http://127.0.0.1:4010',
      headers: { origin },
    })
  expect(call('http://localhost:5173').headers['access-control-allow-origin']).toBe('http://localhost:5173')
  expect(call('https://app.example').headers['access-control-allow-origin']).toBeUndefined()
  expect(call('http://localhost.evil.example').headers['access-control-allow-origin']).toBeUndefined()
  expect(call('null').headers['access-control-allow-origin']).toBeUndefined()
  expect(call('https://app.example', ['https://app.example']).headers['access-control-allow-origin']).toBe('https://app.example')
  expect(call('http://localhost:5173', ['https://app.example']).headers['access-control-allow-origin']).toBeUndefined()
})

rule('C', 'a preflight is answered for every path of the APIs', () => {
  const headers = {
    origin: 'http://localhost:5173',
    'access-control-request-method': 'PATCH',
    'access-control-request-headers': 'authorization,x-sim-world',
  }
  const response = createSimulator().handle({
    method: 'OPTIONS',
    url: '/~w/api/companies/x/actions',
    origin: 'http://127.0.0.1:4010',
    headers,
  })
  expect(response).toMatchObject({
    status: 204,
    headers: {
      'access-control-allow-origin': 'http://localhost:5173',
      'access-control-allow-headers': 'authorization,x-sim-world',
      'access-control-allow-methods': expect.stringContaining('PATCH'),
    },
  })
})

rule('C', 'warnings are plain, few and short, whatever the caller sent', () => {
  const use = client()
  const body = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`☃\r\nX-Evil: ${i}${'y'.repeat(500)}`, 1]))
  const values = use.ar(`POST actions/${use.samples.actions?.proposed}/approve`, body).headers['x-sim-warning'] as string[]
  expect(values).toHaveLength(9)
  for (const value of values) expect(value).toMatch(/^[\x20-\x7e]{1,300}$/)
  expect(values.at(-1)).toBe('and more')
})

test('a handler that throws is a 500 in the API’s own shape, and leaves nothing behind', () => {
  const use = client()
  const operation = use.simulator.apis.flatMap(({ operations }) => operations).find(({ id }) => id === 'createLinkToken')
  if (!operation) throw new Error('no operation')
  const { handle } = operation
  try {
    ;(operation as { handle: unknown }).handle = (call: AnyCall) => {
      handle(call)
      throw new TypeError('oops')
    }
    const response = use.simulator.handle({
      method: 'POST',
      url: `/api/companies/${use.companyId}/integrations/merge/link-token`,
      origin: 'http://127.0.0.1',
      headers: use.simulator.apis.find(({ name }) => name === 'ar')?.caller(use.world, 'member').headers ?? {},
    })
    expect([response.status, JSON.parse(response.body)]).toEqual([
      500,
      { detail: 'This is a bug in arsim, please report it. TypeError: oops' },
    ])
    expect(use.world.changes()).toEqual([])
  } finally {
    ;(operation as { handle: unknown }).handle = handle
  }
})

rule('C', 'a body that is cut off, or far too long, does not harm the server', async () => {
  const { url, close } = await serve(createSimulator(), { port: 0 })
  const port = Number(new URL(url).port)
  await new Promise<void>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(
        'POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"user',
      )
      socket.end()
    })
    socket
      .on('close', () => resolve())
      .on('error', () => resolve())
      .resume()
  })
  const long = await fetch(`${url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: 'x'.repeat(3_000_000),
  })
  expect(long.status).toBe(413)
  expect((await fetch(`${url}/__sim`)).status).toBe(200)
  await close()
})
