import { expect, onTestFinished, test, vi } from 'vitest'
import { customers } from '../src/ar/customers/customer.ts'
import { toEventText } from '../src/core/values/event-stream.ts'
import type { Fault } from '../src/core/world/faults/fault.ts'
import type { CallEntry, ClockEntry, Entry } from '../src/core/world/journal/entry.ts'
import { createSimulator } from '../src/index.ts'
import { type Call, call } from '../src/ui/data/call.ts'
import { CallError, Client } from '../src/ui/data/client.ts'
import { readEvents } from '../src/ui/data/events.ts'
import { Feed, hasHole, joined, MOST_ENTRIES } from '../src/ui/data/journal.ts'
import { chosen, NO_ANSWER, noticesOf, toCall } from '../src/ui/pages/calls/lines.ts'
import { toSent } from '../src/ui/pages/data/draft.ts'
import type { Field } from '../src/ui/pages/data/shape.ts'
import { nothing, oftenInWords, toFault, troubleInWords } from '../src/ui/pages/faults/fault.ts'
import { startOf, textsOf, toCurl } from '../src/ui/parts/copy.ts'
import { shortened, statusColor, statusOf, untold } from '../src/ui/parts/entries.ts'
import { sortedBy } from '../src/ui/parts/sorted.ts'
import { errorInWords } from '../src/ui/parts/toasts.ts'
import { callerIn } from './support/caller.ts'

test('what is nothing comes last, upwards and downwards', () => {
  const rows = [undefined, 2, null, 10, 1]
  const sorted = (isDown: boolean) => sortedBy(rows, (row) => row, isDown)
  expect(sorted(false).slice(0, 3)).toEqual([1, 2, 10])
  expect(sorted(true).slice(0, 3)).toEqual([10, 2, 1])
})

test('what is wrong with a field is told with its name, and what is about none without', () => {
  const wordsOf = (field: string) => errorInWords(new CallError(400, 'Not valid.', [{ field, message: 'Too long.' }]))
  expect(wordsOf('name')).toBe('Not valid. name: Too long.')
  expect(wordsOf('')).toBe('Not valid. Too long.')
})

test('a HEAD is copied as a curl that ends', () => {
  const call: Call = { operation: 'ar.x', world: 'trial', method: 'HEAD', path: '/api', headers: {}, body: undefined }
  expect(toCurl(call, { origin: 'http://localhost', hasToken: false })).toBe("curl -I \\\n  'http://localhost/~trial/api'")
})

test('a copied test starts as the world did, where that is not the usual way', () => {
  const testOf = (scenario: string, seed: number) =>
    textsOf(call('sim.getClock', { world: 'trial' }), {
      origin: 'http://localhost',
      hasToken: true,
      start: startOf({ scenario, seed }),
    })['a Vitest test']
  expect(testOf('default', 1)).toContain("import { test } from 'arsim/vitest'")
  expect(testOf('default', 2)).toContain('const test = createTest({ seed: 2 })')
  expect(testOf('empty', 1)).toContain('const test = createTest({ scenario: "empty" })')
  // Only those who have its file can start it.
  expect(testOf('shop', 1)).toBeUndefined()
})

test('what names something that only the server has is copied as a call, and as no test', () => {
  const canBeTested = (what: Call) => 'a Vitest test' in textsOf(what, { origin: 'http://localhost', hasToken: false })
  const world = 'trial'
  const calls = [
    call('sim.undo', { world, body: { to: 4 } }),
    call('sim.createWorld', { body: { from: 'trial', before: 4 } }),
    call('sim.deleteWorld', { path: { world_id: 'files' } }),
    call('sim.removeFault', { world, path: { fault_id: 'fault-1' } }),
    call('sim.getJournalEntry', { world, path: { number: 4 } }),
  ]
  expect(calls.filter(canBeTested)).toEqual([])
  expect(
    [call('sim.createWorld', { body: { id: 'made' } }), call('sim.listJournal', { world }), call('sim.clearFaults', { world })]
      .map(canBeTested)
      .every(Boolean),
  ).toBe(true)
})

test('a call of the journal is copied with the body that was sent', () => {
  const copyOf = (body: string) => {
    const world = createSimulator({ scenario: 'empty' }).world()
    const headers = { 'content-type': 'application/json' }
    world.handle({ method: 'POST', url: '/api/auth/login/', origin: 'http://localhost', headers, body })
    const call = toCall(world.id, world.journal.entries()[0] as CallEntry)
    return call && toCurl(call, { origin: 'http://localhost', hasToken: false }).split('\n').at(-1)?.trim()
  }
  for (const body of ['"abc"', 'abc', 'null', '5', '{"a":null}']) expect(copyOf(body)).toBe(`--data-raw '${body}'`)
})

test('events are read with all letters that a text may have', async () => {
  const texts = ['line', 'a\u2028b', 'a\u2029b', 'a\rb\n\nc']
  const { body } = new Response(texts.map((text, i) => toEventText({ text }, { id: `${i}` })).join(''))
  const read: string[] = []
  for await (const events of readEvents(body as ReadableStream<Uint8Array>))
    read.push(...events.map(({ data }) => JSON.parse(data).text))
  expect(read).toEqual(texts)
})

