/** What is special about the page of consent: it answers people, and reads forms. */
import * as z from 'zod'
import type { Answer, Rung } from '../../core/api.ts'
import { BODY_LIMIT } from '../../core/http.ts'
import { operationsOf } from '../../core/operation.ts'
import type { Refusal } from '../../core/refusal.ts'
import type { World } from '../../core/world.ts'
import { callbackUrl, type Grant, openGrant } from '../oauth/grant.ts'
import { refusalPage } from './page.ts'

export interface Scope {
  readonly origin: string
}

export const defineOperation = operationsOf<Scope>()

/** What the CRM asks with; the rest of an OAuth request is for show. */
export const Asked = z.object({
  state: z.string().min(1),
  redirect_uri: z.string().min(1),
  code_challenge: z.string().min(1),
  code_challenge_method: z.literal('S256').default('S256'),
  client_id: z.string().default('arsim'),
  response_type: z.literal('code').default('code'),
  scope: z.string().default(''),
})
export type Asked = z.output<typeof Asked>

/** The grant that is asked for. The answer goes to this simulator's own callback, so of the address given only the path counts. */
export function grantOf(world: World, { state, redirect_uri }: Asked): Grant | undefined {
  const grant = openGrant(world, state)
  return grant && redirect_uri.endsWith(callbackUrl('', grant.provider)) ? grant : undefined
}

export const NO_GRANT = 'Nobody asks for this any more, or the address has been changed. Go back to the app and start again.'

export const home: Rung = (call) => {
  const scope: Scope = { origin: call.request.origin }
  call.add(scope)
  return undefined
}

/** A form as a browser sends it. */
export const formBody: Rung = (call) => {
  const { method, headers, body = '' } = call.request
  if (method !== 'POST') return undefined
  if (body.length > BODY_LIMIT) return { kind: 'too-large', limit: BODY_LIMIT }
  const type = headers['content-type'] ?? ''
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type)) return { kind: 'media-type', type }
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body)
  call.body = Object.fromEntries(new URLSearchParams(text))
  return undefined
}

const answerOf = (status: number, message: string): Answer => ({ status, body: refusalPage(message) })

export function refuse(refusal: Refusal): Answer {
  switch (refusal.kind) {
    case 'method-not-allowed':
      return { ...answerOf(405, 'This is not possible here.'), headers: { allow: refusal.allow.join(', ') } }
    case 'too-large':
      return answerOf(413, 'That is too long.')
    case 'media-type':
      return answerOf(415, 'Send a form.')
    case 'invalid':
      return answerOf(400, NO_GRANT)
    case 'state':
      return answerOf(refusal.status ?? 400, refusal.why)
    case 'bug':
      return answerOf(500, `This is a bug in arsim, please report it. ${refusal.message}`)
    default:
      return answerOf(404, 'Nothing is here.')
  }
}
