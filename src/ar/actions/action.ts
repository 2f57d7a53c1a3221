import * as z from 'zod'
import { type Columns, defineTable } from '../../core/store/definition.ts'
import type { World } from '../../core/world/handle.ts'
import { defineRows, samplesFor } from '../../core/world/rows/rows.ts'
import { threads } from '../communications/thread.ts'
import { companies, firstCompanyId } from '../companies/company.ts'
import type { Member } from '../companies/member.ts'
import { Instant, Uuid } from '../conventions/values.ts'
import { customers } from '../customers/customer.ts'
import { invoices, isOpen } from '../invoices/invoice.ts'
import { actionLifecycle } from './action.lifecycle.ts'

const LogEntry = z
  .object({
    action: z.enum(['approved', 'rejected', 'cancelled']),
    approved_by: Uuid.nullable(),
    reason: z.string().nullable(),
    comment: z.string().nullable(),
    timestamp: Instant,
  })
  .meta({ id: 'ApprovalLogEntry' })

export const Action = z
  .object({
    id: Uuid,
    company: Uuid,
    customer: Uuid,
    customer_name: z.string(),
    invoice: Uuid,
    invoice_number: z.string(),
    action_type: z.enum(['email', 'call', 'task']),
    status: z.enum(actionLifecycle.statuses),
    description: z.string(),
    recommendation_label: z.string(),
    trigger_event_label: z.string(),
    is_recommended: z.boolean(),
    action_required: z.boolean(),
    urgency_score: z.int().min(0).max(100),
    draft_subject: z.string().nullable(),
    draft_content: z.string().nullable(),
    scheduled_for: Instant.nullable(),
    executed_at: Instant.nullable(),
    /** The message that it answers, in whose conversation its e-mail goes. */
    thread: Uuid.nullable().default(null),
    channel_id: z.string().nullable(),
    external_id: z.string().nullable(),
    response_deadline: Instant.nullable(),
    metadata: z.object({
      final_content: z.string().optional(),
      last_error: z.string().optional(),
      dispute: z.string().optional(),
      confidence: z.number().optional(),
    }),
    approval_log: z.array(LogEntry),
    is_deleted: z.boolean(),
    created_at: Instant,
    updated_at: Instant,
  })
  .meta({ id: 'Action' })

/** `deliver_at` is set while an approved e-mail is on its way. */
const ActionRow = Action.omit({ customer_name: true, invoice_number: true }).extend({
  deliver_at: Instant.nullable().default(null),
})
export type ActionRow = z.output<typeof ActionRow>

/** From the approval of an e-mail to its delivery. */
export const DELIVERY_SECONDS = 5

export const deliveryFromNow = (world: World): string => world.clock.in(`PT${DELIVERY_SECONDS}S`)

/** When it ended: when it was carried out, or else when it was cancelled. */
export const endedAt = (action: ActionRow): string => action.executed_at ?? action.updated_at

/** Takes an action back, whatever the reason: the log says it, and what is on its way is stopped. */
export function withdraw(world: World, action: ActionRow, reason: string): ActionRow {
  const approval_log = logged(action, 'cancelled', { reason }, world)
  return world.save(actions, { ...actionLifecycle.apply('cancel', action), approval_log })
}

export const hasEnded = ({ status }: ActionRow): boolean => status === 'completed' || status === 'cancelled'

/** What the lists tell apart, and so what their indexes group by. */
const KINDS = ['company', 'status', 'is_recommended', 'action_required', 'is_deleted'] as const

export const actions = defineTable({
  name: 'actions',
  kind: 'action',
  row: ActionRow,
  shows: Action,
  references: { company: companies, customer: customers, invoice: invoices, thread: threads },
  labels: {
    customer_name: ({ customer }) => customer?.customer_company_name ?? '',
    invoice_number: ({ invoice }) => invoice?.invoice_number ?? '',
  },
  lifecycle: actionLifecycle,
  searched: ['description', 'recommendation_label', 'trigger_event_label', 'customer_name', 'invoice_number'],
  indexes: {
    inbox: { group: KINDS, order: [{ desc: 'urgency_score' }] },
    history: { group: KINDS, order: [{ newest: endedAt }], when: hasEnded },
    ofCustomer: { group: ['company', 'customer'], order: [{ desc: 'urgency_score' }] },
    ofInvoice: { group: ['company', 'invoice'], order: [{ desc: 'urgency_score' }] },
  },
})

