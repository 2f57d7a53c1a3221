import { toLetterDate } from '../../core/time/day.ts'
import type { World } from '../../core/world/handle.ts'
import { without } from '../../core/world/without.ts'
import { hasRecipient, NO_RECIPIENT, sendEmail } from '../communications/add-thread.ts'
import { senderOfReminder } from '../communications/sender.ts'
import { Thread, threads } from '../communications/thread.ts'
import type { Company } from '../companies/company.ts'
import type { Member } from '../companies/member.ts'
import { toMoney } from '../conventions/money.ts'
import { defineOperation } from '../conventions/operation.ts'
import { contacts } from '../customers/contact.ts'
import { type ConnectionRow, connections } from '../integrations/connection.ts'
import { type InvoiceRow, invoices } from './invoice.ts'

import { closedExamples, refuseClosed } from './refuse-closed.ts'

export const sendInvoiceReminder = defineOperation({
  id: 'sendInvoiceReminder',
  route: 'POST /companies/{company_id}/invoices/{invoice_id}/send-reminder',
  summary: 'Send a reminder',
  description:
    'A plain e-mail to the customer’s primary contact, sent now from the caller’s own mailbox, else from the oldest that is shared. It begins a conversation of its own.',
  source: 'invoices, Send reminder',
  target: invoices.at('invoice_id'),
  rules: [
    ...refuseClosed('remind of', ({ target }: { readonly target: InvoiceRow }) => target),
    {
      refuse: NO_RECIPIENT,
      when: ({ world, target }) => !hasRecipient(world, target.customer),
    },
    {
      refuse: 'There is no mailbox to send from: connect one, or share one.',
      when: ({ world, member }) => senderOfReminder(world, member) === undefined,
    },
  ],
  responses: { 200: Thread },

  handle({ world, company, member, target, reply }) {
    const thread = sendEmail(world, senderOfReminder(world, member) as ConnectionRow, {
      company: company.id,
      customer: target.customer,
      subject: `Reminder: invoice ${target.invoice_number}`,
      body: letter(world, target, member, company),
      invoices: [target.id],
    })
    return reply(200, world.show(threads, thread))
  },

  examples: [
    {
      name: 'writes to the primary contact, from the caller’s own mailbox',
      mark: 'D invoices-19',
      path: { invoice_id: 'past_due_31_60' },
      expect: {
        status: 200,
        body: {
          communication_type: 'email',
          direction: 'outbound',
          invoices: ['$samples.invoices.past_due_31_60'],
          connection: '$samples.connections.nylas_own',
          timestamp: '2026-06-01T14:00:00Z',
        },
      },
    },
    {
      name: 'without a mailbox of the caller’s own it goes out from a shared one',
      mark: 'C',
      path: { invoice_id: 'past_due_31_60' },
      given(world, sample) {
        const own = world.table(connections).get(sample('samples.connections.nylas_own'))
        for (const { id, owner } of [...world.table(connections).all()])
          if (owner === own?.owner) world.table(connections).delete(id)
      },
      expect: { status: 200, body: { connection: '$samples.connections.nylas_shared' } },
    },
    ...closedExamples('remind of', (invoice_id) => ({ path: { invoice_id } })),
    {
      name: 'refuses a customer whom nobody can write to',
      mark: 'C',
      path: { invoice_id: 'past_due_31_60' },
      given: without(contacts),
      expect: { status: 400, body: { detail: NO_RECIPIENT } },
    },
    {
      name: 'refuses when there is no mailbox to send from',
      mark: 'C',
      path: { invoice_id: 'past_due_31_60' },
      given: without(connections),
      expect: { status: 400, body: { detail: 'There is no mailbox to send from: connect one, or share one.' } },
    },
  ],
})

function letter(world: World, invoice: InvoiceRow, member: Member, company: Company): string {
  const { name = '' } = world.table(contacts).find('ofCustomer', invoice.customer) ?? {}
  const { invoice_number, amount, balance, due_date } = invoice
  const open = balance < amount ? `${toMoney(balance)} of it` : toMoney(balance)
  return `Dear ${name},

This is a reminder of invoice ${invoice_number}: ${open} ${isPast(world, invoice) ? 'was' : 'is'} due on ${toLetterDate(due_date)}.

Kind regards
${member.name}
${company.name}`
}

const isPast = (world: World, invoice: InvoiceRow): boolean => world.show(invoices, invoice).days_overdue > 0
