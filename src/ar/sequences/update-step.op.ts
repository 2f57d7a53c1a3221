import { updated } from '../../core/values/given.ts'
import { defineOperation } from '../conventions/operation.ts'
import { hasHistory, Step, StepFields, stepOfPath } from './step.ts'

export const updateStep = defineOperation({
  id: 'updateStep',
  route: 'PUT /companies/{company_id}/sequences/{sequence_id}/steps/{step_id}',
  summary: 'Update a step',
  description: 'Any of the fields. Enrollments that exist keep the step as it was.',
  source: 'sequences, Update step',
  target: stepOfPath,
  body: StepFields.partial(),
  rules: [
    {
      refuse: 'This step was carried out already and cannot be changed.',
      kind: 'conflict',
      when: ({ world, target }) => hasHistory(world, target),
    },
  ],
  responses: { 200: Step },

  handle: ({ target, body, save, show, reply }) => reply(200, show(save(updated(target, body)))),

  examples: [
    {
      name: 'changes the fields that are sent',
      mark: 'D sequences-31',
      path: { sequence_id: '$samples.sequences.draft', step_id: 'without_history' },
      body: { label: 'First call', step_type: 'call', offset_time: '16:30' },
      expect: { status: 200, body: { label: 'First call', step_type: 'call', offset_time: '16:30' } },
    },
    {
      name: 'refuses a step with execution history',
      mark: 'D sequences-32',
      path: { sequence_id: '$samples.sequences.active', step_id: 'with_history' },
      body: { label: 'Other' },
      expect: { status: 409, body: { detail: 'This step was carried out already and cannot be changed.' } },
    },
    {
      name: 'refuses a blank label, a fraction of a day and a subject of several lines',
      mark: 'C',
      path: { sequence_id: '$samples.sequences.draft', step_id: 'without_history' },
      body: { label: '', offset_days: 1.5, subject_template: 'Hello\nBcc: pat@company.com' },
      expect: {
        status: 400,
        body: {
          label: ['This field may not be blank.'],
          offset_days: ['A valid integer is required.'],
          subject_template: ['Line breaks are not allowed.'],
        },
      },
    },
  ],
})
