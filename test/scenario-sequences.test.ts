/** The default scenario: sequences, who is enrolled in them, and what they send, for any seed and on any day. */
import { expect } from 'vitest'
import { type ThreadRow, threads } from '../src/ar/communications/thread.ts'
import { companies } from '../src/ar/companies/company.ts'
import { members } from '../src/ar/companies/member.ts'
import { contacts } from '../src/ar/customers/contact.ts'
import { customers } from '../src/ar/customers/customer.ts'
import { customerTotals } from '../src/ar/customers/customer-totals.ts'
import { connections, isMailbox, isShared, isUsable } from '../src/ar/integrations/connection.ts'
import { invoices } from '../src/ar/invoices/invoice.ts'
import { type EnrollmentRow, enrollments } from '../src/ar/sequences/enrollment.ts'
import { factsOf } from '../src/ar/sequences/facts.ts'
import { scheduledStepLifecycle } from '../src/ar/sequences/scheduled-step.lifecycle.ts'
import { isPending, type ScheduledStepRow, scheduledSteps } from '../src/ar/sequences/scheduled-step.ts'
import { type SequenceRow, sequences } from '../src/ar/sequences/sequence.ts'
import { steps } from '../src/ar/sequences/step.ts'
import { stepTypes } from '../src/ar/sequences/step-types.ts'
import { render, unknownVariables } from '../src/ar/sequences/template.ts'
import { instantIn } from '../src/core/time/time-zone.ts'
import { escapeHtml } from '../src/core/values/html.ts'
import { createSimulator, type World } from '../src/index.ts'
import { firstCompany, guideOf, isInTime, law, offset, rowsOf } from './support/default-worlds.ts'

const sequenceOf = (world: World, { sequence }: EnrollmentRow | ScheduledStepRow): SequenceRow =>
  world.table(sequences).get(sequence) as SequenceRow
const stepsOf = (world: World, { id }: EnrollmentRow): ScheduledStepRow[] => world.table(scheduledSteps).list('ofEnrollment', id)

law('the first company has sequences of every status, and what is active elsewhere sends from a shared mailbox', (world) => {
  const first = rowsOf(world, sequences).filter(({ company }) => company === firstCompany(world))
  expect(first.map(({ status }) => status).sort()).toEqual(['active', 'active', 'archived', 'draft'])
  for (const sequence of rowsOf(world, sequences)) {
    const enrolled = rowsOf(world, enrollments).filter((each) => each.sequence === sequence.id)
    const isActive = sequence.status === 'active'
    expect(enrolled.length > 0, sequence.name).toBe(sequence.status !== 'draft')
    expect(enrolled.some(({ status }) => status === 'active')).toBe(isActive)
    expect(offset(world, sequence.created_at)).toBeLessThan(
      Math.min(0, ...enrolled.map((each) => offset(world, each.created_at))),
    )
    if (sequence.status === 'archived')
      for (const { updated_at } of enrolled) expect(isInTime(updated_at, sequence.updated_at)).toBe(true)
    const types = world
      .table(steps)
      .list('ofSequence', sequence.id)
      .map(({ step_type }) => step_type)
    const sender = world.table(connections).get(sequence.sender_connection_id ?? '')
    expect(sender !== undefined, sequence.name).toBe(isActive && types.includes('reminder'))
    if (sender) expect([isMailbox(sender), isUsable(sender), isShared(sender)]).toEqual([true, true, true])
  }
})

law('the samples of sequences belong together', (world) => {
  const { samples } = guideOf(createSimulator({ seed: world.base.seed }))
  const active = world.table(sequences).get(samples.sequences.active)
  expect(active).toMatchObject({ sender_connection_id: samples.connections.nylas_shared, send_followups_in_thread: true })
  const types = world
    .table(steps)
    .list('ofSequence', samples.sequences.active)
    .map(({ step_type }) => step_type)
  expect(types).toEqual(['reminder', 'reminder', 'call', 'task'])
  const reminder = world.table(scheduledSteps).get(samples.scheduled_steps.ready_reminder)
  expect(reminder?.sequence).toBe(samples.sequences.active)
  expect(world.table(contacts).find('ofCustomer', reminder?.customer ?? '')?.is_primary).toBe(true)
  expect(
    rowsOf(world, scheduledSteps).some(
      (step) => step.sequence === samples.sequences.active && step.status === 'ready' && step.step_type === 'call',
    ),
  ).toBe(true)
  expect(world.table(steps).get(samples.steps.with_history)?.sequence).toBe(samples.sequences.active)
  expect(world.table(steps).get(samples.steps.without_history)?.sequence).toBe(samples.sequences.draft)
  expect(Object.keys(samples.threads)).toContain('attachment')
})

