/** What a message says is known once it shows. */
import type { World } from '../../core/world/handle.ts'
import { actions, hasEnded } from '../actions/action.ts'
import { toCents } from '../conventions/money.ts'
import { invoices } from '../invoices/invoice.ts'
import { promises } from '../promises/promise.ts'
import { type ThreadRow, threads } from './thread.ts'

/** The promise in it counts from now, and the open actions of an invoice that it disputes say so. */
export function hear(world: World, message: ThreadRow): void {
  if (!message.is_synced) return
  if (message.promise) notePromise(world, message, message.promise)
  if (message.strategy_tags.includes('dispute')) for (const id of message.invoices) noteDispute(world, message, id)
}

/** One for each invoice that is named, which share an amount. */
function notePromise(
  world: World,
  { company, customer, id: thread }: ThreadRow,
  { date: promised_date, amount, invoices: named }: NonNullable<ThreadRow['promise']>,
): void {
  const parts =
    amount === null || named.length < 2
      ? (named.length ? named : [null]).map((invoice) => ({ invoice, amount }))
      : sharesOf(world, named, amount)
  for (const part of parts) world.create(promises, { company, customer, thread, promised_date, status: 'active', ...part })
}

/** What is due first takes of an amount what is open of it; what is left over is the last one's. */
function sharesOf(world: World, named: readonly string[], amount: number): { invoice: string; amount: number }[] {
  const inTurn = named.flatMap((id) => world.table(invoices).get(id) ?? [])
  let rest = toCents(amount)
  return inTurn
    .sort((a, b) => (a.due_date < b.due_date ? -1 : 1))
    .flatMap(({ id, balance }, place) => {
      const cents = place === inTurn.length - 1 ? rest : Math.min(rest, Math.max(0, toCents(balance)))
      rest -= cents
      return cents > 0 ? { invoice: id, amount: cents / 100 } : []
    })
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
