import * as z from 'zod'
import { type Columns, defineTable } from '../../../core/store/definition.ts'
import { defineRows } from '../../../core/world/rows/rows.ts'
import { actions } from '../../actions/action.ts'
import { Instant, Uuid } from '../../conventions/values.ts'
import { mistakes } from './mistake.ts'

/** A mistake that the agent made in a draft. Only the simulator knows: no call shows it. */
const AgentMistakeRow = z.object({
  id: Uuid,
  action: Uuid,
  kind: z.enum(mistakes),
  created_at: Instant,
})
export type AgentMistake = z.output<typeof AgentMistakeRow>

export const agentMistakes = defineTable({
  name: 'agent_mistakes',
  kind: 'agent_mistake',
  row: AgentMistakeRow,
  references: { action: actions },
  indexes: { ofAction: { group: ['action'] } },
})

export const agentMistakeRows = defineRows(agentMistakes, {
  defaults: ({ kind = 'stale_balance' }): Columns<AgentMistake> => ({ kind }),
})
