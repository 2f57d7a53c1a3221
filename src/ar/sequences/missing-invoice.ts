import type { World } from '../../core/world/handle.ts'
import { invoices } from '../invoices/invoice.ts'
import { enrollments, takesCareOf } from './enrollment.ts'
import type { ScheduledStepRow } from './scheduled-step.ts'
import { neededOfInvoice, type Variable } from './template.ts'

export const missingInvoice = (variable: Variable): string =>
  `The text needs {{${variable}}}, but the customer has no open invoice that was there at the enrollment.`

/** The id of the open invoice that a step is about: of those that its enrollment takes care of the one owed for longest; none where there is none. */
export function invoicesOfStep(world: World, { customer, enrollment }: ScheduledStepRow): string[] {
  const enrolled = world.table(enrollments).get(enrollment)
  for (const invoice of world.table(invoices).in('openOfCustomer', customer).keys())
    if (enrolled && takesCareOf(enrolled, invoice)) return [invoice.id]
  return []
}

/** What an e-mail says of an invoice, where there is none. */
export function lacksInvoice(world: World, step: ScheduledStepRow): Variable | undefined {
  if (step.step_type !== 'reminder' || invoicesOfStep(world, step).length) return undefined
  return neededOfInvoice(step.subject_template, step.body_plain_template, step.body_html_template)
}
