import { expect, test } from 'vitest'
import * as z from 'zod'
import { compareBy, compareIds, compareInstants, compareKeys } from '../../src/core/store/compare.ts'
import { defineTable, groupKey } from '../../src/core/store/definition.ts'
import { defineLifecycle } from '../../src/core/store/lifecycle.ts'

const sign = (n: number) => Math.sign(n)
const sorted = (values: readonly string[], compare: (a: string, b: string) => number) => values.toSorted(compare)

test('ids that are numbers come in the order of the numbers, others in that of their letters', () => {
  expect(sorted(['10', '9', '2', '100', '99', '0'], compareIds)).toEqual(['0', '2', '9', '10', '99', '100'])
  expect(sorted(['b', 'aaa', 'ab', 'B'], compareIds)).toEqual(['B', 'aaa', 'ab', 'b'])
  // Only where both begin with a digit is the shorter one first.
  expect([compareIds('9', 'a'), compareIds('99', 'a'), compareIds('b', '10'), compareIds(':1', '9')].map(sign)).toEqual([
    -1, -1, 1, 1,
  ])
  expect([compareIds('/1', '9'), compareIds('9', '/1')].map(sign)).toEqual([-1, 1])
  expect(compareIds('7', '7')).toBe(0)
})

test('of keys null comes first', () => {
  const keys = [3, null, 1, 2].toSorted(compareKeys)
  expect(keys).toEqual([null, 1, 2, 3])
  expect([compareKeys(null, null), compareKeys(null, 0), compareKeys(0, null), compareKeys('a', 'a')]).toEqual([0, -1, 1, 0])
  expect([compareKeys(false, true), compareKeys('b', 'a')]).toEqual([-1, 1])
})

test('points in time are compared as such, with and without a fraction of a second', () => {
  const order = ['2026-01-01T00:00:00Z', '2026-01-01T00:00:00.001Z', '2026-01-01T00:00:00.500Z', '2026-01-01T00:00:01Z']
  expect(sorted(order.toReversed(), compareInstants)).toEqual(order)
  expect([compareInstants(null, order[0] ?? null), compareInstants(order[0] ?? null, null)]).toEqual([-1, 1])
  expect(compareInstants(order[1] ?? null, order[1] ?? null)).toBe(0)
})

test('rows are ordered by several keys, each in its direction, and by id where those are equal', () => {
  const rows = [
    { id: '10', a: 1, b: 'x', at: '2026-01-01T00:00:00.5Z' },
    { id: '9', a: 1, b: 'x', at: '2026-01-01T00:00:00Z' },
    { id: '1', a: 1, b: 'y', at: '2026-01-01T00:00:00Z' },
    { id: '2', a: 2, b: 'x', at: '2026-01-01T00:00:01Z' },
  ]
  const ids = (...orders: Parameters<typeof compareBy<(typeof rows)[number]>>[0]) =>
    rows.toSorted(compareBy(orders)).map(({ id }) => id)
  expect(ids()).toEqual(['1', '2', '9', '10'])
  expect(ids({ asc: 'a' }, { desc: 'b' })).toEqual(['1', '9', '10', '2'])
  expect(ids({ desc: 'a' }, { asc: (row) => row.b })).toEqual(['2', '9', '10', '1'])
  expect(ids({ oldest: 'at' })).toEqual(['1', '9', '10', '2'])
  expect(ids({ newest: 'at' })).toEqual(['2', '10', '1', '9'])
})

const owners = defineTable({ name: 'owners', kind: 'pet_owner', row: z.object({ id: z.string(), name: z.string() }) })
const pets = defineTable({
  name: 'pets',
  kind: 'pet',
  noun: 'animal',
  row: z.object({
    id: z.string(),
    owner: z.string(),
    tag: z.string().nullable().default(null),
    note: z.string().optional(),
    created_at: z.iso.datetime(),
  }),
  shows: z.object({ id: z.string(), owner_name: z.string() }),
  indexes: {
    ofOwner: { group: ['owner'], order: [{ asc: 'tag' }, { newest: 'created_at' }] },
    tagged: { group: ['owner', (pet) => pet.tag], order: [{ asc: (pet) => pet.tag }], when: (pet) => pet.tag !== null },
    all: { group: [() => 'all'] },
  },
  references: { owner: owners },
  beside: { sum: [owners, 'note'] },
  labels: { owner_name: ({ owner }) => owner?.name ?? '' },
  searched: ['owner_name'],
  ids: 'integer',
  isDerived: true,
})
const pet = { id: '1', owner: 'ann', tag: 'x', created_at: '2026-01-01T00:00:00Z' }

