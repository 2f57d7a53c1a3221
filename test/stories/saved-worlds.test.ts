import * as fc from 'fast-check'
import { expect } from 'vitest'
import { threads } from '../../src/ar/communications/thread.ts'
import { collections, defineScenario } from '../../src/data/index.ts'
import {
  createSimulator,
  OutOfSpace,
  type Scenario,
  type Simulator,
  SimulatorError,
  type World,
  WorldFileError,
} from '../../src/index.ts'
import { client } from '../support/client.ts'
import { HIGHEST, kindOf, live, seen } from '../support/random-life.ts'
import { rule } from '../support/rule.ts'

const life = fc.array(fc.nat(HIGHEST), { maxLength: 25 })

// biome-ignore lint/suspicious/noExplicitAny: a test changes what it likes
type File = any

/** As a file has it. */
const written = (world: World, whole = false): File => JSON.parse(JSON.stringify(world.save({ whole })))

/** What loading says; checks that it has changed nothing. */
function refusal(world: World, file: unknown): WorldFileError {
  const before = JSON.stringify(world.save())
  try {
    world.load(file)
  } catch (error) {
    expect(error).toBeInstanceOf(WorldFileError)
    expect(JSON.stringify(world.save())).toBe(before)
    return error as WorldFileError
  }
  throw new Error('The file was loaded.')
}

rule('C', 'a world of any year is saved and loaded', () => {
  for (const now of ['0001-01-02T00:00:00Z', '1890-01-01T09:00:00Z', '9999-12-31T00:00:00Z']) {
    const scenario = defineScenario({ name: 'of another age', now, tell: () => {} })
    const world = createSimulator({ scenario }).world()
    world.clock.advance('PT1H')
    const loaded = createSimulator({ scenario }).world()
    loaded.load(written(world))
    expect(loaded.clock.now()).toBe(world.clock.now())
  }
})

rule('C', 'a world that was saved and loaded elsewhere answers byte for byte like the one that went on', () => {
  fc.assert(
    fc.property(life, life, life, fc.boolean(), fc.boolean(), (first, second, then, isForked, whole) => {
      const [here, there] = [createSimulator(), createSimulator()]
      live(here, here.world(), first)
      const world = isForked ? here.fork('copy', { from: 'default' }) : here.world()
      live(here, world, second)
      const other = there.world(world.id)
      const saved = written(world, whole)
      other.load(saved)
      expect(seen(there, other)).toEqual(seen(here, world))
      // Both go back to what was saved: what was read may have met faults.
      for (const each of [world, other]) each.load(saved)
      expect(live(there, other, then)).toEqual(live(here, world, then))
      expect(seen(there, other)).toEqual(seen(here, world))
      expect(written(other, whole)).toEqual(written(world, whole))
    }),
    { numRuns: 10 },
  )
})

rule('C', 'the world that was saved goes on as the one that was loaded', () => {
  fc.assert(
    fc.property(life, life, fc.boolean(), (first, then, whole) => {
      const [here, there] = [createSimulator(), createSimulator()]
      live(here, here.world(), first)
      there.world().load(written(here.world(), whole))
      const withoutResets = then.filter((n) => kindOf(n) !== 'edit')
      expect(live(there, there.world(), withoutResets)).toEqual(live(here, here.world(), withoutResets))
      expect(seen(there, there.world())).toEqual(seen(here, here.world()))
    }),
    { numRuns: 10 },
  )
})

rule('C', 'rows of one moment keep their order in a file, whatever came and went before it', () => {
  const [here, there] = [createSimulator(), createSimulator()]
  const db = collections(here.world())
  const one = db.threads.findFirst(undefined, { strict: true })
  const { customer, company, thread_group } = one
  const timestamp = '2026-06-01T13:00:00Z'
  const add = () => db.threads.create({ customer, company, thread_group, timestamp })
  const [first, second, third, fourth] = [add(), add(), add(), add()]
  // One that comes back arrives anew; one that only changes does not.
  db.threads.delete(first)
  db.threads.create(first)
  db.threads.update(second, { data: () => ({ subject: 'Changed' }) })
  db.threads.delete(one)
  db.threads.create(one)
  db.threads.delete(add())
  const file = written(here.world())
  const inOrder = [second, third, fourth, first].map(({ id }) => id)
  expect(
    here
      .world()
      .table(threads)
      .list('ofGroup', thread_group)
      .map(({ id }) => id)
      .filter((id) => inOrder.includes(id)),
  ).toEqual(inOrder)
  there.world().load(file)
  const all = () => [here, there].map((each) => seen(each, each.world()))
  expect(all()[1]).toEqual(all()[0])
  for (const each of [here, there]) collections(each.world()).threads.create({ customer, company, thread_group, timestamp })
  expect(all()[1]).toEqual(all()[0])
  expect(written(there.world())).toEqual(written(here.world()))
})

