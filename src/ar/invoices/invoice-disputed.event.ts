import * as z from 'zod'
import { defineEvent } from '../../core/call/event.ts'
import type { World } from '../../core/world/handle.ts'
import { without } from '../../core/world/without.ts'
import { NO_CONTACT, NO_MAILBOX } from '../communications/arrive.ts'
import { breakMailboxes } from '../communications/event-examples.ts'
import { isMail, threads } from '../communications/thread.ts'
import { needsWriteBack, writeBack } from '../communications/write-back.ts'
import { FilledText, Uuid } from '../conventions/values.ts'
import { contacts } from '../customers/contact.ts'
import { type Customer, customers } from '../customers/customer.ts'
import { type InvoiceRow, invoices, isOpen } from './invoice.ts'
import { closedExample } from './refuse-closed.ts'

const CLOSED = 'The invoice is closed, so nobody disputes it.'

export const invoiceDisputed = defineEvent({
  type: 'invoice.disputed',
  summary: 'A customer disputes an invoice.',
  description:
    'An inbound e-mail with the reason, about that invoice and tagged `dispute`, in the latest conversation that names the invoice, or the customer’s latest. Once it shows, the invoice’s open actions have the reason in `metadata.dispute`.',
  target: invoices.at('invoice'),
  body: z.object({ invoice: Uuid, reason: FilledText }),
  rules: [
    { refuse: CLOSED, when: ({ target }) => !isOpen(target) },
    ...needsWriteBack(({ world, target }: { world: World; target: InvoiceRow }) => [
      customerOf(world, target),
      about(world, target),
    ]),
  ],

  handle({ world, target, body: { reason } }) {
    const said = { body: reason, strategy_tags: ['dispute'], invoices: [target.id] }
    const { id, is_synced } = writeBack(world, customerOf(world, target), said, about(world, target))
    return { thread: id, is_synced }
  },

  examples: [
    {
      name: 'a message says why, and waits for an answer',
      mark: 'C',
      body: { invoice: '$samples.invoices.past_due_1_30', reason: 'Two of the pallets never arrived.' },
      expect: {
        status: 201,
        body: {
          rows: [
            {
              table: 'threads',
              after: {
                body: 'Two of the pallets never arrived.',
                strategy_tags: ['dispute'],
                invoices: ['$samples.invoices.past_due_1_30'],
                requires_response: true,
              },
            },
            { table: 'actions', after: { invoice: '$samples.invoices.past_due_1_30' } },
          ],
        },
      },
    },
    closedExample(CLOSED, { reason: 'Too much.' }),
    {
      name: 'needs a reason',
      mark: 'C',
      body: { invoice: '$samples.invoices.past_due_1_30', reason: ' ' },
      expect: { status: 400, body: { error: { details: [{ field: 'reason', message: 'This field may not be blank.' }] } } },
    },
    {
      name: 'refuses a customer without a contact',
      mark: 'C',
      given: without(contacts),
      body: { invoice: '$samples.invoices.past_due_1_30', reason: 'Too much.' },
      expect: { status: 400, body: { error: { message: NO_CONTACT } } },
    },
    {
      name: 'refuses where no mailbox works',
      mark: 'C',
      given: breakMailboxes,
      body: { invoice: '$samples.invoices.past_due_1_30', reason: 'Too much.' },
      expect: { status: 400, body: { error: { message: NO_MAILBOX } } },
    },
  ],
})

function customerOf(world: World, { customer }: InvoiceRow): Customer {
  const row = world.table(customers).get(customer)
  if (!row) throw new Error(`There is no customer "${customer}".`)
  return row
}

/** The latest e-mail that names the invoice. */
const about = (world: World, { id, company, customer }: InvoiceRow): string | undefined =>
  world
    .table(threads)
    .list('ofCustomer', company, customer)
    .find((thread) => isMail(thread) && thread.invoices.includes(id))?.id
