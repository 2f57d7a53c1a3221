import type { World } from '../../core/world/handle.ts'
import { defineTimer } from '../../core/world/timer.ts'
import { type ConnectionRow, crmConnections } from '../connections/connection.ts'
import { meet } from './meet.ts'
import { sendNewsletter } from './newsletters.ts'
import { type CrmPlan, crmPlans } from './plan.ts'
import { reply } from './reply.ts'
import { write } from './write.ts'

const deeds: Readonly<Record<CrmPlan['intent'], (world: World, account: ConnectionRow, plan: CrmPlan) => string>> = {
  write,
  newsletter: sendNewsletter,
  meet,
  reply,
}

const doing = { write: 'writes to', newsletter: 'sends a newsletter to', meet: 'invites', reply: 'answers' } as const

/** What somebody means to do is done at its time; it waits at the provider until the account is synced. */
export const correspond = defineTimer({
  name: 'correspond',
  of: crmPlans,
  at: ({ at }) => at,
  summary(world, { intent, who, connectionId }) {
    const account = world.table(crmConnections).get(connectionId)
    return `${who ?? 'somebody'} ${doing[intent]} ${account?.email ?? 'an account that is gone'}`
  },
  run(world, plan) {
    world.table(crmPlans).delete(plan.id)
    const account = world.table(crmConnections).get(plan.connectionId)
    return account ? deeds[plan.intent](world, account, plan) : 'the account is gone'
  },
})
