import { arrivalOf } from '../../core/store/arrival.ts'
import { differIn } from '../../core/values/same.ts'
import { defineFollower } from '../../core/world/follower.ts'
import type { World } from '../../core/world/handle.ts'
import { expectedOf, recentDelays, usualDelayOf } from '../analytics/expected.ts'
import { companies, isMoved } from '../companies/company.ts'
import { customers } from '../customers/customer.ts'
import { customerTotals, type OpenInvoice, sumOf } from '../customers/customer-totals.ts'
import { type InvoiceRow, invoices, isOpen } from './invoice.ts'

/** A customer's balance follows from the open invoices. */
export const followInvoice = defineFollower({
  of: invoices,
  keeps: customerTotals,
  run(world, before, after) {
    if (before && after && !differs(before, after)) return
    if (before && before.customer !== after?.customer) refreshTotals(world, before.customer)
    if (after) refreshTotals(world, after.customer)
  },
})

/** A customer without invoices has a balance too. */
export const followCustomer = defineFollower({
  of: customers,
  keeps: customerTotals,
  run(world, before, after) {
    if (!after && before) world.table(customerTotals).delete(before.id)
    else if (after && after.company !== before?.company) refreshTotals(world, after.id)
  },
})

/** Time that was granted ends on a day where the company is now. */
export const followTotalsZone = defineFollower({
  of: companies,
  keeps: customerTotals,
  run(world, before, after) {
    if (!isMoved(before, after)) return
    for (const { id, company } of world.table(customers).all()) if (company === after?.id) refreshTotals(world, id)
  },
})

/** Whether a change of an invoice is one of what its customer owes. */
const differs = (before: InvoiceRow, after: InvoiceRow): boolean =>
  differIn(before, after, ['customer', 'issue_date', 'due_date', 'paid_on']) ||
  ((isOpen(before) || isOpen(after)) && differIn(before, after, ['invoice_number', 'amount', 'balance']))

/** What a customer owes, and when that is expected. */
export const refreshTotals = (world: World, id: string): void => world.refresh(customerTotals, id, total)

function total(world: World, id: string): void {
  const customer = world.table(customers).get(id)
  if (!customer) return
  const { company } = customer
  const usual_delay = usualDelayOf(recentDelays(world, id))
  const rows = world.table(invoices).list('openOfCustomer', id)
  const expected = expectedOf(world, id, rows, usual_delay)
  const open = rows.map(
    ({ id, invoice_number, amount, due_date, balance, created_at }, i): OpenInvoice => ({
      id,
      invoice_number,
      amount,
      due_date,
      created_at,
      balance,
      expected: expected[i] ?? [],
    }),
  )
  world.table(customerTotals).put({ id, company, total_balance: sumOf(open), usual_delay, open }, arrivalOf(customer))
}
