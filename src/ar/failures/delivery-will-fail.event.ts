import * as z from 'zod'
import { defineEvent } from '../../core/call/event.ts'
import type { World } from '../../core/world/handle.ts'
import { actions, hasEnded } from '../actions/action.ts'
import { Uuid } from '../conventions/values.ts'
import { isPending, scheduledSteps } from '../sequences/scheduled-step.ts'
import { armFailures, failureFields } from './arm.ts'

const NOTHING = 'Name an action or a scheduled_step.'
const BOTH = 'Name an action or a scheduled_step, not both.'
const NOTHING_TO_DELIVER = 'Only an e-mail that is still to be sent can fail.'

export const deliveryWillFail = defineEvent({
  type: 'delivery.will_fail',
  summary: 'The next delivery of an e-mail will go wrong.',
  description:
    'Either of `action` or of `scheduled_step`: one of the two is needed. An action comes back as `proposed` with the reason in `metadata.last_error`, a step of a sequence is `failed` with the reason in `error`.',
  body: z
    .object({ action: Uuid.optional(), scheduled_step: Uuid.optional(), ...failureFields })
    .refine(({ action, scheduled_step }) => (action ?? scheduled_step) !== undefined, { path: ['action'], error: NOTHING })
    .refine(({ action, scheduled_step }) => action === undefined || scheduled_step === undefined, {
      path: ['action'],
      error: BOTH,
    }),
  references: { action: actions, scheduled_step: scheduledSteps },
  rules: [{ refuse: NOTHING_TO_DELIVER, when: ({ world, body }) => !isToBeSent(world, body) }],

  handle: ({ world, body }) => armFailures(world, 'delivery', body.action ?? body.scheduled_step ?? '', body),

  examples: [
    {
      name: 'the delivery of an action will fail',
      mark: 'C',
      body: { action: '$samples.actions.proposed', reason: 'Mailbox full.' },
      expect: {
        status: 201,
        body: { rows: [{ table: 'failures', before: null, after: { kind: 'delivery', reason: 'Mailbox full.' } }] },
      },
    },
    {
      name: 'the delivery of a step of a sequence will fail',
      mark: 'C',
      body: { scheduled_step: '$samples.scheduled_steps.ready_reminder' },
      expect: {
        status: 201,
        body: { rows: [{ table: 'failures', before: null, after: { subject: '$samples.scheduled_steps.ready_reminder' } }] },
      },
    },
    {
      name: 'needs one of the two',
      mark: 'C',
      body: {},
      expect: { status: 400, body: { error: { details: [{ field: 'action', message: NOTHING }] } } },
    },
    {
      name: 'takes one of the two',
      mark: 'C',
      body: { action: '$samples.actions.proposed', scheduled_step: '$samples.scheduled_steps.ready_reminder' },
      expect: { status: 400, body: { error: { details: [{ field: 'action', message: BOTH }] } } },
    },
    {
      name: 'refuses a call, and what has been sent',
      mark: 'C',
      body: { action: '$samples.actions.call' },
      expect: { status: 400, body: { error: { message: NOTHING_TO_DELIVER } } },
    },
  ],
})

interface Named {
  readonly action?: string | undefined
  readonly scheduled_step?: string | undefined
}

function isToBeSent(world: World, { action: id = '', scheduled_step = '' }: Named): boolean {
  const action = world.table(actions).get(id)
  if (action) return action.action_type === 'email' && !action.is_deleted && !hasEnded(action)
  const step = world.table(scheduledSteps).get(scheduled_step)
  return step !== undefined && step.step_type === 'reminder' && isPending(step)
}
