/** What is special about the page of consent: it answers people, and reads forms. */

import * as z from 'zod'
import type { Answer, Rung } from '../../core/call/api.ts'
import { readForm } from '../../core/call/body.ts'
import type { Issue, Refusal } from '../../core/call/refusal.ts'
import { defineScopes } from '../../core/call/scopes.ts'
import { reasonOf } from '../../core/call/status.ts'
import { bugSentence } from '../../core/values/message-of.ts'
import type { World } from '../../core/world/handle.ts'
import { type Grant, openGrant } from '../oauth/grant.ts'
import { pageHeaders, refusalPage } from './page.ts'

export const { defineOperation } = defineScopes({})

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

/** The grant that is asked for, by the one who began it: the person goes back to no other address. */
export function grantOf(world: World, { state, redirect_uri }: Asked): Grant | undefined {
  const grant = openGrant(world, state)
  return grant?.redirectUri === redirect_uri ? grant : undefined
}

const NO_DECISION = 'The decision must be allow or deny.'
export const NO_GRANT = 'Nobody asks for this any more, or the address has been changed. Go back to the app and start again.'

/** A form as a browser sends it. */
export const formBody: Rung = {
  check(call, { bodyLimit }) {
    const reading = readForm(call.request, bodyLimit)
    if ('refusal' in reading) return reading.refusal
    call.body = reading.fields
    return undefined
  },
}

const answerOf = (status: number, message: string): Answer => ({ status, body: refusalPage(message), headers: pageHeaders })

/** What is wrong with a form, or with the address of the page. */
const reasonFor = (issues: readonly Issue[]): string =>
  issues.find(({ path }) => !path.length)?.message ??
  (issues.every(({ path }) => path[0] === 'decision') ? NO_DECISION : NO_GRANT)

export function refuse(refusal: Refusal): Answer {
  switch (refusal.kind) {
    case 'method-not-allowed':
      return { ...answerOf(405, 'This is not possible here.'), headers: { ...pageHeaders, allow: refusal.allow.join(', ') } }
    case 'too-large':
      return answerOf(413, 'That is too long.')
    case 'media-type':
      return answerOf(415, 'Send a form.')
    case 'invalid':
      return answerOf(400, reasonFor(refusal.issues))
    case 'bad-request':
    case 'not-possible':
      return answerOf(400, refusal.why)
    case 'no-space':
      return answerOf(507, refusal.why)
    case 'failing':
      return answerOf(refusal.status, `${reasonOf(refusal.status)}.`)
    case 'bug':
      return answerOf(500, bugSentence(refusal.message))
    default:
      return answerOf(404, 'Nothing is here.')
  }
}
