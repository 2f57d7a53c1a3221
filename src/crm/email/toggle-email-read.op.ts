import { dataOf, ok } from '../conventions/envelope.ts'
import { defineOperation } from '../conventions/operation.ts'
import { ofColleagueExample } from '../conventions/refusals.ts'
import { Email, emailOfPath } from './email.ts'
import { Toggle } from './toggle.ts'

export const toggleEmailRead = defineOperation({
  id: 'toggleEmailRead',
  route: 'PATCH /integrations/email/{id}/read',
  summary: 'Mark an e-mail as read or unread',
  description:
    'Sets the flag to `value`; without it, the flag flips. The counts of the folders follow. No connection has to be active for it.',
  source: 'crm-email, Toggle read',
  target: emailOfPath,
  body: Toggle,
  responses: { 200: dataOf(Email) },

  handle: ({ target, body, save, show, reply }) =>
    reply(200, ok(show(save({ ...target, isRead: body.value ?? !target.isRead })))),

  examples: [
    {
      name: 'an unread e-mail is read',
      mark: 'D crm-email-6',
      path: { id: 'unread' },
      expect: { status: 200, body: { success: true, data: { id: '$samples.crm_emails.unread', isRead: true } } },
    },
    {
      name: 'a value sets the flag',
      mark: 'C',
      path: { id: 'unread' },
      body: { value: false },
      expect: { status: 200, body: { data: { isRead: false } } },
    },
    {
      name: 'refuses a value that is no boolean',
      mark: 'C',
      path: { id: 'unread' },
      body: { value: 'yes' },
      expect: { status: 400, body: { error: { details: [{ field: 'value', message: 'Must be a boolean.' }] } } },
    },
    ofColleagueExample('e-mail'),
  ],
})
