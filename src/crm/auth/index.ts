import { defineResource } from '../../core/call/resource.ts'
import { authWords } from './auth.words.ts'
import { login } from './login.op.ts'
import { refresh } from './refresh.op.ts'
import { crmSessions } from './session.ts'
import { crmUserRows } from './user.ts'

export const crmAuthResource = defineResource({
  name: 'auth',
  description: 'Who is calling.',
  words: authWords,
  tables: [crmUserRows, crmSessions],
  operations: [login, refresh],
})
