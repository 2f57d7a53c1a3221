import * as z from 'zod'
import { defineEvent } from '../../core/call/event.ts'
import type { World } from '../../core/world/handle.ts'
import { without } from '../../core/world/without.ts'
import { FilledText, Uuid } from '../conventions/values.ts'
import { contacts } from '../customers/contact.ts'
import { type Customer, customers } from '../customers/customer.ts'
import { NO_CONTACT, NO_MAILBOX } from './arrive.ts'
import { breakMailboxes, giveThread } from './event-examples.ts'
import { threads } from './thread.ts'
import { needsWriteBack, writeBack } from './write-back.ts'

export const customerReplied = defineEvent({
  type: 'customer.replied',
  summary: 'A customer answers by e-mail.',
  description:
    'An inbound e-mail from the primary contact, in the conversation of `thread` or in the customer’s latest one by e-mail; without one it begins a new one. It goes to the mailbox that wrote last, or to the oldest that works, and shows up at once where that mailbox has webhook sync, else with its next sync.',
  target: customers.at('customer'),
  body: z.object({
    customer: Uuid,
    thread: Uuid.optional(),
    subject: FilledText.optional(),
    body: FilledText,
    requires_response: z.boolean().optional(),
  }),
  references: { thread: threads },
  rules: [
    {
      refuse: 'The thread belongs to another customer.',
      when: ({ world, target, body }) => (threadOf(world, body)?.customer ?? target.id) !== target.id,
    },
    {
      refuse: 'Only an e-mail can be answered by e-mail.',
      when: ({ world, body }) => (threadOf(world, body)?.communication_type ?? 'email') !== 'email',
    },
    ...needsWriteBack(({ target, body }: { world: World; target: Customer; body: { thread?: string | undefined } }) => [
      target,
      body.thread,
    ]),
  ],

  handle({ world, target, body: { customer: _, thread, ...said } }) {
    const { id, is_synced } = writeBack(world, target, said, thread)
    return { thread: id, is_synced }
  },

  examples: [
    {
      name: 'the answer stands in the customer’s latest conversation and waits for one',
      mark: 'C',
      body: { customer: '$samples.customers.active', body: 'Thank you, the payment goes out on Friday.' },
      expect: {
        status: 201,
        body: {
          kind: 'event',
          type: 'customer.replied',
          at: '2026-06-01T14:00:00Z',
          body: { customer: '$samples.customers.active' },
          rows: [
            {
              table: 'threads',
              before: null,
              after: { direction: 'inbound', requires_response: true, communication_type: 'email' },
            },
          ],
        },
      },
    },
    {
      name: 'an answer to a thread stands in its conversation',
      mark: 'C',
      given: giveThread('email'),
      body: {
        customer: '$samples.customers.active',
        thread: '$samples.threads.email',
        body: 'Noted.',
        requires_response: false,
      },
      expect: { status: 201, body: { rows: [{ table: 'threads', before: null, after: { requires_response: false } }] } },
    },
    {
      name: 'needs a customer and a body',
      mark: 'C',
      body: {},
      expect: {
        status: 400,
        body: {
          error: {
            details: [
              { field: 'customer', message: 'This field is required.' },
              { field: 'body', message: 'This field is required.' },
            ],
          },
        },
      },
    },
    {
      name: 'refuses a customer who does not exist, and a field that does not, with the nearest name',
      mark: 'C',
      body: { customer: '00000000-0000-4000-8000-00000000dead', body: 'Hello', requires_respones: false },
      expect: {
        status: 400,
        body: {
          error: {
            details: [
              { field: 'requires_respones', message: 'There is no field "requires_respones". Did you mean "requires_response"?' },
              { field: 'customer', message: 'Invalid pk "00000000-0000-4000-8000-00000000dead" - object does not exist.' },
            ],
          },
        },
      },
    },
    {
      name: 'refuses a thread of another customer',
      mark: 'C',
      body: { customer: '$samples.customers.prospect', thread: '$samples.threads.email', body: 'Hello' },
      expect: { status: 400, body: { error: { message: 'The thread belongs to another customer.' } } },
    },
    {
      name: 'refuses to answer a call by e-mail',
      mark: 'C',
      given: giveThread('call'),
      body: { customer: '$samples.customers.active', thread: '$samples.threads.call', body: 'Hello' },
      expect: { status: 400, body: { error: { message: 'Only an e-mail can be answered by e-mail.' } } },
    },
    {
      name: 'refuses a customer without a contact',
      mark: 'C',
      given: without(contacts),
      body: { customer: '$samples.customers.active', body: 'Hello' },
      expect: { status: 400, body: { error: { message: NO_CONTACT } } },
    },
    {
      name: 'refuses where no mailbox works',
      mark: 'C',
      given: breakMailboxes,
      body: { customer: '$samples.customers.active', body: 'Hello' },
      expect: { status: 400, body: { error: { message: NO_MAILBOX } } },
    },
  ],
})

type Body = { readonly thread?: string | undefined }

const threadOf = (world: World, { thread }: Body) => world.table(threads).get(thread ?? '')
