/** What the people around a mailbox mean to do, and when. No call shows it. */
import * as z from 'zod'
import { type Columns, defineTable } from '../../core/store/definition.ts'
import { PathId } from '../../core/values/path-id.ts'
import type { World } from '../../core/world/handle.ts'
import { foreignUuid } from '../../core/world/random.ts'
import { defineRows } from '../../core/world/rows/rows.ts'
import { nameOf } from '../connections/account.ts'
import { type ConnectionRow, crmConnections, oldestConnection } from '../connections/connection.ts'
import { EmailAddress, Instant, RowId } from '../conventions/values.ts'

const intents = ['write', 'newsletter', 'meet', 'reply'] as const

const PlanRow = z.object({
  id: PathId,
  /** The account that it reaches. */
  connectionId: RowId,
  intent: z.enum(intents),
  /** Who does it. */
  who: EmailAddress.nullable().default(null),
  /** The e-mail that is answered. */
  email: RowId.nullable().default(null),
  at: Instant,
  /** Counts what happens again and again. */
  n: z.int().default(0),
  /** How many times as long as usual it is until the next. */
  pace: z.number().default(1),
})
export type CrmPlan = z.output<typeof PlanRow>

export const crmPlans = defineTable({
  name: 'crm_plans',
  kind: 'crm_plan',
  row: PlanRow,
  references: { connectionId: crmConnections },
  indexes: { ofConnection: { group: ['connectionId'], order: [{ oldest: 'at' }] } },
})

/** A plan of which nothing else is given: somebody writes tomorrow. */
export const crmPlanRows = defineRows(crmPlans, {
  defaults: (_, world): Columns<CrmPlan> => ({
    connectionId: oldestConnection(world, undefined)?.id,
    intent: 'write',
    at: world.clock.in('P1D'),
  }),
})

/** An account of a person, whatever number its row has. */
const causeOf = (account: ConnectionRow): string => `${account.user}/${nameOf(account)}`

/** Means to do something at a time; one thing of a kind with one subject at once. */
export function plan(
  world: World,
  account: ConnectionRow,
  subject: string,
  values: Pick<CrmPlan, 'intent' | 'at'> & Partial<CrmPlan>,
): void {
  world.create(crmPlans, { ...values, connectionId: account.id }, { id: planId(account, values.intent, subject) })
}

/** What is meant of a kind with a subject. */
export const planned = (world: World, account: ConnectionRow, intent: CrmPlan['intent'], subject: string): CrmPlan | undefined =>
  world.table(crmPlans).get(planId(account, intent, subject))

const planId = (account: ConnectionRow, intent: string, subject: string): string =>
  foreignUuid(`crm_plan/${intent}`, `${causeOf(account)}/${subject}`)
