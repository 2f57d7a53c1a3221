import type { Resource } from '../../core/api.ts'
import { login } from './login.op.ts'

export const authResource: Resource = {
  name: 'auth',
  description: 'Tokens.',
  operations: [login],
}
