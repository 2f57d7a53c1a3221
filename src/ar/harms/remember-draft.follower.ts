import { defineFollower } from '../../core/world/follower.ts'
import type { World } from '../../core/world/handle.ts'
import { type ActionRow, actions, hasEnded } from '../actions/action.ts'
import { type InvoiceRow, invoices, isOpen } from '../invoices/invoice.ts'
import { draftedAt, draftMemory, factsOf } from './draft-memory.ts'

/** The first change of an invoice since a proposal was drafted is remembered, as it was before. */
export const rememberInvoice = defineFollower({
  of: invoices,
  run(world, before, after) {
    if (!before || !after || world.isBeingMade || !isOpen(after) || !differs(before, after)) return
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
      if (isRewritten(before, after)) world.table(draftMemory).put({ id: after.id, drafted_at: world.clock.now(), was: null })
    } else if (world.table(draftMemory).get(before.id)) world.table(draftMemory).delete(before.id)
  },
})

const told = ['invoice_number', 'balance', 'due_date'] as const

const differs = (before: InvoiceRow, after: InvoiceRow): boolean => told.some((column) => before[column] !== after[column])

const isPending = (action: ActionRow): boolean => !hasEnded(action) && !action.is_deleted

/** Of a call or a task the description is all there is. */
const isRewritten = (before: ActionRow, after: ActionRow): boolean =>
  before.draft_subject !== after.draft_subject ||
  before.draft_content !== after.draft_content ||
  before.description !== after.description

function remember(world: World, action: ActionRow, invoice: InvoiceRow): void {
  if (world.table(draftMemory).get(action.id)?.was) return
  world.table(draftMemory).put({ id: action.id, drafted_at: draftedAt(world, action), was: factsOf(invoice) })
}
