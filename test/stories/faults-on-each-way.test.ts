import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import type { NewFault, SimResponse, Simulator } from '../../src/index.ts'
import { callerIn } from '../support/caller.ts'
import { client } from '../support/client.ts'
import { connectTo, hear } from '../support/connection.ts'
import { rule } from '../support/rule.ts'
import { type Way, ways } from '../support/ways.ts'

const NEVER = 600_000

/** A way that ends with the test, and a call to make over it. */
async function opened(name: string) {
  const { simulator, world, samples, companyId } = client()
  const way: Way = await (ways[name] as (simulator: Simulator) => Promise<Way>)(simulator)
  onTestFinished(async () => void (await way.close()))
  const { headers } = callerIn(simulator, world)
  const path = `/api/companies/${companyId}/actions/${samples.actions?.proposed}`
  const url = way.origin + path
  const request = { method: 'GET', url: path, headers }
  const get = (signal?: AbortSignal) => fetch(url, { headers, ...(signal && { signal }) })
  const handle = (): SimResponse => simulator.handle({ ...request, origin: way.origin })
  return {
    simulator,
    world,
    way,
    headers,
    url,
    request,
    get,
    handle,
    other: () => fetch(`${way.origin}/api/companies/${companyId}/actions`, { headers }),
  }
}

type Opened = Awaited<ReturnType<typeof opened>>

/** Resolves when a call has been hit. */
const hitOf = (simulator: Simulator): Promise<SimResponse> =>
  new Promise((resolve) => {
    const handle = simulator.handle.bind(simulator)
    simulator.handle = (...request) => {
      const response = handle(...request)
      if (response.fault !== undefined) resolve(response)
      return response
    }
  })

/** How many timers the process waits for. */
const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length

const bodyOf = (text: string): string => text.slice(text.indexOf('\r\n\r\n') + 4)

/** What a cell of the table says, as a test of it. */
const cells: Readonly<Record<string, (use: Opened, fault: NewFault) => Promise<void>>> = {
  async answered({ way, request }) {
    const { status, headers, body } = await way.send(request)
    expect([status, headers['retry-after'], JSON.parse(body)]).toEqual([
      503,
      '1',
      { detail: 'Service temporarily unavailable, try again later.' },
    ])
  },
  async declared({ handle }, { delayMs, bytesPerSecond, connection, lose }) {
    const { status, body, delivery } = handle()
    expect([status, JSON.parse(body).status]).toEqual([200, 'proposed'])
    expect(delivery).toEqual(JSON.parse(JSON.stringify({ delayMs, bytesPerSecond, connection, lose })))
  },
  async 'status 0'({ handle }, { connection, lose }) {
    expect(handle()).toMatchObject({ status: 0, headers: {}, body: '', fault: 'fault-1' })
    expect(handle().delivery).toEqual(JSON.parse(JSON.stringify({ connection, lose })))
  },
  async later({ simulator, world, get, other }) {
    expect((await get()).status).toBe(200)
    world.faults.clear()
    world.faults.add({ match: { operation: 'getAction' }, delayMs: NEVER })
    const isHit = hitOf(simulator)
    const [gaveUp, order] = [new AbortController(), [] as string[]]
    const late = get(gaveUp.signal).catch(() => order.push('late'))
    await isHit
    expect((await other()).status).toBe(200)
    order.push('other')
    gaveUp.abort()
    await late
    expect(order).toEqual(['other', 'late'])
  },
  async 'in portions'({ get, world }) {
    const response = await get()
    const reader = (response.body as ReadableStream<Uint8Array>).getReader()
    const portions: Uint8Array[] = []
    for (let part = await reader.read(); !part.done; part = await reader.read()) portions.push(part.value)
    world.faults.clear()
    const whole = await (await get()).text()
    expect([portions.length > 1, Buffer.concat(portions).toString()]).toEqual([true, whole])
  },
  async reset({ url, headers }) {
    expect(await hear(url, headers)).toEqual({ text: '', error: 'ECONNRESET' })
  },
  async closed({ url, headers }) {
    expect(await hear(url, headers)).toEqual({ text: '', error: undefined })
  },
  async 'no HTTP'({ url, headers, get }) {
    const { text } = await hear(url, headers)
    expect([text.length > 0, text.includes('HTTP')]).toEqual([true, false])
    await expect(get()).rejects.toThrow('fetch failed')
  },
  async 'half an answer'({ url, headers, get }) {
    const { text } = await hear(url, headers)
    const announced = Number(/^content-length: (\d+)/im.exec(text)?.[1])
    expect([announced > 1, bodyOf(text).length]).toEqual([true, Math.floor(announced / 2)])
    await expect(get().then((response) => response.text())).rejects.toThrow()
  },
  async 'network error'({ get }) {
    await expect(get()).rejects.toThrow('Failed to fetch')
  },
}

const faults: Readonly<Record<string, NewFault>> = {
  answer: { answer: { status: 503 } },
  delayMs: { delayMs: 5 },
  bytesPerSecond: { bytesPerSecond: 10_000 },
  'connection: reset': { connection: 'reset' },
  'connection: empty': { connection: 'empty' },
  'connection: garbage': { connection: 'garbage' },
  'connection: truncated': { connection: 'truncated' },
  'lose: request': { lose: 'request' },
  'lose: response': { lose: 'response' },
}

