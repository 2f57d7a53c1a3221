import * as z from 'zod'
import { defineTable } from '../../core/store/definition.ts'
import { unique } from '../../core/world/rows/row-rule.ts'
import { defineRows } from '../../core/world/rows/rows.ts'
import { FilledText, Uuid } from '../conventions/values.ts'

export const User = z.object({ id: Uuid, username: FilledText, first_name: z.string(), last_name: z.string() })
const UserRow = User.extend({ password: FilledText })
export type UserRow = z.output<typeof UserRow>

export const users = defineTable({
  name: 'users',
  kind: 'user',
  row: UserRow,
  shows: User,
  indexes: { byUsername: { group: ['username'] } },
})

export const userRows = defineRows(users, {
  defaults: ({ id }) => ({
    username: `user-${id.slice(-12)}@example.com`,
    first_name: 'Test',
    last_name: 'User',
    password: 'password',
  }),
  rules: [unique(users, 'byUsername', { column: 'username', refuse: 'A user with this username already exists.' })],
})
