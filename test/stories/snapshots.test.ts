import { expect } from 'vitest'
import { collections } from '../../src/data/index.ts'
import { createSimulator, OutOfSpace, SnapshotError } from '../../src/index.ts'
import { client } from '../support/client.ts'
import { live, seen } from '../support/random-life.ts'
import { rule } from '../support/rule.ts'

rule('C', 'a snapshot is restored byte for byte, its clock too, as often as one likes', () => {
  const { simulator, world } = client()
  live(simulator, world, [70_001, 512, 9_001])
  world.snapshots.take('here')
  const before = seen(simulator, world)
  for (const numbers of [[30_000, 301, 9], [8_002, 71_000], []]) {
    live(simulator, world, numbers)
    world.clock.advance('P1D')
    world.snapshots.restore('here')
    expect(seen(simulator, world)).toEqual(before)
  }
})

rule('C', 'the journal tells which rows a restored snapshot has otherwise', () => {
  const { world } = client()
  const db = collections(world)
  const [kept, lost] = [db.customers.create({ customer_company_name: 'Before' }), db.customers.create()]
  world.snapshots.take('here')
  db.customers.update((q) => q.where({ id: kept.id }), { data: () => ({ customer_company_name: 'After' }) })
  db.customers.delete((q) => q.where({ id: lost.id }))
  const added = db.customers.create()
  world.snapshots.restore('here')
  const { kind, rows } = world.journal.entry(world.journal.last) ?? {}
  const told = rows?.filter(({ table }) => table === 'customers')
  expect([kind, told]).toEqual([
    'control',
    [
      {
        table: 'customers',
        id: kept.id,
        before: expect.objectContaining({ customer_company_name: 'After' }),
        after: expect.objectContaining({ customer_company_name: 'Before' }),
      },
      { table: 'customers', id: lost.id, before: null, after: expect.objectContaining({ id: lost.id }) },
      { table: 'customers', id: added.id, before: expect.objectContaining({ id: added.id }), after: null },
    ],
  ])
})

rule('C', 'a snapshot has a name that an address can hold', () => {
  const { call } = client()
  for (const [name, status] of [
    ['.', 400],
    ['..', 400],
    ['v1.2', 201],
    ['.hidden', 201],
  ] as const) {
    expect(call('POST /__sim/snapshots', { name }).status, name).toBe(status)
    if (status === 201) expect(call(`DELETE /__sim/snapshots/${name}`).status, name).toBe(204)
  }
})

rule('C', 'a reset goes to the base, and a snapshot outlives it', () => {
  const { world, call } = client()
  world.clock.advance('P1D')
  expect(call('POST /__sim/snapshots', { name: 'a day later' }).status).toBe(201)
  call('POST /__sim/reset')
  expect(world.clock.now()).toBe('2026-06-01T14:00:00Z')
  expect(call('POST /__sim/snapshots/a%20day%20later/restore', {}).body).toEqual({
    world: 'default',
    now: '2026-06-02T14:00:00Z',
  })
  expect(call('GET /__sim/snapshots').body).toEqual([{ name: 'a day later' }])
  call('POST /__sim/reset')
  expect(world.clock.now()).toBe('2026-06-01T14:00:00Z')
})

rule('C', 'a snapshot from before another file was loaded brings the old seed back, and where a reset went then', () => {
  const { simulator, world } = client()
  world.clock.advance('P1D')
  world.snapshots.take('before')
  const before = seen(simulator, world)
  world.load(createSimulator({ seed: 7 }).world().save())
  expect(world.base.seed).toBe(7)
  world.snapshots.restore('before')
  expect(seen(simulator, world)).toEqual(before)
  const same = simulator.fork('same', { from: 'default' })
  expect(collections(world).customers.create()).toEqual(collections(same).customers.create())
  world.reset()
  expect(world.base.seed).toBe(1)
  expect(world.clock.now()).toBe('2026-06-01T14:00:00Z')
})

rule('C', 'of two snapshots of one name the later one stays', () => {
  const { world } = client()
  world.snapshots.take('it')
  world.clock.advance('P1D')
  world.snapshots.take('it')
  world.clock.advance('P1D')
  world.snapshots.restore('it')
  expect(world.clock.now()).toBe('2026-06-02T14:00:00Z')
  expect(world.snapshots.list()).toEqual(['it'])
})

rule('C', 'a name that is none, one that is not there, and too many are refused', () => {
  const { world } = client()
  for (const name of ['', 'a/b', 'x'.repeat(65), undefined as unknown as string])
    expect(() => world.snapshots.take(name)).toThrow(SnapshotError)
  expect(() => world.snapshots.restore('nothing')).toThrow('There is no snapshot "nothing".')
  world.snapshots.take('Monday')
  expect(() => world.snapshots.restore('nothing')).toThrow('There is no snapshot "nothing". There is: Monday.')
  world.snapshots.remove('Monday')
  for (let i = 0; i < 100; i++) world.snapshots.take(`number ${i}`)
  expect(() => world.snapshots.take('one more')).toThrow('There are 100 snapshots of this world already.')
  world.snapshots.take('number 5')
})

rule('C', 'what only a snapshot holds takes room until it is forgotten, or the world is', () => {
  const simulator = createSimulator({ maxBytes: 200_000 })
  const fill = (id: string) => {
    const world = simulator.world(id)
    for (let i = 0; ; i++) {
      collections(world).customers.createMany(10, () => ({}))
      world.snapshots.take(`${i}`)
      world.reset()
    }
  }
  expect(() => fill('one')).toThrow(OutOfSpace)
  const { snapshots } = simulator.world('one')
  expect(snapshots.size).toBeGreaterThan(1)
  expect(() => fill('two')).toThrow(OutOfSpace)
  for (const name of snapshots.list()) snapshots.remove(name)
  collections(simulator.world('two')).customers.createMany(10, () => ({}))
  simulator.remove('one')
  simulator.remove('two')
  expect(() => fill('three')).toThrow(OutOfSpace)
  expect(simulator.world('three').snapshots.size).toBeGreaterThan(1)
})
