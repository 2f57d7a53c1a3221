import * as z from 'zod'
import type { Row, TableDefinition } from '../../core/store/definition.ts'
import type { World } from '../../core/world/handle.ts'
import { actions } from '../actions/action.ts'
import { defineOperation } from '../conventions/operation.ts'
import { FilledText, InstantInput, isOneLine, MANY_LINES, Text, Uuid, UuidSet } from '../conventions/values.ts'
import { contacts } from '../customers/contact.ts'
import { customers } from '../customers/customer.ts'
import { addExampleContact, EXAMPLE_CONTACT } from '../customers/example-contact.ts'
import { invoices } from '../invoices/invoice.ts'
import { touchpoints } from '../programs/touchpoint.ts'
import { addThread, subjectOf } from './add-thread.ts'
import { answered, completeNamedAction, completeNamedTouchpoint, nameEntry, rulesOfManualEntry } from './manual-entry.ts'
import { communicationTypes, directions } from './message-kind.ts'
import { Thread, threads } from './thread.ts'

/** An entry for a customer who has no invoices, actions or touchpoints of their own. */
const toProspect = { customer_id: '$samples.customers.prospect', communication_type: 'call', notes: 'They called.' }
const ONLY_A_TAG =
  'promise_to_pay is a tag and holds nothing back. Record a payment with the promised day as its payment_date: it is PENDING, and not asked for.'
const NOT_YET = 'Ensure this time is not after now, by the clock of the world.'

