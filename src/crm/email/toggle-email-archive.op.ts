import { dataOf, ok } from '../conventions/envelope.ts'
import { defineOperation } from '../conventions/operation.ts'
import { ofColleagueExample } from '../conventions/refusals.ts'
import { Email, emailOfPath } from './email.ts'
import { Toggle } from './toggle.ts'

export const toggleEmailArchive = defineOperation({
  id: 'toggleEmailArchive',
  route: 'PATCH /integrations/email/{id}/archive',
  summary: 'Archive an e-mail, or take it out of the archive',
  description: 'Out of the archive it goes back to where it was: `inbox` or `sent`.',
  source: 'crm-email, Toggle archive',
  target: emailOfPath,
  body: Toggle,
  responses: { 200: dataOf(Email) },

  handle: ({ target, body, save, show, reply }) =>
    reply(200, ok(show(save({ ...target, isArchived: body.value ?? !target.isArchived })))),

  examples: [
    {
      name: 'an e-mail of the inbox moves to the archive',
      mark: 'D crm-email-8',
      path: { id: 'inbox' },
      expect: { status: 200, body: { success: true, data: { folder: 'archive', isArchived: true } } },
    },
    {
      name: 'an archived e-mail moves back to the inbox',
      mark: 'D crm-email-8',
      path: { id: 'archived' },
      expect: { status: 200, body: { data: { folder: 'inbox', isArchived: false } } },
    },
    {
      name: 'a value sets the flag',
      mark: 'C',
      path: { id: 'archived' },
      body: { value: true },
      expect: { status: 200, body: { data: { folder: 'archive', isArchived: true } } },
    },
    ofColleagueExample('e-mail'),
  ],
})
