/** The values of this API: how ids, texts, money and times look in bodies and rows. */
import * as z from 'zod'
import { instantInput } from '../../core/time/instant.ts'
import { isTimeZone, zoneName } from '../../core/time/time-zone.ts'
import { textFor, wrongFormat } from './messages.ts'
import { roundMoney } from './money.ts'

export { CalendarDate, Instant } from '../../core/time/instant.ts'

/** With up to six decimals of a second, as the vendor's framework writes them. */
export const InstantInput = instantInput(6, textFor(wrongFormat.datetime))
/** A time of day, HH:MM. */
export const TimeOfDay = textFor(wrongFormat.time).regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: wrongFormat.time })

/** Upper case is accepted, as the vendor's framework does, and read as lower case. What is none, however long, stays as it is. */
export const Uuid = z.guid({ abort: true }).toLowerCase()
/** An id as rows have it; what is none stays as it is. */
export const readId = (text: string): string => (/[A-Z]/.test(text) ? (Uuid.safeParse(text).data ?? text) : text)
/** Ids of which each counts once. */
export const UuidSet = z.array(Uuid).overwrite((ids) => [...new Set(ids)])
/** A text that may be empty. */
export const Text = z.string()
/** A text that may not be blank; space around it does not count. */
export const FilledText = z.string().trim().min(1)
/** In the subject of a letter, which is a header. */
export const isOneLine = (text: string): boolean => !/[\r\n]/.test(text)
export const MANY_LINES = 'Line breaks are not allowed.'
/** Whole cents: two decimals at the most. */
const DECIMALS = 'Ensure that there are no more than 2 decimal places.'
const isInCents = (value: number): boolean => roundMoney(value) === value
export const Money = z.number().refine(isInCents, { error: DECIMALS })
/** An amount in a body, from so much on. */
export const moneyFrom = (least: number) => z.number().min(least).max(999_999_999.99).refine(isInCents, { error: DECIMALS })
export const TimeZone = z
  .string()
  .overwrite(zoneName)
  .refine(isTimeZone, { error: 'This is no IANA time zone, such as "America/New_York".' })
  .meta({ description: 'The name of an IANA time zone.' })
export const DEFAULT_TIME_ZONE = 'America/New_York'
