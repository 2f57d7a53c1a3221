import * as z from 'zod'
import type { World } from '../../core/world/handle.ts'
import { AddressInput } from '../conventions/values.ts'
import { addExampleGrant } from '../oauth/example-grant.ts'
import { accountsOf, allow, answerUrl, type Grant } from '../oauth/grant.ts'
import { Asked, defineOperation, grantOf, NO_GRANT } from './conventions.ts'
import { asked, form } from './examples.ts'

const NO_ACCOUNT = 'That is no e-mail address. Go back and choose an account, or type its address.'

const Answer = Asked.extend({
  decision: z.enum(['allow', 'deny']),
  account: z.string().optional().meta({ description: 'The account that was chosen.' }),
  other: z.string().optional().meta({ description: 'The account that was typed instead.' }),
})

/** The account that the person typed, or chose; undefined for what is no address. */
function accountOf(world: World, body: z.output<typeof Answer>): string | undefined {
  const text = body.other?.trim() || body.account?.trim() || accountsOf(world, grantOf(world, body) as Grant)[0]
  return AddressInput.safeParse(text).data
}

export const answerConsent = defineOperation({
  id: 'answerConsent',
  route: 'POST /consent',
  summary: 'Allow or deny',
  source: 'arsim',
  body: Answer,
  rules: [
    { refuse: NO_GRANT, kind: 'bad-request', when: ({ world, body }) => grantOf(world, body) === undefined },
    {
      refuse: NO_ACCOUNT,
      kind: 'bad-request',
      when: ({ world, body }) => body.decision === 'allow' && accountOf(world, body) === undefined,
    },
  ],
  responses: { 302: z.undefined() },

  handle({ world, body, reply }) {
    const grant = grantOf(world, body) as Grant
    const account = accountOf(world, body) ?? ''
    const answer =
      body.decision === 'allow' ? codeOf(allow(world, grant, body.code_challenge, account)) : { error: 'access_denied' }
    return reply(302, undefined, { location: answerUrl(grant, answer) })
  },

  examples: [
    {
      name: 'denying leads back with an error',
      mark: 'C',
      given: (world) => addExampleGrant(world),
      headers: form,
      rawBody: `${new URLSearchParams(asked)}&decision=deny`,
      expect: { status: 302 },
    },
    {
      name: 'an account that is no address is refused',
      mark: 'C',
      given: (world) => addExampleGrant(world),
      headers: form,
      rawBody: `${new URLSearchParams({ ...asked, other: 'ann' })}&decision=allow`,
      expect: { status: 400 },
    },
    {
      name: 'a state that nobody knows is refused',
      mark: 'C',
      headers: form,
      rawBody: `${new URLSearchParams({ ...asked, state: 'unknown' })}&decision=allow`,
      expect: { status: 400 },
    },
    {
      name: 'a form without a decision is refused',
      mark: 'C',
      given: (world) => addExampleGrant(world),
      headers: form,
      rawBody: new URLSearchParams(asked).toString(),
      expect: { status: 400 },
    },
  ],
})

const codeOf = ({ code }: Grant): Record<string, string> => ({ code: code ?? '' })
