/** What can be done as a customer: events of the control API, and what each of them asks for. */
import type { LucideIcon } from 'lucide-react'
import { Banknote, CalendarClock, MessageSquare, MessageSquareWarning, Phone } from 'lucide-react'
import type { OpenInvoice } from '../../../ar/customers/customer-totals.ts'
import type { Emitted } from '../../data/stored.ts'
import type { Field } from '../../parts/EventForm.tsx'
import { toDay, toMoney } from '../../parts/format.ts'

export interface Act {
  readonly type: string
  readonly title: string
  readonly icon: LucideIcon
  /** Whether it is about the customer, or about one of their invoices. */
  readonly of: 'customer' | 'invoice'
  readonly fields: readonly Field[]
  /** What is said of it, by what was told. */
  readonly done: (told: Emitted) => string
}

const money = { kind: 'money', about: 'All that is open, unless told.' } as const

/** One of a later day counts from that day on. */
function paymentInWords({ rows }: Emitted): string {
  const { table, after } = rows.find((row) => /^(incoming_)?payments$/.test(row.table)) ?? {}
  if (after?.status === 'PENDING') return `The payment is announced for ${toDay(String(after.payment_date))}.`
  return table === 'payments'
    ? `The customer has paid ${toMoney(Number(after?.amount))}.`
    : 'The payment is in the books with the next sync.'
}

export const acts: readonly Act[] = [
  {
    type: 'customer.replied',
    title: 'Reply',
    icon: MessageSquare,
    of: 'customer',
    fields: [
      { name: 'body', label: 'Text', about: 'It stands in their latest conversation.', kind: 'text', isNeeded: true },
      { name: 'requires_response', label: 'Waits for an answer', kind: 'check', usual: true },
    ],
    done: () => 'The customer has written.',
  },
  {
    type: 'invoice.paid',
    title: 'Pay',
    icon: Banknote,
    of: 'invoice',
    fields: [
      { name: 'amount', label: 'Amount', ...money },
      {
        name: 'method',
        label: 'Method',
        kind: 'choice',
        choices: { ACH: 'ACH', CHECK: 'Check', CREDIT_CARD: 'Credit card', WIRE: 'Wire' },
        usual: 'ACH',
      },
      { name: 'date', label: 'Date', about: 'Today, unless told.', kind: 'day' },
      {
        name: 'on',
        label: 'Is in the books',
        kind: 'choice',
        choices: { now: 'at once', sync: 'with the next sync of the accounting system' },
        usual: 'now',
      },
    ],
    done: paymentInWords,
  },
  {
    type: 'promise.made',
    title: 'Promise',
    icon: CalendarClock,
    of: 'customer',
    fields: [
      { name: 'date', label: 'Will pay on', kind: 'day', isNeeded: true },
      { name: 'amount', label: 'Amount', ...money },
    ],
    done: () => 'The customer has promised to pay.',
  },
  {
    type: 'invoice.disputed',
    title: 'Dispute',
    icon: MessageSquareWarning,
    of: 'invoice',
    fields: [{ name: 'reason', label: 'Reason', kind: 'text', isNeeded: true }],
    done: () => 'The customer disputes the invoice.',
  },
  {
    type: 'call.logged',
    title: 'Call',
    icon: Phone,
    of: 'customer',
    fields: [
      { name: 'notes', label: 'Notes', kind: 'text', isNeeded: true },
      {
        name: 'direction',
        label: 'Who called',
        kind: 'choice',
        choices: { inbound: 'the customer', outbound: 'the company' },
        usual: 'inbound',
      },
    ],
    done: () => 'The call is logged.',
  },
]

/** The invoice that an act is about, to be chosen. */
export const invoiceField = (open: readonly OpenInvoice[], chosen: string): Field => ({
  name: 'invoice',
  label: 'Invoice',
  kind: 'choice',
  choices: Object.fromEntries(
    open.map(({ id, invoice_number, balance, due_date }) => [id, `${invoice_number}: ${toMoney(balance)}, due ${due_date}`]),
  ),
  usual: chosen,
  isNeeded: true,
})
