import * as z from 'zod'
import { defineOperation } from '../conventions/operation.ts'
import { cancelSteps } from './end-enrollment.ts'
import { scheduledSteps } from './scheduled-step.ts'
import { hasHistory, stepOfPath, steps } from './step.ts'

export const deleteStep = defineOperation({
  id: 'deleteStep',
  route: 'DELETE /companies/{company_id}/sequences/{sequence_id}/steps/{step_id}',
  summary: 'Delete a step',
  description: 'For good. What is still in the queue of it is cancelled.',
  source: 'sequences, Delete step',
  target: stepOfPath,
  rules: [
    {
      refuse: 'This step was carried out already and cannot be deleted.',
      kind: 'conflict',
      when: ({ world, target }) => hasHistory(world, target),
    },
  ],
  responses: { 204: z.undefined() },

  handle({ world, target, reply }) {
    cancelSteps(world, world.table(scheduledSteps).list('pendingOfStep', target.id), 'The step was deleted.')
    world.table(steps).delete(target.id)
    return reply(204, undefined)
  },

  examples: [
    {
      name: 'removes a step that was never carried out',
      mark: 'D sequences-33',
      path: { sequence_id: '$samples.sequences.draft', step_id: 'without_history' },
      expect: { status: 204 },
    },
    {
      name: 'refuses a step with execution history',
      mark: 'D sequences-34',
      path: { sequence_id: '$samples.sequences.active', step_id: 'with_history' },
      expect: { status: 409, body: { detail: 'This step was carried out already and cannot be deleted.' } },
    },
  ],
})
