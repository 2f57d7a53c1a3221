/** All settings of the APIs: options, fields of the control API and flags of the command line follow from these. */
import { mistakeShares } from './ar/agent/mistakes/agent-mistakes.setting.ts'
import { life } from './core/world/life.setting.ts'
import type { Setting } from './core/world/setting.ts'
import { oauth } from './crm/oauth/oauth.setting.ts'

/** How simulated services behave where that is a matter of choice. */
export interface SettingOptions {
  /** Whether the CRM's page of consent asks, or people consent by themselves; `ask` unless told. */
  readonly oauth?: 'ask' | 'auto' | undefined
  /** Whether customers of the AR API are billed, write and pay, and mailboxes of the CRM receive, by themselves; `off` unless told. */
  readonly life?: 'off' | 'on' | undefined
  /** Which mistakes the agent of a living world makes, and how often: `stale_balance=0.1,duplicate=0.05`; none unless told. */
  readonly agentMistakes?: string | undefined
}

declare module './core/world/setting.ts' {
  interface SettingTypes extends SettingOptions {}
}

export type SettingName = keyof SettingOptions

/** By name, checked to be all. */
export const settings: { readonly [Name in SettingName]: Setting<NonNullable<SettingOptions[Name]>, Name> } = {
  oauth,
  life,
  agentMistakes: mistakeShares,
}

export const settingNames = Object.keys(settings) as readonly SettingName[]
