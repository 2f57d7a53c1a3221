import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import type { NewFault, SimResponse, Simulator } from '../../src/index.ts'
import { client } from '../support/client.ts'
import { connectTo } from '../support/connection.ts'
import { hear } from '../support/raw.ts'
import { rule } from '../support/rule.ts'
import { type Way, ways } from '../support/ways.ts'

const NEVER = 600_000

/** A way that ends with the test, and a call to make over it. */
async function opened(name: string) {
  const { simulator, world, samples, companyId } = client()
  const way: Way = await (ways[name] as (simulator: Simulator) => Promise<Way>)(simulator)
  onTestFinished(async () => void (await way.close()))
  const { headers } = simulator.apis.find((api) => api.name === 'ar')?.caller(world, 'member') ?? { headers: {} }
  const path = `/api/companies/${companyId}/actions/${samples.actions?.proposed}`
  const url = way.origin + path
  const request = { method: 'GET', url: path, headers }
  const get = (signal?: AbortSignal) => fetch(url, { headers, ...(signal && { signal }) })
  const handle = (): SimResponse => simulator.handle({ ...request, origin: way.origin })
  return { simulator, world, way, headers, url, request, get, handle, other: () => fetch(`${way.origin}/api/me`, { headers }) }
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
    expect((await other()).status).not.toBe(0)
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
    expect(await hear(url, headers)).toEqual({ text: '', portions: 0, error: 'ECONNRESET' })
  },
  async closed({ url, headers }) {
    expect(await hear(url, headers)).toEqual({ text: '', portions: 0, error: undefined })
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
      await cells[said[i] as string]?.(use, fault)
      expect([name, use.world.faults.list().every(({ hits }) => hits > 0)]).toEqual([name, true])
    }
  })
