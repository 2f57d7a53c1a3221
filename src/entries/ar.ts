/**
 * The accounts-receivable API alone, for browsers that should not load the other.
 * @module
 */
import { scenarioOf } from '../../fixtures/default/scenario.ts'
import { world } from '../../fixtures/default/world-ar.ts'
import { ar } from '../ar/index.ts'
import type { TypesOf } from '../core/call/api.ts'
import type { Simulator } from '../core/simulator.ts'
import { type SimulatorOptions, simulatorOf } from '../create.ts'

const scenario = scenarioOf(world)

/**
 * Makes a simulator: many worlds over one base, each with its own data and clock.
 *
 * @throws SimulatorError for an unknown scenario or API, or a seed that is no whole number
 * @throws TypeError for an option that there is not
 * @example
 * const simulator = createSimulator({ seed: 1 })
 * const world = simulator.world()
 * world.clock.advance('P3D')
 */
export const createSimulator = (options: Omit<SimulatorOptions, 'apis' | 'oauth'> = {}): Simulator =>
  simulatorOf({ ar: [ar] }, scenario, options)

export * from '../names.ts'
export type * from './ar.types.ts'

declare module '../core/world/calls.ts' {
  interface CallTypes {
    ar: TypesOf<typeof ar>
  }
}
