/** What a message of the company makes a customer do. */
import { compareInstants } from '../../core/store/compare.ts'
import { addDays, HOUR_MS } from '../../core/time/day.ts'
import { inOfficeHours, weekday, weekdayBefore } from '../../core/time/office-hours.ts'
import { dateIn } from '../../core/time/time-zone.ts'
import type { World } from '../../core/world/handle.ts'
import { hasBounced } from '../communications/bounce.ts'
import { answersCustomer } from '../communications/from-customer.ts'
import { answersTo, claimAbout, isAnswerTo, isOn } from '../communications/questions.ts'
import { asks, isIdle, isInVain, putsOff, settles } from '../communications/reading.ts'
import { isSpoken, type ThreadRow, threads } from '../communications/thread.ts'
import { todayOf, zoneOf } from '../companies/company.ts'
import { type Customer, customers } from '../customers/customer.ts'
import type { Persona } from '../customers/persona.ts'
import { type InvoiceRow, invoices } from '../invoices/invoice.ts'
import { isFor } from '../promises/covers.ts'
import { promiseFor } from '../promises/keeping.ts'
import { promises } from '../promises/promise.ts'
import { absence } from './away.ts'
import { draw, drawBetween, drawOne } from './draw.ts'
import { type Days, partOf } from './lateness.ts'
import { payday, planPayment, timeOn, unpaid } from './pay.ts'
import { personaOf } from './persona.ts'
import { drop, plan, plannedFor, type Saying } from './plan.ts'

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

/** From a message to its answer. */
const ANSWER_HOURS: Days = [2, 30]
/** From the answer to the day that it names: two working days at least. */
const PROMISED_DAYS: Days = [4, 12]
/** What is due later than in so many days is not paid because somebody writes. */
const SOON = 7
/** Who breaks promises makes so many for an invoice, and no more. */
const MOST_PROMISES = 2
/** From a reminder to the payment of who had only forgotten. */
export const REMINDED_DAYS: Days = [2, 6]
/** From the day that was promised to the payment, of who breaks promises. */
const BROKEN_FOR: Days = [7, 21]
/** A customer who disputes invoices disputes so many of them. */
export const DISPUTED = 0.4
/** Of those who answer nothing, so many pay when somebody calls. */
export const CALLED = 0.6
/** How those act who are back in the office: as one of these. */
const PERSONAS_WHEN_BACK = ['prompt', 'forgetful', 'promiser'] as const

function payAll({ world, owed, after }: Reminder, days: Days, share = 1): void {
  for (const { id, company } of owed) {
    const day = payday(addDays(todayOf(world, company), after), drawBetween(world, 'pays in', id, days), days)
    plan(world, { company, intent: 'pay', about: id, at: timeOn(world, company, day, id), share })
  }
}

/** @param promised from the answer to the day that it names */
function answer({ world, message, after }: Reminder, says: Saying, promised?: number): void {
  const { id, company } = message
  const zone = zoneOf(world, company)
  const hours = drawBetween(world, 'answers in', id, ANSWER_HOURS) + after * 24
  const at = inOfficeHours(zone, world.clock.ms + hours * HOUR_MS, draw(world, 'answers at', id))
  const date = promised === undefined ? null : weekday(addDays(dateIn(zone, Date.parse(at)), promised))
  plan(world, { company, intent: 'reply', about: id, at, says, date })
}

/** Names a day for what has none yet. */
function promise(reminder: Reminder): void {
  const { world, message, debtor, owed } = reminder
  if (unpromised(world, debtor, owed).length)
    answer(reminder, 'promise', drawBetween(world, 'promised', message.id, PROMISED_DAYS))
}

const madeFor = (world: World, invoice: InvoiceRow): number =>
  world
    .table(promises)
    .list('ofCustomer', invoice.customer)
    .filter((each) => isFor(world, each, invoice)).length

/** What a day can be promised for: nothing for which one is, or was too often. */
export const unpromised = (world: World, debtor: Customer, owed: readonly InvoiceRow[]): InvoiceRow[] =>
  owed.filter((invoice) => !promiseFor(world, invoice) && (keepsWord(world, debtor) || madeFor(world, invoice) < MOST_PROMISES))

/** What was promised is paid a day before, so that the books know of it by the day; by those who break promises some time after it. */
export function keep(world: World, debtor: Customer, owed: readonly InvoiceRow[], date: string, cause: string): void {
  const isKept = keepsWord(world, debtor)
  for (const { id, company } of owed)
    if (isKept) plan(world, { company, intent: 'pay', about: id, at: timeOn(world, company, weekdayBefore(date), cause) })
    else putOff(world, id, timeOn(world, company, payday(date, drawBetween(world, 'breaks', id, BROKEN_FOR), BROKEN_FOR), cause))
}

/** What was meant for sooner is done then. */
function putOff(world: World, invoice: string, at: string): void {
  const planned = plannedFor(world, 'pay', invoice)
  if (!planned || compareInstants(planned.at, at) >= 0) return
  drop(world, 'pay', invoice)
  plan(world, { ...planned, at })
}

function keepsWord(world: World, debtor: Customer): boolean {
  const persona = personaOf(world, debtor)
  return (persona === 'out_of_office' ? personaWhenBack(world, debtor) : persona) === 'promiser'
}

const personaWhenBack = (world: World, { id }: Customer): (typeof PERSONAS_WHEN_BACK)[number] =>
  drawOne(world, 'behind', id, PERSONAS_WHEN_BACK)

