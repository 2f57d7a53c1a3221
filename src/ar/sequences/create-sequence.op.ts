import * as z from 'zod'
import type { World } from '../../core/world/handle.ts'
import { defineOperation } from '../conventions/operation.ts'
import { DEFAULT_TIME_ZONE, FilledText, TimeZone, Uuid } from '../conventions/values.ts'
import { isNameTaken, NAME_TAKEN, Sequence, type SequenceRow, sequences } from './sequence.ts'
import { steps } from './step.ts'

export const createSequence = defineOperation({
  id: 'createSequence',
  route: 'POST /companies/{company_id}/sequences',
  summary: 'Create a sequence',
  description: 'As a draft. With `duplicate_from` it gets copies of the steps of another sequence.',
  source: 'sequences, Create sequence',
  body: z.object({
    name: FilledText,
    timezone: TimeZone.default(DEFAULT_TIME_ZONE),
    duplicate_from: Uuid.optional(),
    send_followups_in_thread: z.boolean().default(false),
  }),
  references: { duplicate_from: sequences },
  checks: { name: { refuse: NAME_TAKEN, when: (name, { world, company }) => isNameTaken(world, company.id, name) } },
  responses: { 201: Sequence },

  handle({ world, company, body: { duplicate_from, ...settings }, reply }) {
    const values = { ...settings, company: company.id, status: 'draft', sender_connection_id: null } as const
    const sequence = world.create(sequences, values)
    if (duplicate_from) copySteps(world, duplicate_from, sequence)
    return reply(201, world.show(sequences, sequence))
  },

  examples: [
    {
      name: 'a new sequence is a draft without steps',
      mark: 'D sequences-63',
      body: { name: 'Net-60 Reminder Sequence', timezone: 'America/Chicago' },
      expect: {
        status: 201,
        body: { name: 'Net-60 Reminder Sequence', status: 'draft', timezone: 'America/Chicago', step_count: 0 },
      },
    },
    {
      name: 'the time zone is New York’s unless told',
      mark: 'D sequences-8',
      body: { name: 'Reminders' },
      expect: { status: 201, body: { timezone: 'America/New_York', send_followups_in_thread: false } },
    },
    {
      name: 'copies the steps of another sequence',
      mark: 'D sequences-9',
      body: { name: 'Copy', duplicate_from: '$samples.sequences.active' },
      expect: { status: 201, body: { status: 'draft', step_count: 4, active_enrollment_count: 0 } },
    },
    {
      name: 'needs a name',
      mark: 'D sequences-7',
      body: {},
      expect: { status: 400, body: { name: ['This field is required.'] } },
    },
    {
      name: 'refuses a name that is taken, what is no time zone and an unknown sequence, all at once',
      mark: 'C',
      given: (world, sample) => {
        const draft = world.table(sequences).get(sample('samples.sequences.draft'))
        if (draft) world.save(sequences, { ...draft, name: 'Reminders' })
      },
      body: { name: 'Reminders', timezone: 'Mars/Olympus', duplicate_from: '00000000-0000-4000-8000-00000000dead' },
      expect: {
        status: 400,
        body: {
          name: ['A sequence with this name already exists.'],
          timezone: ['This is no IANA time zone, such as "America/New_York".'],
          duplicate_from: ['Invalid pk "00000000-0000-4000-8000-00000000dead" - object does not exist.'],
        },
      },
    },
  ],
})

function copySteps(world: World, from: string, { id: sequence }: SequenceRow): void {
  for (const { id, ...step } of world.table(steps).list('ofSequence', from)) world.create(steps, { ...step, sequence })
}
