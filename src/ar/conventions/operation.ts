/** What this API finds out about a call before its operations do: who is calling, and for which company. */
import type { CallInProgress } from '../../core/call/call.ts'
import type { Refusal } from '../../core/call/refusal.ts'
import { defineScopes } from '../../core/call/scopes.ts'
import type { Row } from '../../core/store/definition.ts'
import type { World } from '../../core/world/handle.ts'
import type { Identity } from '../../core/world/identity.ts'
import { hasExpired, ownerOf, tokens } from '../auth/token.ts'
import { type UserRow, users } from '../auth/user.ts'
import { type Company, companies } from '../companies/company.ts'
import { type Member, members } from '../companies/member.ts'

interface CallerScope {
  readonly userId: string
}

interface CompanyScope {
  readonly company: Company
  /** The caller, as a member of that company. */
  readonly member: Member
}

/** `Authorization: Token <token>`, known and not expired. */
function findCaller({ world, request: { headers } }: CallInProgress): CallerScope | Refusal {
  const key = /^ *token +(\S+) *$/i.exec(headers.authorization ?? '')?.[1]
  const token = key === undefined ? undefined : world.table(tokens).get(key)
  const userId = token?.user ?? (key === undefined ? undefined : ownerOf(world, key))
  if (userId === undefined) return { kind: 'unauthenticated', hint: whyNobody(headers.authorization) }
  if (token && hasExpired(world, token)) return { kind: 'unauthenticated', hint: `The token expired at ${token.expires_at}.` }
  return { userId }
}

function whyNobody(authorization: string | undefined): string {
  if (!authorization) return 'Send the header "Authorization: Token <token>". GET /__sim lists tokens.'
  if (/^ *token *$/i.test(authorization)) return 'The header Authorization ends where the token belongs.'
  if (!/^ *token /i.test(authorization)) return 'The scheme of the header Authorization is "Token".'
  return 'Nobody in this world has this token. GET /__sim lists those there are.'
}

/** The company of the path: it exists, and the caller is a member. */
function findCompany({ world, path, userId }: CallInProgress & CallerScope): CompanyScope | Refusal {
  const id = path.company_id as string
  const company = world.table(companies).get(id)
  if (!company) return { kind: 'not-found', hint: `There is no company "${id}".` }
  const member = world.table(members).find('ofUser', id, userId)
  if (!member?.is_active) return { kind: 'forbidden', hint: 'The caller is no active member of this company.' }
  return { company, member }
}

/** `defineOperation` for this API: handlers also get `userId`, and below a company `company` and `member`. */
export const { defineOperation, identify, enter } = defineScopes({
  caller: { find: findCaller, refuses: [{ kind: 'unauthenticated', why: 'No valid token.' }] },
  path: {
    company_id: {
      find: findCompany,
      refuses: [
        { kind: 'not-found', why: 'No such company.' },
        { kind: 'forbidden', why: 'Not a member of the company.' },
      ],
    },
  },
})

/** Who calls: the member of the path's company, or the user where the path has none. */
export function callerOf(call: CallInProgress): Identity | undefined {
  const { world, path, userId, member } = call as CallInProgress & Partial<CallerScope & CompanyScope>
  const user = userId === undefined ? undefined : world.table(users).get(userId)
  if (!user) return undefined
  const known = member ?? (path.company_id ? world.table(members).find('ofUser', path.company_id, user.id) : undefined)
  return known ? { id: known.id, name: known.name, username: user.username, role: known.role } : toIdentity(user)
}

/** All members, and the users by themselves. */
export function callers(world: World): Identity[] {
  const all = [...world.table(users).all()]
  const usernames = new Map(all.map(({ id, username }) => [id, username]))
  return [
    ...[...world.table(members).all()].map(({ id, name, user, role }) => ({ id, name, username: usernames.get(user), role })),
    ...all.map(toIdentity),
  ]
}

function toIdentity({ id, username, first_name, last_name }: UserRow): Identity {
  return { id, name: `${first_name} ${last_name}`.trim() || username, username }
}

/** A row that belongs to a company is seen in that company only, and a message not before it has left its mailbox. */
export function isVisible(row: Row & { readonly company?: string; readonly is_synced?: boolean }, call: CallInProgress): boolean {
  const isOwn = row.company === undefined || row.company === (call as CallInProgress & Partial<CompanyScope>).company?.id
  return isOwn && row.is_synced !== false
}
