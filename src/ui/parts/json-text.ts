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

/** Longer texts are not looked through for numbers. */
const MOST = 1_000_000

/** Why a text cannot be sent as it stands: it is no JSON, or JavaScript has another number in the place of one of it. */
export function problemOf(text: string): string | undefined {
  if (!readJson(text)) return 'This is not JSON.'
  if (text.length > MOST) return undefined
  const numbers = text.replace(/"(?:[^"\\]|\\.)*"/g, '').match(/-?\d[\d.eE+-]*/g) ?? []
  const other = numbers.find((number) => !isExact(number))
  return other && `${other} would be sent as ${writeJson(Number(other))}.`
}

/** Whether JavaScript has just the number that is written. */
export function isExact(number: string): boolean {
  const digits = inDigits(number)
  return digits !== undefined && digits === inDigits(String(Number(number)))
}

/** The digits of a number without zeros at its ends, and where they stand: `-12.50` is `-125e-1`. Undefined for what is no number. */
function inDigits(number: string): string | undefined {
  const [, sign, whole = '', part = '', exponent = '0'] = /^([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i.exec(number) ?? []
  if (!whole && !part) return undefined
  const digits = `${whole}${part}`.replace(/^0+/, '')
  const ended = digits.replace(/0+$/, '')
  return ended && `${sign === '-' ? '-' : ''}${ended}e${Number(exponent) - part.length + digits.length - ended.length}`
}

/** On lines of its own; empty where there is nothing. */
export const writeJson = (value: unknown): string => JSON.stringify(value, null, 2) ?? ''
