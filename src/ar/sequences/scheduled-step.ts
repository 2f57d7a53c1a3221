import * as z from 'zod'
import { defineTable } from '../../core/store/definition.ts'
import { threads } from '../communications/thread.ts'
import { companies } from '../companies/company.ts'
import { Instant, Uuid } from '../conventions/values.ts'
import { customers } from '../customers/customer.ts'
import { customerTotals } from '../customers/customer-totals.ts'
import { connections } from '../integrations/connection.ts'
import { enrollments } from './enrollment.ts'
import { lastEmails, sequenceSenders } from './outlook.ts'
import { scheduledStepLifecycle } from './scheduled-step.lifecycle.ts'
import { sequences } from './sequence.ts'
import { htmlOf, type Known, plainOf, subjectOf } from './step-texts.ts'
import { stepTypes } from './step-types.ts'
import { Template } from './template.ts'

export const ScheduledStep = z
  .object({
    id: Uuid,
    company: Uuid,
    enrollment: Uuid,
    sequence: Uuid,
    sequence_name: z.string(),
    step: Uuid,
    step_label: z.string(),
    step_type: z.enum(stepTypes),
    customer: Uuid,
    customer_name: z.string(),
    status: z.enum(scheduledStepLifecycle.statuses),
    scheduled_for: Instant,
    ready_at: Instant.nullable().default(null),
    executed_at: Instant.nullable().default(null),
    /** Of an e-mail: what was sent, or would be sent now. */
    subject: z.string().nullable().default(null),
    body_plain: z.string().nullable().default(null),
    body_html: z.string().nullable().default(null),
    sender_connection_id: Uuid.nullable().default(null),
    thread: Uuid.nullable().default(null),
    error: z.string().nullable().default(null),
    created_at: Instant,
    updated_at: Instant,
  })
  .meta({ id: 'ScheduledSequenceStep' })

/** The templates are those that the step had when the customer was enrolled. */
const ScheduledStepRow = ScheduledStep.omit({ sequence_name: true, customer_name: true }).extend({
  subject_template: Template,
  body_plain_template: Template,
  body_html_template: Template,
})
export type ScheduledStepRow = z.output<typeof ScheduledStepRow>

/** In the queue, or on the way there. */
export const isPending = ({ status }: ScheduledStepRow): boolean => status === 'scheduled' || status === 'ready'
export const isReady = ({ status }: ScheduledStepRow): boolean => status === 'ready'
const isExecuted = ({ status }: ScheduledStepRow): boolean => status === 'completed' || status === 'failed'
const endedAt = (step: ScheduledStepRow): string => step.executed_at ?? step.updated_at

export const scheduledSteps = defineTable({
  name: 'scheduled_steps',
  kind: 'scheduled_step',
  row: ScheduledStepRow,
  shows: ScheduledStep,
  references: {
    company: companies,
    enrollment: enrollments,
    sequence: sequences,
    customer: customers,
    sender_connection_id: connections,
    thread: threads,
  },
  beside: { totals: [customerTotals, 'customer'], sender: [sequenceSenders, 'sequence'], last: [lastEmails, 'enrollment'] },
  labels: {
    sequence_name: ({ sequence }) => sequence?.name ?? '',
    customer_name: ({ customer }) => customer?.customer_company_name ?? '',
    subject: (known, step) => step.subject ?? preview(step, known, subjectOf),
    body_plain: (known, step) => step.body_plain ?? preview(step, known, plainOf),
    body_html: (known, step) => step.body_html ?? preview(step, known, htmlOf),
  },
  lifecycle: scheduledStepLifecycle,
  searched: ['sequence_name', 'step_label', 'customer_name', 'subject'],
  indexes: {
    ready: { group: ['company', 'step_type'], order: [{ oldest: 'scheduled_for' }], when: isReady },
    scheduled: {
      group: ['company', 'step_type'],
      order: [{ oldest: 'scheduled_for' }],
      when: ({ status }) => status === 'scheduled',
    },
    history: { group: ['company', 'step_type'], order: [{ newest: endedAt }], when: (step) => !isPending(step) },
    ofCustomer: { group: ['company', 'customer'], order: [{ oldest: 'scheduled_for' }] },
    ofEnrollment: { group: ['enrollment'], order: [{ oldest: 'scheduled_for' }] },
    pending: { group: ['enrollment'], order: [{ oldest: 'scheduled_for' }], when: isPending },
    pendingOfCustomer: { group: ['customer'], order: [{ oldest: 'scheduled_for' }], when: isPending },
    ofThread: { group: ['thread'], when: ({ thread }) => thread !== null },
    pendingOfStep: { group: ['step'], when: isPending },
    executed: { group: ['step'], when: isExecuted },
  },
})

/** What an e-mail would say if it were sent now. */
function preview<Text>(step: ScheduledStepRow, known: Known, text: (step: ScheduledStepRow, known: Known) => Text): Text | null {
  return step.step_type !== 'reminder' || step.status === 'cancelled' ? null : text(step, known)
}
