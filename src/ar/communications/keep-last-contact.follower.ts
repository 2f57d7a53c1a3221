import { defineFollower } from '../../core/world/follower.ts'
import type { World } from '../../core/world/handle.ts'
import { lastContacts } from '../customers/last-contact.ts'
import { type ThreadRow, threads } from './thread.ts'

/** Keeps when there was contact with each customer last: the time of the latest message that has arrived. */
export const keepLastContact = defineFollower({
  of: threads,
  keeps: lastContacts,
  run(world, before, after) {
    if (before && before.customer !== after?.customer) refresh(world, before)
    if (after) refresh(world, after)
  },
})

function refresh(world: World, { customer }: ThreadRow): void {
  const at = world.table(threads).find('contactsOfCustomer', customer)?.timestamp
  const known = world.table(lastContacts).get(customer)
  if (at === undefined) world.table(lastContacts).delete(customer)
  else if (known?.at !== at) world.table(lastContacts).put({ id: customer, at })
}
