import { defineOperation } from '../conventions/operation.ts'
import { Step, stepOfPath } from './step.ts'

export const getStep = defineOperation({
  id: 'getStep',
  route: 'GET /companies/{company_id}/sequences/{sequence_id}/steps/{step_id}',
  summary: 'Get a step',
  description: 'A step as it was set up: its templates still have their variables, which are filled in when an e-mail is sent.',
  source: 'sequences, Get step',
  target: stepOfPath,
  responses: { 200: Step },

  handle: ({ target, show, reply }) => reply(200, show(target)),

  examples: [
    {
      name: 'shows a step of the sequence',
      mark: 'D sequences-30',
      path: { sequence_id: '$samples.sequences.active', step_id: 'with_history' },
      expect: { status: 200, body: { id: '$samples.steps.with_history', sequence: '$samples.sequences.active' } },
    },
    {
      name: 'a step of another sequence is not found',
      mark: 'C',
      path: { sequence_id: '$samples.sequences.draft', step_id: 'with_history' },
      expect: { status: 404 },
    },
  ],
})