export const logManualCommunication = defineOperation({
  id: 'logManualCommunication',
  route: 'POST /companies/{company_id}/communications/log-manual',
  summary: 'Log a communication by hand',
  description:
    'For what happened elsewhere: nothing is sent. An action or a touchpoint that is named becomes completed; one that is completed already stays as it is. A call, a meeting or an e-mail to the customer answers what they have asked or disputed about the invoices that it names, unless its notes say that nobody was reached, or only that somebody looks into it; so does every entry that is resolved. What is tagged `promise_to_pay` makes no promise, as no field says by when: a payment of the promised day, which is `PENDING`, holds back what asks for it.',
  source: 'communications, Log manual communication',
  body: z.object({
    customer_id: Uuid,
    communication_type: z.enum(communicationTypes),
    notes: FilledText,
    direction: z.enum(directions).default('outbound'),
    subject: FilledText.refine(isOneLine, { error: MANY_LINES }).optional(),
    contact_id: Uuid.optional(),
    invoice_ids: UuidSet.default([]),
    timestamp: InstantInput.optional(),
    is_resolved: z.boolean().default(false),
    strategy_tags: z.array(Text).default([]),
    scheduled_action_id: Uuid.optional(),
    scheduled_touchpoint_id: Uuid.optional(),
  }),
  references: {
    customer_id: customers,
    contact_id: contacts,
    invoice_ids: invoices,
    scheduled_action_id: actions,
    scheduled_touchpoint_id: touchpoints,
  },
  checks: { timestamp: { refuse: NOT_YET, when: (timestamp, { world }) => Date.parse(timestamp) > world.clock.ms } },
  rules: rulesOfManualEntry,
  responses: { 201: Thread },

  handle({ world, company, member, body, warn, reply }) {
    const { customer_id: customer, notes, contact_id, invoice_ids, subject, timestamp = world.clock.now(), ...entry } = body
    if (entry.strategy_tags.includes('promise_to_pay')) warn(ONLY_A_TAG)
    const isCompleted = completeNamedAction(world, entry.scheduled_action_id)
    completeNamedTouchpoint(world, entry.scheduled_touchpoint_id)
    const thread = addThread(world, {
      ...answered(world, entry),
      company: company.id,
      customer,
      contact: contact_id ?? null,
      communication_type: entry.communication_type,
      direction: entry.direction,
      subject: subject ?? subjectOf(entry.communication_type, world.table(customers).get(customer)),
      body: notes,
      timestamp,
      is_resolved: entry.is_resolved,
      strategy_tags: entry.strategy_tags,
      invoices: invoice_ids,
      is_manual: true,
      created_by: member.id,
    })
    if (isCompleted) nameEntry(world, entry.scheduled_action_id, thread.id)
    return reply(201, world.show(threads, thread))
  },

  examples: [
    {
      name: 'logs a call, with what it was about',
      mark: 'D communications-16',
      body: {
        customer_id: '$samples.customers.active',
        communication_type: 'call',
        notes: 'Spoke with AP manager. She confirmed payment will process on June 5.',
        timestamp: '2026-05-12T14:30:00Z',
        is_resolved: false,
      },
      expect: {
        status: 201,
        body: {
          customer: '$samples.customers.active',
          communication_type: 'call',
          direction: 'outbound',
          body: 'Spoke with AP manager. She confirmed payment will process on June 5.',
          timestamp: '2026-05-12T14:30:00Z',
          requires_response: false,
          is_resolved: false,
          is_manual: true,
          message_count: 1,
          created_by: '$companies.0.members.0.id',
        },
      },
    },
    {
      name: 'an inbound entry waits for an answer',
      mark: 'C',
      body: {
        customer_id: '$samples.customers.active',
        communication_type: 'meeting',
        notes: 'They called in.',
        direction: 'inbound',
      },
      expect: { status: 201, body: { direction: 'inbound', requires_response: true, timestamp: '2026-06-01T14:00:00Z' } },
    },
    {
      name: 'a call tagged as a promise makes none, with a warning that says what does',
      mark: 'C',
      body: { ...toProspect, strategy_tags: ['promise_to_pay'] },
      expect: {
        status: 201,
        body: { strategy_tags: ['promise_to_pay'] },
        headers: { 'x-sim-warning': ONLY_A_TAG },
      },
    },
    {
      name: 'needs a customer, a type and notes',
      mark: 'D communications-17',
      body: {},
      expect: {
        status: 400,
        body: {
          customer_id: ['This field is required.'],
          communication_type: ['This field is required.'],
          notes: ['This field is required.'],
        },
      },
    },
    {
      name: 'refuses a type that does not exist, a time without a zone and ids that name nothing',
      mark: 'C',
      body: {
        customer_id: '$samples.customers.active',
        communication_type: 'fax',
        notes: 'Sent a fax.',
        timestamp: '2026-05-12T14:30:00',
        contact_id: '00000000-0000-4000-8000-00000000dead',
        invoice_ids: ['$samples.invoices.current', '00000000-0000-4000-8000-00000000dead'],
      },
      expect: {
        status: 400,
        body: {
          communication_type: ['"fax" is not a valid choice.'],
          timestamp: [
            'Datetime has wrong format. Use one of these formats instead: YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].',
          ],
          contact_id: ['Invalid pk "00000000-0000-4000-8000-00000000dead" - object does not exist.'],
          invoice_ids: { 1: ['Invalid pk "00000000-0000-4000-8000-00000000dead" - object does not exist.'] },
        },
      },
    },
    {
      name: 'refuses what has not happened yet',
      mark: 'C',
      body: { ...toProspect, timestamp: '2026-06-01T14:00:01Z' },
      expect: { status: 400, body: { timestamp: [NOT_YET] } },
    },
    {
      name: 'completes the action and the touchpoint that it names',
      mark: 'D communications-25',
      given: (world, sample) => {
        giveTo(world, sample, actions, 'proposed')
        giveTo(world, sample, touchpoints, 'scheduled')
      },
      body: {
        ...toProspect,
        scheduled_action_id: '$samples.actions.proposed',
        scheduled_touchpoint_id: '$samples.touchpoints.scheduled',
      },
      expect: { status: 201, body: { customer: '$samples.customers.prospect' } },
    },
    {
      name: 'leaves a completed action and a completed touchpoint as they are',
      mark: 'C',
      given: (world, sample) => {
        giveTo(world, sample, actions, 'completed')
        giveTo(world, sample, touchpoints, 'completed')
      },
      body: {
        ...toProspect,
        scheduled_action_id: '$samples.actions.completed',
        scheduled_touchpoint_id: '$samples.touchpoints.completed',
      },
      expect: { status: 201 },
    },
    {
      name: 'refuses a contact of another customer',
      mark: 'C',
      given: (world, sample) => addExampleContact(world, sample('samples.customers.active')),
      body: { ...toProspect, contact_id: EXAMPLE_CONTACT },
      expect: { status: 400, body: { detail: 'The contact belongs to another customer.' } },
    },
    {
      name: 'refuses an invoice of another customer',
      mark: 'C',
      body: { ...toProspect, invoice_ids: ['$samples.invoices.current'] },
      expect: { status: 400, body: { detail: 'An invoice belongs to another customer.' } },
    },
    {
      name: 'refuses an action of another customer',
      mark: 'C',
      body: { ...toProspect, scheduled_action_id: '$samples.actions.proposed' },
      expect: { status: 400, body: { detail: 'The action belongs to another customer.' } },
    },
    {
      name: 'refuses a touchpoint of another customer',
      mark: 'C',
      body: { ...toProspect, scheduled_touchpoint_id: '$samples.touchpoints.scheduled' },
      expect: { status: 400, body: { detail: 'The touchpoint belongs to another customer.' } },
    },
    {
      name: 'refuses a deleted action',
      mark: 'C',
      given: (world, sample) => giveTo(world, sample, actions, 'deleted'),
      body: { ...toProspect, scheduled_action_id: '$samples.actions.deleted' },
      expect: { status: 400, body: { detail: 'Cannot complete the action: it was deleted.' } },
    },
    {
      name: 'refuses a cancelled action',
      mark: 'C',
      given: (world, sample) => giveTo(world, sample, actions, 'cancelled'),
      body: { ...toProspect, scheduled_action_id: '$samples.actions.cancelled' },
      expect: { status: 400, body: { detail: 'Cannot complete the action: it is cancelled.' } },
    },
    {
      name: 'refuses a cancelled touchpoint',
      mark: 'C',
      given: (world, sample) => giveTo(world, sample, touchpoints, 'cancelled'),
      body: { ...toProspect, scheduled_touchpoint_id: '$samples.touchpoints.cancelled' },
      expect: { status: 400, body: { detail: 'Cannot complete the touchpoint: it is cancelled.' } },
    },
  ],
})

type Sample = (name: string) => string

/** Makes a sample the prospect's, for an example. */
function giveTo<R extends Row & { customer: string }>(
  world: World,
  sample: Sample,
  table: TableDefinition<R>,
  name: string,
): void {
  const row = world.table(table).get(sample(`samples.${table.name}.${name}`))
  if (row) world.table(table).put({ ...row, customer: sample('samples.customers.prospect') })
}
