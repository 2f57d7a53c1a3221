/** The words for a failing field: those of Django REST Framework, which the vendor's 401 and paths point to. */
import * as z from 'zod'

const NOT_A_STRING = 'Not a valid string.'

const byType: Readonly<Record<string, string>> = {
  string: NOT_A_STRING,
  boolean: 'Must be a valid boolean.',
  int: 'A valid integer is required.',
  number: 'A valid number is required.',
}

export const wrongFormat = {
  guid: 'Must be a valid UUID.',
  email: 'Enter a valid email address.',
  date: 'Date has wrong format. Use one of these formats instead: YYYY-MM-DD.',
  datetime: 'Datetime has wrong format. Use one of these formats instead: YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].',
  time: 'Time has wrong format. Use one of these formats instead: HH:MM.',
}
const byFormat: Readonly<Record<string, string>> = wrongFormat

/** A text of which zod knows no format; what is no text is told as a wrong format too. */
export const textFor = (refuse: string) =>
  z.string({ error: ({ input }) => (input === undefined || input === null ? undefined : refuse) })

/** What a JSON value is, in the word of the field's framework. */
export function typeName(value: unknown): string {
  if (value === null) return 'NoneType'
  if (Array.isArray(value)) return 'list'
  if (typeof value === 'object') return 'dict'
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float'
  return typeof value === 'boolean' ? 'bool' : 'str'
}

export const unstorable = (character: string): string =>
  character === 'U+0000' ? 'Null characters are not allowed.' : `Surrogate characters are not allowed: ${character}.`

/** A zod issue in the API's words; undefined where zod's own must do. */
export function message(issue: z.core.$ZodRawIssue): string | undefined {
  const { input } = issue
  if (input === undefined && issue.code !== 'custom') return 'This field is required.'
  if (input === null) return 'This field may not be null.'
  switch (issue.code) {
    case 'invalid_type':
      return (
        byFormat[formatOf(issue) as string] ??
        wrongType(formatOf(issue) === 'safeint' ? 'int' : (issue.expected as string), input)
      )
    case 'invalid_format':
      return byFormat[issue.format as string] ?? 'This value does not match the required pattern.'
    case 'invalid_value':
      return `"${shown(input)}" is not a valid choice.`
    case 'too_small':
      return tooSmall(issue)
    case 'too_big':
      return tooBig(issue)
    default:
      return undefined
  }
}

/** Of an integer that is no number at all zod says only that a number was expected, of a date that is no text a string. */
const formatOf = ({ inst }: z.core.$ZodRawIssue): string | undefined =>
  (inst?._zod.def as { readonly format?: string } | undefined)?.format

function wrongType(expected: string, input: unknown): string | undefined {
  if (expected === 'array') return `Expected a list of items but got type "${typeName(input)}".`
  if (expected === 'object') return `Invalid data. Expected a dictionary, but got ${typeName(input)}.`
  return byType[expected]
}

function tooSmall(issue: z.core.$ZodRawIssue): string {
  if (issue.origin === 'string') return 'This field may not be blank.'
  if (issue.origin === 'array') return 'This list may not be empty.'
  return `Ensure this value is greater than or equal to ${issue.minimum}.`
}

function tooBig({ origin, maximum }: z.core.$ZodRawIssue): string {
  if (origin === 'string') return `Ensure this field has no more than ${maximum} characters.`
  if (origin === 'array') return `Ensure this field has no more than ${maximum} elements.`
  return `Ensure this value is less than or equal to ${maximum}.`
}

const shown = (input: unknown) => (typeof input === 'string' ? input : JSON.stringify(input))
