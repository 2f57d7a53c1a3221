/** A row as somebody edits it: a text for each column, and what is sent of it. */
import type { CallError } from '../../data/client.ts'
import { isExact, problemOf, readJson, writeJson } from '../../parts/json-text.ts'
import type { Field, Row } from './shape.ts'

export type Draft = Readonly<Record<string, string>>
export type Problems = Readonly<Record<string, string>>

const written = (value: unknown): string =>
  value === null || value === undefined ? '' : typeof value === 'object' ? writeJson(value) : String(value)

/** A new row has nothing in any column. */
export const draftOf = (fields: readonly Field[], row: Row | undefined): Draft =>
  Object.fromEntries(fields.map(({ name }) => [name, written(row?.[name])]))

interface Sent {
  readonly body: Readonly<Record<string, unknown>>
  readonly problems: Problems
}

/** The columns that were changed: of a new row, those that hold something. */
export function toSent(fields: readonly Field[], draft: Draft, before: Draft, isNew: boolean): Sent {
  const body: Record<string, unknown> = {}
  const problems: Record<string, string> = {}
  for (const field of fields) {
    const { name } = field
    const text = draft[name] ?? ''
    if (text === before[name] || (isNew && text === '')) continue
    const value = toValue(field, text)
    if (value === undefined) problems[name] = problemOf(text) ?? ''
    else body[name] = value
  }
  return { body, problems }
}

/** Undefined where JSON is asked for and the text cannot be sent as it. */
function toValue({ kind, isNullable }: Field, text: string): unknown {
  if (text === '' && isNullable) return null
  switch (kind) {
    case 'number':
      // What is no number, or none that JavaScript has, is left to the schema to refuse.
      return Number.isFinite(Number(text)) && isExact(text.trim()) ? Number(text) : text
    case 'boolean':
      return text === '' ? text : text === 'true'
    case 'json':
      return problemOf(text) ? undefined : readJson(text)?.value
    default:
      return text
  }
}

/** What the schema has against each column; what is about none of them is under the empty name. */
export function toProblems({ message, details }: CallError, fields: readonly Field[]): Problems {
  const problems: Record<string, string> = {}
  for (const { field, message: why } of details.length ? details : [{ field: '', message }]) {
    const [column = ''] = field.split(/[.[]/)
    const name = fields.some((each) => each.name === column) ? column : ''
    const inside = field === column ? why : `${field}: ${why}`
    problems[name] = problems[name] ? `${problems[name]} ${inside}` : inside
  }
  return problems
}
