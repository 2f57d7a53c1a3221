import * as z from 'zod'
import { defineEvent } from '../../core/call/event.ts'
import type { World } from '../../core/world/handle.ts'
import { companies } from '../companies/company.ts'
import { FilledText, Uuid } from '../conventions/values.ts'
import { contacts } from '../customers/contact.ts'
import { mailboxFor, NO_MAILBOX, receiveEmail } from './arrive.ts'
import { breakMailboxes } from './event-examples.ts'

const KNOWN = 'pat@customer.example'
const letter = { subject: 'Your invoice', body: 'Which of our orders is this for?' }

export const emailReceived = defineEvent({
  type: 'email.received',
  summary: 'An e-mail comes in, from any address.',
  description:
    'From a customer’s contact, known in `company` or in the first company that knows the address, it begins a conversation with that customer. An e-mail from anybody else reaches the mailbox, but the API shows only what belongs to a customer: `thread` is null and nothing changes.',
  body: z.object({ from: z.email(), subject: FilledText, body: FilledText, company: Uuid.optional() }),
  references: { company: companies },
  rules: [
    {
      refuse: NO_MAILBOX,
      when: ({ world, body }) => {
        const contact = contactOf(world, body)
        return contact !== undefined && mailboxFor(world, contact.company) === undefined
      },
    },
  ],

  handle({ world, body }) {
    const contact = contactOf(world, body)
    const mailbox = contact && mailboxFor(world, contact.company)
    if (!mailbox) return { thread: null, customer: null, is_synced: null }
    const { company, customer, id } = contact
    const { subject, body: text, from: sender } = body
    const thread = receiveEmail(world, mailbox, { company, customer, contact: id, sender, subject, body: text })
    return { thread: thread.id, customer, is_synced: thread.is_synced }
  },

  examples: [
    {
      name: 'an e-mail of a known contact begins a conversation with the customer',
      mark: 'C',
      given: knowPat,
      body: { from: 'Pat@Customer.example', ...letter },
      expect: {
        status: 201,
        body: {
          result: { customer: '$samples.customers.active' },
          rows: [
            { table: 'threads', before: null, after: { direction: 'inbound', requires_response: true, subject: 'Your invoice' } },
          ],
        },
      },
    },
    {
      name: 'an e-mail from an address that nobody knows shows nowhere',
      mark: 'C',
      body: { from: 'stranger@elsewhere.example', ...letter },
      expect: { status: 201, body: { result: { thread: null, customer: null }, changed: 0, rows: [] } },
    },
    {
      name: 'a contact of another company is a stranger here',
      mark: 'C',
      given: knowPat,
      body: { from: KNOWN, company: '$companies.1.id', ...letter },
      expect: { status: 201, body: { result: { thread: null }, changed: 0 } },
    },
    {
      name: 'refuses what is no address, a blank subject and a company that does not exist',
      mark: 'C',
      body: { from: 'pat', subject: ' ', body: 'Hello', company: '00000000-0000-4000-8000-00000000dead' },
      expect: {
        status: 400,
        body: {
          error: {
            details: [
              { field: 'from', message: 'Enter a valid email address.' },
              { field: 'subject', message: 'This field may not be blank.' },
              { field: 'company', message: 'Invalid pk "00000000-0000-4000-8000-00000000dead" - object does not exist.' },
            ],
          },
        },
      },
    },
    {
      name: 'refuses an e-mail to a company none of whose mailboxes works',
      mark: 'C',
      given: (world, sample) => {
        knowPat(world, sample)
        breakMailboxes(world)
      },
      body: { from: KNOWN, ...letter },
      expect: { status: 400, body: { error: { message: NO_MAILBOX } } },
    },
  ],
})

function knowPat(world: World, sample: (name: string) => string): void {
  const contact = world.table(contacts).find('ofCustomer', sample('samples.customers.active'))
  if (contact) world.save(contacts, { ...contact, email: KNOWN })
}

/** Whose address it is in a company that is named, else in the first that knows it. */
function contactOf(world: World, { from, company }: { readonly from: string; readonly company?: string | undefined }) {
  for (const { id } of world.table(companies).in('inOrder', 'all').keys()) {
    const contact = world.table(contacts).find('byEmail', id, from.toLowerCase())
    if (contact && (company ?? id) === id) return contact
  }
  return undefined
}
