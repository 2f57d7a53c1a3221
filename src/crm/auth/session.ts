import * as z from 'zod'
import { defineTable } from '../../core/store/definition.ts'
import { defineRows } from '../../core/world/rows.ts'
import { Instant, RowId } from '../conventions/values.ts'
import { crmUsers } from './user.ts'

/** A login and the tokens that came of it. It lasts until a refresh token is used twice. */
const SessionRow = z.object({
  id: z.string(),
  user: RowId,
  /** How often it was refreshed: the refresh token of this number is good, once. */
  generation: z.int(),
  endedAt: Instant.nullable(),
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

export const crmSessionRows = defineRows(crmSessions, {
  defaults: () => ({ generation: 1, endedAt: null }),
})
