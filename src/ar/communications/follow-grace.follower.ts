import { defineFollower } from '../../core/world/follower.ts'
import type { World } from '../../core/world/handle.ts'
import { customerTotals } from '../customers/customer-totals.ts'
import { refreshTotals } from '../invoices/keep-customer-totals.follower.ts'
import { type ThreadRow, threads } from './thread.ts'

/** Time that is granted changes when the rest is expected. */
export const followGrace = defineFollower({
  of: threads,
  keeps: customerTotals,
  run(world, before, after) {
    const told = [before, after].filter((message) => message !== undefined).filter((message) => isAboutTime(world, message))
    for (const customer of new Set(told.map((message) => message.customer))) refreshTotals(world, customer)
  },
})

const asksForTime = ({ strategy_tags }: ThreadRow): boolean => strategy_tags.includes('payment_plan')

/** It asks for time, or may answer somebody who has. */
function isAboutTime(world: World, message: ThreadRow): boolean {
  if (asksForTime(message)) return true
  for (const claim of world.table(threads).in('claims', message.customer).keys()) if (asksForTime(claim)) return true
  return false
}
