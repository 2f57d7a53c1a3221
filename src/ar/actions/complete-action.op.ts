import type { World } from '../../core/world/handle.ts'
import { logDone } from '../communications/add-thread.ts'
import { defineOperation } from '../conventions/operation.ts'
import { contacts } from '../customers/contact.ts'
import { customers } from '../customers/customer.ts'
import { invoices } from '../invoices/invoice.ts'
import { Action, type ActionRow, actionOfVerb, withoutError } from './action.ts'

/** What is noted of a call of which nothing else is said. */
function called(world: World, { customer, invoice }: ActionRow): string {
  const name =
    world.table(contacts).find('ofCustomer', customer)?.name ?? world.table(customers).get(customer)?.customer_company_name
  return `Called ${name} about ${world.table(invoices).get(invoice)?.invoice_number}.`
}

export const completeAction = defineOperation({
  id: 'completeAction',
  route: 'POST /companies/{company_id}/actions/{action_id}/complete',
  summary: 'Complete an action',
  description:
    'For tasks and calls that were done elsewhere. A call is logged as a call with the customer. A completed action is answered as it is.',
  source: 'actions, Complete action',
  target: actionOfVerb,
  responses: { 200: Action },
  fires: 'complete',

  handle({ next, member, world, save, show, reply }) {
    const { company, customer, invoice, action_type } = next
    const about = { company, customer, communication_type: 'call', body: called(world, next), invoices: [invoice] } as const
    const channel_id = action_type === 'call' ? logDone(world, member, about).id : next.channel_id
    return reply(200, show(save({ ...next, channel_id, metadata: withoutError(next), executed_at: world.clock.now() })))
  },

  examples: [
    {
      name: 'an action is completed now',
      mark: 'D actions-34',
      path: { action_id: 'task' },
      expect: { status: 200, body: { status: 'completed', executed_at: '2026-06-01T14:00:00Z' } },
    },
    {
      name: 'a processing action is completed',
      mark: 'D actions-35',
      path: { action_id: 'processing' },
      expect: { status: 200, body: { status: 'completed' } },
    },
    {
      name: 'a completed action is answered as it is',
      mark: 'C',
      path: { action_id: 'completed' },
      expect: { status: 200, body: { status: 'completed' } },
    },
    {
      name: 'refuses a cancelled action',
      mark: 'C',
      path: { action_id: 'cancelled' },
      expect: { status: 400, body: { detail: 'Cannot complete this action: it is cancelled.' } },
    },
  ],
})
