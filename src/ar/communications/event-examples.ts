/** Worlds for the examples of events that come by e-mail. */
import type { World } from '../../core/world/handle.ts'
import { connections } from '../integrations/connection.ts'
import { threads } from './thread.ts'

type Sample = (name: string) => string

/** No mailbox works any more. */
export function breakMailboxes(world: World): void {
  for (const connection of [...world.table(connections).all()])
    world.save(connections, { ...connection, health_status: 'invalid' as const })
}

/** Makes a sample message the active customer's. */
export const giveThread =
  (name: string) =>
  (world: World, sample: Sample): void => {
    const thread = world.table(threads).get(sample(`samples.threads.${name}`))
    if (thread) world.save(threads, { ...thread, customer: sample('samples.customers.active') })
  }
