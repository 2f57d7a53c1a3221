/** What is known of scheduled steps beside their table. */
import type { Columns } from '../../core/store/definition.ts'
import { instantIn } from '../../core/time/time-zone.ts'
import type { World } from '../../core/world/handle.ts'
import { defineRows } from '../../core/world/rows/rows.ts'
import { enrollments } from './enrollment.ts'
import { isReady, type ScheduledStepRow, scheduledSteps } from './scheduled-step.ts'
import { sequences } from './sequence.ts'
import { newStep, steps } from './step.ts'

const ready = (type: ScheduledStepRow['step_type']) => (step: ScheduledStepRow) => isReady(step) && step.step_type === type

export const scheduledStepRows = defineRows(scheduledSteps, {
  samples: {
    ready_reminder: ready('reminder'),
    ready_call: ready('call'),
    ready_task: ready('task'),
    scheduled: (step) => step.status === 'scheduled',
    completed: (step) => step.status === 'completed' && step.step_type === 'reminder',
    cancelled: (step) => step.status === 'cancelled',
    failed: (step) => step.status === 'failed',
  },
  defaults: scheduledStepDefaults,
  rules: [
    {
      column: 'step',
      refuse: 'This is no step of the sequence.',
      when: ({ sequence, step }, world) => world.table(steps).get(step)?.sequence !== sequence,
    },
  ],
})

/** What its other columns say of its status. */
function statusFor({ error, executed_at, ready_at }: Columns<ScheduledStepRow>): ScheduledStepRow['status'] {
  if (executed_at) return error ? 'failed' : 'completed'
  return ready_at ? 'ready' : 'scheduled'
}

/**
 * What its step says, at the time that follows from the start of the enrollment. What still waits is not due in the past, but in a
 * day; all else not in the future, but when it happened.
 */
function scheduledStepDefaults(given: Columns<ScheduledStepRow>, world: World): Columns<ScheduledStepRow> {
  const { start_date, sequence = '' } = world.table(enrollments).get(given.enrollment ?? '') ?? {}
  const step = world.table(steps).get(given.step ?? '')
  const { timezone = '' } = world.table(sequences).get(sequence) ?? {}
  const { label, step_type, subject_template, body_plain_template, body_html_template } = step ?? newStep
  const { status = statusFor(given) } = given
  const { updated_at: now = world.clock.now() } = given
  const isExecuted = status === 'completed' || status === 'failed'
  const due = step && start_date ? instantIn(timezone, start_date, step.offset_time, step.offset_days) : now
  const isDue = Date.parse(due) <= Date.parse(now)
  const happened = given.executed_at ?? given.ready_at ?? now
  return {
    step_label: label,
    step_type,
    status,
    scheduled_for: status === 'scheduled' ? (isDue ? world.clock.in('P1D') : due) : isDue ? due : happened,
    ready_at: status === 'ready' ? now : null,
    executed_at: isExecuted ? now : null,
    subject_template,
    body_plain_template,
    body_html_template,
  }
}
