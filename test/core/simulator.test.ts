import { expect, test, vi } from 'vitest'
import * as z from 'zod'
import { addressOf, placeOf, toPath } from '../../src/core/address.ts'
import { type ApiDocument, defineApi, servedApis } from '../../src/core/call/api.ts'
import { SimulatorError } from '../../src/core/call/host.ts'
import { defineResource } from '../../src/core/call/resource.ts'
import { defineTable } from '../../src/core/store/definition.ts'
import type { SimRequest } from '../../src/core/values/http.ts'
import { OutOfSpace } from '../../src/core/world/ledger.ts'
import { type Animal, animals, call, keepers, mood, scenario, simulatorOf, spec, zoo } from '../support/zoo.ts'

const add = (simulator: ReturnType<typeof simulatorOf>, line: string, headers = {}) =>
  call(simulator, `POST ${line}/keepers/1/animals`, { name: 'Eel' }, headers)

test('the path of a target is what comes behind its host', () => {
  const targets = ['/a?b=/c', 'http://x:1/a?b', 'HTTPS://x', 'http://x?a', 'a/b', '', 'ftp://x/a', '/http://x/a']
  expect(targets.map(toPath)).toEqual(['/a?b=/c', '/a?b', '/', '/?a', '/a/b', '/', '/ftp://x/a', '/http://x/a'])
})

test('an address is the world of the prefix, the path below the base of the API, and the query', () => {
  const of = (target: string) => {
    const address = addressOf([zoo], target)
    return address && [address.worldId, ...address.places.map(({ route }) => route), address.search, address.bodyLimit]
  }
  expect(of('/zoo/animals?a=1?b')).toEqual([undefined, '/animals', 'a=1?b', 1_000_000])
  expect(of('/~one/zoo/animals')).toEqual(['one', '/animals', '', 1_000_000])
  expect(of('http://x/~one/zoo?')).toEqual(['one', '/', '', 1_000_000])
  expect([of('/~one'), of('/~one/'), of('/other'), of('/~one?zoo'), of('/zoology')]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ])
  const all = defineApi({ ...spec, owns: (path: string) => path })
  expect(addressOf([all], '/~one')).toMatchObject({ worldId: 'one', places: [{ route: '/' }] })
})

test('an API without rows and callers has nothing to say of either', () => {
  const { name, title, description, basePath, owns, ladder, refuse } = spec
  const plain = defineApi({ name, title, description, basePath, owns, ladder, refuse, resources: [] })
  const world = simulatorOf().world()
  expect(plain.caller(world, 'member')).toEqual({ headers: {}, path: {} })
  expect([plain.guide(world, '', [], undefined), plain.people(world, {}), plain.settings]).toEqual([{}, [], []])
  expect(plain.unknownReference('x')).toBe('There is no "x".')
})

test('the APIs that are served are those with a document that do not steer, told in the other order than they are asked', () => {
  const document = {} as ApiDocument
  const all = [
    defineApi({ ...spec, name: 'sim', steers: true, document }),
    defineApi({ ...spec, name: 'inner', document }),
    defineApi({ ...spec, name: 'part' }),
    defineApi({ ...spec, name: 'outer', document }),
  ]
  expect(servedApis(all).map(({ name }) => name)).toEqual(['outer', 'inner'])
})

