/** What every entry exports beside `createSimulator`. */

export { SimulatorError } from './core/call/host.ts'
export type { ForkOptions, Simulator, WorldOptions } from './core/simulator.ts'
export type { ClockMode } from './core/time/clock.ts'
export { ClockError } from './core/time/clock.ts'
export type { Fired } from './core/time/timeline.ts'
export type { SimRequest, SimResponse } from './core/values/http.ts'
export { OutOfSpace } from './core/world/ledger.ts'
export { type NextScenario, type Recipe, type Scenario, ScenarioError } from './core/world/scenario.ts'
export type { Change, World } from './core/world/world.ts'
export type { ApiName, SimulatorOptions } from './create.ts'
export { VERSION } from './version.ts'
