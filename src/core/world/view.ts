/** What the API shows of a row: the columns it may show, with labels from related rows. Kept until one of those changes. */
import type { AnyTable, RelatedRow, Row, TableDefinition } from '../store/definition.ts'
import { searchable } from '../values/folded.ts'
import { immutable } from '../values/json.ts'
import type { World } from './handle.ts'

interface Shown {
  readonly value: Record<string, unknown>
  /** The related rows that labels looked at, by name. */
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

  /** The fields of a row that a search looks into, folded. */
  text<R extends Row>(world: World, table: TableDefinition<R>, row: R): string {
    const shown = this.#look(world, table, row)
    shown.text ??= table.searched.map((field) => searchable(`${shown.value[field] ?? ''}`)).join('\n')
    return shown.text
  }

  #look<R extends Row>(world: World, table: TableDefinition<R>, row: R): Shown {
    const today = todayOf(world, table, row)
    let shown = this.#shown.get(row)
    if (!shown || shown.today !== today || !isCurrent(shown, world, table, row))
      this.#shown.set(row, (shown = look(world, table, row, today)))
    return shown
  }
}

/** The day that it is where a row belongs: in the time zone that its table names, or else in UTC. */
function todayOf<R extends Row>(world: World, { zone }: TableDefinition<R>, row: R): string {
  if (!zone) return world.clock.today('UTC')
  const whose: Row | undefined = world.table(zone.table).get(row[zone.name as keyof R] as string)
  return world.clock.today(whose?.[zone.column as keyof Row] ?? 'UTC')
}

function isCurrent<R extends Row>({ related, versions }: Shown, world: World, table: TableDefinition<R>, row: R): boolean {
  for (const name in related) {
    const version = versionOf(world, table, name)
    if (version !== undefined && version === versions[name]) continue
    if (relatedRow(world, table, row, name) !== related[name]) return false
    versions[name] = version
  }
  return true
}

/** Undefined while the table changes. */
const versionOf = (world: World, { related }: AnyTable, name: string): unknown =>
  world.table((related[name] as RelatedRow).table).settled

function relatedRow<R extends Row>(world: World, { related }: TableDefinition<R>, row: R, name: string): Row | undefined {
  const { table, column } = related[name] as RelatedRow
  const id = row[column as keyof R]
  return typeof id === 'string' ? world.table(table).get(id) : undefined
}

/** The rows that are related to one, under their names, found when a label asks for one. Tables have a kind each, made once. */
class Relatives {
  static readonly #kinds = new WeakMap<AnyTable, typeof Relatives>()
  readonly #found: Record<string, Row | undefined> = {}
  readonly #find: (name: string) => Row | undefined

  private constructor(find: (name: string) => Row | undefined) {
    this.#find = find
  }

  static of<R extends Row>(world: World, table: TableDefinition<R>, row: R): Relatives {
    let Kind = Relatives.#kinds.get(table)
    if (!Kind) Relatives.#kinds.set(table, (Kind = Relatives.#kindOf(table)))
    return new Kind((name) => relatedRow(world, table, row, name))
  }

  /** Those that were asked for. */
  static found(relatives: Relatives): Readonly<Record<string, Row | undefined>> {
    return relatives.#found
  }

  static #kindOf({ related }: AnyTable): typeof Relatives {
    class Kind extends Relatives {}
    for (const name of Object.keys(related))
      Object.defineProperty(Kind.prototype, name, {
        get(this: Relatives) {
          return (this.#found[name] = this.#find(name))
        },
      })
    return Kind
  }
}

function look<R extends Row>(world: World, table: TableDefinition<R>, row: R, today: string): Shown {
  const rows = Relatives.of(world, table, row)
  const value: Record<string, unknown> = {}
  for (const field of table.fields) {
    const label = table.labels[field]
    value[field] = label ? label(rows, row, today) : row[field as keyof R]
  }
  const related = Relatives.found(rows)
  const versions: Record<string, unknown> = {}
  for (const name in related) versions[name] = versionOf(world, table, name)
  return { value: immutable(value), related, versions, today, text: undefined }
}
