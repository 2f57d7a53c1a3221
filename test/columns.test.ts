/** The form that worlds are committed in gives back the rows that went in. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { toColumns, toRows } from '../fixtures/columns.ts'
import { recipe } from '../fixtures/default/recipe.ts'
import type { Recipe } from '../src/core/world/scenario/scenario.ts'

const throughText = (rows: Recipe): Recipe => toRows(JSON.parse(JSON.stringify(toColumns(rows))))

/** Texts that count on from one another, or nearly, with zeros in front, and too large to count. */
const counting = fc
  .tuple(fc.constantFrom('', '#invoice/', 'INV-'), fc.constantFrom('', '0', '00', '90071992547409'), fc.nat(120))
  .map((parts) => parts.join(''))
const count = fc
  .tuple(fc.constantFrom('#invoice/', 'S-', ''), fc.nat(200), fc.nat(20))
  .map(([prefix, first, length]) => Array.from({ length }, (_, i) => `${prefix}${first + i}`))
const anything = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)))
const values = fc.oneof(
  fc.array(anything),
  fc.array(counting),
  fc.array(count).map((lists) => lists.flat()),
  fc.array(fc.constantFrom('open', 'closed', null)),
)
const table = fc
  .tuple(fc.nat(30), fc.dictionary(fc.string(), values, { minKeys: 1 }))
  .map(([length, columns]) =>
    Array.from({ length }, (_, i) =>
      Object.fromEntries(Object.entries(columns).map(([name, list]) => [name, list[i % list.length] ?? null])),
    ),
  )

test('rows come back from columns as they were', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), table), (rows) => {
      expect(throughText(rows)).toEqual(rows)
    }),
  )
})

test('the rows of the default scenario come back from columns, with their fields in the same order', () => {
  for (const seed of [1, 2, 3]) {
    const rows = recipe(seed)
    expect(JSON.stringify(throughText(rows))).toBe(JSON.stringify(rows))
  }
})

test('rows that count on are kept as the first and how many', () => {
  const rows = ['#invoice/8', '#invoice/9', '#invoice/10', '#invoice/11'].map((id) => ({ id }))
  expect(toColumns({ invoices: rows })).toEqual({ columns: [{ runs: [['#invoice/8', 4]] }], tables: { invoices: { id: 0 } } })
})

test('a column that begins as an earlier one keeps what comes behind', () => {
  const rows = ['2026-06-01', '2026-07-02', '2026-08-03'].map((day) => ({ day, at: `${day}T09:00:00Z` }))
  const { columns, tables } = toColumns({ invoices: rows })
  expect(tables).toEqual({ invoices: { day: expect.any(Number), at: [expect.any(Number), 'day'] } })
  expect(columns).toContainEqual(['T09:00:00Z', 'T09:00:00Z', 'T09:00:00Z'])
  expect(throughText({ invoices: rows })).toEqual({ invoices: rows })
})

test('an object is the beginning of no text, whatever it has', () => {
  const invoices = [{ metadata: { toString: 1 }, number: 'INV-1' }]
  expect(throughText({ invoices })).toEqual({ invoices })
})

test('rows of a table that differ in their columns are refused', () => {
  for (const other of [{ id: '2' }, { id: '2', size: 1, extra: 1 }, { id: '2', extra: 1 }])
    expect(() => toColumns({ things: [{ id: '1', size: 1 }, other] })).toThrow('The rows of things differ in their columns.')
})