rule('C', 'rows of a file that does not tell their order arrive as they stand in it', () => {
  const [here, there] = [client(), client()]
  const thread_id = here.samples.threads?.email
  for (const content of ['a', 'b', 'c']) here.ar('POST thread-notes', { thread_id, content })
  const { arrived, ...older } = written(here.world)
  expect(arrived.thread_notes).toHaveLength(4)
  there.world.load({ ...older, latest: { threads: [thread_id] } })
  const inFile = older.rows.thread_notes.map(({ content }: { content: string }) => content)
  const listed = there.ar(`GET thread-notes?thread_id=${thread_id}`).body.map(({ content }: { content: string }) => content)
  expect(listed.slice(0, 3)).toEqual(inFile.toReversed())
})

rule('C', 'a reset goes back to what was loaded, and then nothing differs from it', () => {
  const [saved, loaded] = [client(), client()]
  saved.ar(`POST actions/${saved.samples.actions?.proposed}/approve`)
  saved.world.clock.advance('P2D')
  loaded.world.load(written(saved.world))
  expect(loaded.call('GET /__sim/changes').body).toEqual([])
  loaded.world.clock.advance('P9D')
  loaded.call('POST /__sim/reset')
  expect(written(loaded.world)).toEqual(written(saved.world))
})

rule('C', 'the journal tells which rows a file that was loaded has otherwise, and no others', () => {
  const { world, call } = client()
  const db = collections(world)
  const kept = db.customers.create({ customer_company_name: 'Before' })
  const file = written(world)
  world.load(file)
  expect(world.journal.entry('last')).toMatchObject({ action: 'state-loaded', rows: [] })
  db.customers.update((q) => q.where({ id: kept.id }), { data: () => ({ customer_company_name: 'After' }) })
  const changed = world.journal.entry('last')?.rows ?? []
  call('PUT /__sim/state', file)
  const { rows } = call('GET /__sim/journal/last').body
  expect(rows).toEqual(changed.map(({ before, after, ...row }) => ({ ...row, before: after, after: before })))
})

rule('C', 'what is undone is as old as it was: a file that was loaded has a start of its own', () => {
  let machine = Date.UTC(2026, 7, 1)
  for (const clock of ['frozen', 'running'] as const) {
    const { world, call } = client({ clock, machine: () => machine })
    const started = () => call('GET /__sim/worlds').body[0].started
    const first = started()
    machine += 3_600_000
    world.snapshots.take('first')
    world.clock.advance('P9D')
    const file = written(world)
    world.load(file)
    expect(started()).toBe(world.clock.now())
    world.undo()
    expect(started()).toBe(first)
    world.load(file)
    world.snapshots.restore('first')
    expect(started()).toBe(first)
  }
})

rule('C', 'a file brings its seed, clock and settings with it: new ids go on from there', () => {
  const one = createSimulator({ seed: 7, oauth: 'auto', clock: 'frozen' })
  one.world().clock.advance('P3D')
  const other = createSimulator()
  other.world().load(written(one.world()))
  const [a, b] = [one, other].map((simulator) =>
    collections(simulator.world()).customers.create({ customer_company_name: 'Acme' }),
  )
  expect(b).toEqual(a)
  expect(other.world().base).toMatchObject({ seed: 7, settings: { oauth: 'auto' } })
})

rule('C', 'a running clock keeps its distance from that of the machine', () => {
  let machine = Date.UTC(2026, 7, 1)
  const options = { clock: 'running', machine: () => machine } as const
  const [one, other] = [createSimulator(options), createSimulator(options)]
  one.world().clock.advance('P10D')
  const file = written(one.world())
  machine += 3_600_000
  other.world().load(file)
  expect(other.world().clock.now()).toBe('2026-08-11T01:00:00Z')
  expect(seen(other, other.world())).toEqual(seen(one, one.world()))
})

