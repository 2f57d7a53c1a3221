import * as z from 'zod'
import { named } from '../../core/call/naming.ts'
import type { World } from '../../core/world/handle.ts'
import { Contact, contacts } from './contact.ts'
import { Customer, type Customer as CustomerRow, customers } from './customer.ts'

/** A customer, and whom to write to there: the primary contact first. */
export const CustomerWithContacts = named('CustomerWithContacts', Customer.extend({ contacts: z.array(Contact) }))

/** As lists have them: with contacts where they are asked for. */
export const ListedCustomer = named('Customer', CustomerWithContacts.partial({ contacts: true }))

export function withContacts(world: World, row: CustomerRow): z.output<typeof CustomerWithContacts> {
  const people = world.table(contacts).list('ofCustomer', row.id)
  return { ...world.show(customers, row), contacts: people.map((contact) => world.show(contacts, contact)) }
}
