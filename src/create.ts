/** How the package's entries make simulators, each of the APIs that it brings along. */
import { control } from './control/index.ts'
import type { Api } from './core/api.ts'
import type { Scenario } from './core/scenario.ts'
import { type SimulatorOptions as CoreOptions, Simulator, SimulatorError } from './core/simulator.ts'

export type ApiName = 'ar' | 'crm'

/** What a simulator starts with. */
export interface SimulatorOptions extends Omit<CoreOptions, 'apis' | 'scenarios' | 'settings'> {
  /** Whether the CRM's page of consent asks, or people consent by themselves; `ask` unless told. */
  readonly oauth?: 'ask' | 'auto' | undefined
  /** Which APIs to answer; all there are unless told. */
  readonly apis?: readonly ApiName[] | undefined
}

/** The APIs that belong to a name. */
type Parts = Readonly<Partial<Record<ApiName, readonly Api[]>>>

export function simulatorOf(parts: Parts, scenario: Scenario, options: SimulatorOptions): Simulator {
  const { oauth = 'ask', apis = Object.keys(parts) as ApiName[], ...rest } = options
  const unknown = apis.find((name) => !parts[name])
  if (unknown !== undefined || !apis.length)
    throw new SimulatorError(`There is no API "${unknown ?? ''}". There is: ${Object.keys(parts).join(', ')}.`)
  // The paths of the CRM lie inside those of the other API, so it is asked first.
  const chosen = (['crm', 'ar'] as const).filter((name) => apis.includes(name)).flatMap((name) => parts[name] ?? [])
  return new Simulator({ ...rest, settings: { oauth }, apis: [control, ...chosen], scenarios: [scenario] })
}
