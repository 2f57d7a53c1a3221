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

/** @param steps what is to be known of each step beside its texts */
export function sequenceOf(steps: readonly object[] = [{}], settings: object = {}): Story {
  const base = client()
  const { ar, world, companyId, samples } = base
  const db = collections(world)
  const customer = db.customers.create({ company: companyId, customer_company_name: 'Acme & Sons' })
  db.contacts.create({ customer: customer.id, name: 'Pat Ray', email: 'pat@acme.example' })
  db.invoices.create({ customer: customer.id, amount: 1234.5, invoice_number: 'A-1', due_date: '2026-05-05' })

  const { id: sequenceId } = ar('POST sequences', { name: 'Story', timezone: 'UTC' }).body
  ar(`PATCH sequences/${sequenceId}`, { sender_connection_id: samples.connections?.nylas_shared, ...settings })
  const stepIds = steps.map((step) => ar(`POST sequences/${sequenceId}/steps`, { ...reminder, ...step }).body.id as string)
  ar(`POST sequences/${sequenceId}`, { action: 'activate' })

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
