/** What is sent is answered, some hours or days later, by the first of those it is to, and now and then by another. */
import { HOUR_MS } from '../../core/time/day.ts'
import type { World } from '../../core/world/handle.ts'
import { tell } from '../calendar/answers.ts'
import type { EventRow } from '../calendar/event.ts'
import { drawer, ownerOf } from '../connections/account.ts'
import { type ConnectionRow, crmConnections } from '../connections/connection.ts'
import { accountsOf, deliverTo } from '../email/deliver.ts'
import { crmEmails, type EmailRow } from '../email/email.ts'
import { answersTo, type Proposal } from './answers.ts'
import { letterTo } from './arrive.ts'
import { askedIn, daysMeant } from './asked.ts'
import { callOff, invitedFor, isOn, meetingOf, meetingOfThread } from './call-off.ts'
import { wantsNoAnswer } from './farewell.ts'
import { atWork, inTime, isMachine } from './people.ts'
import { type CrmPlan, plan, planned } from './plan.ts'
import { propose } from './propose.ts'
import { type Reading, readingOf } from './reading.ts'
import type { Days } from './said-days.ts'
import { ours } from './said-meetings.ts'
import { shiftIn } from './said-times.ts'
import { isForThis, isOff, isThanks, type Kind, needsMeeting, type Topic, topicOf } from './topic.ts'
import { asWeekday, isAtOtherTime, whenIs } from './when.ts'

/** From a letter to its answer. */
const HOURS = [2, 51] as const
/** Of those who are written to beside the first, so many answer too. */
const OTHERS = 0.25
/** Of letters that ask nothing, in conversations that go on, so many are answered. */
const CHATTY = 0.6

/** Those of some addresses who read their mail and have no account in the world. */
const outside = (world: World, addresses: readonly string[]): string[] =>
  addresses.filter((address) => !isMachine(address) && world.table(crmConnections).in('ofAddress', address).size === 0)

/** The owner of an account has sent something: those who will answer mean to. */
export function hear(world: World, email: EmailRow): void {
  const account = world.table(crmConnections).get(email.connectionId)
  if (!account) return
  for (const [place, who] of outside(world, email.to).entries()) planReply(readingOf(world, account, email, who), place === 0)
}

function planReply(reading: Reading, isFirst: boolean): void {
  const { world, account, email, who, cause } = reading
  const thread = threadOf(reading)
  const { draw, between } = drawer(world, account)
  const n = thread.length
  const isFirstOfOurs = thread.filter(({ isSent }) => isSent).length < 2
  const isDue = isFirstOfOurs || topicOf(email.body) !== undefined || draw(`${cause}/goes on`, n) < CHATTY
  if (!(isFirst ? isDue : draw(`${cause}/also`, n) < OTHERS)) return
  if (topicOf(email.body) === undefined && (wantsNoAnswer(email.body) || (isThanks(email.body) && !isAnswer(reading)))) return
  const subject = `${email.threadId}/${who}`
  const after = world.clock.ms + between(`${cause}/hours`, n, ...HOURS) * HOUR_MS
  const hour = draw(`${cause}/hour`, n)
  const wanted = planned(world, account, 'reply', subject)?.at ?? atWork(world, who, after, hour)
  const { known } = understand(reading)
  const at = known ? inTime(world, who, wanted, known, hour) : wanted
  // Who has not answered yet answers the latest.
  plan(world, account, subject, { intent: 'reply', who, email: email.id, at, n })
}

const threadOf = ({ world, email: { user, threadId } }: Reading): EmailRow[] =>
  world.table(crmEmails).list('ofThread', user, threadId)

/** The first day that is said to suit: one of the week is the next from the letter, or from its reading. */
const firstDays = (reading: Reading, said: Topic): Days[] =>
  [daysMeant(reading, said)[0], askedIn(reading, said, undefined).offers[0]?.days].flatMap((days) => (days ? [days] : []))

/** The meeting that a letter speaks of, and whether at another time. */
function meantBy(reading: Reading, said: Topic) {
  const { email, subject } = reading
  const goesOn = email.subject !== subject || threadOf(reading)[0] !== email
  const own = goesOn && isForThis(said) ? meetingOfThread(reading) : undefined
  if (!own && !isOff(said) && !/^(?:stands|when|day)$/.test(said.kind)) return undefined
  const days = said.kind === 'day' ? firstDays(reading, said) : daysMeant(reading, said)
  const event = own ?? meetingOf(reading, said, days)
  if (!event) return undefined
  const isOther = (days.length > 0 && !isOn(event, days)) || isAtOtherTime(reading, event, said.asked)
  return { event, isOther, moves: own !== undefined && (said.kind === 'meeting' || isOther) }
}

/** Who else comes to a meeting that is asked for: those who are sent the letter, and the guests of the one that moves who have not declined. */
function guestsOf({ account, email, who }: Reading, moved: EventRow | undefined): string[] {
  const declined = moved?.responses.flatMap(({ attendee, answer }) => (answer === 'declined' ? [attendee] : [])) ?? []
  const guests = new Set([...email.to.filter((to) => !isMachine(to)), ...(moved?.attendees ?? [])])
  for (const other of [who, account.email, ...declined]) guests.delete(other)
  return [...guests]
}

