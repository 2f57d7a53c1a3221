import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { arrivalOf, withArrival } from '../../src/core/store/arrival.ts'
import { BTree, rankOf } from '../../src/core/store/btree.ts'
import { compareIds } from '../../src/core/store/compare.ts'
import { defineTable } from '../../src/core/store/definition.ts'
import { differences } from '../../src/core/store/differences.ts'
import { defineLifecycle } from '../../src/core/store/lifecycle.ts'
import { placeBefore, placeBehind } from '../../src/core/store/select.ts'
import { Table } from '../../src/core/store/table.ts'
import { Transactions } from '../../src/core/store/transaction.ts'
import { emptyVersion, settledVersion, unreadVersion } from '../../src/core/store/version.ts'

const Pet = z.object({ id: z.string(), owner: z.string(), age: z.number().nullable(), kind: z.enum(['cat', 'dog']) })
type Pet = z.output<typeof Pet>
const pets = defineTable({
  name: 'pets',
  kind: 'pet',
  row: Pet,
  indexes: {
    ofOwner: { group: ['owner'], order: [{ desc: 'age' }] },
    ofKind: { group: ['owner', 'kind'], order: [{ asc: (pet) => pet.age }] },
  },
})

const pet = fc.record({
  id: fc.integer({ min: 0, max: 40 }).map(String),
  owner: fc.constantFrom('ann', 'bob', 'cem'),
  age: fc.option(fc.integer({ min: 0, max: 3 })),
  kind: fc.constantFrom('cat' as const, 'dog' as const),
})
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ put: pet }) },
  fc.record({ remove: fc.integer({ min: 0, max: 40 }).map(String) }),
)
type Step = { put: Pet } | { remove: string }

function applyAll(table: Table<Pet, 'ofOwner' | 'ofKind'>, model: Map<string, Pet>, steps: readonly Step[]): void {
  for (const each of steps)
    if ('put' in each) {
      table.put(each.put)
      model.set(each.put.id, each.put)
    } else {
      table.delete(each.remove)
      model.delete(each.remove)
    }
}

const newTable = (): [Table<Pet, 'ofOwner' | 'ofKind'>, Transactions] => {
  const transactions = new Transactions()
  return [new Table(pets, transactions, emptyVersion(pets)), transactions]
}

/** Everything a table says, by id and by every index. */
function contents(table: Table<Pet, 'ofOwner' | 'ofKind'>): unknown {
  const owners = ['ann', 'bob', 'cem']
  return {
    rows: [...table.all()],
    size: table.size,
    ofOwner: owners.map((owner) => table.list('ofOwner', owner)),
    ofKind: owners.flatMap((owner) => ['cat', 'dog'].map((kind) => table.list('ofKind', owner, kind))),
  }
}

/** The ids of the pets are numbers. */
const byId = (a: Pet, b: Pet) => Number(a.id) - Number(b.id)

/** A map has its values in the order in which they arrived, and sorting leaves what is alike as it is. */
function byAge(model: ReadonlyMap<string, Pet>, direction: 1 | -1): Pet[] {
  const all = [...model.values()]
  return (direction === 1 ? all : all.toReversed()).toSorted((a, b) => ((a.age ?? -1) - (b.age ?? -1)) * direction)
}

test('a table agrees with a plain list: by id, in every group, in order, in windows, with and without a condition', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(step, { maxLength: 12 }), { maxLength: 8 }),
      fc.nat(20),
      fc.nat(20),
      (batches, offset, limit) => {
        const [table, transactions] = newTable()
        const model = new Map<string, Pet>()
        for (const [i, batch] of batches.entries()) {
          transactions.run(() => applyAll(table, model, batch as Step[]))
          if (i % 3 === 1) table.version = settledVersion(table.version)
        }

        const all = [...model.values()]
        expect([...table.all()]).toEqual(all.toSorted(byId))
        const groups = ['ann', 'bob'].map((owner) => ({ rows: table.in('ofOwner', owner) }))
        const wanted = byAge(model, -1).filter(({ owner }) => owner !== 'cem')
        const window = { offset, limit }
        expect(table.select('ofOwner', groups, window)).toEqual({
          count: wanted.length,
          rows: wanted.slice(offset, offset + limit),
        })
        const cats = wanted.filter(({ kind }) => kind === 'cat')
        expect(table.select('ofOwner', groups, { ...window, where: ({ kind }) => kind === 'cat' })).toEqual({
          count: cats.length,
          rows: cats.slice(offset, offset + limit),
        })
        const dogs = byAge(model, 1).filter(({ owner, kind }) => owner === 'cem' && kind === 'dog')
        expect(table.list('ofKind', 'cem', 'dog')).toEqual(dogs)
      },
    ),
  )
})