test('a table says what it is; what is not told is as usual', () => {
  expect(pets).toMatchObject({
    noun: 'animal',
    fields: ['id', 'owner_name'],
    columns: ['id', 'owner', 'tag', 'note', 'created_at'],
    defaults: { tag: null },
    stamps: { created: 'created_at', updated: undefined },
    searched: ['owner_name'],
    related: { owner: { table: owners, column: 'owner' }, sum: { table: owners, column: 'note' } },
    ids: 'integer',
    isDerived: true,
  })
  expect([...pets.indexNumbers]).toEqual([
    ['ofOwner', 0],
    ['tagged', 1],
    ['all', 2],
  ])
  expect(owners).toMatchObject({
    noun: 'pet owner',
    fields: ['id', 'name'],
    defaults: {},
    searched: [],
    indexes: {},
    ids: 'uuid',
  })
  expect(owners).toMatchObject({ isDerived: false, references: {}, related: {}, labels: {}, lifecycle: undefined })
  expect(owners.stamps).toEqual({ created: undefined, updated: undefined })
  const camel = defineTable({
    name: 'c',
    kind: 'c',
    row: z.object({ id: z.string(), createdAt: z.string(), updatedAt: z.string() }),
  })
  expect(camel.stamps).toEqual({ created: 'createdAt', updated: 'updatedAt' })
  const where = () => true
  expect(pets.at('pet_id', where, 'No.')).toEqual({ table: pets, param: 'pet_id', where, refuse: 'No.' })
})

test('an index has a group for each value of its columns, and leaves rows out', () => {
  const { ofOwner, tagged, all } = pets.indexes
  expect([ofOwner, tagged, all].map(({ groupOf }) => groupOf(pet))).toEqual(['ann', groupKey(['ann', 'x']), 'all'])
  expect(tagged.groupOf({ ...pet, tag: null })).toBeUndefined()
  expect(ofOwner.orderedBy).toEqual(['tag', 'created_at'])
  expect([tagged.orderedBy, all.orderedBy]).toEqual([undefined, []])
  expect(groupKey(['a', 'b'])).not.toBe(groupKey(['ab']))
  expect(groupKey(['a', null, 1, true])).toBe('a\u0001null\u00011\u0001true')
})

test('a row has the columns that its table has, and all those that it needs', () => {
  expect(() => pets.check(pet)).not.toThrow()
  expect(() => pets.check({ ...pet, note: undefined })).not.toThrow()
  expect(() => pets.check({ ...pet, ownr: 'ann' })).toThrow('The table "pets" has no column "ownr". Did you mean "owner"?')
  expect(() => pets.check({ ...pet, fur: 1 })).toThrow(/^The table "pets" has no column "fur"\. There is: id, .*\.$/)
  expect(() => pets.check({ ...pet, owner: undefined })).toThrow('A row of "pets" needs its column "owner".')
  expect(pets.shape({ note: 'n', created_at: '', id: '1', owner: 'o', tag: null })).toEqual({
    id: '1',
    owner: 'o',
    tag: null,
    note: 'n',
    created_at: '',
  })
  expect(Object.keys(pets.shape({ created_at: '', tag: null, owner: 'o', id: '1' }))).toEqual([
    'id',
    'owner',
    'tag',
    'created_at',
  ])
})

test('a lifecycle is about a column that takes its statuses', () => {
  const of = (field: string, statuses: string[]) => () =>
    defineTable({
      name: 'doors',
      kind: 'door',
      row: z.object({ id: z.string(), status: z.enum(['open', 'shut']) }),
      lifecycle: defineLifecycle({ field, statuses, table: [] }),
    })
  expect(of('status', ['shut', 'open'])).not.toThrow()
  expect(of('state', ['open'])).toThrow('The lifecycle of "doors" is about the column "state", which the table does not have.')
  expect(of('status', ['open', 'ajar'])).toThrow('The column "status" of "doors" does not take the status "ajar".')
})
