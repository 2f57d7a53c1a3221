/** What a message of the company makes a customer do. */
import { addDays } from '../../core/time/day.ts'
import { inOfficeHours, weekday, weekdayBefore } from '../../core/time/office-hours.ts'
import type { World } from '../../core/world/handle.ts'
import { hasBounced } from '../communications/bounce.ts'
import { answersCustomer } from '../communications/from-customer.ts'
import { type ThreadRow, threads } from '../communications/thread.ts'
import { todayOf, zoneOf } from '../companies/company.ts'
import { type Customer, customers } from '../customers/customer.ts'
import type { Persona } from '../customers/persona.ts'
import { type InvoiceRow, invoices } from '../invoices/invoice.ts'
import { promiseFor } from '../promises/keeping.ts'
import { draw, drawBetween, drawOne } from './draw.ts'
import { partOf } from './lateness.ts'
import { daysAfter } from './pay.ts'
import { personaOf } from './persona.ts'
import { plan, type Saying } from './plan.ts'

/** A message of the company about what a customer owes. */
interface Reminder {
  readonly world: World
  readonly message: ThreadRow
  readonly debtor: Customer
  readonly owed: readonly InvoiceRow[]
  /** Days until the customer looks at it. */
  readonly after: number
}

type Reaction = (reminder: Reminder) => void
type Days = readonly [from: number, to: number]

const HOUR_MS = 3_600_000
/** From a message to its answer. */
const ANSWER_HOURS: Days = [2, 30]
const PROMISED_DAYS: Days = [4, 12]
/** A customer who disputes invoices disputes so many of them. */
const DISPUTED = 0.4
/** Of those who answer nothing, so many pay when somebody calls. */
const CALLED = 0.6
const BEHIND_THE_REPLY = ['prompt', 'forgetful', 'promiser'] as const

function payAll({ world, owed, after }: Reminder, days: Days, share = 1): void {
  for (const { id, company } of owed) {
    const wait = after + drawBetween(world, 'pays in', id, days)
    plan(world, { company, intent: 'pay', about: id, at: daysAfter(world, company, todayOf(world, company), wait, id), share })
  }
}

function answer({ world, message, after }: Reminder, says: Saying, date: string | null = null): void {
  const { id, company } = message
  const hours = drawBetween(world, 'answers in', id, ANSWER_HOURS) + after * 24
  const at = inOfficeHours(zoneOf(world, company), world.clock.ms + hours * HOUR_MS, draw(world, 'answers at', id))
  plan(world, { company, intent: 'reply', about: id, at, says, date })
}

/** Names a day for what has none yet. */
function promise(reminder: Reminder, isKept: boolean): void {
  const { world, message, debtor, after } = reminder
  const owed = reminder.owed.filter((invoice) => !promiseFor(world, invoice))
  if (!owed.length) return
  const days = after + drawBetween(world, 'promised', message.id, PROMISED_DAYS)
  const date = weekday(addDays(todayOf(world, debtor.company), days))
  answer(reminder, 'promise', date)
  if (!isKept) return
  // So that the books know of it by the day.
  const day = weekdayBefore(date)
  for (const { id, company } of owed)
    plan(world, { company, intent: 'pay', about: id, at: daysAfter(world, company, day, 0, message.id) })
}

/** Whether an invoice is one that its customer would dispute. */
export const isDoubted = (world: World, { id }: InvoiceRow): boolean => draw(world, 'doubts', id) < DISPUTED

function dispute(reminder: Reminder): void {
  const { world, message, owed } = reminder
  const wasDisputed = world.table(threads).list('ofGroup', message.thread_group).some(isDispute)
  if (wasDisputed) payAll(reminder, [2, 6])
  else {
    payAll({ ...reminder, owed: owed.filter((invoice) => !isDoubted(world, invoice)) }, [3, 10])
    if (owed.some((invoice) => isDoubted(world, invoice))) answer(reminder, 'dispute')
  }
}

const isDispute = ({ direction, strategy_tags }: ThreadRow): boolean =>
  direction === 'inbound' && strategy_tags.includes('dispute')

const reactions: Readonly<Record<Persona, Reaction>> = {
  prompt: (reminder) => payAll(reminder, [0, 2]),
  forgetful: (reminder) => payAll(reminder, [2, 6]),
  slow: () => {},
  promiser: (reminder) => promise(reminder, true),
  breaker: (reminder) => promise(reminder, false),
  part_payer: (reminder) => {
    // Who has paid a part, and asked for the rest to wait, does not do so again.
    const owed = reminder.owed.filter(({ amount, balance }) => amount === balance)
    if (answersCustomer(reminder.world, reminder.message.in_reply_to) || !owed.length) return
    payAll({ ...reminder, owed }, [3, 8], partOf(draw(reminder.world, 'share', reminder.message.id)))
    answer(reminder, 'rest_later')
  },
  disputer: dispute,
  silent: (reminder) => {
    const { world, message } = reminder
    if (message.communication_type === 'call' && draw(world, 'called', message.id) < CALLED) payAll(reminder, [3, 10])
  },
  out_of_office: (reminder) => {
    const { world, message, debtor } = reminder
    const { id, company } = message
    if (message.communication_type === 'email')
      plan(world, { company, intent: 'reply', about: id, at: world.clock.in('PT1M'), says: 'out_of_office' })
    const behind = drawOne(world, 'behind', debtor.id, BEHIND_THE_REPLY)
    reactions[behind]({ ...reminder, after: drawBetween(world, 'back in', id, [4, 9]) })
  },
  moved_on: (reminder) => {
    const { world, message } = reminder
    if (message.communication_type === 'email' && isGone(world, message))
      plan(world, { company: message.company, intent: 'bounce', about: message.id, at: world.clock.in('PT1M') })
    else payAll(reminder, [2, 6])
  },
}

/** The first address that was written to is the one that nobody reads any more. */
function isGone(world: World, { company, customer, recipients: [address = ''] }: ThreadRow): boolean {
  if (hasBounced(world, company, address)) return true
  const sent = world.table(threads).list('ofCustomer', company, customer)
  return !sent.some(({ recipients: [other = ''] }) => hasBounced(world, company, other))
}

/** What a message of the company is about: the open invoices that it names, or else all that are past due. */
export function owedBy(world: World, { company, customer, invoices: named }: ThreadRow): InvoiceRow[] {
  const open = world.table(invoices).list('openOfCustomer', customer)
  const meant = open.filter(({ id }) => named.includes(id))
  return meant.length ? meant : open.filter(({ due_date }) => due_date < todayOf(world, company))
}

/** A message of the company has reached a customer. */
export function react(world: World, message: ThreadRow): void {
  const debtor = world.table(customers).get(message.customer)
  if (!debtor) return
  const owed = owedBy(world, message)
  if (owed.length) reactions[personaOf(world, debtor)]({ world, message, debtor, owed, after: 0 })
}
