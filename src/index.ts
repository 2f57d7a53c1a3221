/**
 * arsim: a stateful simulator of accounts-receivable APIs.
 * @module
 */
import { defaultScenario } from '../fixtures/default/scenario.ts'
import { ar } from './ar/index.ts'
import { control } from './control/index.ts'
import type { Api } from './core/api.ts'
import { type SimulatorOptions as CoreOptions, Simulator, SimulatorError } from './core/simulator.ts'
import { consent } from './crm/consent/index.ts'
import { crm } from './crm/index.ts'
import { storage } from './crm/storage/index.ts'

/** What a simulator starts with. */
export interface SimulatorOptions extends Omit<CoreOptions, 'apis' | 'scenarios' | 'settings'> {
  /** Whether the CRM's page of consent asks, or people consent by themselves; `ask` unless told. */
  readonly oauth?: 'ask' | 'auto' | undefined
  /** Which APIs to answer; both unless told. */
  readonly apis?: readonly ApiName[] | undefined
}

export type ApiName = 'ar' | 'crm'

const parts: Readonly<Record<ApiName, readonly Api[]>> = { crm: [crm, consent, storage], ar: [ar] }

/**
 * Makes a simulator: many worlds over one base, each with its own data and clock.
 *
 * @throws SimulatorError for an unknown scenario or API, or a seed that is no whole number
 * @example
 * const simulator = createSimulator({ seed: 1 })
 * const world = simulator.world()
 * world.clock.advance('P3D')
 */
export function createSimulator({ oauth = 'ask', apis = ['ar', 'crm'], ...options }: SimulatorOptions = {}): Simulator {
  const unknown = apis.find((name) => !Object.hasOwn(parts, name))
  if (unknown !== undefined || !apis.length) throw new SimulatorError(`There is no API "${unknown ?? ''}". There is: ar, crm.`)
  // The paths of the CRM lie inside those of the other API, so it is asked first.
  const chosen = (['crm', 'ar'] as const).filter((name) => apis.includes(name)).flatMap((name) => parts[name])
  return new Simulator({ ...options, settings: { oauth }, apis: [control, ...chosen], scenarios: [defaultScenario] })
}

export type { ClockMode } from './core/clock.ts'
export { ClockError } from './core/clock.ts'
export type { SimRequest, SimResponse } from './core/http.ts'
export type { Recipe, Scenario } from './core/scenario.ts'
export { type ForkOptions, type Simulator, SimulatorError, type WorldOptions } from './core/simulator.ts'
export type { Fired } from './core/timeline.ts'
export type { Change, World } from './core/world.ts'
export { VERSION } from './version.ts'
