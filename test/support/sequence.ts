/** An active sequence with steps, and a customer who owes something. */
import { collections } from '../../src/data/index.ts'
import { type Client, client } from './client.ts'

export interface Story extends Client {
  readonly db: ReturnType<typeof collections>
  readonly sequenceId: string
  readonly customerId: string
  readonly stepIds: readonly string[]
  /** The steps of the sequence that are in the queue, or were, in order of time. */
  readonly scheduled: () => readonly {
    id: string
    status: string
    scheduled_for: string
    step_label: string
    error: string | null
    thread: string | null
  }[]
  readonly enroll: (start_date?: string, customer_id?: string) => { id: string; status: string }
  /** Sends the first step that is ready. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
  readonly send: (body?: unknown) => any
}

const reminder = {
  subject_template: 'Invoice {{invoice.number}}',
  body_plain_template:
    'Dear {{customer.name}}, please pay {{invoice.amount}}, due {{invoice.due_date}}. {{sender.name}}, {{company.name}}',
  body_html_template: '<p>{{customer.name}}</p>',
}

/** A step that reminds of what is owed, and says it as it is. */
export const dunning = {
  step_type: 'reminder',
  offset_time: '09:00',
  subject_template: 'Invoice {{invoice.number}}',
  body_plain_template:
    'Hello, invoice {{invoice.number}} over {{invoice.balance}} was due on {{invoice.due_date}}. {{sender.name}}',
  body_html_template: '',
}

/**
 * Makes a sequence, and activates it.
 * @param settings what is to be known of it; it sends from the first mailbox unless told
 */
export function activeSequence({ ar, world }: Client, steps: readonly object[], settings: object = {}) {
  const mailbox = collections(world).connections.findFirst((q) => q.where({ product: 'email' }))
  const { id } = ar('POST sequences', { name: 'Reminders', timezone: 'America/New_York' }).body
  ar(`PATCH sequences/${id}`, { sender_connection_id: mailbox?.id, ...settings })
  const stepIds = steps.map((step) => ar(`POST sequences/${id}/steps`, step).body.id as string)
  ar(`POST sequences/${id}`, { action: 'activate' })
  return { sequenceId: id as string, stepIds }
}

/** @param steps what is to be known of each step beside its texts */
export function sequenceOf(steps: readonly object[] = [{}], settings: object = {}): Story {
  const base = client()
  const { ar, world, companyId, samples } = base
  const db = collections(world)
  const customer = db.customers.create({ company: companyId, customer_company_name: 'Acme & Sons' })
  db.contacts.create({ customer: customer.id, name: 'Pat Ray', email: 'pat@acme.example' })
  db.invoices.create({ customer: customer.id, amount: 1234.5, invoice_number: 'A-1', due_date: '2026-05-05' })

  const { sequenceId, stepIds } = activeSequence(
    base,
    steps.map((step) => ({ ...reminder, ...step })),
    { timezone: 'UTC', sender_connection_id: samples.connections.nylas_shared, ...settings },
  )

  return {
    ...base,
    db,
    sequenceId,
    customerId: customer.id,
    stepIds,
    scheduled: () => db.scheduled_steps.findMany((q) => q.where({ sequence: sequenceId }), { orderBy: { scheduled_for: 'asc' } }),
    enroll: (start_date = '2026-06-01', customer_id = customer.id) =>
      ar('POST sequence-enrollments', { sequence_id: sequenceId, customer_id, start_date }).body.enrollment,
    send(body) {
      const { data } = ar(`GET sequences/queue?sequence_id=${sequenceId}&step_type=reminder`).body
      return ar(`POST sequences/queue/${data[0].id}/send`, body).body
    },
  }
}
