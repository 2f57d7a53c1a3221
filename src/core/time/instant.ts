/** Points in time, as bodies and rows have them. */
import * as z from 'zod'
import { quoted } from '../values/given.ts'
import { toIso } from './clock.ts'

/** In rows and answers: UTC, with `Z`. */
export const Instant = z.iso.datetime()

/** There is no year 0. */
const isYearZero = (text: string): boolean => text.startsWith('0000')

export const CalendarDate = z.iso.date().superRefine((input, context) => {
  if (isYearZero(input)) context.addIssue({ code: 'invalid_format', format: 'date', input })
})

/** Of what is well formed, but not in the years 1 to 9999 in UTC. */
export const OUT_OF_RANGE = 'Datetime value out of range.'

/**
 * In bodies and queries: any offset, but never none; seconds may be left out. In UTC it must be in the years 1 to 9999.
 *
 * @param decimals of a second that are kept
 * @param text what is read, for those who say in their own way that it is no text
 */
export const instantInput = (decimals: 3 | 6, text: z.ZodString = z.string()) =>
  text
    .transform((given) => given.replace(/(T\d\d:\d\d)(?=Z|[+-]\d\d:)/, '$1:00'))
    .pipe(z.iso.datetime({ offset: true }))
    .transform((given) => toIso(Date.parse(given)).replace(/(\.\d{3})?Z$/, (end) => `${exact(given, decimals) ?? end}`))
    .pipe(z.iso.datetime({ error: OUT_OF_RANGE }).refine((at) => !isYearZero(at), { error: OUT_OF_RANGE }))
    .meta({ format: 'date-time' })

/** The end of an instant, where it is more exact than a millisecond. */
function exact(text: string, decimals: number): string | undefined {
  const fraction = /\.(\d+)/.exec(text)?.[1]?.slice(0, decimals).replace(/0+$/, '') ?? ''
  return fraction.length > 3 ? `.${fraction.padEnd(decimals, '0')}Z` : undefined
}

export const InstantInput = instantInput(3)

/** Why a text is no point in time. Without an offset it would be another one on every machine. */
export const noInstant = (given: unknown): string =>
  given instanceof Date
    ? 'This Date is none.'
    : `${quoted(given)} is not an ISO 8601 datetime with a time zone such as "2026-06-01T14:00:00Z".`

/** A point in time as it is given, in milliseconds since 1970; undefined for what is none. */
export function readInstant(given: unknown): number | undefined {
  if (given instanceof Date) return readInstant(given.getTime())
  if (typeof given === 'number') return Number.isNaN(given) ? undefined : given
  const { data } = InstantInput.safeParse(given)
  return data === undefined ? undefined : Date.parse(data)
}
