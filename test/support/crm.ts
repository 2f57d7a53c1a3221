/** A client of the CRM Integrations API. */

import { callerIn } from './caller.ts'
import { type Answer, type Client, client } from './client.ts'

export interface CrmClient extends Client {
  /** Calls below `/api/v1/integrations` as the first user unless told: `GET email/inbox`. */
  readonly crm: (call: string, body?: unknown, as?: string) => Answer
  /** The guide's users. */
  readonly users: readonly {
    id: number
    email: string
    password: string
    tenantSlug: string
    accessToken: string
    refreshToken: string
  }[]
}

export function crmClient(options: Parameters<typeof client>[0] = {}): CrmClient {
  const base = client(options)
  const { crm_users } = base.simulator.guide(base.world, 'http://127.0.0.1')
  return {
    ...base,
    users: crm_users,
    crm(line, body, as = 'user') {
      const [method, path] = line.split(' ')
      return base.call(`${method} /api/v1/integrations/${path}`, body, callerIn(base.simulator, base.world, 'crm', as).headers)
    },
  }
}