test('what is attempted and fails leaves a table as it was, with what was changed before it in the same transaction', () => {
  const steps = fc.array(step, { maxLength: 12 })
  const part = fc.record({ steps, inner: steps, fails: fc.boolean(), innerFails: fc.boolean() })
  const no = new Error('no')
  fc.assert(
    fc.property(steps, fc.array(part, { maxLength: 6 }), (first, parts) => {
      const [[table, transactions], [plain, others]] = [newTable(), newTable()]
      const attempt = (fails: boolean, work: () => void): void => {
        try {
          transactions.attempt(() => {
            work()
            if (fails) throw no
          })
        } catch (error) {
          expect(error).toBe(no)
        }
      }
      const change = (to: typeof table, given: readonly unknown[]) => applyAll(to, new Map(), given as Step[])
      transactions.run(() => {
        change(table, first)
        for (const each of parts)
          attempt(each.fails, () => {
            change(table, each.steps)
            attempt(each.innerFails, () => change(table, each.inner))
          })
      })
      const lasting = parts
        .filter(({ fails }) => !fails)
        .flatMap((each) => [...each.steps, ...(each.innerFails ? [] : each.inner)])
      others.run(() => change(plain, [...first, ...lasting]))
      expect(contents(table)).toEqual(contents(plain))
      expect(table.arrivals).toBe(plain.arrivals)
    }),
  )
})

test('slices of groups hold what lies between two places, counted, in windows, and walked from any place on', () => {
  const age = fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), age, age, pet, fc.nat(5), (steps, oldest, youngest, made, limit) => {
      const [table, transactions] = newTable()
      const model = new Map<string, Pet>()
      transactions.run(() => applyAll(table, model, steps as Step[]))
      const period = {
        from: oldest === undefined ? undefined : placeBefore<Pet>({ age: oldest }),
        until: youngest === undefined ? undefined : placeBehind<Pet>({ age: youngest }),
      }
      const slices = ['ann', 'bob'].map((owner) => ({ rows: table.in('ofOwner', owner), ...period }))

      const wanted = byAge(model, -1).filter(
        ({ owner, age }) => owner !== 'cem' && (age ?? -1) <= (oldest ?? 9) && (age ?? -1) >= (youngest ?? -1),
      )

      expect(table.select('ofOwner', slices, { offset: 1, limit })).toEqual({
        count: wanted.length,
        rows: wanted.slice(1, 1 + limit),
      })
      const isCat = ({ kind }: Pet) => kind === 'cat'
      expect(table.select('ofOwner', slices, { offset: 0, limit: 99, where: isCat }).rows).toEqual(wanted.filter(isCat))
      expect(table.count('ofOwner', slices)).toBe(wanted.length)
      expect(table.count('ofOwner', slices, isCat)).toBe(wanted.filter(isCat).length)
      // A place may be one where no row is any more.
      const place = withArrival({ ...made }, Number(made.id) + 0.5)
      const isBehind = ({ id, age }: Pet) =>
        age === place.age
          ? (arrivalOf(table.get(id) as Pet) as number) < (arrivalOf(place) as number)
          : (age ?? -1) < (place.age ?? -1)
      const behind = wanted.filter(isBehind)
      expect([...walked(table.walk('ofOwner', slices, place))]).toEqual(behind)
    }),
  )
})

