import { request as nodeRequest } from 'node:http'
import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { expect, onTestFinished, test } from 'vitest'
import { MAX_FILE_SIZE } from '../../src/crm/documents/document.ts'
import { createSimulator } from '../../src/index.ts'
import { type ServeOptions, serve } from '../../src/serve/http.ts'
import { callerIn } from '../support/caller.ts'
import { client } from '../support/client.ts'
import { ask, connectTo, statusOf } from '../support/connection.ts'
import { type CrmClient, crmClient } from '../support/crm.ts'
import { rule } from '../support/rule.ts'
import { ways } from '../support/ways.ts'

const addresses = Object.values(networkInterfaces()).flatMap((each = []) => each)
const hasIpv6 = addresses.some(({ address }) => address === '::1')

/** A server that ends with the test. */
async function served(options: ServeOptions = {}, use: CrmClient = crmClient()) {
  const { url, close } = await serve(use.simulator, { port: 0, ...options })
  onTestFinished(close)
  const { port } = new URL(url)
  const local = `http://127.0.0.1:${port}`
  const get = (host: string, path = '/__sim') => ask(local, [`GET ${path} HTTP/1.1`, `Host: ${host}`])
  const statusFor = async (host: string, path?: string) => statusOf(await get(host, path))
  const announce = () => {
    const about = { entityType: 'account', entityId: use.samples.crm_entities?.account }
    const { uploadUrl } = use.crm('POST documents/upload', { fileName: 'a.txt', contentType: 'text/plain', ...about }).body.data
    const { pathname, search } = new URL(uploadUrl)
    return [`PUT ${pathname}${search} HTTP/1.1`, 'Host: localhost', 'Content-Type: text/plain']
  }
  const login = ['POST /api/v1/auth/login HTTP/1.1', 'Host: localhost', 'Content-Type: application/json']
  const isAlive = async () => (await statusFor('localhost')) === 200
  return { ...use, url, port, close, local, get, statusFor, announce, login, isAlive }
}

/** The head of a request, ready to be sent. */
const headOf = (lines: readonly string[], ...more: readonly string[]): string => `${[...lines, ...more].join('\r\n')}\r\n\r\n`

const chunk = (size: number): string => `${size.toString(16)}\r\n${'x'.repeat(size)}\r\n`

rule('C', 'requests that are addressed to another host are refused, on whatever address the server listens', async () => {
  for (const host of ['127.0.0.1', '0.0.0.0', ...(hasIpv6 ? ['::'] : [])]) {
    const { statusFor, get, port } = await served({ host, allowedHosts: ['arsim.test', 'other.test:8080'] })
    for (const name of ['localhost', `127.0.0.1:${port}`, '127.0.0.1', '[::1]', 'app.localhost:3000', 'LOCALHOST'])
      expect([host, name, await statusFor(name)]).toEqual([host, name, 200])
    for (const name of ['arsim.test', 'arsim.test:4010', 'other.test:8080'])
      expect([host, name, await statusFor(name)]).toEqual([host, name, 200])
    for (const name of [
      'evil.example',
      'localhost.evil.example',
      '127.0.0.1.evil.example',
      '192.0.2.1',
      'other.test',
      'arsim.test.evil.example',
      'evil.example:4010',
      'localhost@evil.example',
      'localhost/.evil.example',
    ])
      for (const path of ['/__sim', '/openapi/ar.json', '/nothing', '/'])
        expect([host, name, await statusFor(name, path)]).toEqual([host, name, 403])
    expect(await statusFor('localhost', 'http://evil.example/__sim')).toBe(403)
    expect(await statusFor('evil.example', `http://localhost:${port}/__sim`)).toBe(200)
    expect(await get('evil.example:4010')).toContain(
      'This simulator is not addressed as \\"evil.example:4010\\". Allow the name with --allow-host.',
    )
  }
})

rule('C', 'a server that others can reach answers to the machine’s own addresses', async () => {
  const { statusFor } = await served({ host: '0.0.0.0' })
  for (const { address, family } of addresses) {
    const host = family === 'IPv6' ? `[${address.replace(/%.*/, '')}]` : address
    expect([host, await statusFor(host), await statusFor(`${host}:4010`)]).toEqual([host, 200, 200])
  }
})

rule('C', 'a server answers to the address that it says it has', async () => {
  for (const host of ['127.0.0.1', '0.0.0.0', ...(hasIpv6 ? ['::1', '::'] : [])]) {
    const { url } = await served({ host })
    expect([url, (await fetch(`${url}/__sim/clock`)).status]).toEqual([url, 200])
  }
})

