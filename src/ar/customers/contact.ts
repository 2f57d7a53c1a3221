import * as z from 'zod'
import { type Columns, defineTable, type Row } from '../../core/store/definition.ts'
import type { World } from '../../core/world/handle.ts'
import { defineRows } from '../../core/world/rows/rows.ts'
import { companies, firstCompanyId } from '../companies/company.ts'
import { FilledText, Instant, Uuid } from '../conventions/values.ts'
import { customers } from './customer.ts'

/** Somebody at a customer. */
export const Contact = z
  .object({
    id: Uuid,
    company: Uuid,
    customer: Uuid,
    name: FilledText,
    email: z.email(),
    phone: z.string().nullable(),
    title: z.string().nullable(),
    is_primary: z.boolean(),
    created_at: Instant,
    updated_at: Instant,
  })
  .meta({ id: 'Contact' })
export type Contact = z.output<typeof Contact>

export const contacts = defineTable({
  name: 'contacts',
  kind: 'contact',
  row: Contact,
  references: { company: companies, customer: customers },
  indexes: {
    ofCustomer: { group: ['customer'], order: [{ desc: 'is_primary' }, { oldest: 'created_at' }] },
    byEmail: {
      group: ['company', ({ email }) => email.toLowerCase()],
      order: [{ desc: 'is_primary' }, { oldest: 'created_at' }],
    },
  },
})

/** The contact that a path names, of the customer in it. */
export const contactOfPath = contacts.at(
  'contact_id',
  (contact, path) => contact.customer === path.customer_id,
  'The contact is of another customer.',
)

export const ONE_PRIMARY = 'A customer has one primary contact: make another one primary instead.'

export const EMAIL_TAKEN = 'A contact of this customer with this e-mail address already exists.'

export const contactRows = defineRows(contacts, {
  samples: { primary: ({ customer, is_primary }, { chosen }) => is_primary && customer === chosen.customers?.active },
  defaults: contactDefaults,
  rules: [
    { column: 'email', refuse: EMAIL_TAKEN, when: isEmailTaken },
    { column: 'is_primary', refuse: ONE_PRIMARY, when: isPrimaryNoMore },
  ],
})

/** Whether another contact of the customer has that address, in any case. */
export function isEmailTaken({ id, company, customer, email }: Addressed, world: World): boolean {
  const same = world.table(contacts).list('byEmail', company, email.toLowerCase())
  return same.some((contact) => contact.customer === customer && contact.id !== id)
}

/** A contact, or what is to be one. */
type Addressed = Pick<Contact, 'company' | 'customer' | 'email'> & { readonly id?: string }

function isPrimaryNoMore({ id, customer, is_primary }: Contact, world: World): boolean {
  const before = world.table(contacts).get(id)
  return !is_primary && before?.is_primary === true && before.customer === customer
}

/** The first contact of a customer is the primary one. */
function contactDefaults({ id, customer = '' }: Columns<Contact> & Row, world: World): Columns<Contact> {
  const { size } = world.table(contacts).in('ofCustomer', customer)
  return {
    company: firstCompanyId(world),
    name: `Contact ${size + 1}`,
    email: `contact-${id.slice(-12)}@example.com`,
    phone: null,
    title: null,
    is_primary: size === 0,
  }
}
