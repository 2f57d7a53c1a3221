/** What an entry by hand names: whose it has to be, and what becomes of it. */
import type { Row, TableDefinition } from '../../core/store/definition.ts'
import type { World } from '../../core/world/handle.ts'
import { actionLifecycle } from '../actions/action.lifecycle.ts'
import { actions, withoutError } from '../actions/action.ts'
import { contacts } from '../customers/contact.ts'
import { invoices } from '../invoices/invoice.ts'
import { touchpointLifecycle } from '../programs/touchpoint.lifecycle.ts'
import { touchpoints } from '../programs/touchpoint.ts'
import { answering } from './add-thread.ts'
import { threads } from './thread.ts'

interface Entry {
  readonly world: World
  readonly body: {
    readonly customer_id: string
    readonly contact_id?: string | undefined
    readonly invoice_ids: readonly string[]
    readonly scheduled_action_id?: string | undefined
    readonly scheduled_touchpoint_id?: string | undefined
  }
}

export const rulesOfManualEntry = [
  ofAnother('The contact', contacts, ({ contact_id }) => contact_id),
  ofAnother('An invoice', invoices, ({ invoice_ids }) => invoice_ids),
  ofAnother('The action', actions, ({ scheduled_action_id }) => scheduled_action_id),
  ofAnother('The touchpoint', touchpoints, ({ scheduled_touchpoint_id }) => scheduled_touchpoint_id),
  {
    refuse: 'Cannot complete the action: it was deleted.',
    when: ({ world, body }: Entry) => world.table(actions).get(body.scheduled_action_id ?? '')?.is_deleted === true,
  },
  {
    refuse: 'Cannot complete the action: it is cancelled.',
    when: ({ world, body }: Entry) => world.table(actions).get(body.scheduled_action_id ?? '')?.status === 'cancelled',
  },
  {
    refuse: 'Cannot complete the touchpoint: it is cancelled.',
    when: ({ world, body }: Entry) => world.table(touchpoints).get(body.scheduled_touchpoint_id ?? '')?.status === 'cancelled',
  },
]

/** The rule that what an entry names in a table is of the customer of the entry. */
function ofAnother<R extends Row & { readonly customer: string }>(
  what: string,
  table: TableDefinition<R>,
  named: (body: Entry['body']) => string | readonly string[] | undefined,
) {
  return {
    refuse: `${what} belongs to another customer.`,
    when: ({ world, body }: Entry): boolean =>
      [named(body) ?? []].flat().some((id) => (world.table(table).get(id)?.customer ?? body.customer_id) !== body.customer_id),
  }
}

/** An e-mail of an action that answers a message stands in its conversation. */
export function answered(world: World, entry: { communication_type: string; scheduled_action_id?: string | undefined }) {
  const action = world.table(actions).get(entry.scheduled_action_id ?? '')
  const message = entry.communication_type === 'email' && world.table(threads).get(action?.thread ?? '')
  return message ? answering(message) : {}
}

/** @returns whether it was open until now */
export function completeNamedAction(world: World, id: string | undefined): boolean {
  const action = id === undefined ? undefined : world.table(actions).get(id)
  if (!action || action.status === 'completed') return false
  const completed = actionLifecycle.apply('complete', action)
  world.save(actions, { ...completed, executed_at: world.clock.now(), metadata: withoutError(completed) })
  return true
}

/** The entry tells what was done. */
export function nameEntry(world: World, id: string | undefined, thread: string): void {
  const action = world.table(actions).get(id ?? '')
  if (action && action.channel_id === null) world.save(actions, { ...action, channel_id: thread })
}

export function completeNamedTouchpoint(world: World, id: string | undefined): void {
  const touchpoint = id === undefined ? undefined : world.table(touchpoints).get(id)
  if (!touchpoint || touchpoint.status === 'completed') return
  const completed = touchpointLifecycle.apply('complete', touchpoint)
  world.save(touchpoints, { ...completed, completed_at: world.clock.now() })
}
