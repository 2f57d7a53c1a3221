import * as z from 'zod'
import { Content } from '../../core/values/http.ts'
import { addExampleGrant } from '../oauth/example-grant.ts'
import type { Grant } from '../oauth/grant.ts'
import { Asked, defineOperation, grantOf, NO_GRANT } from './conventions.ts'
import { asked } from './examples.ts'
import { consentPage, pageHeaders } from './page.ts'

export const showConsent = defineOperation({
  id: 'showConsent',
  route: 'GET /consent',
  summary: 'Ask a person for consent',
  source: 'arsim',
  openTo: 'navigation',
  query: Asked,
  rules: [{ refuse: NO_GRANT, kind: 'bad-request', when: ({ world, query }) => grantOf(world, query) === undefined }],
  responses: { 200: z.instanceof(Content) },

  handle: ({ world, query, reply }) => reply(200, consentPage(world, grantOf(world, query) as Grant, query), pageHeaders),

  examples: [
    {
      name: 'asks who is asked for what, with a choice',
      mark: 'C',
      given: (world) => addExampleGrant(world),
      query: asked,
      expect: { status: 200, headers: { 'content-type': 'text/html; charset=utf-8', ...pageHeaders } },
    },
    {
      name: 'a state that nobody knows is refused on a page',
      mark: 'C',
      query: { ...asked, state: 'unknown' },
      expect: { status: 400, headers: { 'content-type': 'text/html; charset=utf-8' } },
    },
  ],
})
