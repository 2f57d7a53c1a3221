/** The values of this API: how ids, texts and times look in bodies and rows. */
import * as z from 'zod'
import { toIso } from '../../core/clock.ts'

/** In answers ids are numbers; in rows they are the same as texts. */
export const Id = z.int().min(1)
/** The id of a row, and of the rows it refers to. */
export const RowId = z.string().regex(/^[1-9]\d*$/)
/** A text that may not be blank; space around it does not count. */
export const FilledText = z.string().trim().min(1)
/** In rows and answers: UTC, with `Z`. */
export const Instant = z.iso.datetime()
/** In bodies and queries: any offset, but never none; seconds may be left out. */
export const InstantInput = z
  .string()
  .transform((text) => text.replace(/(T\d\d:\d\d)(?=Z|[+-]\d\d:)/, '$1:00'))
  .pipe(z.iso.datetime({ offset: true }))
  .transform((text) => toIso(Date.parse(text)))
  .pipe(Instant)
  .meta({ format: 'date-time' })
export const EmailAddress = z.email().toLowerCase()

/** A row with the fields that were sent. */
export const updated = <R extends object>(row: R, fields: { readonly [Field in keyof R]?: R[Field] | undefined }): R => ({
  ...row,
  ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
})
