import * as z from 'zod'
import { defineTable } from '../../core/store/definition.ts'
import { toIso } from '../../core/time/clock.ts'
import { PathId } from '../../core/values/path-id.ts'
import { defineRows } from '../../core/world/rows/rows.ts'
import { firstCompanyId } from '../companies/company.ts'
import { Instant, Uuid } from '../conventions/values.ts'

/** For how many minutes a token is good. */
export const LINK_TOKEN_MINUTES = 30

export const linkTokenExpiry = (createdMs: number): string => toIso(createdMs + LINK_TOKEN_MINUTES * 60_000)

/** The id is the token. */
export const linkTokens = defineTable({
  name: 'link_tokens',
  kind: 'link_token',
  ids: 'secret',
  row: z.object({ id: PathId, company: Uuid, expires_at: Instant, created_at: Instant }),
})

export const linkTokenRows = defineRows(linkTokens, {
  defaults: ({ created_at }, world) => ({
    company: firstCompanyId(world),
    expires_at: linkTokenExpiry(Date.parse(created_at ?? world.clock.now())),
  }),
})