const document = readFileSync(join(import.meta.dirname, '../../docs/faults.md'), 'utf8')
const table = document.slice(document.indexOf('## What each way of serving does'))
const rows = [...table.matchAll(/^\| `([^`]+)` \| (.+) \|$/gm)].map(
  ([, name = '', rest = '']) => [name, rest.split(' | ')] as const,
)
const columns = ['core', 'http', 'express', 'msw']

rule('C', 'the table of what each way of serving does with a fault names them all', () => {
  expect(rows.map(([name]) => name)).toEqual(Object.keys(faults))
  for (const [, said] of rows) expect(said).toHaveLength(columns.length)
})

for (const [i, way] of columns.entries())
  rule('C', `each fault does what the table says: ${way}`, async () => {
    for (const [name, said] of rows) {
      const use = await opened(way)
      const fault = faults[name] as NewFault
      use.world.faults.add(fault)
      const check = cells[said[i] as string]
      if (!check) throw new Error(`Nothing is known of "${said[i]}".`)
      await check(use, fault)
      expect([name, use.world.faults.list().every(({ hits }) => hits > 0)]).toEqual([name, true])
    }
  })

rule('C', 'a call that is delayed is cut when the server has been closed for a while', async () => {
  const { simulator, world, way, url, headers } = await opened('http')
  world.faults.add({ delayMs: NEVER })
  const isHit = hitOf(simulator)
  const heard = hear(url, headers)
  await isHit
  await way.close()
  expect((await heard).text).toBe('')
})

rule('C', 'what waits for a client ends when the client goes', async () => {
  for (const name of ['http', 'express', 'msw']) {
    const { simulator, world, get } = await opened(name)
    for (const fault of [{ delayMs: NEVER }, { bytesPerSecond: 1 }]) {
      world.faults.clear()
      world.faults.add(fault)
      const [before, isHit, gone] = [timers(), hitOf(simulator), new AbortController()]
      const answer = get(gone.signal).then((response) => response.text())
      await isHit
      gone.abort()
      await expect(answer).rejects.toThrow('aborted')
      while (timers() > before) await new Promise((resolve) => setImmediate(resolve))
    }
  }
})

rule('C', 'a slow answer holds up no other call', async () => {
  const { simulator, world, get, other } = await opened('http')
  world.faults.add({ match: { operation: 'getAction' }, bytesPerSecond: 1 })
  const [isHit, gone] = [hitOf(simulator), new AbortController()]
  const reader = ((await get(gone.signal)).body as ReadableStream<Uint8Array>).getReader()
  const first = await reader.read()
  await isHit
  expect([(await other()).status, first.value?.length]).toEqual([200, 1])
  gone.abort()
  await expect(reader.closed).rejects.toThrow('aborted')
})

rule('C', 'an injected answer can be read by a page of another origin, over HTTP too', async () => {
  for (const name of ['http', 'express', 'msw']) {
    const { world, way, request, headers } = await opened(name)
    world.faults.add({ answer: { status: 429 }, delayMs: 5 })
    const seen = await way.send({ ...request, headers: { ...headers, origin: 'http://localhost:3000' } })
    expect([name, seen.status, seen.headers['access-control-allow-origin'], seen.headers['retry-after']]).toEqual([
      name,
      429,
      'http://localhost:3000',
      '1',
    ])
  }
})

rule('C', 'HEAD is hit like GET, and has no body', async () => {
  for (const name of ['http', 'express', 'msw']) {
    const { world, url, headers } = await opened(name)
    world.faults.add({ answer: { status: 503 }, bytesPerSecond: 1_000, times: 1 })
    const response = await fetch(url, { method: 'HEAD', headers })
    expect([name, response.status, await response.text()]).toEqual([name, 503, ''])
    world.faults.add({ answer: { status: 204 }, times: 1 })
    const empty = await fetch(url, { method: 'HEAD', headers })
    expect([name, empty.status, empty.headers.get('content-length')]).toEqual([name, 204, null])
    world.faults.add({ connection: 'truncated' })
    await expect(fetch(url, { method: 'HEAD', headers })).rejects.toThrow(/fetch/)
  }
})

rule('C', 'a connection that is kept alive goes on after a call that was late or slow', async () => {
  const { world, url, headers } = await opened('http')
  world.faults.add({ delayMs: 5, times: 1 })
  world.faults.add({ bytesPerSecond: 10_000, times: 1 })
  const connection = connectTo(url)
  const lines = ['Host: localhost', ...Object.entries(headers).map(([key, value]) => `${key}: ${value}`)]
  for (let n = 1; n <= 3; n++) {
    connection.send(`${[`GET ${new URL(url).pathname} HTTP/1.1`, ...lines].join('\r\n')}\r\n\r\n`)
    const text = await connection.until(new RegExp(`("updated_at":"[^"]+"\\}[^]*?){${n}}`))
    expect(text.split('HTTP/1.1 200 OK').length - 1).toBe(n)
  }
  connection.end()
  await connection.closed
})

rule('C', 'each recipe of the documentation is a fault', () => {
  const { world } = client()
  const recipes = [...document.matchAll(/```json\n(.+?)```/gs)].map(([, text = '']) => JSON.parse(text))
  for (const recipe of recipes) expect(world.faults.add(recipe)).toMatchObject(recipe)
  expect(recipes).toHaveLength(8)
})
