/** What is known of failures beside their table. */
import type { Columns } from '../../core/store/definition.ts'
import type { World } from '../../core/world/handle.ts'
import { defineRows } from '../../core/world/rows/rows.ts'
import { actions } from '../actions/action.ts'
import { connections } from '../integrations/connection.ts'
import { scheduledSteps } from '../sequences/scheduled-step.ts'
import { type Failure, failures } from './failure.ts'

const isConnection = (world: World, id: string): boolean => world.table(connections).get(id) !== undefined
const isDelivered = (world: World, id: string): boolean =>
  world.table(actions).get(id) !== undefined || world.table(scheduledSteps).get(id) !== undefined

export const failureRows = defineRows(failures, {
  defaults: failureDefaults,
  rules: [
    {
      column: 'subject',
      refuse: 'A delivery is of an action or of a step of a sequence, a sync or a trigger of a connection.',
      when: ({ kind, subject }, world) => !(kind === 'delivery' ? isDelivered : isConnection)(world, subject),
    },
  ],
})

/** Of a connection the next sync, of all else the delivery. */
function failureDefaults({ subject = '', ...given }: Columns<Failure>, world: World): Columns<Failure> {
  const { kind = isConnection(world, subject) ? 'sync' : 'delivery' } = given
  return { kind, reason: `The ${kind} failed.` }
}
