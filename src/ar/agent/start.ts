/** The agent starts with what is there: it goes by what comes from now on. */
import type { World } from '../../core/world/handle.ts'
import { actions } from '../actions/action.ts'
import { threads } from '../communications/thread.ts'
import { invoices, isOpen } from '../invoices/invoice.ts'
import { plan } from '../life/plan.ts'
import { recall, remember } from './memory.ts'
import { lookLater, lookSoon } from './plan-look.ts'
import { disputeAbout, invoiceOf, isUndecided } from './situation.ts'
import { isWaiting, tend } from './tend.ts'

export function start(world: World): void {
  for (const invoice of [...world.table(invoices).all()]) {
    if (!isOpen(invoice)) continue
    remember(world, recall(world, invoice.id), { since: world.clock.now() })
    tend(world, invoice)
    lookLater(world, invoice)
    // When it is to be settled again is found out by a look.
    if (disputeAbout(world, invoice)) lookSoon(world, invoice)
  }
  const writers = new Set<string>()
  for (const { customer } of world.table(threads).all()) writers.add(customer)
  for (const customer of writers)
    for (const message of world.table(threads).list('asked', customer)) {
      const invoice = invoiceOf(world, message)
      if (invoice) lookSoon(world, invoice)
    }
  for (const action of [...world.table(actions).all()]) {
    const { id, company, response_deadline: at } = action
    if (at && !world.clock.isPast(at) && (action.status === 'completed' || (isWaiting(action) && isUndecided(world, action))))
      plan(world, { company, intent: 'wait', about: id, at })
  }
}
