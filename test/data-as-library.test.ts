/** Collections as those of @msw/data: the same types, and the same answers. */
import { readFileSync } from 'node:fs'
import { Collection as RealCollection } from '@msw/data'
import * as fc from 'fast-check'
import { expect, expectTypeOf, test } from 'vitest'
import { type ActionRow, actions } from '../src/ar/actions/action.ts'
import type { InvoiceRow } from '../src/ar/invoices/invoice.ts'
import { CollectionError, type ManyOptions, type Predicate, Query } from '../src/data/index.ts'
import { noSuch, start } from './support/collections.ts'

test('the types know each table', () => {
  // Only compiled.
  const refused = ({ db, customer }: ReturnType<typeof start>) => {
    expectTypeOf(db.invoices.findFirst()).toEqualTypeOf<Readonly<InvoiceRow> | undefined>()
    expectTypeOf(db.invoices.findFirst(undefined, { strict: true })).toEqualTypeOf<Readonly<InvoiceRow>>()
    expectTypeOf(db.invoices.findMany()).toEqualTypeOf<Readonly<InvoiceRow>[]>()
    // @ts-expect-error rows are read only
    db.invoices.create().amount = 5
    // @ts-expect-error no such column
    db.invoices.create({ custmer: customer.id })
    // @ts-expect-error no such status
    db.actions.findMany((q) => q.where({ status: 'done' }))
    // @ts-expect-error no such column to sort by
    db.actions.findMany(undefined, { orderBy: { urgency: 'asc' } })
    // @ts-expect-error no such direction
    db.actions.findMany(undefined, { orderBy: { urgency_score: 'up' } })
    db.actions.update((q) => q.where({}), {
      data(action) {
        // @ts-expect-error an id cannot change
        action.id = noSuch
      },
    })
  }
  expect(refused).toBeTypeOf('function')
})

/** The same actions in a collection of ours and in one of the library's. */
async function pair() {
  const { db, customer } = start()
  db.invoices.create({ customer: customer.id, amount: 5 })
  const ours = db.actions
  const rows = ours.createMany(12, (index) => ({
    customer: customer.id,
    action_type: (['email', 'call', 'task'] as const)[index % 3],
    status: (['proposed', 'completed'] as const)[index % 2],
    urgency_score: (index * 37) % 11,
    channel_id: index % 4 ? null : `channel-${12 - index}`,
    metadata: index % 3 ? { last_error: `error ${index % 5}` } : {},
    approval_log: Array.from({ length: index % 3 }, (_, i) => ({
      action: i ? 'rejected' : 'approved',
      approved_by: null,
      reason: null,
      comment: `comment ${index}`,
      timestamp: `2026-05-${10 + ((index * 7) % 20)}T09:00:00Z`,
    })),
  }))
  const theirs = new RealCollection({ schema: actions.schema })
  for (const row of rows) await theirs.create(structuredClone(row))
  return { ours, theirs, rows }
}

const queries: Record<string, Predicate<ActionRow> | undefined> = {
  'no query': undefined,
  'an empty query': (q) => q,
  'an empty condition': (q) => q.where({}),
  'a value': (q) => q.where({ status: 'proposed' }),
  'two values': (q) => q.where({ status: 'proposed', action_type: 'email' }),
  'a function of a value': (q) => q.where({ urgency_score: (score) => score > 5 }),
  'a function of the row': (q) => q.where((row) => row.urgency_score > 5 && row.channel_id === null),
  null: (q) => q.where({ channel_id: null }),
  'where twice': (q) => q.where({ status: 'proposed' }).where({ action_type: 'call' }),
  and: (q) => q.and(q.where({ status: 'completed' }), { action_type: 'task' }, (row) => row.urgency_score < 9),
  or: (q) => q.where({ status: 'completed' }).or({ action_type: 'email' }),
  'or of queries': (q) => q.or(q.where({ urgency_score: 4 }), q.where({ action_type: 'task' }).and({ status: 'proposed' })),
  'inside an object': (q) => q.where({ metadata: { last_error: 'error 2' } }),
  'inside a list': (q) => q.where({ approval_log: { action: 'approved' } }),
  'a query of one’s own': new Query<ActionRow>((row) => row.urgency_score % 2 === 0),
  'nothing fits': (q) => q.where({ description: 'none' }),
}

for (const [name, query] of Object.entries(queries))
  test(`as the library finds: ${name}`, async () => {
    const { ours, theirs } = await pair()
    // biome-ignore lint/suspicious/noExplicitAny: the library's rows have symbols of its own
    const same = query as any
    expect(ours.findMany(query)).toEqual(theirs.findMany(same))
    expect(ours.findFirst(query)).toEqual(theirs.findFirst(same))
  })

const direction = fc.constantFrom('asc' as const, 'desc' as const)
const order = fc.oneof(
  fc.record({ urgency_score: direction }),
  fc.record({ status: direction, urgency_score: direction }),
  fc.record({ channel_id: direction }),
  fc.record({ metadata: fc.record({ last_error: direction }), id: direction }),
)
const options = fc.record(
  {
    take: fc.integer({ min: -15, max: 15 }).filter((take) => take !== 0),
    skip: fc.integer({ min: 0, max: 15 }),
    cursor: fc.integer({ min: 0, max: 11 }),
    orderBy: fc.oneof(order, fc.array(order, { maxLength: 3 })),
  },
  { requiredKeys: [] },
)