rule('C', 'a simulator can start from a file: all its worlds do, and go back to it', () => {
  const { world, ar, samples } = client()
  ar(`POST actions/${samples.actions?.proposed}/approve`)
  const simulator = createSimulator({ world: written(world) })
  const expected = written(world)
  for (const id of ['default', 'named']) {
    const started = simulator.world(id)
    expect(written(started)).toEqual(expected)
    started.clock.advance('P1D')
    started.reset()
    expect(written(started)).toEqual(expected)
  }
  expect(simulator.fork('other', { seed: 7 }).base.seed).toBe(7)
  for (const more of [{ seed: 1 }, { clock: 'frozen' }, { scenario: 'empty' }, { oauth: 'ask' }] as const)
    expect(() => createSimulator({ world: expected, ...more })).toThrow(SimulatorError)
})

rule('C', 'a world that differs from the file of its simulator has the scenario, seed, clock and settings of the file', () => {
  const saved = createSimulator({ scenario: 'empty', seed: 3, life: 'on' }).world()
  const { base } = createSimulator({ world: written(saved) }).fork('running', { clock: 'running' })
  expect(base).toMatchObject({ scenario: 'empty', seed: 3, settings: { life: 'on' }, clock: { mode: 'running' } })
  const scenario: Scenario = { name: 'own', now: '2026-06-01T14:00:00Z', recipe: () => ({}) }
  const own = createSimulator({ scenario, seed: 3, life: 'on' }).world()
  const world = createSimulator({ world: written(own), scenario }).fork('asks', { settings: { oauth: 'auto' } })
  expect(world.base).toMatchObject({ scenario: 'own', seed: 3, settings: { life: 'on', oauth: 'auto' } })
})

rule('C', 'a scenario given beside a file is the one that the file is about', () => {
  const scenario: Scenario = { name: 'own', now: '2026-06-01T14:00:00Z', recipe: () => ({}) }
  const world = createSimulator({ scenario }).world()
  world.clock.advance('P1D')
  const file = written(world)
  expect(() => createSimulator({ world: file })).toThrow(WorldFileError)
  const simulator = createSimulator({ world: file, scenario })
  expect(written(simulator.world())).toEqual(file)
  expect(simulator.fork('seven', { seed: 7 }).base).toMatchObject({ scenario: 'own', seed: 7 })
  expect(() => createSimulator({ world: file, scenario: { ...scenario, name: 'other' } })).toThrow(WorldFileError)
  expect(() => createSimulator({ world: written(world, true), scenario: 'empty' })).toThrow(
    'The saved world is of the scenario "own", and not of "empty".',
  )
})

rule('C', 'stored files are base64 in a file, and bytes again in a world', () => {
  const bytes = new Uint8Array(20_000).map((_, i) => i % 251)
  const [one, other] = [createSimulator(), createSimulator()]
  collections(one.world()).crm_blobs.create({ id: 'scan', bytes })
  other.world().load(written(one.world()))
  const [row, text] = [collections(other.world()).crm_blobs.findFirst((q) => q.where({ id: 'scan' })), written(one.world())]
  expect(row?.bytes).toEqual(bytes)
  expect(text.rows.crm_blobs).toEqual([{ id: 'scan', bytes: { base64: Buffer.from(bytes).toString('base64') } }])
  text.rows.crm_blobs[0].bytes.base64 = '%%'
  expect(refusal(other.world(), text).reasons).toEqual([{ path: 'rows.crm_blobs.0', message: 'A stored file is no base64.' }])
})

rule('C', 'a file after 200 calls, stored files apart, has less than 50 kB more often than not', () => {
  const sizes = [0, 1, 2, 3, 4, 5, 6].map((life) => {
    const simulator = createSimulator()
    const calls = Array.from({ length: 200 }, (_, i) => 5 * (((i + 500 * life) * 7919) % 20_000))
    live(simulator, simulator.world(), calls)
    expect(simulator.world().changes().length).toBeGreaterThan(5)
    const { rows, ...file } = simulator.world().save()
    const { crm_blobs, ...others } = rows
    return JSON.stringify({ ...file, rows: others }).length
  })
  expect(sizes.sort((a, b) => a - b)[3]).toBeLessThan(50_000)
})

