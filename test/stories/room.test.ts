import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { crmBlobs, MAX_FILE_SIZE } from '../../src/crm/documents/document.ts'
import { createSimulator, OutOfSpace, type Scenario, type Simulator, type World } from '../../src/index.ts'
import { callerIn } from '../support/caller.ts'
import { client } from '../support/client.ts'
import { type CrmClient, crmClient } from '../support/crm.ts'
import { rule } from '../support/rule.ts'

const ORIGIN = 'http://127.0.0.1'

/** Calls a simulator by the addresses of its worlds. */
const callerOf = (simulator: Simulator) => {
  const ar = callerIn(simulator)
  return (line: string, body?: object) => {
    const [method = '', url = ''] = line.split(' ')
    const headers = { ...ar.headers, 'content-type': 'application/json' }
    const response = simulator.handle({ method, url, origin: ORIGIN, headers, body: body && JSON.stringify(body) })
    return { status: response.status, body: response.body && JSON.parse(response.body) }
  }
}

const idsOf = (simulator: Simulator): string[] => simulator.worlds.map(({ id }) => id)

/** Adds notes of so many letters until one is refused; returns how many there were, and the refusal. */
function fill({ ar, samples }: Pick<CrmClient, 'ar' | 'samples'>, letters = 1000) {
  for (let count = 0; count < 10_000; count++) {
    const answer = ar('POST thread-notes', { thread_id: samples.threads?.email, content: 'x'.repeat(letters) })
    if (answer.status !== 201) return { count, ...answer }
  }
  throw new Error('There is no end.')
}

/** A scenario without rows that counts how often it is built. */
function counted(): { scenario: Scenario; builds: () => number } {
  let builds = 0
  const recipe = () => {
    builds++
    return {}
  }
  return { scenario: { name: 'counted', now: '2026-06-01T14:00:00Z', recipe }, builds: () => builds }
}

rule('C', 'a world in which something was done never goes, however many others are named', () => {
  const simulator = createSimulator({ maxWorlds: 4 })
  const call = callerOf(simulator)
  call('PATCH /~mine/__sim/clock', { advance: 'P1D' })
  for (let i = 0; i < 100; i++) expect(call(`GET /~visitor-${i}/__sim/clock`).status).toBe(200)
  expect(idsOf(simulator)).toEqual(['default', 'mine', 'visitor-98', 'visitor-99'])
  expect(call('GET /~mine/__sim/clock').body.now).toBe('2026-06-02T14:00:00Z')
})

rule('C', 'a world that was made on purpose, or that a test holds, never goes, though nothing was done in it', () => {
  const simulator = createSimulator({ maxWorlds: 5 })
  const call = callerOf(simulator)
  call('GET /~held/__sim/clock')
  const world = simulator.world('held')
  expect([call('POST /__sim/worlds', { id: 'one' }).status, simulator.fork('two').id, simulator.world('three').id]).toEqual([
    201,
    'two',
    'three',
  ])
  expect(call('GET /~visitor/__sim').status).toBe(507)
  expect(idsOf(simulator)).toEqual(['default', 'held', 'one', 'two', 'three'])
  expect(simulator.world('held')).toBe(world)
})

rule('C', 'of the worlds that may go the one used longest ago goes', () => {
  const simulator = createSimulator({ maxWorlds: 4 })
  const call = callerOf(simulator)
  for (const id of ['a', 'b', 'c', 'a', 'd']) call(`GET /~${id}/__sim/clock`)
  expect(idsOf(simulator).toSorted()).toEqual(['a', 'c', 'd', 'default'])
})

rule('C', 'when there are too many worlds one can be made again as soon as another one is forgotten', () => {
  const simulator = createSimulator({ maxWorlds: 2 })
  const call = callerOf(simulator)
  const said = 'There are 2 worlds already. Forget one, or allow more with --max-worlds.'
  expect(call('POST /__sim/worlds', { id: 'one' }).status).toBe(201)
  expect(call('POST /__sim/worlds', { id: 'two' })).toEqual({ status: 507, body: { error: { message: said } } })
  expect(call('GET /~two/__sim/clock')).toEqual({ status: 507, body: { error: { message: said } } })
  expect(() => simulator.world('two')).toThrow(OutOfSpace)
  expect(call('GET /~one/__sim/clock').status).toBe(200)
  expect(call('DELETE /__sim/worlds/one').status).toBe(204)
  expect(call('GET /~two/__sim/clock').status).toBe(200)
})

