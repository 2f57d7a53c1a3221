import * as z from 'zod'
import { type Columns, defineTable, type Row } from '../../core/store/definition.ts'
import { unique } from '../../core/world/rows/row-rule.ts'
import { defineRows } from '../../core/world/rows/rows.ts'
import { EmailAddress, FilledText, Id, Instant, RowId } from '../conventions/values.ts'

/** Somebody who works for a tenant. */
export const User = z
  .object({
    id: Id,
    email: EmailAddress,
    firstName: z.string(),
    lastName: z.string(),
    role: z.enum(['admin', 'user']),
    tenantSlug: FilledText,
  })
  .meta({ id: 'User' })

/** As it was chosen: space around it belongs to it. */
export const Password = z.string().min(1)

const UserRow = User.extend({ id: RowId, password: Password, createdAt: Instant })
export type UserRow = z.output<typeof UserRow>

export const crmUsers = defineTable({
  name: 'crm_users',
  kind: 'crm_user',
  ids: 'integer',
  row: UserRow,
  shows: User,
  labels: { id: (_, user) => Number(user.id) },
  indexes: {
    byEmail: { group: ['tenantSlug', 'email'] },
    ofTenant: { group: ['tenantSlug'], order: [{ oldest: 'createdAt' }] },
    inOrder: { group: [() => 'all'], order: [{ oldest: 'createdAt' }] },
  },
})

export const crmUserRows = defineRows(crmUsers, {
  defaults: userDefaults,
  rules: [
    unique(crmUsers, 'byEmail', {
      column: 'email',
      refuse: 'A user of this tenant with this e-mail address already exists.',
    }),
  ],
})

function userDefaults({ id }: Columns<UserRow> & Row): Columns<UserRow> {
  return {
    email: `user-${id}@example.com`,
    firstName: 'User',
    lastName: id,
    role: 'user',
    tenantSlug: 'example',
    password: `password-${id}`,
  }
}