const isToDecide = ({ status, action_required, is_deleted }: ActionRow): boolean =>
  status === 'proposed' && action_required && !is_deleted

export const actionRows = defineRows(actions, {
  samples: {
    ...samplesFor(
      actionLifecycle.statuses,
      (status) => (action: ActionRow) => action.status === status && action.action_type === 'email' && !action.is_deleted,
    ),
    call: (action) => action.action_type === 'call' && isToDecide(action),
    task: (action) => action.action_type === 'task' && isToDecide(action),
    waiting: (action) => action.status === 'proposed' && action.is_recommended && !action.action_required && !action.is_deleted,
    deleted: (action) => action.is_deleted,
  },
  defaults: actionDefaults,
  rules: [
    {
      column: 'scheduled_for',
      refuse: 'What is scheduled has a time.',
      when: ({ status, scheduled_for }) => status === 'scheduled' && scheduled_for === null,
    },
  ],
})

/** What its other columns say of its status. */
function statusFor({ executed_at, scheduled_for, deliver_at }: Columns<ActionRow>): ActionRow['status'] {
  if (executed_at) return 'completed'
  if (deliver_at) return 'processing'
  return scheduled_for ? 'scheduled' : 'proposed'
}

/** Without an invoice, it is about the first that the customer owes. */
function actionDefaults(given: Columns<ActionRow>, world: World): Columns<ActionRow> {
  const { action_type = 'email', status = statusFor(given) } = given
  const owed = world.table(invoices).in('ofCustomer', given.customer ?? '')
  const invoice = given.invoice === undefined ? [...owed.keys()].find(isOpen) : world.table(invoices).get(given.invoice)
  const { company = given.company ?? firstCompanyId(world), customer, invoice_number = '', due_date = '' } = invoice ?? {}
  const isEmail = action_type === 'email'
  return {
    company,
    customer,
    invoice: invoice?.id,
    action_type,
    status,
    description: `Ask for the payment of invoice ${invoice_number}`,
    recommendation_label: isEmail ? 'Send a reminder' : 'Ask for the payment',
    trigger_event_label: 'Invoice unpaid',
    is_recommended: true,
    action_required: true,
    urgency_score: 50,
    draft_subject: isEmail ? `Invoice ${invoice_number}` : null,
    draft_content: isEmail ? `Hello,\n\ninvoice ${invoice_number}, due on ${due_date}, has not been paid yet.` : null,
    scheduled_for: status === 'scheduled' ? world.clock.in('P1D') : null,
    executed_at: status === 'completed' ? (given.updated_at ?? world.clock.now()) : null,
    deliver_at: status === 'processing' && isEmail && !given.is_deleted ? deliveryFromNow(world) : null,
    channel_id: null,
    external_id: null,
    response_deadline: null,
    metadata: {},
    approval_log: [],
    is_deleted: false,
  }
}

/** The action that a verb's path names: a deleted one is not found. */
export const actionOfVerb = actions.at('action_id', (action) => !action.is_deleted, 'The action was deleted.')

/** The log with one entry more. */
export function logged(
  { approval_log }: ActionRow,
  action: z.output<typeof LogEntry>['action'],
  {
    approved_by,
    reason,
    comment,
  }: { approved_by?: Member['id'] | undefined; reason?: string | undefined; comment?: string | undefined },
  world: World,
): ActionRow['approval_log'] {
  const entry = {
    action,
    approved_by: approved_by ?? null,
    reason: reason ?? null,
    comment: comment ?? null,
    timestamp: world.clock.now(),
  }
  return [...approval_log, entry]
}

/** The metadata once it is done: what kept it from that before is forgotten. */
export const withoutError = ({ metadata: { last_error, ...metadata } }: ActionRow): ActionRow['metadata'] => metadata

/** The metadata with the text that really went out, where one was given. */
export const withFinalContent = (
  { metadata }: Pick<ActionRow, 'metadata'>,
  final_content: string | undefined,
): ActionRow['metadata'] => (final_content === undefined ? metadata : { ...metadata, final_content })