test('a base is built once for its scenario, seed and day, whichever worlds use it, and however often', () => {
  const { scenario, builds } = counted()
  const simulator = createSimulator({ scenario })
  const [one, two] = [simulator.fork('one', { seed: 1 }), simulator.fork('two', { seed: 2 })]
  const another = simulator.fork('another', { seed: 2 })
  for (let i = 0; i < 20; i++) for (const world of [one, two, another]) world.reset()
  expect(builds()).toBe(2)
  expect(another.base.state).toBe(two.base.state)
  expect(one.base.state).toBe(simulator.world().base.state)
})

test('the eight bases that were used last are kept', () => {
  const { scenario, builds } = counted()
  const simulator = createSimulator({ scenario })
  const worlds = [2, 3, 4, 5, 6, 7, 8].map((seed) => simulator.fork(`seed-${seed}`, { seed }))
  for (const world of [...worlds, simulator.world(), ...worlds]) world.reset()
  expect(builds()).toBe(8)
  simulator.fork('seed-9', { seed: 9 })
  expect(builds()).toBe(9)
  for (const world of worlds) world.reset()
  expect(builds()).toBe(9)
  simulator.world().reset()
  expect(builds()).toBe(10)
})

test('a running world plays today: its base is built once for each day', () => {
  const { scenario, builds } = counted()
  let now = Date.parse('2027-03-09T10:00:00Z')
  const simulator = createSimulator({ scenario, clock: 'running', machine: () => now })
  for (let i = 0; i < 10; i++) simulator.world(`today-${i}`).reset()
  expect(builds()).toBe(1)
  now += 86_400_000
  for (let i = 0; i < 10; i++) simulator.world(`tomorrow-${i}`).reset()
  expect(builds()).toBe(2)
})

rule('C', 'when the data of all worlds is too much, what would add to it is refused, and nothing else', () => {
  const use = crmClient({ maxBytes: 300_000 })
  const { ar, crm, call, samples, world } = use
  const said = 'All worlds together may hold 300,000 bytes of data, by estimate, and this would be more.'
  const { count, status, body } = fill(use)
  expect([status, body.detail]).toEqual([507, expect.stringContaining(said)])
  expect(count).toBeGreaterThan(10)
  fill(use, 10)
  const before = JSON.stringify(world.changes())
  const mail = { to: ['a@b.example'], subject: 'x', body: 'x'.repeat(10_000) }
  expect(crm('POST email/send', mail)).toMatchObject({
    status: 507,
    body: { success: false, error: { code: 'INSUFFICIENT_STORAGE', message: expect.stringContaining(said) } },
  })
  expect(call('PATCH /__sim/clock', { advance: 'P90D' })).toMatchObject({
    status: 507,
    body: { error: { message: expect.stringContaining(said) } },
  })
  expect(JSON.stringify(world.changes())).toBe(before)
  expect(call('GET /__sim/clock').body.now).toBe('2026-06-01T14:00:00Z')
  expect([ar('GET actions').status, ar('GET thread-notes').body.length, crm('GET email/inbox').status]).toEqual([
    200,
    expect.any(Number),
    200,
  ])
  expect(ar(`GET actions/${samples.actions?.proposed}`).body.status).toBe('proposed')
  expect(call('GET /__sim').status).toBe(200)
})

rule('C', 'the same calls meet the same limit', () => {
  const [one, other] = [1, 2].map(() => fill(crmClient({ maxBytes: 200_000 })))
  expect(one).toEqual(other)
  const longer = fill(crmClient({ maxBytes: 400_000 })).count
  expect(longer / (one?.count ?? 0)).toBeGreaterThan(1.9)
})

