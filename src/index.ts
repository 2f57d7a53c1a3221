/**
 * arsim: a stateful simulator of accounts-receivable APIs.
 * @module
 */
import { defaultScenario } from '../fixtures/default/scenario.ts'
import { ar } from './ar/index.ts'
import { control } from './control/index.ts'
import { type SimulatorOptions as CoreOptions, Simulator } from './core/simulator.ts'
import { consent } from './crm/consent/index.ts'
import { crm } from './crm/index.ts'
import { storage } from './crm/storage/index.ts'

/** What a simulator starts with. */
export interface SimulatorOptions extends Omit<CoreOptions, 'apis' | 'scenarios' | 'settings'> {
  /** Whether the CRM's page of consent asks, or people consent by themselves; `ask` unless told. */
  readonly oauth?: 'ask' | 'auto' | undefined
}

/**
 * Makes a simulator: many worlds over one base, each with its own data and clock.
 *
 * @throws SimulatorError for an unknown scenario or a seed that is no whole number
 * @example
 * const simulator = createSimulator({ seed: 1 })
 * const world = simulator.world()
 * world.clock.advance('P3D')
 */
export function createSimulator({ oauth = 'ask', ...options }: SimulatorOptions = {}): Simulator {
  return new Simulator({
    ...options,
    settings: { oauth },
    apis: [control, crm, consent, storage, ar],
    scenarios: [defaultScenario],
  })
}

export type { ClockMode } from './core/clock.ts'
export { ClockError } from './core/clock.ts'
export type { SimRequest, SimResponse } from './core/http.ts'
export type { Recipe, Scenario } from './core/scenario.ts'
export { type ForkOptions, type Simulator, SimulatorError, type WorldOptions } from './core/simulator.ts'
export type { Fired } from './core/timeline.ts'
export type { Change, World } from './core/world.ts'
export { VERSION } from './version.ts'
