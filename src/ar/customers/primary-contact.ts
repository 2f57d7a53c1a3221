/** Of the contacts of a customer exactly one is primary, where there are any. */
import type { World } from '../../core/world/handle.ts'
import { type Contact, contacts } from './contact.ts'

const of = (world: World, customer: string): readonly Contact[] => world.table(contacts).list('ofCustomer', customer)

/** Takes it from all others. */
export function makeOnlyPrimary(world: World, { id, customer }: Contact): void {
  for (const contact of of(world, customer))
    if (contact.is_primary && contact.id !== id) world.save(contacts, { ...contact, is_primary: false })
}

/** Gives it to the oldest, where none has it. */
export function choosePrimary(world: World, customer: string): void {
  const [first] = of(world, customer)
  if (first && !first.is_primary) world.save(contacts, { ...first, is_primary: true })
}

export const EMAIL_TAKEN = 'A contact of this customer with this e-mail address already exists.'

/** Whether another contact of the customer has that address, in any case. */
export const isEmailTaken = (world: World, customer: string, email: string, own?: string): boolean =>
  of(world, customer).some((contact) => contact.id !== own && contact.email.toLowerCase() === email.toLowerCase())
