/**
 * arsim: a stateful simulator of an accounts-receivable API and of a CRM integrations API.
 * @module
 */
import { scenarioOf } from '../fixtures/default/scenario.ts'
import { world as arWorld } from '../fixtures/default/world-ar.ts'
import { world as crmWorld } from '../fixtures/default/world-crm.ts'
import { ar } from './ar/index.ts'
import type { TypesOf } from './core/call/api.ts'
import type { Simulator } from './core/simulator.ts'
import { type SimulatorOptions, simulatorOf } from './create.ts'
import { consent } from './crm/consent/index.ts'
import { crm } from './crm/index.ts'
import { storage } from './crm/storage/index.ts'

const parts = { ar: [ar], crm: [crm, consent, storage] }
const scenario = scenarioOf(() => ({ ...arWorld(), ...crmWorld() }))

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
export const createSimulator = (options: SimulatorOptions = {}): Simulator => simulatorOf(parts, scenario, options)

export * from './names.ts'

declare module './core/world/calls.ts' {
  interface CallTypes {
    ar: TypesOf<typeof ar>
    crm: TypesOf<typeof crm>
    consent: TypesOf<typeof consent>
    storage: TypesOf<typeof storage>
  }
}
