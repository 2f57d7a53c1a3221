import * as z from 'zod'
import { defineOperation } from '../conventions/operation.ts'
import { Uuid } from '../conventions/values.ts'
import { connections, EmailAddresses, isMailbox, isTeammates } from './connection.ts'

const Settings = z.object({ allow_shared_sending: z.boolean().optional(), mailbox_bcc_emails: EmailAddresses.optional() })

export const updateIntegration = defineOperation({
  id: 'updateIntegration',
  route: 'PATCH /companies/{company_id}/integrations/{connection_id}',
  summary: 'Update the settings of a mailbox',
  description: 'Only for the owner of the mailbox. The answer repeats the fields that were sent.',
  source: 'integrations, Update connection settings',
  target: connections.at('connection_id'),
  forbids: [{ refuse: 'Only its owner can change a mailbox.', when: ({ target, member }) => isTeammates(target, member) }],
  body: Settings.refine((body) => Object.values(body).some((value) => value !== undefined), {
    error: 'Send allow_shared_sending, mailbox_bcc_emails, or both.',
  }),
  rules: [{ refuse: 'Only e-mail connections have these settings.', when: ({ target }) => !isMailbox(target) }],
  responses: { 200: Settings.extend({ success: z.literal(true), id: Uuid }) },

  handle({ target, body, save, reply }) {
    save({ ...target, connection_config: { ...target.connection_config, ...body } })
    return reply(200, { success: true, id: target.id, ...body })
  },

  examples: [
    {
      name: 'shares a mailbox and sets who gets a blind copy',
      mark: 'D integrations-33',
      path: { connection_id: 'nylas_own' },
      body: { allow_shared_sending: true, mailbox_bcc_emails: ['archive@example.com'] },
      expect: { status: 200, body: { success: true, allow_shared_sending: true, mailbox_bcc_emails: ['archive@example.com'] } },
    },
    {
      name: 'refuses a teammate’s mailbox, shared or not',
      mark: 'D integrations-30',
      path: { connection_id: 'nylas_shared' },
      body: { allow_shared_sending: false },
      expect: { status: 403 },
    },
    {
      name: 'refuses what is no mailbox',
      mark: 'D integrations-29',
      path: { connection_id: 'merge_active' },
      body: { allow_shared_sending: true },
      expect: { status: 400, body: { detail: 'Only e-mail connections have these settings.' } },
    },
    {
      name: 'needs one of the two fields',
      mark: 'C',
      path: { connection_id: 'nylas_own' },
      body: {},
      expect: { status: 400, body: { non_field_errors: ['Send allow_shared_sending, mailbox_bcc_emails, or both.'] } },
    },
    {
      name: 'names the address that is none by its index',
      mark: 'C',
      path: { connection_id: 'nylas_own' },
      body: { allow_shared_sending: 'yes', mailbox_bcc_emails: ['archive@example.com', 'archive'] },
      expect: {
        status: 400,
        body: { allow_shared_sending: ['Must be a valid boolean.'], mailbox_bcc_emails: { 1: ['Enter a valid email address.'] } },
      },
    },
  ],
})
