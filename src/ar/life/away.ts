/** When people are out of office: from the first letter that finds them away, for some days. */
import { daysBetween } from '../../core/time/day.ts'
import { dateIn } from '../../core/time/time-zone.ts'
import type { World } from '../../core/world/handle.ts'
import { isAutomatic, type ThreadRow, threads } from '../communications/thread.ts'
import { todayOf, zoneOf } from '../companies/company.ts'
import { drawBetween } from './draw.ts'

/** Days from the beginning of an absence to the earliest day on which another one begins. */
const APART = 42

/** Days until somebody who is away is back. */
const lengthOf = (world: World, letter: string): number => drawBetween(world, 'back in', letter, [4, 9])

function lastReply(world: World, { company, customer }: ThreadRow): ThreadRow | undefined {
  return world
    .table(threads)
    .list('ofCustomer', company, customer)
    .find((message) => message.direction === 'inbound' && isAutomatic(message))
}

/**
 * Whether a letter finds somebody away, and in how many days they read it.
 * Only the first letter of an absence is answered by a machine.
 */
export function absence(world: World, letter: ThreadRow): { readonly isFirst: boolean; readonly after: number } {
  const { company, id, communication_type } = letter
  const last = lastReply(world, letter)
  const days = last && daysBetween(dateIn(zoneOf(world, company), Date.parse(last.timestamp)), todayOf(world, company))
  if (last && days !== undefined && days < APART)
    return { isFirst: false, after: Math.max(0, lengthOf(world, last.in_reply_to ?? last.id) - days) }
  return communication_type === 'email' ? { isFirst: true, after: lengthOf(world, id) } : { isFirst: false, after: 0 }
}
