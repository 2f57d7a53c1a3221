import * as z from 'zod'
import { Content } from '../../core/values/http.ts'
import { defineOperation } from '../conventions/operation.ts'

const LONGEST = 256

export const verifyNylasWebhook = defineOperation({
  id: 'verifyNylasWebhook',
  route: 'GET /webhooks/nylas',
  summary: 'Answer the handshake of Nylas',
  description: 'The answer is the challenge, as it came.',
  source: 'webhooks, Nylas webhook',
  isPublic: true,
  query: z.object({
    challenge: z
      .string()
      .max(LONGEST)
      .meta({ description: `What is to be answered, at most ${LONGEST} characters.` }),
  }),
  responses: { 200: z.instanceof(Content).meta({ type: 'string', contentMediaType: 'text/plain' }) },

  handle: ({ query, reply }) =>
    reply(200, new Content('text/plain; charset=utf-8', query.challenge), { 'x-content-type-options': 'nosniff' }),

  examples: [
    {
      name: 'answers with the challenge, as text',
      mark: 'D webhooks-9',
      as: 'nobody',
      query: { challenge: 'bc609b38-c81f-47fb-a275-0e3f0a3b9ce1' },
      expect: {
        status: 200,
        headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' },
      },
    },
    {
      name: 'refuses a handshake without a challenge',
      mark: 'C',
      as: 'nobody',
      expect: { status: 400, body: { challenge: ['This field is required.'] } },
    },
    {
      name: 'refuses a challenge that is too long',
      mark: 'C',
      as: 'nobody',
      query: { challenge: 'x'.repeat(LONGEST + 1) },
      expect: { status: 400, body: { challenge: [`Ensure this field has no more than ${LONGEST} characters.`] } },
    },
  ],
})
