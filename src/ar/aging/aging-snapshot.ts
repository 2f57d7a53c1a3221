import * as z from 'zod'
import { type Columns, defineTable } from '../../core/store/definition.ts'
import { placeBefore, placeBehind } from '../../core/store/select.ts'
import { addDays, DAY_MS } from '../../core/time/day.ts'
import type { World } from '../../core/world/handle.ts'
import { defineRows } from '../../core/world/rows.ts'
import { companies, firstCompanyId, todayOf } from '../companies/company.ts'
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
  invoice_counts: z.array(z.int()).length(FIVE),
  /** How many owed something, and how much the one who owed most. */
  customer_count: z.int(),
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

/** Of yesterday, when nothing was open. */
function snapshotDefaults({ company = '' }: Columns<AgingSnapshot>, world: World): Columns<AgingSnapshot> {
  const owner = world.table(companies).get(company)?.id ?? firstCompanyId(world)
  const none = agingBuckets.map(() => 0)
  const date = addDays(todayOf(world, owner ?? ''), -1)
  return { company: owner, date, balances: none, invoice_counts: none, customer_count: 0, top_customer_balance: 0 }
}

/** A company has one for a day, and its id tells which: the company's own with the number of the day in front. */
const idOf = (company: string, date: string): string =>
  (Date.parse(date) / DAY_MS).toString(16).padStart(8, '0').slice(-8) + company.slice(8)

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
  cents: snapshot.balances.map((balance) => Math.round(balance * 100)),
  counts: snapshot.invoice_counts,
  customers: snapshot.customer_count,
  top: Math.round(snapshot.top_customer_balance * 100),
})

/** The snapshots of a company from one date to another, the first one first. */
export function snapshotsOf(world: World, company: string, from = '', to = '9999-12-31'): AgingSnapshot[] {
  const rows = world.table(agingSnapshots).in('ofCompany', company)
  const slice = { rows, from: placeBefore<AgingSnapshot>({ date: from }), until: placeBehind<AgingSnapshot>({ date: to }) }
  const found: AgingSnapshot[] = []
  const walk = world.table(agingSnapshots).walk('ofCompany', [slice])
  for (let item = walk.next(); !item.done; item = walk.next()) found.push(item.value)
  return found
}

/** The last snapshot of a company from before a date. */
export const snapshotBefore = (world: World, company: string, date: string): AgingSnapshot | undefined =>
  world.table(agingSnapshots).in('ofCompany', company).nextLowerKey(placeBefore<AgingSnapshot>({ date }))
