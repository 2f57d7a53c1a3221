/** What comes every week to everybody who has subscribed. */
import { toIso } from '../../core/time/clock.ts'
import { DAY_MS, dateOf, dayOfWeek, toLetterDate } from '../../core/time/day.ts'
import type { World } from '../../core/world/handle.ts'
import { drawer, timeOn } from '../connections/account.ts'
import type { ConnectionRow } from '../connections/connection.ts'
import { type CrmPlan, plan } from './plan.ts'
import { newThread, receive } from './receive.ts'

const WEEK_MS = 7 * DAY_MS

export interface Newsletter {
  readonly from: string
  readonly name: string
  /** Sunday is 0. */
  readonly weekday: number
  /** Minutes of the day, UTC. */
  readonly minute: number
  readonly texts: readonly string[]
}

export const newsletters: readonly [Newsletter, ...Newsletter[]] = [
  {
    from: 'letter@salesnotes.example',
    name: 'Sales Notes',
    weekday: 2,
    minute: 732,
    texts: [
      'How to ask for the next step without pushing, and why the best meetings end early.',
      'What buyers read before they answer, and what they never open.',
      'Three ways to keep a quote alive, told by people who do it every day.',
    ],
  },
  {
    from: 'news@servicedesk.example',
    name: 'The Service Desk',
    weekday: 4,
    minute: 785,
    texts: [
      'A good first week makes a good first year: what to tell new customers, and when.',
      'Fewer tickets by better words: how others name the things in their menus.',
    ],
  },
  {
    from: 'hello@fairsandmeetups.example',
    name: 'Fairs and Meetups',
    weekday: 3,
    minute: 910,
    texts: [
      'Where people of the trade meet next, and what a stand costs.',
      'How to find the ten people worth talking to in a hall of thousands.',
      'Talks that are worth the journey, as readers tell us.',
    ],
  },
]

/** An account has one of them, or two. */
function subscriptionsOf(world: World, account: ConnectionRow): Newsletter[] {
  const { between } = drawer(world, account)
  const without = between('life/unsubscribed', 0, 0, newsletters.length)
  return newsletters.filter((_, place) => place !== without)
}

/** The next issue: of what comes on Tuesdays, the next Tuesday. */
function nextIssue({ weekday, minute }: Newsletter, ms: number): number {
  const day = Math.floor(ms / DAY_MS)
  const ahead = (weekday - dayOfWeek(dateOf(day)) + 7) % 7
  const time = timeOn(day + ahead, minute)
  return time > ms ? time : time + WEEK_MS
}

export function planNewsletters(world: World, account: ConnectionRow): void {
  for (const newsletter of subscriptionsOf(world, account)) planIssue(world, account, newsletter)
}

const planIssue = (world: World, account: ConnectionRow, newsletter: Newsletter): void =>
  plan(world, account, newsletter.from, {
    intent: 'newsletter',
    who: newsletter.from,
    at: toIso(nextIssue(newsletter, world.clock.ms)),
  })

export function sendNewsletter(world: World, account: ConnectionRow, { who, at }: CrmPlan): string {
  const newsletter = newsletters.find(({ from }) => from === who)
  if (!newsletter) return 'there is no such newsletter'
  planIssue(world, account, newsletter)
  issue(world, account, newsletter, Date.parse(at))
  return `${newsletter.name} came`
}

/** What came in the weeks before. */
export function sendPastNewsletters(world: World, account: ConnectionRow, days: number): void {
  const from = world.clock.ms - days * DAY_MS
  for (const newsletter of subscriptionsOf(world, account))
    for (let ms = nextIssue(newsletter, from); ms <= world.clock.ms; ms = nextIssue(newsletter, ms))
      issue(world, account, newsletter, ms)
}

/** An issue of a week says the same to all. */
function issue(world: World, account: ConnectionRow, { from, name, texts }: Newsletter, ms: number): void {
  const receivedAt = toIso(ms)
  const week = Math.floor(ms / WEEK_MS)
  const text = texts[week % texts.length] ?? ''
  const subject = `${name}, ${toLetterDate(receivedAt.slice(0, 10))}`
  receive(world, account, { threadId: newThread(world, account, from, week), from, cc: [], subject, body: text, receivedAt })
}
