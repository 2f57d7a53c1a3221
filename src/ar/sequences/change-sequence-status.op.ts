import * as z from 'zod'
import type { World } from '../../core/world/handle.ts'
import { defineOperation } from '../conventions/operation.ts'
import { sequenceLifecycle } from './sequence.lifecycle.ts'
import { Sequence, type SequenceRow, sequences } from './sequence.ts'
import { steps } from './step.ts'

const NO_STEPS = 'The sequence has no active step: enrollments in it complete at once.'
const NO_SENDER = 'The sequence has no sender_connection_id: its e-mails need one when they are sent.'

export const changeSequenceStatus = defineOperation({
  id: 'changeSequenceStatus',
  route: 'POST /companies/{company_id}/sequences/{sequence_id}',
  summary: 'Activate or archive a sequence',
  description: 'An archived sequence takes no new enrollments; those that exist run on.',
  source: 'sequences, Change sequence status',
  target: sequences.at('sequence_id'),
  body: z.object({ action: z.enum(['activate', 'archive']) }),
  responses: { 200: Sequence },

  handle({ world, target, body: { action }, save, show, warn, reply }) {
    if (action === 'activate') warnOfNothingToSend(world, target, warn)
    const isRepeat = sequenceLifecycle.find(action, target.status)?.unchanged
    return reply(200, show(isRepeat ? target : save(sequenceLifecycle.apply(action, target))))
  },

  examples: [
    {
      name: 'activates a draft',
      mark: 'D sequences-16',
      path: { sequence_id: 'draft' },
      body: { action: 'activate' },
      expect: { status: 200, body: { status: 'active' } },
    },
    {
      name: 'activates an archived sequence again',
      mark: 'C',
      path: { sequence_id: 'archived' },
      body: { action: 'activate' },
      expect: { status: 200, body: { status: 'active' } },
    },
    {
      name: 'archives an active sequence',
      mark: 'D sequences-17',
      path: { sequence_id: 'active' },
      body: { action: 'archive' },
      expect: { status: 200, body: { status: 'archived' } },
    },
    {
      name: 'the status that it has already is a success',
      mark: 'C',
      path: { sequence_id: 'archived' },
      body: { action: 'archive' },
      expect: { status: 200, body: { status: 'archived' } },
    },
    {
      name: 'refuses another action',
      mark: 'C',
      path: { sequence_id: 'draft' },
      body: { action: 'pause' },
      expect: { status: 400, body: { action: ['"pause" is not a valid choice.'] } },
    },
    {
      name: 'needs an action',
      mark: 'D sequences-16',
      path: { sequence_id: 'draft' },
      body: {},
      expect: { status: 400, body: { action: ['This field is required.'] } },
    },
  ],
})

/** It is active all the same, but does nothing, or not by itself. */
function warnOfNothingToSend(world: World, { id, sender_connection_id }: SequenceRow, warn: (text: string) => void): void {
  const active = world
    .table(steps)
    .list('ofSequence', id)
    .filter(({ is_active }) => is_active)
  if (!active.length) warn(NO_STEPS)
  if (sender_connection_id === null && (!active.length || active.some(({ step_type }) => step_type === 'reminder')))
    warn(NO_SENDER)
}