function* walked(rows: Iterator<Pet, undefined>): Generator<Pet> {
  for (let item = rows.next(); !item.done; item = rows.next()) yield item.value
}

test('a transaction that throws leaves every table as it was', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), fc.array(step, { minLength: 1, maxLength: 30 }), (before, undone) => {
      const [table, transactions] = newTable()
      const model = new Map<string, Pet>()
      transactions.run(() => applyAll(table, model, before as Step[]))
      const [version, wanted] = [table.version, contents(table)]

      expect(() =>
        transactions.run(() => {
          applyAll(table, model, undone as Step[])
          throw new Error('stop')
        }),
      ).toThrow('stop')

      expect(table.version).toBe(version)
      expect(contents(table)).toEqual(wanted)
    }),
  )
})

test('tables that share a version never see each other’s changes', () => {
  fc.assert(
    fc.property(fc.array(step), fc.array(step), fc.array(step), (shared, left, right) => {
      const [table, transactions] = newTable()
      const model = new Map<string, Pet>()
      transactions.run(() => applyAll(table, model, shared as Step[]))
      table.version = settledVersion(table.version)
      const wanted = contents(table)
      const forks = [left, right].map((steps) => {
        const own = new Transactions()
        const fork = new Table(pets, own, table.version)
        const copy = new Map(model)
        own.run(() => applyAll(fork, copy, steps as Step[]))
        return [fork, copy] as const
      })

      expect(contents(table)).toEqual(wanted)
      for (const [fork, copy] of forks) expect([...fork.all()]).toEqual([...copy.values()].toSorted(byId))
    }),
  )
})

test('rows that are read when they are first asked for are as if they had been put', () => {
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const [table, transactions] = newTable()
      transactions.run(() => applyAll(table, new Map(), steps as Step[]))
      const arrived = [...table.all()]
        .map((row) => ({ row: { ...row }, number: arrivalOf(row) as number }))
        .toSorted((a, b) => a.number - b.number)
      const read = new Table(
        pets,
        new Transactions(),
        unreadVersion(pets, table.arrivals, () => arrived),
      )
      expect(contents(read)).toEqual(contents(table))
    }),
  )
})

test('a group of thousands that is read in order stays in order, and takes more', () => {
  const arrived = Array.from({ length: 3_000 }, (_, i) => ({
    row: { id: String(i), owner: 'ann', age: i % 7, kind: 'cat' as const },
    number: i + 1,
  }))
  const transactions = new Transactions()
  const table = new Table(
    pets,
    transactions,
    unreadVersion(pets, arrived.length, () => arrived),
  )
  const model = new Map<string, Pet>(arrived.map(({ row }) => [row.id, row]))
  expect(table.list('ofOwner', 'ann')).toEqual(byAge(model, -1))
  transactions.run(() => applyAll(table, model, [{ put: { id: '3000', owner: 'ann', age: 3, kind: 'dog' } }, { remove: '17' }]))
  expect(table.list('ofOwner', 'ann')).toEqual(byAge(model, -1))
})

/** Many changes of a few rows, or of many, by a number. */
const changes = (count: number, seed: number, rows: number): Step[] =>
  Array.from({ length: count }, (_, i) => {
    const n = (seed * 7_919 + i * 104_729) % 1_000_003
    const id = String(n % rows)
    if (n % 5 === 0) return { remove: id }
    return { put: { id, owner: ['ann', 'bob', 'cem'][n % 3] as string, age: n % 11, kind: n % 2 ? 'cat' : 'dog' } }
  })

