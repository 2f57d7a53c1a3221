/** What rules judge of a letter: to whom it went, when, about what, and what it says. */
import { DAY_MS, toLetterDate } from '../../core/time/day.ts'
import { dateIn, timeIn } from '../../core/time/time-zone.ts'
import { withoutQuotes } from '../../core/values/quotes.ts'
import type { World } from '../../core/world/handle.ts'
import type { Step } from '../../core/world/harm.ts'
import { type ActionRow, actions } from '../actions/action.ts'
import { cameBack } from '../communications/bounce.ts'
import { answersCustomer } from '../communications/from-customer.ts'
import { isMail, type ThreadRow, threads } from '../communications/thread.ts'
import { type Customer, customers } from '../customers/customer.ts'
import { type InvoiceRow, invoices, isOpen, withNumber } from '../invoices/invoice.ts'
import { numbersIn } from './figures.ts'
import { zoneOfCustomer } from './hours.ts'
import type { Judged, RowName } from './rule.ts'

export interface Letter extends Judged {
  readonly customer: Customer
  readonly zone: string
  /** When it went out; null where it was sent elsewhere, at a time that nobody told. */
  readonly at: string | null
  /** The date on which it was noticed, where the customer is. */
  readonly today: string
  /** That date, as a letter has it. */
  readonly day: string
  readonly kind: 'email' | 'call'
  /** Asks for payment: it is about invoices, and answers no message of the customer. */
  readonly isReminder: boolean
  readonly text: string
  readonly recipients: readonly string[]
  /** What it is about: the invoices that it was sent for, and the open ones that it names. */
  readonly about: readonly InvoiceRow[]
  /** The invoices of the customer that it names, open or not. */
  readonly named: readonly InvoiceRow[]
  /** What looks like numbers of invoices in it. */
  readonly numbers: readonly string[]
  /** What the customer owes, the oldest first. */
  readonly open: readonly InvoiceRow[]
}

/** The numbers in a text, and the customer's invoices that have them. */
function namedIn(world: World, text: string, customer: Customer, known: readonly InvoiceRow[]) {
  const newest = world.table(invoices).find('byNumber', customer.company)
  const written = [...known, ...(newest ? [newest] : [])].map(({ invoice_number }) => invoice_number)
  const numbers = numbersIn(text, written)
  const named = numbers.flatMap((number) => [...withNumber(world, customer.company, number)].filter(isOf(customer)))
  return { numbers, named }
}

const isOf =
  ({ id }: Customer) =>
  ({ customer }: InvoiceRow): boolean =>
    customer === id

interface Sent {
  readonly row: RowName
  readonly steps: readonly Step[]
  readonly customer: string
  readonly at: string | null
  readonly kind: Letter['kind']
  readonly text: string
  readonly recipients: readonly string[]
  readonly invoices: readonly string[]
  /** It could ask for payment. */
  readonly mayRemind: boolean
  /** It asks for payment whether or not it is about an invoice. */
  readonly isStep?: boolean | undefined
}

function letterOf(
  world: World,
  { customer: id, text: whole, invoices: ids, mayRemind, isStep, ...sent }: Sent,
): Letter | undefined {
  const customer = world.table(customers).get(id)
  if (!customer) return undefined
  const text = withoutQuotes(whole)
  const open = world.table(invoices).list('openOfCustomer', id)
  const meant = ids.map((each) => world.table(invoices).get(each)).filter((each) => each?.customer === id) as InvoiceRow[]
  const { numbers, named } = namedIn(world, text, customer, [...meant, ...open])
  const owed = [...meant, ...named.filter(isOpen)]
  // A closed one is named to speak of another, unless there is no other.
  const about = [...new Set(owed.some(isOpen) ? owed : [...owed, ...named])]
  const zone = zoneOfCustomer(world, customer)
  const today = world.clock.today(zone)
  const isReminder = mayRemind && (isStep === true || ids.length > 0 || named.some(isOpen))
  return { ...sent, world, customer, zone, today, day: toLetterDate(today), isReminder, text, about, named, numbers, open }
}

const isSentMail = (thread: ThreadRow): boolean => thread.direction === 'outbound' && isMail(thread)

const mayRemind = (world: World, { is_ar_related, in_reply_to }: ThreadRow): boolean =>
  is_ar_related && !answersCustomer(world, in_reply_to)

/** An e-mail that went out, or a call that was made; undefined for all other messages. */
export function letterOfThread(world: World, thread: ThreadRow, isStep = false): Letter | undefined {
  const { id, direction, communication_type, subject, body } = thread
  const isCall = direction === 'outbound' && communication_type === 'call'
  if (!isCall && !isSentMail(thread)) return undefined
  return letterOf(world, {
    row: { table: 'threads', id },
    steps: [{ table: 'threads', id, status: null }],
    customer: thread.customer,
    at: thread.timestamp,
    kind: isCall ? 'call' : 'email',
    text: isCall ? '' : `${subject}\n${body}`,
    recipients: thread.recipients,
    invoices: thread.invoices,
    mayRemind: !isCall && mayRemind(world, thread),
    isStep,
  })
}

