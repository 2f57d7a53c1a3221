import * as fc from 'fast-check'
import { expect, vi } from 'vitest'
import { failures } from '../../src/ar/failures/failure.ts'
import { connections } from '../../src/ar/integrations/connection.ts'
import { scheduledSteps } from '../../src/ar/sequences/scheduled-step.ts'
import { serve } from '../../src/serve/http.ts'
import { callerIn } from '../support/caller.ts'
import { client } from '../support/client.ts'
import { rule } from '../support/rule.ts'
import { sequenceOf } from '../support/sequence.ts'

rule(
  'C',
  'a step is due so many days after the start at its time of day in the zone of the sequence, whatever the clocks do',
  () => {
    const times: [zone: string, start: string, offset_days: number, offset_time: string, due: string][] = [
      ['America/New_York', '2026-06-01', 0, '09:00', '2026-06-01T13:00:00Z'],
      // Spring forward: 02:30 does not exist on that night, and the next day is an hour shorter in UTC.
      ['America/New_York', '2026-03-07', 1, '02:30', '2026-03-08T07:30:00Z'],
      ['America/New_York', '2026-03-07', 2, '09:00', '2026-03-09T13:00:00Z'],
      // Fall back: 01:30 comes twice, and the first counts.
      ['America/New_York', '2026-10-31', 1, '01:30', '2026-11-01T05:30:00Z'],
      ['America/New_York', '2026-10-31', 2, '09:00', '2026-11-02T14:00:00Z'],
      // Half an hour of daylight saving, and a zone that is ahead of UTC by more than half a day.
      ['Australia/Lord_Howe', '2026-10-03', 1, '02:15', '2026-10-03T15:45:00Z'],
      ['Pacific/Kiritimati', '2026-12-31', 1, '00:00', '2026-12-31T10:00:00Z'],
      // Ends of months, leap years.
      ['UTC', '2026-01-31', 1, '09:00', '2026-02-01T09:00:00Z'],
      ['UTC', '2028-02-28', 1, '09:00', '2028-02-29T09:00:00Z'],
      ['UTC', '2027-02-28', 1, '09:00', '2027-03-01T09:00:00Z'],
      ['UTC', '2028-02-29', 366, '23:59', '2029-03-01T23:59:00Z'],
      ['UTC', '2026-06-01', 36_500, '00:00', '2126-05-08T00:00:00Z'],
    ]
    for (const [timezone, start, offset_days, offset_time, due] of times) {
      const { enroll, scheduled } = sequenceOf([{ offset_days, offset_time }], { timezone })
      enroll(start)
      expect(
        scheduled().map(({ scheduled_for }) => scheduled_for),
        `${timezone} ${start}`,
      ).toEqual([due])
    }
  },
)

rule('C', 'an enrollment starts today in the zone of the sequence unless told', () => {
  for (const [timezone, today] of [
    ['Pacific/Auckland', '2026-06-02'],
    ['America/Los_Angeles', '2026-06-01'],
  ]) {
    const { ar, sequenceId, customerId, world } = sequenceOf([{}], { timezone })
    world.clock.moveTo('2026-06-01T23:30:00Z')
    const { body } = ar('POST sequence-enrollments', { sequence_id: sequenceId, customer_id: customerId })
    expect(body.enrollment.start_date).toBe(today)
  }
})

rule(
  'D sequences-26',
  'enrolling schedules the active steps, and only those',
  { when: 'a customer is enrolled', on: ['scheduled steps'] },
  () => {
    const { enroll, scheduled } = sequenceOf([
      { label: 'one' },
      { label: 'two', is_active: false },
      { label: 'three', offset_days: 3 },
    ])
    enroll('2026-06-02')
    expect(scheduled()).toMatchObject([
      { step_label: 'one', status: 'scheduled', scheduled_for: '2026-06-02T09:00:00Z' },
      { step_label: 'three', status: 'scheduled', scheduled_for: '2026-06-05T09:00:00Z' },
    ])
  },
)

rule(
  'C',
  'later changes of the sequence leave enrollments alone',
  { when: 'a sequence is changed or archived', on: ['enrollments', 'scheduled steps'] },
  () => {
    const { ar, enroll, scheduled, sequenceId, stepIds, send, world } = sequenceOf([{ label: 'one' }])
    enroll('2026-06-02')
    const before = scheduled()
    ar(`PUT sequences/${sequenceId}/steps/${stepIds[0]}`, { label: 'other', offset_days: 9, subject_template: 'Other' })
    ar(`POST sequences/${sequenceId}/steps`, { label: 'two' })
    ar(`PATCH sequences/${sequenceId}`, { timezone: 'Asia/Tokyo' })
    expect(scheduled()).toEqual(before)
    world.clock.moveTo('2026-06-02T09:00:00Z')
    expect(send()).toMatchObject({ step_label: 'one', subject: 'Invoice A-1' })
  },
)

