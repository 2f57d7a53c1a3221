import { expect, test, vi } from 'vitest'
import { rankOf } from '../../src/core/store/btree.ts'
import { samplesOf } from '../../src/core/world/scenario/samples.ts'
import { ScenarioError } from '../../src/core/world/scenario/scenario.ts'
import { animals, empty, keepers, mood, scenario, simulatorOf, totals, waking, zoo } from '../support/zoo.ts'

const start = (options: Parameters<typeof simulatorOf>[0] = {}) => simulatorOf(options).world()
type World = ReturnType<typeof start>
const run = <T>(world: World, work: () => T): T => world.transactions.run(work)
const animal = (world: World, id: string) => world.table(animals).get(id) as NonNullable<ReturnType<typeof find>>
const find = (world: World, id: string) => world.table(animals).get(id)

test('a new row has an id, the time, its defaults, and what was given', () => {
  const world = start()
  const row = run(world, () => world.create(animals, { name: 'Eel', keeper: '1' }))
  expect(row).toEqual({
    id: '9',
    keeper: '1',
    name: 'Eel',
    status: 'awake',
    wakes_at: null,
    friends: [],
    created_at: '2026-06-01T12:00:00Z',
    updated_at: '2026-06-01T12:00:00Z',
  })
  expect(run(world, () => world.create(keepers, { name: 'Cem' }))).toEqual({ id: '3', name: 'Cem', is_hidden: false })
})

test('a new row can have an id that was taken for it, and a time of its own', () => {
  const world = start()
  const row = run(world, () => {
    const id = world.ids.next(animals)
    return world.create(animals, { name: id, keeper: '1' }, { id, at: '2026-05-01T12:00:00Z' })
  })
  expect(row).toMatchObject({ id: '9', name: '9', created_at: '2026-05-01T12:00:00Z', updated_at: '2026-05-01T12:00:00Z' })
  expect(run(world, () => world.create(animals, { name: 'Eel', keeper: '1' })).id).toBe('10')
})

test('a row that is saved was changed now, and made when it was made', () => {
  const world = start()
  world.clock.advance('PT1H')
  const saved = run(world, () => world.save(animals, { ...animal(world, '1'), name: 'Lea' }))
  expect(saved).toMatchObject({ name: 'Lea', created_at: '2026-05-31T10:00:00Z', updated_at: '2026-06-01T13:00:00Z' })
  expect(run(world, () => world.save(keepers, { id: '1', name: 'Anna', is_hidden: false }))).toEqual({
    id: '1',
    name: 'Anna',
    is_hidden: false,
  })
})

test('what follows from a row follows wherever it is written: in a scenario, when it changes, when it goes', () => {
  const world = start()
  const sums = () => [...world.table(totals).all()].map(({ id, animals: n }) => `${id}: ${n}`)
  expect(sums()).toEqual(['1: 2', '2: 1'])
  run(world, () => world.save(animals, { ...animal(world, '1'), keeper: '2' }))
  expect(sums()).toEqual(['1: 1', '2: 2'])
  run(world, () => world.table(animals).delete('2'))
  expect(sums()).toEqual(['1: 0', '2: 2'])
})

test('what a row shows is its columns and labels, until a related row or the day changes', () => {
  const world = start()
  const shown = () => world.show(animals, animal(world, '1'))
  const before = shown()
  expect(before).toEqual({ id: '1', name: 'Leo', status: 'awake', keeper_name: 'Ann', of_keeper: 2, today: '2026-06-01' })
  expect(shown()).toBe(before)
  run(world, () => {
    world.save(keepers, { id: '2', name: 'Rob', is_hidden: false })
    expect(shown()).toBe(before)
    world.save(keepers, { id: '1', name: 'Anna', is_hidden: false })
    expect(shown()).toMatchObject({ keeper_name: 'Anna', of_keeper: 2 })
    world.create(animals, { name: 'Eel', keeper: '1' })
    expect(shown()).toMatchObject({ keeper_name: 'Anna', of_keeper: 3 })
  })
  expect(shown()).toMatchObject({ keeper_name: 'Anna', of_keeper: 3 })
  run(world, () => world.table(keepers).delete('1'))
  expect(shown()).toMatchObject({ keeper_name: null })
  world.clock.advance('P1D')
  expect(shown()).toMatchObject({ today: '2026-06-02' })
  expect(world.show(animals, animal(world, '4'))).toMatchObject({ name: 'Dodo', keeper_name: null, of_keeper: 0 })
})

