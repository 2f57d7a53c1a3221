/** The values of this API: how ids, texts and times look in bodies and rows. */
import * as z from 'zod'
import { isTimeZone, zoneName } from '../../core/time/time-zone.ts'

export { Instant, InstantInput } from '../../core/time/instant.ts'

/** In answers ids are numbers; in rows they are the same as texts. */
export const Id = z.int().min(1)
/** The id of a row, and of the rows it refers to. */
export const RowId = z.string().regex(/^[1-9]\d*$/)
/** A text that may not be blank; space around it does not count. */
export const FilledText = z.string().trim().min(1)

/** Plain letters before the `@`; after it also those of other alphabets. */
const ADDRESS =
  /^(?!\.)(?!.*\.\.)[A-Za-z0-9_'+.-]*[A-Za-z0-9_+-]@([A-Za-z0-9\u00a1-\u1fff\u3040-\ud7ff][A-Za-z0-9\u00a1-\u1fff\u3040-\ud7ff-]*\.)+([A-Za-z\u00a1-\u1fff\u3040-\ud7ff]{2,}|[Xx][Nn]--[A-Za-z0-9-]+)$/
/** In lower case. In documents only a plain pattern: many readers take a format of addresses for ASCII alone. */
export const EmailAddress = z
  .email({ pattern: ADDRESS, abort: true })
  .toLowerCase()
  .meta({ format: undefined, pattern: '^[^\\s@]+@[^\\s@]+$' })
/** In bodies an address may come with a name, `Ann Lee <ann@company.com>`, which does not count. */
export const AddressInput = z
  .string()
  .max(500, { abort: true })
  .transform((text) => /^[^<>]*<([^<>]*)>\s*$/.exec(text)?.[1]?.trim() ?? text)
  .pipe(EmailAddress)
/** The name of an IANA time zone. */
export const TimeZone = z
  .string()
  .overwrite(zoneName)
  .refine(isTimeZone, { error: 'This is no IANA time zone, such as "America/New_York".' })
const NOT_AN_ID = 'Must be an id.'

/** The id of a row in the body of a call. */
export const RowRef = Id.transform(String)

/** The id of a row in the body of an event: a number as in answers, or a text as in rows. */
export const RowIdInput = z
  .union([z.int(), z.string()], { error: ({ input }) => (input === undefined ? undefined : NOT_AN_ID) })
  .transform(String)
  .pipe(z.string().regex(/^[1-9]\d*$/, { error: NOT_AN_ID }))