rule('C', 'a reset, a deletion and a world that is forgotten make room for as much as they held', () => {
  const use = client({ maxBytes: 300_000 })
  const { count } = fill(use)
  use.world.reset()
  expect(fill(use).count).toBe(count)
  use.world.reset()

  const call = callerOf(use.simulator)
  const company = `/api/companies/${use.companyId}`
  const note = { thread_id: use.samples.threads?.email, content: 'x'.repeat(1000) }
  for (let round = 0; round < 3; round++) {
    let made = 0
    while (call(`POST /~guest/${company.slice(1)}/thread-notes`, note).status === 201) made++
    expect(made).toBeGreaterThan(count - 5)
    expect(call(`POST ${company}/thread-notes`, note).status).toBe(507)
    expect(call('DELETE /__sim/worlds/guest').status).toBe(204)
  }
  expect(fill(use).count).toBe(count)
})

/** Puts files into a world until no more fit; returns how many there were. */
function stuff(world: World): number {
  for (let count = 0; count < 10_000; count++)
    try {
      world.transactions.run(() => world.table(crmBlobs).put({ id: `stuffed-${count}`, bytes: 'x'.repeat(100) }))
    } catch (error) {
      expect(error).toBeInstanceOf(OutOfSpace)
      return count
    }
  throw new Error('There is no end.')
}

test('whatever was done in worlds, once they are gone there is as much room as at first', () => {
  const options = { maxBytes: 100_000, maxWorlds: 6 }
  const most = stuff(createSimulator({ scenario: counted().scenario, ...options }).world())
  const act = fc.record({
    what: fc.constantFrom('name', 'fork', 'copy', 'write', 'write', 'write', 'delete', 'reset', 'remove', 'fail'),
    id: fc.constantFrom('default', 'a', 'b', 'c'),
    from: fc.constantFrom('default', 'a', 'b', 'c'),
    key: fc.constantFrom('x', 'y', 'z'),
    letters: fc.nat(9000),
  })
  fc.assert(
    fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
      const simulator = createSimulator({ scenario: counted().scenario, ...options })
      const work = ({ what, id, from, key, letters }: (typeof acts)[number]) => {
        if (what === 'name') return simulator.world(id)
        if (what === 'fork') return simulator.fork(id, { seed: letters % 3 })
        if (what === 'copy') return simulator.fork(id, { from })
        const world = simulator.worlds.find((each) => each.id === id)
        const table = world?.table(crmBlobs)
        if (!world || !table) return
        if (what === 'reset') return world.reset()
        if (what === 'remove') return simulator.remove(id)
        return world.transactions.run(() => {
          if (what === 'delete') table.delete(key)
          else table.put({ id: key, bytes: 'x'.repeat(letters) })
          if (what === 'fail') throw new OutOfSpace('Not today.')
        })
      }
      for (const each of acts)
        try {
          work(each)
        } catch (error) {
          expect(String(error)).toMatch(/There (is|are)|All worlds together|Not today/)
        }
      for (const { id } of simulator.worlds) simulator.remove(id)
      simulator.world().reset()
      expect(stuff(simulator.world())).toBe(most)
    }),
    { numRuns: 200 },
  )
})

rule('C', 'worlds of other seeds count with all their data, those that share it together once', () => {
  const one = createSimulator().fork('measured', { seed: 2 }).base.holding?.weight.rows ?? 0
  const simulator = createSimulator({ maxBytes: Math.floor(3.5 * one) })
  const call = callerOf(simulator)
  const make = (id: string, seed: number) => call('POST /__sim/worlds', { id, seed })
  expect([2, 3, 4, 5].map((seed) => make(`seed-${seed}`, seed).status)).toEqual([201, 201, 201, 507])
  expect([1, 2, 3].map((n) => make(`another-${n}`, 2).status)).toEqual([201, 201, 201])
  expect(call('DELETE /__sim/worlds/seed-3').status).toBe(204)
  expect([make('seed-5', 5).status, make('seed-6', 6).status]).toEqual([201, 507])
  expect(call('DELETE /__sim/worlds/seed-2').status).toBe(204)
  expect(make('seed-6', 6).status).toBe(507)
  for (const n of [1, 2, 3]) call(`DELETE /__sim/worlds/another-${n}`)
  expect(make('seed-6', 6).status).toBe(201)
})

