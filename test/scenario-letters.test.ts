/** The default scenario: actions, what was written, and what stands beside it, for any seed and on any day. */
import { expect } from 'vitest'
import { actions, endedAt } from '../src/ar/actions/action.ts'
import { isFromCustomer } from '../src/ar/communications/from-customer.ts'
import { type ThreadRow, threads } from '../src/ar/communications/thread.ts'
import { threadNotes } from '../src/ar/communications/thread-note.ts'
import { companies } from '../src/ar/companies/company.ts'
import { members } from '../src/ar/companies/member.ts'
import { contacts } from '../src/ar/customers/contact.ts'
import { customers } from '../src/ar/customers/customer.ts'
import { customerTotals } from '../src/ar/customers/customer-totals.ts'
import { connections } from '../src/ar/integrations/connection.ts'
import { daysOverdue, invoices, isOpen } from '../src/ar/invoices/invoice.ts'
import { labels } from '../src/ar/labels/label.ts'
import { payments } from '../src/ar/payments/payment.ts'
import { touchpoints } from '../src/ar/programs/touchpoint.ts'
import type { AnyTable } from '../src/core/store/definition.ts'
import { firstCompany, invoiceOf, inWords, isInTime, law, money, offset, rowsOf } from './support/default-worlds.ts'

law('an action is about an invoice of its customer, and one that is still to do about an open one', (world) => {
  for (const action of rowsOf(world, actions)) {
    const invoice = invoiceOf(world, action)
    expect(invoice.customer).toBe(action.customer)
    if (action.status !== 'completed' && action.status !== 'cancelled') expect(isOpen(invoice), action.id).toBe(true)
    if (/remind|notice/i.test(action.recommendation_label))
      expect(action.trigger_event_label).toMatch(/^Invoice (due soon|overdue( for \d+ days or more)?)$/)
  }
})

law('who disputes and is answered writes back what fits each claim: nobody counts where the price is wrong', (world) => {
  for (const { id, thread_group, strategy_tags } of rowsOf(world, threads)) {
    if (!strategy_tags.includes('dispute')) continue
    const [, ...later] = world.table(threads).list('ofGroup', thread_group).filter(isFromCustomer)
    for (const { body } of later) expect(body, id).not.toMatch(/\bcount/)
  }
})

law('a letter names the invoice, the amount, the due date and the contact, and a member signs it', (world) => {
  for (const action of rowsOf(world, actions)) {
    if (action.action_type !== 'email') {
      expect([action.draft_subject, action.draft_content]).toEqual([null, null])
      expect(action.description).toContain(invoiceOf(world, action).invoice_number)
      continue
    }
    const invoice = invoiceOf(world, action)
    const contact = world.table(contacts).find('ofCustomer', action.customer)
    const signers = world
      .table(members)
      .list('ofCompany', action.company)
      .map(({ name }) => name)
    const company = world.table(companies).get(action.company)?.name ?? ''
    const text = action.draft_content ?? ''
    const paid = world
      .table(payments)
      .list('ofInvoice', invoice.id)
      .filter(({ created_at }) => isInTime(created_at, action.created_at))
    for (const part of [
      invoice.invoice_number,
      money(paid.reduce((rest, { amount }) => rest - amount, invoice.amount)),
      inWords(invoice.due_date),
    ])
      expect(text).toContain(part)
    expect(text).toMatch(new RegExp(`^(Hi|Hello|Dear|Good morning) ${contact?.name.split(' ')[0]},\n`))
    expect(
      signers.some((name) => text.includes(`\n${name}\n`)),
      text,
    ).toBe(true)
    expect(text.endsWith(`, ${company}`)).toBe(true)
    expect(action.draft_subject).toContain(invoice.invoice_number)
  }
})

law('an action has the times and the log that its status asks for', (world) => {
  for (const action of rowsOf(world, actions)) {
    const { status, created_at, executed_at, updated_at, approval_log } = action
    const events = approval_log.map((entry) => entry.action)
    expect(executed_at !== null, action.id).toBe(status === 'completed')
    expect(action.scheduled_for !== null, action.id).toBe(status === 'scheduled')
    expect(action.deliver_at !== null, action.id).toBe(status === 'processing' && action.action_type === 'email')
    if (action.scheduled_for) expect(offset(world, action.scheduled_for)).toBeGreaterThan(0)
    if (action.deliver_at) expect(Date.parse(action.deliver_at) - world.clock.ms).toBe(5_000)
    expect(isInTime(created_at, ...approval_log.map(({ timestamp }) => timestamp), endedAt(action), updated_at), action.id).toBe(
      true,
    )
    if (status === 'processing') expect(events).toEqual(['approved'])
    if (status === 'cancelled') expect(events).toEqual([expect.stringMatching(/^(rejected|cancelled)$/)])
    if (action.metadata.last_error) expect([status, ...events]).toEqual(['proposed', 'approved'])
  }
})

law('the later and the larger an invoice, the more urgent it is', (world) => {
  const recommended = rowsOf(world, actions)
    .filter(({ status, is_recommended, action_required }) => status === 'proposed' && is_recommended && action_required)
    .map((action) => ({ ...invoiceOf(world, action), urgency: action.urgency_score }))
  for (const a of recommended)
    for (const b of recommended)
      if (a.balance >= b.balance && daysOverdue(a, world.clock.today()) >= daysOverdue(b, world.clock.today()))
        expect(a.urgency, `${a.invoice_number} and ${b.invoice_number}`).toBeGreaterThanOrEqual(b.urgency)
})

