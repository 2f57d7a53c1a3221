/**
 * arsim: a stateful simulator of accounts-receivable APIs.
 * @module
 */
import { defaultScenario } from '../fixtures/default/scenario.ts'
import { ar } from './ar/index.ts'
import { control } from './control/index.ts'
import { type SimulatorOptions as CoreOptions, Simulator } from './core/simulator.ts'

/** What a simulator starts with. */
export type SimulatorOptions = Omit<CoreOptions, 'apis' | 'scenarios'>

/**
 * Makes a simulator: many worlds over one base, each with its own data and clock.
 *
 * @throws SimulatorError for an unknown scenario or a seed that is no whole number
 * @example
 * const simulator = createSimulator({ seed: 1 })
 * const world = simulator.world()
 * world.clock.advance('P3D')
 */
export function createSimulator(options: SimulatorOptions = {}): Simulator {
  return new Simulator({ ...options, apis: [control, ar], scenarios: [defaultScenario] })
}

export type { ClockMode } from './core/clock.ts'
export { ClockError } from './core/clock.ts'
export type { SimRequest, SimResponse } from './core/http.ts'
export type { Recipe, Scenario } from './core/scenario.ts'
export { type ForkOptions, type Simulator, SimulatorError, type WorldOptions } from './core/simulator.ts'
export type { Fired } from './core/timeline.ts'
export type { Change, World } from './core/world.ts'
export { VERSION } from './version.ts'
