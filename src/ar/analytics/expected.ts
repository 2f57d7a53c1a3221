/**
 * When payment of open invoices is expected: on the dates for which it is announced; else by those that were promised;
 * else as long after the due date as the customer usually pays, but no sooner than the time that was granted; and in two weeks
 * where that has passed. What nobody named a day for comes on a weekday.
 */
import { addDays, daysBetween } from '../../core/time/day.ts'
import { weekday } from '../../core/time/office-hours.ts'
import { dateIn } from '../../core/time/time-zone.ts'
import type { World } from '../../core/world/handle.ts'
import { grantedUntil } from '../communications/grace.ts'
import { answerFinder, type FindAnswers } from '../communications/questions.ts'
import { threads } from '../communications/thread.ts'
import { zoneOf } from '../companies/company.ts'
import { toCents } from '../conventions/money.ts'
import type { Expected } from '../customers/customer-totals.ts'
import { type InvoiceRow, invoices } from '../invoices/invoice.ts'
import { payments } from '../payments/payment.ts'
import { promises } from '../promises/promise.ts'
import { meantBy, paidBy, standingsOf } from '../promises/standing.ts'

/** How late a customer pays of whom nothing is known, in days. */
export const USUAL_DELAY = 14
/** What has not come when it was expected is expected in so many days. */
export const LATER = 14
/** So many invoices tell how a customer pays. */
const RECENT = 10
/** Nobody means a due date that is so many days after the payment: it says that there is none, and tells nothing. */
const EARLIEST = 365

/**
 * By how many days each of the last paid invoices of a customer was late, the newest first; below zero where it was early.
 * What was paid before it was billed is as good as paid with the bill.
 */
export function recentDelays(world: World, customer: string): number[] {
  const delays: number[] = []
  let looked = 0
  for (const { issue_date, due_date, paid_on } of world.table(invoices).in('paidOfCustomer', customer).keys()) {
    if (looked++ === RECENT) break
    const paid = paid_on ?? due_date
    const delay = daysBetween(due_date, paid < issue_date ? issue_date : paid)
    if (delay >= -EARLIEST) delays.push(delay)
  }
  return delays
}

/** The rounded mean; null where nothing was paid yet. */
export const usualDelayOf = (delays: readonly number[]): number | null =>
  // Half a day early is in time, not the zero below nothing that `round` gives.
  delays.length ? Math.round(delays.reduce((sum, days) => sum + days, 0) / delays.length) + 0 : null

/** The date on which payment is expected as seen on a day. */
export const predictedOn = (expected_date: string, today: string): string =>
  expected_date < today ? weekdayIn(today, LATER) : expected_date

/** The weekday on which, or after which, so many days have passed. */
export const weekdayIn = (date: string, days: number): string => weekday(addDays(date, days))

/** How long after the due date a customer usually pays. */
export const usualDate = ({ due_date }: Pick<InvoiceRow, 'due_date'>, usual_delay: number | null): string =>
  weekdayIn(due_date, usual_delay ?? USUAL_DELAY)

/** The day until which the rest of it may wait; ahead of all days where no time was granted. */
export function grantedOn(world: World, invoice: InvoiceRow, answersTo?: FindAnswers): string {
  const until = grantedUntil(world, invoice, answersTo)
  return until === undefined ? '' : dateIn(zoneOf(world, invoice.company), Date.parse(until))
}

/** A sum that is to come of an invoice. */
interface Pledge extends Pick<Expected, 'date' | 'ground'> {
  readonly cents: number
}

/** By invoice what is announced, and what is promised beside that, the promise first whose day comes first. */
function pledgesOf(world: World, customer: string): ReadonlyMap<string, readonly Pledge[]> {
  const pledges = new Map<string, Pledge[]>()
  const pledge = (invoice: string, it: Pledge): void => {
    const others = pledges.get(invoice)
    if (others) others.push(it)
    else pledges.set(invoice, [it])
  }
  for (const { payment_date: date, amount, invoice } of world.table(payments).list('announcedOf', customer))
    pledge(invoice, { date, ground: 'announced', cents: toCents(amount) })
  const promised = world.table(promises).list('activeOf', customer)
  const stands = promised.length
    ? standingsOf(
        world,
        meantBy(world, customer),
        paidBy(world, () => true),
      )
    : undefined
  for (const promise of promised)
    for (const [invoice, cents] of stands?.get(promise)?.left ?? [])
      pledge(invoice, { date: promise.promised_date, ground: 'promised', cents })
  return pledges
}

/** What follows from the books alone, whatever day it is. @param open what a customer owes */
export function expectedOf(
  world: World,
  customer: string,
  open: readonly InvoiceRow[],
  usual_delay: number | null,
): Expected[][] {
  const pledges = pledgesOf(world, customer)
  const answersTo = answerFinder(world)
  const hasAsked = world.table(threads).in('claims', customer).size > 0
  return open.map((invoice) => {
    const expected: Expected[] = []
    let rest = toCents(invoice.balance)
    const take = (date: string, ground: Expected['ground'], most: number): void => {
      const cents = Math.min(rest, most)
      if (cents > 0) expected.push({ date, amount: cents / 100, ground })
      rest -= cents
    }
    for (const { date, ground, cents } of pledges.get(invoice.id) ?? []) take(date, ground, cents)
    const usual = usualDate(invoice, usual_delay)
    const granted = hasAsked ? grantedOn(world, invoice, answersTo) : ''
    if (granted > usual) take(weekday(granted), 'granted', rest)
    else take(usual, 'usual', rest)
    return expected
  })
}
