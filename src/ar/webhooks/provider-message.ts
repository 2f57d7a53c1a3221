import * as z from 'zod'
import { defineTable } from '../../core/store/definition.ts'
import { defineRows } from '../../core/world/rows/rows.ts'
import { threads } from '../communications/thread.ts'
import { Instant, Uuid } from '../conventions/values.ts'
import { connections } from '../integrations/connection.ts'

/** What the provider of a mailbox calls a message that it told of: so one that comes again is known, and so is its conversation. */
export const providerMessages = defineTable({
  name: 'provider_messages',
  kind: 'provider_message',
  row: z.object({
    id: Uuid,
    connection: Uuid,
    message_id: z.string(),
    thread_id: z.string().nullable(),
    thread: Uuid,
    created_at: Instant,
  }),
  references: { connection: connections, thread: threads },
  indexes: {
    ofMessage: { group: ['connection', 'message_id'] },
    ofThread: { group: ['connection', 'thread_id'], order: [{ newest: 'created_at' }] },
  },
})

export const providerMessageRows = defineRows(providerMessages, {
  defaults: ({ id }) => ({ message_id: id, thread_id: null }),
})
