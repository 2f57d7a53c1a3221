/** How much comes to an account: about as much as before, so that nobody sees where its past ends. */
import { compareInstants } from '../../core/store/compare.ts'
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

/** Of the conversations that others began in the last four weeks. */
export function letterPace(world: World, account: ConnectionRow): number {
  const from = toIso(world.clock.ms - WEEKS_MS)
  const first = new Map<string, EmailRow>()
  const mail = mailOf(world, account).sort((a, b) => compareInstants(a.receivedAt, b.receivedAt))
  for (const email of mail) if (!first.has(email.threadId)) first.set(email.threadId, email)
  const isLetter = ({ isSent, receivedAt, from: writer }: EmailRow): boolean =>
    !isSent && compareInstants(receivedAt, from) > 0 && newsletters.every((each) => each.from !== writer)
  return paceFor(USUAL.letters, [...first.values()].filter(isLetter).length)
}

/** Of the meetings of the last four weeks. */
export function meetingPace(world: World, { id }: ConnectionRow): number {
  const [from, now] = [toIso(world.clock.ms - WEEKS_MS), world.clock.now()]
  const held = world
    .table(crmEvents)
    .list('ending', id)
    .filter(({ start }) => compareInstants(start, from) > 0 && compareInstants(start, now) <= 0)
  return paceFor(USUAL.meetings, held.length)
}
