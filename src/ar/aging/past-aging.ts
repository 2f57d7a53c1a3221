/** How old what was open was on days gone by, from what the invoices remember. */
import { dayOf } from '../../core/time/day.ts'
import { toCents } from '../conventions/money.ts'
import { ages, type InvoiceRow } from '../invoices/invoice.ts'
import type { Figures } from './figures.ts'

/** Something open on one of some days: the place of the day, the place of the bucket, and how much, in cents. */
type Seen = (day: number, bucket: number, cents: number) => void

/**
 * Goes through the days on which an invoice was open, of those that are asked for: from each thing that it remembers to the next one.
 * @param days as numbers, the first one first
 */
export function sweep({ trail }: Pick<InvoiceRow, 'trail'>, days: readonly number[], seen: Seen): void {
  let place = 0
  for (const [i, { day, balance, due_date }] of trail.entries()) {
    const from = dayOf(day)
    const next = trail[i + 1]
    const until = next ? dayOf(next.day) : Number.POSITIVE_INFINITY
    while (place < days.length && (days[place] as number) < from) place++
    if (balance <= 0) continue
    const [due, cents] = [dayOf(due_date), toCents(balance)]
    for (; place < days.length && (days[place] as number) < until; place++)
      seen(place, bucketOf((days[place] as number) - due), cents)
  }
}

function bucketOf(late: number): number {
  let bucket = ages.length - 1
  while (late < (ages[bucket]?.from ?? 0)) bucket--
  return bucket
}

export const toDayNumbers = (dates: readonly string[]): number[] => dates.map(dayOf)

interface Sums extends Figures {
  readonly cents: number[]
  readonly counts: number[]
}

const nothing = (): Sums => ({ cents: ages.map(() => 0), counts: ages.map(() => 0) })

/** What was open of some invoices on each of some dates, the first one first. */
export function pastFigures(invoices: Iterable<Pick<InvoiceRow, 'trail'>>, dates: readonly string[]): Figures[] {
  const days = toDayNumbers(dates)
  const sums = days.map(nothing)
  for (const invoice of invoices)
    sweep(invoice, days, (day, bucket, cents) => {
      const { cents: balances, counts } = sums[day] as Sums
      balances[bucket] = (balances[bucket] ?? 0) + cents
      counts[bucket] = (counts[bucket] ?? 0) + 1
    })
  return sums
}
