import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { simulatorOfAll } from '../../src/all-apis.ts'
import { collections } from '../../src/data/index.ts'
import * as arsim from '../../src/index.ts'
import { createSimulator, SimulatorError, type SimulatorOptions, type World } from '../../src/index.ts'
import { client } from '../support/client.ts'
import { rule } from '../support/rule.ts'

/** Everything a client can see of a world, as bytes. */
function bytes(world: World): string {
  const { ar, call } = client({ world })
  const reads = ['actions?page_size=100', 'actions?category=history&page_size=100', 'integrations', 'sync/status'].map((path) =>
    ar(`GET ${path}`),
  )
  return JSON.stringify([reads, call('GET /__sim/clock'), call('GET /__sim/timeline'), call('GET /__sim').body.samples])
}

/** Some calls that change a world; a number decides which. */
function act(world: World, numbers: readonly number[]): string[] {
  const { ar, samples } = client({ world })
  const actions = Object.values(samples.actions ?? {})
  const connections = Object.values(samples.connections ?? {})
  const calls = [
    (n: number) => ar(`POST actions/${actions[n % actions.length]}/approve`, { comment: `${n}` }),
    (n: number) => ar(`POST actions/${actions[n % actions.length]}/send`),
    (n: number) => ar(`POST actions/${actions[n % actions.length]}/reject`),
    (n: number) => ar(`POST integrations/${connections[n % connections.length]}/sync`),
    (n: number) => ar(`POST integrations/${connections[n % connections.length]}/disconnect`),
    (n: number) => ar(`POST integrations/${connections[n % connections.length]}/reactivate`),
    () => ar('POST integrations/merge/link-token'),
    (n: number) => {
      world.clock.advance(`PT${n}S`)
      return ar('GET sync/status')
    },
  ]
  return numbers.map((n) => JSON.stringify(calls[n % calls.length]?.(n)))
}

const acts = fc.array(fc.nat(400), { maxLength: 12 })

rule('C', 'two worlds never see each other', () => {
  fc.assert(
    fc.property(acts, acts, (left, right) => {
      const simulator = createSimulator()
      const [one, other, untouched] = ['one', 'other', 'untouched'].map((id) => simulator.world(id)) as [World, World, World]
      const before = bytes(untouched)
      act(one, left)
      const seen = bytes(one)
      act(other, right)
      expect(bytes(one)).toBe(seen)
      expect(bytes(untouched)).toBe(before)
    }),
    { numRuns: 15 },
  )
})

rule('C', 'a reset restores a world byte for byte, its clock too', () => {
  const world = createSimulator().world('mine')
  const before = bytes(world)
  fc.assert(
    fc.property(acts, (numbers) => {
      act(world, numbers)
      world.reset()
      expect(bytes(world)).toBe(before)
      expect(world.changes()).toEqual([])
    }),
    { numRuns: 15 },
  )
})

rule('C', 'the same seed and the same calls give the same bytes', () => {
  fc.assert(
    fc.property(acts, (numbers) => {
      const [one, other] = [createSimulator(), createSimulator()].map((simulator) => simulator.world('w')) as [World, World]
      expect(act(one, numbers)).toEqual(act(other, numbers))
      expect(bytes(one)).toBe(bytes(other))
    }),
    { numRuns: 10 },
  )
})

rule('C', 'another seed makes other companies, the first of which keeps its id', () => {
  const [one, two] = [1, 2].map((seed) => client({ seed }).call('GET /__sim').body)
  expect(two.companies[0].id).toBe('00000000-0000-4000-8000-000000000001')
  expect(two.companies[0].members[0].token).not.toBe(one.companies[0].members[0].token)
  expect(Object.keys(two.samples.actions)).toEqual(Object.keys(one.samples.actions))
})

rule('C', 'moving the clock in parts ends where one jump ends', () => {
  fc.assert(
    fc.property(acts, fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 }), (numbers, parts) => {
      const simulator = createSimulator()
      const [whole, split] = ['whole', 'split'].map((id) => simulator.world(id)) as [World, World]
      act(whole, numbers)
      act(split, numbers)
      const fired = parts.flatMap((seconds) => split.clock.advance(`PT${seconds}S`))
      expect(whole.clock.advance(`PT${parts.reduce((a, b) => a + b)}S`)).toEqual(fired)
      expect(bytes(whole)).toBe(bytes(split))
    }),
    { numRuns: 15 },
  )
})

