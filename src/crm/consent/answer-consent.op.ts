import * as z from 'zod'
import { allow, answerUrl, type Grant } from '../oauth/grant.ts'
import { Asked, defineOperation, grantOf, NO_GRANT } from './conventions.ts'
import { asked, begun, form } from './examples.ts'

export const answerConsent = defineOperation({
  id: 'answerConsent',
  route: 'POST /consent',
  summary: 'Allow or deny',
  source: 'arsim',
  body: Asked.extend({ decision: z.enum(['allow', 'deny']) }),
  rules: [{ refuse: NO_GRANT, kind: 'bad-request', when: ({ world, body }) => grantOf(world, body) === undefined }],
  responses: { 302: z.undefined() },

  handle({ world, origin, body, reply }) {
    const grant = grantOf(world, body) as Grant
    const answer = body.decision === 'allow' ? codeOf(allow(world, grant, body.code_challenge)) : { error: 'access_denied' }
    return reply(302, undefined, { location: answerUrl(origin, grant, answer) })
  },

  examples: [
    {
      name: 'denying leads back with an error',
      mark: 'C',
      given: (world) => begun(world),
      headers: form,
      rawBody: `${new URLSearchParams(asked)}&decision=deny`,
      expect: { status: 302 },
    },
    {
      name: 'a form without a decision is refused',
      mark: 'C',
      given: (world) => begun(world),
      headers: form,
      rawBody: new URLSearchParams(asked).toString(),
      expect: { status: 400 },
    },
  ],
})

const codeOf = ({ code }: Grant): Record<string, string> => ({ code: code ?? '' })
