/** What customers wait for. */
import { compareInstants } from '../../core/store/compare.ts'
import { withoutQuotes } from '../../core/values/quotes.ts'
import type { World } from '../../core/world/handle.ts'
import { type InvoiceRow, invoices, isOpen } from '../invoices/invoice.ts'
import { putsOff } from './reading.ts'
import { type ThreadRow, threads } from './thread.ts'

/** The messages of a customer that wait for an answer, the oldest first: none about invoices that are all closed. */
export const questionsOf = (world: World, customer: string): ThreadRow[] =>
  world
    .table(threads)
    .list('asked', customer)
    .filter(({ invoices: named }) => !named.length || named.some((id) => isOpenInvoice(world, id)))

/** It says when money will come, and asks for nothing. */
export const onlyPromises = ({ strategy_tags, body }: ThreadRow): boolean =>
  strategy_tags.length === 1 && strategy_tags[0] === 'promise_to_pay' && !withoutQuotes(body).includes('?')

export function isOpenInvoice(world: World, id: string): boolean {
  const invoice = world.table(invoices).get(id)
  return invoice !== undefined && isOpen(invoice)
}

/** The open invoices that a message names. */
export const openIn = (world: World, { invoices: named }: ThreadRow): InvoiceRow[] =>
  named.flatMap((id) => world.table(invoices).get(id) ?? []).filter(isOpen)

/** The last message of a customer that disputes an invoice, or asks for time for it. */
export function claimAbout(
  world: World,
  tag: 'dispute' | 'payment_plan',
  { id, customer }: Pick<InvoiceRow, 'id' | 'customer'>,
): ThreadRow | undefined {
  for (const claim of world.table(threads).in('claims', customer).keys())
    if (claim.strategy_tags.includes(tag) && claim.invoices.includes(id)) return claim
  return undefined
}

/** What the company has said to a message since: more than that somebody looks into it. */
export const answersTo = (world: World, { thread_group, timestamp }: ThreadRow): ThreadRow[] =>
  world
    .table(threads)
    .list('ofGroup', thread_group)
    .filter(
      ({ direction, body, timestamp: at }) => direction === 'outbound' && compareInstants(at, timestamp) > 0 && !putsOff(body),
    )
