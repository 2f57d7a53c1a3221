/** What the guide of a world tells. */
import type { Member } from './ar/companies/member.ts'
import type { webhooksGuide } from './ar/webhooks/guide.ts'

/** The ids of rows worth naming, by what they are like: the first each that fits. */
type Ids<Id> = Readonly<Record<string, Id>>

type ArSamples =
  | 'actions'
  | 'connections'
  | 'customers'
  | 'enrollments'
  | 'insights'
  | 'invoices'
  | 'labels'
  | 'payments'
  | 'promises'
  | 'scheduled_steps'
  | 'sequences'
  | 'steps'
  | 'threads'
  | 'touchpoints'
type CrmSamples = 'crm_connections' | 'crm_documents' | 'crm_emails' | 'crm_entities' | 'crm_events'

interface ApiAt {
  readonly base_url: string
  readonly openapi: string
}

declare module './core/call/guide.ts' {
  /** What APIs tell that a simulator does not have, or that have no address, is left out. */
  interface Guide {
    readonly ar: ApiAt
    readonly companies: readonly {
      readonly id: string
      readonly name: string
      readonly members: readonly {
        readonly id: string
        readonly name: string
        readonly username: string
        readonly password: string
        readonly token: string | null
        readonly role: Member['role']
      }[]
    }[]
    /** How the AR API is told of what happened elsewhere. */
    readonly webhooks: ReturnType<typeof webhooksGuide>
    readonly crm: ApiAt
    readonly crm_users: readonly {
      readonly id: number
      readonly name: string
      readonly email: string
      readonly password: string
      readonly tenantSlug: string
      /** Both are good from when the guide was asked for. */
      readonly accessToken: string
      readonly refreshToken: string
    }[]
    readonly samples: Readonly<Record<ArSamples, Ids<string>> & Record<CrmSamples, Ids<number>>>
    /** Whose the samples are that only one user of the CRM sees. */
    readonly sample_owners: Readonly<Partial<Record<CrmSamples, Ids<number>>>>
  }
}

export type { Guide } from './core/call/guide.ts'
