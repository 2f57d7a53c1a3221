/** How much comes to an account: about as much as before, so that nobody sees where its past ends. */
import { compareInstants } from '../../core/store/compare.ts'
import { placeBefore } from '../../core/store/select.ts'
import { toIso } from '../../core/time/clock.ts'
import { DAY_MS } from '../../core/time/day.ts'
import type { World } from '../../core/world/handle.ts'
import { crmEvents } from '../calendar/event.ts'
import type { ConnectionRow } from '../connections/connection.ts'
import { crmEmails, type EmailRow } from '../email/email.ts'
import { newsletters } from './newsletter.ts'

const WEEKS_MS = 28 * DAY_MS
/** In four weeks, in which letters and meetings come at their usual pace. */
const USUAL = { letters: 8, meetings: 4 }
/** However little came before: this many times as long until the next. */
const SLOWEST = 5

/** How many times as long as usual it is until the next one. */
const paceFor = (usual: number, count: number): number => Math.min(Math.max(usual / count, 1), SLOWEST)

/** The mail of an account, brought or not. */
export const mailOf = (world: World, { id }: ConnectionRow): EmailRow[] =>
  (['ofConnection', 'waiting'] as const).flatMap((index) => world.table(crmEmails).list(index, id))

/** What somebody has written to a person since a time, at whatever address, brought or not. */
export function mailFrom(world: World, user: string, address: string, ms: number): EmailRow[] {
  const slice = {
    rows: world.table(crmEmails).in('ofSender', user, address),
    until: placeBefore<EmailRow>({ receivedAt: toIso(ms) }),
  }
  return [...world.table(crmEmails).walk('ofSender', [slice])]
}

/** What a person has sent from all accounts. */
export const sentBy = (world: World, { user }: ConnectionRow): EmailRow[] => world.table(crmEmails).list('sent', user)

/** Of the conversations that others began in the last four weeks. */
export function letterPace(world: World, account: ConnectionRow): number {
  const from = world.clock.ms - WEEKS_MS
  const first = new Map<string, EmailRow>()
  const mail = mailOf(world, account).sort((a, b) => compareInstants(a.receivedAt, b.receivedAt))
  for (const email of mail) if (!first.has(email.threadId)) first.set(email.threadId, email)
  const isLetter = ({ isSent, receivedAt, from: writer }: EmailRow): boolean =>
    !isSent && Date.parse(receivedAt) > from && newsletters.every((each) => each.from !== writer)
  return paceFor(USUAL.letters, [...first.values()].filter(isLetter).length)
}

/** Of the meetings of the last four weeks. */
export function meetingPace(world: World, { id }: ConnectionRow): number {
  const from = world.clock.ms - WEEKS_MS
  const events = (['ofConnection', 'waiting'] as const).flatMap((index) => world.table(crmEvents).list(index, id))
  const held = events.filter(({ start }) => Date.parse(start) > from && world.clock.isPast(start))
  return paceFor(USUAL.meetings, held.length)
}