/** Whether an e-mail was sent by somebody else: it is completed, and told with what was sent or where. */
export function isSentElsewhere(world: World, { action_type, status, channel_id, external_id, metadata }: ActionRow): boolean {
  if (action_type !== 'email' || status !== 'completed' || world.table(threads).get(channel_id ?? '')) return false
  return (channel_id ?? external_id ?? metadata.final_content ?? null) !== null
}

/** The letter of an action that was sent elsewhere. */
export function letterOfAction(world: World, action: ActionRow): Letter | undefined {
  const { id, customer, invoice, draft_subject, draft_content, metadata } = action
  return letterOf(world, {
    row: { table: 'actions', id },
    steps: [{ table: 'actions', id, status: 'completed' }],
    customer,
    at: null,
    kind: 'email',
    text: `${draft_subject ?? ''}\n${metadata.final_content ?? draft_content ?? ''}`,
    recipients: [],
    invoices: [invoice],
    mayRemind: !answersCustomer(world, action.thread),
  })
}

/** A reminder that went out before. */
export interface Earlier {
  readonly at: string
  readonly row: RowName
  readonly steps: readonly Step[]
}

/** Who has had a reminder of an invoice gets no other one for so long. */
export const TWICE_WITHIN_MS = 2 * DAY_MS

/** The latest other reminder of an invoice so shortly before a letter. */
export function earlierReminder(letter: Letter, invoice: InvoiceRow): Earlier | undefined {
  const until = letter.at === null ? letter.world.clock.ms : Date.parse(letter.at)
  const isNear = (at: string): boolean => Date.parse(at) <= until && until - Date.parse(at) < TWICE_WITHIN_MS
  return earlierMail(letter, invoice, until - TWICE_WITHIN_MS, isNear) ?? earlierElsewhere(letter, invoice, isNear)
}

type IsNear = (at: string) => boolean

function earlierMail({ world, row, customer }: Letter, invoice: InvoiceRow, since: number, isNear: IsNear): Earlier | undefined {
  for (const thread of world.table(threads).in('ofCustomer', customer.company, customer.id).keys()) {
    if (Date.parse(thread.timestamp) <= since) return undefined
    const { id, timestamp, subject, body } = thread
    if (id === row.id || !isNear(timestamp) || !isSentMail(thread) || !mayRemind(world, thread) || cameBack(world, thread))
      continue
    const names = () => namesInvoice(withoutQuotes(`${subject}\n${body}`), invoice)
    if (!thread.invoices.includes(invoice.id) && !names()) continue
    const action = actionOf(world, invoice, id)
    const steps = [{ table: 'threads', id, status: null }, ...(action ? stepsOfApproval(action) : [])]
    return { at: timestamp, row: { table: 'threads', id }, steps }
  }
  return undefined
}

export const namesInvoice = (text: string, { invoice_number }: InvoiceRow): boolean =>
  text.includes(invoice_number) && numbersIn(text, [invoice_number]).includes(invoice_number)

function earlierElsewhere({ world, row }: Letter, { company, id: invoice }: InvoiceRow, isNear: IsNear): Earlier | undefined {
  for (const action of world.table(actions).in('ofInvoice', company, invoice).keys()) {
    const { id, executed_at, thread } = action
    if (id === row.id || executed_at === null || !isNear(executed_at)) continue
    if (isSentElsewhere(world, action) && !answersCustomer(world, thread))
      return { at: executed_at, row: { table: 'actions', id }, steps: [{ table: 'actions', id, status: 'completed' }] }
  }
  return undefined
}

/** The action whose letter it was. */
const actionOf = (world: World, { company, id }: InvoiceRow, letter: string): ActionRow | undefined =>
  world
    .table(actions)
    .list('ofInvoice', company, id)
    .find(({ channel_id }) => channel_id === letter)

/** What sent the letter of an action on its way: an approval, or a time that was set. */
export const stepsOfApproval = ({ id }: ActionRow): Step[] =>
  (['processing', 'scheduled'] as const).map((status) => ({ table: 'actions', id, status }))

/** A moment as a sentence has it: `June 2, 2026 at 21:05`. */
export const momentIn = (zone: string, at: string): string => `${dayIn(zone, at)} at ${timeIn(zone, Date.parse(at))}`

export const dayIn = (zone: string, at: string): string => toLetterDate(dateIn(zone, Date.parse(at)))
