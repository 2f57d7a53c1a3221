import type { Resource } from '../../core/api.ts'
import { loginCrm } from './login-crm.op.ts'
import { refreshCrm } from './refresh-crm.op.ts'

export const crmAuthResource: Resource = {
  name: 'auth',
  description: 'Who is calling.',
  operations: [loginCrm, refreshCrm],
}
