/** The agent starts with what is there: what is proposed or decided already it leaves as it is. */

import { compareInstants } from '../../core/store/compare.ts'
import type { World } from '../../core/world/handle.ts'
import { type ActionRow, actions, endedAt } from '../actions/action.ts'
import { disputeAbout, invoiceOf } from '../communications/questions.ts'
import { threads } from '../communications/thread.ts'
import { type InvoiceRow, invoices, isOpen } from '../invoices/invoice.ts'
import { plan } from '../life/plan.ts'
import { recall, remember } from './memory.ts'
import { lookLater, lookSoon } from './plan-look.ts'
import { daysLate, isUndecided, undecidedOf, waitsUntil } from './situation.ts'
import { tend } from './tend.ts'

const isRecommended = ({ is_recommended, is_deleted }: ActionRow): boolean => is_recommended && !is_deleted

/** When somebody has last decided what to do about an invoice; null for never. */
function decidedLast(world: World, { company, id }: InvoiceRow): string | null {
  const decided = world
    .table(actions)
    .list('ofInvoice', company, id)
    .filter((action) => isRecommended(action) && !isUndecided(world, action))
  return decided.map(endedAt).sort(compareInstants).at(-1) ?? null
}

export function start(world: World): void {
  for (const invoice of [...world.table(invoices).all()]) {
    if (!isOpen(invoice)) continue
    const before = decidedLast(world, invoice)
    const isDisputed = disputeAbout(world, invoice) !== undefined
    const isLeft = !isDisputed && daysLate(world, invoice) > 0 && !undecidedOf(world, invoice).some(isRecommended)
    remember(world, recall(world, invoice.id), { since: isLeft ? before : world.clock.now(), before })
    tend(world, invoice)
    lookLater(world, invoice)
    // When a dispute is to be settled again is found out by a look, and what nobody has proposed yet.
    if (isDisputed || isLeft) lookSoon(world, invoice)
  }
  const writers = new Set<string>()
  for (const { customer } of world.table(threads).all()) writers.add(customer)
  for (const customer of writers)
    for (const message of world.table(threads).list('asked', customer)) {
      const invoice = invoiceOf(world, message)
      if (invoice) lookSoon(world, invoice)
    }
  for (const action of [...world.table(actions).all()]) {
    const { id, company } = action
    const at = waitsUntil(world, action)
    if (at && !world.clock.isPast(at)) plan(world, { company, intent: 'wait', about: id, at })
  }
}
