/** How the simulator itself is spoken to, under `/__sim`: what operations get, and who may call them. */
import type { Rung } from '../../core/call/api.ts'
import { hasNoBody } from '../../core/call/body.ts'
import type { CallInProgress } from '../../core/call/call.ts'
import { isSecret } from '../../core/call/observer.ts'
import { isBelow } from '../../core/call/origins.ts'
import { defineScopes } from '../../core/call/scopes.ts'
import { isMediaType } from '../../core/values/http.ts'

/** Handlers get the whole world: they also move its clock and take it back. */
export const { defineOperation, identify } = defineScopes({ everyone: ({ world }: CallInProgress) => ({ world }) })

/** Pages of other origins may not steer the simulator, not even those that may call the APIs, unless they are named. */
export const sameOrigin: Rung = {
  check({ request: { headers }, root, host: { controlOrigins } }) {
    const { origin } = headers
    if (origin === undefined || isBelow(root, origin) || controlOrigins.includes(origin)) return undefined
    return {
      kind: 'forbidden',
      hint: `Pages of ${origin} may not call the control API. To let them, name that origin: --control-origin ORIGIN.`,
    }
  },
  refuses: () => [{ kind: 'forbidden', why: 'Pages of other origins may not call the control API.' }],
}

const bearer = /^ *bearer +(\S+) *$/i

/** Where the simulator has a control token, only who knows it may steer. */
export const authorized: Rung = {
  check({ host: { controlToken }, matched, request: { headers } }) {
    if (controlToken === undefined || matched?.isPublic) return undefined
    if (isSecret(bearer.exec(headers.authorization ?? '')?.[1], controlToken)) return undefined
    return { kind: 'unauthenticated', hint: 'Send the header "Authorization: Bearer TOKEN", with the control token.' }
  },
  refuses: ({ isPublic }) =>
    isPublic ? [] : [{ kind: 'unauthenticated', why: 'The simulator has a control token, and this is not it.' }],
}

/** A body says that it is `application/json`, which a form of another site cannot. */
export const jsonOnly: Rung = {
  check({ request }) {
    const type = request.headers['content-type']
    return hasNoBody(request) || isMediaType(type, 'application/json') ? undefined : { kind: 'media-type', type: type ?? '' }
  },
  refuses: ({ method }) => (method === 'GET' ? [] : [{ kind: 'media-type', why: 'The body is not `application/json`.' }]),
}
