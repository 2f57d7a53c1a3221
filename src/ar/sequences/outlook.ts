/** What the next e-mail of a sequence says beside its templates, so that it can be shown before it is sent. */
import * as z from 'zod'
import { defineTable } from '../../core/store/definition.ts'
import { Uuid } from '../conventions/values.ts'

/** Whose mailbox sends for a sequence. The id is the sequence's. */
export const sequenceSenders = defineTable({
  name: 'sequence_senders',
  kind: 'sequence_sender',
  row: z.object({ id: Uuid, name: z.string() }),
  isDerived: true,
})

/** The last e-mail that an enrollment was sent. The id is the enrollment's. */
export const lastEmails = defineTable({
  name: 'last_emails',
  kind: 'last_email',
  row: z.object({ id: Uuid, thread: Uuid, subject: z.string() }),
  isDerived: true,
})
