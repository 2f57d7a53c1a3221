import * as z from 'zod'
import { defineTable } from '../../core/store/definition.ts'
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
  defaults: (_, world) => ({ company: firstCompanyId(world), expires_at: world.clock.in('PT30M') }),
})