rule('D sequences-50', 'due steps are in the queue as ready, others are not', () => {
  const { ar, enroll, scheduled, sequenceId, world } = sequenceOf([{ label: 'one' }, { label: 'two', offset_days: 7 }])
  enroll('2026-06-02')
  const queue = () => ar(`GET sequences/queue?sequence_id=${sequenceId}`).body
  expect(queue()).toMatchObject({ count: 0 })

  const early = world.clock.moveTo('2026-06-02T08:59:59Z')
  expect(early.filter(({ event }) => event === 'promoteStep')).toEqual([])
  expect(queue()).toMatchObject({ count: 0 })
  expect(world.clock.moveTo('2026-06-02T09:00:00Z')).toContainEqual({
    at: '2026-06-02T09:00:00Z',
    event: 'promoteStep',
    subject: scheduled()[0]?.id,
    summary: expect.stringMatching(/^the reminder of a sequence for .+ is ready$/),
    outcome: 'ready',
  })
  expect(queue()).toMatchObject({
    count: 1,
    data: [{ step_label: 'one', status: 'ready', scheduled_for: '2026-06-02T09:00:00Z', ready_at: '2026-06-02T09:00:00Z' }],
  })
})

rule('C', 'a step whose time has passed already is ready at the next call', () => {
  const { ar, enroll, sequenceId } = sequenceOf([{ label: 'one' }])
  enroll('2026-05-01')
  expect(ar(`GET sequences/queue?sequence_id=${sequenceId}`).body).toMatchObject({ count: 1, data: [{ status: 'ready' }] })
})

rule('C', 'a step that is due in the past is ready now, and nothing is recorded before it is made', () => {
  const { ar, enroll, sequenceId, db } = sequenceOf([{}, { offset_days: 3 }])
  enroll('2026-05-11')
  expect(ar(`GET sequences/queue?sequence_id=${sequenceId}`).body.count).toBe(2)
  const now = '2026-06-01T14:00:00Z'
  for (const step of db.scheduled_steps.findMany((q) => q.where({ sequence: sequenceId })))
    expect(step).toMatchObject({ status: 'ready', ready_at: now, created_at: now, updated_at: now })
})

rule('C', 'moving the clock in parts or at once ends in the same state', () => {
  const offsets = fc.array(fc.record({ offset_days: fc.nat(40), offset_time: fc.constantFrom('00:00', '02:30', '09:00') }), {
    minLength: 1,
    maxLength: 5,
  })
  const parts = fc.array(fc.integer({ min: 1, max: 20 * 24 }), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(offsets, parts, fc.constantFrom('UTC', 'America/New_York', 'Asia/Kolkata'), (steps, hours, timezone) => {
      const run = (durations: readonly number[]) => {
        const { enroll, world, ar, samples } = sequenceOf(steps, { timezone })
        enroll('2026-06-01')
        enroll('2026-05-20', samples.customers?.active)
        ar(`POST actions/${samples.actions?.proposed}/approve`)
        const fired = durations.flatMap((each) => world.clock.advance(`PT${each}H`))
        return { fired, changes: world.changes(), now: world.clock.now(), queue: ar('GET sequences/queue?page_size=100').body }
      }
      expect(run(hours)).toEqual(run([hours.reduce((a, b) => a + b)]))
    }),
    { numRuns: 15 },
  )
})

rule(
  'D sequences-66',
  'a sent step is an e-mail from the mailbox, with its blind copies and the texts filled in',
  { when: 'a step is sent or skipped', on: ['conversations'] },
  () => {
    const { ar, enroll, send, samples, companyId, simulator, world } = sequenceOf()
    const name = ar(`GET customers/${samples.customers?.active}`).status
    expect(name).toBe(200)
    enroll('2026-06-01')
    const mailbox = world.table(connections).get(samples.connections?.nylas_shared as string)
    const { email_address, mailbox_bcc_emails } = mailbox?.connection_config ?? {}
    const step = send()
    const [company] = simulator.guide(world, '').companies
    const sender = company?.members.find(({ id }) => id === mailbox?.owner)

    expect(step).toMatchObject({
      status: 'completed',
      executed_at: '2026-06-01T14:00:00Z',
      sender_connection_id: mailbox?.id,
      subject: 'Invoice A-1',
      body_plain: `Dear Acme & Sons, please pay $1,234.50, due May 5, 2026. ${sender?.name}, ${company?.name}`,
      body_html: '<p>Acme &amp; Sons</p>',
      error: null,
    })
    expect(ar(`GET communications/emails/${step.thread}`).body.thread).toMatchObject({
      company: companyId,
      customer_name: 'Acme & Sons',
      communication_type: 'email',
      direction: 'outbound',
      subject: step.subject,
      body: step.body_plain,
      connection: mailbox?.id,
      sender: email_address,
      recipients: ['pat@acme.example'],
      bcc: mailbox_bcc_emails,
      is_manual: false,
      message_count: 1,
    })
    expect(mailbox_bcc_emails).not.toEqual([])
  },
)

rule(
  'C',
  'the invoice of a template is the open one that is due first, of those that were there at the enrollment',
  { when: 'a payment arrives', on: ['scheduled steps'] },
  () => {
    const { enroll, send, db, customerId } = sequenceOf([{}, { offset_time: '09:30' }])
    const older = db.invoices.create({ customer: customerId, amount: 10, invoice_number: 'A-0', due_date: '2026-01-01' })
    enroll('2026-06-01')
    expect(send().subject).toBe('Invoice A-0')
    db.payments.create({ invoice: older.id })
    expect(send().subject).toBe('Invoice A-1')
  },
)