rule('C', 'a file is its reader’s own: to change it changes no world', () => {
  const { world, ar, samples } = client()
  ar(`POST actions/${samples.actions?.proposed}/approve`)
  const before = JSON.stringify(world.save())
  const file: File = world.save()
  world.load(file)
  file.changed.actions[0].status = 'nonsense'
  file.clock.value = 0
  expect(JSON.stringify(world.save())).toBe(before)
})

rule('C', 'rows may name rows that are gone, in a file too; a name that nobody ever had is refused', () => {
  const { simulator, world } = client()
  const db = collections(world)
  const customer = db.customers.create({ customer_company_name: 'Acme' })
  db.invoices.create({ customer: customer.id, amount: 5 })
  db.customers.delete(customer)
  const file = written(world)
  simulator.world('other').load(file)
  expect(seen(simulator, simulator.world('other'))).toEqual(seen(simulator, world))
  file.removed = {}
  expect(refusal(simulator.world('other'), file).reasons).toEqual([
    { path: 'rows.invoices.0.customer', message: `There is no customer "${customer.id}".` },
  ])
})

rule('C', 'a file whose scenario is made otherwise here is refused with the reason; one of all rows is not', () => {
  const own = (name: string): Scenario => ({
    name: 'own',
    now: '2026-06-01T14:00:00Z',
    recipe: () => ({ crm_blobs: [{ id: 'note', bytes: btoa(name) }] }),
  })
  const [one, same, other] = ['One', 'One', 'Other'].map((name) => createSimulator({ scenario: own(name) }).world()) as World[]
  const world = one as World
  world.clock.advance('P1D')
  same?.load(written(world))
  expect(written(same as World)).toEqual(written(world))
  expect(refusal(other as World, written(world)).message).toContain(
    'This simulator makes it otherwise: the scenario has changed since',
  )
  expect(refusal(createSimulator().world(), written(world)).message).toBe(
    'The file is about the scenario "own". There is: default, empty. If it has another name now, give it that one again.',
  )
  for (const stranger of [other as World, createSimulator().world()]) {
    stranger.load(written(world, true))
    expect(written(stranger)).toEqual(written(world, true))
  }
})

rule('C', 'what does not hold in a file is listed, and nothing changes', () => {
  const { world, ar, samples } = client()
  ar(`POST actions/${samples.actions?.proposed}/approve`)
  world.faults.add({ answer: { status: 503 } })
  const file = written(world)
  const [action] = file.changed.actions
  const [pending] = file.rows.timeline
  const broken: [change: (file: File) => unknown, path: string, message: string][] = [
    [(f) => (f.changed.actions[0].statsu = 'x'), 'changed.actions.0.statsu', 'There is no such column. Did you mean "status"?'],
    [(f) => (f.changed.actions[0].status = 'aproved'), 'changed.actions.0.status', '"aproved" is not a valid choice.'],
    [
      (f) => (f.changed.actions[0].id = 'none'),
      'changed.actions.0',
      'The scenario has no action of this id, so there is none to differ from.',
    ],
    [(f) => f.changed.actions.push(action), 'changed.actions.1', `The action "${action.id}" is in the file twice.`],
    [(f) => (f.removed.actions = [action.id]), 'changed.actions.0', `The action "${action.id}" is also among those removed.`],
    [(f) => (f.rows.acions = []), 'rows.acions', 'There is no table "acions". Did you mean "actions"?'],
    [(f) => (f.rows.conversations = []), 'rows.conversations', 'The rows of this table are worked out from others.'],
    [(f) => (f.rows = []), 'rows', 'This is no object with a list for each table.'],
    [(f) => (f.rows.actions = {}), 'rows.actions', 'This is no list.'],
    [(f) => (f.rows.actions = [null]), 'rows.actions.0', 'This is no row.'],
    [(f) => (f.removed.actions = [5]), 'removed.actions.0', 'This is no id.'],
    [(f) => (f.arrived.threads = [1, 2]), 'arrived.threads', 'There are to be 1 numbers'],
    [(f) => (f.arrived.actions = [-1]), 'arrived.actions', 'There are to be 1 numbers'],
    [(f) => (f.settings.oauth = 'always'), 'settings.oauth', 'oauth is ask or auto, not "always".'],
    [(f) => (f.clock.value = 'now'), 'clock.value', 'Must be a number.'],
    [(f) => (f.clock.value = 5e10), 'clock.value', 'The clock shows 1971-08-02T16:53:20Z, and all rows were made later'],
    [(f) => (f.speed = 5), '', 'Unrecognized key: "speed"'],
    [
      (f) => (f.rows.faults[0].answer.headers = { 'a b': 'x' }),
      'rows.faults.0.answer.headers.a b',
      'This is no name of a header.',
    ],
    [(f) => (f.rows.faults[0].lose = 'request'), 'rows.faults.0.lose', 'A fault has one of answer, connection and lose'],
    [(f) => (f.rows.faults[0].hits = -1), 'rows.faults.0.hits', ''],
    [(f) => (f.changed.counters = [{ id: 'action', last: 0 }]), 'counters.action', '0 is below'],
    [
      (f) => (f.rows.timeline = [{ id: 'x:y', number: 1, at: '2026-07-01T00:00:00Z', event: 'x', subject: 'y' }]),
      'timeline.x:y',
      'No row says that this will happen.',
    ],
    [(f) => (f.rows.timeline = [{ ...pending, id: 'x:y' }]), 'timeline.x:y', `The row says ${pending.at}.`],
  ]
  for (const [change, path, message] of broken) {
    const changed = structuredClone(file)
    change(changed)
    const { reasons } = refusal(world, changed)
    expect(reasons.map((reason) => reason.path)).toContain(path)
    expect(reasons.find((reason) => reason.path === path)?.message).toContain(message)
  }
})

