import * as z from 'zod'
import { type Columns, defineTable } from '../../core/store/definition.ts'
import type { World } from '../../core/world.ts'
import { companies, firstCompanyId } from '../companies/company.ts'
import { CalendarDate, FilledText, Instant, Money, Uuid } from '../conventions/values.ts'
import { customers } from '../customers/customer.ts'

export const invoiceStatuses = [
  'current',
  'past_due_1_30',
  'past_due_31_60',
  'past_due_61_90',
  'past_due_90p',
  'closed_paid',
  'closed_overpaid',
  'closed_credit_memo',
  'closed_written_off',
] as const
export type InvoiceStatus = (typeof invoiceStatuses)[number]

const InvoiceRow = z.object({
  id: Uuid,
  company: Uuid,
  customer: Uuid,
  invoice_number: FilledText,
  issue_date: CalendarDate,
  due_date: CalendarDate,
  amount: Money,
  /** What is still owed; below zero where more was paid than asked. */
  balance: Money,
  /** Set where the invoice was closed without being paid. */
  closed_as: z.enum(['credit_memo', 'written_off']).nullable(),
  created_at: Instant,
  updated_at: Instant,
})
export type InvoiceRow = z.output<typeof InvoiceRow>

export const Invoice = InvoiceRow.omit({ closed_as: true }).extend({
  customer_name: z.string(),
  status: z.enum(invoiceStatuses),
  days_overdue: z.int().min(0),
})

const DAY_MS = 86_400_000

/** Whole days past the due date; 0 where it has not passed. */
export function daysOverdue({ due_date }: Pick<InvoiceRow, 'due_date'>, today: string): number {
  return Math.max(0, Math.round((Date.parse(today) - Date.parse(due_date)) / DAY_MS))
}

/** Computed from the day, never stored. */
export function statusOf(invoice: Pick<InvoiceRow, 'due_date' | 'balance' | 'closed_as'>, today: string): InvoiceStatus {
  if (invoice.closed_as) return `closed_${invoice.closed_as}`
  if (invoice.balance < 0) return 'closed_overpaid'
  if (invoice.balance === 0) return 'closed_paid'
  const days = daysOverdue(invoice, today)
  if (days === 0) return 'current'
  if (days <= 30) return 'past_due_1_30'
  if (days <= 60) return 'past_due_31_60'
  return days <= 90 ? 'past_due_61_90' : 'past_due_90p'
}

export const isOpen = ({ balance, closed_as }: InvoiceRow): boolean => balance > 0 && closed_as === null

export const invoices = defineTable({
  name: 'invoices',
  kind: 'invoice',
  row: InvoiceRow,
  shows: Invoice,
  references: { company: companies, customer: customers },
  labels: {
    customer_name: ({ customer }) => customer?.customer_company_name ?? '',
    status: (_, invoice, today) => statusOf(invoice, today),
    days_overdue: (_, invoice, today) => (isOpen(invoice) ? daysOverdue(invoice, today) : 0),
  },
  indexes: {
    ofCompany: { group: ['company'], order: [{ asc: 'due_date' }] },
    ofCustomer: { group: ['customer'], order: [{ asc: 'due_date' }] },
  },
  samples: Object.fromEntries(
    invoiceStatuses.map((status) => [
      status,
      (invoice: InvoiceRow, { today }: { today: string }) => statusOf(invoice, today) === status,
    ]),
  ),
  defaults: invoiceDefaults,
})

function invoiceDefaults({ customer = '', amount = 0, ...given }: Columns<InvoiceRow>, world: World): Columns<InvoiceRow> {
  const debtor = world.table(customers).get(customer)
  const { company = debtor?.company ?? firstCompanyId(world), issue_date = world.clock.today() } = given
  return {
    company,
    invoice_number: nextNumber(world, company ?? ''),
    issue_date,
    due_date: new Date(Date.parse(issue_date) + termDays(debtor?.payment_terms ?? '') * DAY_MS).toISOString().slice(0, 10),
    balance: amount,
    closed_as: null,
  }
}

/** `Net 30` is 30 days; terms that name no days are due at once. */
const termDays = (terms: string): number => Number(/\bnet\s*(\d{1,4})\b/i.exec(terms)?.[1] ?? 0)

/** One more than the highest of the form `INV-1000`. */
function nextNumber(world: World, company: string): string {
  let last = 1000
  const known = world.table(invoices).in('ofCompany', company)
  known.forEachPair(({ invoice_number }) => {
    if (invoice_number.startsWith(PREFIX)) last = Math.max(last, Number(invoice_number.slice(PREFIX.length)) || 0)
  })
  return `${PREFIX}${last + 1}`
}
const PREFIX = 'INV-'
