import { defineFollower } from '../../core/world/follower.ts'
import type { World } from '../../core/world/handle.ts'
import { customers } from '../customers/customer.ts'
import { customerTotals, sumOf } from '../customers/customer-totals.ts'
import { type InvoiceRow, invoices, isOpen } from './invoice.ts'

/** A customer's balance follows from the open invoices. */
export const followInvoice = defineFollower({
  of: invoices,
  run(world, before, after) {
    if (before && after && !differs(before, after)) return
    if (before && before.customer !== after?.customer) refresh(world, before.customer)
    if (after) refresh(world, after.customer)
  },
})

/** A customer without invoices has a balance too. */
export const followCustomer = defineFollower({
  of: customers,
  run(world, before, after) {
    if (!after && before) world.table(customerTotals).delete(before.id)
    else if (after && after.company !== before?.company) refresh(world, after.id)
  },
})

/** Whether a change of an invoice is one of what its customer owes. */
const differs = (before: InvoiceRow, after: InvoiceRow): boolean =>
  before.customer !== after.customer ||
  ((isOpen(before) || isOpen(after)) && told.some((column) => before[column] !== after[column]))
const told = ['invoice_number', 'amount', 'due_date', 'balance'] as const

function refresh(world: World, id: string): void {
  const company = world.table(customers).get(id)?.company
  if (company === undefined) return
  const open = [...world.table(invoices).in('openOfCustomer', id).keys()].map(
    ({ id: invoice, invoice_number, amount, due_date, balance }) => ({ id: invoice, invoice_number, amount, due_date, balance }),
  )
  world.table(customerTotals).put({ id, company, total_balance: sumOf(open), open })
}
