/** Who is calling. */
import type { Rung } from '../../core/api.ts'
import type { Call } from '../../core/call.ts'
import type { Row } from '../../core/store/definition.ts'
import { verify } from '../auth/token.ts'
import type { UserRow } from '../auth/user.ts'

/** What the checks of this API add to a call. */
export interface Scope {
  readonly user: UserRow
  /** Where the simulator is mounted, with the prefix of the world. */
  readonly origin: string
}

/** `Authorization: Bearer <JWT>`. */
export const authenticate: Rung = (call) => {
  call.add({ origin: call.request.origin })
  if (call.operation?.isPublic) return undefined
  const token = /^ *bearer +(\S+) *$/i.exec(call.request.headers.authorization ?? '')?.[1]
  if (token === undefined)
    return {
      kind: 'unauthenticated',
      hint: 'Send the header "Authorization: Bearer <accessToken>", from POST /api/v1/auth/login.',
    }
  const verdict = verify(call.world, token, 'access')
  if ('why' in verdict) return { kind: 'unauthenticated', hint: verdict.why }
  call.add({ user: verdict.user })
  return undefined
}

interface Owned extends Row {
  readonly user?: string
  readonly tenantSlug?: string
}

/** A row of a user is seen by that user only, a row of a tenant by those who work there. */
export function isVisible(row: Owned, call: Call): boolean {
  const { user } = call as Call & Partial<Scope>
  return (
    (row.user === undefined || row.user === user?.id) && (row.tenantSlug === undefined || row.tenantSlug === user?.tenantSlug)
  )
}