test('where several APIs own a path, the first that claims the call answers it, by what its body says', () => {
  const claiming = (kind: string, bodyLimit: number) =>
    defineApi({
      ...spec,
      name: kind,
      bodyLimit,
      claims: (route: string, fields: Readonly<Record<string, unknown>>) => route !== '/none' && fields.kind === kind,
    })
  const [cat, dog, other] = [claiming('cat', 20), claiming('dog', 30), defineApi({ ...spec, name: 'other', bodyLimit: 10 })]
  const request = (body: string): SimRequest => ({
    method: 'POST',
    url: '/zoo/x',
    origin: 'http://x',
    headers: { 'content-type': 'application/json' },
    body,
  })
  const name = (apis: Parameters<typeof addressOf>[0], body: string, target = '/zoo/x') => {
    const address = addressOf(apis, target)
    return address && [address.places.length, address.bodyLimit, placeOf(address, request(body)).api.name]
  }
  expect(name([cat, dog, other, zoo], '{"kind":"cat"}')).toEqual([3, 30, 'cat'])
  expect(name([cat, dog, other, zoo], '{"kind":"dog"}')).toEqual([3, 30, 'dog'])
  expect(name([cat, dog, other, zoo], '{"kind":"cow"}')).toEqual([3, 30, 'other'])
  expect(name([cat, dog, other, zoo], '{')).toEqual([3, 30, 'other'])
  expect(name([cat, dog, other], '{"kind":"dog"}', '/zoo/none')).toEqual([3, 30, 'other'])
  expect(name([cat, dog], '{"kind":"cow"}')).toEqual([2, 30, 'cat'])
  expect(name([cat], '{"kind":"cow"}')).toEqual([1, 20, 'cat'])
  expect(name([other, cat], '{"kind":"cat"}')).toEqual([1, 10, 'other'])
})

test('a call goes to the world of its path, else of its header, else to the default one', () => {
  const simulator = simulatorOf()
  expect(add(simulator, '/~one/zoo', { 'x-sim-world': 'two' }).status).toBe(201)
  expect(add(simulator, '/zoo', { 'x-sim-world': 'three' }).status).toBe(201)
  expect(add(simulator, '/zoo').status).toBe(201)
  expect(simulator.worlds.map(({ id, isUntouched }) => [id, isUntouched])).toEqual([
    ['default', false],
    ['one', false],
    ['three', false],
  ])
  expect(call(simulator, 'GET /~default/zoo/animals/9').status).toBe(200)
})

test('a world is made by a call that succeeds in it, and by no other', () => {
  const simulator = simulatorOf()
  expect(call(simulator, 'GET /~one/zoo/animals/99').status).toBe(404)
  expect(call(simulator, 'GET /~two/nothing').status).toBe(404)
  expect(call(simulator, 'GET /~no.id/zoo/animals/1')).toMatchObject({
    status: 400,
    body: { error: { message: 'A world id is 1 to 64 of A-Z a-z 0-9 _ -.' } },
  })
  expect(call(simulator, `GET /~${'x'.repeat(65)}/zoo/animals/1`).status).toBe(400)
  expect(simulator.worlds).toHaveLength(1)
  expect(call(simulator, `GET /~${'x'.repeat(64)}/zoo/animals/1`).status).toBe(200)
  expect(simulator.worlds).toHaveLength(2)
})

test('a path that is nobody’s is told, cut where it is long; a host that is none too', () => {
  const simulator = simulatorOf()
  expect(call(simulator, `GET /${'x'.repeat(300)}`).body.error.message).toBe(`No API answers /${'x'.repeat(199)}.`)
  const hosted = (origin: string) => simulator.handle({ method: 'GET', url: '/zoo', origin, headers: {} }).status
  expect(['http://x', 'http://', 'http://x', 'http://a b'].map(hosted)).toEqual([200, 400, 200, 400])
})

test('only the APIs that are named answer', () => {
  const simulator = simulatorOf({ apis: [zoo, defineApi({ ...spec, name: 'other' })] })
  const request = { method: 'GET', url: '/zoo', origin: 'http://x', headers: {} }
  expect([undefined, ['other'], ['zoo'], []].map((apis) => simulator.handle({ ...request, apis }).api)).toEqual([
    'zoo',
    'other',
    'zoo',
    undefined,
  ])
  expect(simulator.world().handle({ ...request, apis: ['other'] }).api).toBe('other')
})

