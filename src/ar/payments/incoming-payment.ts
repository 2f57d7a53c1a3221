import * as z from 'zod'
import { type Columns, defineTable } from '../../core/store/definition.ts'
import type { World } from '../../core/world/handle.ts'
import { atLeast } from '../../core/world/rows/row-rule.ts'
import { defineRows } from '../../core/world/rows/rows.ts'
import { companies, todayOf } from '../companies/company.ts'
import { CalendarDate, Instant, Money, Uuid } from '../conventions/values.ts'
import { type InvoiceRow, invoices } from '../invoices/invoice.ts'
import { paymentMethods, payments, statusOfNew } from './payment.ts'

/** A payment that stands in the accounting system, and reaches the books with its next sync. */
const IncomingPaymentRow = z.object({
  id: Uuid,
  company: Uuid,
  invoice: Uuid,
  amount: Money,
  payment_date: CalendarDate,
  payment_method: z.enum(paymentMethods),
  created_at: Instant,
})
export type IncomingPayment = z.output<typeof IncomingPaymentRow>

export const incomingPayments = defineTable({
  name: 'incoming_payments',
  kind: 'incoming_payment',
  row: IncomingPaymentRow,
  references: { company: companies, invoice: invoices },
  indexes: {
    ofCompany: { group: ['company'], order: [{ oldest: 'created_at' }] },
    ofInvoice: { group: ['invoice'], order: [{ oldest: 'created_at' }] },
  },
})

export const incomingPaymentRows = defineRows(incomingPayments, {
  defaults: incomingDefaults,
  rules: [atLeast(0.01, 'amount')],
})

function incomingDefaults({ invoice: id = '' }: Columns<IncomingPayment>, world: World): Columns<IncomingPayment> {
  const invoice = world.table(invoices).get(id)
  if (!invoice) return { payment_method: 'ACH' }
  const { company, balance } = invoice
  const amount = balance > 0 ? balance : invoice.amount
  return { company, amount, payment_date: todayOf(world, company), payment_method: 'ACH' }
}

type Paid = Pick<IncomingPayment, 'amount' | 'payment_date' | 'payment_method'> & { readonly remote_id?: string | null }

/** A payment in the books; one of a later day counts from that day on. */
export function book(world: World, invoice: InvoiceRow, { remote_id = null, ...paid }: Paid): string {
  const { id, company } = invoice
  const status = statusOfNew(invoice, paid.amount, paid.payment_date, todayOf(world, company))
  return world.create(payments, { ...paid, company, invoice: id, status, remote_id }).id
}

/** What waits in the accounting system of a company is in the books from now on; returns how much. */
export function receivePayments(world: World, company: string): number {
  const waiting = world.table(incomingPayments).list('ofCompany', company)
  for (const { id, invoice: about, amount, payment_date, payment_method } of waiting) {
    world.table(incomingPayments).delete(id)
    const invoice = world.table(invoices).get(about)
    if (invoice) book(world, invoice, { amount, payment_date, payment_method, remote_id: id })
  }
  return waiting.length
}