rule(
  'C',
  'what is billed after the enrollment is later, while the clock stands too',
  { when: 'an invoice closes', on: ['scheduled steps', 'enrollments'] },
  () => {
    const { ar, db, world, sequenceId, enroll, customerId } = sequenceOf()
    const bill = (customer: string) => ar('POST invoices', { customer, amount: 60 }).body.id
    const stepOf = ({ id }: { id: string }) => db.scheduled_steps.findFirst((q) => q.where({ enrollment: id }))
    const other = db.customers.create().id
    const [settled, empty] = [enroll('2026-06-02'), enroll('2026-06-02', other)]
    const byHand = db.enrollments.create({ sequence: sequenceId, customer: other })
    for (const customer of [customerId, other]) bill(customer)
    db.payments.create({ invoice: db.invoices.findFirst((q) => q.where({ invoice_number: 'A-1' }))?.id })
    expect(stepOf(settled)).toMatchObject({
      status: 'cancelled',
      error: 'The invoices are settled that were there at the enrollment.',
    })
    world.clock.advance('P2D')
    expect(stepOf(empty)).toMatchObject({
      status: 'cancelled',
      error: 'The text needs {{invoice.number}}, but the customer has no open invoice that was there at the enrollment.',
    })
    expect(byHand.tied_invoices).toEqual([])
  },
)

rule(
  'C',
  'a step that is not sent yet shows the new name of who owns its mailbox, and of the company',
  { when: 'a member or a company changes', on: ['scheduled steps'] },
  () => {
    const { ar, enroll, sequenceId, db, companyId, samples } = sequenceOf()
    enroll()
    const shown = () => ar(`GET sequences/queue?sequence_id=${sequenceId}`).body.data[0].body_plain
    const mailbox = db.connections.findFirst((q) => q.where({ id: samples.connections?.nylas_shared as string }))
    db.members.update((q) => q.where({ id: mailbox?.owner as string }), { data: () => ({ name: 'Somebody New' }) })
    db.companies.update((q) => q.where({ id: companyId }), { data: () => ({ name: 'New Name Inc.' }) })
    expect(shown()).toContain('Somebody New, New Name Inc.')
  },
)

rule(
  'C',
  'a sequence is over once what was there at the enrollment is settled, whatever was billed since',
  { when: 'an invoice closes', on: ['scheduled steps', 'enrollments'] },
  () => {
    const { ar, enroll, send, db, customerId, sequenceId, world } = sequenceOf([{}, { offset_time: '09:30' }])
    const { id } = enroll('2026-06-01')
    send()
    world.clock.advance('PT1M')
    db.invoices.create({ customer: customerId, amount: 10, invoice_number: 'A-9', due_date: '2026-01-01' })
    const [step] = ar(`GET sequences/queue?sequence_id=${sequenceId}`).body.data
    expect(step.subject).toBe('Invoice A-1')
    db.payments.create({ invoice: db.invoices.findFirst((q) => q.where({ invoice_number: 'A-1' }))?.id })
    const error = 'The invoices are settled that were there at the enrollment.'
    expect(db.scheduled_steps.findFirst((q) => q.where({ id: step.id }))).toMatchObject({ status: 'cancelled', error })
    expect(db.enrollments.findFirst((q) => q.where({ id }))).toMatchObject({ status: 'completed', stop_reason: error })
  },
)

rule('C', 'before it is sent a step shows what would be sent; without a mailbox nobody knows the sender yet', () => {
  const { ar, enroll, sequenceId, db, customerId } = sequenceOf([{}], { sender_connection_id: null })
  enroll('2026-06-01')
  const shown = () => ar(`GET sequences/queue?sequence_id=${sequenceId}`).body.data[0]
  expect(shown()).toMatchObject({ subject: 'Invoice A-1', body_plain: expect.stringContaining('{{sender.name}}') })
  const created_at = '2025-12-01T09:00:00Z'
  db.invoices.create({ customer: customerId, amount: 10, invoice_number: 'A-0', due_date: '2026-01-01', created_at })
  expect(shown()).toMatchObject({ subject: 'Invoice A-0' })
  expect(ar('GET sequences/queue?search=invoice%20a-0').body).toMatchObject({ count: 1 })
})

rule('D sequences-10', 'follow-ups are replies in the same thread where the sequence wants that', () => {
  const steps = [{}, { offset_time: '09:30', subject_template: 'Again' }]
  const together = sequenceOf(steps, { send_followups_in_thread: true })
  together.enroll('2026-06-01')
  const [first, second] = [together.send(), together.send()]
  const { messages } = together.ar(`GET communications/threads/${first.thread}`).body
  expect(messages.map(({ id }: { id: string }) => id).sort()).toEqual([first.thread, second.thread].sort())
  expect(second.subject).toBe('Re: Invoice A-1')

  const apart = sequenceOf(steps)
  apart.enroll('2026-06-01')
  const [one, two] = [apart.send(), apart.send()]
  expect(apart.ar(`GET communications/threads/${one.thread}`).body.messages).toHaveLength(1)
  expect(two.subject).toBe('Again')
})

rule(
  'C',
  'the next e-mail of a sequence is no answer to what the customer wrote in its conversation',
  { when: 'a step is sent or skipped', on: ['conversations'] },
  () => {
    const { ar, enroll, send, db, customerId, world } = sequenceOf([{}, { offset_time: '09:30' }], {
      send_followups_in_thread: true,
    })
    enroll('2026-06-01')
    const sent = send()
    world.clock.advance('PT1H')
    const answer = db.threads.create({
      customer: customerId,
      direction: 'inbound',
      thread_group: sent.thread,
      subject: 'Re: Invoice A-1',
    })
    const waiting = () =>
      ar(`GET communications/threads?customer_id=${customerId}&requires_response=true`).body.data.map(
        ({ id }: { id: string }) => id,
      )
    expect(waiting()).toEqual([answer.id])
    world.clock.advance('PT1H')
    send()
    expect(ar(`GET communications/threads/${answer.id}`).body.thread).toMatchObject({
      requires_response: true,
      message_count: 3,
    })
  },
)

