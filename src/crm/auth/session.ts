import * as z from 'zod'
import { defineTable } from '../../core/store/definition.ts'
import { Instant, RowId } from '../conventions/values.ts'
import { crmUsers } from './user.ts'

/** A login and the tokens that came of it. It lasts until a refresh token is used twice. */
const SessionRow = z.object({
  id: z.string(),
  user: RowId,
  /** How often it was refreshed: the refresh token of this number is good, once. */
  generation: z.int().default(1),
  endedAt: Instant.nullable().default(null),
  createdAt: Instant,
})
export type Session = z.output<typeof SessionRow>

export const crmSessions = defineTable({
  name: 'crm_sessions',
  kind: 'crm_session',
  row: SessionRow,
  references: { user: crmUsers },
  indexes: { ofUser: { group: ['user'], order: [{ oldest: 'createdAt' }] } },
})
