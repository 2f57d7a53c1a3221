/** A client of the CRM Integrations API. */
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
  /** The guide's samples, as numbers. */
  readonly numbers: Readonly<Record<string, Readonly<Record<string, number>>>>
}

export function crmClient(options: Parameters<typeof client>[0] = {}): CrmClient {
  const base = client(options)
  const api = base.simulator.apis.find(({ name }) => name === 'crm')
  const guide = base.call('GET /__sim').body
  return {
    ...base,
    users: guide.crm_users,
    numbers: guide.samples,
    crm(line, body, as = 'user') {
      const [method, path] = line.split(' ')
      return base.call(`${method} /api/v1/integrations/${path}`, body, api?.caller(base.world, as).headers)
    },
  }
}
