/** How the package's entries make simulators, each of the APIs that it brings along. */
import { empty } from '../fixtures/empty.ts'
import { control } from './control/index.ts'
import type { Api } from './core/call/api.ts'
import { SimulatorError } from './core/call/host.ts'
import { type SimulatorOptions as CoreOptions, Simulator } from './core/simulator.ts'
import { given } from './core/values/given.ts'
import { noSuch, refuseStrangers } from './core/values/nearest-name.ts'
import type { Scenario } from './core/world/scenario/scenario.ts'
import { type GivenSettings, settingsApart } from './core/world/setting.ts'
import { type SettingOptions, settingNames, settings } from './settings.ts'
import { VERSION } from './version.ts'

export type ApiName = 'ar' | 'crm'

/** What a simulator starts with. */
export interface SimulatorOptions
  extends Omit<CoreOptions, 'apis' | 'scenarios' | 'settings' | 'runningSettings' | 'passesOver' | 'version'>,
    SettingOptions {
  /** Which APIs to answer; all there are unless told. */
  readonly apis?: readonly ApiName[] | undefined
}

/** The names of all options, checked to be all. */
const OPTIONS: Readonly<Record<keyof SimulatorOptions, unknown>> = {
  apis: true,
  scenario: true,
  seed: true,
  clock: true,
  ...settings,
  world: true,
  strict: true,
  journal: true,
  journalBytes: true,
  maxWorlds: true,
  maxBytes: true,
  cors: true,
  controlOrigins: true,
  controlToken: true,
  secret: true,
  machine: true,
  report: true,
}

export const optionNames: readonly string[] = Object.keys(OPTIONS)

/** What the settings of APIs are that nobody tells, but for those that are nothing then. */
const usualOf = (apis: readonly Api[]): GivenSettings =>
  Object.fromEntries(
    apis.flatMap(({ settings }) => settings.flatMap(({ name, values: [usual] }) => (usual ? [[name, usual] as const] : []))),
  )

/** The APIs that belong to a name. */
type Parts = Readonly<Partial<Record<ApiName, readonly Api[]>>>

/** @param running settings of worlds whose clock runs, where nobody tells them */
export function simulatorOf(parts: Parts, scenario: Scenario, options: SimulatorOptions, running?: SettingOptions): Simulator {
  const { settings: told, others } = settingsApart(settingNames, options)
  const { apis = Object.keys(parts) as ApiName[], ...rest } = others
  refuseStrangers(options, optionNames)
  const there = Object.keys(parts)
  if (!Array.isArray(apis) || !apis.length)
    throw new SimulatorError(`apis is a list of one or more names. There is: ${there.join(', ')}.`)
  const unknown = apis.find((name) => !parts[name as ApiName])
  if (unknown !== undefined) throw new SimulatorError(noSuch('API', String(unknown), there))
  const [setting] = Object.keys(told)
  if (options.world !== undefined && setting)
    throw new SimulatorError(`A saved world has its settings: give no "${setting}" beside it.`)
  // The paths of the CRM lie inside those of the other API, so it is asked first.
  const chosen = (['crm', 'ar'] as const).filter((name) => apis.includes(name)).flatMap((name) => parts[name] ?? [])
  return new Simulator({
    maxBytes: usualBytes(),
    ...given(rest),
    settings: { ...usualOf(chosen), ...told },
    runningSettings: running && { ...running, ...told },
    version: VERSION,
    apis: [control, ...chosen],
    scenarios: [scenario, empty],
    passesOver: (table) => !apis.includes(table.startsWith('crm_') ? 'crm' : 'ar'),
  })
}

/** A quarter of what the process may have on its heap, where it says how much that is. */
function usualBytes(): number | undefined {
  const { process } = globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } }
  const v8 = process?.getBuiltinModule?.('node:v8') as { getHeapStatistics?: () => { heap_size_limit: number } } | undefined
  const limit = v8?.getHeapStatistics?.().heap_size_limit
  return limit === undefined ? undefined : Math.floor(limit / 4)
}