rule('C', 'twenty simultaneous sends of one step write one e-mail', async () => {
  const { simulator, ar, enroll, sequenceId, companyId, customerId } = sequenceOf()
  enroll('2026-06-01')
  const [step] = ar(`GET sequences/queue?sequence_id=${sequenceId}`).body.data
  const { url, close } = await serve(simulator, { port: 0 })
  const headers = { ...callerIn(simulator).headers, 'content-type': 'application/json' }
  const path = `${url}/api/companies/${companyId}/sequences/queue/${step.id}/send`
  const answers = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const response = await fetch(path, { method: 'POST', headers })
      return { status: response.status, thread: (await response.json()).thread }
    }),
  )
  await close()
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  expect(new Set(answers.map(({ thread }) => thread)).size).toBe(1)
  expect(ar(`GET communications/threads?view=message&customer_id=${customerId}`).body.count).toBe(1)
})

rule('C', 'a send whose last write fails leaves nothing behind', () => {
  const { ar, enroll, sequenceId, world } = sequenceOf()
  enroll('2026-06-01')
  const [step] = ar(`GET sequences/queue?sequence_id=${sequenceId}`).body.data
  const before = world.changes()
  const put = vi.spyOn(world.table(scheduledSteps), 'put').mockImplementation(() => {
    throw new Error('stop')
  })
  expect(ar(`POST sequences/queue/${step.id}/send`).status).toBe(500)
  put.mockRestore()
  expect(world.changes()).toEqual(before)
  expect(ar(`POST sequences/queue/${step.id}/send`).body).toMatchObject({ status: 'completed' })
})

rule('D sequences-34', 'a step that was carried out, or failed, can be neither changed nor deleted', () => {
  for (const outcome of ['completed', 'failed']) {
    const { ar, enroll, send, sequenceId, stepIds, scheduled, world } = sequenceOf()
    enroll('2026-06-01')
    const subject = scheduled()[0]?.id as string
    if (outcome === 'failed')
      world.transactions.seed(() => world.create(failures, { kind: 'delivery', subject, reason: 'Mailbox full.' }))
    expect(send().status).toBe(outcome)
    const path = `sequences/${sequenceId}/steps/${stepIds[0]}`
    expect(ar(`PUT ${path}`, { label: 'x' }).status).toBe(409)
    expect(ar(`DELETE ${path}`).status).toBe(409)
    expect(ar(`GET ${path}`).status).toBe(200)
  }
})

rule(
  'C',
  'deleting a step takes what is in the queue of it with it',
  { when: 'a sequence is changed or archived', on: ['scheduled steps'] },
  () => {
    const { ar, enroll, scheduled, sequenceId, stepIds } = sequenceOf([{}, { offset_days: 20 }])
    const { id } = enroll('2026-06-01')
    ar('GET sequences/queue')
    for (const step of stepIds) expect(ar(`DELETE sequences/${sequenceId}/steps/${step}`).status).toBe(204)
    expect(scheduled().map(({ status }) => status)).toEqual(['cancelled', 'cancelled'])
    expect(ar(`GET sequences/${sequenceId}/overview`).body).toMatchObject({ steps: [], active_enrollment_count: 0 })
    expect(ar(`POST sequence-enrollments/${id}/stop`).body).toMatchObject({ enrollment: { status: 'completed' } })
  },
)

rule('D sequences-46', 'stopping cancels what is not ready; what is ready stays and can still be sent', () => {
  const { ar, enroll, scheduled, send } = sequenceOf([{}, { offset_days: 20 }, { offset_days: 30 }])
  const { id } = enroll('2026-06-01')
  ar('GET sequences/queue')
  expect(ar(`POST sequence-enrollments/${id}/stop`, { stop_reason: 'Paid.' }).body).toMatchObject({
    cancelled_scheduled_steps: 2,
    enrollment: { status: 'completed', stop_reason: 'Paid.', completed_at: '2026-06-01T14:00:00Z' },
  })
  expect(scheduled().map(({ status }) => status)).toEqual(['ready', 'cancelled', 'cancelled'])
  expect(send()).toMatchObject({ status: 'completed' })
  expect(ar(`POST sequence-enrollments/${id}/stop`, { stop_reason: 'Other.' }).body).toMatchObject({
    cancelled_scheduled_steps: 0,
    enrollment: { stop_reason: 'Paid.' },
  })
})

rule(
  'C',
  'an enrollment is completed when its last step leaves the queue, and then the customer can be enrolled again',
  { when: 'a step is sent or skipped', on: ['enrollments'] },
  () => {
    const { ar, enroll, send, scheduled, sequenceId } = sequenceOf([{}, { step_type: 'call' }, { offset_days: 1 }])
    const { id } = enroll('2026-06-01')
    const active = () => ar(`GET sequences/${sequenceId}`).body.active_enrollment_count
    ar('GET sequences/queue')
    send()
    const [, call, later] = scheduled()
    ar(`POST sequences/queue/${call?.id}/complete`)
    expect(active()).toBe(1)
    expect(enroll('2026-07-01').id).toBe(id)
    ar(`POST sequences/queue/${later?.id}/cancel`)
    expect(active()).toBe(0)
    const again = enroll('2026-07-01')
    expect(again.id).not.toBe(id)
    expect(again).toMatchObject({ status: 'active', stop_reason: null, completed_at: null })
  },
)

