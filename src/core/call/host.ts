/** The simulator, as its own operations see it. */
import type { ClockMode } from '../time/clock.ts'
import { given } from '../values/given.ts'
import type { Emitted } from '../world/event-types.ts'
import type { Settings } from '../world/setting.ts'
import type { World } from '../world/world.ts'
import type { ListedEvent } from './event.ts'
import type { Guide } from './guide.ts'

/** What the simulator cannot do. The message says why. */
export class SimulatorError extends Error {
  override get name(): string {
    return 'SimulatorError'
  }
}

/** How a new world is to be. */
interface NewWorld {
  /** The world to start as, and to go back to on a reset, instead of the base. */
  readonly from?: string | undefined
  /** To start as that world was before this entry of its journal. */
  readonly before?: number | undefined
  readonly scenario?: string | undefined
  readonly seed?: number | undefined
  readonly clock?: ClockMode | undefined
  readonly settings?: Settings | undefined
}

/** What is told beside `from` although the world to start as has it, such as a seed or a setting. */
export const inheritedIssues = ({ from, id: _, before: __, ...own }: Readonly<Record<string, unknown>>) =>
  (from === undefined ? [] : Object.keys(given(own))).map((field) => ({
    field,
    message: `A world that starts from another one has its ${field}: leave this out.`,
  }))

/** A customer, as whoever looks at a world may know them. */
export interface Person {
  readonly id: string
  readonly company: string
  readonly name: string
  readonly status: string
  /** How they behave once billed. */
  readonly persona: string
  /** What they owe, and how much of it is late. */
  readonly total_balance: number
  readonly overdue_balance: number
  /** Null where they mean to do nothing. */
  readonly next: { readonly intent: string; readonly about: string; readonly at: string } | null
}

/** Whom somebody asks for. */
export interface PeopleFilter {
  /** By their ids. */
  readonly customer?: readonly string[] | undefined
  readonly company?: string | undefined
  /** In their names, and in what they are like. */
  readonly search?: string | undefined
  /** At most so many. */
  readonly limit?: number | undefined
}

export interface Host {
  /** Whether fields and parameters that nothing knows are refused. */
  readonly strict: boolean
  /** Origins that browsers may call from, instead of loopback ones; `*` for all. */
  readonly cors: readonly string[]
  /** Origins whose pages may steer, beside the simulator's own. */
  readonly controlOrigins: readonly string[]
  /** What the control API wants to see; undefined where anybody may steer. */
  readonly controlToken: string | undefined
  /** What a newcomer needs to call the APIs of a world, where it is mounted. */
  guide(world: World, origin: string | Readonly<Record<string, string>>): Guide
  /** Who the customers of a world are, and what they mean to do next. */
  people(world: World, asked?: PeopleFilter): Person[]
  /** Whether pages of an origin may call the APIs. */
  allowsOrigin(origin: string): boolean
  /** What the other side can do. */
  readonly events: readonly ListedEvent[]
  /** The default one first. */
  readonly worlds: readonly World[]
  world(id?: string): World
  /** @throws SimulatorError where that cannot be, OutOfSpace where there is no room */
  fork(id?: string, options?: NewWorld): World
  /**
   * Lets the other side act.
   * @throws SimulatorError where it cannot
   */
  emit(world: World, type: string, body: unknown): Emitted
  /** Returns whether there was such a world. */
  remove(id: string): boolean
}