rule('C', 'with * as an allowed host a server answers to any name', async () => {
  const { statusFor } = await served({ allowedHosts: ['*'] })
  for (const name of ['evil.example', '192.0.2.1:80', 'box', '[2001:db8::1]'])
    expect([name, await statusFor(name)]).toEqual([name, 200])
})

rule('C', 'a request whose Host is none is refused with a 400, whatever it asks for', async () => {
  for (const allowedHosts of [[], ['*']]) {
    const { statusFor, local, isAlive } = await served({ allowedHosts })
    for (const host of ['localhost:99999', 'localhost:port', 'a b', '[::1', '[::1]:99999', '', ':4010', 'a<b'])
      for (const path of ['/__sim', '/api/v1/auth/login', '/openapi/ar.json', '/nothing'])
        expect([host, path, await statusFor(host, path)]).toEqual([host, path, 400])
    expect(statusOf(await ask(local, ['GET /__sim HTTP/1.1']))).toBe(400)
    expect(await isAlive()).toBe(true)
  }
})

rule('C', 'a request inside the process whose origin is none is refused with a 400', () => {
  const simulator = createSimulator()
  const statusFor = (origin: string) => simulator.handle({ method: 'GET', url: '/__sim', origin, headers: {} }).status
  expect(['http://localhost:99999', 'http://', 'localhost'].map(statusFor)).toEqual([400, 400, 400])
  expect(['http://localhost:4010', 'https://ar.example'].map(statusFor)).toEqual([200, 200])
})

rule('C', 'a path that cannot be decoded is refused, or not found', async () => {
  const { statusFor, isAlive } = await served()
  for (const path of ['/openapi/%', '/openapi/%E0%A4%A.json', '/%', '/%ff'])
    expect([400, 404], path).toContain(await statusFor('localhost', path))
  expect(await statusFor('localhost', '/api/%')).toBe(404)
  expect(await statusFor('localhost', '/~%/__sim')).toBe(400)
  expect(await isAlive()).toBe(true)
})

rule('C', 'a request may name its whole address, as for a proxy', async () => {
  const { local, port, world, simulator, companyId } = await served()
  simulator.fork('mine')
  const root = `http://127.0.0.1:${port}`
  const { headers } = callerIn(simulator, world)
  const get = (target: string) =>
    ask(local, [`GET ${target} HTTP/1.1`, `Host: 127.0.0.1:${port}`, `Authorization: ${headers.authorization}`])
  for (const path of [
    '/__sim/clock',
    `/~mine/api/companies/${companyId}/actions?page_size=1`,
    '/',
    '/openapi/crm.json',
    '/nothing',
  ]) {
    const [plain, whole] = [await get(path), await get(root + path)]
    expect([path, whole.replace(/^Date: .*$/m, '')]).toEqual([path, plain.replace(/^Date: .*$/m, '')])
  }
  expect(statusOf(await get(`HTTP://LOCALHOST:${port}/__sim`))).toBe(200)
  expect(statusOf(await get(root))).toBe(200)
  expect(simulator.worlds.map(({ id }) => id)).toEqual(['default', 'mine'])
  const posted = ['Host: localhost', 'Content-Type: application/json', 'Content-Length: 16']
  const clock = await ask(local, [`PATCH ${root}/__sim/clock HTTP/1.1`, ...posted], '{"advance":"P1D"')
  expect(statusOf(clock)).toBe(400)
})

rule('C', 'HEAD answers with the length that GET has, on every way of serving', async () => {
  for (const [name, open] of Object.entries(ways)) {
    if (name === 'core') continue
    const { simulator, world, companyId } = client()
    const way = await open(simulator)
    const { headers } = callerIn(simulator, world)
    for (const path of [
      '/__sim',
      `/api/companies/${companyId}/actions`,
      '/api/companies/x/actions',
      '/api/v1/integrations/x',
      '/~a b/__sim',
    ]) {
      const [head, get] = await Promise.all(['HEAD', 'GET'].map((method) => fetch(way.origin + path, { method, headers })))
      const length = Buffer.byteLength(await (get as Response).text())
      expect([name, path, head?.status, head?.headers.get('content-length')]).toEqual([name, path, get?.status, `${length}`])
      expect([length > 0, await head?.text()]).toEqual([true, ''])
      expect(head?.headers.get('content-type')).toBe(get?.headers.get('content-type'))
    }
    await way.close()
  }
})

