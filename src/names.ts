/** What every entry exports beside `createSimulator`. */

export { EventError } from './core/call/emit.ts'
export { SimulatorError } from './core/call/host.ts'
export type { Simulator } from './core/simulator.ts'
export type { WorldOptions } from './core/starts.ts'
export type { ClockMode } from './core/time/clock.ts'
export { ClockError } from './core/time/clock.ts'
export type { Fired } from './core/time/timeline.ts'
export type { Delivery, SimRequest, SimResponse } from './core/values/http.ts'
export type { CallOf, CallTypes, OperationName } from './core/world/calls.ts'
export type { Emitted } from './core/world/event-types.ts'
export { FaultError } from './core/world/faults/check.ts'
export type { Fault, NewFault } from './core/world/faults/fault.ts'
export { type SavedWorld, type SaveOptions, WorldFileError } from './core/world/files/world-file.ts'
export type { SavedWorlds } from './core/world/files/worlds-file.ts'
export type { Harm, HarmFilter } from './core/world/harm.ts'
export type { CallEntry, ChangedRow, Entry, EntryWithRows } from './core/world/journal/entry.ts'
export {
  type CallFilter,
  type EntryFilter,
  JournalError,
  type VerifyFilter,
  type WaitOptions,
} from './core/world/journal/filter.ts'
export { type Times, type Verification, VerificationError } from './core/world/journal/verification.ts'
export { OutOfSpace } from './core/world/ledger.ts'
export { type NextScenario, type Recipe, type Scenario, ScenarioError } from './core/world/scenario/scenario.ts'
export { SnapshotError } from './core/world/snapshots.ts'
export type { Change, World } from './core/world/world.ts'
export type { ForkOptions } from './core/worlds.ts'
export type { ApiName, SimulatorOptions } from './create.ts'
export type { EventBody, EventType } from './events.ts'
export type { Guide, GuideAt, WorldGuide } from './guide.ts'
export type { HarmRule } from './harms.ts'
export { type Persisted, type PersistOptions, persist, type TextStorage } from './persist.ts'
export { VERSION } from './version.ts'
