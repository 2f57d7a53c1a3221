/** What a message of the company makes a customer do. */
import { addDays, HOUR_MS } from '../../core/time/day.ts'
import { inOfficeHours, weekday } from '../../core/time/office-hours.ts'
import { dateIn } from '../../core/time/time-zone.ts'
import type { World } from '../../core/world/handle.ts'
import { lastBounce } from '../communications/bounce.ts'
import { answersCustomer } from '../communications/from-customer.ts'
import { asks, isIdle, isInVain, putsOff } from '../communications/reading.ts'
import { isSpoken, type ThreadRow, threads } from '../communications/thread.ts'
import { todayOf, zoneOf } from '../companies/company.ts'
import { type Customer, customers } from '../customers/customer.ts'
import type { Persona } from '../customers/persona.ts'
import type { InvoiceRow } from '../invoices/invoice.ts'
import { absence } from './away.ts'
import { draw, drawBetween } from './draw.ts'
import { type Days, partOf } from './lateness.ts'
import { isDoubted, isRejected, owedBy, unpromised } from './owed.ts'
import { payday, timeOn, unpaid } from './pay.ts'
import { personaOf, personaWhenBack } from './persona.ts'
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

/** From a message to its answer. */
const ANSWER_HOURS: Days = [2, 30]
/** From the answer to the day that it names: two working days at least. */
const PROMISED_DAYS: Days = [4, 12]
/** What is due later than in so many days is not paid because somebody writes. */
const SOON = 7
/** From a reminder to the payment of who had only forgotten. */
export const REMINDED_DAYS: Days = [2, 6]
/** Of those who answer nothing, so many pay when somebody calls. */
export const CALLED = 0.6

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

function dispute(reminder: Reminder): void {
  const { world, message, owed } = reminder
  if (putsOff(message.body)) return
  const rejected = owed.filter((invoice) => isRejected(world, invoice))
  payAll({ ...reminder, owed: owed.filter((invoice) => !isDoubted(world, invoice)) }, [3, 10])
  payAll({ ...reminder, owed: owed.filter((invoice) => isDoubted(world, invoice) && !rejected.includes(invoice)) }, [2, 6])
  if (rejected.length) answer(reminder, 'dispute')
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
const answerers: readonly Persona[] = ['promiser', 'breaker', 'part_payer', 'disputer']

/** Who writes is there. */
const comesBack = (world: World, message: ThreadRow): boolean =>
  message.communication_type === 'email' && !answersCustomer(world, message.in_reply_to) && isGone(world, message)

/** The first address that was written to is the one that nobody reads any more. */
function isGone(world: World, { company, customer, recipients: [address = ''] }: ThreadRow): boolean {
  if (lastBounce(world, company, address)) return true
  const sent = world.table(threads).list('ofCustomer', company, customer)
  return !sent.some(({ recipients: [other = ''] }) => lastBounce(world, company, other))
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
  else if (open.length && answerers.includes(persona)) answer(reminder, 'not_due')
}
