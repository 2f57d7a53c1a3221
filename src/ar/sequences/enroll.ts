/** Enrolling customers in sequences. */
import * as z from 'zod'
import { instantIn } from '../../core/time/time-zone.ts'
import type { World } from '../../core/world/handle.ts'
import { CalendarDate } from '../conventions/values.ts'
import { invoices } from '../invoices/invoice.ts'
import { endEnrollment } from './end-enrollment.ts'
import { type EnrollmentRow, enrollments, tiedInvoices } from './enrollment.ts'
import { scheduledSteps } from './scheduled-step.ts'
import type { SequenceRow } from './sequence.ts'
import { type StepRow, steps } from './step.ts'

const [EARLIEST, LATEST] = ['1900-01-01', '9899-12-31']

/** A day on which a sequence can start: all its steps must fit into the calendar. */
export const StartDate = CalendarDate.pipe(
  z.string().refine((date) => date >= EARLIEST && date <= LATEST, {
    error: `Ensure this date is between ${EARLIEST} and ${LATEST}.`,
  }),
)

/** An active step of a sequence, and when it is due for those who start on one day. */
export interface Due {
  readonly step: StepRow
  readonly at: string
}

/** The steps that whoever starts on that day will get. */
export function dueSteps(world: World, { id, timezone }: SequenceRow, start_date: string): Due[] {
  return world
    .table(steps)
    .list('ofSequence', id)
    .filter(({ is_active }) => is_active)
    .map((step) => ({ step, at: instantIn(timezone, start_date, step.offset_time, step.offset_days) }))
}

export const OWES_NOTHING = 'The customer has no open invoice: steps whose text needs one will be cancelled at their time.'

const owesNothing = (world: World, customer: string): boolean => world.table(invoices).in('openOfCustomer', customer).size === 0

/** Enrolls a customer: the steps are copied, so that later changes of the sequence leave the enrollment alone. Where there is none, it is over at once. */
export function enroll(
  world: World,
  sequence: SequenceRow,
  customer: string,
  start_date: string,
  due: readonly Due[],
): EnrollmentRow {
  const { id, company } = sequence
  const tied_invoices = tiedInvoices(world, customer, world.clock.now())
  const values = { company, sequence: id, customer, status: 'active', start_date, tied_invoices } as const
  const enrollment = world.create(enrollments, values)
  for (const { step, at } of due)
    world.create(scheduledSteps, {
      company,
      enrollment: enrollment.id,
      sequence: id,
      step: step.id,
      step_label: step.label,
      step_type: step.step_type,
      customer,
      status: 'scheduled',
      scheduled_for: at,
      subject_template: step.subject_template,
      body_plain_template: step.body_plain_template,
      body_html_template: step.body_html_template,
    })
  return due.length ? enrollment : endEnrollment(world, enrollment, null).enrollment
}

const NO_STEPS = 'The sequence has no active step: the enrollment is completed at once.'

/** What whoever enrolls customers should know. */
export const enrollmentWarnings = (world: World, due: readonly Due[], customers: readonly string[]): string[] => [
  ...(due.length ? [] : [NO_STEPS]),
  ...(customers.some((customer) => owesNothing(world, customer)) ? [OWES_NOTHING] : []),
]