test('an index that nobody has looked into for thousands of changes is as if each had been put in its place at once', () => {
  const part = fc.record({
    count: fc.constantFrom(0, 3, 100, 1_500),
    looks: fc.constantFrom('no', 'at one group', 'at all'),
    end: fc.constantFrom('well', 'badly', 'after a failed attempt'),
  })
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), fc.constantFrom(40, 6_000), (parts, rows) => {
      const [table, transactions] = newTable()
      const model = new Map<string, Pet>()
      const olds: [typeof table, unknown][] = []
      for (const [i, { count, looks, end }] of parts.entries()) {
        const steps = changes(count, i + rows, rows)
        const old = new Table(pets, new Transactions(), table.version)
        const copy = new Map(model)
        if (i === 1) olds.push([old, [...model.values()].toSorted(byId)])
        const work = () => {
          for (let from = 0; from < steps.length; from += 500) {
            applyAll(table, copy, steps.slice(from, from + 500))
            if (looks === 'at one group') table.list('ofOwner', 'ann')
          }
          if (end === 'after a failed attempt')
            expect(() =>
              transactions.attempt(() => {
                applyAll(table, new Map(copy), changes(700, i, rows))
                throw new Error('no')
              }),
            ).toThrow('no')
          if (end === 'badly') throw new Error('no')
        }
        if (end === 'badly') expect(() => transactions.run(work)).toThrow('no')
        else {
          transactions.run(work)
          model.clear()
          for (const [id, row] of copy) model.set(id, row)
        }
        if (looks === 'at all') contents(table)
      }
      const told = [...model.values()]
      expect([...table.all()]).toEqual(told.toSorted(byId))
      for (const owner of ['ann', 'bob', 'cem'])
        expect(table.list('ofOwner', owner)).toEqual(byAge(model, -1).filter((row) => row.owner === owner))
      expect(table.list('ofKind', 'bob', 'dog')).toEqual(
        byAge(model, 1).filter((row) => row.owner === 'bob' && row.kind === 'dog'),
      )
      for (const [old, was] of olds) {
        expect([...old.all()]).toEqual(was)
        expect(old.list('ofOwner', 'cem')).toHaveLength((was as Pet[]).filter(({ owner }) => owner === 'cem').length)
      }
    }),
    { numRuns: 60 },
  )
})

test('what differs between two versions is found, whether they share a base or not', () => {
  fc.assert(
    fc.property(fc.array(step), fc.array(step), fc.boolean(), (first, then, isSettled) => {
      const [table, transactions] = newTable()
      const model = new Map<string, Pet>()
      transactions.run(() => applyAll(table, model, first as Step[]))
      const [before, was] = [table.version, new Map(model)]
      transactions.run(() => applyAll(table, model, then as Step[]))
      const after = isSettled ? settledVersion(table.version) : table.version

      const found = differences(before.rows, after.rows) ?? { added: [], changed: [], removed: [] }

      const ids = [...new Set([...was.keys(), ...model.keys()])].toSorted(compareIds)
      expect(found.added).toEqual(ids.filter((id) => !was.has(id)).map((id) => model.get(id)))
      expect(found.removed).toEqual(ids.filter((id) => !model.has(id)).map((id) => was.get(id)))
      expect(found.changed.map(({ after: row }) => row)).toEqual(
        ids.filter((id) => was.has(id) && model.has(id) && was.get(id) !== model.get(id)).map((id) => model.get(id)),
      )
    }),
  )
})

test('a write outside a transaction is refused', () => {
  const [table] = newTable()
  expect(() => table.put({ id: '1', owner: 'ann', age: 1, kind: 'cat' })).toThrow('only be changed inside a transaction')
})

const doors = defineTable({
  name: 'doors',
  kind: 'door',
  row: z.object({ id: z.string(), status: z.enum(['open', 'shut', 'gone']) }),
  lifecycle: defineLifecycle({ statuses: ['open', 'shut', 'gone'], table: [['shut', ['open'], 'shut']] }),
})

test('a status that no event leads to is refused, and free only while seeding', () => {
  const transactions = new Transactions()
  const table = new Table(doors, transactions, emptyVersion(doors))
  transactions.run(() => table.put({ id: '1', status: 'open' }))

  transactions.run(() => table.put({ id: '1', status: 'shut' }))
  expect(() => transactions.run(() => table.put({ id: '1', status: 'open' }))).toThrow('no way from status "shut" to "open"')
  transactions.seed(() => table.put({ id: '1', status: 'gone' }))
  expect(table.get('1')?.status).toBe('gone')
})

