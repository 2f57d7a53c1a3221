import * as z from 'zod'
import { logDone } from '../communications/add-thread.ts'
import { defineOperation } from '../conventions/operation.ts'
import { FilledText } from '../conventions/values.ts'
import { invoiceOfStep } from './missing-invoice.ts'
import { ScheduledStep, scheduledSteps } from './scheduled-step.ts'

export const completeQueueStep = defineOperation({
  id: 'completeQueueStep',
  route: 'POST /companies/{company_id}/sequences/queue/{scheduled_step_id}/complete',
  summary: 'Complete a call or a task',
  description:
    'Somebody has done it: a call is logged as a call, a task as a note. The vendor’s product does this, but no call for it is documented.',
  source: 'sequences, Cancel or complete queue step',
  isExtension: true,
  target: scheduledSteps.at('scheduled_step_id'),
  body: z.object({ notes: FilledText.optional() }),
  fires: 'complete',
  rules: [
    {
      refuse: 'Only calls and tasks can be completed. E-mail steps are sent.',
      when: ({ target }) => target.step_type === 'reminder',
    },
  ],
  responses: { 200: ScheduledStep },

  handle({ next, member, body: { notes = next.step_label }, world, save, show, reply }) {
    const communication_type = next.step_type === 'call' ? 'call' : 'note'
    const { company, customer } = next
    const invoice = invoiceOfStep(world, next)
    const about = { company, customer, communication_type, body: notes, invoices: invoice ? [invoice.id] : [] } as const
    const thread = logDone(world, member, about)
    return reply(200, show(save({ ...next, executed_at: world.clock.now(), thread: thread.id })))
  },

  examples: [
    {
      name: 'completes a call that is ready',
      mark: 'C',
      path: { scheduled_step_id: 'ready_call' },
      body: { notes: 'Left a message.' },
      expect: { status: 200, body: { status: 'completed', executed_at: '2026-06-01T14:00:00Z' } },
    },
    {
      name: 'completes a task that is ready',
      mark: 'C',
      path: { scheduled_step_id: 'ready_task' },
      expect: { status: 200, body: { status: 'completed' } },
    },
    {
      name: 'refuses an e-mail',
      mark: 'C',
      path: { scheduled_step_id: 'ready_reminder' },
      expect: { status: 400, body: { detail: 'Only calls and tasks can be completed. E-mail steps are sent.' } },
    },
    {
      name: 'refuses a step whose time has not come',
      mark: 'C',
      path: { scheduled_step_id: 'scheduled' },
      expect: { status: 400, body: { detail: 'Cannot complete this scheduled step: it is scheduled.' } },
    },
    { name: 'refuses a step that is completed', mark: 'C', path: { scheduled_step_id: 'completed' }, expect: { status: 400 } },
  ],
})
