import * as z from 'zod'
import { defineOperation } from '../conventions/operation.ts'
import { LINK_TOKEN_MINUTES, linkTokenExpiry, linkTokens } from './link-token.ts'

export const createLinkToken = defineOperation({
  id: 'createLinkToken',
  route: 'POST /companies/{company_id}/integrations/merge/link-token',
  summary: 'Create a Merge Link token',
  description: `A new one each time, good for ${LINK_TOKEN_MINUTES} minutes.`,
  source: 'integrations, Create link token',
  responses: { 200: z.object({ link_token: z.string() }).meta({ id: 'LinkToken' }) },

  handle({ world, company, reply }) {
    const { id } = world.create(linkTokens, { company: company.id, expires_at: linkTokenExpiry(world.clock.ms) })
    return reply(200, { link_token: id })
  },

  examples: [
    {
      name: 'gives a token',
      mark: 'D integrations-34',
      expect: { status: 200, body: { link_token: '549cf64486579c235cd3b8a54e99b61f62736765' } },
    },
  ],
})