test('pages of other sites are refused, unless what they call is open and the world is there', () => {
  const simulator = simulatorOf()
  const evil = { origin: 'https://evil.example' }
  expect(call(simulator, 'GET /zoo/animals/1', undefined, evil)).toMatchObject({
    status: 403,
    headers: { vary: 'Origin' },
    body: {
      error: {
        message:
          'Pages of other sites may not call this simulator. To let one, name its origin by `cors` (`--cors` on the command line).',
      },
    },
  })
  const leads = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
  expect(call(simulator, 'GET /zoo', undefined, leads).status).toBe(200)
  expect(call(simulator, 'GET /zoo/animals/1', undefined, leads).status).toBe(403)
  expect(call(simulator, 'GET /~one/zoo', undefined, leads).status).toBe(403)
  const friend = { origin: 'http://localhost:3000' }
  expect(call(simulator, 'GET /zoo/animals/1', undefined, friend)).toMatchObject({
    status: 200,
    headers: { 'access-control-allow-origin': friend.origin },
  })
  const asks = { ...friend, 'access-control-request-method': 'PUT' }
  expect(call(simulator, 'OPTIONS /zoo/animals/1', undefined, asks)).toMatchObject({
    status: 204,
    headers: { 'access-control-allow-origin': friend.origin, 'access-control-max-age': '600' },
  })
  expect(call(simulator, 'OPTIONS /zoo/animals/1').status).toBe(400)
  expect([simulator.allowsOrigin(friend.origin), simulator.allowsOrigin(evil.origin)]).toEqual([true, false])
})

test('a world has an id that is free and well formed, or is given one', () => {
  const simulator = simulatorOf()
  expect([simulator.fork().id, simulator.fork('world-2').id, simulator.fork().id, simulator.fork('a_B-9').id]).toEqual([
    'world-1',
    'world-2',
    'world-3',
    'a_B-9',
  ])
  for (const id of ['a_B-9', 'default']) expect(() => simulator.fork(id)).toThrow(`There is a world "${id}" already.`)
  for (const id of ['', 'a b', 'é', 'x'.repeat(65)]) {
    expect(() => simulator.fork(id)).toThrow('A world id is 1 to 64 of')
    expect(() => simulator.world(id)).toThrow(SimulatorError)
  }
  expect(simulator.world('a_B-9')).toBe(simulator.world('a_B-9'))
  expect(simulator.world('new').id).toBe('new')
  expect(simulator.world('default')).toBe(simulator.world())
  expect([simulator.remove('new'), simulator.remove('new'), simulator.remove('default')]).toEqual([true, false, false])
  expect(simulator.worlds.map(({ id }) => id)).toEqual(['default', 'world-1', 'world-2', 'world-3', 'a_B-9'])
})

test('a world starts as its options say, or as another world is, and goes back to that', () => {
  const simulator = simulatorOf({ settings: { mood: 'busy' }, seed: 5 })
  expect(simulator.fork('e', { scenario: 'empty' }).table(animals).size).toBe(0)
  expect(simulator.fork('s', { seed: 6, settings: { mood: 'calm' } })).toMatchObject({
    base: { seed: 6, scenario: 'default', settings: { mood: 'calm' } },
  })
  expect(simulator.fork('t', { mood: 'calm' } as object).base.settings).toEqual({ mood: 'calm' })
  expect(() => simulator.fork('u', { from: 's', mood: 'calm' } as object)).toThrow('has its mood: leave this out.')
  expect(() => simulator.fork('u', { mod: 'calm' } as object)).toThrow('There is no option "mod". Did you mean "mood"?')
  expect(simulator.fork('o', { seed: undefined }).base).toMatchObject({ seed: 5, settings: { mood: 'busy' } })
  expect(simulator.world('byname').setting(mood)).toBe('busy')
  const first = simulator.world('first')
  first.transactions.run(() => first.create(animals, { name: 'Eel' }))
  first.clock.advance('PT1H')
  const second = simulator.fork('second', { from: 'first' })
  expect([second.table(animals).size, second.clock.now(), second.isUntouched]).toEqual([9, '2026-06-01T13:00:00Z', true])
  second.transactions.run(() => second.table(animals).delete('9'))
  second.reset()
  expect([second.table(animals).size, first.table(animals).size]).toEqual([9, 9])
  expect(simulator.fork('third', { from: 'default' }).table(animals).size).toBe(8)
  expect(() => simulator.fork('x', { from: 'nobody' })).toThrow('There is no world "nobody".')
  expect(() => simulator.fork('x', { scenario: 'odd' })).toThrow('There is no scenario "odd". There is: default, empty.')
  expect(() => simulator.fork('x', { seed: 1.5 })).toThrow('A seed is a whole number.')
  for (const [options, problem] of [
    [{ clock: 'fast' }, 'clock is running or frozen, not "fast".'],
    [{ settings: { mood: 'sad' } }, 'mood is calm or busy, not "sad".'],
    [{ settings: { mood: true } }, 'mood is calm or busy, not true.'],
    [{ settings: { moood: 'busy' } }, 'There is no setting "moood". Did you mean "mood"?'],
    [{ sed: 4 }, 'There is no option "sed". Did you mean "seed"?'],
    [{ sed: undefined }, 'There is no option "sed". Did you mean "seed"?'],
    [{ from: 'first', seed: 6 }, 'A world that starts from another one has its seed: leave this out.'],
    [{ from: 'first', scenario: 'empty' }, 'A world that starts from another one has its scenario: leave this out.'],
    [{ from: 'first', clock: 'running' }, 'A world that starts from another one has its clock: leave this out.'],
    [{ from: 'first', settings: { mood: 'busy' } }, 'A world that starts from another one has its mood: leave this out.'],
    [{ settings: { weather: 'fine' } }, 'There is no setting "weather". There is: mood.'],
  ] as const)
    expect(() => simulator.fork('x', options as never)).toThrow(problem)
  expect(() => simulatorOf({ settings: { moood: 'busy' } as never })).toThrow('There is no setting "moood". Did you mean "mood"?')
  expect(simulator.worlds.map(({ id }) => id)).not.toContain('x')
})

