import * as z from 'zod'
import { defineEvent } from '../../core/call/event.ts'
import { FilledText, Uuid } from '../conventions/values.ts'
import { contacts } from '../customers/contact.ts'
import { customers } from '../customers/customer.ts'
import { addThread, subjectOf } from './add-thread.ts'
import { directions } from './message-kind.ts'

export const callLogged = defineEvent({
  type: 'call.logged',
  summary: 'The telephone system logs a call with a customer.',
  description:
    'A call with the primary contact, where there is one: `inbound`, so that somebody should come back to it, or `outbound`. Nobody typed it in, so it counts as logged by the system.',
  target: customers.at('customer'),
  body: z.object({ customer: Uuid, notes: FilledText, direction: z.enum(directions).default('inbound') }),

  handle({ world, target, body }) {
    const thread = addThread(world, {
      company: target.company,
      customer: target.id,
      contact: world.table(contacts).find('ofCustomer', target.id)?.id ?? null,
      communication_type: 'call',
      direction: body.direction,
      subject: subjectOf('call', target),
      body: body.notes,
    })
    return { thread: thread.id }
  },

  examples: [
    {
      name: 'a customer who called waits for an answer',
      mark: 'C',
      body: { customer: '$samples.customers.active', notes: 'Asked for a copy of the invoice.' },
      expect: {
        status: 201,
        body: {
          rows: [
            {
              table: 'threads',
              before: null,
              after: { communication_type: 'call', direction: 'inbound', is_manual: false, requires_response: true },
            },
          ],
        },
      },
    },
    {
      name: 'nobody waits after a call that the company made',
      mark: 'C',
      body: { customer: '$samples.customers.active', notes: 'Left a voice message.', direction: 'outbound' },
      expect: { status: 201, body: { rows: [{ table: 'threads', before: null, after: { requires_response: false } }] } },
    },
    {
      name: 'refuses a direction that is none and blank notes',
      mark: 'C',
      body: { customer: '$samples.customers.active', notes: '', direction: 'up' },
      expect: {
        status: 400,
        body: {
          error: {
            details: [
              { field: 'notes', message: 'This field may not be blank.' },
              { field: 'direction', message: '"up" is not a valid choice.' },
            ],
          },
        },
      },
    },
  ],
})