rule('C', 'a method that is not possible is refused with those that are, HEAD among them', () => {
  const { call, ar, crm, samples } = crmClient()
  const allow = (answer: { status: number; headers: Readonly<Record<string, unknown>> }) => [answer.status, answer.headers.allow]
  expect(allow(call('DELETE /__sim'))).toEqual([405, 'GET, HEAD'])
  expect(allow(call('POST /__sim/clock'))).toEqual([405, 'GET, HEAD, PATCH'])
  expect(allow(call('GET /__sim/reset'))).toEqual([405, 'POST'])
  expect(allow(ar('DELETE actions'))).toEqual([405, 'GET, HEAD'])
  expect(allow(ar(`GET actions/${samples.actions?.proposed}/approve`))).toEqual([405, 'POST'])
  expect(allow(crm('DELETE email/inbox'))).toEqual([405, 'GET, HEAD'])
})

rule('C', 'of 20 simultaneous approvals of one action one succeeds', async () => {
  const use = crmClient()
  const { url } = await served({}, use)
  const { headers } = callerIn(use.simulator, use.world)
  const approve = () =>
    fetch(`${url}/api/companies/${use.companyId}/actions/${use.samples.actions?.proposed}/approve`, { method: 'POST', headers })
  const statuses = (await Promise.all(Array.from({ length: 20 }, approve))).map(({ status }) => status)
  expect(statuses.toSorted()).toEqual([200, ...Array(19).fill(400)])
})

rule('C', 'a body that is cut off does not harm the server', async () => {
  const { local, login, isAlive, world } = await served()
  const connection = connectTo(local)
  connection.send(`${headOf(login, 'Content-Length: 1000')}{"user`)
  connection.end()
  await connection.closed
  expect([await isAlive(), world.changes()]).toEqual([true, []])
})

rule('C', 'a body whose announced length is too much is refused before it is sent, and the connection ends', async () => {
  const { local, login, announce, isAlive } = await served()
  for (const [head, limit] of [
    [login, 1_000_000],
    [announce(), MAX_FILE_SIZE],
  ] as const) {
    const connection = connectTo(local)
    connection.send(headOf(head, `Content-Length: ${limit + 1}`))
    const answer = await connection.until(/\r\n\r\n/)
    expect([statusOf(answer), /^connection: close$/im.test(answer)]).toEqual([413, true])
    expect(statusOf(await connection.closed)).toBe(413)
  }
  expect(await isAlive()).toBe(true)
})

rule('C', 'a body of unknown length is refused as soon as it is too long, though it goes on', async () => {
  const { local, login, announce, isAlive } = await served()
  for (const [head, limit] of [
    [login, 1_000_000],
    [announce(), MAX_FILE_SIZE],
  ] as const) {
    const connection = connectTo(local)
    connection.send(headOf(head, 'Transfer-Encoding: chunked'))
    for (let sent = 0; sent <= limit; sent += 500_000) connection.send(chunk(500_000))
    expect(statusOf(await connection.until(/\r\n\r\n\{.*\}$/s))).toBe(413)
  }
  expect(await isAlive()).toBe(true)
})

rule('C', 'a body of just the greatest length is taken, whether its length is announced or not', async () => {
  const { local, login, announce } = await served()
  const json = `{"email":"${'x'.repeat(1_000_000 - 12)}"}`
  expect(statusOf(await ask(local, [...login, 'Content-Length: 1000000'], json))).toBe(400)
  expect(statusOf(await ask(local, [...login, 'Transfer-Encoding: chunked'], `f4240\r\n${json}\r\n0\r\n\r\n`))).toBe(400)
  const file = 'x'.repeat(MAX_FILE_SIZE)
  expect(statusOf(await ask(local, [...announce(), `Content-Length: ${MAX_FILE_SIZE}`], file))).toBe(200)
})

rule('C', 'who asks for leave to send too much gets a 413 at once, who asks to send less gets leave', async () => {
  const { local, login, announce, isAlive } = await served()
  for (const head of [
    [...login, 'Content-Length: 1000001'],
    [...announce(), `Content-Length: ${MAX_FILE_SIZE + 1}`],
  ]) {
    const connection = connectTo(local)
    connection.send(headOf(head, 'Expect: 100-continue'))
    const answer = await connection.closed
    expect([statusOf(answer), answer.includes('100 Continue')]).toEqual([413, false])
  }
  const connection = connectTo(local)
  connection.send(headOf(announce(), 'Content-Length: 5', 'Expect: 100-continue', 'Connection: close'))
  expect(await connection.until(/\r\n\r\n/)).toBe('HTTP/1.1 100 Continue\r\n\r\n')
  connection.send('hello')
  expect(await connection.closed).toContain('HTTP/1.1 200 OK')
  expect(await isAlive()).toBe(true)
})

