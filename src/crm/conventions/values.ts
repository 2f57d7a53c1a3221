/** The values of this API: how ids, texts and times look in bodies and rows. */
import * as z from 'zod'

export { Instant, InstantInput } from '../../core/time/instant.ts'

/** In answers ids are numbers; in rows they are the same as texts. */
export const Id = z.int().min(1)
/** The id of a row, and of the rows it refers to. */
export const RowId = z.string().regex(/^[1-9]\d*$/)
/** A text that may not be blank; space around it does not count. */
export const FilledText = z.string().trim().min(1)
export const EmailAddress = z.email().toLowerCase()
const NOT_AN_ID = 'Must be an id.'

/** The id of a row in the body of an event: a number as in answers, or a text as in rows. */
export const RowIdInput = z
  .union([z.int(), z.string()], { error: ({ input }) => (input === undefined ? undefined : NOT_AN_ID) })
  .transform(String)
  .pipe(z.string().regex(/^[1-9]\d*$/, { error: NOT_AN_ID }))
