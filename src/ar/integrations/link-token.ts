import * as z from 'zod'
import { defineTable } from '../../core/store/definition.ts'
import { toIso } from '../../core/time/clock.ts'
import { defineRows } from '../../core/world/rows.ts'
import { firstCompanyId } from '../companies/company.ts'
import { Instant, Uuid } from '../conventions/values.ts'

/** The id is the token. */
export const linkTokens = defineTable({
  name: 'link_tokens',
  kind: 'link_token',
  ids: 'secret',
  row: z.object({ id: z.string(), company: Uuid, expires_at: Instant, created_at: Instant }),
})

export const linkTokenRows = defineRows(linkTokens, {
  defaults: ({ created_at }, world) => ({
    company: firstCompanyId(world),
    expires_at: toIso(Date.parse(created_at ?? world.clock.now()) + LASTS_MS),
  }),
})

/** Half an hour. */
const LASTS_MS = 1_800_000
