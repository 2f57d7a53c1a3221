import { toLetterDate } from '../../core/time/day.ts'
import { defineFollower } from '../../core/world/follower.ts'
import { type ActionRow, actions } from '../actions/action.ts'
import { customers } from '../customers/customer.ts'
import { invoices } from '../invoices/invoice.ts'
import { approvalRules } from './approval-rules.ts'
import { zoneOfCustomer } from './hours.ts'
import { notice } from './rule.ts'

/** A proposal is judged when somebody approves it as it stands. */
export const noticeApproval = defineFollower({
  of: actions,
  run(world, before, after) {
    if (!before || !after || !isApprovedAsItStands(before, after) || world.isBeingEdited) return
    const invoice = world.table(invoices).get(after.invoice)
    const customer = world.table(customers).get(after.customer)
    if (!invoice || !customer) return
    const { id } = after
    notice(approvalRules, {
      world,
      row: { table: 'actions', id },
      steps: [{ table: 'actions', id, status: 'processing' }],
      action: after,
      invoice,
      customer,
      day: toLetterDate(world.clock.today(zoneOfCustomer(world, customer))),
    })
  },
})

const isApprovedAsItStands = (before: ActionRow, after: ActionRow): boolean =>
  after.status === 'processing' &&
  after.approval_log.length > before.approval_log.length &&
  after.metadata.final_content === before.metadata.final_content