rule('C', 'a world is named by the prefix of the path, else by the header, else it is the default one', () => {
  const simulator = createSimulator()
  const worldOf = (url: string, headers = {}) =>
    JSON.parse(simulator.handle({ method: 'GET', url, origin: 'http://h', headers }).body).world
  expect(worldOf('/__sim')).toBe('default')
  expect(worldOf('/__sim', { 'x-sim-world': 'a' })).toBe('a')
  expect(worldOf('/~b/__sim', { 'x-sim-world': 'a' })).toBe('b')
  expect(simulator.worlds.map(({ id }) => id)).toEqual(['default', 'a', 'b'])
})

rule('C', 'where path and header name two worlds the path counts, and a warning says so', () => {
  const simulator = createSimulator()
  const call = (method: string, url: string, header: string) =>
    simulator.handle({ method, url, origin: 'http://h', headers: { 'x-sim-world': header } })
  call('GET', '/~mine/__sim', 'mine')
  const told = 'The path names the world "mine", which counts; X-Sim-World names "story".'
  for (const [method, url] of [
    ['GET', '/~mine/__sim'],
    ['POST', '/~mine/__sim/reset'],
    ['GET', '/~mine/api/nothing'],
  ] as const)
    expect(call(method, url, 'story').headers['x-sim-warning'], url).toContain(told)
  const [entry] = JSON.parse(call('GET', '/~mine/__sim/journal?kind=call', 'mine').body)
  expect(entry.warnings).toContain(told)
  expect(call('GET', '/~mine/__sim', 'mine').headers['x-sim-warning']).toBeUndefined()
  expect(simulator.worlds.map(({ id }) => id)).toEqual(['default', 'mine'])
})

rule('C', 'addresses that are handed out carry the prefix of their world', () => {
  const simulator = createSimulator()
  const { body } = simulator.handle({ method: 'GET', url: '/~b/__sim', origin: 'http://h', headers: {} })
  expect(JSON.parse(body).ar.base_url).toBe('http://h/~b/api')
})

rule('C', 'a world id of other characters, or of more than 64, is refused', () => {
  const simulator = createSimulator()
  for (const id of ['', 'a b', 'é', '..', 'x'.repeat(65), '%2e']) {
    const url = `/~${encodeURIComponent(id)}/__sim`
    expect(simulator.handle({ method: 'GET', url, origin: 'http://h', headers: {} }).status, id).toBe(400)
  }
  expect(simulator.worlds).toHaveLength(1)
  expect(() => simulator.world('a b')).toThrow(SimulatorError)
})

rule('C', 'a world made from another one starts as it is now, and a reset takes it back to that', () => {
  const simulator = createSimulator()
  const world = simulator.world('prepared')
  const { ar, samples } = client({ world })
  ar(`POST actions/${samples.actions?.proposed}/approve`)
  world.clock.advance('P1D')
  const copy = simulator.fork('copy', { from: 'prepared' })
  const prepared = bytes(copy)
  expect(prepared).toBe(bytes(world))

  act(copy, [1, 2, 3, 15])
  copy.reset()
  expect(bytes(copy)).toBe(prepared)
})

rule('C', 'a deleted world is forked anew on its next use', () => {
  const simulator = createSimulator()
  const { ar, samples, world } = client({ world: simulator.world('mine') })
  ar(`POST actions/${samples.actions?.proposed}/approve`)
  expect(simulator.remove('mine')).toBe(true)
  expect(simulator.world('mine')).not.toBe(world)
  expect(simulator.world('mine').changes()).toEqual([])
})

rule('C', 'a world that was removed lets go of its rows, and says so whoever still asks for them', () => {
  const simulator = createSimulator()
  const { ar, samples, world } = client({ world: simulator.fork('mine') })
  const db = collections(world)
  ar(`POST actions/${samples.actions?.proposed}/approve`)
  const copy = simulator.fork('copy', { from: 'mine' })
  const changed = bytes(copy)
  simulator.remove('mine')
  const asked = [
    () => db.actions.findFirst(),
    () => db.actions.create({}),
    () => collections(world),
    () => world.changes(),
    () => world.save(),
    () => world.reset(),
    () => world.clock.advance('P1D'),
    () => world.snapshots.take('now'),
    () => world.faults.list(),
    () => world.journal.entries(),
    () => world.calls('approveAction'),
    () => world.verify('approveAction', {}, 0),
    () => world.undo(),
    () => world.clock.now(),
    () => world.harms(),
    () => world.emit('call.logged', { customer: samples.customers?.active as string, notes: 'They called.' }),
    () => ar('GET actions'),
  ]
  for (const ask of asked) expect(ask, String(ask)).toThrow('The world "mine" was removed.')
  expect(bytes(copy)).toBe(changed)
})

