import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { defineTable } from '../../src/core/store/definition.ts'
import { Table } from '../../src/core/store/table.ts'
import { Transactions } from '../../src/core/store/transaction.ts'
import { emptyVersion, settledVersion } from '../../src/core/store/version.ts'
import { growth, NOTHING, type Weight } from '../../src/core/store/weight.ts'
import { Account, counted, Holding, Ledger, OutOfSpace } from '../../src/core/world/ledger.ts'

const file = (length: number) => new Uint8Array(length)

test('a row weighs something, each column too, a text by its letters three times, a file by its bytes', () => {
  expect(growth({}, undefined, false)).toEqual({ rows: 400, files: 0 })
  expect(growth({ a: null, b: 1, c: true, d: undefined }, undefined, false)).toEqual({ rows: 464, files: 0 })
  expect(growth({ a: 'four', b: ['x'], c: file(7) }, undefined, false)).toEqual({ rows: 400 + 3 * 16 + 12 + 419 + 16, files: 7 })
})

test('a row that is gone frees what it took; of one of the base a mark is kept', () => {
  const row = { a: 'four', b: file(7) }
  expect(growth(undefined, row, false)).toEqual({ rows: -(400 + 32 + 12 + 16), files: -7 })
  expect(growth(undefined, row, true)).toEqual({ rows: 16, files: 0 })
})

test('a change adds what its columns grew by; beside a row of the base all that is not shared', () => {
  const [list, bytes] = [['x'], file(9)]
  const before = { a: 'four', b: list, c: bytes, d: file(5) }
  const after = { ...before, a: 'sixsix', d: file(8) }
  expect(growth(after, before, false)).toEqual({ rows: 6, files: 3 })
  expect(growth(before, before, false)).toEqual({ rows: 0, files: 0 })
  expect(growth(after, before, true)).toEqual({ rows: 400 + 4 * 16 + 18 + 16, files: 8 })
  expect(growth({ a: null }, { a: 'four' }, false)).toEqual({ rows: -12, files: 0 })
})

const Thing = z.object({ id: z.string(), text: z.string(), data: z.instanceof(Uint8Array).nullable() })
const things = defineTable({ name: 'things', kind: 'thing', row: Thing })
type Thing = z.output<typeof Thing>

test('what a transaction grows by is what the rows of its table weigh, and is spent only where it ends well', () => {
  const row = fc.record({ id: fc.nat(9).map(String), text: fc.string(), data: fc.option(fc.nat(50).map(file)) })
  const step = fc.oneof(row, fc.nat(9).map(String))
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.array(step), fc.boolean())), (batches) => {
      let spent: Weight = NOTHING
      const add = ({ rows, files }: Weight) => {
        spent = { rows: spent.rows + rows, files: spent.files + files }
      }
      const transactions = new Transactions({ check() {}, spend: add })
      const table = new Table<Thing>(things, transactions, emptyVersion(things))
      for (const [steps, fails] of batches) {
        const before = spent
        try {
          transactions.run(() => {
            for (const each of steps) typeof each === 'string' ? table.delete(each) : table.put(each)
            if (fails) throw new Error('stop')
          })
        } catch {
          expect(spent).toBe(before)
        }
      }
      const weights = [...table.all()].map((each) => growth(each, undefined, false))
      expect(spent).toEqual({
        rows: weights.reduce((sum, { rows }) => sum + rows, 0),
        files: weights.reduce((sum, { files }) => sum + files, 0),
      })
    }),
  )
})

test('of what a world has beside its base every change counts whole', () => {
  const spent: Weight[] = []
  const transactions = new Transactions({ check() {}, spend: (weight) => spent.push(weight) })
  const table = new Table<Thing>(things, transactions, emptyVersion(things))
  transactions.run(() => table.put({ id: '1', text: 'four', data: null }))
  table.version = settledVersion(table.version)
  transactions.run(() => table.put({ id: '1', text: 'five5', data: null }))
  transactions.run(() => table.put({ id: '1', text: 'five56', data: null }))
  table.version = settledVersion(table.version)
  transactions.run(() => table.delete('1'))
  expect(spent.map(({ rows }) => rows)).toEqual([400 + 48 + 3 + 12, 400 + 48 + 15, 3, 16])
})