law('steps stand in order, and only those of e-mails have texts', (world) => {
  for (const { id } of rowsOf(world, sequences)) {
    const all = world.table(steps).list('ofSequence', id)
    expect(all.map(({ position }) => position)).toEqual(all.map((_, index) => index + 1))
    expect(isSorted(all.map(({ offset_days, offset_time }) => `${String(offset_days).padStart(3, '0')} ${offset_time}`))).toBe(
      true,
    )
  }
  for (const { step_type, label, subject_template, body_plain_template, body_html_template } of rowsOf(world, steps)) {
    const isReminder = step_type === 'reminder'
    expect([subject_template !== '', body_plain_template !== ''], label).toEqual([isReminder, isReminder])
    if (!isReminder) expect(body_html_template).toBe('')
    expect(unknownVariables(subject_template, body_plain_template, body_html_template)).toEqual([])
  }
  for (const column of ['body_html_template', 'instructions'] as const)
    expect(rowsOf(world, steps).some((step) => step[column] !== '')).toBe(true)
})
const isSorted = (list: string[]): boolean => list.every((each, index) => index === 0 || (list[index - 1] ?? '') < each)

law('who is enrolled owes something that was due before, is an active customer, and is so at one place only', (world) => {
  const enrolled = rowsOf(world, enrollments)
  for (const { customer, start_date } of enrolled) {
    expect(world.table(customers).get(customer)?.status).toBe('active')
    const [first, second] = world.table(customerTotals).get(customer)?.open ?? []
    expect(isInTime(first?.due_date ?? null, start_date) && first?.due_date !== start_date).toBe(true)
    expect(first?.due_date).not.toBe(second?.due_date)
  }
  const active = enrolled.filter(({ status }) => status === 'active').map(({ customer }) => customer)
  expect(active).toHaveLength(new Set(active).size)
})

law('who is enrolled has every step of the sequence, due in its zone, on whatever day the world plays', (world) => {
  const days = ['1999-12-31', '2026-03-08', '2026-03-09', '2026-07-01', '2026-11-02', '2028-02-29']
  const others = days.map((date) =>
    createSimulator({ seed: world.base.seed, clock: 'running', machine: () => Date.parse(`${date}T12:00:00Z`) }).world(),
  )
  for (const each of [world, ...others])
    for (const enrollment of rowsOf(each, enrollments)) {
      const { id, timezone } = sequenceOf(each, enrollment)
      const expected = each
        .table(steps)
        .list('ofSequence', id)
        .map((step) => ({
          step: step.id,
          step_label: step.label,
          step_type: step.step_type,
          customer: enrollment.customer,
          sequence: id,
          subject_template: step.subject_template,
          body_plain_template: step.body_plain_template,
          body_html_template: step.body_html_template,
          scheduled_for: instantIn(timezone, enrollment.start_date, step.offset_time, step.offset_days),
          created_at: enrollment.created_at,
        }))
      expect(stepsOf(each, enrollment), enrollment.id).toMatchObject(expected)
    }
})

law('a scheduled step has the times and the texts that its status asks for', (world) => {
  for (const step of rowsOf(world, scheduledSteps)) {
    const { id, status, step_type, created_at, scheduled_for, ready_at, executed_at, updated_at } = step
    const isExecuted = status === 'completed' || status === 'failed'
    expect(offset(world, scheduled_for) > 0 && status !== 'cancelled', id).toBe(status === 'scheduled')
    if (status !== 'cancelled') expect(ready_at, id).toBe(status === 'scheduled' ? null : scheduled_for)
    else expect(ready_at, id).toBe(isInTime(scheduled_for, updated_at) ? scheduled_for : null)
    expect(executed_at !== null, id).toBe(isExecuted)
    expect(isInTime(created_at, ready_at, executed_at, updated_at), id).toBe(true)
    expect(updated_at, id).toBe(executed_at ?? (status === 'cancelled' ? updated_at : (ready_at ?? created_at)))
    expect(step.thread !== null, id).toBe(status === 'completed')
    expect(step.error !== null, id).toBe(status === 'failed')
    const isSent = isExecuted && step_type === 'reminder'
    for (const column of ['subject', 'body_plain', 'body_html', 'sender_connection_id'] as const)
      expect(step[column] !== null, `${id} ${column}`).toBe(isSent)
  }
})

law('scheduled steps are in every status, and several of each type are ready', (world) => {
  const found = rowsOf(world, scheduledSteps).filter(({ company }) => company === firstCompany(world))
  expect(new Set(found.map(({ status }) => status))).toEqual(new Set(scheduledStepLifecycle.statuses))
  for (const type of stepTypes) {
    const statuses = found.filter(({ step_type }) => step_type === type).map(({ status }) => status)
    expect(statuses.filter((status) => status === 'ready').length, type).toBeGreaterThan(1)
    for (const status of ['scheduled', 'completed', 'cancelled']) expect(statuses).toContain(status)
  }
})

