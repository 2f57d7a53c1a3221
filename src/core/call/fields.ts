/** The fields of a body against their schema and the world: the same for operations and for events. */
import type * as z from 'zod'
import type { AnyTable } from '../store/definition.ts'
import { withoutLengths } from '../values/issue-words.ts'
import type { Issue } from './refusal.ts'

/** What a body must be. */
export interface Fields<Context> {
  readonly schema: z.ZodObject
  /** Fields that hold ids of rows, or lists of them. */
  readonly references: Readonly<Record<string, AnyTable>>
  readonly checks: Readonly<
    Record<string, { readonly refuse: string; readonly when: (value: unknown, call: Context) => boolean }>
  >
}

/** In whose words, and in which world, it is judged. */
export interface Judge<Context> {
  readonly words: {
    readonly message: (issue: z.core.$ZodRawIssue) => string | undefined
    readonly unknownReference: (id: string) => string
  }
  readonly exists: (table: AnyTable, id: string) => boolean
  readonly call: Context
}

/** All that is wrong with a body at once; and the body as its schema reads it, where that holds. */
export function readFields<Context>(
  given: Readonly<Record<string, unknown>>,
  { schema, references, checks }: Fields<Context>,
  judge: Judge<Context>,
): { readonly issues: readonly Issue[]; readonly data: Readonly<Record<string, unknown>> | undefined } {
  const { words, exists, call } = judge
  const result = schema.safeParse(given, { error: words.message })
  const issues: readonly Issue[] = result.success ? [] : withoutLengths(result.error.issues)
  const values = result.success ? (result.data as Record<string, unknown>) : undefined
  const failed = new Set(issues.map((issue) => issue.path[0]))
  const dangling = (table: AnyTable, path: PropertyKey[], value: unknown): Issue[] => {
    if (Array.isArray(value)) return value.flatMap((item, i) => dangling(table, [...path, i], item))
    if (typeof value !== 'string' || exists(table, value)) return []
    return [{ path, message: words.unknownReference(value) }]
  }
  const against = (field: string): Issue[] => {
    if (failed.has(field)) return []
    // Where other fields fail, each that does not is read by itself.
    const value = values ? values[field] : (schema.shape[field] as z.ZodType | undefined)?.safeParse(given[field]).data
    if (value === undefined || value === null) return []
    const [table, check] = [references[field], checks[field]]
    const missing = table ? dangling(table, [field], value) : []
    return missing.length || !check?.when(value, call) ? missing : [{ path: [field], message: check.refuse }]
  }
  const all = issues.concat(Object.keys({ ...references, ...checks }).flatMap(against))
  return { issues: all, data: values }
}
