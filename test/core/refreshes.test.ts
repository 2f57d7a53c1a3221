import { expect, test } from 'vitest'
import { animals, keepers, simulatorOf, totals } from '../support/zoo.ts'

const start = () => {
  const world = simulatorOf().world()
  const worked: string[] = []
  const count = (id: string) =>
    world.refresh(totals, id, (_, id) => {
      worked.push(id)
      world.table(totals).put({ id, animals: world.table(animals).in('ofKeeper', id).size })
    })
  const isThere = (id: string) => world.table(totals).get(id) !== undefined
  return { world, worked, count, isThere, run: <T>(work: () => T): T => world.transactions.run(work) }
}

test('what is put off is done once, at the end', () => {
  const { world, worked, count, run } = start()
  run(() => {
    count('1')
    count('2')
    count('1')
    world.create(keepers, { name: 'Cem' })
    expect(worked).toEqual([])
  })
  expect(worked).toEqual(['1', '2'])
})

test('whoever looks at the table finds it done, and that of other tables put off', () => {
  const { world, worked, count, run } = start()
  run(() => {
    count('1')
    expect(world.table(keepers).get('1')).toBeDefined()
    expect(worked).toEqual([])
    expect(world.table(totals).get('1')).toBeDefined()
    expect(worked).toEqual(['1'])
    count('1')
  })
  expect(worked).toEqual(['1', '1'])
})

test('what it leads to is done too', () => {
  const { world, run } = start()
  const worked: string[] = []
  const chain = (id: string) =>
    world.refresh(totals, id, () => {
      worked.push(id)
      world.table(totals).put({ id, animals: 0 })
      if (id < '5') chain(String(Number(id) + 1))
    })
  run(() => chain('1'))
  expect(worked).toEqual(['1', '2', '3', '4', '5'])
})

test('where the transaction fails nothing is done', () => {
  const { worked, count, run, isThere } = start()
  const fail = () => {
    count('new')
    throw new Error('No.')
  }
  expect(() => run(fail)).toThrow('No.')
  run(() => {})
  expect([worked, isThere('new')]).toEqual([[], false])
})

test('where a part of it fails, what was put off before is done', () => {
  const { world, worked, count, run, isThere } = start()
  run(() => {
    count('before')
    const part = () => {
      count('new')
      throw new Error('No.')
    }
    expect(() => world.transactions.attempt(part)).toThrow('No.')
    count('after')
  })
  expect(worked).toEqual(['before', 'after'])
  expect([isThere('before'), isThere('new'), isThere('after')]).toEqual([true, false, true])
})

test('what fails while it is done fails the transaction', () => {
  const { world, run } = start()
  const before = world.freeze().state
  const work = () => {
    world.create(animals, { name: 'Eel' })
    world.refresh(totals, '1', () => {
      throw new Error('It does not add up.')
    })
  }
  expect(() => run(work)).toThrow('It does not add up.')
  expect(world.freeze().state).toBe(before)
})
