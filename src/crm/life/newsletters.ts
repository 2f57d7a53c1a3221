/** What comes every week, or every few weeks, to everybody who has subscribed. */
import { toIso } from '../../core/time/clock.ts'
import { DAY_MS, dateOf, dayOfWeek, timeOn, toLetterDate } from '../../core/time/day.ts'
import type { World } from '../../core/world/handle.ts'
import { drawer } from '../connections/account.ts'
import type { ConnectionRow } from '../connections/connection.ts'
import { arrive, newThread } from './arrive.ts'
import { isFarewell } from './farewell.ts'
import { type Newsletter, newsletters } from './newsletter.ts'
import { mailOf, sentBy } from './pace.ts'
import { type CrmPlan, plan } from './plan.ts'
import { readOf } from './read.ts'

const WEEK_MS = 7 * DAY_MS
/** A subscription of which nothing came for so long is over. */
const LATELY_MS = 2 * WEEK_MS

/** An account has one of them, or two. */
function subscriptionsOf(world: World, account: ConnectionRow): Newsletter[] {
  const { between } = drawer(world, account)
  const without = between('life/unsubscribed', 0, 0, newsletters.length - 1)
  return newsletters.filter((_, place) => place !== without)
}

/** The next issue: of what comes on Tuesdays, the next Tuesday. */
function nextIssue({ weekday, minute }: Newsletter, ms: number): number {
  const day = Math.floor(ms / DAY_MS)
  const ahead = (weekday - dayOfWeek(dateOf(day)) + 7) % 7
  const time = timeOn(day + ahead, minute)
  return time > ms ? time : time + WEEK_MS
}

/** Those of which an issue came lately come again, as often as before. */
export function planNewsletters(world: World, account: ConnectionRow): void {
  const mail = mailOf(world, account)
  for (const newsletter of newsletters) {
    const [last, before] = mail.filter(({ from }) => from === newsletter.from).reverse()
    if (!last || Date.parse(last.receivedAt) < world.clock.ms - LATELY_MS) continue
    const weeks = before ? Math.round((Date.parse(last.receivedAt) - Date.parse(before.receivedAt)) / WEEK_MS) : 1
    planIssue(world, account, newsletter, Date.parse(last.receivedAt), Math.max(weeks, 1))
  }
}

/** @param after the time of an issue; the next one comes some weeks later */
function planIssue(world: World, account: ConnectionRow, { from }: Newsletter, after: number, weeks: number): void {
  plan(world, account, from, { intent: 'newsletter', who: from, at: toIso(after + weeks * WEEK_MS), pace: weeks })
}

/** Whether who owns an account has written from it that they want no more issues. */
const isOver = (world: World, account: ConnectionRow, { from }: Newsletter): boolean =>
  sentBy(world, account).some(
    ({ connectionId, to, subject, body }) =>
      connectionId === account.id &&
      to.includes(from) &&
      (isFarewell(body) || [subject, readOf(body)].some((text) => /\bunsubscribe\b/i.test(text))),
  )

export function sendNewsletter(world: World, account: ConnectionRow, { who, at, pace }: CrmPlan): string {
  const newsletter = newsletters.find(({ from }) => from === who)
  if (!newsletter) return 'there is no such newsletter'
  if (isOver(world, account, newsletter)) return `${newsletter.name} was unsubscribed from`
  planIssue(world, account, newsletter, Date.parse(at), pace)
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
  arrive(world, account, { threadId: newThread(world, account, from, week), from, cc: [], subject, body: text, receivedAt })
}
