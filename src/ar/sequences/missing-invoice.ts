import type { World } from '../../core/world/handle.ts'
import { customerTotals, type OpenInvoice } from '../customers/customer-totals.ts'
import { caredFor, enrollments } from './enrollment.ts'
import type { ScheduledStepRow } from './scheduled-step.ts'
import { neededOfInvoice, type Variable } from './template.ts'

export const missingInvoice = (variable: Variable): string =>
  `The text needs {{${variable}}}, but the customer has no open invoice that was there at the enrollment.`

/** The open invoice that a step is about. */
export const invoiceOfStep = (world: World, { customer, enrollment }: ScheduledStepRow): OpenInvoice | undefined =>
  caredFor(world.table(enrollments).get(enrollment), world.table(customerTotals).get(customer)?.open ?? [])

/** What an e-mail says of an invoice, where there is none. */
export function lacksInvoice(world: World, step: ScheduledStepRow): Variable | undefined {
  if (step.step_type !== 'reminder' || invoiceOfStep(world, step)) return undefined
  return neededOfInvoice(step.subject_template, step.body_plain_template, step.body_html_template)
}
