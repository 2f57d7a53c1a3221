import { expect } from 'vitest'
import { collections } from '../../src/data/index.ts'
import { client } from '../support/client.ts'
import { rule } from '../support/rule.ts'
import { type Story, sequenceOf } from '../support/sequence.ts'

const GONE = 'The customer was deleted.'

/** The ways in which an invoice closes, and what the log says then. */
const ways: Readonly<Record<string, readonly [close: (story: Story, invoice: string) => unknown, reason: string]>> = {
  'a payment': [({ ar }, invoice) => ar('POST payments', { invoice, amount: 1234.5 }), 'The invoice was paid.'],
  'too much paid': [({ ar }, invoice) => ar('POST payments', { invoice, amount: 2000 }), 'The invoice was overpaid.'],
  'a write-off': [
    ({ ar }, invoice) => ar(`PATCH invoices/${invoice}`, { status: 'closed_written_off' }),
    'The invoice was written off.',
  ],
  'a credit for many': [
    ({ ar }, invoice) => ar('PATCH invoices/bulk', { ids: [invoice], changes: { status: 'closed_credit_memo' } }),
    'The invoice was credited.',
  ],
  'a payment that was announced': [
    ({ ar, world }, invoice) => {
      ar('POST payments', { invoice, amount: 1234.5, payment_date: '2026-06-03' })
      world.clock.advance('P3D')
    },
    'The invoice was paid.',
  ],
  'a test author': [({ db }, invoice) => db.payments.create({ invoice }), 'The invoice was paid.'],
  'its deletion': [({ db }, invoice) => db.invoices.delete((q) => q.where({ id: invoice })), 'The invoice was deleted.'],
  'the deletion of its customer': [({ db, customerId }) => db.customers.delete((q) => q.where({ id: customerId })), GONE],
}

/** One invoice, with actions in all states. */
function indebted() {
  const story = sequenceOf()
  const { db, customerId } = story
  const invoice = db.invoices.findFirst((q) => q.where({ customer: customerId }))?.id as string
  const action = (columns: object) => db.actions.create({ invoice, ...columns }).id
  const open = [
    action({ status: 'proposed' }),
    action({ status: 'scheduled', action_type: 'call', scheduled_for: '2026-06-20T09:00:00Z' }),
    action({ status: 'processing', action_type: 'task' }),
    action({ status: 'processing', deliver_at: '2026-06-20T09:00:00Z' }),
  ]
  return { ...story, invoice, open, ended: [action({ status: 'completed' }), action({ status: 'cancelled' })] }
}

rule(
  'C',
  'when an invoice closes, by whatever way, what was to be done about it is cancelled, and the log says why',
  { when: 'an invoice closes', on: ['actions'] },
  () => {
    for (const [name, [close, reason]] of Object.entries(ways)) {
      const { invoice, open, ended, ...story } = indebted()
      const rows = () => ended.map((id) => story.db.actions.findFirst((q) => q.where({ id })))
      const before = rows()
      close(story, invoice)
      for (const id of open)
        expect(story.ar(`GET actions/${id}`).body, name).toMatchObject({
          status: 'cancelled',
          approval_log: [{ action: 'cancelled', approved_by: null, reason }],
        })
      expect(story.db.actions.findMany((q) => q.where({ invoice })).map(({ deliver_at }) => deliver_at)).toEqual(
        Array(6).fill(null),
      )
      expect(rows()).toEqual(before)
      expect(story.ar(`GET communications/threads?customer_id=${story.customerId}`).body.count, name).toBe(0)
    }
  },
)

rule(
  'C',
  'the touchpoints of a customer who owes nothing any more, or is deleted, are cancelled',
  { when: 'an invoice closes', on: ['touchpoints'] },
  () => {
    for (const [name, [close]] of Object.entries(ways)) {
      const { invoice, ...story } = indebted()
      const { db, customerId: customer } = story
      const other = db.invoices.create({ customer, amount: 50 })
      const made = (['scheduled', 'completed'] as const).map((status) => db.touchpoints.create({ customer, status }).id)
      const statuses = () => made.map((id) => db.touchpoints.findFirst((q) => q.where({ id }))?.status)
      close(story, invoice)
      if (name !== 'the deletion of its customer') {
        expect(statuses(), name).toEqual(['scheduled', 'completed'])
        db.payments.create({ invoice: other.id })
      }
      expect(statuses(), name).toEqual(['cancelled', 'completed'])
    }
  },
)

rule('C', 'a part payment leaves what is to be done as it is', () => {
  const { ar, invoice, open, enroll, scheduled } = indebted()
  enroll('2026-07-01')
  ar('POST payments', { invoice, amount: 1000 })
  expect(open.map((id) => ar(`GET actions/${id}`).body.status)).toEqual(['proposed', 'scheduled', 'processing', 'processing'])
  expect(scheduled().map(({ status }) => status)).toEqual(['scheduled'])
})