test('a world never shows what is so in another', () => {
  const simulator = simulatorOf()
  const [one, other] = [simulator.fork(), simulator.fork()]
  run(one, () => one.save(keepers, { id: '1', name: 'Anna', is_hidden: false }))
  const row = animal(one, '1')
  const names = () => [one, other, one].map((world) => world.show(animals, row))
  expect(names()).toMatchObject([{ keeper_name: 'Anna' }, { keeper_name: 'Ann' }, { keeper_name: 'Anna' }])
  expect(names()).toMatchObject([{ keeper_name: 'Anna' }, { keeper_name: 'Ann' }, { keeper_name: 'Anna' }])
})

test('a search looks into what is shown of the searched columns, in any case, without spaces around it', () => {
  const world = start()
  const found = (search: string) => [...world.table(animals).all()].filter(world.finds(animals, search)).map(({ name }) => name)
  expect(found(' lEo ')).toEqual(['Leo'])
  expect(found('ANN')).toEqual(['Leo', 'Wolf'])
  expect(found('leoann')).toEqual([])
  expect(found('awake')).toEqual([])
  expect(found('null')).toEqual([])
  run(world, () => world.save(keepers, { id: '1', name: 'Eve', is_hidden: false }))
  expect([found('ann'), found('eve')]).toEqual([[], ['Leo', 'Wolf']])
})

test('a timer is set by the row, moved with it, and goes with it', () => {
  const world = start()
  const pending = () => [...world.clock.pending()].map(({ id, at }) => `${id} ${at}`)
  expect(pending()).toEqual(['waking:3 2026-06-01T18:00:00Z'])
  const owl = () => animal(world, '3')
  run(world, () => world.save(animals, { ...owl(), wakes_at: '2026-06-01T15:00:00Z' }))
  expect(pending()).toEqual(['waking:3 2026-06-01T15:00:00Z'])
  run(world, () => world.save(animals, { ...owl(), name: 'Uhu' }))
  expect(world.clock.advance('PT3H')).toEqual([
    { at: '2026-06-01T15:00:00Z', event: 'waking', subject: '3', summary: 'Uhu wakes', outcome: 'Uhu is awake' },
  ])
  expect(owl()).toMatchObject({ status: 'awake', wakes_at: null, updated_at: '2026-06-01T15:00:00Z' })
  expect(pending()).toEqual([])
  run(world, () => world.save(animals, { ...animal(world, '1'), status: 'asleep', wakes_at: '2026-06-02T00:00:00Z' }))
  expect(pending()).toEqual(['waking:1 2026-06-02T00:00:00Z'])
  run(world, () => world.table(animals).delete('1'))
  expect(pending()).toEqual([])
})

test('a timer that nobody knows is a mistake', () => {
  const world = start()
  run(world, () => world.clock.schedule('burning', '1', '2026-06-01T12:00:00Z'))
  const heard = vi.spyOn(console, 'error').mockImplementation(() => {})
  expect(world.clock.advance('PT1S')).toMatchObject([{ summary: 'burning', outcome: 'failed: There is no timer "burning".' }])
  heard.mockRestore()
  expect(waking.name).toBe('waking')
})

