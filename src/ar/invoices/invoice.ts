import * as z from 'zod'
import { named } from '../../core/call/naming.ts'
import { type Columns, defineTable } from '../../core/store/definition.ts'
import { placeBefore } from '../../core/store/select.ts'
import { addDays, daysBetween } from '../../core/time/day.ts'
import type { World } from '../../core/world/handle.ts'
import { atLeast } from '../../core/world/rows/row-rule.ts'
import { defineRows, type Sample, samplesFor } from '../../core/world/rows/rows.ts'
import { beginningOf, companies, dayMade, firstCompanyId } from '../companies/company.ts'
import { CalendarDate, FilledText, Instant, Money, Uuid } from '../conventions/values.ts'
import { customers } from '../customers/customer.ts'
import { termDays } from '../customers/terms.ts'
import { labels } from '../labels/label.ts'

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

/** What was owed at the end of a day, and when it was due: how past aging is known. */
const Trace = z.object({ day: CalendarDate, balance: Money, due_date: CalendarDate })
export type Trace = z.output<typeof Trace>

const InvoiceRow = z.object({
  id: Uuid,
  company: Uuid,
  customer: Uuid,
  invoice_number: FilledText,
  issue_date: CalendarDate,
  due_date: CalendarDate,
  amount: Money,
  /** Set where what was not paid is not asked for any more. */
  closed_as: z.enum(['credit_memo', 'written_off']).nullable(),
  /** What is still owed; below zero where more was paid than asked. The amount is what was paid, credited, written off, and this. */
  balance: Money.default(0),
  credited_amount: Money.default(0),
  written_off_amount: Money.default(0),
  /** The date of the last payment that counts. */
  paid_on: CalendarDate.nullable().default(null),
  /** By the company's day on which it was recorded, the first one first; what is past never changes. */
  trail: z.array(Trace).default([]),
  labels: z.array(Uuid),
  created_at: Instant,
  updated_at: Instant,
})
export type InvoiceRow = z.output<typeof InvoiceRow>

export const agingBuckets = ['current', '1_30', '31_60', '61_90', '91_over'] as const
export const AgingBucket = named('AgingBucket', z.enum(agingBuckets))

export const Invoice = z
  .object({
    id: Uuid,
    company: Uuid,
    customer: Uuid,
    customer_name: z.string(),
    invoice_number: FilledText,
    status: z.enum(invoiceStatuses),
    issue_date: CalendarDate,
    due_date: CalendarDate,
    amount: Money,
    balance: Money,
    credited_amount: Money,
    written_off_amount: Money,
    days_overdue: z.int().min(0),
    /** Null once it is closed. */
    aging_bucket: AgingBucket.nullable(),
    labels: z.array(Uuid),
    created_at: Instant,
    updated_at: Instant,
  })
  .meta({ id: 'Invoice' })

/** Whole days past the due date; 0 where it has not passed. */
export function daysOverdue({ due_date }: Pick<InvoiceRow, 'due_date'>, today: string): number {
  return Math.max(0, daysBetween(due_date, today))
}

/** What does not depend on the day: open, or how it was closed. */
export function stateOf({ balance, credited_amount, written_off_amount }: Sums): InvoiceState {
  if (written_off_amount > 0) return 'closed_written_off'
  if (credited_amount > 0) return 'closed_credit_memo'
  if (balance < 0) return 'closed_overpaid'
  return balance === 0 ? 'closed_paid' : 'open'
}
type Sums = Pick<InvoiceRow, 'balance' | 'credited_amount' | 'written_off_amount'>
export type InvoiceState = 'open' | Extract<InvoiceStatus, `closed_${string}`>

/** The age of open invoices: the status, the bucket, and the days past the due date from which it is theirs. */
export const ages = [
  { status: 'current', bucket: 'current', from: Number.NEGATIVE_INFINITY },
  { status: 'past_due_1_30', bucket: '1_30', from: 1 },
  { status: 'past_due_31_60', bucket: '31_60', from: 31 },
  { status: 'past_due_61_90', bucket: '61_90', from: 61 },
  { status: 'past_due_90p', bucket: '91_over', from: 91 },
] as const

const ageOf = (invoice: Pick<InvoiceRow, 'due_date'>, today: string): (typeof ages)[number] =>
  ages.findLast(({ from }) => daysOverdue(invoice, today) >= from) ?? ages[0]

/** Computed from the day, never stored. */
export function statusOf(invoice: Sums & Pick<InvoiceRow, 'due_date'>, today: string): InvoiceStatus {
  const state = stateOf(invoice)
  return state === 'open' ? ageOf(invoice, today).status : state
}

export const closedStates = invoiceStatuses.filter((status) => status.startsWith('closed')) as Exclude<InvoiceState, 'open'>[]

export const isOpen = (invoice: Sums): boolean => stateOf(invoice) === 'open'

/** More was paid for it than was asked. */
export const isOverpaid = (invoice: Sums): boolean => stateOf(invoice) === 'closed_overpaid'

/** Closed by what was paid for it. */
const isPaid = (invoice: InvoiceRow): boolean =>
  invoice.paid_on !== null && (stateOf(invoice) === 'closed_paid' || isOverpaid(invoice))

