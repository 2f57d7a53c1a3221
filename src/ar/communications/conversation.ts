import * as z from 'zod'
import { defineTable } from '../../core/store/definition.ts'
import { Instant, Uuid } from '../conventions/values.ts'
import { KINDS, messageKind } from './message-kind.ts'

/** What a thread group looks like in a list: its latest message, and how many there are. The id is the group's. */
const ConversationRow = z.object({
  id: Uuid,
  company: Uuid,
  customer: Uuid,
  latest: Uuid,
  timestamp: Instant,
  ...messageKind,
  /** The latest message went through a mailbox. */
  is_mail: z.boolean(),
  is_ar_related: z.boolean(),
  message_count: z.int(),
})
export type Conversation = z.output<typeof ConversationRow>

export const conversations = defineTable({
  name: 'conversations',
  kind: 'conversation',
  row: ConversationRow,
  isDerived: true,
  indexes: {
    ofCompany: { group: ['company'], order: [{ newest: 'timestamp' }] },
    feed: { group: KINDS, order: [{ newest: 'timestamp' }] },
    ofCustomer: { group: ['company', 'customer'], order: [{ newest: 'timestamp' }] },
    mail: { group: ['company', 'is_ar_related'], order: [{ newest: 'timestamp' }], when: ({ is_mail }) => is_mail },
  },
})
