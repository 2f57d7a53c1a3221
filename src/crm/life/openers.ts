/** What people write about of themselves, over the facts at hand: deals, meetings past and coming, and what anybody asks. */
import { placeBefore, placeBehind } from '../../core/store/select.ts'
import { toIso } from '../../core/time/clock.ts'
import { DAY_MS, toLetterDate } from '../../core/time/day.ts'
import { dateIn } from '../../core/time/time-zone.ts'
import type { World } from '../../core/world/handle.ts'
import { crmEvents, type EventRow, isComing } from '../calendar/event.ts'
import { meal } from '../calendar/meetings.ts'
import type { Known } from '../connections/account.ts'
import type { ConnectionRow } from '../connections/connection.ts'
import { billed, offices, type Plot, prices } from '../email/plots.ts'
import { dealsOf } from './people.ts'

/** Days in which a meeting is talked about. */
const NEAR = 7

interface Topics {
  /** The name of a deal that the writer is part of. */
  readonly deal: string | undefined
  /** A meeting with the writer, who has not declined it, that was not long ago, and one that is to come after a day. */
  readonly past: EventRow | undefined
  readonly coming: EventRow | undefined
}

interface Writing extends Topics {
  readonly them: Known
  readonly us: string
}

export interface Letter {
  readonly subject: string
  readonly text: string
}

/** What it says; undefined where it has nothing to be about. */
type Opener = (writing: Writing) => Letter | undefined

export function topicsOf(world: World, account: ConnectionRow, { address }: Known): Topics {
  const [from, until] = [-NEAR, NEAR].map((days) => toIso(world.clock.ms + days * DAY_MS)) as [string, string]
  const rows = world.table(crmEvents).in('ofUser', account.user)
  const near = { rows, from: placeBehind<EventRow>({ start: from }), until: placeBefore<EventRow>({ start: until }) }
  const meetings = [...world.table(crmEvents).walk('ofUser', [near])].filter(
    (event) =>
      event.connectionId === account.id && event.status === 'confirmed' && isComing(event, address) && !meal.test(event.title),
  )
  return {
    deal: dealsOf(world, account, address)[0]?.name,
    past: meetings.findLast(({ end }) => world.clock.isPast(end)),
    coming: meetings.find(({ start }) => Date.parse(start) > world.clock.ms + DAY_MS),
  }
}

const dateOf = ({ start, timeZone }: EventRow): string => toLetterDate(dateIn(timeZone, Date.parse(start)))

/** How a plot begins. */
const openingOf =
  ({ subject, texts: [text = () => ''] }: Plot): Opener =>
  ({ them, us }) => {
    const facts = { them: them.first, us, company: them.company }
    return { subject: subject(facts), text: text(facts) }
  }

const letter =
  (subject: string, text: string): Opener =>
  () => ({ subject, text })
const aboutDeal =
  (text: (deal: string) => string): Opener =>
  ({ deal }) =>
    deal === undefined ? undefined : { subject: deal, text: text(deal) }
const about =
  (which: 'past' | 'coming', text: (title: string, date: string) => string): Opener =>
  ({ [which]: meeting }) =>
    meeting && { subject: meeting.title, text: text(meeting.title, dateOf(meeting)) }

const fromContacts: readonly Opener[] = [
  aboutDeal((deal) => `I have talked to my colleagues about “${deal}”. What do you still need from us?`),
  aboutDeal((deal) => `Who is the right person on your side for the paperwork of “${deal}”?`),
  about('past', (title, date) => `Thank you for your time on ${date}. Could you send me your notes of “${title}”?`),
  about('past', (title) => `“${title}” was very useful for us. Thank you!`),
  about('coming', (title, date) => `I am looking forward to “${title}” on ${date}. Is there anything that we should prepare?`),
  about('coming', (title, date) => `A colleague would like to listen in on ${date}. Is that all right for “${title}”?`),
  openingOf(billed),
  letter('Quote for more seats', 'We will need some more seats soon. Could you send us a quote?'),
  letter('Import of our contacts', 'Some of our contacts are in the list twice. Can you merge them?'),
  letter('Reports', 'Is there a way to send a report to everybody in the team every week?'),
  letter('A new colleague', 'Somebody new has joined our team and needs an account. What do you need from us for that?'),
  letter('Our list', 'Can we get our contacts as a file?'),
  letter('One more field', 'Can we add a field to our contacts?'),
  letter('Slow', 'Why did every search take so long this morning?'),
  letter('Training', 'Will there be another training?'),
  letter('Phones', 'Is there an app for our phones, too?'),
  letter('Rights', 'Our interns should see contacts, but no deals. Can that be set?'),
]

const fromLeads: readonly Opener[] = [
  openingOf(prices),
  letter('Can you show us a demo?', 'We are working with too many spreadsheets. Could we see a demo?'),
  letter('Where is our data?', 'Our lawyers would like to know where you keep our data. Could you send us something about it?'),
  letter('Who else?', 'Who else in our trade works with you?'),
  letter('Languages', 'Which languages do you have?'),
  about('coming', (title, date) => `I am looking forward to “${title}” on ${date}. Who else will be there?`),
]

const fromAgents: readonly Opener[] = [
  openingOf(offices),
  letter('A smaller office', 'One floor, free at once. Would you like to see it?'),
]

/** By the kind of person that writes. */
export const openers = { contact: fromContacts, lead: fromLeads, agent: fromAgents } as const
