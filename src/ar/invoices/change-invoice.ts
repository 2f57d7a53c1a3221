/** Changes of invoices, alone or many at once. */
import * as z from 'zod'
import type { Issue } from '../../core/call/refusal.ts'
import { updated } from '../../core/values/given.ts'
import type { World } from '../../core/world/handle.ts'
import { todayOf } from '../companies/company.ts'
import { toCents } from '../conventions/money.ts'
import { CalendarDate, FilledText, moneyFrom, UuidSet } from '../conventions/values.ts'
import { BEFORE_ISSUE, type InvoiceRow, isNumberTaken, isOpen, NUMBER_TAKEN, stateOf } from './invoice.ts'
import { cannot } from './refuse-closed.ts'

/** How an invoice is closed by hand. */
const closings = { closed_credit_memo: 'credit_memo', closed_written_off: 'written_off' } as const

/** What can be changed of any number of invoices. */
export const SharedChanges = z.object({
  issue_date: CalendarDate.optional(),
  due_date: CalendarDate.optional(),
  amount: moneyFrom(0.01).optional(),
  labels: UuidSet.optional(),
  status: z
    .enum(Object.keys(closings) as (keyof typeof closings)[])
    .optional()
    .meta({ description: 'Closes an open invoice: what is left of it is credited or written off.' }),
})
export const InvoiceChanges = SharedChanges.extend({ invoice_number: FilledText.optional() })
export type InvoiceChanges = z.output<typeof InvoiceChanges>

/** What is said of dates in the wrong order, about the one that was given. */
export const issuesOfDates = ({ issue_date, due_date }: Pick<InvoiceRow, 'issue_date' | 'due_date'>, field: string): Issue[] =>
  due_date < issue_date
    ? [{ path: [field], message: field === 'due_date' ? BEFORE_ISSUE : 'Ensure this date is not after the due date.' }]
    : []

export const ISSUED_LATER = 'The issue_date is after today: the invoice counts as owed from now on all the same.'

/** What is issued later is owed from now on all the same. */
export function warnOfFuture(world: World, invoice: InvoiceRow, before: InvoiceRow | undefined, warn: Warn): void {
  const { issue_date, company } = invoice
  if (isOpen(invoice) && issue_date !== before?.issue_date && issue_date > todayOf(world, company)) warn(ISSUED_LATER)
}

/** Closed books can be changed, but hardly anybody means to. */
export function warnOfClosed(invoice: InvoiceRow, changes: InvoiceChanges, warn: Warn): void {
  const fields = (['amount', 'issue_date', 'due_date'] as const).filter(
    (field) => changes[field] !== undefined && changes[field] !== invoice[field],
  )
  if (fields.length && !isOpen(invoice))
    warn(`${invoice.invoice_number} is ${stateOf(invoice)}: ${fields.join(', ')} of it changed all the same.`)
}

type Warn = (text: string) => void

/** What is given up is what was left when the invoice was closed: a higher amount gives up no more. */
const issuesOfRaise = (invoice: InvoiceRow, { amount }: InvoiceRow): Issue[] =>
  invoice.closed_as !== null && amount > invoice.amount
    ? [{ path: ['amount'], message: cannot('raise the amount of', stateOf(invoice)) }]
    : []

/** Of the amount as it will be, something has to be left to give up. */
function issuesOfClosing(invoice: InvoiceRow, { amount }: InvoiceRow): Issue[] {
  const nothing = { credited_amount: 0, written_off_amount: 0 }
  const state = stateOf({ ...nothing, balance: toCents(amount - invoice.amount + invoice.balance) })
  return isOpen(invoice) && state !== 'open' ? [{ path: ['status'], message: cannot('close', state) }] : []
}

/** The invoice after a change, and what is wrong with it. */
export function changed(world: World, invoice: InvoiceRow, changes: InvoiceChanges): { row: InvoiceRow; issues: Issue[] } {
  const { status, ...columns } = changes
  const row = updated(invoice, { ...columns, closed_as: status && closings[status] })
  const { invoice_number } = changes
  const isTaken = invoice_number !== undefined && isNumberTaken(world, invoice.company, invoice_number, invoice.id)
  const hasDates = changes.due_date !== undefined || changes.issue_date !== undefined
  return {
    row,
    issues: [
      ...(isTaken ? [{ path: ['invoice_number'], message: NUMBER_TAKEN }] : []),
      ...(status === undefined ? [] : issuesOfClosing(invoice, row)),
      ...issuesOfRaise(invoice, row),
      ...(hasDates ? issuesOfDates(row, changes.due_date === undefined ? 'issue_date' : 'due_date') : []),
    ],
  }
}
