/** A world as a file: plain JSON, small because it holds only what differs from the scenario. */

import * as z from 'zod'
import type { Row } from '../../store/definition.ts'
import { LAST } from '../../time/clock.ts'
import { ReasonsError } from '../../values/reasons-error.ts'
import { LONGEST_SETTING } from '../setting.ts'

/** What the files are called, with the version of their form. */
export const FORMAT = 'arsim-world/1'

type ByTable<T> = Readonly<Record<string, readonly T[]>>

export interface SavedWorld {
  readonly format: typeof FORMAT
  /** The version of arsim that wrote it. */
  readonly arsim: string
  readonly scenario: string
  readonly seed: number
  readonly settings: Readonly<Record<string, string>>
  /** Frozen at a time, or running at a distance from the machine's. Milliseconds. */
  readonly clock: { readonly mode: 'frozen' | 'running'; readonly value: number }
  /**
   * The rows of the scenario that are not in the file: the day on which it plays, their hash, and its own date and time, in
   * milliseconds since 1970; also when the world started, where something had happened until then. Null where all rows are in it.
   */
  readonly base: {
    readonly day: string
    readonly hash: string
    /** Older files have none. */
    readonly now?: number | undefined
    readonly at?: number | undefined
  } | null
  /** Rows as they are. Stored files are base64. */
  readonly rows: ByTable<Row>
  /** Of rows that the scenario has too, the columns that differ. */
  readonly changed: ByTable<Row>
  /** The ids of rows that are gone, though the scenario has them, or other rows still name them. */
  readonly removed: ByTable<string>
  /** In which order the rows arrived: the number of each of `rows`, and at the end how many had arrived. */
  readonly arrived: ByTable<number>
}

export interface SaveOptions {
  /** All rows, so that the file outlives a version that makes the scenario otherwise. */
  readonly whole?: boolean | undefined
}

/** A file that holds no world that this simulator can have. The message says why; nothing has changed. */
export class WorldFileError extends ReasonsError {
  override get name(): string {
    return 'WorldFileError'
  }
}

/** The rows of the scenario are no longer those that the file differs from. */
export class ScenarioChanged extends WorldFileError {
  readonly head: Head

  constructor(message: string, head: Head) {
    super(message)
    this.head = head
  }
}

const Day = z.iso.date()
const FIRST = Date.parse('0001-01-01')
const Milliseconds = z.int().min(-LAST).max(LAST)

/** All but the rows, which are looked at one by one. */
export const HeadSchema = z.strictObject({
  format: z.literal(FORMAT),
  arsim: z.string().max(100),
  scenario: z.string().max(1_000),
  seed: z.int(),
  settings: z.record(z.string(), z.string().max(LONGEST_SETTING)),
  clock: z.discriminatedUnion('mode', [
    z.strictObject({ mode: z.literal('frozen'), value: z.number().min(FIRST).max(LAST) }),
    z.strictObject({ mode: z.literal('running'), value: z.number().min(-LAST).max(LAST) }),
  ]),
  base: z
    .strictObject({ day: Day, hash: z.string().max(100), now: Milliseconds.optional(), at: Milliseconds.optional() })
    .nullable(),
})
export type Head = z.output<typeof HeadSchema>

/** The fields that hold something for each table. */
export const PARTS = ['rows', 'changed', 'removed', 'arrived'] as const
