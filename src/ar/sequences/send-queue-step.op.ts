import * as z from 'zod'
import type { Example } from '../../core/call/operation.ts'
import type { World } from '../../core/world/handle.ts'
import { without } from '../../core/world/without.ts'
import { hasRecipient, NO_RECIPIENT } from '../communications/add-thread.ts'
import { defineOperation } from '../conventions/operation.ts'
import { Uuid } from '../conventions/values.ts'
import { contacts } from '../customers/contact.ts'
import { failures, takeFailure } from '../failures/failure.ts'
import { type ConnectionRow, connections, isWorkingMailbox } from '../integrations/connection.ts'
import { lacksInvoice, missingInvoice } from './missing-invoice.ts'
import { ScheduledStep, type ScheduledStepRow, scheduledSteps } from './scheduled-step.ts'
import { sequences } from './sequence.ts'
import { mayUse, type Sending, senderOfStep, textsOf, writeTo } from './step-sending.ts'
import { invoiceVariables, unknownVariables } from './template.ts'

export const sendQueueStep = defineOperation({
  id: 'sendQueueStep',
  route: 'POST /companies/{company_id}/sequences/queue/{scheduled_step_id}/send',
  summary: 'Send an e-mail step',
  description:
    'From the mailbox that `sender_connection_id` names, else from the one of the sequence; where the sequence has none, it is needed. One that is named is the caller’s own, that of the sequence, or shared. The texts are filled in now. A step that is past `ready` is answered as it is; one whose delivery goes wrong is `failed` with an `error`.',
  source: 'sequences, Send queue step',
  target: scheduledSteps.at('scheduled_step_id'),
  body: z.object({ sender_connection_id: Uuid.optional() }),
  references: { sender_connection_id: connections },
  fires: 'send',
  rules: [
    {
      refuse: 'Only e-mail steps can be sent. Calls and tasks are completed.',
      when: ({ target }) => target.step_type !== 'reminder',
    },
    ...invoiceVariables.map((variable) => ({
      refuse: missingInvoice(variable),
      when: ({ world, target }: Pick<Sending, 'world' | 'target'>) => lacksInvoice(world, target) === variable,
    })),
    {
      refuse: 'Neither the call nor the sequence names a mailbox to send from.',
      when: (call) => senderOfStep(call) === undefined,
    },
    {
      refuse: 'The sender is no active and healthy mailbox.',
      when: (call) => !isWorkingMailbox(senderOfStep(call)),
    },
    {
      refuse: 'This mailbox is neither yours, nor the sender of the sequence, nor shared.',
      kind: 'forbidden',
      when: (call) => !mayUse(call, senderOfStep(call) as ConnectionRow),
    },
    {
      refuse: NO_RECIPIENT,
      when: ({ world, target }) => !hasRecipient(world, target.customer),
    },
  ],
  responses: { 200: ScheduledStep },

  handle(call) {
    const { next, body, world, warn, save, show, reply } = call
    const mailbox = senderOfStep({ world, target: next, body }) as ConnectionRow
    const texts = textsOf(world, next, mailbox)
    for (const warning of unknownVariables(next.subject_template, next.body_plain_template, next.body_html_template))
      warn(warning)
    if (!texts.body_plain && !texts.body_html) warn('The step has no text: its e-mail is empty.')
    const sent = { ...next, ...texts, sender_connection_id: mailbox.id, executed_at: world.clock.now() }
    const error = takeFailure(world, 'delivery', next.id)
    if (error !== undefined) return reply(200, show(save({ ...sent, status: 'failed', error })))
    const thread = writeTo(world, sent, mailbox)
    return reply(200, show(save({ ...sent, thread: thread.id })))
  },

  examples: [
    {
      name: 'sends from the mailbox of the sequence, with the texts filled in',
      mark: 'D sequences-60',
      path: { scheduled_step_id: 'ready_reminder' },
      expect: {
        status: 200,
        body: {
          status: 'completed',
          executed_at: '2026-06-01T14:00:00Z',
          sender_connection_id: '$samples.connections.nylas_shared',
        },
      },
    },
    {
      name: 'sends from the caller’s own mailbox',
      mark: 'D sequences-61',
      path: { scheduled_step_id: 'ready_reminder' },
      body: { sender_connection_id: '$samples.connections.nylas_own' },
      expect: { status: 200, body: { status: 'completed', sender_connection_id: '$samples.connections.nylas_own' } },
    },
    {
      name: 'a step that is completed is answered as it is',
      mark: 'D sequences-59',
      path: { scheduled_step_id: 'completed' },
      expect: { status: 200, body: { status: 'completed' } },
    },
    {
      name: 'a step that is cancelled is answered as it is',
      mark: 'D sequences-59',
      path: { scheduled_step_id: 'cancelled' },
      expect: { status: 200, body: { status: 'cancelled', thread: null } },
    },
    {
      name: 'a delivery that goes wrong makes the step failed, with the reason',
      mark: 'C',
      path: { scheduled_step_id: 'ready_reminder' },
      given: (world, sample) =>
        world.create(failures, {
          kind: 'delivery',
          subject: sample('samples.scheduled_steps.ready_reminder'),
          reason: 'The mailbox is full.',
        }),
      expect: { status: 200, body: { status: 'failed', error: 'The mailbox is full.', thread: null } },
    },
    {
      name: 'an unknown variable is left empty, with a warning that knows better',
      mark: 'C',
      path: { scheduled_step_id: 'ready_reminder' },
      given: (world, sample) => change(world, sample, { body_plain_template: 'Hello{{customer.nme}}!' }),
      expect: {
        status: 200,
        body: { body_plain: 'Hello!' },
        headers: {
          'x-sim-warning': 'The template variable "customer.nme" is unknown and left empty. Did you mean "customer.name"?',
        },
      },
    },
    {
      name: 'refuses a step whose time has not come',
      mark: 'D sequences-58',
      path: { scheduled_step_id: 'scheduled' },
      expect: { status: 400, body: { detail: 'Cannot send this scheduled step: it is scheduled.' } },
    },
    {
      name: 'refuses a call',
      mark: 'D sequences-58',
      path: { scheduled_step_id: 'ready_call' },
      expect: { status: 400, body: { detail: 'Only e-mail steps can be sent. Calls and tasks are completed.' } },
    },
    {
      name: 'refuses when nobody is set to send',
      mark: 'C',
      path: { scheduled_step_id: 'ready_reminder' },
      given: (world, sample) => {
        const sequence = world.table(sequences).get(sample('samples.sequences.active'))
        if (sequence) world.save(sequences, { ...sequence, sender_connection_id: null })
      },
      expect: {
        status: 400,
        body: {
          detail: 'Neither the call nor the sequence names a mailbox to send from.',
        },
      },
    },
    {
      name: 'refuses a mailbox that has expired',
      mark: 'C',
      path: { scheduled_step_id: 'ready_reminder' },
      body: { sender_connection_id: '$samples.connections.nylas_expired' },
      expect: { status: 400, body: { detail: 'The sender is no active and healthy mailbox.' } },
    },
    {
      name: 'refuses a sender that is no mailbox',
      mark: 'C',
      path: { scheduled_step_id: 'ready_reminder' },
      body: { sender_connection_id: '$samples.connections.merge_active' },
      expect: { status: 400, body: { detail: 'The sender is no active and healthy mailbox.' } },
    },
    {
      name: 'refuses a teammate’s mailbox that is not shared',
      mark: 'D sequences-61',
      path: { scheduled_step_id: 'ready_reminder' },
      body: { sender_connection_id: '$samples.connections.nylas_teammate' },
      expect: { status: 403, body: { detail: 'You do not have permission to perform this action.' } },
    },
    {
      name: 'refuses a customer whom nobody can write to',
      mark: 'C',
      path: { scheduled_step_id: 'ready_reminder' },
      given: without(contacts),
      expect: { status: 400, body: { detail: NO_RECIPIENT } },
    },
    ...invoiceVariables.map(
      (variable): Example => ({
        name: `refuses a text with {{${variable}}} for a customer who owes nothing`,
        mark: 'C',
        path: { scheduled_step_id: 'ready_reminder' },
        given(world, sample) {
          const customer = sample('samples.customers.prospect')
          const texts = { subject_template: '', body_plain_template: `Please pay {{ ${variable} }}.`, body_html_template: '' }
          change(world, sample, { customer, ...texts })
        },
        expect: { status: 400, body: { detail: missingInvoice(variable) } },
      }),
    ),
    {
      name: 'refuses a sender that does not exist',
      mark: 'C',
      path: { scheduled_step_id: 'ready_reminder' },
      body: { sender_connection_id: '00000000-0000-4000-8000-00000000dead' },
      expect: {
        status: 400,
        body: { sender_connection_id: ['Invalid pk "00000000-0000-4000-8000-00000000dead" - object does not exist.'] },
      },
    },
    {
      name: 'an unknown step is not found',
      mark: 'C',
      path: { scheduled_step_id: '00000000-0000-4000-8000-00000000dead' },
      expect: { status: 404 },
    },
  ],
})

/** Changes the step that the examples send. */
function change(world: World, sample: (name: string) => string, columns: Partial<ScheduledStepRow>): void {
  const step = world.table(scheduledSteps).get(sample('samples.scheduled_steps.ready_reminder'))
  if (step) world.save(scheduledSteps, { ...step, ...columns })
}
