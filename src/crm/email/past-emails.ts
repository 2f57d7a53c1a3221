/** What an account holds before it is connected: the mail of some weeks, and what is on its way to it. */
import { toIso } from '../../core/time/clock.ts'
import { DAY_MS, timeOn } from '../../core/time/day.ts'
import { weekdayFrom } from '../../core/time/office-hours.ts'
import type { World } from '../../core/world/handle.ts'
import { isAlive } from '../../core/world/life.setting.ts'
import { seededUuid } from '../../core/world/random.ts'
import { drawer, type Known, nameOf, ownerOf, peopleOf } from '../connections/account.ts'
import type { ConnectionRow } from '../connections/connection.ts'
import { linksOf } from '../entities/entity.ts'
import { sendPastNewsletters } from '../life/newsletters.ts'
import { addressesOf, crmEmails } from './email.ts'
import { type Plot, plainPlots, plots, type Side, sideOf, textOf } from './plots.ts'

/** Days before and after the first sync, and from one conversation to the next. */
const BACK = 28
const AHEAD = 28
const EVERY = 2
/** Days in which what has come is unread and unanswered, and after which things are put away. */
const NEW = 7
const OLD = 14

/** What a conversation is about, and with whom. */
interface Subject {
  readonly plot: Plot
  readonly them: Known
}

/** A letter of a conversation: whose it is, what it says, and when it was sent. */
interface Letter extends Subject {
  readonly number: number
  readonly side: Side
  readonly index: number
  readonly isLast: boolean
  readonly ms: number
}

/** Puts the mail of an account to where it waits for a sync, the oldest first. */
export function fetchPastEmails(world: World, account: ConnectionRow): void {
  const days = isAlive(world) ? BACK : BACK + AHEAD
  const begun: Subject[] = []
  const conversations = Array.from({ length: Math.floor(days / EVERY) }, (_, n) => conversation(world, account, n, begun))
  for (const each of conversations.flat().sort((a, b) => a.ms - b.ms)) put(world, account, each)
  if (isAlive(world)) sendPastNewsletters(world, account, BACK)
}

/** In a world that lives what is written about is there, and more comes by itself. */
const plotsOf = (world: World): readonly Plot[] => (isAlive(world) ? plainPlots : plots)
const isIncoming = ({ opens }: Plot): boolean => opens === 'them'

/** The next plot in turn; in a world that lives, one that the two have not talked about. */
function subjectOf(
  world: World,
  account: ConnectionRow,
  number: number,
  choice: readonly Plot[],
  begun: Subject[],
): Subject | undefined {
  const { between, pick } = drawer(world, account)
  const first = between('first plot', 0, 0, choice.length - 1) + number
  for (const place of choice.keys()) {
    const plot = choice[(first + place) % choice.length] as Plot
    const them = pick('person', number, peopleOf(world, account, plot.who))
    if (isAlive(world) && begun.some((each) => each.plot === plot && each.them.address === them.address)) continue
    begun.push({ plot, them })
    return { plot, them }
  }
  return undefined
}

/** A letter in office hours, an answer some hours later, the next letter on the next working day. The owner has not got to what is new. */
function conversation(world: World, account: ConnectionRow, number: number, begun: Subject[]): Letter[] {
  const { between } = drawer(world, account)
  const fresh = world.clock.ms - NEW * DAY_MS
  let day = weekdayFrom(Math.floor(world.clock.ms / DAY_MS) - BACK + number * EVERY)
  const choice = timeOn(day, 0) < fresh ? plotsOf(world) : plotsOf(world).filter(isIncoming)
  const about = subjectOf(world, account, number, choice, begun)
  if (!about) return []
  const { plot, them } = about
  const letters: Omit<Letter, 'isLast'>[] = []
  let minute = 0
  for (const index of plot.texts.keys()) {
    const isAnswer = index % 2 === 1
    const draw = number * 10 + index
    if (index > 0 && !isAnswer) day = weekdayFrom(day + 1)
    minute = isAnswer ? minute + between('answer', draw, 40, 239) : between('letter', draw, 780, 1019)
    const side = sideOf(plot, index)
    const ms = timeOn(day, minute)
    if (side === 'us' && ms > fresh) break
    letters.push({ number, plot, them, side, index, ms })
  }
  return letters.map((each) => ({ ...each, isLast: each.index === letters.length - 1 }))
}

function put(world: World, account: ConnectionRow, { number, plot, them, side, index, isLast, ms }: Letter): void {
  const { draw } = drawer(world, account)
  const { firstName = '', tenantSlug = '' } = ownerOf(world, account) ?? {}
  const facts = { them: them.first, us: firstName, company: them.company }
  const isSent = side === 'us'
  const ends = {
    from: isSent ? account.email : them.address,
    to: [isSent ? them.address : account.email],
    cc: [],
    bcc: [],
  }
  const age = world.clock.ms - ms
  world.create(crmEmails, {
    user: account.user,
    connectionId: account.id,
    threadId: seededUuid(world.ids.source.seed, `crm_thread/${nameOf(account)}`, number),
    ...ends,
    ...textOf(plot, index, facts),
    isRead: isSent || !isLast || age > NEW * DAY_MS,
    isStarred: index === 0 && age > 0 && draw('star', number) < 0.1,
    isArchived: age > OLD * DAY_MS && draw('archive', number) < 0.4,
    receivedAt: toIso(ms),
    entities: linksOf(world, tenantSlug, addressesOf(ends)),
    isSent,
    isSynced: false,
  })
}