rule('C', 'a world can be removed by a call in itself', () => {
  const simulator = createSimulator()
  const url = '/~mine/__sim/worlds/mine'
  simulator.fork('mine')
  const send = () => simulator.handle({ method: 'DELETE', url, origin: 'http://127.0.0.1', headers: {} })
  expect(send()).toMatchObject({ status: 204 })
  expect(send()).toMatchObject({ status: 404 })
  expect(simulator.worlds).toHaveLength(1)
})

test('changes names the rows that were added, changed and removed', () => {
  const { ar, samples, world } = client()
  const id = samples.actions?.proposed as string
  ar(`POST actions/${id}/approve`)
  ar('POST integrations/merge/link-token')
  expect(world.changes()).toMatchObject([
    { table: 'counters' },
    { table: 'timeline', added: [{ subject: id }] },
    { table: 'link_tokens', added: [{ company: world.id === 'default' ? '00000000-0000-4000-8000-000000000001' : '' }] },
    { table: 'actions', changed: [{ before: { status: 'proposed' }, after: { status: 'processing' } }] },
  ])
})

rule('C', 'a running clock follows the machine, and what falls due happens when a request arrives', () => {
  let now = Date.parse('2027-03-09T10:00:00Z')
  const use = client({ clock: 'running', machine: () => now })
  const id = use.samples.actions?.proposed as string
  expect(use.ar(`POST actions/${id}/approve`).body.updated_at).toBe('2027-03-09T10:00:00Z')
  now += 60_000
  expect(use.ar(`GET actions/${id}`).body).toMatchObject({ status: 'completed', executed_at: '2027-03-09T10:00:05Z' })
  use.call('PATCH /__sim/clock', { advance: 'P1D' })
  now += 1500
  expect(use.call('GET /__sim/clock').body.now).toBe('2027-03-10T10:01:01.500Z')
})

test('simulators of a process share what worlds start from where they start at the same moment, and at no other', () => {
  const stateOf = (options: SimulatorOptions) => createSimulator({ life: 'on', ...options }).world().base.state
  const runningAt = (ms: number) => stateOf({ clock: 'running', machine: () => Date.parse('2026-06-10T10:00:00Z') + ms })
  expect(stateOf({})).toBe(stateOf({}))
  expect(runningAt(0)).not.toBe(runningAt(999))
})

rule('C', 'a running world plays today: a reset on another day moves its dates', () => {
  let now = Date.parse('2027-03-09T10:00:00Z')
  const use = client({ clock: 'running', machine: () => now })
  const created = () => use.ar('GET integrations').body[0].created_at
  const before = created()
  now += 86_400_000
  use.call('POST /__sim/reset')
  expect(Date.parse(created()) - Date.parse(before)).toBe(86_400_000)
})

rule(
  'C',
  'a world made from another one has what that one has, and a call that says otherwise is told which fields to leave out',
  () => {
    const { call } = client()
    const { status, body } = call('POST /__sim/worlds', { id: 'copy', from: 'default', seed: 7, life: 'on' })
    expect(status).toBe(400)
    expect(body.error.details).toEqual([
      { field: 'seed', message: 'A world that starts from another one has its seed: leave this out.' },
      { field: 'life', message: 'A world that starts from another one has its life: leave this out.' },
    ])
  },
)

rule('C', 'a frozen clock that is set running goes on from where it stood, and stands where it is frozen', () => {
  let now = 1_000_000
  const { call } = client({ machine: () => now })
  call('PATCH /__sim/clock', { mode: 'running' })
  now += 5000
  expect(call('GET /__sim/clock').body).toMatchObject({ now: '2026-06-01T14:00:05Z', mode: 'running' })
  call('PATCH /__sim/clock', { mode: 'frozen' })
  now += 5000
  expect(call('GET /__sim/clock').body).toMatchObject({ now: '2026-06-01T14:00:05Z', mode: 'frozen' })
})

