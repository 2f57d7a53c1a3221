/** The values of this API: how ids, texts, money and times look in bodies and rows. */
import * as z from 'zod'
import { toIso } from '../../core/clock.ts'

/** Upper case is accepted, as the vendor's framework does, and read as lower case. */
export const Uuid = z.guid().toLowerCase()
/** A text that may be empty. */
export const Text = z.string()
/** A text that may not be blank; space around it does not count. */
export const FilledText = z.string().trim().min(1)
/** Two decimals at the most. */
export const Money = z.number()
export const CalendarDate = z.iso.date()
/** In rows and answers: UTC, with `Z`. */
export const Instant = z.iso.datetime()
/** In bodies: any offset, but never none; seconds may be left out. */
export const InstantInput = z
  .string()
  .transform((text) => text.replace(/(T\d\d:\d\d)(?=Z|[+-]\d\d:)/, '$1:00'))
  .pipe(z.iso.datetime({ offset: true }))
  .transform((text) => toIso(Date.parse(text)))
  .meta({ format: 'date-time' })

/** A row with the fields that were sent. */
export const updated = <R extends object>(row: R, fields: { readonly [Field in keyof R]?: R[Field] | undefined }): R => ({
  ...row,
  ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
})
