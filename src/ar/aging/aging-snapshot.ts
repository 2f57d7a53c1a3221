import * as z from 'zod'
import { type Columns, defineTable } from '../../core/store/definition.ts'
import { placeBefore, placeBehind } from '../../core/store/select.ts'
import { addDays, dayOf } from '../../core/time/day.ts'
import type { World } from '../../core/world/handle.ts'
import { defineRows } from '../../core/world/rows/rows.ts'
import { companies, firstCompanyId, todayOf } from '../companies/company.ts'
import { toCents } from '../conventions/money.ts'
import { CalendarDate, Money, Uuid } from '../conventions/values.ts'
import { agingBuckets } from '../invoices/invoice.ts'
import type { CompanyFigures } from './figures.ts'

const FIVE = agingBuckets.length

/** The open receivables of a company as they stood at the end of a day. What comes later does not change it. */
const AgingSnapshotRow = z.object({
  id: Uuid,
  company: Uuid,
  date: CalendarDate,
  /** In the order of the buckets, like the counts. */
  balances: z.array(Money).length(FIVE),
  invoice_counts: z.array(z.int().min(0)).length(FIVE),
  /** How many owed something, and how much the one who owed most. */
  customer_count: z.int().min(0),
  top_customer_balance: Money,
})
export type AgingSnapshot = z.output<typeof AgingSnapshotRow>

export const agingSnapshots = defineTable({
  name: 'aging_snapshots',
  kind: 'aging_snapshot',
  row: AgingSnapshotRow,
  references: { company: companies },
  indexes: { ofCompany: { group: ['company'], order: [{ asc: 'date' }] } },
})

export const agingSnapshotRows = defineRows(agingSnapshots, { defaults: snapshotDefaults })

/** Of yesterday, when nothing was open; where something was, it was one invoice of each age, all of one customer. */
function snapshotDefaults(given: Columns<AgingSnapshot>, world: World): Columns<AgingSnapshot> {
  const { company = firstCompanyId(world), balances = agingBuckets.map(() => 0) } = given
  const invoice_counts = balances.map((balance) => (balance === 0 ? 0 : 1))
  const date = addDays(todayOf(world, company ?? ''), -1)
  const customer_count = Math.max(...(given.invoice_counts ?? invoice_counts)) > 0 ? 1 : 0
  const top_customer_balance = Math.round(balances.reduce((sum, balance) => sum + balance * 100, 0)) / 100
  return { company, date, balances, invoice_counts, customer_count, top_customer_balance }
}

/** A company has one for a day, and its id tells which: the company's own with the number of the day in front. */
const idOf = (company: string, date: string): string => (dayOf(date) >>> 0).toString(16).padStart(8, '0') + company.slice(8)

export function keepSnapshot(
  world: World,
  company: string,
  date: string,
  { cents, counts, customers, top }: CompanyFigures,
): void {
  world.table(agingSnapshots).put({
    id: idOf(company, date),
    company,
    date,
    balances: cents.map((each) => each / 100),
    invoice_counts: [...counts],
    customer_count: customers,
    top_customer_balance: top / 100,
  })
}

export const figuresOfSnapshot = (snapshot: AgingSnapshot): CompanyFigures => ({
  cents: snapshot.balances.map((balance) => toCents(balance)),
  counts: snapshot.invoice_counts,
  customers: snapshot.customer_count,
  top: toCents(snapshot.top_customer_balance),
})

/** The snapshots of a company from one date to another, the first one first. */
export function snapshotsOf(world: World, company: string, from = '', to = '9999-12-31'): AgingSnapshot[] {
  const rows = world.table(agingSnapshots).in('ofCompany', company)
  const slice = { rows, from: placeBefore<AgingSnapshot>({ date: from }), until: placeBehind<AgingSnapshot>({ date: to }) }
  return [...world.table(agingSnapshots).walk('ofCompany', [slice])]
}

/** The last snapshot of a company from before a date. */
export const snapshotBefore = (world: World, company: string, date: string): AgingSnapshot | undefined =>
  world.table(agingSnapshots).in('ofCompany', company).nextLowerKey(placeBefore<AgingSnapshot>({ date }))