rule('C', 'a reset takes back whether the clock runs', () => {
  let now = Date.parse('2027-03-09T10:00:00Z')
  for (const [mode, other] of [
    ['frozen', 'running'],
    ['running', 'frozen'],
  ] as const) {
    const { call } = client({ clock: mode, machine: () => now })
    const before = call('GET /__sim/clock').body
    call('PATCH /__sim/clock', { mode: other })
    call('POST /__sim/reset')
    expect(call('GET /__sim/clock').body).toEqual(before)
    now += 5000
    const passed = Date.parse(call('GET /__sim/clock').body.now) - Date.parse(before.now)
    expect([mode, passed]).toEqual([mode, mode === 'running' ? 5000 : 0])
  }
})

test('an option that there is not is refused with the nearest one', () => {
  const make = (options: object) => () => createSimulator(options)
  expect(make({ sed: 4 })).toThrow('There is no option "sed". Did you mean "seed"?')
  expect(make({ lief: 'on' })).toThrow('There is no option "lief". Did you mean "life"?')
  expect(make({ colour: 1 })).toThrow('There is no option "colour". There is: apis, scenario, ')
  for (const bad of [make({ sed: 4 }), () => createSimulator().fork('x', { sed: 4 } as never)]) expect(bad).toThrow(TypeError)
  // A name that there is not is a mistake, whatever it has.
  expect(make({ lief: undefined })).toThrow('There is no option "lief".')
})

rule('C', 'on a server a world lives where its own clock runs, and where somebody asks for life', () => {
  const machine = () => Date.parse('2026-06-03T09:30:00Z')
  const livesOn = (options: SimulatorOptions) => {
    const simulator = simulatorOfAll({ scenario: 'empty', machine, ...options }, { life: 'on' })
    const lives = (given: SimulatorOptions = {}) => simulator.fork(undefined, given).base.settings.life
    return [
      simulator.world().base.settings.life,
      lives(),
      ...(['running', 'frozen'] as const).map((clock) => lives({ clock })),
      lives({ clock: 'frozen', life: 'on' }),
      lives({ clock: 'running', life: 'off' }),
      simulator.fork(undefined, { from: 'default' }).base.settings.life,
    ]
  }
  expect(livesOn({ clock: 'running' })).toEqual(['on', 'on', 'on', 'off', 'on', 'off', 'on'])
  expect(livesOn({ clock: 'frozen' })).toEqual(['off', 'off', 'on', 'off', 'on', 'off', 'off'])
  expect(livesOn({ clock: 'running', life: 'off' })).toEqual(['off', 'off', 'off', 'off', 'on', 'off', 'off'])
  expect(livesOn({ clock: 'frozen', life: 'on' })).toEqual(['on', 'on', 'on', 'on', 'on', 'off', 'on'])

  const world = createSimulator({ scenario: 'empty', machine, oauth: 'auto' }).world().save()
  const saved = simulatorOfAll({ world, machine }, { life: 'on' })
  expect(saved.fork(undefined, { clock: 'running' }).base.settings).toMatchObject({ life: 'on', oauth: 'auto' })
  expect(saved.fork(undefined, { seed: 2 }).base.settings.life).toBe('off')
})

rule('C', 'a setting that none of the APIs has is refused, however it is told', () => {
  const told = { agentMistakes: 'duplicate=1' }
  const simulator = createSimulator({ apis: ['crm'] })
  const none = 'There is no setting "agentMistakes". There is: oauth, life.'
  expect(() => createSimulator({ apis: ['crm'], ...told })).toThrow(none)
  expect(() => simulator.fork('one', { settings: told })).toThrow(none)
  const answer = simulator.handle({
    method: 'POST',
    url: '/__sim/worlds',
    origin: 'http://localhost',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(told),
  })
  expect(answer).toMatchObject({ status: 400, body: expect.stringContaining('There is no setting') })
  expect(simulator.world().save().settings).toEqual({ oauth: 'ask', life: 'off' })
})

test('an error says by its name what it is', () => {
  const errors = Object.entries(arsim).filter(([, value]) => (value as { prototype?: unknown }).prototype instanceof Error)
  expect(errors.length).toBeGreaterThan(8)
  for (const [name, { prototype }] of errors as unknown as [string, { prototype: Error }][]) expect(prototype.name).toBe(name)
})
