import * as z from 'zod'
import { updated } from '../../core/values/given.ts'
import { defineOperation } from '../conventions/operation.ts'
import { FilledText, TimeZone, Uuid } from '../conventions/values.ts'
import { connections, isActiveMailbox } from '../integrations/connection.ts'
import { isNameTaken, NAME_TAKEN, Sequence, sequences } from './sequence.ts'

/** The empty text means none, as null does. */
const SenderId = z
  .string()
  .nullable()
  .transform((id) => id || null)
  .pipe(Uuid.nullable())
  .optional()
  .meta({
    anyOf: [{ type: 'string', format: 'uuid' }, { type: 'string', maxLength: 0 }, { type: 'null' }],
    description: 'An active mailbox of the company; null or an empty text for none.',
  })

export const updateSequence = defineOperation({
  id: 'updateSequence',
  route: 'PATCH /companies/{company_id}/sequences/{sequence_id}',
  summary: 'Update a sequence',
  description: 'Enrollments that exist keep the times they have.',
  source: 'sequences, Update sequence',
  target: sequences.at('sequence_id'),
  body: z.object({
    name: FilledText.optional(),
    timezone: TimeZone.optional(),
    sender_connection_id: SenderId,
    send_followups_in_thread: z.boolean().optional(),
  }),
  references: { sender_connection_id: connections },
  checks: {
    name: { refuse: NAME_TAKEN, when: (name, { world, company, target }) => isNameTaken(world, company.id, name, target.id) },
    sender_connection_id: {
      refuse: 'This is no active mailbox.',
      when: (id, { world }) => !isActiveMailbox(world.table(connections).get(id)),
    },
  },
  responses: { 200: Sequence },

  handle: ({ target, body, save, show, reply }) => reply(200, show(save(updated(target, body)))),

  examples: [
    {
      name: 'sets the name, the zone, the sender and whether follow-ups are replies',
      mark: 'D sequences-12',
      path: { sequence_id: 'draft' },
      body: {
        name: 'Gentle reminders',
        timezone: 'Europe/Berlin',
        sender_connection_id: '$samples.connections.nylas_shared',
        send_followups_in_thread: true,
      },
      expect: {
        status: 200,
        body: {
          name: 'Gentle reminders',
          timezone: 'Europe/Berlin',
          sender_connection_id: '$samples.connections.nylas_shared',
          send_followups_in_thread: true,
        },
      },
    },
    {
      name: 'null clears the sender',
      mark: 'D sequences-15',
      path: { sequence_id: 'active' },
      body: { sender_connection_id: null },
      expect: { status: 200, body: { sender_connection_id: null } },
    },
    {
      name: 'an empty text clears the sender',
      mark: 'D sequences-15',
      path: { sequence_id: 'active' },
      body: { sender_connection_id: '' },
      expect: { status: 200, body: { sender_connection_id: null } },
    },
    {
      name: 'refuses a sender that is no mailbox',
      mark: 'D sequences-14',
      path: { sequence_id: 'draft' },
      body: { sender_connection_id: '$samples.connections.merge_active' },
      expect: { status: 400, body: { sender_connection_id: ['This is no active mailbox.'] } },
    },
    {
      name: 'refuses a mailbox that is inactive',
      mark: 'D sequences-14',
      path: { sequence_id: 'draft' },
      body: { sender_connection_id: '$samples.connections.nylas_inactive' },
      expect: { status: 400, body: { sender_connection_id: ['This is no active mailbox.'] } },
    },
    {
      name: 'refuses a name that another sequence has',
      mark: 'D sequences-13',
      path: { sequence_id: 'draft' },
      given: (world, sample) => {
        const active = world.table(sequences).get(sample('samples.sequences.active'))
        if (active) world.save(sequences, { ...active, name: 'Reminders' })
      },
      body: { name: 'Reminders' },
      expect: { status: 400, body: { name: ['A sequence with this name already exists.'] } },
    },
    {
      name: 'refuses a blank name, what is no time zone and null where there must be a value',
      mark: 'C',
      path: { sequence_id: 'draft' },
      body: { name: ' ', timezone: '+05:00', send_followups_in_thread: null },
      expect: {
        status: 400,
        body: {
          name: ['This field may not be blank.'],
          timezone: ['This is no IANA time zone, such as "America/New_York".'],
          send_followups_in_thread: ['This field may not be null.'],
        },
      },
    },
  ],
})
