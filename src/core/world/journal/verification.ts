/** Whether calls were made as often as somebody expects; and if not, which came nearest. */

import { isWholeNumber } from '../../values/whole-number.ts'
import type { CallEntry } from './entry.ts'
import { type Criterion, checkNames, JournalError } from './filter.ts'
import { type JournalRecord, toEntry } from './record.ts'

/** How often: exactly, or within bounds. */
export type Times = number | { readonly atLeast?: number | undefined; readonly atMost?: number | undefined }

/** Of one thing that a call should be like. */
export interface Difference {
  readonly field: string
  readonly expected: unknown
  readonly actual: unknown
}

/** A call that was nearly what was looked for. */
interface Miss {
  readonly entry: CallEntry
  readonly differs: readonly Difference[]
}

export interface Verification {
  readonly passed: boolean
  /** What was expected, in words. */
  readonly expected: string
  /** How often it was there. */
  readonly actual: number
  /** How many older entries are gone for want of room; such calls may have been among them. */
  readonly gone: number
  /** Where it did not pass for too few: the nearest first, at most three. */
  readonly misses: readonly Miss[]
}

/** Thrown where calls were not made as expected. */
export class VerificationError extends Error {
  readonly verification: Verification

  constructor(verification: Verification) {
    super(verificationInWords(verification))
    this.verification = verification
  }

  override get name(): string {
    return 'VerificationError'
  }
}

const MOST_MISSES = 3

/**
 * @param records oldest first
 * @param gone how many entries there are no more
 * @throws JournalError for what is no number of times, and where it passes only because of those
 */
export function verification(
  records: readonly JournalRecord[],
  criteria: readonly Criterion[],
  times: Times | undefined,
  gone: number,
): Verification {
  const { atLeast, atMost } = boundsOf(times)
  const actual = records.filter((record) => criteria.every(({ fits }) => fits(record))).length
  const passed = actual >= atLeast && actual <= atMost
  if (passed && actual + gone > atMost)
    throw new JournalError(
      'after',
      `${goneOf(gone)}, and such a call may be among them: say \`after\` which entry, or keep more.`,
    )
  const what = criteria.map(({ field, expected }) => `${field} ${JSON.stringify(expected)}`).join(', ')
  return {
    passed,
    expected: `${often(atLeast, atMost)} with ${what}`,
    actual,
    gone,
    misses: actual < atLeast ? missesOf(records, criteria) : [],
  }
}

function missesOf(records: readonly JournalRecord[], criteria: readonly Criterion[]): Miss[] {
  return records
    .flatMap((record) => {
      const failed = criteria.filter(({ fits }) => !fits(record))
      return record.call && failed.length ? [{ record, failed }] : []
    })
    .toSorted(
      (a, b) => isOther(a.failed) - isOther(b.failed) || a.failed.length - b.failed.length || b.record.number - a.record.number,
    )
    .slice(0, MOST_MISSES)
    .map(({ record, failed }) => ({
      entry: toEntry(record) as CallEntry,
      differs: failed.map(({ field, expected, actual }) => ({ field, expected, actual: actual(record) ?? null })),
    }))
}

/** Calls of the operation itself come first. */
const isOther = (failed: readonly Criterion[]): number => Number(failed.some(({ field }) => field === 'operation'))

function boundsOf(times: Times | undefined): { atLeast: number; atMost: number } {
  if (typeof times === 'number') return { atLeast: count(times), atMost: times }
  if (typeof (times ?? {}) !== 'object') count(Number.NaN)
  checkNames('bound', times ?? {}, ['atLeast', 'atMost'])
  const { atLeast, atMost } = times ?? {}
  const bounds = { atLeast: count(atLeast ?? (atMost === undefined ? 1 : 0)), atMost: count(atMost ?? Number.MAX_SAFE_INTEGER) }
  if (bounds.atLeast > bounds.atMost) throw new JournalError('times', 'atLeast is more than atMost.')
  return bounds
}

function count(value: number): number {
  if (!isWholeNumber(value, 0)) throw new JournalError('times', 'How often is a whole number of at least 0.')
  return value
}

function often(atLeast: number, atMost: number): string {
  const calls = (n: number) => `${n} ${n === 1 ? 'call' : 'calls'}`
  if (atMost === 0) return 'no call'
  if (atLeast === atMost) return `exactly ${calls(atLeast)}`
  if (atMost === Number.MAX_SAFE_INTEGER) return `at least ${calls(atLeast)}`
  return atLeast === 0 ? `at most ${calls(atMost)}` : `${atLeast} to ${calls(atMost)}`
}

const goneOf = (gone: number): string => (gone === 1 ? '1 older entry is gone' : `${gone} older entries are gone`)

/** What a failing test shows. */
function verificationInWords({ expected, actual, gone, misses }: Verification): string {
  const lines = misses.map(({ entry, differs }) => {
    const { number, request, response } = entry
    const what = differs.map((each) => `${each.field} was ${JSON.stringify(each.actual)?.slice(0, 200)}`).join(', ')
    return `  ${number}: ${request.method} ${request.path} ${response.status}: ${what}`
  })
  return [
    `Expected ${expected}; there ${actual === 1 ? 'was' : 'were'} ${actual}.`,
    ...(gone ? [`${goneOf(gone)}: the journal had no room for more.`] : []),
    ...(lines.length ? ['Nearest:', ...lines] : []),
  ].join('\n')
}
