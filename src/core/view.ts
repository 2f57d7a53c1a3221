/** What the API shows of a row: the columns it may show, with labels from related rows. Kept until one of those changes. */
import { immutable } from './json.ts'
import type { AnyTable, Row, TableDefinition } from './store/definition.ts'
import type { World } from './world.ts'

interface Shown {
  readonly value: Record<string, unknown>
  /** The related rows that labels looked at, by the column that refers to them. */
  readonly related: Readonly<Record<string, Row | undefined>>
  /** The versions of their tables in which they were found last, so that they need not be found again. */
  readonly versions: Record<string, unknown>
  readonly today: string
  /** What a search looks into; made when it is first searched. */
  text: string | undefined
}

export class Views {
  /** By row. Rows are immutable and shared by worlds, so one memory serves them all. */
  readonly #shown = new WeakMap<Row, Shown>()

  show<R extends Row, Value>(world: World, table: TableDefinition<R, string, Value>, row: R): Value {
    return this.#look(world, table, row).value as Value
  }

  /** The fields of a row that a search looks into, in lower case. */
  text<R extends Row>(world: World, table: TableDefinition<R>, row: R): string {
    const shown = this.#look(world, table, row)
    shown.text ??= table.searched
      .map((field) => shown.value[field] ?? '')
      .join('\n')
      .toLowerCase()
    return shown.text
  }

  #look<R extends Row>(world: World, table: TableDefinition<R>, row: R): Shown {
    const today = world.clock.today()
    let shown = this.#shown.get(row)
    if (!shown || shown.today !== today || !isCurrent(shown, world, table, row))
      this.#shown.set(row, (shown = look(world, table, row, today)))
    return shown
  }
}

function isCurrent<R extends Row>({ related, versions }: Shown, world: World, table: TableDefinition<R>, row: R): boolean {
  for (const column in related) {
    const version = versionOf(world, table, column)
    if (version !== undefined && version === versions[column]) continue
    if (relatedRow(world, table, row, column) !== related[column]) return false
    versions[column] = version
  }
  return true
}

/** Undefined while the table changes. */
const versionOf = (world: World, { references }: AnyTable, column: string): unknown =>
  world.table(references[column] as AnyTable).settled

function relatedRow<R extends Row>(world: World, { references }: TableDefinition<R>, row: R, column: string): Row | undefined {
  const id = row[column as keyof R]
  const other = references[column]
  return other && typeof id === 'string' ? world.table(other).get(id) : undefined
}

function look<R extends Row>(world: World, table: TableDefinition<R>, row: R, today: string): Shown {
  const related: Record<string, Row | undefined> = {}
  const rows = Object.defineProperties(
    {},
    Object.fromEntries(
      Object.keys(table.references).map((column) => [
        column,
        { get: () => (related[column] = relatedRow(world, table, row, column)) },
      ]),
    ),
  )
  const value: Record<string, unknown> = {}
  for (const field of table.fields) {
    const label = table.labels[field]
    value[field] = label ? label(rows, row, today) : row[field as keyof R]
  }
  const versions = Object.fromEntries(Object.keys(related).map((column) => [column, versionOf(world, table, column)]))
  return { value: immutable(value), related, versions, today, text: undefined }
}