rule('C', 'a world whose first call finds no room is not made, and takes no room', () => {
  const use = client({ maxBytes: 20_000 })
  const { simulator, companyId, samples } = use
  const call = callerOf(simulator)
  const note = { thread_id: samples.threads?.email, content: 'x'.repeat(5000) }
  for (let i = 0; i < 20; i++) expect(call(`POST /~new-${i}/api/companies/${companyId}/thread-notes`, note).status).toBe(507)
  expect(idsOf(simulator)).toEqual(['default'])
  expect(call('GET /~reader/__sim/clock').status).toBe(200)
  expect(call(`POST /api/companies/${companyId}/thread-notes`, { ...note, content: 'x'.repeat(2000) }).status).toBe(201)
})

rule('C', 'worlds made from a prepared one share its data, and may be many', () => {
  const simulator = createSimulator({ maxBytes: 50_000_000 })
  const prepared = simulator.fork('prepared')
  prepared.clock.advance('P1D')
  const copies = Array.from({ length: 1000 }, () => simulator.fork(undefined, { from: 'prepared' }))
  expect(copies.at(-1)?.clock.now()).toBe('2026-06-02T14:00:00Z')
})

rule('C', 'a world made from another one whose ancestors are gone holds nothing of them', () => {
  const { simulator, samples } = client()
  const customer = samples.customers?.active ?? ''
  let newest = simulator.world()
  for (let count = 0; count < 20; count++) {
    const next = simulator.fork(`next-${count}`, { from: newest.id })
    next.emit('customer.replied', { customer, body: `Letter ${count}.` })
    if (count) simulator.remove(newest.id)
    newest = next
  }
  let held = 0
  for (let each = newest.base.holding; each; each = each.below) held++
  expect(held).toBeLessThan(4)
  expect(newest.base.start).toBeUndefined()
})

rule('C', 'all stored files together may be 1 GB; deleting one makes room', () => {
  const { crm, samples, world, simulator } = crmClient()
  const bytes = new Uint8Array(MAX_FILE_SIZE)
  const announce = () => {
    const about = { entityType: 'account', entityId: samples.crm_entities?.account }
    return crm('POST documents/upload', { fileName: 'a.txt', contentType: 'text/plain', ...about }).body.data
  }
  const put = ({ uploadUrl }: { uploadUrl: string }) => {
    const { pathname, search } = new URL(uploadUrl)
    return simulator.handle({
      method: 'PUT',
      url: pathname + search,
      origin: ORIGIN,
      headers: { 'content-type': 'text/plain' },
      body: bytes,
    })
  }
  const uploads = Array.from({ length: 39 }, announce)
  expect(uploads.map((upload) => put(upload).status)).toEqual([...Array(38).fill(200), 507])
  const refused = JSON.parse(put(uploads[38]).body).error
  expect(refused.code).toBe('INSUFFICIENT_STORAGE')
  expect(refused.message).toContain('All worlds together may hold 1,000,000,000 bytes of stored files')
  expect(world.table(crmBlobs).get(new URL(uploads[38].uploadUrl).pathname.split('/').at(-1) as string)).toBeUndefined()
  // The same bytes again are not more.
  expect(put(uploads[0]).status).toBe(200)
  expect(crm(`POST documents/${uploads[0].documentId}/confirm`).status).toBe(200)
  expect(crm(`DELETE documents/${uploads[0].documentId}`).status).toBeLessThan(300)
  expect(put(uploads[38]).status).toBe(200)
})

test('a limit is a whole number of at least 1', () => {
  for (const limit of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => createSimulator({ maxBytes: limit })).toThrow('maxBytes is a whole number of at least 1.')
    expect(() => createSimulator({ maxWorlds: limit })).toThrow('maxWorlds is a whole number of at least 1.')
  }
})

rule('C', 'a world that a request has made may go again once it is what it was', () => {
  const simulator = createSimulator({ maxWorlds: 2 })
  const call = callerOf(simulator)
  call('PATCH /~a/__sim/clock', { advance: 'P1D' })
  expect(call('GET /~b/__sim/clock').status).toBe(507)
  expect(call('POST /~a/__sim/snapshots', { name: 'then' }).status).toBe(201)
  call('POST /~a/__sim/snapshots/then/restore')
  call('DELETE /~a/__sim/snapshots/then')
  expect(call('GET /~b/__sim/clock').status).toBe(507)
  call('POST /~a/__sim/reset')
  expect(call('GET /~b/__sim/clock').status).toBe(200)
  expect(idsOf(simulator)).toEqual(['default', 'b'])
})
