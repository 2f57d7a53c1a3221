/** The values of this API: how ids, texts, money and times look in bodies and rows. */
import * as z from 'zod'

export { Instant, InstantInput } from '../../core/time/instant.ts'

/** Upper case is accepted, as the vendor's framework does, and read as lower case. */
export const Uuid = z.guid().toLowerCase()
/** A text that may be empty. */
export const Text = z.string()
/** A text that may not be blank; space around it does not count. */
export const FilledText = z.string().trim().min(1)
/** Two decimals at the most. */
export const Money = z.number()
export const CalendarDate = z.iso.date()
