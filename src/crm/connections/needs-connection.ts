/** What only works through a connected account. */
import type { World } from '../../core/world/handle.ts'
import type { UserRow } from '../auth/user.ts'
import { activeConnection, crmConnections } from './connection.ts'

export const NO_CONNECTION = 'There is no active connection. Connect an account first.'

/** The rule that the caller has an active connection. */
export const needsConnection = {
  refuse: NO_CONNECTION,
  kind: 'conflict' as const,
  when: ({ world, user }: { readonly world: World; readonly user: UserRow }) => !activeConnection(world, user),
}

/** For examples: a world in which nobody has an active connection. */
export function expireConnections(world: World): void {
  for (const connection of [...world.table(crmConnections).all()])
    world.save(crmConnections, { ...connection, status: 'expired' as const })
}
