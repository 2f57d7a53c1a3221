import * as z from 'zod'
import { type Columns, defineTable, type Row } from '../../core/store/definition.ts'
import type { World } from '../../core/world/handle.ts'
import { defineRows } from '../../core/world/rows/rows.ts'
import { users } from '../auth/user.ts'
import { FilledText, Instant, Uuid } from '../conventions/values.ts'
import { companies, firstCompanyId } from './company.ts'

/** Somebody of the company. The vendor calls it CompanyContact; `approved_by` and owners refer to it. */
export const MemberShown = z
  .object({
    id: Uuid,
    name: FilledText,
    email: z.email(),
    role: z.enum(['owner', 'admin', 'member']),
    is_active: z.boolean(),
    created_at: Instant,
  })
  .meta({ id: 'Member' })

/** A user's place in one company. */
const MemberRow = MemberShown.extend({ company: Uuid, user: Uuid })
export type Member = z.output<typeof MemberRow>

export const members = defineTable({
  name: 'members',
  kind: 'member',
  row: MemberRow,
  shows: MemberShown,
  searched: ['name', 'email'],
  references: { company: companies, user: users },
  indexes: {
    ofCompany: { group: ['company'], order: [{ oldest: 'created_at' }] },
    ofUser: { group: ['company', 'user'] },
    byUser: { group: ['user'], order: [{ oldest: 'created_at' }] },
  },
})

export const memberRows = defineRows(members, {
  defaults: memberDefaults,
})

function memberDefaults({ id, user = '' }: Columns<Member> & Row, world: World): Columns<Member> {
  const { first_name = '', last_name = '', username } = world.table(users).get(user) ?? {}
  return {
    company: firstCompanyId(world),
    name: `${first_name} ${last_name}`.trim() || username || 'Member',
    email: z.email().safeParse(username).data ?? `member-${id.slice(-12)}@example.com`,
    role: 'member',
    is_active: true,
  }
}
