/** What the guide of a world tells. */
import type { Member } from './ar/companies/member.ts'
import type { ar } from './ar/index.ts'
import type { InsightType } from './ar/insights/insight-id.ts'
import type { webhooksGuide } from './ar/webhooks/guide.ts'
import type { Api } from './core/call/api.ts'
import type { Guide } from './core/call/guide.ts'
import type { AnyTable } from './core/store/definition.ts'
import type { ClockMode } from './core/time/clock.ts'
import type { Rows } from './core/world/rows/rows.ts'
import type { crm } from './crm/index.ts'

type Sampled<A extends Api> = A['resources'][number]['rows'][number]
type NameIn<R> = R extends Rows<AnyTable, infer Name> ? Name : never

/** The ids of rows worth naming, by table and what they are like: the first each that fits. What nothing fits is left out. */
type SamplesOf<R extends Rows, Id> = {
  readonly [Each in R as [NameIn<Each>] extends [never] ? never : Each['table']['name']]: {
    readonly [Name in NameIn<Each>]?: Id
  }
}
type ArSamples = SamplesOf<Sampled<typeof ar>, string> & {
  /** Insights are no rows, but they have ids. */
  readonly insights: { readonly [Type in InsightType]?: string }
}
type CrmSamples = SamplesOf<Sampled<typeof crm>, number>

interface ApiAt {
  readonly base_url: string
  /** Where its document is, if that is served. */
  readonly openapi?: string
}

/** What the AR API tells. */
export interface ArGuide {
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
  readonly samples: ArSamples
}

/** What the CRM Integrations API tells. */
export interface CrmGuide {
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
  readonly samples: CrmSamples
  /** Whose the samples are that only one user of the CRM sees. */
  readonly sample_owners: Readonly<Partial<CrmSamples>>
}

declare module './core/call/guide.ts' {
  /** What APIs tell that a simulator does not have, or that have no address, is left out. */
  interface Guide extends ArGuide, CrmGuide {
    readonly samples: ArSamples & CrmSamples
  }

  interface Guides {
    readonly ar: ArGuide
    readonly crm: CrmGuide
  }
}

/** What `GET /__sim` answers: the guide of a world, and what that is like. */
export interface WorldGuide extends Guide {
  readonly name: 'arsim'
  readonly version: string
  readonly world: string
  readonly scenario: string
  readonly seed: number
  /** ISO 8601, on the world's clock. */
  readonly now: string
  readonly clock: ClockMode
  readonly life: 'on' | 'off'
}

export type { Guide, GuideAt } from './core/call/guide.ts'
