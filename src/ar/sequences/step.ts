import * as z from 'zod'
import { defineTable, type Row } from '../../core/store/definition.ts'
import type { World } from '../../core/world/handle.ts'
import { defineRows } from '../../core/world/rows/rows.ts'
import { companies } from '../companies/company.ts'
import { FilledText, Instant, isOneLine, MANY_LINES, Text, TimeOfDay, Uuid } from '../conventions/values.ts'
import { scheduledSteps } from './scheduled-step.ts'
import { sequences } from './sequence.ts'
import { stepTypes } from './step-types.ts'
import { Template } from './template.ts'

/** A hundred years: a date that far ahead is still one. */
const MOST_DAYS = 36_500

/** What callers set of a step. */
export const StepFields = z.object({
  step_type: z.enum(stepTypes),
  label: FilledText,
  offset_days: z.int().min(0).max(MOST_DAYS),
  offset_time: TimeOfDay.meta({ description: 'Time of day in the time zone of the sequence, HH:MM.' }),
  is_active: z.boolean().meta({ description: 'Whether new enrollments get this step.' }),
  subject_template: Template.refine(isOneLine, { error: MANY_LINES }),
  body_plain_template: Template,
  body_html_template: Template,
  instructions: Text,
})

export const Step = z
  .object({
    id: Uuid,
    sequence: Uuid,
    position: z.int().min(1),
    ...StepFields.shape,
    created_at: Instant,
    updated_at: Instant,
  })
  .meta({ id: 'SequenceStep' })

const StepRow = Step.extend({ company: Uuid })
export type StepRow = z.output<typeof StepRow>

export const steps = defineTable({
  name: 'steps',
  kind: 'step',
  row: StepRow,
  shows: Step,
  references: { company: companies, sequence: sequences },
  indexes: { ofSequence: { group: ['sequence'], order: [{ asc: 'position' }] } },
})

export const stepRows = defineRows(steps, {
  samples: {
    with_history: [
      (step, { world, chosen }) => hasHistory(world, step) && step.sequence === chosen.sequences?.active,
      (step, { world }) => hasHistory(world, step),
    ],
    without_history: [
      (step, { world, chosen }) => !hasHistory(world, step) && step.sequence === chosen.sequences?.draft,
      (step, { world }) => !hasHistory(world, step),
    ],
  },
  defaults: ({ sequence = '' }, world) => ({ ...newStep, position: nextPosition(world, sequence) }),
})

/** Whether the step was carried out for somebody, or failed to be. */
export const hasHistory = (world: World, { id }: Row): boolean => world.table(scheduledSteps).in('executed', id).size > 0

/** What a step is where nobody says. */
export const newStep = {
  step_type: 'reminder',
  label: 'New Step',
  offset_days: 0,
  offset_time: '09:00',
  is_active: true,
  subject_template: '',
  body_plain_template: '',
  body_html_template: '',
  instructions: '',
} as const satisfies z.output<typeof StepFields>

/** The place behind the last step of a sequence. */
export const nextPosition = (world: World, sequence: string): number =>
  (world.table(steps).in('ofSequence', sequence).maxKey()?.position ?? 0) + 1

/** The step that a path names, of the sequence that it names. */
export const stepOfPath = steps.at(
  'step_id',
  (step, { sequence_id }) => step.sequence === sequence_id,
  'The step is of another sequence.',
)
