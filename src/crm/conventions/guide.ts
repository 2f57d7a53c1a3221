/** What a newcomer needs to call this API. */
import type { Caller, GuideSection } from '../../core/call/api.ts'
import type { World } from '../../core/world/handle.ts'
import type { Rows } from '../../core/world/rows/rows.ts'
import { samplesOf } from '../../core/world/scenario/samples.ts'
import { openSession } from '../auth/session.ts'
import { tokensOf } from '../auth/token.ts'
import { crmUsers, type UserRow } from '../auth/user.ts'
import { toIdentity } from './operation.ts'

export function guide(world: World, origin: string, rows: readonly Rows[], openapi?: string): GuideSection {
  const users = world.table(crmUsers).list('inOrder', 'all')
  const [first] = users
  const tenant = new Set(users.filter(({ tenantSlug }) => tenantSlug === first?.tenantSlug).map(({ id }) => id))
  const samples = samplesOf(world, rows, first?.id ?? '', ({ user, tenantSlug }) =>
    user === undefined ? tenantSlug === first?.tenantSlug : tenant.has(String(user)),
  )
  return {
    crm: { base_url: `${origin}/api/v1/integrations`, ...(openapi !== undefined && { openapi }) },
    crm_users: users.map((user) => toGuideUser(world, user)),
    samples: Object.fromEntries(Object.entries(samples).map(([table, ids]) => [table, numbers(ids)])),
    sample_owners: ownersOf(world, rows, samples),
  }
}

/** Whose the samples are that only one of the users sees: the id of the user. */
function ownersOf(world: World, rows: readonly Rows[], samples: Samples): Record<string, Record<string, number>> {
  const owned = rows.flatMap(({ table }) => {
    const owners = Object.entries(samples[table.name] ?? {}).flatMap(([name, id]) => {
      const { user } = world.table(table).get(id) as { readonly user?: string }
      return user === undefined ? [] : [[name, Number(user)] as const]
    })
    return owners.length ? [[table.name, Object.fromEntries(owners)] as const] : []
  })
  return Object.fromEntries(owned)
}

type Samples = Readonly<Record<string, Readonly<Record<string, string>>>>

const numbers = (ids: Readonly<Record<string, string>>): Record<string, number> =>
  Object.fromEntries(Object.entries(ids).map(([name, id]) => [name, Number(id)]))

/** With tokens that are good from now on. */
function toGuideUser(world: World, user: UserRow) {
  const { id, email, password, tenantSlug } = user
  const { accessToken, refreshToken } = tokensOf(world, openSession(world, user), user)
  return { id: Number(id), name: toIdentity(user).name, email, password, tenantSlug, accessToken, refreshToken }
}

/** The callers of examples: the first user, another of the same tenant, one of another tenant, nobody. */
export function caller(world: World, name: string): Caller {
  if (name === 'nobody') return { headers: {}, path: {} }
  const users = world.table(crmUsers).list('inOrder', 'all')
  const [first, ...others] = users
  const isColleague = ({ tenantSlug }: UserRow) => tenantSlug === first?.tenantSlug
  const user = {
    user: first,
    member: first,
    colleague: others.find(isColleague),
    stranger: others.find((each) => !isColleague(each)),
  }[name]
  if (!user) throw new Error(`There is no caller "${name}" in this world.`)
  return { headers: { authorization: `Bearer ${tokensOf(world, openSession(world, user), user).accessToken}` }, path: {} }
}
