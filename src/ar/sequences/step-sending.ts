/** The e-mail of a step: who sends it, with which texts, in which conversation. */
import type { World } from '../../core/world/handle.ts'
import { sendEmail } from '../communications/add-thread.ts'
import { type ThreadRow, threads } from '../communications/thread.ts'
import { companies } from '../companies/company.ts'
import { customers } from '../customers/customer.ts'
import { customerTotals } from '../customers/customer-totals.ts'
import { type ConnectionRow, connections, isShared, isTeammates } from '../integrations/connection.ts'
import { enrollments } from './enrollment.ts'
import { senderName } from './keep-sender.follower.ts'
import { invoiceOfStep } from './missing-invoice.ts'
import { lastEmails } from './outlook.ts'
import type { ScheduledStepRow } from './scheduled-step.ts'
import { type SequenceRow, sequences } from './sequence.ts'
import { htmlOf, plainOf, subjectOf } from './step-texts.ts'

export interface Sending {
  readonly world: World
  readonly target: ScheduledStepRow
  readonly body: { readonly sender_connection_id?: string | undefined }
}

const sequenceOf = (world: World, { sequence }: ScheduledStepRow): SequenceRow | undefined => world.table(sequences).get(sequence)

/** The mailbox that the caller names, else the one of the sequence. */
export function senderOfStep({ world, target, body }: Sending): ConnectionRow | undefined {
  const id = body.sender_connection_id ?? sequenceOf(world, target)?.sender_connection_id
  return world.table(connections).get(id ?? '')
}

export const mayUse = (
  { world, target, member }: Sending & { readonly member: { id: string } },
  sender: ConnectionRow,
): boolean => !isTeammates(sender, member) || sequenceOf(world, target)?.sender_connection_id === sender.id || isShared(sender)

/** The texts, filled in as of now. */
export function textsOf(world: World, step: ScheduledStepRow, mailbox: ConnectionRow) {
  const known = {
    company: world.table(companies).get(step.company),
    customer: world.table(customers).get(step.customer),
    enrollment: world.table(enrollments).get(step.enrollment),
    totals: world.table(customerTotals).get(step.customer),
    sequence: sequenceOf(world, step),
    sender: { name: senderName(world, mailbox) },
    last: world.table(lastEmails).get(step.enrollment),
  }
  return { subject: subjectOf(step, known), body_plain: plainOf(step, known), body_html: htmlOf(step, known) }
}

/** Writes the e-mail: a new conversation, or a reply to the last e-mail of the enrollment where the sequence wants that. */
export function writeTo(world: World, step: ScheduledStepRow & { subject: string }, mailbox: ConnectionRow): ThreadRow {
  const last = sequenceOf(world, step)?.send_followups_in_thread ? world.table(lastEmails).get(step.enrollment) : undefined
  const invoice = invoiceOfStep(world, step)
  return sendEmail(world, mailbox, {
    company: step.company,
    customer: step.customer,
    subject: step.subject,
    body: step.body_plain ?? step.body_html ?? '',
    invoices: invoice ? [invoice.id] : [],
    earlier: world.table(threads).get(last?.thread ?? ''),
  })
}