rule('C', 'the list of what does not hold ends', () => {
  const { world } = client()
  const file = written(world)
  file.rows.actions = Array.from({ length: 5_000 }, () => ({}))
  expect(refusal(world, file).reasons.length).toBe(20)
})

/** The text of a file of the world with these rows. */
const textWith = (world: World, rows: string): File =>
  JSON.parse(JSON.stringify(world.save()).replace('"rows":{}', `"rows":${rows}`))

rule('C', 'names that every object has are no tables, and no columns', () => {
  const { world } = client()
  for (const name of ['__proto__', 'constructor', 'toString']) {
    expect(refusal(world, textWith(world, `{"${name}":[{}]}`)).reasons[0]?.path).toBe(`rows.${name}`)
    const inRow = textWith(world, `{"counters":[{"id":"x","last":1,"${name}":{"y":1}}]}`)
    expect(refusal(world, inRow).reasons[0]?.path).toBe(`rows.counters.0.${name}`)
  }
  expect(({} as File).y).toBeUndefined()
})

rule('C', 'a file that is nested without end is refused', () => {
  const { world } = client()
  const endless = written(world)
  endless.rows.actions = [endless]
  expect(refusal(world, endless).message).toContain('nested deeper')
  const deep = textWith(world, `{"actions":${'['.repeat(50_000)}${']'.repeat(50_000)}}`)
  expect(refusal(world, deep).message).toContain('nested deeper')
})

rule('C', 'a file that was mangled is loaded as a whole or not at all', () => {
  const { world, ar, samples, simulator } = client()
  ar(`POST actions/${samples.actions?.proposed}/approve`)
  live(simulator, world, [70_001, 3_001, 8_002, 512, 90])
  const file = written(world)
  const other = simulator.world('other')
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(), fc.jsonValue()), { minLength: 1, maxLength: 4 }), (changes) => {
      const mangled = changes.reduce((before, [n, value]) => mangle(before, n, value), structuredClone(file))
      const before = JSON.stringify(other.save())
      try {
        other.load(mangled)
      } catch (error) {
        expect(error).toBeInstanceOf(WorldFileError)
        expect(JSON.stringify(other.save())).toBe(before)
        return
      }
      // What is loaded can be saved, and loaded again.
      const saved = written(other)
      other.load(saved)
      expect(written(other)).toEqual(saved)
    }),
    { numRuns: 300 },
  )
})

/** Puts a value in one of all the places of a file, which a number decides. */
function mangle(file: File, n: number, value: unknown): File {
  const places: [object: File, key: string][] = []
  const visit = (it: File): void => {
    if (typeof it !== 'object' || it === null) return
    for (const key of Object.keys(it)) {
      places.push([it, key])
      visit(it[key])
    }
  }
  visit(file)
  const [object, key] = places[n % places.length] as [File, string]
  if (n % 5 === 0) delete object[key]
  else object[key] = value
  return file
}

