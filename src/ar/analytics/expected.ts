/**
 * When payment of an open invoice is expected: on the date that was promised; else as long after the due date
 * as the customer usually pays; and in two weeks where that has passed.
 */
import { addDays, daysBetween } from '../../core/time/day.ts'
import type { World } from '../../core/world/handle.ts'
import { invoices } from '../invoices/invoice.ts'

/** How late a customer pays of whom nothing is known, in days. */
export const USUAL_DELAY = 14
/** What has not come when it was expected is expected in so many days. */
export const LATER = 14
/** So many invoices tell how a customer pays. */
const RECENT = 10

/**
 * By how many days each of the last paid invoices of a customer was late, the newest first; below zero where it was early.
 * What was paid before it was billed is as good as paid with the bill.
 */
export function recentDelays(world: World, customer: string): number[] {
  const delays: number[] = []
  for (const { issue_date, due_date, paid_on } of world.table(invoices).in('paidOfCustomer', customer).keys()) {
    if (delays.length === RECENT) break
    const paid = paid_on ?? due_date
    delays.push(daysBetween(due_date, paid < issue_date ? issue_date : paid))
  }
  return delays
}

/** The rounded mean; null where nothing was paid yet. */
export const usualDelayOf = (delays: readonly number[]): number | null =>
  // Half a day early is in time, not the zero below nothing that `round` gives.
  delays.length ? Math.round(delays.reduce((sum, days) => sum + days, 0) / delays.length) + 0 : null

/** The date that follows from the books alone, whatever day it is. */
export const expectedDateOf = (due_date: string, promised_date: string | null, usual_delay: number | null): string =>
  promised_date ?? addDays(due_date, usual_delay ?? USUAL_DELAY)

/** The date on which payment is expected as seen on a day. */
export const predictedOn = (expected_date: string, today: string): string =>
  expected_date < today ? addDays(today, LATER) : expected_date
