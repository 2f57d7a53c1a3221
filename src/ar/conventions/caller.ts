/** Who is calling, and for which company. */
import type { Rung } from '../../core/api.ts'
import type { Call } from '../../core/call.ts'
import { defineLookup } from '../../core/lookup.ts'
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

const tokenOf = defineLookup({
  reads: [tokens],
  find(world, authorization) {
    const key = /^ *token +(\S+) *$/i.exec(authorization)?.[1]
    return key === undefined ? undefined : world.table(tokens).get(key)
  },
})

/** `Authorization: Token <token>`, known and not expired. */
export const authenticate: Rung = (call) => {
  if (call.operation?.isPublic) return undefined
  const token = call.world.lookUp(tokenOf, call.request.headers.authorization ?? '')
  if (!token) return { kind: 'unauthenticated', hint: whyNobody(call.request.headers.authorization) }
  if (token.expires_at !== null && Date.parse(token.expires_at) <= call.world.clock.ms)
    return { kind: 'unauthenticated', hint: `The token expired at ${token.expires_at}.` }
  call.add({ userId: token.user })
  return undefined
}

function whyNobody(authorization: string | undefined): string {
  if (!authorization) return 'Send the header "Authorization: Token <token>". GET /__sim lists tokens.'
  if (!/^ *token /i.test(authorization)) return 'The scheme of the header Authorization is "Token".'
  return 'Nobody in this world has this token. GET /__sim lists those there are.'
}

const membershipOf = defineLookup({
  reads: [companies, members],
  find: (world, company, user) => ({
    company: world.table(companies).get(company),
    member: world.table(members).find('ofUser', company, user),
  }),
})

/** The company of the path: it exists, and the caller is a member. */
export const company: Rung = (call) => {
  const { company_id } = call.path
  if (company_id === undefined) return undefined
  const { company, member } = call.world.lookUp(membershipOf, company_id, (call as Call & Scope).userId)
  if (!company) return { kind: 'not-found', hint: `There is no company "${company_id}".` }
  if (!member?.is_active) return { kind: 'forbidden', hint: 'The caller is no active member of this company.' }
  call.add({ company, member })
  return undefined
}

/** A row that belongs to a company is seen in that company only, and a message not before it has left its mailbox. */
export function isVisible(row: Row & { readonly company?: string; readonly is_synced?: boolean }, call: Call): boolean {
  const isOwn = row.company === undefined || row.company === (call as Call & Partial<Scope>).company?.id
  return isOwn && row.is_synced !== false
}
