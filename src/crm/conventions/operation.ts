/** What this API finds out about a call before its operations do: who is calling. */
import type { CallInProgress } from '../../core/call/call.ts'
import type { Refusal } from '../../core/call/refusal.ts'
import { defineScopes } from '../../core/call/scopes.ts'
import type { Row } from '../../core/store/definition.ts'
import type { World } from '../../core/world/handle.ts'
import type { Identity } from '../../core/world/identity.ts'
import { verify } from '../auth/token.ts'
import { crmUsers, type UserRow } from '../auth/user.ts'

interface CallerScope {
  readonly user: UserRow
}

/** `Authorization: Bearer <JWT>`. */
function findCaller({ world, request: { headers } }: CallInProgress): CallerScope | Refusal {
  const token = /^ *bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1]
  if (token === undefined)
    return {
      kind: 'unauthenticated',
      hint: 'Send the header "Authorization: Bearer <accessToken>", from POST /api/v1/auth/login.',
    }
  const verdict = verify(world, token, 'access')
  return 'why' in verdict ? { kind: 'unauthenticated', hint: verdict.why } : { user: verdict.user }
}

/** `defineOperation` for this API: handlers also get `user`. */
export const { defineOperation, identify } = defineScopes({
  caller: { find: findCaller, refuses: [{ kind: 'unauthenticated', why: 'No valid access token.' }] },
})

export function callerOf(call: CallInProgress): Identity | undefined {
  const { user } = call as CallInProgress & Partial<CallerScope>
  return user && toIdentity(user)
}

/** All users. */
export const callers = (world: World): Identity[] => [...world.table(crmUsers).all()].map(toIdentity)

export const toIdentity = ({ id, email, firstName, lastName }: UserRow): Identity => ({
  id,
  name: `${firstName} ${lastName}`.trim() || email,
  username: email,
})

interface Owned extends Row {
  readonly user?: string
  readonly tenantSlug?: string
}

/** A row of a user is seen by that user only, a row of a tenant by those who work there. */
export function isVisible(row: Owned, call: CallInProgress): boolean {
  const { user } = call as CallInProgress & Partial<CallerScope>
  return (
    (row.user === undefined || row.user === user?.id) && (row.tenantSlug === undefined || row.tenantSlug === user?.tenantSlug)
  )
}
