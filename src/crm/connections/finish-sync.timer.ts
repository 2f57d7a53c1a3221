import { compareInstants } from '../../core/store/compare.ts'
import type { World } from '../../core/world/handle.ts'
import { defineTimer } from '../../core/world/timer.ts'
import { fetchPastEvents } from '../calendar/past-events.ts'
import { receiveEvents } from '../calendar/receive.ts'
import { fetchPastEmails } from '../email/past-emails.ts'
import { receiveEmails } from '../email/receive.ts'
import { connectionLifecycle } from './connection.lifecycle.ts'
import { type ConnectionRow, type Contents, crmConnections, isActive, renewed, type Sync } from './connection.ts'
import { contentsOf, withoutSync } from './sync.ts'

/** How the contents of an account are brought: first what it held before, then what has come since. */
const bringing: Readonly<Record<Contents, Bringing>> = {
  email: { noun: 'e-mails', fetchPast: fetchPastEmails, receive: receiveEmails },
  calendar: { noun: 'events', fetchPast: fetchPastEvents, receive: receiveEvents },
}

interface Bringing {
  readonly noun: string
  readonly fetchPast: (world: World, connection: ConnectionRow) => void
  /** @returns how many have come */
  readonly receive: (world: World, connection: ConnectionRow) => number
}

/** A sync ends: what waited at the provider shows up. Where a failure is armed, the connection fails instead. */
export const finishSync = defineTimer({
  name: 'finishSync',
  of: crmConnections,
  at: ({ syncs }) => syncs.map(({ endsAt }) => endsAt).sort(compareInstants)[0] ?? null,
  summary: (_, { email }) => `the sync of ${email} ends`,
  run(world, connection) {
    const [error, ...failures] = connection.failures
    if (error !== undefined && isActive(connection)) {
      world.save(crmConnections, { ...connectionLifecycle.apply('fail', withoutSync(connection)), error, failures })
      return `error: ${error}`
    }
    const isOver = ({ endsAt }: Sync): boolean => world.clock.isPast(endsAt)
    const brought = contentsOf(connection.syncs.filter(isOver))
    const arrived = brought.map((each) => `${bring(world, connection, each)} new ${bringing[each].noun}`)
    const syncs = connection.syncs.filter((sync) => !isOver(sync))
    const unfetched = connection.unfetched.filter((each) => !brought.includes(each))
    world.save(crmConnections, { ...renewed(world, connection), syncs, unfetched, lastSyncAt: world.clock.now() })
    return [syncs.length ? 'syncing' : 'idle', ...arrived].join(', ')
  },
})

function bring(world: World, connection: ConnectionRow, what: Contents): number {
  const { fetchPast, receive } = bringing[what]
  if (connection.unfetched.includes(what)) fetchPast(world, connection)
  return receive(world, connection)
}