/** Whether an invoice is one that its customer would dispute. */
const isDoubted = (world: World, { id }: InvoiceRow): boolean => draw(world, 'doubts', id) < DISPUTED

function dispute(reminder: Reminder): void {
  const { world, message, owed } = reminder
  if (putsOff(message.body)) return
  const rejected = owed.filter((invoice) => isRejected(world, invoice))
  payAll({ ...reminder, owed: owed.filter((invoice) => !isDoubted(world, invoice)) }, [3, 10])
  payAll({ ...reminder, owed: owed.filter((invoice) => isDoubted(world, invoice) && !rejected.includes(invoice)) }, [2, 6])
  if (rejected.length) answer(reminder, 'dispute')
}

/** Whether a customer disputes an invoice, and has had no answer to that. */
export function isRejected(world: World, invoice: InvoiceRow): boolean {
  const claim = claimAbout(world, 'dispute', invoice)
  const answers = claim ? answersTo(world, claim, invoice.id) : []
  return isDoubted(world, invoice) && !answers.some(({ is_resolved, body }) => is_resolved || settles(body))
}

const reactions: Readonly<Record<Persona, Reaction>> = {
  prompt: (reminder) => payAll(reminder, [0, 2]),
  forgetful: (reminder) => payAll(reminder, REMINDED_DAYS),
  slow: () => {},
  promiser: promise,
  breaker: promise,
  part_payer: (reminder) => {
    // Who has paid a part, and asked for the rest to wait, does not do so again.
    const owed = reminder.owed.filter((invoice) => unpaid(reminder.world, invoice) === invoice.amount)
    if (answersCustomer(reminder.world, reminder.message.in_reply_to) || !owed.length) return
    payAll({ ...reminder, owed }, [3, 8], partOf(draw(reminder.world, 'share', reminder.message.id)))
    answer(reminder, 'rest_later')
  },
  disputer: dispute,
  silent: (reminder) => {
    const { world, message } = reminder
    if (isSpoken(message) && draw(world, 'called', message.id) < CALLED) payAll(reminder, [3, 10])
  },
  out_of_office: (reminder) => {
    const { world, message, debtor } = reminder
    reactions[personaWhenBack(world, debtor)]({ ...reminder, after: absence(world, message).after })
  },
  moved_on: (reminder) => {
    if (!comesBack(reminder.world, reminder.message)) payAll(reminder, [2, 6])
  },
}

/** Those who answer a letter, where they would rather not pay yet. */
const answering: readonly Persona[] = ['promiser', 'breaker', 'part_payer', 'disputer']

const comesBack = (world: World, message: ThreadRow): boolean => message.communication_type === 'email' && isGone(world, message)

/** The first address that was written to is the one that nobody reads any more. */
function isGone(world: World, { company, customer, recipients: [address = ''] }: ThreadRow): boolean {
  if (hasBounced(world, company, address)) return true
  const sent = world.table(threads).list('ofCustomer', company, customer)
  return !sent.some(({ recipients: [other = ''] }) => hasBounced(world, company, other))
}

/** What a message of the company is about: those of the invoices that it names for which money has to come; where it names none, all that are past due. */
export function owedBy(world: World, { company, customer, invoices: named }: ThreadRow): InvoiceRow[] {
  const open = world.table(invoices).list('openOfCustomer', customer)
  const owed = open.filter((invoice) => unpaid(world, invoice) > 0)
  return owed.filter(({ id, due_date }) => (named.length ? named.includes(id) : due_date < todayOf(world, company)))
}

/** What answers a letter by itself, whatever it says. */
function reactAtOnce(world: World, message: ThreadRow, persona: Persona): void {
  const { id: about, company, communication_type } = message
  const at = world.clock.in('PT1M')
  if (persona === 'moved_on' && comesBack(world, message)) plan(world, { company, intent: 'bounce', about, at })
  if (persona === 'out_of_office' && communication_type === 'email' && absence(world, message).isFirst)
    plan(world, { company, intent: 'auto_reply', about, at })
}

/** Whether there is anything in it for somebody to do. Thanks, and that something is noted or looked into, ask for nothing. */
function isForThem(world: World, message: ThreadRow, persona: Persona): boolean {
  const { body, in_reply_to } = message
  if (isSpoken(message)) return !isInVain(body)
  return !isIdle(body) && (persona === 'disputer' || !answersCustomer(world, in_reply_to) || asks(body))
}

/** What is disputed no more is paid. */
export function endDisputes(world: World, message: ThreadRow): void {
  for (const invoice of world.table(invoices).list('openOfCustomer', message.customer)) {
    const claim = claimAbout(world, 'dispute', invoice)
    if (!claim || !isOn(message, claim, invoice.id) || !isAnswerTo(world, message, claim)) continue
    drop(world, 'write_off', invoice.id)
    planPayment(world, invoice)
  }
}

/** A message of the company has reached a customer. */
export function react(world: World, message: ThreadRow): void {
  const debtor = world.table(customers).get(message.customer)
  if (!debtor) return
  const persona = personaOf(world, debtor)
  const open = owedBy(world, message)
  reactAtOnce(world, message, persona)
  if (!isForThem(world, message, persona)) return
  const soon = addDays(todayOf(world, debtor.company), SOON)
  const owed = open.filter(({ due_date }) => due_date <= soon)
  const reminder = { world, message, debtor, owed, after: 0 }
  if (owed.length) reactions[persona](reminder)
  else if (open.length && answering.includes(persona)) answer(reminder, 'not_due')
}