export function reply(world: World, account: ConnectionRow, { who, email: id, n }: CrmPlan): string {
  const email = world.table(crmEmails).get(id ?? '')
  if (!email || who === null) return 'the e-mail is gone'
  const reading = readingOf(world, account, email, who)
  const { said, known, isOther } = understand(reading)
  const { kind, about, meeting, odd } = said ? act(reading, n, said, known) : {}
  const facts = {
    us: ownerOf(world, account)?.firstName ?? '',
    meeting,
    odd,
    known: about && whenIs(reading, about),
    isOther,
    isAnswer: isAnswer(reading),
  }
  const words = answersTo(kind, facts.isAnswer, email.body)
  send(reading, drawer(world, account).pick(`${reading.cause}/words`, n, words)(facts))
  return `${who} answered`
}

/** What a letter says, and the meeting that it speaks of. */
interface Understood {
  readonly said: Topic | undefined
  readonly known: EventRow | undefined
  /** Whether the letter has it at another time. */
  readonly isOther: boolean
}

function understand(reading: Reading): Understood {
  const { body } = reading.email
  const whole = topicOf(body)
  const failing = whole?.beside ?? whole
  // What does not work, or is to be elsewhere, is no meeting where there is none that can be meant.
  const isOfNone = failing && needsMeeting(failing) && !meantBy(reading, failing)
  const asked = isOfNone ? (topicOf(body, false) ?? { ...failing, kind: 'open' as const }) : whole
  // "I cannot make our call. Could you send me the form?" is about the call.
  const off = asked?.beside && !isOff(asked) ? meantBy(reading, asked.beside) : undefined
  const wish = off ? asked?.beside : asked
  const { event: known, isOther = false, moves = false } = off ?? (wish && meantBy(reading, wish)) ?? {}
  // Another time or place that is named in a conversation about a meeting is for that one.
  return { said: wish && moves ? { ...wish, kind: 'move' } : wish, known, isOther }
}

/** What there is to answer: of what kind it is, about which meeting, and which one is proposed. */
interface Outcome {
  readonly kind?: Kind
  readonly about?: EventRow | undefined
  readonly meeting?: Proposal | undefined
  /** What is wrong with the day that is named. */
  readonly odd?: string
}

/** Does what a letter asks for: calls a meeting off, moves it, invites to one, or accepts that somebody else has. */
function act(reading: Reading, n: number, said: Topic, known: EventRow | undefined): Outcome {
  const { world, who, subject } = reading
  const isMove = said.kind === 'move'
  const isDay = said.kind === 'day'
  // "Thursday suits me" asks for no other day where the meeting is on that one.
  if (isDay && known) return { kind: 'stands', about: known }
  if (!isMove && !isDay && said.kind !== 'meeting') {
    if (known && isOff(said)) callOff(reading, known)
    return { kind: said.kind, about: known }
  }
  // A meeting that moves keeps its title. Where another reader has called the old one off, nobody knows it.
  const shared = invitedFor(reading, isMove ? known?.title : subject)
  if (shared) {
    tell(world, shared, { attendee: who, answer: 'accepted', at: world.clock.now() })
    if (known && isMove) callOff(reading, known)
    return { kind: 'joins', about: shared }
  }
  // "Can we move our call?": a call that is not in the calendar cannot move.
  if (isMove && !known && (shiftIn(said.asked) !== 0 || ours.test(said.asked))) return { kind: 'stands' }
  const asked = askedIn(reading, said, known)
  const [wish] = asked.offers
  if (wish?.isOdd && wish.days) return { kind: 'unclear', odd: asWeekday(wish.days[0]) }
  const meeting = propose(reading, asked, { n, others: guestsOf(reading, known), moved: known })
  if (known && isMove && !meeting?.stays) callOff(reading, known)
  // Nobody has time: who is asked has to find out.
  if (!meeting) return { kind: 'open', about: known }
  // "Could we move it to Friday?" asks for a new meeting where there is no old one.
  const kind = isMove && !known ? 'meeting' : said.kind
  return { kind: meeting.stays ? 'stays' : kind, about: known, meeting }
}

/** Answers to all to whom the letter was. */
function send({ world, account, email, who, subject }: Reading, body: string): void {
  const others = [...new Set([...email.to, ...email.cc])].filter((address) => address !== who && address !== account.email)
  const answer = letterTo(world, account, {
    threadId: email.threadId,
    from: who,
    cc: others,
    subject: `Re: ${subject}`,
    body,
  })
  deliverTo(world, account, answer)
  for (const other of accountsOf(world, others)) deliverTo(world, other, answer)
}

/** Whether a letter came after a question of the one who is written to. */
function isAnswer(reading: Reading): boolean {
  const thread = threadOf(reading)
  const place = thread.findIndex(({ id }) => id === reading.email.id)
  const last = thread.slice(0, place).findLast(({ from }) => from === reading.who)
  return last !== undefined && topicOf(last.body) !== undefined
}