rule(
  'D sequences-43',
  'bulk enrollment completes what is stale and starts anew',
  { when: 'a customer is enrolled', on: ['enrollments', 'scheduled steps'] },
  () => {
    const { ar, enroll, scheduled, sequenceId, customerId, samples } = sequenceOf([{ offset_days: 30 }])
    const { id } = enroll('2026-06-01')
    const { body } = ar(`POST sequences/${sequenceId}/enrollments/bulk`, {
      customer_ids: [customerId, samples.customers?.prospect, customerId.toUpperCase()],
      start_date: '2026-07-01',
    })
    expect(body).toEqual({ enrolled_count: 1, updated_count: 1, skipped_count: 1 })
    expect(scheduled()).toMatchObject([
      { status: 'cancelled', scheduled_for: '2026-07-01T09:00:00Z' },
      { status: 'scheduled', scheduled_for: '2026-07-31T09:00:00Z' },
      { status: 'scheduled', scheduled_for: '2026-07-31T09:00:00Z' },
    ])
    expect(ar(`POST sequence-enrollments/${id}/stop`).body).toMatchObject({ enrollment: { status: 'completed' } })
    expect(ar(`GET sequences/${sequenceId}`).body.active_enrollment_count).toBe(2)
  },
)

rule('C', 'customers of another company are skipped in bulk, and refused alone', () => {
  const { ar, db, sequenceId, companyId } = sequenceOf()
  const foreign = db.customers.findFirst((q) => q.where({ company: (id) => id !== companyId }))?.id
  expect(ar(`POST sequences/${sequenceId}/enrollments/bulk`, { customer_ids: [foreign] }).body).toMatchObject({
    skipped_count: 1,
  })
  expect(ar('POST sequence-enrollments', { sequence_id: sequenceId, customer_id: foreign })).toMatchObject({
    status: 400,
    body: { customer_id: [`Invalid pk "${foreign}" - object does not exist.`] },
  })
})

rule(
  'C',
  'an archived sequence takes nobody new; who is in it goes on, and is still found',
  { when: 'a sequence is changed or archived', on: ['enrollments'] },
  () => {
    const { ar, enroll, send, sequenceId, samples, customerId, world } = sequenceOf([{}, { offset_days: 1 }])
    const { id } = enroll('2026-06-01')
    ar(`POST sequences/${sequenceId}`, { action: 'archive' })
    const ask = (customer_id: string | undefined) => ar('POST sequence-enrollments', { sequence_id: sequenceId, customer_id })
    expect(ask(samples.customers?.prospect).status).toBe(400)
    expect(ask(customerId)).toMatchObject({ status: 200, body: { created: false, enrollment: { id } } })
    world.clock.advance('P1D')
    expect([send().status, send().status]).toEqual(['completed', 'completed'])
  },
)

rule('D sequences-9', 'a copy has the steps of the other sequence, and a life of its own', () => {
  const { ar, enroll, sequenceId, stepIds } = sequenceOf([
    { label: 'one' },
    { label: 'two', step_type: 'call', is_active: false },
  ])
  enroll()
  const copy = ar('POST sequences', { name: 'Copy', duplicate_from: sequenceId }).body
  const overview = ar(`GET sequences/${copy.id}/overview`).body
  expect(overview).toMatchObject({
    sequence: { status: 'draft', step_count: 2 },
    active_enrollment_count: 0,
    steps: [
      { label: 'one', position: 1, sequence: copy.id },
      { label: 'two', position: 2, step_type: 'call', is_active: false },
    ],
  })
  ar(`PUT sequences/${copy.id}/steps/${overview.steps[0].id}`, { label: 'changed' })
  expect(ar(`GET sequences/${sequenceId}/steps/${stepIds[0]}`).body.label).toBe('one')
  expect(ar(`GET sequences/${copy.id}/steps/${stepIds[0]}`).status).toBe(404)
})

rule(
  'D integrations-22',
  'a disconnected mailbox leaves its sequences without a sender',
  { when: 'a mailbox expires or goes', on: ['sequences'] },
  () => {
    const { ar, enroll, sequenceId, samples, scheduled } = sequenceOf()
    const own = samples.connections?.nylas_own
    ar(`PATCH sequences/${sequenceId}`, { sender_connection_id: own })
    enroll('2026-06-01')
    ar('GET sequences/queue')
    const others = () => ar('GET sequences').body.data.filter(({ id }: { id: string }) => id !== sequenceId)
    const before = others()
    ar(`POST integrations/${own}/disconnect`)
    expect(ar(`GET sequences/${sequenceId}`).body.sender_connection_id).toBeNull()
    expect(others()).toEqual(before)
    expect(ar(`POST sequences/queue/${scheduled()[0]?.id}/send`)).toMatchObject({
      status: 400,
      body: { detail: 'Neither the call nor the sequence names a mailbox to send from.' },
    })
  },
)

