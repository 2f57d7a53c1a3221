import type { World } from '../../core/world/handle.ts'
import { invoices } from '../invoices/invoice.ts'
import type { ScheduledStepRow } from './scheduled-step.ts'
import { neededOfInvoice, type Variable } from './template.ts'

export const missingInvoice = (variable: Variable): string =>
  `The text needs {{${variable}}}, but the customer has no open invoice.`

/** What an e-mail says of an invoice, where its customer owes none. */
export function lacksInvoice(world: World, step: ScheduledStepRow): Variable | undefined {
  if (step.step_type !== 'reminder' || world.table(invoices).in('openOfCustomer', step.customer).size > 0) return undefined
  return neededOfInvoice(step.subject_template, step.body_plain_template, step.body_html_template)
}
