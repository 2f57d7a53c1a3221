import * as z from 'zod'
import { defineTable } from '../../core/store/definition.ts'
import type { World } from '../../core/world/handle.ts'
import { keyFor } from '../../core/world/signing.ts'
import { Instant, Uuid } from '../conventions/values.ts'
import { users } from './user.ts'

/** The id is the token itself. The vendor names no lifetime, so tokens last until somebody sets `expires_at`. */
const TokenRow = z.object({
  id: z.string().regex(/^(?!\.{1,2}$)[\x21-\x7e]+$/, { error: 'Must be visible ASCII characters, and not dots alone.' }),
  user: Uuid,
  expires_at: Instant.nullable().default(null),
  created_at: Instant,
})
type TokenRow = z.output<typeof TokenRow>

export const tokens = defineTable({
  name: 'tokens',
  kind: 'token',
  ids: 'secret',
  row: TokenRow,
  references: { user: users },
  indexes: { ofUser: { group: ['user'], order: [{ newest: 'created_at' }] } },
})

export const hasExpired = (world: World, { expires_at }: TokenRow): boolean =>
  expires_at !== null && world.clock.isPast(expires_at)

/** The newest token of somebody that is good. */
export const currentToken = (world: World, user: string): TokenRow | undefined =>
  world
    .table(tokens)
    .list('ofUser', user)
    .find((token) => !hasExpired(world, token))

/**
 * A token that somebody has without a login, whatever has expired. There is no row of it: it names its user, and ends in what only
 * this world knows.
 */
const ownToken = (world: World, user: string): string => user.replaceAll('-', '') + keyFor(world, `token/${user}`).slice(0, 8)

/** A token of somebody that is good from now on; undefined where there is no such user. */
export const tokenOf = (world: World, user: string): string | undefined =>
  currentToken(world, user)?.id ?? (world.table(users).get(user) && ownToken(world, user))

/** Whose token it is that has no row. */
export function ownerOf(world: World, token: string): string | undefined {
  const user = token.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).{8}$/, '$1-$2-$3-$4-$5')
  return world.table(users).get(user) && ownToken(world, user) === token ? user : undefined
}
