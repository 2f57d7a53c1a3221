import * as z from 'zod'
import { type Columns, defineTable } from '../../core/store/definition.ts'
import { addDays } from '../../core/time/day.ts'
import type { World } from '../../core/world/handle.ts'
import { defineRows } from '../../core/world/rows/rows.ts'
import { beginningOf, companies, dayMade, firstCompanyId, todayOf } from '../companies/company.ts'
import { roundMoney, toCents } from '../conventions/money.ts'
import { CalendarDate, FilledText, Instant, Money, Uuid } from '../conventions/values.ts'
import { type InvoiceRow, invoices } from '../invoices/invoice.ts'
import { paymentLifecycle } from './payment.lifecycle.ts'

export const paymentMethods = ['ACH', 'CHECK', 'CREDIT_CARD', 'WIRE'] as const
export const paymentStatuses = paymentLifecycle.statuses
export type PaymentStatus = (typeof paymentStatuses)[number]

export const Payment = z
  .object({
    id: Uuid,
    invoice: Uuid,
    invoice_number: z.string(),
    company: Uuid,
    payment_type: FilledText,
    amount: Money,
    payment_date: CalendarDate,
    payment_method: z.enum(paymentMethods),
    transaction_id: z.string().nullable(),
    /** In the accounting system. */
    remote_id: z.string().nullable(),
    /** `PAID` closed the invoice, `PARTIAL` left a rest, `PENDING` does not count before its date. */
    status: z.enum(paymentStatuses),
    notes: z.string().nullable(),
    created_at: Instant,
  })
  .meta({ id: 'Payment' })

const PaymentRow = Payment.omit({ invoice_number: true }).extend({
  payment_type: FilledText.default('Payment'),
  amount: Money.refine((amount) => amount > 0, { error: 'Ensure this value is greater than or equal to 0.01.' }),
  payment_method: z.enum(paymentMethods).default('ACH'),
  transaction_id: z.string().nullable().default(null),
  remote_id: z.string().nullable().default(null),
  notes: z.string().nullable().default(null),
  /** The invoice's. */
  customer: Uuid.nullable().default(null),
  /** When the day of a pending one begins, where the company is. */
  counts_at: Instant.nullable().default(null),
})
export type PaymentRow = z.output<typeof PaymentRow>

export const payments = defineTable({
  name: 'payments',
  kind: 'payment',
  row: PaymentRow,
  shows: Payment,
  references: { company: companies, invoice: invoices },
  kept: {
    customer: 'It is the customer of the invoice.',
    counts_at: 'It is the beginning of payment_date, while the status is PENDING.',
  },
  labels: { invoice_number: ({ invoice }) => invoice?.invoice_number ?? '' },
  searched: ['invoice_number'],
  lifecycle: paymentLifecycle,
  indexes: {
    byKind: { group: ['company', 'status', 'payment_method'], order: [{ desc: 'payment_date' }, { newest: 'created_at' }] },
    ofInvoice: { group: ['invoice'], order: [{ desc: 'payment_date' }, { newest: 'created_at' }] },
    ofCustomer: { group: ['customer'], order: [{ desc: 'payment_date' }, { newest: 'created_at' }] },
    announcedOf: { group: ['customer'], order: [{ asc: 'payment_date' }, { oldest: 'created_at' }], when: isAnnounced },
  },
})

export const paymentRows = defineRows(payments, {
  samples: {
    paid: ({ status }) => status === 'PAID',
    partial: ({ status }) => status === 'PARTIAL',
    pending: ({ status }) => status === 'PENDING',
  },
  defaults: paymentDefaults,
  madeAt: ({ company, payment_date }, world) => beginningOf(world, company, payment_date),
  rules: [
    {
      column: 'payment_date',
      refuse: 'A payment that is PENDING is of a later day than today.',
      when: ({ company, status, payment_date }, world) => status === 'PENDING' && payment_date <= todayOf(world, company),
    },
    {
      column: 'status',
      refuse: 'A payment of a later day than today is PENDING.',
      when: ({ company, status, payment_date }, world) => status !== 'PENDING' && payment_date > todayOf(world, company),
    },
  ],
})

/** All but what is announced. */
export const isCounted = (payment: PaymentRow): boolean => !isAnnounced(payment)

function isAnnounced({ status }: PaymentRow): boolean {
  return status === 'PENDING'
}

/** What a payment is once it counts, as its invoice stands before it. */
export const countedAs = ({ balance }: Pick<InvoiceRow, 'balance'>, amount: number): 'PAID' | 'PARTIAL' =>
  toCents(amount) >= toCents(balance) ? 'PAID' : 'PARTIAL'

/** What a new payment is: announced, where its day is still to come. */
export const statusOfNew = (invoice: Pick<InvoiceRow, 'balance'>, amount: number, date: string, today: string): PaymentStatus =>
  date > today ? 'PENDING' : countedAs(invoice, amount)

/** Pays what is owed, or half of it where a rest is to stay open, on the day on which it was made; one that is pending, on the next. */
function paymentDefaults({ invoice: id, ...given }: Columns<PaymentRow>, world: World): Columns<PaymentRow> {
  const first = world.table(invoices).find('byState', given.company ?? firstCompanyId(world) ?? '', 'open')
  const invoice = id === undefined ? first : world.table(invoices).get(id)
  if (!invoice) return {}
  const { company, balance } = invoice
  const today = todayOf(world, company)
  const usual = given.status === 'PENDING' ? addDays(today, 1) : dayMade(world, { ...given, company })
  const { amount = given.status === 'PARTIAL' ? roundMoney(balance / 2) : balance, payment_date = usual } = given
  return { company, invoice: invoice.id, amount, payment_date, status: statusOfNew(invoice, amount, payment_date, today) }
}
