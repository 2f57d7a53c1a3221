/** An attempt to make or change a row. */
import type { AnyTable, Row } from '../../store/definition.ts'
import type { World } from '../world.ts'

export interface Attempt {
  readonly world: World
  readonly table: AnyTable
  /** The sentence of a refusal. */
  readonly refuse: string
  /** The row that is about to change. */
  readonly before?: Row
}

export type Values = Readonly<Record<string, unknown>>
