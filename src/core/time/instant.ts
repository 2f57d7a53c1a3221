/** Points in time, as bodies and rows have them. */
import * as z from 'zod'
import { toIso } from './clock.ts'

/** In rows and answers: UTC, with `Z`. */
export const Instant = z.iso.datetime()

/** In bodies and queries: any offset, but never none; seconds may be left out. In UTC it must be in the years 0 to 9999. */
export const InstantInput = z
  .string()
  .transform((text) => text.replace(/(T\d\d:\d\d)(?=Z|[+-]\d\d:)/, '$1:00'))
  .pipe(z.iso.datetime({ offset: true }))
  .transform((text) => toIso(Date.parse(text)))
  .pipe(Instant)
  .meta({ format: 'date-time' })