rule('C', 'what there is no room for is not loaded, and what takes the place of something needs only what is more', () => {
  const big = createSimulator()
  const text = 'x'.repeat(100_000)
  const db = collections(big.world())
  db.customers.createMany(10, () => ({ customer_company_name: text.slice(0, 200) }))
  collections(big.world()).crm_blobs.create({ id: 'scan', bytes: new Uint8Array(10) })
  const file = written(big.world())
  const small = createSimulator({ maxBytes: 20_000 })
  const before = written(small.world())
  expect(() => small.world().load(file)).toThrow(OutOfSpace)
  expect(written(small.world())).toEqual(before)
  const enough = createSimulator({ maxBytes: 200_000 })
  for (let i = 0; i < 20; i++) enough.world().load(file)
  const answer = small.handle({
    method: 'PUT',
    url: '/__sim/state',
    origin: 'http://127.0.0.1',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(file),
  })
  expect(answer.status).toBe(507)
})

rule('C', 'a world that was loaded is not forgotten for another, though nothing has changed since', () => {
  const simulator = createSimulator({ maxWorlds: 3 })
  const call = (url: string, method = 'GET', body?: object) =>
    simulator.handle({
      method,
      url,
      origin: 'http://127.0.0.1',
      headers: { 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    }).status
  simulator.world().clock.advance('P1D')
  expect(call('/~loaded/__sim/state', 'PUT', written(simulator.world()))).toBe(200)
  for (const id of ['a', 'b', 'c']) expect(call(`/~${id}/__sim/clock`)).toBe(200)
  expect(simulator.world('loaded').clock.now()).toBe('2026-06-02T14:00:00Z')
})

rule('C', 'a file over HTTP may have 64 MB, and lists of any length; other bodies may not', () => {
  const simulator = createSimulator()
  expect(simulator.route('/__sim/state')?.bodyLimit).toBe(64_000_000)
  expect(simulator.route('/__sim/worlds')?.bodyLimit).toBe(1_000_000)
  const db = collections(simulator.world())
  db.crm_blobs.createMany(10_001, (i) => ({ id: `blob-${i}`, bytes: new Uint8Array(90) }))
  const { call } = client({ simulator })
  const { body } = call('GET /__sim/state')
  expect(JSON.stringify(body).length).toBeGreaterThan(1_000_000)
  expect(call('PUT /__sim/state', body).status).toBe(200)
  expect(db.crm_blobs.count()).toBeGreaterThan(10_000)
})

rule('C', 'all worlds of a simulator can be saved and loaded, with what a reset takes them back to', () => {
  const here = createSimulator()
  live(here, here.world(), [70_001, 30_000])
  const fork = here.fork('fork', { from: 'default' })
  fork.clock.advance('P4D')
  here.fork('seven', { seed: 7 })
  here.fork('loaded').load(written(fork))
  const there = createSimulator()
  there.world('before').clock.advance('P1D')
  there.load(JSON.parse(JSON.stringify(here.save())))
  expect(there.worlds.map(({ id }) => id)).toEqual(here.worlds.map(({ id }) => id))
  for (const { id } of here.worlds) {
    const [one, other] = [here.world(id), there.world(id)]
    expect(seen(there, other), id).toEqual(seen(here, one))
    one.reset()
    other.reset()
    expect(seen(there, other), id).toEqual(seen(here, one))
  }
})

rule('C', 'a world that a request named and left as it was is no world of the file', () => {
  const { simulator } = client()
  simulator.handle({ method: 'GET', url: '/~looked/__sim', origin: 'http://127.0.0.1', headers: {} })
  expect(simulator.worlds.map(({ id }) => id)).toEqual(['default', 'looked'])
  expect(simulator.save().worlds.map(({ id }) => id)).toEqual(['default'])
  simulator.world('looked').clock.advance('P1D')
  expect(simulator.save().worlds.map(({ id }) => id)).toEqual(['default', 'looked'])
})

rule('C', 'a kept world that runs plays on its own day again after a reset', () => {
  let machine = Date.UTC(2026, 7, 1)
  const options = { clock: 'running', machine: () => machine } as const
  const [here, there] = [createSimulator(options), createSimulator(options)]
  here.world().clock.advance('PT1H')
  const file = here.save()
  machine += 5 * 86_400_000
  there.load(file)
  expect(there.world().clock.now()).toBe('2026-08-06T01:00:00Z')
  there.world().reset()
  expect(there.world().clock.now()).toBe('2026-08-06T00:00:00Z')
  expect(there.world().base.origin?.today).toBe('2026-08-06')
})

rule('C', 'kept worlds outlive a change of their scenario: those as it made them begin anew, others go on until a reset', () => {
  const own = (name: string): Simulator =>
    createSimulator({
      scenario: {
        name: 'own',
        from: 'empty',
        prepare: (world: World) => void collections(world).customers.create({ customer_company_name: name }),
      },
    })
  const kept = (simulator: Simulator, whole = true): File => JSON.parse(JSON.stringify(simulator.save({ whole })))
  const names = ({ worlds }: Simulator) =>
    worlds.map((world) => [
      world.id,
      ...collections(world)
        .customers.all()
        .map((row) => row.customer_company_name),
    ])
  const before = own('Alpha')
  collections(before.world('changed')).customers.create({ customer_company_name: 'More' })
  before.world('later').clock.advance('P1D')
  before.fork('forked', { from: 'changed' })
  // What was loaded and is as it was is kept as that.
  const same = own('Alpha')
  expect(same.load(kept(before))).toEqual([])
  expect(kept(same)).toEqual(kept(before))
  const after = own('Beta')
  expect(after.load(kept(same)).map(({ id }) => id)).toEqual(['changed', 'later'])
  expect(names(after)).toEqual([
    ['default', 'Beta'],
    ['changed', 'Alpha', 'More'],
    ['later', 'Alpha'],
    ['forked', 'Alpha', 'More'],
  ])
  for (const world of after.worlds) world.reset()
  expect(names(after)).toEqual([
    ['default', 'Beta'],
    ['changed', 'Beta'],
    ['later', 'Beta'],
    ['forked', 'Alpha', 'More'],
  ])
  expect(() => own('Beta').load(kept(before, false))).toThrow('The world "changed" of the file: The file holds only what differs')
  expect(() => before.save({ hole: true } as object)).toThrow('There is no option "hole"')
})

rule(
  'C',
  'the date and time of a scenario belong to it: where they were edited, kept worlds that are as it made them begin anew',
  () => {
    const own = (now: string): Simulator =>
      createSimulator({
        scenario: { name: 'own', from: 'default', now, prepare: () => {} },
        life: 'on',
      })
    const [day, later, earlier] = ['2026-06-01T14:00:00Z', '2026-06-03T14:00:00Z', '2026-06-01T09:00:00Z']
    const before = own(day)
    before.world('changed').clock.advance('PT1H')
    before.fork('runs', { clock: 'running' })
    before.fork('forked', { from: 'changed' })
    const file: File = JSON.parse(JSON.stringify(before.save({ whole: true })))
    const forked = written(before.world('forked'), true)
    const times = ({ worlds }: Simulator) => worlds.flatMap(({ id, clock }) => (id === 'runs' ? [] : [[id, clock.now()]]))
    for (const now of [later, earlier]) {
      const after = own(now)
      expect(after.load(file).map(({ id }) => id)).toEqual(['changed'])
      const kept = [
        ['changed', '2026-06-01T15:00:00Z'],
        ['forked', '2026-06-01T15:00:00Z'],
      ]
      expect(times(after)).toEqual([['default', now], ...kept])
      expect(after.world('default').changes()).toEqual([])
      expect(written(after.world('forked'), true)).toEqual(forked)
      for (const world of after.worlds) world.reset()
      expect(times(after)).toEqual([
        ['default', now],
        ['changed', now],
        ['forked', '2026-06-01T15:00:00Z'],
      ])
    }
    expect(own(day).load(file)).toEqual([])
  },
)

rule('C', 'a file goes on as its world did, also where its scenario plays at another time by now', () => {
  const own = (now: string): Simulator =>
    createSimulator({
      scenario: { name: 'own', from: 'default', now, prepare: () => {} },
      clock: 'running',
      life: 'on',
      machine: () => Date.parse('2026-06-01T18:00:00Z'),
    })
  const world = own('2026-06-01T14:00:00Z').world()
  const file = JSON.parse(JSON.stringify(world.save()))
  expect(file.base).toMatchObject({ now: Date.parse('2026-06-01T14:00:00Z'), at: Date.parse('2026-06-01T18:00:00Z') })
  const other = own('2026-06-01T08:00:00Z').world()
  other.load(file)
  expect(written(other, true)).toEqual(written(world, true))
})

rule('C', 'a file of all worlds is loaded as a whole or not at all', () => {
  const simulator = createSimulator()
  simulator.world('mine').clock.advance('P1D')
  const before = JSON.stringify(simulator.save())
  const file: File = JSON.parse(before)
  file.worlds[1].now.clock.value = 'late'
  const [first] = file.worlds
  for (const id of [undefined, 7, 'a b', 'default'])
    expect(() => simulator.load({ ...file, worlds: [first, { ...first, id }] })).toThrow(
      'The world 2 of the file has no id of its own.',
    )
  for (const broken of [file, {}, null, { ...file, worlds: [] }, { ...file, worlds: [...file.worlds, file.worlds[0]] }]) {
    expect(() => simulator.load(broken)).toThrow(WorldFileError)
    expect(JSON.stringify(simulator.save())).toBe(before)
  }
})

rule('C', 'what a file holds more than half of the room for takes the place of what was there', () => {
  const full = (simulator: Simulator) => {
    const world = simulator.world('full')
    collections(world).crm_blobs.createMany(100, (i) => ({ id: 'x'.repeat(1_000) + i, bytes: new Uint8Array(1) }))
    return world
  }
  const simulator = createSimulator({ maxBytes: Math.floor(1.5 * full(createSimulator()).size) })
  const world = full(simulator)
  const before = written(world, true).rows
  const file = JSON.parse(JSON.stringify(simulator.save()))
  simulator.load(file)
  simulator.load(file)
  expect(written(simulator.world('full'), true).rows).toEqual(before)
  const [usual, other] = file.worlds
  const more = { ...file, worlds: [usual, other, { ...other, id: 'copy' }] }
  expect(() => simulator.load(more)).toThrow(OutOfSpace)
  expect([simulator.worlds.length, written(simulator.world('full'), true).rows]).toEqual([2, before])
  simulator.world('full').load(written(simulator.world('full')))
  expect(written(simulator.world('full'), true).rows).toEqual(before)
})

rule('C', 'a file over HTTP is as long as one that can be loaded: in bytes', () => {
  const simulator = createSimulator()
  const { crm_emails } = collections(simulator.world())
  crm_emails.update((q) => q.where({}), { data: () => ({ body: '€'.repeat(22_000_000) }) })
  const { call } = client({ simulator })
  expect(call('GET /__sim/state').status).toBe(400)
})

rule('C', 'a promise for the last day that there is can be saved and loaded', () => {
  const { world, samples } = client()
  world.emit('promise.made', { customer: samples.customers?.active ?? '', date: '9999-12-31' })
  expect(collections(world).promises.findFirst((q) => q.where({ promised_date: '9999-12-31' }))?.ends_at).toBe(
    '9999-12-31T23:59:59.999Z',
  )
  expect(() => createSimulator().world().load(written(world))).not.toThrow()
})

rule('C', 'of a world that was saved before promises kept what they cover that is worked out', () => {
  const use = client()
  const db = collections(use.world)
  const customer = db.customers.create({ company: use.companyId }).id
  const [first, second] = [100, 50].map((amount) => db.invoices.create({ customer, amount, due_date: '2026-05-01' }).id)
  const { id } = db.promises.create({ customer, amount: 120, promised_date: '2026-06-10' })
  const file = written(use.world, true)
  for (const promise of file.rows.promises) delete promise.covers
  const loaded = createSimulator().world()
  loaded.load(file)
  loaded.clock.advance('PT1H')
  const books = collections(loaded)
  const status = () => books.promises.findFirst((q) => q.where({ id }))?.status
  books.payments.create({ invoice: first, amount: 100 })
  expect(status()).toBe('active')
  books.payments.create({ invoice: second, amount: 20 })
  expect(status()).toBe('kept')
})

rule('C', 'a row whose time was past when somebody set it can be saved and loaded, before that happens and after', () => {
  for (const columns of [{ ends_at: '2026-05-01T00:00:00Z' }, { ends_at: '2026-05-01T00:00:00Z', date: '0001-01-01' }]) {
    const { world } = client()
    const days = collections(world).aging_days
    days.update({ id: days.all()[0]?.id ?? '' }, { data: (row) => ({ ...row, ...columns }) })
    expect(() => createSimulator().world().load(written(world))).not.toThrow()
    world.clock.advance('P1D')
    expect(() => createSimulator().world().load(written(world))).not.toThrow()
  }
})
