/** Remittance advices: what a prompt customer writes of each payment. */
import { compareInstants } from '../../core/store/compare.ts'
import { inOfficeHours, inOfficeHoursOf } from '../../core/time/office-hours.ts'
import type { World } from '../../core/world/handle.ts'
import { mailboxFor, receiveEmail } from '../communications/arrive.ts'
import { zoneOf } from '../companies/company.ts'
import { toMoney } from '../conventions/money.ts'
import { contacts } from '../customers/contact.ts'
import { type Customer, customers } from '../customers/customer.ts'
import { type InvoiceRow, invoices } from '../invoices/invoice.ts'
import { isCounted, type PaymentRow, payments } from '../payments/payment.ts'
import { draw } from './draw.ts'
import { type Plan, plan } from './plan.ts'

/**
 * Tells of a payment, where somebody can write and a mailbox of the company is there.
 *
 * @param at when, where that is in the past; else now
 */
export function advise(world: World, { id, company }: Customer, invoice: InvoiceRow, amount: number, at?: string): void {
  const contact = world.table(contacts).find('ofCustomer', id)
  const mailbox = mailboxFor(world, company)
  if (
    !contact ||
    !mailbox ||
    (at !== undefined && [contact, mailbox].some(({ created_at }) => compareInstants(at, created_at) < 0))
  )
    return
  receiveEmail(world, mailbox, {
    company,
    customer: id,
    contact: contact.id,
    sender: contact.email,
    subject: `Remittance advice: ${invoice.invoice_number}`,
    body: `We have paid ${toMoney(amount)} for invoice ${invoice.invoice_number} by ACH today.`,
    requires_response: false,
    strategy_tags: ['remittance_advice'],
    invoices: [invoice.id],
    at,
  })
}

/** Tells of a payment that is in the books, by whoever tells of payments. */
function adviseOf(world: World, payment: PaymentRow, at?: string): void {
  const invoice = world.table(invoices).get(payment.invoice)
  const customer = world.table(customers).get(payment.customer ?? '')
  if (invoice && customer?.persona === 'prompt' && payment.payment_method === 'ACH')
    advise(world, customer, invoice, payment.amount, at)
}

/** An announced payment is made: who tells of payments does so in office hours of the day. */
export function planAdvice(world: World, { id, company }: PaymentRow): void {
  plan(world, {
    company,
    intent: 'advise',
    about: id,
    at: inOfficeHours(zoneOf(world, company), world.clock.ms, draw(world, 'hour', id)),
  })
}

export function carryAdvice(world: World, { about }: Plan): string {
  const payment = world.table(payments).get(about)
  if (payment) adviseOf(world, payment)
  return payment ? 'told' : 'there is nothing to tell'
}

/** What a customer has told before life began, in office hours of the days of the payments. */
export function adviseOfPast(world: World, { id, company }: Customer): void {
  for (const payment of world.table(payments).list('ofCustomer', id).filter(isCounted).reverse()) {
    const at = inOfficeHoursOf(zoneOf(world, company), payment.payment_date, draw(world, 'hour', payment.id))
    if (world.clock.isPast(at)) adviseOf(world, payment, at)
  }
}
