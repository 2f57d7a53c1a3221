import { defineResource } from '../../core/call/resource.ts'
import { authWords } from './auth.words.ts'
import { login } from './login.op.ts'
import { tokens } from './token.ts'
import { userRows } from './user.ts'

export const authResource = defineResource({
  name: 'auth',
  description: 'Tokens.',
  words: authWords,
  tables: [userRows, tokens],
  operations: [login],
})
