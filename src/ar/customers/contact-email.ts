/** No two contacts of a customer have the same e-mail address. */
import type { World } from '../../core/world/handle.ts'
import { contacts } from './contact.ts'

export const EMAIL_TAKEN = 'A contact of this customer with this e-mail address already exists.'

/** Whether another contact of the customer has that address, in any case. */
export const isEmailTaken = (world: World, customer: string, email: string, own?: string): boolean =>
  world
    .table(contacts)
    .list('ofCustomer', customer)
    .some((contact) => contact.id !== own && contact.email.toLowerCase() === email.toLowerCase())
