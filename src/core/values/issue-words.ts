/** Plain words for a field that fails, for every API that has no words of its own. */
import type * as z from 'zod'

const byFormat: Readonly<Record<string, string>> = {
  guid: 'Must be a valid UUID.',
  email: 'Must be a valid email address.',
  date: 'Must be a date, YYYY-MM-DD.',
  datetime: 'Must be an ISO 8601 datetime with a time zone.',
}

const byType: Readonly<Record<string, string>> = {
  string: 'Must be a string.',
  boolean: 'Must be a boolean.',
  int: 'Must be an integer.',
  number: 'Must be a number.',
  array: 'Must be a list.',
  object: 'Must be an object.',
}

/** A zod issue in plain words; undefined where its own must do. */
export function plainWords(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.input === undefined && issue.code !== 'custom') return 'This field is required.'
  switch (issue.code) {
    case 'invalid_type':
      return byType[issue.expected as string]
    case 'invalid_format':
      return byFormat[issue.format as string]
    case 'invalid_value':
      return `Must be one of: ${(issue.values as readonly unknown[]).join(', ')}.`
    case 'too_small':
      return tooSmall(issue)
    case 'too_big':
      return issue.origin === 'string' ? `Must have at most ${issue.maximum} characters.` : `Must be at most ${issue.maximum}.`
    default:
      return undefined
  }
}

/** What fails, but nothing about the length of what is of the wrong type: zod measures a list in the place of a text. */
export function withoutLengths(issues: readonly z.core.$ZodIssue[]): readonly z.core.$ZodIssue[] {
  const wayTo = ({ path }: z.core.$ZodIssue): string => JSON.stringify(path)
  const ofType = new Set(issues.filter(({ code }) => code === 'invalid_type').map(wayTo))
  const isLength = ({ code }: z.core.$ZodIssue): boolean => code === 'too_small' || code === 'too_big'
  return ofType.size ? issues.filter((issue) => !(isLength(issue) && ofType.has(wayTo(issue)))) : issues
}

function tooSmall(issue: z.core.$ZodRawIssue): string {
  if (issue.origin === 'string') return 'Must not be blank.'
  if (issue.origin === 'array') return 'Must not be empty.'
  return `Must be at least ${issue.minimum}.`
}