export const invoices = defineTable({
  name: 'invoices',
  kind: 'invoice',
  row: InvoiceRow,
  shows: Invoice,
  references: { company: companies, customer: customers, labels },
  zone: ['company', 'timezone'],
  kept: {
    balance: 'Make a row of payments instead, with invoice and amount.',
    credited_amount: "Set closed_as to 'credit_memo' instead.",
    written_off_amount: "Set closed_as to 'written_off' instead.",
    paid_on: 'Make a row of payments instead, with invoice and payment_date.',
    trail: 'It is written down when the balance or the due date changes.',
  },
  labels: {
    customer_name: ({ customer }) => customer?.customer_company_name ?? '',
    status: (_, invoice, today) => statusOf(invoice, today),
    days_overdue: (_, invoice, today) => (isOpen(invoice) ? daysOverdue(invoice, today) : 0),
    aging_bucket: (_, invoice, today) => (isOpen(invoice) ? ageOf(invoice, today).bucket : null),
  },
  searched: ['invoice_number', 'customer_name'],
  indexes: {
    ofCompany: { group: ['company'], order: [{ asc: 'due_date' }] },
    byState: { group: ['company', stateOf], order: [{ asc: 'due_date' }] },
    ofCustomer: { group: ['customer'], order: [{ asc: 'due_date' }] },
    openOfCustomer: { group: ['customer'], order: [{ asc: 'due_date' }], when: isOpen },
    overpaidOfCustomer: { group: ['customer'], order: [{ asc: 'due_date' }], when: isOverpaid },
    byNumber: { group: ['company'], order: [{ desc: serialOf }, { asc: 'invoice_number' }] },
    paidOfCustomer: { group: ['customer'], order: [{ desc: 'paid_on' }], when: isPaid },
  },
})

export const NUMBER_TAKEN = 'An invoice with this invoice number already exists.'
export const BEFORE_ISSUE = 'Ensure this date is not before the issue date.'

export const invoiceRows = defineRows(invoices, {
  samples: samplesFor(invoiceStatuses, samplesWith),
  defaults: invoiceDefaults,
  madeAt: ({ company, issue_date }, world) => beginningOf(world, company, issue_date),
  rules: [
    atLeast(0, 'amount'),
    { column: 'due_date', refuse: BEFORE_ISSUE, when: ({ issue_date, due_date }) => due_date < issue_date },
    {
      column: 'invoice_number',
      refuse: NUMBER_TAKEN,
      when: ({ id, company, invoice_number }, world) => isNumberTaken(world, company, invoice_number, id),
    },
  ],
})

/** One of the sample customer, so that both can be named in one call; else any. */
function samplesWith(wanted: InvoiceStatus): Sample<InvoiceRow>[] {
  const isWanted: Sample<InvoiceRow> = (invoice, { today }) => statusOf(invoice, today) === wanted
  return [(invoice, context) => isWanted(invoice, context) && invoice.customer === context.chosen.customers?.active, isWanted]
}

function invoiceDefaults({ customer = '', ...given }: Columns<InvoiceRow>, world: World): Columns<InvoiceRow> {
  const { company = firstCompanyId(world) ?? '', due_date } = given
  const days = termDays(world.table(customers).get(customer)?.payment_terms ?? '')
  const { issue_date = issuedFor(due_date, days, dayMade(world, { ...given, company })) } = given
  const byTerms = addDays(issue_date, days)
  return {
    company,
    invoice_number: nextNumber(world, company),
    issue_date,
    due_date: byTerms,
    closed_as: null,
    labels: [],
  }
}

/** On the day on which it was made; earlier where, by the terms, it had to be for its due date. */
function issuedFor(due_date: string | undefined, days: number, made: string): string {
  const byTerms = due_date === undefined ? made : addDays(due_date, -days)
  return byTerms < made ? byTerms : made
}

/** The digits that a number ends in; none where there are so many that they are a name. */
function digitsOf(invoice_number: string): string {
  let start = invoice_number.length
  while (start > 0 && isDigit(invoice_number.charCodeAt(start - 1))) start--
  return invoice_number.length - start < 10 ? invoice_number.slice(start) : ''
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57

/** The highest of a company goes first. */
function serialOf({ invoice_number }: Pick<InvoiceRow, 'invoice_number'>): number {
  return Number(digitsOf(invoice_number) || -1)
}

/** One more than the highest of the company, with what stands before it there. */
export function nextNumber(world: World, company: string): string {
  const { invoice_number } = world.table(invoices).find('byNumber', company) ?? { invoice_number: '' }
  const digits = digitsOf(invoice_number)
  const prefix = digits ? invoice_number.slice(0, -digits.length) : PREFIX
  let serial = Number(digits || FIRST)
  let next: string
  do next = `${prefix}${String(++serial).padStart(digits.length, '0')}`
  while (isNumberTaken(world, company, next))
  return next
}
const [PREFIX, FIRST] = ['INV-', 1000]

/** Whether another invoice of the company has that number. */
export function isNumberTaken(world: World, company: string, invoice_number: string, own?: string): boolean {
  for (const { id } of withNumber(world, company, invoice_number)) if (id !== own) return true
  return false
}

/** The invoices of a company with that number. */
export function* withNumber(world: World, company: string, invoice_number: string): Generator<InvoiceRow> {
  const rows = world.table(invoices).in('byNumber', company)
  for (const invoice of rows.keys(placeBefore<InvoiceRow>({ invoice_number }))) {
    if (invoice.invoice_number !== invoice_number) return
    yield invoice
  }
}
