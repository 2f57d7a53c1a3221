/** Payments as customers make them: they reach the books with the next sync of the accounting system. */
import { addDays, dayOfWeek, daysBetween } from '../../core/time/day.ts'
import { inOfficeHoursOf, weekday, weekdayBefore } from '../../core/time/office-hours.ts'
import type { World } from '../../core/world/handle.ts'
import { disputeAbout } from '../communications/questions.ts'
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
import { drop, type Plan, plan, plannedFor } from './plan.ts'

/** Of those who answer nothing, so many never pay; what they owe is written off. */
const NEVER = 0.5
const THURSDAY = 4
const MONTH = 30

/** How far into the working day those pay who are in time at the last moment. */
const END_OF_DAY = 0.99

const nextThursday = (date: string): string => addDays(date, (THURSDAY + 7 - dayOfWeek(date)) % 7)

/** On which days somebody pays. */
interface Paydays {
  /** A date, or the first one after it. */
  readonly next: (date: string) => string
  readonly before: (date: string) => string
}
const workdays: Paydays = { next: weekday, before: weekdayBefore }
const thursdays: Paydays = { next: nextThursday, before: (date) => addDays(nextThursday(date), -7) }

/** The first payday so many days after a date; the one before where only that is within the days that are usual. */
export function payday(date: string, days: number, [from, to]: Days, { next, before } = workdays): string {
  const drawn = addDays(date, days)
  const [first, last] = [next(drawn), before(drawn)]
  return first > addDays(date, to) && last >= addDays(date, from) ? last : first
}

/** On a payday at a time by chance, late on it where that is over; on the next one where the day is. */
export function timeOn(world: World, company: string, day: string, cause: string, { next } = workdays): string {
  const zone = zoneOf(world, company)
  const share = draw(world, 'hour', cause)
  for (const each of [share, END_OF_DAY]) {
    const at = inOfficeHoursOf(zone, day, each)
    if (Date.parse(at) >= world.clock.ms) return at
  }
  return inOfficeHoursOf(zone, next(addDays(day, 1)), share, world.clock.ms)
}

/** Of the days on which something usually happens those that are to come; what should have happened long ago does within a month. */
const ahead = ([from, to]: Days, soonest: number): Days =>
  soonest <= to ? [Math.max(from, soonest), to] : [soonest + 1, soonest + MONTH]

/** When a customer pays an invoice if nothing else happens; what is disputed is written off, unless that is settled. */
export function planPayment(world: World, invoice: InvoiceRow, n = 0): void {
  const { id, company, customer } = invoice
  const debtor = world.table(customers).get(customer)
  if (!debtor) return
  const meant = disputeAbout(world, invoice) ? never(world, invoice) : meantBy(world, invoice, personaOf(world, debtor))
  plan(world, { company, about: id, intent: 'pay', n, ...meant })
}

/** Nobody means to pay it or to write it off any more. */
export function dropPayment(world: World, { id }: InvoiceRow): void {
  for (const intent of ['pay', 'write_off'] as const) drop(world, intent, id)
}

/** The same as for a new invoice, whatever was meant before: what is paid or on its way is not paid again. */
export function planAnew(world: World, invoice: InvoiceRow): void {
  dropPayment(world, invoice)
  planAgain(world, invoice)
}

/** The same beside what is meant: the sooner counts. */
export function planAgain(world: World, invoice: InvoiceRow): void {
  if (unpaid(world, invoice) > 0) planPayment(world, invoice, world.table(payments).in('ofInvoice', invoice.id).size)
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
  return promise && { at: timeOn(world, invoice.company, weekdayBefore(promise.promised_date), invoice.id) }
}

/** Of what was paid in part before the rest is to come. */
function theRest(world: World, { id, company, amount, balance }: InvoiceRow): Meant | undefined {
  const last = world.table(payments).list('ofInvoice', id).find(isCounted)?.payment_date
  if (last === undefined || balance >= amount) return undefined
  const days = ahead(untilRest, daysBetween(last, todayOf(world, company)))
  return { at: timeOn(world, company, payday(last, drawBetween(world, 'rest', id, days), days), id), share: 1 }
}

function byItself(world: World, invoice: InvoiceRow, persona: Persona): Meant {
  const { id, company } = invoice
  if (persona === 'silent' && draw(world, 'never', id) < NEVER) return never(world, invoice)
  const paydays = persona === 'slow' ? thursdays : workdays
  const at = timeOn(world, company, dayFor(world, invoice, lateness[persona], paydays), id, paydays)
  return { at, share: persona === 'part_payer' ? partOf(draw(world, 'share', id)) : 1 }
}

const never = (world: World, invoice: InvoiceRow): Meant => ({
  at: timeOn(world, invoice.company, dayFor(world, invoice, writtenOff), invoice.id),
  share: 1,
  intent: 'write_off',
})

function dayFor(world: World, { id, company, issue_date, due_date }: InvoiceRow, [from, to]: Days, paydays?: Paydays): string {
  // Nobody pays on the day of the invoice.
  const first = daysBetween(due_date, issue_date) + 1
  const days = ahead([from, Math.max(to, first)], Math.max(first, daysBetween(due_date, todayOf(world, company))))
  return payday(due_date, drawBetween(world, 'lateness', id, days), days, paydays)
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
    const day = payday(todayOf(world, company), drawBetween(world, 'rest', about, untilRest, n), untilRest)
    const at = timeOn(world, company, day, about)
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
