/** What was last written or said to a customer about an invoice, and until when that waits for an answer. */
import { compareInstants } from '../../core/store/compare.ts'
import { DAY_MS } from '../../core/time/day.ts'
import { eveningAfter } from '../../core/time/office-hours.ts'
import type { World } from '../../core/world/handle.ts'
import { whileUnchanged } from '../../core/world/while-unchanged.ts'
import { type ActionRow, actions } from '../actions/action.ts'
import { bounces, cameBack } from '../communications/bounce.ts'
import { daysGiven } from '../communications/reading.ts'
import { isOurs, isTalk, type ThreadRow, threads } from '../communications/thread.ts'
import { zoneOf } from '../companies/company.ts'
import { type Customer, customers } from '../customers/customer.ts'
import type { InvoiceRow } from '../invoices/invoice.ts'

/** An answer is waited for so many working days, or for as many days as a letter gives. */
const PATIENCE = 5

/** What was written or said to a customer about an invoice lately and did not come back, and until when that waits for an answer. */
export interface Contacted {
  readonly at: string
  readonly isMail: boolean
  /** The message; undefined for a letter that was sent elsewhere. */
  readonly message: ThreadRow | undefined
  readonly until: string
}

/** It tells a customer of the invoices that it names; a talk that names none, of all that was there. */
const isTelling = (thread: ThreadRow): boolean => (thread.invoices.length ? isOurs(thread) : isTalk(thread))

/** A message of the company that tells of an invoice. */
export const isOursAbout = (thread: ThreadRow, { id, created_at }: InvoiceRow): boolean =>
  isTelling(thread) &&
  (thread.invoices.length ? thread.invoices.includes(id) : compareInstants(created_at, thread.timestamp) <= 0)

/** What a customer was told since a time. */
interface Told {
  readonly since: number
  /** By invoice the last message that names it and did not come back; without one, the last that names none. */
  readonly last: ReadonlyMap<string | null, ThreadRow>
}

function lastToldSince(world: World, { company, id }: Pick<Customer, 'company' | 'id'>, since: number): Told {
  const last = new Map<string | null, ThreadRow>()
  for (const thread of world.table(threads).in('ofCustomer', company, id).keys()) {
    if (Date.parse(thread.timestamp) < since) break
    const about = isTelling(thread) ? (thread.invoices.length ? thread.invoices : [null]) : []
    const others = about.filter((invoice) => !last.has(invoice))
    if (others.length && !cameBack(world, thread)) for (const invoice of others) last.set(invoice, thread)
  }
  return { since, last }
}

/** No letter waits longer: the days that it gives have two digits. */
const LONG_AGO_MS = 102 * DAY_MS

/** For all invoices of a customer at once. */
const toldLately = whileUnchanged([threads, bounces], (world, customer: Customer) =>
  lastToldSince(world, customer, world.clock.ms - LONG_AGO_MS),
)

function messageAbout(world: World, invoice: InvoiceRow): ThreadRow | undefined {
  const since = world.clock.ms - LONG_AGO_MS
  const customer = world.table(customers).get(invoice.customer)
  const known = customer && toldLately(world, customer)
  // That was found by a later clock where a world has gone back, or another one has the same messages.
  const { last } = known && known.since <= since ? known : lastToldSince(world, { ...invoice, id: invoice.customer }, since)
  return [invoice.id, null]
    .flatMap((about) => last.get(about) ?? [])
    .filter((thread) => Date.parse(thread.timestamp) >= since && isOursAbout(thread, invoice))
    .sort(threads.indexes.ofCustomer.compare)[0]
}

/** Nothing else was done in its place, and what was sent did not come back. */
export function hasArrived(world: World, { channel_id }: ActionRow): boolean {
  const done = world.table(threads).get(channel_id ?? '')
  return !done || (done.communication_type === 'email' && !cameBack(world, done))
}

/** What a letter says, or is to say once it is sent. */
export const textSent = ({ metadata, draft_content }: ActionRow): string => metadata.final_content ?? draft_content ?? ''

/**
 * The last letter of an action that somebody else sent, or that says until when it waits: none where something else was done in
 * its place.
 * @param isMeant whether it is one of those that are looked for
 */
export function sentAbout(
  world: World,
  { company, id }: InvoiceRow,
  isMeant: (action: ActionRow) => boolean = () => true,
): ActionRow | undefined {
  const sent = world
    .table(actions)
    .list('ofInvoice', company, id)
    .filter((action) => action.action_type === 'email' && action.status === 'completed' && isMeant(action))
  return sent.sort((a, b) => compareInstants(b.executed_at, a.executed_at)).find((action) => hasArrived(world, action))
}

export function contactedAbout(world: World, invoice: InvoiceRow): Contacted | undefined {
  const zone = zoneOf(world, invoice.company)
  const usual = (at: string, text: string): string =>
    eveningAfter(zone, Date.parse(at), Math.max(PATIENCE, Math.ceil((daysGiven(text) * 5) / 7)))
  const message = messageAbout(world, invoice)
  const action = sentAbout(world, invoice)
  const sentAt = action?.executed_at ?? null
  if (action && sentAt !== null && (!message || compareInstants(sentAt, message.timestamp) >= 0))
    return { at: sentAt, isMail: true, message, until: action.response_deadline ?? usual(sentAt, textSent(action)) }
  if (!message) return undefined
  const { timestamp: at, communication_type, body } = message
  return { at, isMail: communication_type === 'email', message, until: usual(at, body) }
}
