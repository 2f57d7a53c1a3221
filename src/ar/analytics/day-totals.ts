import * as z from 'zod'
import { defineTable } from '../../core/store/definition.ts'
import { placeBefore, placeBehind } from '../../core/store/select.ts'
import type { World } from '../../core/world/handle.ts'
import { CalendarDate, Uuid } from '../conventions/values.ts'

/** Open balances by due date and by the date on which they are expected; payments by their date. */
const dayKinds = ['due', 'expected', 'received'] as const
export type DayKind = (typeof dayKinds)[number]

/**
 * What comes to a date in the books of a company, to the cent. There are as many rows as dates,
 * so that what reads them costs the same however many invoices there are.
 */
const DayTotalsRow = z.object({
  id: z.string(),
  company: Uuid,
  kind: z.enum(dayKinds),
  date: CalendarDate,
  cents: z.int(),
  /** How many parts of invoices, or payments, that is. */
  count: z.int(),
})
export type DayTotals = z.output<typeof DayTotalsRow>

export const dayTotals = defineTable({
  name: 'day_totals',
  kind: 'day_totals',
  row: DayTotalsRow,
  isDerived: true,
  indexes: { ofCompany: { group: ['company', 'kind'], order: [{ asc: 'date' }] } },
})

/** A date of a company and a kind, and by how much it changes. */
export type DayChange = Omit<DayTotals, 'id'>

export const idOfDay = ({ company, kind, date }: Pick<DayTotals, 'company' | 'kind' | 'date'>): string =>
  `${company}/${kind}/${date}`

/** Adds to what comes to a date; a date to which nothing comes has no row. */
export function change(world: World, { company, kind, date, cents, count }: DayChange): void {
  const id = idOfDay({ company, kind, date })
  const known = world.table(dayTotals).get(id)
  const row = { id, company, kind, date, cents: (known?.cents ?? 0) + cents, count: (known?.count ?? 0) + count }
  if (row.count === 0) world.table(dayTotals).delete(id)
  else world.table(dayTotals).put(row)
}

/** The dates of a company to which something comes, the first one first. */
export const daysOf = (world: World, company: string, kind: DayKind): IterableIterator<DayTotals> =>
  world.table(dayTotals).in('ofCompany', company, kind).keys()

/** The same from one date to another. */
export function daysWithin(
  world: World,
  company: string,
  kind: DayKind,
  [from, to]: readonly [string, string],
): IterableIterator<DayTotals, undefined> {
  const slice = {
    rows: world.table(dayTotals).in('ofCompany', company, kind),
    from: placeBefore<DayTotals>({ date: from }),
    until: placeBehind<DayTotals>({ date: to }),
  }
  return world.table(dayTotals).walk('ofCompany', [slice])
}
