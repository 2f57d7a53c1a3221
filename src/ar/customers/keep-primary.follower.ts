/** Of the contacts of a customer exactly one is primary, where there are any. */
import { defineFollower } from '../../core/world/follower.ts'
import type { World } from '../../core/world/handle.ts'
import { type Contact, contacts } from './contact.ts'

/** The first contact, and one that is made primary, takes it from the others; after one that goes the oldest has it. */
export const keepPrimary = defineFollower({
  of: contacts,
  run(world, before, after) {
    if (after?.is_primary) makeOnlyPrimary(world, after)
    for (const customer of new Set([before?.customer, after?.customer]))
      if (customer !== undefined) choosePrimary(world, customer)
  },
})

/** Takes it from all others. */
function makeOnlyPrimary(world: World, { id, customer }: Contact): void {
  const others: Contact[] = []
  for (const contact of world.table(contacts).in('ofCustomer', customer).keys()) {
    if (!contact.is_primary) break
    if (contact.id !== id) others.push(contact)
  }
  for (const contact of others) world.save(contacts, { ...contact, is_primary: false })
}

/** Gives it to the oldest, where none has it. */
function choosePrimary(world: World, customer: string): void {
  const first = world.table(contacts).find('ofCustomer', customer)
  if (first && !first.is_primary) world.save(contacts, { ...first, is_primary: true })
}
