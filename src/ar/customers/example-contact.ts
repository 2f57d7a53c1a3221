import type { World } from '../../core/world/handle.ts'
import { type Contact, contacts } from './contact.ts'
import { customers } from './customer.ts'

export const EXAMPLE_CONTACT = '00000000-0000-4000-8000-0000000000c1'

/** Somebody at a customer, for the examples. */
export function addExampleContact(world: World, customer: string, columns: Partial<Contact> = {}): void {
  const now = world.clock.now()
  world.table(contacts).put({
    id: EXAMPLE_CONTACT,
    company: world.table(customers).get(customer)?.company ?? '',
    customer,
    name: 'Pat Ray',
    email: 'pat@acme.example',
    phone: null,
    title: null,
    is_primary: false,
    created_at: now,
    updated_at: now,
    ...columns,
  })
}