test('a limit is a whole number of at least 1', () => {
  for (const value of [0, 1.5, Number.NaN]) {
    expect(() => simulatorOf({ maxWorlds: value })).toThrow('maxWorlds is a whole number of at least 1.')
    expect(() => simulatorOf({ maxBytes: value })).toThrow('maxBytes is a whole number of at least 1.')
  }
  expect(simulatorOf({ maxWorlds: 1, maxBytes: 1 }).worlds).toHaveLength(1)
})

test('at the limit a world goes that a call has made and nobody has changed, the one used longest ago first', () => {
  const simulator = simulatorOf({ maxWorlds: 4 })
  const look = (id: string) => call(simulator, `GET /~${id}/zoo/animals/1`).status
  const ids = () => simulator.worlds.map(({ id }) => id).slice(1)
  expect(['a', 'b', 'c', 'a'].map(look)).toEqual([200, 200, 200, 200])
  expect([look('d'), ids()]).toEqual([200, ['a', 'c', 'd']])
  add(simulator, '/~c/zoo')
  expect([look('e'), ids()]).toEqual([200, ['c', 'd', 'e']])
  simulator.world('d')
  simulator.fork('f')
  expect(ids()).toEqual(['c', 'd', 'f'])
  expect(look('g')).toBe(507)
  expect(call(simulator, 'GET /~g/zoo/animals/1').body.error.message).toBe(
    'There are 4 worlds already. Forget one, or allow more with --max-worlds.',
  )
  expect(() => simulator.fork('g')).toThrow(OutOfSpace)
  expect(() => simulator.world('g')).toThrow(OutOfSpace)
  simulator.remove('c')
  expect([look('g'), ids()]).toEqual([200, ['d', 'f', 'g']])
})

test('where the bytes are used up worlds go too, and calls are refused that would need more', () => {
  const simulator = simulatorOf({ maxBytes: 30_000 })
  const look = (id: string) => call(simulator, `GET /~${id}/zoo/animals/1`).status
  expect(['a', 'b', 'c'].map(look)).toEqual([200, 200, 200])
  expect(simulator.worlds.map(({ id }) => id)).toEqual(['default', 'b', 'c'])
  for (let i = 0; i < 8; i++) call(simulator, 'POST /zoo/keepers/1/animals', { name: `${i}${'x'.repeat(300)}` })
  expect(call(simulator, 'POST /zoo/keepers/1/animals', { name: 'y'.repeat(300) }).status).toBe(507)
  expect(call(simulator, 'GET /zoo/animals/1').status).toBe(200)
})

