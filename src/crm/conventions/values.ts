/** The values of this API: how ids, texts and times look in bodies and rows. */
import * as z from 'zod'
import { InstantInput as AnyInstant, CalendarDate, OUT_OF_RANGE } from '../../core/time/instant.ts'
import { isTimeZone, zoneName } from '../../core/time/time-zone.ts'

export { Instant } from '../../core/time/instant.ts'

export const NO_TIME = 'Must be an ISO 8601 datetime with a time zone.'

/** What a text is as a schema reads it; where it is no time, what is wrong with it. */
export function readTime(text: string, context: z.RefinementCtx, schema: z.ZodType<string> = AnyInstant): string {
  const time = schema.safeParse(text)
  if (time.success) return time.data
  const [issue] = time.error.issues
  const [day] = /^\d{4}-\d\d-\d\d/.exec(text) ?? []
  const message =
    day !== undefined && !CalendarDate.safeParse(day).success
      ? `There is no ${day}.`
      : issue?.message === OUT_OF_RANGE
        ? OUT_OF_RANGE
        : NO_TIME
  context.addIssue({ code: 'custom', message })
  return z.NEVER
}

/** A datetime with a time zone, in UTC. */
export const InstantInput = z
  .string()
  .transform((text, context) => readTime(text, context))
  .meta({ format: 'date-time' })

/** In documents: a datetime or a date. */
export const TIME_OR_DATE = {
  type: undefined,
  anyOf: [
    { type: 'string', format: 'date-time' },
    { type: 'string', format: 'date' },
  ],
}

const NOT_AN_ID = 'Must be an id.'

/** In answers ids are numbers; in rows they are the same as texts. */
export const Id = z.int().min(1)
/** The id of a row, and of the rows it refers to. */
export const RowId = z.string().regex(/^[1-9]\d*$/, { error: NOT_AN_ID })
/** A text that may not be blank; space around it does not count. */
export const FilledText = z.string().trim().min(1)
export const ONE_LINE = 'Must be one line, without control characters.'
const isOneLine = (text: string): boolean => !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text)
/** A line that may be blank: others send mail without a subject. */
export const Line = z.string().refine(isOneLine, { error: ONE_LINE })
/** What stands in one line: a subject, a title. */
export const OneLine = FilledText.refine(isOneLine, { error: ONE_LINE }).meta({
  pattern: '^\\s*\\S[^\\r\\n]*\\s*$',
})

/** Plain letters before the `@`, 64 at most; after it also those of other alphabets; 254 in all. */
const ADDRESS =
  /^(?!.{255})(?![^@]{65})(?!\.)(?!.*\.\.)[A-Za-z0-9_'+.-]*[A-Za-z0-9_+-]@([A-Za-z0-9\u00a1-\u1fff\u3040-\ud7ff][A-Za-z0-9\u00a1-\u1fff\u3040-\ud7ff-]*\.)+([A-Za-z\u00a1-\u1fff\u3040-\ud7ff]{2,}|[Xx][Nn]--[A-Za-z0-9-]+)$/
/** In lower case. In documents only a plain pattern: many readers take a format of addresses for ASCII alone. */
export const EmailAddress = z
  .email({ pattern: ADDRESS, abort: true })
  .toLowerCase()
  .meta({ format: undefined, pattern: '^[^\\s@]+@[^\\s@]+\\.[^\\s@]{2,}$' })
/** In bodies an address may come with a name, `Ann Lee <ann@company.com>`, which does not count. */
export const AddressInput = z
  .string()
  .max(500, { abort: true })
  .transform((text) => /^[^<>]*<([^<>]*)>\s*$/.exec(text)?.[1]?.trim() ?? text)
  .pipe(EmailAddress)
  .meta({ pattern: '[^\\s@<>]@[^\\s@<>]+\\.[^\\s@<>]{2,}' })
/** The name of an IANA time zone. */
export const TimeZone = z
  .string()
  .overwrite(zoneName)
  .refine(isTimeZone, { error: 'This is no IANA time zone, such as "America/New_York".' })
/** The id of a row in the body of a call. */
export const RowRef = Id.transform(String)

/** The id of a row in the body of an event: a number as in answers, or a text as in rows. */
export const RowIdInput = z
  .union([z.int(), z.string()], { error: ({ input }) => (input === undefined ? undefined : NOT_AN_ID) })
  .transform(String)
  .pipe(RowId)