test('calls are told apart by the end of their paths', () => {
  const id = '04bbd64d-9d2a-4b7b-a4ed-b4b902c52e91'
  expect(shortened(`POST /api/companies/${id}/actions/${id}/approve`)).toBe('POST …/actions/04bbd64d…/approve')
  expect(shortened(`GET /api/companies/${id}`)).toBe('GET /api/companies/04bbd64d…')
  expect(shortened('GET /api/v1/integrations/email/inbox?limit=5')).toBe('GET …/email/inbox?limit=5')
})

test('how often a fault applies, and how slow it makes an answer, is told as it is', () => {
  const often = (probability: number) => oftenInWords({ probability } as Fault)
  expect([0.99, 0.3, 0.1, 0.005, 1].map(often)).toEqual(['99% of them', '30% of them', '10% of them', '0.5% of them', ''])
  const trouble = (bytesPerSecond: number) => troubleInWords({ bytesPerSecond } as Fault)
  expect([1, 2].map(trouble)).toEqual(['1 byte a second', '2 bytes a second'])
})

test('headers of a fault are each named once, and what is none is refused', () => {
  const headersOf = (headers: string) => toFault({ ...nothing, headers }).answer?.headers
  expect(headersOf('x-a: 1:2\n\n X-B : 3 ')).toEqual({ 'x-a': '1:2', 'X-B': '3' })
  expect(() => headersOf('x-a: 1\nX-A: 2')).toThrow('The header “X-A” stands twice')
  expect(() => headersOf('nothing')).toThrow('“nothing” is no header')
})

test('what is not JSON is told where it has to be, and JSON is sent as what it says, also where that is nothing', () => {
  const field = { name: 'notes', kind: 'json', isNullable: false } as Field
  const sent = (text: string) => toSent([field], { notes: text }, { notes: '' }, false)
  expect(sent('{"a":')).toEqual({ body: {}, problems: { notes: 'This is not JSON.' } })
  expect(sent('{"a":1e999}')).toEqual({ body: {}, problems: { notes: '1e999 would be sent as null.' } })
  expect(sent('null')).toEqual({ body: { notes: null }, problems: {} })
  const faultOf = (matchBody: string, body: string) => toFault({ ...nothing, matchBody, body })
  expect(faultOf('null', 'null')).toMatchObject({ match: { body: null }, answer: { body: null } })
  expect(faultOf('', 'down').answer?.body).toBe('down')
  expect(() => faultOf('{', '')).toThrow('The body that must match: This is not JSON.')
  expect(() => faultOf('', '{"id":9007199254740993}')).toThrow('The body of the answer: 9007199254740993 would be sent as')
})

test('a number that is none, or that JavaScript does not hold, is left to the schema to refuse', () => {
  const field = { name: 'amount', kind: 'number', isNullable: true } as Field
  const sent = (text: string) => toSent([field], { amount: text }, { amount: '7' }, false).body.amount
  expect(['', '12.50', '-1e3', '.5', '5.', '007', '+5', ' 8 '].map(sent)).toEqual([null, 12.5, -1_000, 0.5, 5, 7, 5, 8])
  for (const text of ['1e999', '0x10', 'Infinity', '12345678901234567891', 'x', ' ', '.']) expect(sent(text)).toBe(text)
})

test('what a big move did beyond what it tells is counted', () => {
  expect(untold({ count: 1_234, fired: [{}] } as unknown as ClockEntry)).toBe('and 1,233 more things')
  expect(untold({ count: 1, fired: [{}] } as unknown as ClockEntry)).toBeUndefined()
})

const wanted = { text: '', operation: null, status: null, kind: null }

test('entries are found by what was written, by what became due, and by what was steered', () => {
  const world = createSimulator().world()
  const [customer] = world.table(customers).all()
  world.emit('customer.replied', { customer: `${customer?.id}`, body: 'We sailed to Zanzibar.' })
  world.faults.add({ match: { path: '/api/*/ledgers' }, answer: { status: 503 } })
  world.clock.advance('P3D')
  const entries = world.journal.entries()
  const kindsFor = (text: string) => chosen(entries, { ...wanted, text }).map(({ kind }) => kind)
  expect(kindsFor('zanzibar')).toEqual(['event'])
  expect(kindsFor('LEDGERS')).toEqual(['control'])
  expect(kindsFor('customer.replied')).toEqual(['event'])
  expect(kindsFor('fault-added')).toEqual(['control'])
  const clock = entries.at(-1) as ClockEntry
  expect(kindsFor(`${clock.fired[0]?.summary}`)).toEqual(['clock'])
})

