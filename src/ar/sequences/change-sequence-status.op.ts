import * as z from 'zod'
import { defineOperation } from '../conventions/operation.ts'
import { sequenceLifecycle } from './sequence.lifecycle.ts'
import { Sequence, sequences } from './sequence.ts'

export const changeSequenceStatus = defineOperation({
  id: 'changeSequenceStatus',
  route: 'POST /companies/{company_id}/sequences/{sequence_id}',
  summary: 'Activate or archive a sequence',
  description: 'An archived sequence takes no new enrollments; those that exist run on.',
  source: 'sequences, Change sequence status',
  target: sequences.at('sequence_id'),
  body: z.object({ action: z.enum(['activate', 'archive']) }),
  responses: { 200: Sequence },

  handle({ target, body: { action }, save, show, reply }) {
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