rule('D sequences-61', 'a mailbox may send that is one’s own, the sequence’s, or shared', () => {
  const { ar, enroll, scheduled, sequenceId, samples } = sequenceOf()
  enroll('2026-06-01')
  ar('GET sequences/queue')
  const send = (as: string, body = {}) => ar(`POST sequences/queue/${scheduled()[0]?.id}/send`, body, as).status
  const { nylas_own: own, nylas_shared, nylas_teammate } = samples.connections ?? {}
  expect(send('member', { sender_connection_id: nylas_teammate })).toBe(403)
  expect(send('teammate', { sender_connection_id: own })).toBe(403)
  ar(`PATCH sequences/${sequenceId}`, { sender_connection_id: nylas_teammate })
  expect(send('teammate', { sender_connection_id: own })).toBe(403)
  expect(send('member', { sender_connection_id: nylas_shared })).toBe(200)
  enroll('2026-05-01')
})

rule('D sequences-61', 'the sequence’s mailbox may send for everybody', () => {
  const { enroll, send, ar, sequenceId, samples } = sequenceOf()
  ar(`PATCH sequences/${sequenceId}`, { sender_connection_id: samples.connections?.nylas_teammate })
  enroll('2026-06-01')
  expect(send()).toMatchObject({ status: 'completed', sender_connection_id: samples.connections?.nylas_teammate })
})

rule(
  'C',
  'a completed call is logged as a call, a completed task as a note',
  { when: 'a step is sent or skipped', on: ['conversations'] },
  () => {
    const { ar, enroll, scheduled } = sequenceOf([
      { step_type: 'call', label: 'Call them' },
      { step_type: 'task', label: 'Check the account', offset_time: '09:30' },
    ])
    enroll('2026-06-01')
    ar('GET sequences/queue')
    const logged = scheduled().map(({ id }, i) => {
      const { thread } = ar(`POST sequences/queue/${id}/complete`, i ? undefined : { notes: 'No answer.' }).body
      return ar(`GET communications/threads/${thread}`).body.thread
    })
    expect(logged).toMatchObject([
      { communication_type: 'call', subject: 'Call with Acme & Sons', body: 'No answer.', is_manual: true },
      { communication_type: 'note', subject: 'Note on Acme & Sons', body: 'Check the account', is_manual: true },
    ])
  },
)

rule('C', 'variables that a template does not know are named once, and leave nothing behind', () => {
  const { enroll, ar, scheduled } = sequenceOf([
    {
      subject_template: 'A{{invoice.amout}}B',
      body_plain_template: '{{invoice.amout}}{{constructor}}{{customer.name.length}}{{! a note }}',
    },
  ])
  enroll('2026-06-01')
  ar('GET sequences/queue')
  const { body, headers } = ar(`POST sequences/queue/${scheduled()[0]?.id}/send`)
  expect(body).toMatchObject({ subject: 'AB', body_plain: '' })
  expect(headers['x-sim-warning']).toEqual([
    'The template variable "invoice.amout" is unknown and left empty. Did you mean "invoice.amount"?',
    'The template variable "constructor" is unknown and left empty.',
    'The template variable "customer.name.length" is unknown and left empty.',
  ])
})

rule('C', 'an e-mail without a text is sent, with a warning', () => {
  const { enroll, ar, scheduled } = sequenceOf([{ body_plain_template: '', body_html_template: '' }])
  enroll('2026-06-01')
  ar('GET sequences/queue')
  const { status, headers } = ar(`POST sequences/queue/${scheduled()[0]?.id}/send`)
  expect([status, headers['x-sim-warning']]).toEqual([200, ['The step has no text: its e-mail is empty.']])
})

rule('C', 'a sequence that has no active step, or no sender, is activated with a warning', () => {
  const { ar } = client()
  const { id } = ar('POST sequences', { name: 'Gentle' }).body
  const warnings = () => ar(`POST sequences/${id}`, { action: 'activate' }).headers['x-sim-warning']
  const noSender = 'The sequence has no sender_connection_id: its e-mails need one when they are sent.'
  expect(warnings()).toEqual(['The sequence has no active step: enrollments in it complete at once.', noSender])
  ar(`POST sequences/${id}/steps`, {})
  expect(warnings()).toEqual([noSender])
  const calls = ar('POST sequences', { name: 'By phone' }).body.id
  ar(`POST sequences/${calls}/steps`, { step_type: 'call' })
  expect(ar(`POST sequences/${calls}`, { action: 'activate' }).headers['x-sim-warning']).toBeUndefined()
  const [mailbox] = ar(`GET sequences/${id}/overview`).body.email_connections
  ar(`PATCH sequences/${id}`, { sender_connection_id: mailbox.id })
  expect(warnings()).toBeUndefined()
})

rule('C', 'a follow-up answers the last e-mail of the enrollment, not the first', () => {
  const steps = [
    { subject_template: 'First' },
    { offset_time: '09:30', subject_template: 'Second' },
    { offset_time: '10:00', subject_template: 'Third' },
  ]
  const { ar, enroll, send, sequenceId } = sequenceOf(steps)
  enroll('2026-06-01')
  const [first, second] = [send(), send()]
  expect(ar(`PATCH sequences/${sequenceId}`, { send_followups_in_thread: true }).status).toBe(200)
  const third = send()

  expect(third.subject).toBe('Re: Second')
  const idsIn = (thread: string) => ar(`GET communications/threads/${thread}`).body.messages.map(({ id }: { id: string }) => id)
  expect(idsIn(second.thread).sort()).toEqual([second.thread, third.thread].sort())
  expect(idsIn(first.thread)).toEqual([first.thread])
})