test('the rank of a place is how many keys come before it, in trees of any size, after copies and deletions', () => {
  const key = fc.nat(5_000)
  const size = fc.constantFrom(0, 1, 30, 40, 1_000, 1_100, 4_000)
  fc.assert(
    fc.property(size, fc.array(key), key, fc.array(key, { minLength: 1 }), (count, gone, until, places) => {
      const original = new BTree<number, undefined>(undefined, (a, b) => a - b)
      for (let i = 0; i < count; i++) original.set((i * 2_654_435) % 5_003, undefined)
      const tree = original.clone()
      for (const each of gone) tree.delete(each)
      tree.deleteRange(until - 100, until, false)

      for (const each of [original, tree]) {
        const keys = [...each.keys()]
        expect(places.map((place) => rankOf(each, place))).toEqual(places.map((at) => keys.filter((k) => k < at).length))
      }
    }),
  )
})

test('put returns the row as it is once all that follows has happened', () => {
  const transactions = new Transactions()
  const table: Table<{ id: string; status: 'open' | 'shut' | 'gone' }> = new Table(doors, transactions, emptyVersion(doors), [
    (_, after) => void (after?.status === 'open' && table.put({ ...after, status: 'shut' })),
  ])
  expect(transactions.run(() => table.put({ id: '1', status: 'open' }))).toEqual({ id: '1', status: 'shut' })
  const other = { id: '2', status: 'gone' } as const
  expect(transactions.seed(() => table.put(other))).toEqual(other)
})

test('a row is stored with what is kept of it, once, and kept columns need a default', () => {
  const row = z.object({ id: z.string(), price: z.number(), gross: z.number().default(0) })
  const goods = defineTable({ name: 'goods', kind: 'good', row, kept: { gross: 'Set the price instead.' } })
  const transactions = new Transactions()
  const seen: unknown[] = []
  const table = new Table(
    goods,
    transactions,
    emptyVersion(goods),
    [(before, after) => seen.push([before?.gross, after?.gross])],
    (_, good) => ({ ...good, gross: good.price * 2 }),
  )
  const put = (price: number) => transactions.run(() => table.put({ id: '1', price, gross: 99 }))
  expect([put(5), put(7)]).toEqual([
    { id: '1', price: 5, gross: 10 },
    { id: '1', price: 7, gross: 14 },
  ])
  expect(seen).toEqual([
    [undefined, 10],
    [10, 14],
  ])
  expect(() => defineTable({ name: 'goods', kind: 'good', row, kept: { price: '' } })).toThrow(
    'The column "price" of "goods" is kept, and needs a default.',
  )
})

test('seeding inside seeding leaves statuses free until the outer one ends, also where it throws', () => {
  const transactions = new Transactions()
  const table = new Table(doors, transactions, emptyVersion(doors))
  transactions.seed(() => {
    transactions.seed(() => table.put({ id: '1', status: 'gone' }))
    table.put({ id: '2', status: 'gone' })
    expect(() =>
      transactions.seed(() => {
        throw new Error('stop')
      }),
    ).toThrow('stop')
    table.put({ id: '3', status: 'gone' })
  })
  expect(table.size).toBe(3)
  expect(() => transactions.run(() => table.put({ id: '4', status: 'gone' }))).toThrow('no way from status "nothing" to "gone"')
})

test('rows of a table have its columns in one order, however they were written', () => {
  const things = defineTable({
    name: 'things',
    kind: 'thing',
    row: z.object({ id: z.string(), size: z.int(), name: z.string() }),
  })
  const transactions = new Transactions()
  const table = new Table(things, transactions, emptyVersion(things))
  transactions.run(() => table.put({ name: 'A', size: 1, id: '1' }))
  expect(Object.keys(table.get('1') ?? {})).toEqual(['id', 'size', 'name'])
})

