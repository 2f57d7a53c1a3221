/** What is sent is answered, some hours or days later, by the first of those it is to, and now and then by another. */
import { HOUR_MS } from '../../core/time/day.ts'
import type { World } from '../../core/world/handle.ts'
import { tell } from '../calendar/answers.ts'
import type { EventRow } from '../calendar/event.ts'
import { drawer, ownerOf } from '../connections/account.ts'
import { type ConnectionRow, crmConnections } from '../connections/connection.ts'
import { accountsOf, deliverTo } from '../email/deliver.ts'
import { crmEmails, type EmailRow } from '../email/email.ts'
import { answersTo, isForThis, isOff, isOfThis, isThanks, ours, type Topic, topicOf, withoutRe } from './answers.ts'
import { letterTo } from './arrive.ts'
import { callOff, invitedFor, isOn, meetingOf, meetingOfThread } from './call-off.ts'
import { newsletters } from './newsletter.ts'
import { atWork } from './people.ts'
import { type CrmPlan, plan, planned } from './plan.ts'
import { daysMeant, isAtOtherTime, propose, whenIs } from './propose.ts'
import { shiftIn } from './wish.ts'

/** From a letter to its answer. */
const HOURS = [2, 51] as const
/** Of those who are written to beside the first, so many answer too. */
const OTHERS = 0.25
/** Of letters that ask nothing, in conversations that go on, so many are answered. */
const CHATTY = 0.6

/** Nobody reads what is sent there. */
const isMachine = (address: string): boolean =>
  newsletters.some(({ from }) => from === address) || /^(no-?reply|do-?not-?reply|mailer-daemon|postmaster)\b/.test(address)

/** Those of some addresses who read their mail and have no account in the world. */
const outside = (world: World, addresses: readonly string[]): string[] =>
  addresses.filter((address) => !isMachine(address) && world.table(crmConnections).in('ofAddress', address).size === 0)

/** The owner of an account has sent something: those who will answer mean to. */
export function hear(world: World, email: EmailRow): void {
  const account = world.table(crmConnections).get(email.connectionId)
  if (!account) return
  for (const [place, who] of outside(world, email.to).entries()) planReply(world, account, email, who, place === 0)
}

function planReply(world: World, account: ConnectionRow, email: EmailRow, who: string, isFirst: boolean): void {
  const thread = threadOf(world, email)
  const { draw, between } = drawer(world, account)
  const cause = `life/${who}/${withoutRe(email.subject)}`
  const n = thread.length
  const isFirstOfOurs = thread.filter(({ isSent }) => isSent).length < 2
  const isDue = isFirstOfOurs || topicOf(email.body) !== undefined || draw(`${cause}/goes on`, n) < CHATTY
  if (!(isFirst ? isDue : draw(`${cause}/also`, n) < OTHERS)) return
  if (isThanks(email.body) && topicOf(email.body) === undefined && !isAnswer(thread, email, who)) return
  const subject = `${email.threadId}/${who}`
  const after = world.clock.ms + between(`${cause}/hours`, n, ...HOURS) * HOUR_MS
  const at = planned(world, account, 'reply', subject)?.at ?? atWork(world, who, after, draw(`${cause}/hour`, n))
  // Who has not answered yet answers the latest.
  plan(world, account, subject, { intent: 'reply', who, email: email.id, at, n })
}

const threadOf = (world: World, { user, threadId }: EmailRow): EmailRow[] =>
  world.table(crmEmails).list('ofThread', user, threadId)

/** The meeting that a letter speaks of, and whether at another time; of days that are said to suit the first counts. */
function meantBy(world: World, account: ConnectionRow, email: EmailRow, said: Topic, who: string) {
  const goesOn = email.subject !== withoutRe(email.subject) || threadOf(world, email)[0] !== email
  const own = goesOn && isForThis(said) ? meetingOfThread(world, account, email, who) : undefined
  if (!own && !isOff(said) && !/^(?:stands|when|day)$/.test(said.kind)) return undefined
  const days = daysMeant(world, email, said, who).slice(0, said.kind === 'day' ? 1 : undefined)
  const event = own ?? meetingOf(world, account, email, who, said, days)
  if (!event) return undefined
  const isOther = (days.length > 0 && !isOn(event, days)) || isAtOtherTime(world, account, who, event, said.asked)
  return { event, isOther, moves: own !== undefined && (said.kind === 'meeting' || isOther) }
}

