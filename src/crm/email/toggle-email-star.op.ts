import { dataOf, ok } from '../conventions/envelope.ts'
import { defineOperation } from '../conventions/operation.ts'
import { ofColleagueExample } from '../conventions/refusals.ts'
import { Email, emailOfPath } from './email.ts'
import { Toggle } from './toggle.ts'

export const toggleEmailStar = defineOperation({
  id: 'toggleEmailStar',
  route: 'PATCH /integrations/email/{id}/star',
  summary: 'Star an e-mail, or take the star away',
  description: 'Sets the flag to `value`; without it, the flag flips. No connection has to be active for it.',
  source: 'crm-email, Toggle star',
  target: emailOfPath,
  body: Toggle,
  responses: { 200: dataOf(Email) },

  handle: ({ target, body, save, show, reply }) =>
    reply(200, ok(show(save({ ...target, isStarred: body.value ?? !target.isStarred })))),

  examples: [
    {
      name: 'a starred e-mail loses its star',
      mark: 'D crm-email-7',
      path: { id: 'starred' },
      expect: { status: 200, body: { success: true, data: { id: '$samples.crm_emails.starred', isStarred: false } } },
    },
    {
      name: 'a value sets the flag',
      mark: 'C',
      path: { id: 'starred' },
      body: { value: true },
      expect: { status: 200, body: { data: { isStarred: true } } },
    },
    ofColleagueExample('e-mail'),
  ],
})