rule('C', 'who is still sending too much can read why it is refused', async () => {
  const { local, login, announce, isAlive } = await served()
  const send = ([line = '', , type = '']: readonly string[], bytes: number) =>
    new Promise<[number | undefined, string]>((resolve, reject) => {
      const [method, path] = line.split(' ')
      const headers = { 'content-type': type.replace('Content-Type: ', '') }
      const request = nodeRequest(local + path, { method, headers }, (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (part) => (text += part))
        response.on('end', () => resolve([response.statusCode, text]))
      })
      request.on('error', reject)
      for (let sent = 0; sent < bytes; sent += 250_000) request.write(Buffer.alloc(250_000))
      request.end()
    })
  for (let i = 0; i < 5; i++) {
    expect(await send(login, 3_000_000)).toEqual([413, expect.stringContaining('1000000 bytes')])
    expect(await send(announce(), MAX_FILE_SIZE + 2_000_000)).toEqual([413, expect.stringContaining(`${MAX_FILE_SIZE} bytes`)])
  }
  const response = await fetch(`${local}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: 'x'.repeat(3_000_000),
  })
  expect(response.status).toBe(413)
  expect(await isAlive()).toBe(true)
})

rule('C', 'a body that is too long is refused on every way of serving', async () => {
  for (const [name, open] of Object.entries(ways)) {
    const way = await open(createSimulator())
    const send = (length: number, url: string) =>
      way.send({ method: 'POST', url, headers: { 'content-type': 'application/json' }, body: 'x'.repeat(length) })
    for (const url of ['/api/v1/auth/login', '/api/auth/login', '/__sim/worlds'])
      expect([name, url, (await send(1_000_001, url)).status, (await send(1_000_000, url)).status]).toEqual([name, url, 413, 400])
    await way.close()
  }
})

rule('C', 'a body without an end is not read for long', async () => {
  const { local, login, isAlive, world } = await served()
  for (const framing of ['Transfer-Encoding: chunked', 'Content-Length: 1000000000']) {
    const connection = connectTo(local)
    connection.send(headOf(login, framing))
    const data = Buffer.from(chunk(60_000))
    expect(await connection.flood(data), framing).toBeLessThan(24_000_000)
    expect(statusOf(await connection.closed), framing).toBe(413)
  }
  expect([await isAlive(), world.changes()]).toEqual([true, []])
})

rule('C', 'a server that is closed takes no more connections, and lets calls under way finish', async () => {
  const { local, announce, close, world } = await served()
  const connection = connectTo(local)
  connection.send(headOf(announce(), 'Content-Length: 10', 'Expect: 100-continue'))
  await connection.until(/100 Continue/)
  connection.send('hello')
  const idle = connectTo(local)
  idle.send(headOf(['GET /__sim/clock HTTP/1.1', 'Host: localhost']))
  await idle.until(/\}$/)

  const ended = close()
  await idle.closed
  await expect(
    new Promise((resolve, reject) =>
      connect(Number(new URL(local).port), '127.0.0.1', () => resolve('connected')).on('error', reject),
    ),
  ).rejects.toThrow('ECONNREFUSED')
  connection.send('world')
  expect(await connection.until(/200 OK\r\n/)).toContain('HTTP/1.1 200 OK')
  await ended
  expect(world.changes().filter(({ table }) => table === 'crm_blobs')).toMatchObject([{ added: [{}] }])
})

rule('C', 'an option of the server that there is not is refused, with the nearest name', async () => {
  const mistyped = { ports: 0 } as object
  await expect(serve(createSimulator(), mistyped)).rejects.toThrow('There is no option "ports". Did you mean "port"?')
})

rule('C', 'a call that does not finish is cut off when the server has been closed for a while', async () => {
  const { local, announce, close, world } = await served()
  const connection = connectTo(local)
  connection.send(headOf(announce(), 'Content-Length: 10', 'Expect: 100-continue'))
  await connection.until(/100 Continue/)
  connection.send('hello')
  await close()
  expect(await connection.closed).not.toContain('200 OK')
  expect(world.changes().some(({ table }) => table === 'crm_blobs')).toBe(false)
})

test('closing twice is closing once', async () => {
  const { close } = await serve(createSimulator(), { port: 0 })
  await Promise.all([close(), close()])
})
