import { defineResource } from '../../core/call/resource.ts'
import { login } from './login.op.ts'
import { tokens } from './token.ts'
import { userRows } from './user.ts'

export const authResource = defineResource({
  name: 'auth',
  description: 'Tokens.',
  tables: [userRows, tokens],
  operations: [login],
})
