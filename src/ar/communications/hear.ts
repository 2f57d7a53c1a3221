/** What a message says is known once it shows. */
import type { World } from '../../core/world/handle.ts'
import { actions, hasEnded } from '../actions/action.ts'
import { promises } from '../promises/promise.ts'
import { type ThreadRow, threads } from './thread.ts'

/** The promise in it counts from now, and the open actions of an invoice that it disputes say so. */
export function hear(world: World, message: ThreadRow): void {
  if (!message.is_synced) return
  if (message.promise) notePromise(world, message, message.promise)
  if (message.strategy_tags.includes('dispute')) for (const id of message.invoices) noteDispute(world, message, id)
}

/** One for each invoice that is named. */
function notePromise(
  world: World,
  { company, customer, id: thread }: ThreadRow,
  { date: promised_date, amount, invoices: named }: NonNullable<ThreadRow['promise']>,
): void {
  for (const invoice of named.length ? named : [null])
    world.create(promises, { company, customer, invoice, thread, promised_date, amount, status: 'active' })
}

function noteDispute(world: World, { company, body: dispute }: ThreadRow, invoice: string): void {
  for (const action of world.table(actions).list('ofInvoice', company, invoice))
    if (!hasEnded(action) && !action.is_deleted) world.save(actions, { ...action, metadata: { ...action.metadata, dispute } })
}

/** What reached a mailbox since the last sync shows up now; returns how much. */
export function receiveWaiting(world: World, mailbox: string): number {
  const waiting = world.table(threads).list('unsynced', mailbox)
  for (const thread of waiting) hear(world, world.save(threads, { ...thread, is_synced: true }))
  return waiting.length
}
