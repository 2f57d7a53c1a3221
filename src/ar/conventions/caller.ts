/** Who is calling, and for which company. */
import type { Rung } from '../../core/api.ts'
import type { Call } from '../../core/call.ts'
import type { Row } from '../../core/store/definition.ts'
import { tokens } from '../auth/token.ts'
import { type Company, companies } from '../companies/company.ts'
import { type Member, members } from '../companies/member.ts'

/** What the checks of this API add to a call. */
export interface Scope {
  readonly userId: string
  readonly company: Company
  /** The caller, as a member of that company. */
  readonly member: Member
}

/** `Authorization: Token <token>`, known and not expired. */
export const authenticate: Rung = (call) => {
  if (call.operation?.isPublic) return undefined
  const [scheme, key, more] = (call.request.headers.authorization ?? '').trim().split(/ +/)
  const token = scheme?.toLowerCase() === 'token' && key && more === undefined ? call.world.table(tokens).get(key) : undefined
  if (!token || (token.expires_at !== null && Date.parse(token.expires_at) <= call.world.clock.ms))
    return { kind: 'unauthenticated' }
  call.add({ userId: token.user })
  return undefined
}

/** The company of the path: it exists, and the caller is a member. */
export const company: Rung = (call) => {
  const { company_id } = call.path
  if (company_id === undefined) return undefined
  const found = call.world.table(companies).get(company_id)
  if (!found) return { kind: 'not-found' }
  const { userId } = call as Call & Scope
  const member = call.world.table(members).find('ofUser', company_id, userId)
  if (!member?.is_active) return { kind: 'forbidden' }
  call.add({ company: found, member })
  return undefined
}

/** A row that belongs to a company is seen in that company only. */
export function isVisible(row: Row & { readonly company?: string }, call: Call): boolean {
  return row.company === undefined || row.company === (call as Call & Partial<Scope>).company?.id
}
