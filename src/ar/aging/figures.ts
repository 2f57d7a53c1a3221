/** What is open, by age: balances and numbers of invoices, in the order of the buckets. */
import * as z from 'zod'
import { placeBefore } from '../../core/store/select.ts'
import { addDays } from '../../core/time/day.ts'
import type { World } from '../../core/world/handle.ts'
import { daysOf } from '../analytics/day-totals.ts'
import { toCents } from '../conventions/money.ts'
import { Money } from '../conventions/values.ts'
import { type CustomerTotals, customerTotals } from '../customers/customer-totals.ts'
import { AgingBucket, ages, agingBuckets } from '../invoices/invoice.ts'

export const Percentage = z.number().min(0).max(100).meta({ description: 'With two decimals.' })

const AgingBucketTotals = z
  .object({
    bucket: AgingBucket,
    balance: Money,
    invoice_count: z.int(),
    /** Of what is open in all. */
    percentage: Percentage,
  })
  .meta({ id: 'AgingBucketTotals' })

export interface Figures {
  /** In cents. */
  readonly cents: readonly number[]
  readonly counts: readonly number[]
}

/** The same with those who owe it. */
export interface CompanyFigures extends Figures {
  /** How many customers owe something. */
  readonly customers: number
  /** In cents: what the one owes who owes most. */
  readonly top: number
}

/** By bucket from the second on: the last due date that is that late on a day. */
export const limitsOn = (today: string): string[] => ages.slice(1).map(({ from }) => addDays(today, -from))

/** The place of the bucket of a due date, for a day. */
export function bucketOn(today: string): (due_date: string) => number {
  const limits = limitsOn(today)
  return (due_date) => {
    let bucket = 0
    while (bucket < limits.length && due_date <= (limits[bucket] as string)) bucket++
    return bucket
  }
}

/** What is open in the books of a company, as old as it is on a day. */
export function figuresOf(world: World, company: string, today: string): CompanyFigures {
  const cents = ages.map(() => 0)
  const counts = ages.map(() => 0)
  const bucketOf = bucketOn(today)
  for (const day of daysOf(world, company, 'due')) {
    const bucket = bucketOf(day.date)
    cents[bucket] = (cents[bucket] ?? 0) + day.cents
    counts[bucket] = (counts[bucket] ?? 0) + day.count
  }
  return { cents, counts, ...debtorsOf(world, company) }
}

function debtorsOf(world: World, company: string): Pick<CompanyFigures, 'customers' | 'top'> {
  const totals = world.table(customerTotals)
  const rows = totals.in('highest', company)
  const customers = totals.count('highest', [{ rows, until: placeBefore<CustomerTotals>({ total_balance: 0 }) }])
  return { customers, top: toCents(rows.minKey()?.total_balance ?? 0) }
}

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

/** All but what is not due yet. */
export const overdueOf = ({ cents }: Figures): number => sum(cents.slice(1))

/** A share in percent, with two decimals; none of nothing. */
export const percentage = (part: number, whole: number): number => (whole === 0 ? 0 : Math.round((part / whole) * 10_000) / 100)

function toBuckets({ cents, counts }: Figures): z.output<typeof AgingBucketTotals>[] {
  const total = sum(cents)
  return agingBuckets.map((bucket, i) => ({
    bucket,
    balance: (cents[i] ?? 0) / 100,
    invoice_count: counts[i] ?? 0,
    percentage: percentage(cents[i] ?? 0, total),
  }))
}

/** What is said of open receivables as a whole. */
export const AgingTotals = {
  total_balance: Money,
  overdue_balance: Money,
  invoice_count: z.int(),
  buckets: z.array(AgingBucketTotals),
}

export const toTotals = (figures: Figures) => ({
  total_balance: sum(figures.cents) / 100,
  overdue_balance: overdueOf(figures) / 100,
  invoice_count: sum(figures.counts),
  buckets: toBuckets(figures),
})
