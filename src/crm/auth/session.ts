import * as z from 'zod'
import { defineTable } from '../../core/store/definition.ts'
import { PathId } from '../../core/values/path-id.ts'
import type { World } from '../../core/world/handle.ts'
import { Instant, RowId } from '../conventions/values.ts'
import { crmUsers, type UserRow } from './user.ts'

/** A login and the tokens that came of it. It lasts until a refresh token is used twice. */
const SessionRow = z.object({
  id: PathId,
  user: RowId,
  /** How often it was refreshed: the refresh token of this number is good, once. */
  generation: z.int().default(1),
  endedAt: Instant.nullable().default(null),
  createdAt: Instant,
})
export type Session = z.output<typeof SessionRow>

export const crmSessions = defineTable({
  name: 'crm_sessions',
  kind: 'crm_session',
  row: SessionRow,
  references: { user: crmUsers },
  indexes: { ofUser: { group: ['user'], order: [{ oldest: 'createdAt' }] } },
})

const isOpen = ({ endedAt }: Session): boolean => endedAt === null

/**
 * A session that nobody began: tokens can be made for everybody at any time, without a login.
 * It has a row from its first refresh on, or once it has ended; then the next number follows.
 */
function ownSession(world: World, { id: user, createdAt }: UserRow): Session {
  for (let number = 1; ; number++) {
    const id = `own-${user}-${number}`
    const session = world.table(crmSessions).get(id) ?? { id, user, generation: 1, endedAt: null, createdAt }
    if (isOpen(session)) return session
  }
}

/** A session of somebody that goes on. */
export const openSession = (world: World, user: UserRow): Session =>
  world.table(crmSessions).list('ofUser', user.id).find(isOpen) ?? ownSession(world, user)

/** The session that a token names, if it goes on. */
export function findSession(world: World, user: UserRow, id: string): Session | undefined {
  const own = ownSession(world, user)
  const session = own.id === id ? own : world.table(crmSessions).get(id)
  return session?.user === user.id && isOpen(session) ? session : undefined
}

/** Ends all sessions of somebody. */
export function endSessions(world: World, user: UserRow): void {
  const endedAt = world.clock.now()
  for (const session of [...world.table(crmSessions).in('ofUser', user.id).keys(), ownSession(world, user)])
    if (isOpen(session)) world.save(crmSessions, { ...session, endedAt })
}
