/** JSON that people write and read. */
import type { Json } from '../../core/values/json.ts'

export const NOT_JSON = 'This is not JSON.'

/** What a text says; undefined where it is not JSON. */
export function readJson(text: string): { readonly value: Json } | undefined {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return undefined
  }
}

/** On lines of its own; empty where there is nothing. */
export const writeJson = (value: unknown): string => JSON.stringify(value, null, 2) ?? ''