test('while it is watched a table remembers how its rows were first, and what of them only the past keeps', () => {
  const transactions = new Transactions({ check() {}, spend() {} })
  const table = new Table<Thing>(things, transactions, emptyVersion(things))
  const put = (text: string) => transactions.run(() => table.put({ id: '1', text, data: null }))
  put('four')
  const first = table.get('1')
  transactions.watch(() => true)
  put('five5')
  put('six666')
  const touched = transactions.unwatch()
  expect([...(touched?.rows ?? [])].map(([holder, rows]) => [holder.definition, [...(rows ?? [])]])).toEqual([
    [things, [['1', first]]],
  ])
  expect(touched?.left).toBe(400 + 16 + 12 + (400 + 16 + 15))
  put('seven')
  expect(transactions.unwatch()).toBeUndefined()
  transactions.watch(() => false)
  put('eight888')
  expect(transactions.unwatch()).toEqual({ rows: new Map([[table, undefined]]), left: 400 + 16 + 15 })
})

test('a row of the base that is put back after a failure belongs to it again', () => {
  const spent: Weight[] = []
  const transactions = new Transactions({ check() {}, spend: (weight) => spent.push(weight) })
  const table = new Table<Thing>(things, transactions, emptyVersion(things))
  const put = (text: string, id = '1') => table.put({ id, text, data: null })
  transactions.run(() => put('four'))
  table.version = settledVersion(table.version)
  const fail = (text: string) =>
    transactions.attempt(() => {
      put(text)
      throw new Error('in vain')
    })
  transactions.run(() => {
    put('four', '2')
    expect(() => fail('five5')).toThrow('in vain')
    put('six666')
    expect(() => fail('seven77')).toThrow('in vain')
    put('eight888')
  })
  const [one, both] = spent.map(({ rows }) => rows)
  expect(both).toBe((one as number) + 400 + 48 + 24)
})

test('a transaction is checked with all that it has added so far, and only where it grows', () => {
  const checked: Weight[] = []
  const transactions = new Transactions({ check: (weight) => void checked.push(weight), spend() {} })
  transactions.run(() => {
    transactions.grow({ rows: 5, files: 0 })
    transactions.grow({ rows: -3, files: 0 })
    transactions.grow({ rows: 0, files: 0 })
    transactions.grow({ rows: -1, files: 2 })
  })
  transactions.run(() => transactions.grow({ rows: 1, files: 0 }))
  expect(checked).toEqual([
    { rows: 5, files: 0 },
    { rows: 1, files: 2 },
    { rows: 1, files: 0 },
  ])
})

const most = { rows: 100_000, files: 100 }
const world = 12_000
/** How many bytes of rows there is room for, found by asking. */
function roomIn(ledger: Ledger): number {
  let [fits, not] = [-1, 1_000_000]
  while (not - fits > 1) {
    const middle = Math.floor((fits + not) / 2)
    try {
      ledger.check({ rows: middle, files: 0 })
      fits = middle
    } catch {
      not = middle
    }
  }
  return fits
}

test('a ledger is full to the byte, and says what helps', () => {
  const ledger = new Ledger(most)
  expect(roomIn(ledger)).toBe(100_000)
  expect(() => ledger.check({ rows: 100_001, files: 0 })).toThrow(
    'All worlds together may hold 100,000 bytes of data, by estimate, and this would be more. Forget or reset a world, or allow more with --max-bytes.',
  )
  ledger.add({ rows: 0, files: 40 })
  expect(() => ledger.check({ rows: 0, files: 60 })).not.toThrow()
  expect(() => ledger.check({ rows: 0, files: 61 })).toThrow(OutOfSpace)
  expect(() => ledger.check({ rows: 0, files: 61 })).toThrow(
    'All worlds together may hold 100 bytes of stored files, by estimate, and this would be more. Delete some, or forget or reset a world.',
  )
  expect(() => ledger.apart().check({ rows: 1e15, files: 1e15 })).not.toThrow()
})