test('a row has a status of its table, and starts with one that rows start with', () => {
  const transactions = new Transactions()
  const table = new Table<{ id: string; status: string }>(doors as never, transactions, emptyVersion(doors as never))
  const put = (status: string) => () => transactions.run(() => table.put({ id: '1', status }))
  expect(put('ajar')).toThrow('"ajar" is no status of the door; there is: open, shut, gone.')
  expect(() => transactions.seed(() => table.put({ id: '1', status: 'ajar' }))).toThrow('"ajar" is no status of the door')
  expect(put('shut')).toThrow('The lifecycle of the door has no way from status "nothing" to "shut".')
  expect(put('open')).not.toThrow()
  expect(put('open')).not.toThrow()
})

test('a row has the columns of its table, when it is new and when it changes', () => {
  const [table, transactions] = newTable()
  const put = (row: object) => () => transactions.run(() => table.put(row as Pet))
  const rex = { id: '1', owner: 'ann', age: 1, kind: 'dog' }
  expect(put({ ...rex, color: 'red' })).toThrow('The table "pets" has no column "color".')
  expect(put({ id: '1', owner: 'ann', age: 1 })).toThrow('A row of "pets" needs its column "kind".')
  expect(put(rex)).not.toThrow()
  expect(put({ ...rex, color: 'red' })).toThrow('The table "pets" has no column "color".')
  expect(put({ id: '1', owner: 'ann', age: 1 })).toThrow('A row of "pets" needs its column "kind".')
  expect(table.get('1')).toEqual(rex)
})

test('one row of a group is found, none where there is none, and none is deleted twice', () => {
  const [table, transactions] = newTable()
  const rex: Pet = { id: '1', owner: 'ann', age: 1, kind: 'dog' }
  transactions.run(() => table.put(rex))
  expect([table.find('ofOwner', 'ann'), table.find('ofKind', 'ann', 'dog')]).toEqual([rex, rex])
  expect([table.find('ofOwner', 'bob'), table.find('ofKind', 'ann', 'cat')]).toEqual([undefined, undefined])
  const { version } = table
  expect(transactions.run(() => [table.delete('2'), table.version === version, table.delete('1'), table.delete('1')])).toEqual([
    undefined,
    true,
    rex,
    undefined,
  ])
})

test('while a table changes nobody may rely on its version', () => {
  const [table, transactions] = newTable()
  expect(table.settled).toBe(table.version)
  transactions.run(() => {
    expect(table.settled).toBe(table.version)
    table.put({ id: '1', owner: 'ann', age: 1, kind: 'dog' })
    expect(table.settled).toBeUndefined()
  })
  expect(table.settled).toBe(table.version)
  expect(differences(table.version.rows, table.version.rows)).toBeUndefined()
  expect(differences(table.version.rows, settledVersion(table.version).rows)).toBeUndefined()
})

test('all that follows is told of every change, with the row before and after', () => {
  const transactions = new Transactions()
  const told: unknown[] = []
  const follow = (before: Pet | undefined, after: Pet | undefined) => void told.push([before?.age, after?.age])
  const table = new Table<Pet>(pets, transactions, emptyVersion(pets), [follow, undefined, follow])
  const rex: Pet = { id: '1', owner: 'ann', age: 1, kind: 'dog' }
  transactions.run(() => [table.put(rex), table.put({ ...rex, age: 2 }), table.delete('1')])
  expect(told).toEqual([
    [undefined, 1],
    [undefined, 1],
    [1, 2],
    [1, 2],
    [2, undefined],
    [2, undefined],
  ])
})

test('an index that a table does not have is a mistake', () => {
  const [table] = newTable()
  expect(() => table.in('ofNobody' as 'ofOwner', 'ann')).toThrow('The table "pets" has no index "ofNobody".')
})

test('what a settled version has been asked for is in the next one too', () => {
  const [table, transactions] = newTable()
  transactions.run(() => table.put({ id: '1', owner: 'ann', age: 1, kind: 'cat' }))
  for (let i = 0; i < 3; i++) {
    table.version = settledVersion(table.version)
    expect(table.list('ofOwner', 'ann')).toHaveLength(1)
  }
})