test('a scratch world is as a new one, and kept nowhere', () => {
  const simulator = simulatorOf({ maxBytes: 1 })
  const world = simulator.scratch({ scenario: 'empty' })
  expect([world.id, world.table(animals).size, simulator.worlds.length]).toEqual(['default', 0, 1])
  world.transactions.run(() => world.create(keepers, { name: 'x'.repeat(1000) }))
  expect(simulator.scratch().table(animals).size).toBe(8)
})

test('where the time goes wrong the call is answered as a bug, what steers the simulator answers, and what is due and fails is told', () => {
  const seen: unknown[] = []
  let now = Date.parse('2026-06-01T12:00:00Z')
  const steering = defineApi({ ...spec, name: 'steering', steers: true })
  const simulator = simulatorOf({
    apis: [zoo, steering],
    clock: 'running',
    machine: () => now,
    report: (error) => seen.push(String(error)),
  })
  const world = simulator.world()
  world.transactions.seed(() =>
    world.save(animals, {
      ...(world.table(animals).get('1') as Animal),
      name: 'Bomb',
      status: 'asleep',
      wakes_at: '2026-06-01T13:00:00Z',
    }),
  )
  now += 3_600_000
  expect(call(simulator, 'GET /zoo/animals/2').status).toBe(200)
  expect(seen).toEqual(['Error: "waking" of 1 failed, and is not tried again.'])
  now = Number.NaN
  expect(call(simulator, 'GET /zoo/animals/2')).toMatchObject({
    status: 500,
    body: { error: { message: 'This is a bug in arsim, please report it. The machine’s time is no number.' } },
  })
  const request = { method: 'GET', url: '/zoo', origin: 'http://x', headers: {}, apis: ['steering'] }
  expect(simulator.handle(request).status).toBe(200)
  expect(seen).toHaveLength(4)
})

test('a scenario that fails later is told as it is', () => {
  const seen: unknown[] = []
  const failing = {
    ...scenario,
    name: 'failing',
    recipe: () => {
      throw new Error('too hot')
    },
  }
  expect(() => simulatorOf().fork('x', { scenario: failing })).toThrow('The scenario "failing" failed: too hot')
  let isBroken = false
  const moody = { ...scenario, recipe: (seed: number) => (isBroken ? failing.recipe() : scenario.recipe(seed)) }
  let now = Date.parse('2026-06-01T12:00:00Z')
  const running = simulatorOf({ scenario: moody, clock: 'running', machine: () => now, report: (error) => seen.push(error) })
  isBroken = true
  now += 86_400_000
  expect(call(running, 'GET /~one/zoo')).toMatchObject({
    status: 500,
    body: { error: { message: 'The scenario "default" failed: too hot' } },
  })
  expect(seen).toHaveLength(1)
})

test('a base is made once for a scenario, a seed and a day, and the eight used last are kept', () => {
  let made = 0
  const recipe = (seed: number) => {
    made++
    return scenario.recipe(seed)
  }
  const counted = { ...scenario, recipe }
  const simulator = simulatorOf({ scenario: counted })
  const use = (seed: number) => simulator.scratch({ scenario: counted, seed })
  expect(use(1).base.state).toBe(simulator.world().base.state)
  expect(made).toBe(1)
  for (let seed = 2; seed <= 8; seed++) use(seed)
  use(1)
  expect(made).toBe(8)
  use(9)
  use(1)
  expect(made).toBe(9)
  use(2)
  expect(made).toBe(10)
})

test('what a scenario makes that a test has checked is made once in a process, for each secret and each set of tables', () => {
  let made = 0
  const recipe = (seed: number) => {
    made++
    return scenario.recipe(seed)
  }
  const checked = { ...scenario, recipe, isChecked: true }
  const { state } = simulatorOf({ scenario: checked }).world().base
  expect(simulatorOf({ scenario: checked }).world().base.state).toBe(state)
  expect(made).toBe(1)
  const guests = defineTable({ name: 'guests', kind: 'guest', ids: 'integer', row: z.object({ id: z.string() }) })
  const more = defineApi({
    ...spec,
    name: 'more',
    resources: [defineResource({ name: 'guests', description: '', tables: [guests] })],
  })
  for (const options of [{ secret: 'x' }, { apis: [zoo, more] }, { scenario: { ...checked, isChecked: false } }])
    expect(simulatorOf({ scenario: checked, ...options }).world().base.state).not.toBe(state)
  expect(made).toBe(4)
})