test('what several worlds share is counted once, for as long as one of them is there', () => {
  const ledger = new Ledger(most)
  const shared = new Holding({ rows: 1000, files: 0 })
  const [one, other] = [new Account(ledger), new Account(ledger)]
  one.open(shared)
  expect(roomIn(ledger)).toBe(100_000 - world - 1000)
  expect([ledger.holds(shared), ledger.holds(new Holding(NOTHING))]).toEqual([true, false])
  other.open(shared)
  expect(roomIn(ledger)).toBe(100_000 - 2 * world - 1000)
  one.restart(shared)
  expect(roomIn(ledger)).toBe(100_000 - 2 * world - 1000)
  one.close()
  one.close()
  expect(roomIn(ledger)).toBe(100_000 - world - 1000)
  other.restart(undefined)
  expect(roomIn(ledger)).toBe(100_000 - world)
  expect(ledger.holds(shared)).toBe(false)
  ledger.release(shared)
  other.close()
  expect(roomIn(ledger)).toBe(100_000)
})

test('a world opens only where it fits with what it shares', () => {
  const open = (shared: number, isHeld = false) => {
    const ledger = new Ledger({ rows: world + 1000, files: 100 })
    const holding = new Holding({ rows: shared, files: 0 })
    if (isHeld) ledger.hold(holding)
    return () => new Account(ledger).open(holding)
  }
  expect(open(1000)).not.toThrow()
  expect(open(1001)).toThrow(OutOfSpace)
  expect(open(1000, true)).not.toThrow()
  expect(open(1001, true)).toThrow(OutOfSpace)
})

test('a world counts what it has more than its base, never less than nothing', () => {
  const ledger = new Ledger(most)
  const account = new Account(ledger)
  account.open(undefined)
  account.spend({ rows: -500, files: -5 })
  expect([account.growth, roomIn(ledger)]).toEqual([{ rows: -500, files: -5 }, 100_000 - world])
  account.spend({ rows: 800, files: 8 })
  expect(roomIn(ledger)).toBe(100_000 - world - 300)
  expect(() => account.check({ rows: 100_000 - world - 300, files: 97 })).not.toThrow()
  expect(() => account.check({ rows: 100_000 - world - 299, files: 0 })).toThrow(OutOfSpace)
  expect(() => account.check({ rows: 0, files: 98 })).toThrow(OutOfSpace)
  account.restart(undefined)
  expect([account.growth, roomIn(ledger)]).toEqual([{ rows: 0, files: 0 }, 100_000 - world])
  account.spend({ rows: 100, files: 0 })
  account.close()
  expect(roomIn(ledger)).toBe(100_000)
  expect(counted({ rows: -1, files: 2 })).toEqual({ rows: 0, files: 2 })
})

test('a world that is not kept holds nothing', () => {
  const ledger = new Ledger(most)
  const account = new Account(ledger)
  const shared = new Holding({ rows: 1000, files: 0 })
  account.spend({ rows: 700, files: 0 })
  account.restart(shared)
  expect([ledger.holds(shared), roomIn(ledger)]).toEqual([false, 100_000])
  account.spend({ rows: 700, files: 0 })
  account.close()
  expect(roomIn(ledger)).toBe(100_000)
})

test('a chain of states is as long as there are worlds in it, and weighs the same', () => {
  const ledger = new Ledger(most)
  const weight = { rows: 100, files: 0 }
  const start = new Holding(weight)
  const first = new Holding(weight, start, true)
  const [one, other] = [new Account(ledger), new Account(ledger)]
  one.open(first)
  let newest = first
  for (let count = 0; count < 10; count++) other.restart((newest = new Holding(weight, newest, true)))
  other.open(newest)
  ledger.settle(newest)
  expect([newest.below, newest.weight.rows]).toEqual([first, 1000])
  expect(roomIn(ledger)).toBe(100_000 - 2 * world - 1200)
  one.close()
  ledger.settle(newest)
  expect([newest.below, newest.weight.rows]).toEqual([start, 1100])
  expect(roomIn(ledger)).toBe(100_000 - world - 1200)
  other.close()
  expect(roomIn(ledger)).toBe(100_000)
})
