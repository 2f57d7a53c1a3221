/** What a table consists of, and how its rows are told. */
import type { GotOf } from '../../data/call.ts'

export type Table = GotOf<'sim.listTables'>[number]
export type Row = Readonly<Record<string, unknown>> & { readonly id: string }

export type Kind = 'text' | 'number' | 'boolean' | 'choice' | 'date' | 'time' | 'json'

/** What a column may hold. */
export interface Field {
  readonly name: string
  readonly kind: Kind
  readonly isNullable: boolean
  readonly choices: readonly string[]
}

interface Schema {
  readonly type?: string | readonly string[]
  readonly format?: string
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly $ref?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly $defs?: Readonly<Record<string, Schema>>
}

/** Those of a JSON Schema. */
export function fieldsOf(schema: Schema): Field[] {
  const { properties = {}, $defs = {} } = schema
  const followed = ({ $ref, ...rest }: Schema): Schema => ($ref ? ($defs[$ref.replace('#/$defs/', '')] ?? {}) : rest)
  return Object.entries(properties).map(([name, property]) => {
    const ways = (property.anyOf ?? [property]).map(followed)
    const types = ways.flatMap(({ type = [] }) => type)
    const kept = ways.filter(({ type }) => type !== 'null')
    return {
      name,
      kind: kept.length === 1 && kept[0] ? kindOf(kept[0]) : 'json',
      isNullable: types.includes('null'),
      choices: kept.flatMap((way) => way.enum ?? []).map(String),
    }
  })
}

const formats: Readonly<Record<string, Kind>> = { date: 'date', 'date-time': 'time' }

function kindOf({ type, format = '', enum: choices }: Schema): Kind {
  if (choices) return 'choice'
  const [first] = [type ?? []].flat().filter((each) => each !== 'null')
  if (first === 'number' || first === 'integer') return 'number'
  if (first === 'boolean') return 'boolean'
  return first === 'string' ? (formats[format] ?? 'text') : 'json'
}

const naming = /(^|_)(name|title|subject|label|number|username|email|description)$|^(fileName|threadId)$/i

/** Whether a column holds money: it has cents, and is written with them. */
export const isMoney = ({ name, kind }: Field): boolean => kind === 'number' && /(^|_)(amount|balance)$/.test(name)

/** How much a column tells of its row; less is more. */
function rankOf({ name, kind }: Field, { references }: Table): number {
  if (name === 'id') return 9
  if (name in references) return name === 'company' || kind === 'json' ? 7 : 3
  if (kind === 'text' && naming.test(name)) return name.includes('draft') ? 6 : 0
  if (/status|type$/.test(name)) return 1
  if (/^(amount|balance|count)$/.test(name)) return 2
  return { choice: 2, number: 5, date: 3, time: 5, boolean: 6, text: 6, json: 8 }[kind]
}

const TELLING = 8

/** The columns that tell most; all of them when asked. */
export function shownFields(fields: readonly Field[], table: Table, isWhole: boolean): readonly Field[] {
  const ranked = fields.toSorted((a, b) => rankOf(a, table) - rankOf(b, table))
  return isWhole ? ranked : ranked.slice(0, TELLING)
}

/** What a row is called. */
export function labelOf(row: Row): string {
  const column = Object.keys(row).find((name) => naming.test(name) && typeof row[name] === 'string' && row[name] !== '')
  return column ? String(row[column]) : row.id
}

/** The columns of all tables that hold ids of a table. */
export const referrersOf = (name: string, tables: readonly Table[]) =>
  tables.flatMap((table) =>
    Object.entries(table.references).flatMap(([column, other]) => (other === name ? [{ table: table.name, column }] : [])),
  )

/** Ids that a row holds of other tables. */
export const referencesOf = (row: Row, { references }: Table) =>
  Object.entries(references).flatMap(([column, table]) =>
    [row[column] ?? []].flat().map((id) => ({ column, table, id: String(id) })),
  )

const SHORT = 8

export const shortId = (id: string): string => (id.length > 12 ? `${id.slice(0, SHORT)}…` : id)
