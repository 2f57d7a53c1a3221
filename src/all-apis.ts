/** Simulators of all APIs, over the default scenario. */
import { scenarioOf } from '../fixtures/default/scenario.ts'
import { world as arWorld } from '../fixtures/default/world-ar.ts'
import { world as crmWorld } from '../fixtures/default/world-crm.ts'
import { ar } from './ar/index.ts'
import type { Simulator } from './core/simulator.ts'
import { type SimulatorOptions, simulatorOf } from './create.ts'
import { consent } from './crm/consent/index.ts'
import { crm } from './crm/index.ts'
import { storage } from './crm/storage/index.ts'
import type { SettingOptions } from './settings.ts'

const parts = { ar: [ar], crm: [crm, consent, storage] }
const scenario = scenarioOf(() => ({ ...arWorld(), ...crmWorld() }))

/** @param running settings of worlds whose clock runs, where nobody tells them */
export const simulatorOfAll = (options: SimulatorOptions, running?: SettingOptions): Simulator =>
  simulatorOf(parts, scenario, options, running)
