import { defineFollower } from '../../core/world/follower.ts'
import type { World } from '../../core/world/handle.ts'
import { customers } from '../customers/customer.ts'
import { customerTotals, sumOf } from '../customers/customer-totals.ts'
import { invoices } from './invoice.ts'

/** A customer's balance follows from the open invoices. */
export const followInvoice = defineFollower({
  of: invoices,
  keeps: customerTotals,
  run(world, before, after) {
    if (before && before.customer !== after?.customer) refresh(world, before.customer)
    if (after) refresh(world, after.customer)
  },
})

/** A customer without invoices has a balance too. */
export const followCustomer = defineFollower({
  of: customers,
  keeps: customerTotals,
  run(world, before, after) {
    if (!after && before) world.table(customerTotals).delete(before.id)
    else if (after && after.company !== before?.company) refresh(world, after.id)
  },
})

function refresh(world: World, id: string): void {
  const company = world.table(customers).get(id)?.company
  if (company === undefined) return
  const open = [...world.table(invoices).in('openOfCustomer', id).keys()].map(
    ({ invoice_number, amount, due_date, balance }) => ({ invoice_number, amount, due_date, balance }),
  )
  world.table(customerTotals).put({ id, company, total_balance: sumOf(open), open })
}