test('a call whose answer was lost is told as such, and found among those that had none', () => {
  const simulator = createSimulator()
  const world = simulator.world()
  for (const fault of [
    { lose: 'response' },
    { connection: 'reset' },
    { connection: 'truncated' },
    { answer: { status: 503 } },
  ] as const)
    world.faults.add({ ...fault, times: 1 })
  const { path, headers } = callerIn(simulator)
  for (let at = 0; at < 5; at++)
    simulator.handle({ method: 'GET', url: `/api/companies/${path.company_id}/members`, origin: 'http://localhost', headers })
  const calls = world.journal.entries({ kind: 'call' }) as CallEntry[]
  expect(calls.map(statusOf)).toEqual(['200, lost', 'no answer', '200', '503', '200'])
  expect(calls.map(statusColor)).toEqual(['orange', 'red', 'teal', 'red', 'teal'])
  expect(calls.flatMap(noticesOf)).toEqual([
    'It met fault-1: the response is lost.',
    'It met fault-2: reset.',
    'It met fault-3: cut off.',
    'This is the fault "fault-4".',
    'It met fault-4.',
  ])
  expect(chosen(calls, { ...wanted, status: NO_ANSWER })).toEqual([calls[1], calls[0]])
  expect(chosen(calls, { ...wanted, status: '2' })).toHaveLength(3)
})

const numbered = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => ({ number: from + at }) as Entry)
const numbersOf = (entries: readonly Entry[] = []) => entries.map(({ number }) => number)

test('entries that are held stay, however many come; else the newest are kept', () => {
  const [before, more] = [numbered(1, MOST_ENTRIES), numbered(1, 2.5 * MOST_ENTRIES)]
  expect(numbersOf(joined(before, more))).toEqual(numbersOf(more).slice(-MOST_ENTRIES))
  expect(numbersOf(joined(before, more, MOST_ENTRIES))).toEqual(numbersOf([...before, ...more.slice(-MOST_ENTRIES)]))
})

test('whether some are missing between those that are held and the newest is seen', () => {
  expect(hasHole([])).toBe(false)
  expect(hasHole(numbered(5, MOST_ENTRIES + 4))).toBe(false)
  expect(hasHole(numbered(1, 2 * MOST_ENTRIES), 60)).toBe(false)
  for (const many of [MOST_ENTRIES, MOST_ENTRIES - 1])
    expect(hasHole([...numbered(1, 60), ...numbered(62, many + 61)], 60)).toBe(true)
  // One was undone.
  expect(hasHole([...numbered(1, 60), ...numbered(62, 63)], 60)).toBe(false)
})

/** A feed that reads what `journal.now` is at that time. */
function feedOf(now: readonly Entry[]) {
  const journal = { now }
  const client = { send: () => Promise.resolve(journal.now) } as unknown as Client
  const shown: (readonly Entry[] | undefined)[] = []
  const feed = new Feed(client, 'trial', ({ data }) => shown.push(data))
  const rereads = async (event: 'undo' | 'reset' | 'gap' | 'opened', next: readonly Entry[]) => {
    journal.now = next
    const before = shown.length
    feed.hear([{ event }])
    await vi.waitFor(() => expect(shown.length).toBeGreaterThan(before))
    return numbersOf(shown.at(-1))
  }
  return { feed, shown, rereads }
}

test('entries that are held stay when the journal is read anew, unless they may have been undone', async () => {
  const { feed, shown, rereads } = feedOf(numbered(1, MOST_ENTRIES))
  await feed.read()
  feed.hold(900)
  const held = numbersOf(numbered(1, 900))
  for (const event of ['undo', 'opened', 'gap'] as const) {
    const next = numbered(MOST_ENTRIES, 2 * MOST_ENTRIES - 1)
    expect(await rereads(event, next)).toEqual([...held, ...numbersOf(next)])
  }
  // Nobody saw those between.
  const far = numbered(5_000, 5_000 + MOST_ENTRIES - 1)
  expect(await rereads('gap', far)).toEqual([...held, ...numbersOf(far)])
  expect(await rereads('undo', numbered(1, 899))).toEqual(numbersOf(numbered(1, 899)))
  expect(await rereads('reset', numbered(7_000, 7_001))).toEqual([7_000, 7_001])
  feed.hold(undefined)
  expect(numbersOf(shown.at(-1))).toEqual([7_000, 7_001])
})

test('who holds a journal leaves no timer, and shows nothing again where nothing changes', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const { feed, shown } = feedOf([])
  await feed.read()
  feed.hold(undefined)
  expect(shown).toHaveLength(1)
  feed.hear([{ event: 'entry', entry: { number: 1 } as Entry }])
  feed.hold(1)
  expect(numbersOf(shown.at(-1))).toEqual([1])
  expect(vi.getTimerCount()).toBe(0)
})

test('of what was to be done, and had no answer, the page says that it may have been done', async () => {
  const client = new Client({
    origin: 'http://localhost',
    send: () => Promise.reject(new TypeError('Failed to fetch')),
    document: () => Promise.reject(new Error()),
  })
  await expect(client.send(call('sim.getClock'))).rejects.toThrow('The simulator does not answer.')
  await expect(client.send(call('sim.undo', { body: {} }))).rejects.toThrow('It may have been done all the same')
})