test('as the library pages and sorts: any take, skip, cursor and order of any query', async () => {
  const { ours, theirs, rows } = await pair()
  fc.assert(
    fc.property(fc.constantFrom(...Object.values(queries)), options, (query, { cursor, ...rest }) => {
      const ourOptions: ManyOptions<ActionRow> = { ...rest, ...(cursor !== undefined && { cursor: rows[cursor] }) }
      // biome-ignore lint/suspicious/noExplicitAny: the library's rows have symbols of its own
      const theirOptions: any = { ...rest, ...(cursor !== undefined && { cursor: theirs.all()[cursor] }) }
      // biome-ignore lint/suspicious/noExplicitAny: the same
      expect(ours.findMany(query, ourOptions)).toEqual(theirs.findMany(query as any, theirOptions))
    }),
    { numRuns: 500 },
  )
})

test('as the library pages: a cursor that is gone finds nothing', async () => {
  const { ours, theirs, rows } = await pair()
  const [, , ourCursor] = rows
  const theirCursor = theirs.all()[2]
  if (!ourCursor || !theirCursor) throw new Error('There are twelve rows.')
  ours.delete(ourCursor)
  theirs.delete(theirCursor)
  expect(ours.findMany(undefined, { cursor: ourCursor })).toEqual(theirs.findMany(undefined, { cursor: theirCursor }))
  expect(ours.all()).toEqual(theirs.all())
})

test('as the library changes and deletes: the same rows, with the same answers', async () => {
  const { ours, theirs } = await pair()
  const louder = {
    data: (row: { urgency_score: number }) => void (row.urgency_score += 1),
    orderBy: { urgency_score: 'desc' },
  } as const
  // biome-ignore lint/suspicious/noExplicitAny: the library's rows have symbols of its own
  const calls = queries['two values'] as any
  expect(ours.updateMany(calls, louder)).toEqual(await theirs.updateMany(calls, louder))
  expect(ours.update(calls, louder)).toEqual(await theirs.update(calls, louder))
  expect(ours.delete(calls)).toEqual(theirs.delete(calls))
  expect(ours.deleteMany(calls, { orderBy: { urgency_score: 'asc' } })).toEqual(
    theirs.deleteMany(calls, { orderBy: { urgency_score: 'asc' } }),
  )
  expect(ours.all()).toEqual(theirs.all())
  expect(ours.count()).toBe(theirs.count())
  ours.clear()
  theirs.clear()
  expect(ours.all()).toEqual(theirs.all())
})

test('a query, or an order, of a column that there is not is refused with the nearest name', () => {
  const { db } = start()
  const why = 'The table "invoices" has no column "blance". Did you mean "balance"?'
  const odd = { blance: 5 } as object
  const query = new Query<InvoiceRow>()
  const predicates: Predicate<InvoiceRow>[] = [
    (q) => q.where(odd),
    (q) => q.where({ amount: 5 }).and(odd),
    (q) => q.where({ amount: 5 }).or(q.where(odd)),
    query.where({ amount: 5 }).or(query.where(odd)).where({ amount: 5 }),
  ]
  for (const predicate of predicates) {
    expect(() => db.invoices.findMany(predicate)).toThrow(new CollectionError(why))
    expect(() => db.invoices.findFirst(predicate)).toThrow(why)
    expect(() => db.invoices.update(predicate, { data: () => ({}) })).toThrow(why)
    expect(() => db.invoices.deleteMany(predicate)).toThrow(why)
  }
  expect(() => db.invoices.findMany(undefined, { orderBy: { blance: 'asc' } as object })).toThrow(why)
})

test('a query of another copy of @msw/data is one too', async () => {
  const { db, customer } = start()
  const invoice = db.invoices.create({ customer: customer.id, amount: 10 })
  db.invoices.create({ customer: customer.id, amount: 20 })
  const entry = new URL(import.meta.resolve('@msw/data'))
  const [, chunk = ''] = /from "(\.\/collection-[^"]+)"/.exec(readFileSync(entry, 'utf8')) ?? []
  const parts: { name?: string }[] = Object.values(await import(`${new URL(chunk, entry)}?copy`))
  const Copy = parts.find(({ name }) => name === 'Query') as unknown as typeof Query
  expect(Copy).not.toBe(Query)
  const query = new Copy<InvoiceRow>((row) => row.id === invoice.id)
  expect(query).not.toBeInstanceOf(Query)
  expect(db.invoices.findMany(query).map(({ id }) => id)).toEqual([invoice.id])
  expect(db.invoices.findMany(new Copy<InvoiceRow>().where({ amount: 10 }).or({ amount: 30 }))).toHaveLength(1)
  expect(db.invoices.update(query, { data: () => ({ amount: 30 }) })?.amount).toBe(30)
})
