import { defineFollower } from '../../core/world/follower.ts'
import { type InvoiceState, invoices, stateOf } from '../invoices/invoice.ts'
import { actions, hasEnded, withdraw } from './action.ts'

/** What the log says. */
const reasons: Readonly<Record<Exclude<InvoiceState, 'open'>, string>> = {
  closed_paid: 'The invoice was paid.',
  closed_overpaid: 'The invoice was overpaid.',
  closed_credit_memo: 'The invoice was credited.',
  closed_written_off: 'The invoice was written off.',
}

/** Once an invoice is closed, by whatever way, nothing is done about it any more. */
export const cancelActions = defineFollower({
  of: invoices,
  run(world, before, after) {
    if (!before || !after || stateOf(before) !== 'open') return
    const state = stateOf(after)
    if (state === 'open') return
    for (const action of world.table(actions).list('ofInvoice', after.company, after.id))
      if (!hasEnded(action)) withdraw(world, action, reasons[state])
  },
})