rule(
  'C',
  'when a customer owes nothing any more, what was not sent is cancelled and the enrollment completes',
  { when: 'an invoice closes', on: ['scheduled steps', 'enrollments'] },
  () => {
    for (const [name, [close, reason]] of Object.entries(ways)) {
      const story = sequenceOf([{}, { offset_days: 30 }])
      const { ar, db, customerId, scheduled, enroll } = story
      const why = reason === GONE ? reason : 'The customer owes nothing any more.'
      const enrollment = enroll('2026-06-01')
      ar('GET sequences/queue')
      expect(scheduled().map(({ status }) => status)).toEqual(['ready', 'scheduled'])
      close(story, db.invoices.findFirst((q) => q.where({ customer: customerId }))?.id as string)
      expect(
        scheduled().map(({ status, error }) => [status, error]),
        name,
      ).toEqual(Array(2).fill(['cancelled', why]))
      expect(ar(`POST sequence-enrollments/${enrollment.id}/stop`).body.enrollment).toMatchObject({
        status: 'completed',
        stop_reason: why,
      })
    }
  },
)

rule('C', 'who still owes another invoice stays in the sequence', { when: 'an invoice closes', on: ['enrollments'] }, () => {
  const { ar, db, customerId, scheduled, enroll } = sequenceOf([{ offset_days: 30 }])
  const invoice = db.invoices.findFirst((q) => q.where({ customer: customerId }))
  db.invoices.create({ customer: customerId, amount: 5 })
  enroll('2026-06-01')
  ar('POST payments', { invoice: invoice?.id, amount: 1234.5 })
  expect(scheduled().map(({ status }) => status)).toEqual(['scheduled'])
})

rule(
  'C',
  'a step that speaks of an invoice is not sent to who owes none: at its time it is cancelled, with the reason',
  { when: 'an invoice closes', on: ['scheduled steps'] },
  () => {
    const { ar, db, enroll, scheduled, sequenceId, world, companyId } = sequenceOf([{ offset_days: 1 }, { offset_days: 2 }])
    const customer = db.customers.create({ company: companyId })
    db.contacts.create({ customer: customer.id })
    const plain = { subject_template: 'Hello', body_plain_template: 'Dear {{customer.name}}', body_html_template: '' }
    ar(`POST sequences/${sequenceId}/steps`, { offset_days: 3, ...plain })
    enroll('2026-06-01', customer.id)
    world.clock.advance('P5D')
    const error = 'The text needs {{invoice.number}}, but the customer has no open invoice that was there at the enrollment.'
    const steps = db.scheduled_steps.findMany((q) => q.where({ sequence: sequenceId }), { orderBy: { scheduled_for: 'asc' } })
    expect(steps.map((step) => [step.status, step.error])).toEqual([
      ['cancelled', error],
      ['cancelled', error],
      ['ready', null],
    ])
    expect(ar(`POST sequences/queue/${scheduled()[2]?.id}/send`).body).toMatchObject({ status: 'completed', subject: 'Hello' })
  },
)

rule(
  'C',
  'a ready step finds out when it is sent that there is no invoice any more to speak of',
  { when: 'an invoice closes', on: ['scheduled steps'] },
  () => {
    const { ar, db, enroll, scheduled, world, companyId } = sequenceOf()
    const customer = db.customers.create({ company: companyId })
    db.contacts.create({ customer: customer.id })
    const invoice = db.invoices.create({ customer: customer.id, amount: 5 })
    enroll('2026-06-01', customer.id)
    ar('GET sequences/queue')
    const [step] = scheduled()
    const other = db.customers.create({ company: companyId }).id
    const { enrollment = '' } = db.scheduled_steps.findFirst((q) => q.where({ id: step?.id as string })) ?? {}
    db.enrollments.update((q) => q.where({ id: enrollment }), { data: () => ({ customer: other }) })
    db.scheduled_steps.update((q) => q.where({ id: step?.id as string }), { data: () => ({ customer: other }) })
    expect(invoice.balance).toBe(5)
    const before = JSON.stringify(world.changes())
    expect(ar(`POST sequences/queue/${step?.id}/send`)).toMatchObject({
      status: 400,
      body: {
        detail: 'The text needs {{invoice.number}}, but the customer has no open invoice that was there at the enrollment.',
      },
    })
    expect(JSON.stringify(world.changes())).toBe(before)
  },
)

rule('C', 'nothing of the scenario is to be done about a closed invoice, nor sent to who owes nothing', () => {
  const { world } = client()
  const db = collections(world)
  const check = () => {
    for (const action of db.actions.findMany((q) =>
      q.where({ status: (status) => !['completed', 'cancelled'].includes(status) }),
    ))
      expect(db.invoices.findFirst((q) => q.where({ id: action.invoice }))?.balance, action.id).toBeGreaterThan(0)
    for (const { customer } of db.enrollments.findMany((q) => q.where({ status: 'active' })))
      expect(db.invoices.findMany((q) => q.where({ customer, balance: (balance) => balance > 0 }))).not.toEqual([])
  }
  check()
  world.clock.advance('P90D')
  check()
})
