import { differIn } from '../../core/values/same.ts'
import { defineFollower } from '../../core/world/follower.ts'
import type { World } from '../../core/world/handle.ts'
import { type ActionRow, actions, hasEnded } from '../actions/action.ts'
import { type InvoiceRow, invoices, isOpen } from '../invoices/invoice.ts'
import { draftedAt, draftMemory, stateOf } from './draft-memory.ts'

/** The first change of an invoice since a proposal was drafted is remembered, as it was before. */
export const rememberInvoice = defineFollower({
  of: invoices,
  run(world, before, after) {
    if (!before || !after || world.isBeingMade || !isOpen(after) || !differIn(before, after, figures)) return
    for (const action of world.table(actions).list('ofInvoice', after.company, after.id))
      if (isPending(action)) remember(world, action, before)
  },
})

/** A draft that is written anew is made of the facts of its time; once a proposal has ended nobody asks any more. */
export const rememberDraft = defineFollower({
  of: actions,
  run(world, before, after) {
    if (!before || world.isBeingMade) return
    if (after && isPending(after)) {
      if (differIn(before, after, texts)) world.table(draftMemory).put({ id: after.id, drafted_at: world.clock.now(), was: null })
    } else if (world.table(draftMemory).get(before.id)) world.table(draftMemory).delete(before.id)
  },
})

const figures = ['invoice_number', 'balance', 'due_date'] as const
/** Of a call or a task the description is all there is. */
const texts = ['draft_subject', 'draft_content', 'description'] as const

const isPending = (action: ActionRow): boolean => !hasEnded(action) && !action.is_deleted

function remember(world: World, action: ActionRow, invoice: InvoiceRow): void {
  if (world.table(draftMemory).get(action.id)?.was) return
  world.table(draftMemory).put({ id: action.id, drafted_at: draftedAt(world, action), was: stateOf(invoice) })
}
