import { defineFollower } from '../../core/world/follower.ts'
import type { World } from '../../core/world/handle.ts'
import { customers } from '../customers/customer.ts'
import { type InvoiceRow, type InvoiceState, invoices, stateOf } from '../invoices/invoice.ts'
import { type ActionRow, actions, hasEnded, withdraw } from './action.ts'

/** What the log says. */
const reasons: Readonly<Record<Exclude<InvoiceState, 'open'>, string>> = {
  closed_paid: 'The invoice was paid.',
  closed_overpaid: 'The invoice was overpaid.',
  closed_credit_memo: 'The invoice was credited.',
  closed_written_off: 'The invoice was written off.',
}

function whyOver(before: InvoiceRow, after: InvoiceRow | undefined): string | undefined {
  if (!after) return 'The invoice was deleted.'
  if (after.customer !== before.customer) return 'The invoice is another customer’s now.'
  const state = stateOf(after)
  return state === 'open' || stateOf(before) !== 'open' ? undefined : reasons[state]
}

function withdrawAll(world: World, rows: readonly ActionRow[], reason: string): void {
  for (const action of rows) if (!hasEnded(action)) withdraw(world, action, reason)
}

/** Once an invoice is closed, by whatever way, or another customer owes it, nothing is done about it any more. */
export const cancelActions = defineFollower({
  of: invoices,
  run(world, before, after) {
    const reason = before && whyOver(before, after)
    if (before && reason) withdrawAll(world, world.table(actions).list('ofInvoice', before.company, before.id), reason)
  },
})

/** Nor with a customer who is gone. */
export const cancelWithCustomer = defineFollower({
  of: customers,
  run(world, before, after) {
    if (before && !after)
      withdrawAll(world, world.table(actions).list('ofCustomer', before.company, before.id), 'The customer was deleted.')
  },
})
