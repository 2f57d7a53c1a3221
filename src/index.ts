/**
 * arsim: a stateful simulator of an accounts-receivable API and of a CRM integrations API.
 * @module
 */
import { simulatorOfAll } from './all-apis.ts'
import type { ar } from './ar/index.ts'
import type { TypesOf } from './core/call/api.ts'
import type { Simulator } from './core/simulator.ts'
import type { SimulatorOptions } from './create.ts'
import type { consent } from './crm/consent/index.ts'
import type { crm } from './crm/index.ts'
import type { storage } from './crm/storage/index.ts'

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
export const createSimulator = (options: SimulatorOptions = {}): Simulator => simulatorOfAll(options)

export * from './names.ts'

declare module './core/world/calls.ts' {
  interface CallTypes {
    ar: TypesOf<typeof ar>
    crm: TypesOf<typeof crm>
    consent: TypesOf<typeof consent>
    storage: TypesOf<typeof storage>
  }
}