law('an enrollment is active while a step is to come, or completed by its last step or by hand', (world) => {
  const ways = new Set<string>()
  for (const enrollment of rowsOf(world, enrollments)) {
    const { id, status, stop_reason, completed_at, start_date, created_at, updated_at } = enrollment
    const all = stepsOf(world, enrollment)
    expect(isInTime(created_at, start_date), id).toBe(true)
    expect(updated_at).toBe(completed_at ?? created_at)
    if (status === 'active') {
      expect([stop_reason, completed_at]).toEqual([null, null])
      expect(all.some(isPending), id).toBe(true)
    } else if (stop_reason === null) {
      expect(all.filter(isPending), id).toEqual([])
      expect(
        all
          .map((step) => step.updated_at)
          .sort()
          .at(-1),
      ).toBe(completed_at)
    } else
      for (const step of all)
        if (isInTime(completed_at, step.scheduled_for))
          expect(step, id).toMatchObject({ status: 'cancelled', updated_at: completed_at })
        else expect(['scheduled', 'cancelled'], id).not.toContain(step.status)
    ways.add(
      status === 'active' ? status : stop_reason === null ? 'last step' : all.some(isPending) ? 'stopped early' : 'stopped',
    )
  }
  expect([...ways].sort()).toEqual(['active', 'last step', 'stopped', 'stopped early'])
})

/** The reminders that were sent, or that failed to be, with what their templates were filled in with. */
function reminders(world: World, status: ScheduledStepRow['status']) {
  return rowsOf(world, scheduledSteps)
    .filter((step) => step.step_type === 'reminder' && step.status === status)
    .sort((a, b) => Date.parse(a.scheduled_for) - Date.parse(b.scheduled_for))
    .map((step) => {
      const known = {
        company: world.table(companies).get(step.company),
        customer: world.table(customers).get(step.customer),
        totals: world.table(customerTotals).get(step.customer),
        enrollment: world.table(enrollments).get(step.enrollment),
      }
      const sender = world.table(connections).get(step.sender_connection_id ?? '')
      const values = { ...factsOf(known), 'sender.name': world.table(members).get(sender?.owner ?? '')?.name ?? '' }
      return { step, sender, values, thread: world.table(threads).get(step.thread ?? '') }
    })
}

law('texts of e-mail steps are those of their templates, filled in', (world) => {
  for (const { step, values } of [...reminders(world, 'completed'), ...reminders(world, 'failed')]) {
    for (const value of Object.values(values)) expect(value, step.id).not.toBe('')
    if (step.subject?.startsWith('Re: ')) expect(step.subject_template).not.toBe('')
    else expect(step.subject).toBe(render(step.subject_template, values))
    expect(step.body_plain).toBe(render(step.body_plain_template, values))
    expect(step.body_html).toBe(render(step.body_html_template, values, escapeHtml))
  }
})

law('every e-mail step that was sent is a message, and follow-ups are replies where the sequence says so', (world) => {
  const earlier = new Map<string, ThreadRow>()
  let replies = 0
  for (const { step, sender, thread, values } of reminders(world, 'completed')) {
    expect(thread).toMatchObject({
      company: step.company,
      customer: step.customer,
      communication_type: 'email',
      direction: 'outbound',
      connection: sender?.id,
      subject: step.subject,
      body: step.body_plain,
      timestamp: step.executed_at,
      bcc: sender?.connection_config.mailbox_bcc_emails,
      is_manual: false,
    })
    expect(sender?.id).toBe(sequenceOf(world, step).sender_connection_id)
    expect(thread?.invoices.map((id) => world.table(invoices).get(id)?.invoice_number)).toEqual([values['invoice.number']])
    const opening = earlier.get(step.enrollment)
    if (opening && sequenceOf(world, step).send_followups_in_thread) {
      replies++
      expect(thread).toMatchObject({ thread_group: opening.id, subject: `Re: ${opening.subject}` })
    } else {
      expect(thread?.thread_group).toBe(thread?.id)
      earlier.set(step.enrollment, thread as ThreadRow)
    }
  }
  expect(replies).toBeGreaterThan(2)
  const groups = new Set([...earlier.values()].map(({ id }) => id))
  const waiting = rowsOf(world, threads).filter(
    ({ thread_group, requires_response }) => requires_response && groups.has(thread_group),
  )
  expect(waiting.length).toBeGreaterThan(1)
})

law('every call and task that was done is an entry by hand', (world) => {
  const done = rowsOf(world, scheduledSteps).filter(({ step_type, status }) => step_type !== 'reminder' && status === 'completed')
  expect(done.length).toBeGreaterThan(3)
  for (const step of done)
    expect(world.table(threads).get(step.thread ?? '')).toMatchObject({
      customer: step.customer,
      communication_type: step.step_type === 'call' ? 'call' : 'note',
      direction: 'outbound',
      timestamp: step.executed_at,
      is_manual: true,
    })
})