test('what differs from the base is told by table, without what follows from others', () => {
  const world = start()
  expect([world.changes(), world.isUntouched]).toEqual([[], true])
  const [leo, wolf] = [animal(world, '1'), animal(world, '2')]
  run(world, () => {
    world.save(animals, { ...leo, keeper: '2' })
    world.table(animals).delete('2')
    world.create(animals, { name: 'Eel' })
  })
  const changes = world.changes()
  expect(changes.map(({ table }) => table).sort()).toEqual(['animals', 'counters'])
  expect(changes.find(({ table }) => table === 'animals')).toEqual({
    table: 'animals',
    added: [animal(world, '9')],
    changed: [{ before: leo, after: animal(world, '1') }],
    removed: [wolf],
  })
  expect(world.isUntouched).toBe(false)
  world.reset()
  expect([world.changes(), world.isUntouched, animal(world, '2')]).toEqual([[], true, wolf])
  expect(world.account.growth).toEqual({ rows: 0, files: 0 })
})

test('a world whose clock was moved is not as it was, until it is reset', () => {
  const world = start()
  world.clock.advance('PT1S')
  expect(world.isUntouched).toBe(false)
  world.reset()
  expect([world.isUntouched, world.clock.now()]).toEqual([true, '2026-06-01T12:00:00Z'])
})

test('the present as a base is the same for as long as nothing changes', () => {
  const world = start()
  expect(world.freeze()).toBe(world.base)
  world.clock.advance('PT1S')
  const moved = world.freeze()
  expect(moved).not.toBe(world.base)
  expect(moved.clock.value).toBe(Date.parse('2026-06-01T12:00:01Z'))
  expect(world.freeze()).toBe(moved)
  run(world, () => world.create(animals, { name: 'Eel' }))
  const changed = world.freeze()
  expect(changed).not.toBe(moved)
  expect(changed.state.get(animals)?.rows.get('9')).toMatchObject({ name: 'Eel' })
  expect(world.freeze()).toBe(changed)
  expect(moved.state.get(animals)?.rows.get('9')).toBeUndefined()
})

test('a world has the tables of its APIs, the counters and the timeline; other tables it has not', () => {
  const world = start()
  expect(world.tables.map(({ name }) => name)).toEqual([
    'counters',
    'timeline',
    'faults',
    'harms',
    'keepers',
    'animals',
    'totals',
  ])
  const other = { ...keepers, name: 'others' }
  expect(() => world.table(other)).toThrow('This world has no table "others".')
  expect(() => world.table(animals).in('ofOwner' as 'ofKeeper', '1')).toThrow('The table "animals" has no index "ofOwner".')
  expect(world.about(animals)).toMatchObject({ message: zoo.message })
})

test('an option of a file that there is not is refused', () => {
  expect(() => start().save({ hole: true } as never)).toThrow('There is no option "hole". Did you mean "whole"?')
})

test('a world has the settings that it was made with', () => {
  expect(start().setting(mood)).toBe('calm')
  expect(start({ settings: { mood: 'busy' } }).setting(mood)).toBe('busy')
})

test('samples are the first rows that fit, of the first of a list that any row fits', () => {
  const world = start()
  const rows = [
    { table: totals, samples: {}, defaults: undefined, rules: [] },
    {
      table: animals,
      samples: {
        asleep: ({ status }: { status: string }) => status === 'asleep',
        odd: [() => false, ({ name }: { name: string }) => name === 'Dodo', () => true],
        none: () => false,
        mine: (row: { keeper: string }, { caller }: { caller: string }) => row.keeper === caller,
        next: (row: { id: string }, { chosen }: { chosen: Record<string, Record<string, string>> }) =>
          row.id !== chosen.keepers?.any,
      },
      defaults: undefined,
      rules: [],
    },
  ]
  const any = { table: keepers, samples: { any: () => true }, defaults: undefined, rules: [] }
  const chosen = samplesOf(world, [any, ...rows], '2', ({ name }) => name !== 'Leo')
  expect(chosen).toEqual({ keepers: { any: '1' }, animals: { asleep: '3', odd: '4', mine: '3', next: '2' } })
})

