/** What the API shows of a row: the columns it may show, with labels from related rows. Kept until one of those changes. */
import { immutable } from './json.ts'
import type { Row, TableDefinition } from './store/definition.ts'
import type { World } from './world.ts'

interface Shown {
  readonly value: Record<string, unknown>
  readonly related: readonly (Row | undefined)[]
  readonly today: string
}

export class Views {
  /** By row. Rows are immutable and shared by worlds, so one memory serves them all. */
  readonly #shown = new WeakMap<Row, Shown>()

  show<R extends Row, Value>(world: World, table: TableDefinition<R, string, Value>, row: R): Value {
    const today = world.clock.today()
    let shown = this.#shown.get(row)
    if (!shown || !isCurrent(shown, world, table, row, today)) this.#shown.set(row, (shown = look(world, table, row, today)))
    return shown.value as Value
  }
}

function isCurrent<R extends Row>(shown: Shown, world: World, table: TableDefinition<R>, row: R, today: string): boolean {
  if (shown.today !== today) return false
  let i = 0
  for (const column in table.references) if (relatedRow(world, table, row, column) !== shown.related[i++]) return false
  return true
}

function relatedRow<R extends Row>(world: World, { references }: TableDefinition<R>, row: R, column: string): Row | undefined {
  const id = row[column as keyof R]
  const other = references[column]
  return other && typeof id === 'string' ? world.table(other).get(id) : undefined
}

function look<R extends Row>(world: World, table: TableDefinition<R>, row: R, today: string): Shown {
  const columns = Object.keys(table.references)
  const related = columns.map((column) => relatedRow(world, table, row, column))
  const byColumn = Object.fromEntries(columns.map((column, i) => [column, related[i]]))
  const value: Record<string, unknown> = {}
  for (const field of table.fields) {
    const label = table.labels[field]
    value[field] = label ? label(byColumn, row, today) : row[field as keyof R]
  }
  return { value: immutable(value), related, today }
}
