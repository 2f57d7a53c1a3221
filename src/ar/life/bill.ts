/** Customers are billed on as their history suggests: as often, for as much, by the same terms. */
import { addDays, daysBetween } from '../../core/time/day.ts'
import { inOfficeHoursOf } from '../../core/time/office-hours.ts'
import type { World } from '../../core/world/handle.ts'
import { todayOf, zoneOf } from '../companies/company.ts'
import { roundMoney } from '../conventions/money.ts'
import { type Customer, customers } from '../customers/customer.ts'
import { termDays } from '../customers/terms.ts'
import { type InvoiceRow, invoices, nextNumber } from '../invoices/invoice.ts'
import { draw, drawBetween, drawOne } from './draw.ts'
import { type Plan, plan } from './plan.ts'

/** Days between two invoices, where history does not tell. */
const USUAL = 30
const [SHORTEST, LONGEST] = [14, 90]
/** Invoices that count as history. */
const RECENT = 12

/** By date of issue. */
function historyOf(world: World, customer: string): InvoiceRow[] {
  const all = world.table(invoices).list('ofCustomer', customer)
  return all.sort((a, b) => (a.issue_date < b.issue_date ? -1 : 1)).slice(-RECENT)
}

/** The days between two invoices: the average. */
function rhythmOf(history: readonly InvoiceRow[]): number {
  const [first, last] = [history[0], history.at(-1)]
  if (!first || !last || history.length < 2) return USUAL
  const days = daysBetween(first.issue_date, last.issue_date) / (history.length - 1)
  return Math.min(LONGEST, Math.max(SHORTEST, Math.round(days)))
}

/** The next bill of a customer who is billed at all. */
export function planBill(world: World, customer: Customer): void {
  const { id, company } = customer
  const n = world.table(invoices).in('ofCustomer', id).size
  const history = historyOf(world, id)
  const last = history.at(-1)
  if (!last || customer.status !== 'active') return
  const rhythm = rhythmOf(history)
  const today = todayOf(world, company)
  const since = daysBetween(last.issue_date, today)
  const [least, most] = [rhythm - Math.floor(rhythm / 8), rhythm + Math.floor(rhythm / 8)]
  // Of the days that are usual, those that are to come; who has not been billed for long is so at some time within the usual one.
  const usual = since <= most ? ([Math.max(least, since), most] as const) : ([since + 1, since + 1 + rhythm] as const)
  const date = addDays(last.issue_date, drawBetween(world, 'rhythm', id, usual, n))
  const at = inOfficeHoursOf(zoneOf(world, company), date, draw(world, 'bill', id, n), world.clock.ms)
  plan(world, { company, intent: 'bill', about: id, at, n })
}

/** For as much as one of the last invoices, give or take. */
function amountOf(world: World, customer: string, history: readonly InvoiceRow[], n: number): number {
  const { amount } = drawOne(world, 'amount of', customer, history, n)
  return roundMoney(amount * (0.85 + 0.3 * draw(world, 'amount', customer, n)))
}

export function bill(world: World, { about, n }: Plan): string {
  const customer = world.table(customers).get(about)
  const history = historyOf(world, about)
  if (customer?.status !== 'active' || !history.length) return 'nobody is billed'
  const { company } = customer
  const issue_date = todayOf(world, company)
  const { invoice_number } = world.create(invoices, {
    company,
    customer: about,
    invoice_number: nextNumber(world, company),
    issue_date,
    due_date: addDays(issue_date, termDays(customer.payment_terms)),
    amount: amountOf(world, about, history, n),
    closed_as: null,
    labels: [],
  })
  return `billed ${invoice_number}`
}
