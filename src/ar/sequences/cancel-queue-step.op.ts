import { defineOperation } from '../conventions/operation.ts'
import { ScheduledStep, scheduledSteps } from './scheduled-step.ts'

export const cancelQueueStep = defineOperation({
  id: 'cancelQueueStep',
  route: 'POST /companies/{company_id}/sequences/queue/{scheduled_step_id}/cancel',
  summary: 'Cancel a step',
  description: 'The vendor says that steps can be cancelled before they go out, but documents no call for it.',
  source: 'sequences, Cancel or complete queue step',
  isExtension: true,
  target: scheduledSteps.at('scheduled_step_id'),
  fires: 'cancel',
  responses: { 200: ScheduledStep },

  handle: ({ next, save, show, reply }) => reply(200, show(save(next))),

  examples: [
    {
      name: 'cancels a step that is ready',
      mark: 'C',
      path: { scheduled_step_id: 'ready_reminder' },
      expect: { status: 200, body: { status: 'cancelled', executed_at: null } },
    },
    {
      name: 'cancels a step whose time has not come',
      mark: 'C',
      path: { scheduled_step_id: 'scheduled' },
      expect: { status: 200, body: { status: 'cancelled' } },
    },
    {
      name: 'refuses a step that is completed',
      mark: 'C',
      path: { scheduled_step_id: 'completed' },
      expect: { status: 400, body: { detail: 'Cannot cancel this scheduled step: it is completed.' } },
    },
    { name: 'refuses a step that is cancelled', mark: 'C', path: { scheduled_step_id: 'cancelled' }, expect: { status: 400 } },
    { name: 'refuses a step that failed', mark: 'C', path: { scheduled_step_id: 'failed' }, expect: { status: 400 } },
  ],
})
