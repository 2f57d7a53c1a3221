/** Who is around an account: what they are called, where they sit, and what they are part of. */
import { toIso } from '../../core/time/clock.ts'
import { inOfficeHours } from '../../core/time/office-hours.ts'
import type { World } from '../../core/world/handle.ts'
import { itemOf, seededFraction } from '../../core/world/random.ts'
import type { EventRow } from '../calendar/event.ts'
import { type Known, ownerOf } from '../connections/account.ts'
import type { ConnectionRow } from '../connections/connection.ts'
import type { EmailRow } from '../email/email.ts'
import { type Entity, recordsOf } from '../entities/entity.ts'
import { isFarewell } from './farewell.ts'
import { newsletters } from './newsletter.ts'

export const zones = ['America/New_York', 'America/Chicago', 'America/Denver', 'America/Los_Angeles'] as const

const domainOf = (address: string): string => address.split('@')[1] ?? ''

/** Where somebody works: all of a business in one zone. */
export const zoneOf = (world: World, address: string): string => zoneIn(world.ids.source.seed, address)
/** The same in the world of a seed. */
export const zoneIn = (seed: number, address: string): (typeof zones)[number] =>
  itemOf(seededFraction(seed, `zone/${domainOf(address)}`, 0), zones)

/** A moment at which somebody is at work, not before another one. */
export const atWork = (world: World, address: string, ms: number, share: number): string =>
  inOfficeHours(zoneOf(world, address), ms, share)

/** The same, but before an event begins, or ends where it is on: at short notice at work, or else at any hour. */
export function inTime(world: World, address: string, at: string, { start, end }: EventRow, share: number): string {
  const now = world.clock.ms
  const last = [start, end].map(Date.parse).find((ms) => ms > now)
  if (last === undefined) return at
  const early = [at, atWork(world, address, now, share)].find((each) => Date.parse(each) < last)
  return early ?? toIso(now + Math.floor(share * (last - now)))
}

/** Whether nobody reads what is sent there. */
export const isMachine = (address: string): boolean =>
  newsletters.some(({ from }) => from === address) || /^(no-?reply|do-?not-?reply|mailer-daemon|postmaster)\b/.test(address)

/** The records of the account's tenant that know an address. */
const known = (world: World, account: ConnectionRow, address: string): readonly Entity[] =>
  recordsOf(world, ownerOf(world, account)?.tenantSlug ?? '', address)

/** The deals that somebody is part of. */
export const dealsOf = (world: World, account: ConnectionRow, address: string): Entity[] =>
  known(world, account, address).filter(({ type }) => type === 'deal')

/** Somebody else at the same business, of those whom the account knows. */
export const colleagueOf = ({ address }: Known, people: readonly Known[]): Known | undefined =>
  people.find((each) => each.address !== address && domainOf(each.address) === domainOf(address))

/** Whether one who has sent some mail asked in it somebody not to write any more. */
export const isUnwanted = (sent: readonly EmailRow[], { address }: Known): boolean =>
  sent.some((email) => email.to.includes(address) && bidsFarewell(email))

const farewells = new WeakMap<EmailRow, boolean>()

function bidsFarewell(email: EmailRow): boolean {
  const found = farewells.get(email) ?? isFarewell(email.body)
  farewells.set(email, found)
  return found
}