rule('C', 'a sequence can start from 1900-01-01 to 9899-12-31', () => {
  const { ar, sequenceId, db, companyId } = sequenceOf()
  const enroll = (start_date: string) => {
    const customer = db.customers.create({ company: companyId })
    return ar('POST sequence-enrollments', { sequence_id: sequenceId, customer_id: customer.id, start_date })
  }
  for (const day of ['1900-01-01', '9899-12-31'])
    expect(enroll(day)).toMatchObject({ status: 201, body: { enrollment: { start_date: day } } })
  for (const day of ['1899-12-31', '9900-01-01'])
    expect(enroll(day)).toMatchObject({
      status: 400,
      body: { start_date: ['Ensure this date is between 1900-01-01 and 9899-12-31.'] },
    })
})

rule('C', 'what is shown of a step that is ready is what is sent: subject, texts and sender', () => {
  for (const send_followups_in_thread of [false, true]) {
    const { ar, enroll, world, sequenceId, db, samples } = sequenceOf(
      [
        { offset_days: 0, offset_time: '09:00', body_html_template: '' },
        { offset_days: 1, offset_time: '09:00', subject_template: '' },
        { offset_days: 2 },
      ],
      { send_followups_in_thread },
    )
    enroll()
    const seen: string[] = []
    for (let day = 0; day < 3; day++) {
      const [shown] = ar(`GET sequences/queue?sequence_id=${sequenceId}`).body.data
      const { subject, body_plain, body_html } = shown
      expect(subject).toBeTruthy()
      const sent = ar(`POST sequences/queue/${shown.id}/send`).body
      expect({ subject, body_plain, body_html }).toEqual({
        subject: sent.subject,
        body_plain: sent.body_plain,
        body_html: sent.body_html,
      })
      expect(ar(`GET communications/emails/${sent.thread}`).body.thread).toMatchObject({ subject, body: body_plain })
      const mailbox = db.connections.findFirst((q) => q.where({ id: samples.connections?.nylas_shared as string }))
      const owner = db.members.findFirst((q) => q.where({ id: mailbox?.owner as string }))
      expect(body_plain).toContain(`${owner?.name}, `)
      seen.push(subject)
      world.clock.advance('P1D')
    }
    expect(seen).toEqual(
      send_followups_in_thread
        ? ['Invoice A-1', 'Re: Invoice A-1', 'Re: Invoice A-1']
        : ['Invoice A-1', 'New Step', 'Invoice A-1'],
    )
  }
})

rule(
  'C',
  'what is shown of a step follows the sender, the owner’s name and the conversation',
  { when: 'a sequence is changed or archived', on: ['scheduled steps'] },
  () => {
    const { ar, enroll, world, sequenceId, db, samples, send } = sequenceOf(
      [
        { offset_days: 0, offset_time: '09:00' },
        { offset_days: 0, offset_time: '10:00' },
      ],
      { send_followups_in_thread: true },
    )
    enroll()
    const shown = () => ar(`GET sequences/queue?sequence_id=${sequenceId}`).body.data[0]
    const ownerOf = (id: string | undefined) => {
      const mailbox = db.connections.findFirst((q) => q.where({ id: id as string }))
      return db.members.findFirst((q) => q.where({ id: mailbox?.owner as string }))
    }
    const [shared, own] = [ownerOf(samples.connections?.nylas_shared), ownerOf(samples.connections?.nylas_own)]
    expect(shown().body_plain).toContain(`${shared?.name}, `)
    ar(`PATCH sequences/${sequenceId}`, { sender_connection_id: samples.connections?.nylas_own })
    expect(shown().body_plain).toContain(`${own?.name}, `)
    if (own) db.members.update(own, { data: () => ({ name: 'Somebody New' }) })
    expect(shown().body_plain).toContain('Somebody New, ')
    ar(`PATCH sequences/${sequenceId}`, { sender_connection_id: null })
    expect(shown().body_plain).toContain('{{sender.name}}, ')
    ar(`PATCH sequences/${sequenceId}`, { sender_connection_id: samples.connections?.nylas_shared })
    const sent = send()
    expect(shown().subject).toBe('Re: Invoice A-1')
    const loaded = sequenceOf()
    loaded.world.load(world.save())
    expect(loaded.ar(`GET sequences/queue?sequence_id=${sequenceId}`).body).toEqual(
      ar(`GET sequences/queue?sequence_id=${sequenceId}`).body,
    )
    db.threads.update(db.threads.findFirst((q) => q.where({ id: sent.thread })) as { id: string }, {
      data: () => ({ subject: 'Other' }),
    })
    expect(shown().subject).toBe('Re: Other')
    db.threads.delete({ id: sent.thread })
    expect(shown().subject).toBe('Invoice A-1')
  },
)

rule(
  'C',
  'of an invoice that is paid in part, texts know what was billed and what is still owed',
  { when: 'a payment arrives', on: ['scheduled steps'] },
  () => {
    const { ar, enroll, db, customerId, sequenceId } = sequenceOf([
      { offset_time: '09:00', body_plain_template: '{{invoice.amount}} {{invoice.balance}}' },
    ])
    const invoice = db.invoices.findFirst((q) => q.where({ customer: customerId }))
    enroll()
    ar('POST payments', { invoice: invoice?.id, amount: 234.5, payment_method: 'ACH' })
    expect(ar(`GET sequences/queue?sequence_id=${sequenceId}`).body.data[0].body_plain).toBe('$1,234.50 $1,000.00')
  },
)

