import * as z from 'zod'
import { defineTable } from '../../core/store/definition.ts'
import { addUp } from '../conventions/money.ts'
import { CalendarDate, Instant, Money, Uuid } from '../conventions/values.ts'

/** What makes it expected, the surest first. */
const grounds = ['announced', 'promised', 'granted', 'usual'] as const

const Expected = z.object({ date: CalendarDate, amount: Money, ground: z.enum(grounds) })
export type Expected = z.output<typeof Expected>

const OpenInvoice = z.object({
  id: Uuid,
  invoice_number: z.string(),
  amount: Money,
  due_date: CalendarDate,
  balance: Money,
  created_at: Instant,
  /** When how much of the balance is expected. */
  expected: z.array(Expected),
})
export type OpenInvoice = z.output<typeof OpenInvoice>

/** What a customer owes. The id is the customer's. */
const CustomerTotalsRow = z.object({
  id: Uuid,
  company: Uuid,
  total_balance: Money,
  /** By how many days the last ten paid invoices were late on average; null where none was paid. */
  usual_delay: z.int().nullable(),
  /** The one that is due first comes first. */
  open: z.array(OpenInvoice),
})
export type CustomerTotals = z.output<typeof CustomerTotalsRow>

export const customerTotals = defineTable({
  name: 'customer_totals',
  kind: 'customer_totals',
  row: CustomerTotalsRow,
  isDerived: true,
  indexes: {
    highest: { group: ['company'], order: [{ desc: 'total_balance' }] },
    lowest: { group: ['company'], order: [{ asc: 'total_balance' }] },
  },
})

/** What invoices add up to, to the cent. */
export const sumOf = (open: readonly { readonly balance: number }[]): number => addUp(open.map(({ balance }) => balance))
