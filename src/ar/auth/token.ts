import * as z from 'zod'
import { defineTable } from '../../core/store/definition.ts'
import type { World } from '../../core/world/handle.ts'
import { keyFor } from '../../core/world/signing.ts'
import { whileUnchanged } from '../../core/world/while-unchanged.ts'
import { Instant, Uuid } from '../conventions/values.ts'
import { users } from './user.ts'

/** The id is the token itself. The vendor names no lifetime, so tokens last until somebody sets `expires_at`. */
const TokenRow = z.object({ id: z.string(), user: Uuid, expires_at: Instant.nullable().default(null), created_at: Instant })
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

/** A token that somebody has without a login, whatever has expired. There is no row of it. */
const ownToken = (world: World, user: string): string => keyFor(world, `token/${user}`).slice(0, 40)

const usersByOwnToken = whileUnchanged(
  [users],
  (world, _: World) => new Map([...world.table(users).all()].map(({ id }) => [ownToken(world, id), id])),
)

/** A token of somebody that is good from now on; undefined where there is no such user. */
export const tokenOf = (world: World, user: string): string | undefined =>
  currentToken(world, user)?.id ?? (world.table(users).get(user) && ownToken(world, user))

/** Whose token it is that has no row. */
export const ownerOf = (world: World, token: string): string | undefined => usersByOwnToken(world, world).get(token)
