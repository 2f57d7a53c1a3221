/** JSON that people write and read. */
import type { Json } from '../../core/values/json.ts'

/** What a text says; undefined where it is not JSON. */
export function readJson(text: string): { readonly value: Json } | undefined {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return undefined
  }
}

/** Why a text cannot be sent as it stands: it is no JSON, or JavaScript has another number in the place of one of it. */
export function problemOf(text: string): string | undefined {
  if (!readJson(text)) return 'This is not JSON.'
  const numbers = text.replace(/"(?:[^"\\]|\\.)*"/g, '').match(/-?\d[\d.eE+-]*/g) ?? []
  const other = numbers.find((number) => !(isInteger(number) ? Number.isSafeInteger : Number.isFinite)(Number(number)))
  return other && `${other} would be sent as ${writeJson(Number(other))}.`
}

const isInteger = (number: string): boolean => /^-?\d+$/.test(number)

/** On lines of its own; empty where there is nothing. */
export const writeJson = (value: unknown): string => JSON.stringify(value, null, 2) ?? ''