test('the guide is what all APIs say, with all their samples', () => {
  const other = defineApi({ ...spec, name: 'other', guide: () => ({ other: true, samples: { dogs: { first: '2' } } }) })
  const simulator = simulatorOf({ apis: [zoo, other] })
  expect(simulator.guide(simulator.world(), 'http://x')).toEqual({
    zoo: 'http://x/zoo',
    list: [{ id: 7 }],
    other: true,
    samples: { animals: { first: '1' }, dogs: { first: '2' } },
  })
  expect(simulator.guide(simulator.world(), { other: 'http://y' })).toEqual({ other: true, samples: { dogs: { first: '2' } } })
  expect(() => simulator.guide(simulator.world(), { othr: 'http://y' })).toThrow('There is no API "othr". Did you mean "other"?')
})

test('what a call has kept in a world that it did not make is not counted', () => {
  const simulator = simulatorOf({ maxBytes: 30_000 })
  for (let i = 0; i < 100; i++) expect(call(simulator, `POST /~w${i}/zoo/animals/8/sell`).body.why).toBe('Sold, but kept.')
  expect(simulator.worlds).toHaveLength(1)
  expect(['a', 'b'].map((id) => simulator.fork(id).id)).toEqual(['a', 'b'])
})

const big = (name: string) => ({
  ...scenario,
  name,
  recipe: () => ({ keepers: [{ id: '#keeper/1', name: 'x'.repeat(10_000) }] }),
})

test('what worlds start from is counted once for all of them, and not at all where the default one starts from it', () => {
  const simulator = simulatorOf({ maxBytes: 60_000 })
  const one = big('one')
  const two = big('two')
  simulator.fork('a', { scenario: one })
  simulator.fork('b', { scenario: one })
  expect(() => simulator.fork('c', { scenario: two })).toThrow(OutOfSpace)
  simulator.remove('a')
  expect(() => simulator.fork('c', { scenario: two })).toThrow(OutOfSpace)
  simulator.remove('b')
  simulator.fork('c', { scenario: two })
  const other = simulatorOf({ scenario: one, maxBytes: 30_000 })
  expect([other.fork().id, other.fork().id]).toEqual(['world-1', 'world-2'])
})

test('what a world has when others start from it is counted once, and stays for as long as they are there', () => {
  const simulator = simulatorOf({ maxBytes: 80_000 })
  const first = simulator.fork('first')
  first.transactions.run(() => first.create(keepers, { name: 'x'.repeat(5000) }))
  simulator.fork('second', { from: 'first' })
  expect(() => simulator.fork('third', { from: 'first' })).not.toThrow()
  // 3 worlds, 15,000 bytes in the first, and as many in what the others started from.
  const room = (size: number) => () => first.transactions.run(() => first.create(keepers, { name: 'y'.repeat(size) }))
  expect(room(4600)).toThrow(OutOfSpace)
  expect(room(3800)).not.toThrow()
  first.reset()
  expect(room(8900)).not.toThrow()
})

test('an error is told to the console unless somebody else wants to hear of it, with the start of what was called', () => {
  const heard = vi.spyOn(console, 'error').mockImplementation(() => {})
  const simulator = simulatorOf()
  call(simulator, 'GET /zoo/photo/error')
  call(simulator, `GET /zoo/photo/error?${'x'.repeat(300)}`)
  expect(heard.mock.calls.map(([text, error]) => [text, String(error)])).toEqual([
    ['GET /zoo/photo/error failed:', 'TypeError: No film.'],
    [`GET /zoo/photo/error?${'x'.repeat(183)} failed:`, 'TypeError: No film.'],
  ])
  heard.mockRestore()
  const world = simulatorOf({ report: () => {} }).world()
  world.transactions.seed(() => world.save(animals, { ...(world.table(animals).get('3') as Animal), name: 'Spark' }))
  expect(world.clock.advance('P1D')).toMatchObject([{ event: 'waking', outcome: 'failed: It sparked.' }])
})