/** Who else comes to a meeting that is asked for: those who are sent the letter, and the guests of the one that moves who have not declined. */
function guestsOf(world: World, account: ConnectionRow, email: EmailRow, who: string, moved: EventRow | undefined): string[] {
  const declined = moved?.responses.flatMap(({ attendee, answer }) => (answer === 'declined' ? [attendee] : [])) ?? []
  const guests = new Set([...outside(world, email.to), ...(moved?.attendees ?? [])])
  for (const other of [who, account.email, ...declined]) guests.delete(other)
  return [...guests]
}

export function reply(world: World, account: ConnectionRow, { who, email: id, n }: CrmPlan): string {
  const email = world.table(crmEmails).get(id ?? '')
  if (!email || who === null) return 'the e-mail is gone'
  const { pick } = drawer(world, account)
  const subject = withoutRe(email.subject)
  const cause = `life/${who}/${subject}`
  const whole = topicOf(email.body)
  const failing = whole?.beside ?? whole
  // What does not work, or is to be elsewhere, is no meeting where the conversation is about none.
  const isOfNone = failing && isOfThis(failing.asked) && !meantBy(world, account, email, failing, who)
  const asked = isOfNone ? (topicOf(email.body, false) ?? { ...failing, kind: 'open' as const }) : whole
  // That a meeting cannot be comes before whatever else is asked.
  const off = asked?.beside && !isOff(asked) ? meantBy(world, account, email, asked.beside, who) : undefined
  const wish = off ? asked?.beside : asked
  const { event: known, isOther = false, moves = false } = off ?? (wish && meantBy(world, account, email, wish, who)) ?? {}
  // Another time or place that is named in a conversation about a meeting is for that one.
  const said = wish && moves ? { ...wish, kind: 'move' as const } : wish
  const isMove = said?.kind === 'move'
  // Who says that the day of a meeting suits asks for no other.
  const suits = said?.kind === 'day' && known !== undefined
  const wants = isMove || said?.kind === 'meeting' || (said?.kind === 'day' && !suits)
  // A meeting that moves keeps its title; who has called it off before the others answer leaves none.
  const shared = wants ? invitedFor(world, account, email, who, isMove ? known?.title : subject) : undefined
  if (shared) tell(world, shared, who, 'accepted', world.clock.now())
  // What is not in the calendar cannot move.
  const isMissing = isMove && !known && !shared && (shiftIn(said.asked) !== 0 || ours.test(said.asked))
  const asks = wants && !shared && !isMissing
  const meeting = asks
    ? propose(world, account, {
        email,
        topic: said,
        who,
        n,
        others: guestsOf(world, account, email, who, known),
        moved: known,
      })
    : undefined
  // Nobody has time: who is asked has to find out. What was no meeting is not moved.
  const instead = suits || isMissing ? 'stands' : isMove && !known ? 'meeting' : said?.kind
  const kind = shared ? 'joins' : asks && !meeting ? 'open' : meeting?.stays ? 'stays' : instead
  if (known && said && isOff(said) && !meeting?.stays) callOff(world, account, known, who)
  const topic = said && kind && { ...said, kind }
  const about = shared ?? known
  const facts = {
    us: ownerOf(world, account)?.firstName ?? '',
    meeting,
    known: about && whenIs(world, who, about),
    isOther,
    isAnswer: isAnswer(threadOf(world, email), email, who),
  }
  const others = [...new Set([...email.to, ...email.cc])].filter((address) => address !== who && address !== account.email)
  const answer = letterTo(world, account, {
    threadId: email.threadId,
    from: who,
    cc: others,
    subject: `Re: ${subject}`,
    body: pick(`${cause}/words`, n, answersTo(topic, facts.isAnswer, email.body))(facts),
  })
  deliverTo(world, account, answer)
  for (const other of accountsOf(world, others)) deliverTo(world, other, answer)
  return `${who} answered`
}

/** Whether a letter came after a question of the one who is written to. */
function isAnswer(thread: readonly EmailRow[], email: EmailRow, who: string): boolean {
  const before = thread.slice(
    0,
    thread.findIndex(({ id }) => id === email.id),
  )
  const last = before.findLast(({ from }) => from === who)
  return last !== undefined && topicOf(last.body) !== undefined
}