const recipe = (rows: Record<string, readonly Record<string, unknown>[]>) => ({
  name: 'mine',
  now: '2026-06-01T12:00:00Z',
  recipe: () => rows,
})
const stamps = { created_at: '@-1T10:00:00', updated_at: '@0T00:00:00' }

test('a scenario’s ids and dates are relative, at any depth, and other texts are as they are', () => {
  const texts = [
    '#animal/7',
    '#animal/x',
    '@-31',
    '@2T09:30:00',
    '@noon',
    'a @1',
    'on {@-1} and {@30}',
    '{@x}',
    '{@',
    '#7',
    '{@2:iso} {@0:hex}',
    '{@-1T09:30:America/New_York}',
    'from {@0:Europe/Berlin}',
  ]
  const world = start({ scenario: recipe({ animals: [{ id: '#animal/12', name: 'Leo', friends: texts, ...stamps }] }) })
  expect(animal(world, '12')).toMatchObject({
    friends: [
      '7',
      '#animal/x',
      '2026-05-01',
      '2026-06-03T09:30:00Z',
      '@noon',
      'a @1',
      'on May 31, 2026 and July 1, 2026',
      '{@x}',
      '{@',
      '#7',
      '2026-06-03 0000507d',
      '2026-05-31T13:30:00Z',
      'from 2026-05-31T22:00:00Z',
    ],
    created_at: '2026-05-31T10:00:00Z',
  })
  expect(run(world, () => world.create(animals, { name: 'Eel' })).id).toBe('13')
})

test('a scenario that is wrong says where', () => {
  const failing = (rows: Record<string, readonly Record<string, unknown>[]>) => () => start({ scenario: recipe(rows) })
  const wrong: [() => unknown, string][] = [
    [failing({ animls: [] }), 'The scenario "mine" has rows for "animls", which is no table. Did you mean "animals"?'],
    [failing({ x: [] }), 'The scenario "mine" has rows for "x", which is no table.'],
    [
      failing({
        keepers: [
          { id: '1', name: 'A' },
          { id: '2', nam: 'B' },
        ],
      }),
      'The scenario "mine", row 2 of "keepers": The table "keepers" has no column "nam". Did you mean "name"?',
    ],
    [
      failing({ keepers: [{ id: '1', name: '#cat/1' }] }),
      'The scenario "mine", row 1 of "keepers": The recipe refers to "#cat/1", but no table holds a cat.',
    ],
  ]
  for (const [work, message] of wrong) {
    expect(work).toThrow(ScenarioError)
    expect(work).toThrow(message)
  }
  const broken = (error: Error) => () =>
    start({
      scenario: {
        ...scenario,
        recipe: () => {
          throw error
        },
      },
    })
  expect(broken(new TypeError('no'))).toThrow(ScenarioError)
  expect(broken(new TypeError('no'))).toThrow('The scenario "default" failed: no')
  expect(broken(new ScenarioError('as it is'))).toThrow(/^as it is$/)
  expect(start({ scenario: recipe({ x: [] }), passesOver: (table) => table === 'x' }).table(animals).size).toBe(0)
})

test('a scenario plays on the day of its world, and starts where that is', () => {
  const world = start({ scenario: 'empty' })
  expect([world.base.scenario, world.table(animals).size, world.clock.now()]).toEqual(['empty', 0, empty.now])
  let now = Date.parse('2027-01-05T10:00:00Z')
  const running = start({ clock: 'running', machine: () => now })
  expect([running.clock.now(), animal(running, '1').created_at]).toEqual(['2027-01-05T10:00:00Z', '2027-01-04T10:00:00Z'])
  now += 86_400_000
  expect(animal(running, '1').created_at).toBe('2027-01-04T10:00:00Z')
  running.reset()
  expect(animal(running, '1').created_at).toBe('2027-01-05T10:00:00Z')
  expect(rankOf(running.table(animals).in('ofKeeper', '1'), animal(running, '2'))).toBe(1)
})
