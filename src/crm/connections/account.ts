/** What follows from an account: whom its owner knows, and the chance that its past is drawn with. */
import { directory } from '../../core/world/directory.ts'
import type { World } from '../../core/world/handle.ts'
import { itemOf, numberBetween, seededFraction } from '../../core/world/random.ts'
import { crmUsers, type UserRow } from '../auth/user.ts'
import type { Who } from '../email/plots.ts'
import { crmEntities } from '../entities/entity.ts'
import type { ConnectionRow } from './connection.ts'

/** Somebody whom the owner of an account knows. */
export interface Known {
  readonly first: string
  readonly address: string
  /** The name of the business. */
  readonly company: string
}

export const ownerOf = (world: World, { user }: ConnectionRow): UserRow | undefined => world.table(crmUsers).get(user)

/** What distinguishes an account from all others at providers. */
export const nameOf = ({ provider, email }: ConnectionRow): string => `${provider}/${email}`

/** Draws numbers and items for an account. The same world draws the same for it, whatever else happens there. */
export function drawer(world: World, account: ConnectionRow) {
  const draw = (what: string, n: number): number => seededFraction(world.ids.source.seed, `${nameOf(account)}/${what}`, n)
  const between = (what: string, n: number, from: number, to: number): number => numberBetween(draw(what, n), from, to)
  const pick = <T>(what: string, n: number, list: readonly T[]): T => itemOf(draw(what, n), list)
  return { draw, between, pick }
}

/** For tenants that know nobody yet. */
const somebody: readonly Known[] = [
  { first: 'Nora', address: 'nora.field@northgate.example', company: 'Northgate' },
  { first: 'Theo', address: 'theo.marsh@bluefern.example', company: 'Bluefern' },
]
/** Whom the CRM does not know. */
export const strangers = {
  organizer: [{ first: 'Ruth', address: 'events@example.com', company: 'Meetups' }],
  agent: [{ first: 'Sam', address: 'letting@example.com', company: 'Offices' }],
} as const

const people = directory(crmEntities, ({ tenantSlug, type, name, addresses: [address] }): [string, Known][] =>
  address === undefined ? [] : [[`${tenantSlug} ${type}`, { ...called(name), address, ...worksAt(address) }]],
)

/** The people of a kind who write to an account: those whom its tenant knows, where it knows any. */
export function peopleOf(world: World, account: ConnectionRow, who: Who): readonly Known[] {
  if (who === 'organizer' || who === 'agent') return strangers[who]
  const tenant = ownerOf(world, account)?.tenantSlug ?? ''
  const others = people(world, `${tenant} ${who}`).filter(({ address }) => address !== account.email)
  return others.length ? others : somebody
}

const called = (name: string) => ({ first: name.split(' ')[0] ?? name })

/** The domain tells the business. */
export function worksAt(address: string): { readonly company: string } {
  const [label = ''] = (address.split('@')[1] ?? '').split('.')
  return { company: label.charAt(0).toUpperCase() + label.slice(1) }
}
