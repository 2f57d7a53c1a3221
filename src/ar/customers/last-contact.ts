import * as z from 'zod'
import { defineTable } from '../../core/store/definition.ts'
import { Instant, Uuid } from '../conventions/values.ts'

/** When a customer was written to or heard of last. The id is the customer's. */
export const lastContacts = defineTable({
  name: 'last_contacts',
  kind: 'last_contact',
  row: z.object({ id: Uuid, at: Instant }),
  isDerived: true,
})
