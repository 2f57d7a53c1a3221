import * as z from 'zod'
import { defineTable } from '../../core/store/definition.ts'
import { Instant, Uuid } from '../conventions/values.ts'
import { users } from './user.ts'

/** The id is the token itself. The vendor names no lifetime, so tokens last until somebody sets `expires_at`. */
const TokenRow = z.object({ id: z.string(), user: Uuid, expires_at: Instant.nullable().default(null), created_at: Instant })

export const tokens = defineTable({
  name: 'tokens',
  kind: 'token',
  ids: 'secret',
  row: TokenRow,
  references: { user: users },
  indexes: { ofUser: { group: ['user'], order: [{ newest: 'created_at' }] } },
})