rule(
  'C',
  'who is enrolled where no step is active is done at once, with a word about it',
  { when: 'a customer is enrolled', on: ['enrollments'] },
  () => {
    const { ar, sequenceId, customerId } = sequenceOf([{ is_active: false }])
    const one = ar('POST sequence-enrollments', { sequence_id: sequenceId, customer_id: customerId })
    const done = { status: 'completed', completed_at: '2026-06-01T14:00:00Z', stop_reason: null }
    expect(one).toMatchObject({ status: 201, body: { created: true, enrollment: done } })
    expect(one.headers['x-sim-warning']).toEqual(['The sequence has no active step: the enrollment is completed at once.'])
    const all = ar(`POST sequences/${sequenceId}/enrollments/bulk`, { customer_ids: [customerId] })
    expect(all.body).toEqual({ enrolled_count: 1, updated_count: 0, skipped_count: 0 })
    expect(ar(`GET sequences/${sequenceId}`).body.active_enrollment_count).toBe(0)
    const list = ar(`GET sequence-enrollments?sequence_id=${sequenceId}`).body
    expect(list).toMatchObject({ count: 2, data: [done, done] })
    expect(ar(`GET sequence-enrollments?sequence_id=${sequenceId}&status=active`).body.count).toBe(0)
  },
)

rule(
  'C',
  'who starts anew leaves nothing of the old enrollment in the queue',
  { when: 'a customer is enrolled', on: ['enrollments', 'scheduled steps'] },
  () => {
    const { ar, enroll, sequenceId, customerId, scheduled } = sequenceOf([{ offset_time: '09:00' }, { offset_days: 3 }])
    const old = enroll()
    const queue = (category: string) => ar(`GET sequences/queue?sequence_id=${sequenceId}&category=${category}`).body.data
    expect([queue('ready').length, queue('scheduled').length]).toEqual([1, 1])
    ar(`POST sequences/${sequenceId}/enrollments/bulk`, { customer_ids: [customerId], start_date: '2026-06-08' })
    expect([queue('ready').length, queue('scheduled').length]).toEqual([0, 2])
    expect(queue('scheduled').map(({ scheduled_for }: { scheduled_for: string }) => scheduled_for)).toEqual([
      '2026-06-08T09:00:00Z',
      '2026-06-11T09:00:00Z',
    ])
    expect(
      queue('history').map(({ enrollment, status }: { enrollment: string; status: string }) => [enrollment, status]),
    ).toEqual([
      [old.id, 'cancelled'],
      [old.id, 'cancelled'],
    ])
    expect(scheduled().length).toBe(4)
    const enrolled = ar(`GET sequence-enrollments?customer_id=${customerId}&sequence_id=${sequenceId}`).body.data
    expect(enrolled.map(({ status }: { status: string }) => status)).toEqual(['active', 'completed'])
  },
)

rule(
  'C',
  'a call of a sequence that is done is logged with the contact and the oldest open invoice',
  { when: 'a step is sent or skipped', on: ['conversations'] },
  () => {
    const { ar, enroll, db, customerId, sequenceId } = sequenceOf([{ step_type: 'call', offset_time: '09:00' }])
    db.invoices.create({ customer: customerId, amount: 5, due_date: '2026-05-30' })
    enroll()
    const [step] = ar(`GET sequences/queue?sequence_id=${sequenceId}`).body.data
    const { thread } = ar(`POST sequences/queue/${step.id}/complete`, { notes: 'Nobody answered.' }).body
    const contact = db.contacts.findFirst((q) => q.where({ customer: customerId }))
    const invoice = db.invoices.findFirst((q) => q.where({ customer: customerId, invoice_number: 'A-1' }))
    expect(ar(`GET communications/threads/${thread}`).body.thread).toMatchObject({
      communication_type: 'call',
      contact: contact?.id,
      invoices: [invoice?.id],
      body: 'Nobody answered.',
    })
  },
)

rule('C', 'what happens to an enrollment that begins in the past is told as of now', () => {
  const { ar, enroll, scheduled } = sequenceOf([{ offset_time: '09:00' }, { offset_days: 2 }])
  const { id } = enroll('2026-05-04')
  const row = ar('GET sequence-enrollments').body.data.find((each: { id: string }) => each.id === id)
  const now = '2026-06-01T14:00:00Z'
  expect(row).toMatchObject({ start_date: '2026-05-04', created_at: now, updated_at: now })
  expect(scheduled()).toMatchObject([
    { scheduled_for: '2026-05-04T09:00:00Z', ready_at: now, created_at: now, updated_at: now },
    { scheduled_for: '2026-05-06T09:00:00Z', ready_at: now, created_at: now, updated_at: now },
  ])
})

rule('C', 'a whole number is asked for where one is wanted, and a zone has its name in one way', () => {
  const { ar, sequenceId } = sequenceOf()
  expect(ar(`POST sequences/${sequenceId}/steps`, { offset_days: '3' }).body).toEqual({
    offset_days: ['A valid integer is required.'],
  })
  expect(ar(`POST sequences/${sequenceId}/steps`, { offset_days: 1.5 }).body).toEqual({
    offset_days: ['A valid integer is required.'],
  })
  for (const [given, name] of [
    ['america/NEW_york', 'America/New_York'],
    ['asia/kolkata', 'Asia/Kolkata'],
    ['utc', 'UTC'],
  ]) {
    expect(ar(`PATCH sequences/${sequenceId}`, { timezone: given }).body.timezone).toBe(name)
    expect(ar('POST sequences', { name: `In ${given}`, timezone: given }).body.timezone).toBe(name)
  }
})