law('every completed e-mail went out as a message', (world) => {
  const completed = rowsOf(world, actions).filter(({ status, action_type }) => status === 'completed' && action_type === 'email')
  expect(completed.length).toBeGreaterThan(15)
  for (const action of completed) {
    const thread = world.table(threads).get(action.channel_id ?? '') as ThreadRow
    expect(thread).toMatchObject({ communication_type: 'email', direction: 'outbound', customer: action.customer })
    expect(thread.subject).toBe(action.draft_subject)
    expect(thread.body).toBe(action.metadata.final_content ?? action.draft_content)
    expect(thread.invoices).toEqual([action.invoice])
    expect(thread.timestamp).toBe(action.executed_at)
  }
})

law('a conversation is named after its first message, and waits for an answer where the customer wrote last', (world) => {
  const sizes = new Set<number>()
  const inGroup = (group: string) =>
    rowsOf(world, threads)
      .filter(({ thread_group }) => thread_group === group)
      .sort((a, b) => Date.parse(a.timestamp) - Date.parse(b.timestamp))
  for (const { thread_group } of rowsOf(world, threads)) {
    const messages = inGroup(thread_group)
    expect(messages[0]?.id).toBe(thread_group)
    expect(new Set(messages.map(({ customer }) => customer)).size).toBe(1)
    expect(new Set(messages.map(({ subject }) => subject.replace(/^(Automatic reply: )?(Re: )?/, ''))).size).toBe(1)
    messages.forEach((message, index) => {
      const isAnswered = message.is_resolved || messages.slice(index).some(({ direction }) => direction === 'outbound')
      expect(message.requires_response, message.id).toBe(isFromCustomer(message) && !isAnswered)
    })
    sizes.add(messages.length)
  }
  for (const size of [1, 2, 3, 4, 5]) expect(sizes).toContain(size)
})

law('an automatic reply says so in its subject, and waits for no answer', (world) => {
  const away = rowsOf(world, threads).filter(({ body }) => /out of the office|no access to e-mail/.test(body))
  expect(away.length).toBeGreaterThan(0)
  for (const { subject, requires_response } of away)
    expect([subject.startsWith('Automatic reply: '), requires_response]).toEqual([true, false])
})

law('e-mails run between a mailbox and a contact, and other messages are written by members', (world) => {
  const all = rowsOf(world, threads)
  for (const thread of all) {
    const mailbox = thread.connection && world.table(connections).get(thread.connection)?.connection_config.email_address
    const contact = world.table(contacts).get(thread.contact ?? '')
    const ends = [thread.sender, ...thread.recipients]
    expect(contact?.customer).toBe(thread.customer)
    if (thread.communication_type !== 'email') expect([thread.connection, ...ends]).toEqual([null, null])
    else expect(ends).toEqual(thread.direction === 'outbound' ? [mailbox, contact?.email] : [contact?.email, mailbox])
    expect(thread.created_by === null, thread.id).toBe(thread.direction === 'inbound' && !thread.is_manual)
  }
  const kinds = ['email', 'call', 'note', 'manual', 'meeting']
  expect(new Set(all.map(({ communication_type }) => communication_type))).toEqual(new Set(kinds))
})

law('two or three messages wait in a mailbox without a webhook', (world) => {
  const [mailbox, ...others] = rowsOf(world, connections).filter(({ webhook_sync_enabled }) => !webhook_sync_enabled)
  const waiting = rowsOf(world, threads).filter(({ is_synced }) => !is_synced)
  expect(others).toEqual([])
  expect([2, 3]).toContain(waiting.length)
  for (const { connection, direction, timestamp } of waiting) {
    expect({ connection, direction }).toEqual({ connection: mailbox?.id, direction: 'inbound' })
    expect(isInTime(mailbox?.last_synced_at ?? null, timestamp)).toBe(true)
  }
})

law('labels are on customers, and in the first company on invoices too', (world) => {
  const labelsOf = (table: typeof customers | typeof invoices) => rowsOf(world, table as AnyTable).flatMap((row) => row.labels)
  const [ofCustomers, ofInvoices] = [labelsOf(customers), labelsOf(invoices)]
  for (const { id, name } of rowsOf(world, labels)) expect([...ofCustomers, ...ofInvoices], name).toContain(id)
  for (const { id } of rowsOf(world, companies)) {
    const names = (of: unknown[]) => rowsOf(world, labels).filter((label) => label.company === id && of.includes(label.id)).length
    expect(names(ofCustomers)).toBeGreaterThanOrEqual(2)
    expect(names(ofInvoices)).toBe(id === firstCompany(world) ? 2 : 0)
  }
  for (const table of [customers, invoices] as AnyTable[])
    for (const row of rowsOf(world, table)) expect(row.labels).toHaveLength(new Set(row.labels).size)
})

law('notes are written by members, after the message', (world) => {
  for (const { thread, author, created_at } of rowsOf(world, threadNotes)) {
    expect(isInTime(world.table(threads).get(thread)?.timestamp ?? null, created_at)).toBe(true)
    expect(author).not.toBeNull()
  }
})

law('touchpoints are for customers who owe something, one of each status', (world) => {
  const all = rowsOf(world, touchpoints)
  expect(all.map(({ status }) => status).sort()).toEqual(['cancelled', 'completed', 'scheduled'])
  for (const { customer, status, scheduled_for, completed_at, created_at, updated_at } of all) {
    expect(world.table(customerTotals).get(customer)?.open.length, customer).toBeGreaterThan(0)
    expect(completed_at !== null).toBe(status === 'completed')
    expect(isInTime(created_at, completed_at, updated_at)).toBe(true)
    expect(offset(world, scheduled_for) > 0).toBe(status === 'scheduled')
  }
})
