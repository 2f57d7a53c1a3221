/** What a newcomer needs to call this API. */
import type { Caller, GuideSection } from '../../core/call/api.ts'
import type { World } from '../../core/world/handle.ts'
import type { Rows } from '../../core/world/rows/rows.ts'
import { samplesOf } from '../../core/world/scenario/samples.ts'
import { tokenOf } from '../auth/token.ts'
import { users } from '../auth/user.ts'
import { companies } from '../companies/company.ts'
import { type Member, members } from '../companies/member.ts'
import { insightTypes, masked, targetOf } from '../insights/insight-id.ts'
import { webhooksGuide } from '../webhooks/guide.ts'

export function guide(world: World, origin: string, rows: readonly Rows[], openapi?: string): GuideSection {
  const all = world.table(companies).list('inOrder', 'all')
  const [first] = all
  const owner = first && world.table(members).find('ofCompany', first.id)
  const isOfFirst = ({ company }: Readonly<Record<string, unknown>>) => company === first?.id
  const samples = samplesOf(world, rows, owner?.id ?? '', isOfFirst, world.clock.today(first?.timezone ?? 'UTC'))
  return {
    ar: { base_url: `${origin}/api`, ...(openapi !== undefined && { openapi }) },
    companies: all.map(({ id, name }) => ({
      id,
      name,
      members: world
        .table(members)
        .list('ofCompany', id)
        .map((member) => toGuideMember(world, member)),
    })),
    webhooks: webhooksGuide(world, origin, samples),
    samples: withInsights(first?.id, samples),
  }
}

/** Insights are no rows: their ids follow from those of what they are about. */
function withInsights(company: string | undefined, samples: ReturnType<typeof samplesOf>): ReturnType<typeof samplesOf> {
  const targets = { portfolio: company, customer: samples.customers?.active, invoice: samples.invoices?.past_due_31_60 }
  const insights = insightTypes.flatMap((type) => {
    const target = targets[targetOf(type)]
    return target === undefined ? [] : [[type, masked(type, target)]]
  })
  return { ...samples, insights: Object.fromEntries(insights) }
}

function toGuideMember(world: World, { id, name, user, role }: Member) {
  const { username, password } = world.table(users).get(user) ?? { username: '', password: '' }
  return { id, name, username, password, token: tokenOf(world, user) ?? null, role }
}

/** The callers of examples: the first member, another member of the same company, somebody outside it, nobody. */
export function caller(world: World, name: string): Caller {
  const [first] = world.table(companies).in('inOrder', 'all').keys()
  const path = { company_id: first?.id ?? '' }
  if (name === 'nobody') return { headers: {}, path }
  const inside = first ? world.table(members).list('ofCompany', first.id) : []
  const outsider = [...world.table(users).all()].find(({ id }) => !inside.some(({ user }) => user === id))?.id
  const user = { member: inside[0]?.user, teammate: inside[1]?.user, outsider }[name]
  const token = user && tokenOf(world, user)
  if (!token) throw new Error(`There is no caller "${name}" in this world.`)
  return { headers: { authorization: `Token ${token}` }, path }
}
