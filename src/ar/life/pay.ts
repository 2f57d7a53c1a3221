/** Payments as customers make them: they reach the books with the next sync of the accounting system. */
import { addDays, dayOfWeek, daysBetween } from '../../core/time/day.ts'
import { inOfficeHoursOf, weekdayBefore } from '../../core/time/office-hours.ts'
import type { World } from '../../core/world/handle.ts'
import { disputeAbout } from '../agent/situation.ts'
import { todayOf, zoneOf } from '../companies/company.ts'
import { addUp, roundMoney, toMoney } from '../conventions/money.ts'
import { customers } from '../customers/customer.ts'
import type { Persona } from '../customers/persona.ts'
import { connections } from '../integrations/connection.ts'
import { type InvoiceRow, invoices, isOpen } from '../invoices/invoice.ts'
import { book, incomingPayments } from '../payments/incoming-payment.ts'
import { isCounted, paymentMethods, payments } from '../payments/payment.ts'
import { promiseFor } from '../promises/keeping.ts'
import { advise } from './advise.ts'
import { draw, drawBetween, drawOne } from './draw.ts'
import { type Days, lateness, partOf, untilRest, writtenOff } from './lateness.ts'
import { personaOf } from './persona.ts'
import { type Plan, plan, plannedFor } from './plan.ts'

/** Of those who answer nothing, so many never pay; what they owe is written off. */
const NEVER = 0.5
const THURSDAY = 4
const MONTH = 30

/** At office hours so many days after a date, but not before now. */
export const daysAfter = (world: World, company: string, date: string, days: number, cause: string): string =>
  inOfficeHoursOf(zoneOf(world, company), addDays(date, days), draw(world, 'hour', cause), world.clock.ms)

const nextThursday = (date: string): string => addDays(date, (THURSDAY + 7 - dayOfWeek(date)) % 7)

/** Of the days on which something usually happens those that are to come; what should have happened long ago does within a month. */
const ahead = ([from, to]: Days, soonest: number): Days =>
  soonest <= to ? [Math.max(from, soonest), to] : [soonest + 1, soonest + MONTH]

/** When a customer pays an invoice if nothing else happens; what is disputed is written off, unless that is settled. */
export function planPayment(world: World, invoice: InvoiceRow): void {
  const { id, company, customer } = invoice
  const debtor = world.table(customers).get(customer)
  if (!debtor) return
  const meant = disputeAbout(world, invoice) ? never(world, invoice) : meantBy(world, invoice, personaOf(world, debtor))
  plan(world, { company, about: id, intent: 'pay', ...meant })
}

type Meant = Pick<Plan, 'at'> & Partial<Plan>

function meantBy(world: World, invoice: InvoiceRow, persona: Persona): Meant {
  const meant =
    persona === 'promiser' ? asPromised(world, invoice) : persona === 'part_payer' ? theRest(world, invoice) : undefined
  return meant ?? byItself(world, invoice, persona)
}

/** What was promised before is in the books by the day. */
function asPromised(world: World, invoice: InvoiceRow): Meant | undefined {
  const promise = promiseFor(world, invoice)
  return promise && { at: daysAfter(world, invoice.company, weekdayBefore(promise.promised_date), 0, invoice.id) }
}

/** Of what was paid in part before the rest is to come. */
function theRest(world: World, { id, company, amount, balance }: InvoiceRow): Meant | undefined {
  const last = world.table(payments).list('ofInvoice', id).find(isCounted)?.payment_date
  if (last === undefined || balance >= amount) return undefined
  const days = ahead(untilRest, daysBetween(last, todayOf(world, company)))
  return { at: daysAfter(world, company, last, drawBetween(world, 'rest', id, days), id), share: 1 }
}

function byItself(world: World, invoice: InvoiceRow, persona: Persona): Meant {
  const { id, company } = invoice
  if (persona === 'silent' && draw(world, 'never', id) < NEVER) return never(world, invoice)
  const date = dayFor(world, invoice, lateness[persona])
  const at = daysAfter(world, company, persona === 'slow' ? nextThursday(date) : date, 0, id)
  return { at, share: persona === 'part_payer' ? partOf(draw(world, 'share', id)) : 1 }
}

const never = (world: World, invoice: InvoiceRow): Meant => ({
  at: daysAfter(world, invoice.company, dayFor(world, invoice, writtenOff), 0, invoice.id),
  share: 1,
  intent: 'write_off',
})

function dayFor(world: World, { id, company, issue_date, due_date }: InvoiceRow, [from, to]: Days): string {
  // Nobody pays on the day of the invoice.
  const first = daysBetween(due_date, issue_date) + 1
  const days = ahead([from, Math.max(to, first)], Math.max(first, daysBetween(due_date, todayOf(world, company))))
  return addDays(due_date, drawBetween(world, 'lateness', id, days))
}

/** What is open, and neither on its way nor announced already. */
export function unpaid(world: World, { id, balance }: InvoiceRow): number {
  const announced = world
    .table(payments)
    .list('ofInvoice', id)
    .filter((each) => !isCounted(each))
  const waiting = [...world.table(incomingPayments).list('ofInvoice', id), ...announced]
  return roundMoney(balance - addUp(waiting.map(({ amount }) => amount)))
}

export function pay(world: World, { about, share, n }: Plan): string {
  const invoice = world.table(invoices).get(about)
  const rest = invoice && isOpen(invoice) ? unpaid(world, invoice) : 0
  const debtor = world.table(customers).get(invoice?.customer ?? '')
  if (!invoice || !debtor || rest <= 0) return 'nothing is owed'
  if (disputeAbout(world, invoice)) {
    planPayment(world, invoice)
    return 'it is disputed'
  }
  const { company } = invoice
  const persona = personaOf(world, debtor)
  const amount = share !== null && share < 1 ? Math.max(0.01, roundMoney(rest * share)) : rest
  const payment_method = persona === 'prompt' ? 'ACH' : drawOne(world, 'method', debtor.id, paymentMethods)
  const paid = { amount, payment_method, payment_date: todayOf(world, company) }
  if (hasAccounting(world, company)) world.create(incomingPayments, { ...paid, company, invoice: about })
  else book(world, invoice, paid)
  if (amount < rest) {
    const at = daysAfter(world, company, todayOf(world, company), drawBetween(world, 'rest', about, untilRest, n), about)
    plan(world, { company, intent: 'pay', about, at, share: 1, n: n + 1 })
  }
  if (persona === 'prompt') advise(world, debtor, invoice, amount)
  return `paid ${toMoney(amount)}`
}

/** Where there is no accounting system, payments are in the books at once. */
const hasAccounting = (world: World, company: string): boolean =>
  world
    .table(connections)
    .list('ofCompany', company)
    .some(({ product }) => product === 'accounting')

export function writeOff(world: World, { about }: Plan): string {
  const invoice = world.table(invoices).get(about)
  if (!invoice || !isOpen(invoice) || unpaid(world, invoice) < invoice.balance || plannedFor(world, 'pay', about))
    return 'nothing is written off'
  world.save(invoices, { ...invoice, closed_as: 'written_off' })
  return `wrote off ${toMoney(invoice.balance)}`
}
