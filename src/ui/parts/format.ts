/** Times and money, as the whole dashboard writes them. Times are those of the world, in UTC as the APIs have them. */
const utc = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options })

const day: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', year: 'numeric' }
const time: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }
const days = utc(day)
const weekdays = utc({ weekday: 'short', ...day })
const times = utc(time)

type Instant = string | Date
const toDate = (at: Instant): Date => (typeof at === 'string' ? new Date(at) : at)
const written = (format: Intl.DateTimeFormat, at: Instant): string => {
  const date = toDate(at)
  return Number.isNaN(date.getTime()) ? String(at) : format.format(date)
}

/** `1 Jun 2026` */
export const toDay = (at: Instant): string => written(days, at)
/** `Mon, 1 Jun 2026` */
export const toWeekday = (at: Instant): string => written(weekdays, at)
/** `14:00:05` */
export const toTime = (at: Instant): string => written(times, at)
/** `1 Jun 2026, 14:00:05` */
export const toDateTime = (at: Instant): string => `${toDay(at)}, ${toTime(at)}`

export const DAY_MS = 86_400_000

/** Days from one date to another; less than none where that one is the earlier. */
export const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY_MS

const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', DAY_MS],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
]
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always' })

/** `in 3 hours`, `2 days ago` */
export function toDistance(at: Instant, now: Instant): string {
  const ms = toDate(at).getTime() - toDate(now).getTime()
  const [unit, size] = steps.find(([, each]) => Math.abs(ms) >= each) ?? ['second', 1_000]
  return Math.abs(ms) < 1_000 ? 'now' : relative.format(Math.trunc(ms / size), unit)
}

/** `3 hours` between two times, `none` where there is less than a second. */
export function toAge(from: Instant, to: Instant): string {
  const ms = toDate(to).getTime() - toDate(from).getTime()
  const [unit, size] = steps.find(([, each]) => ms >= each) ?? []
  return unit && size ? counted(Math.trunc(ms / size), unit) : 'none'
}

const units = ['B', 'kB', 'MB', 'GB'] as const

/** `12.3 kB` */
export function toBytes(count: number): string {
  const at = Math.min(units.length - 1, Math.trunc(Math.log10(Math.max(1, count)) / 3))
  return `${(count / 1_000 ** at).toLocaleString('en-US', { maximumFractionDigits: 1 })} ${units[at]}`
}

/** `1,234.50 EUR` in the way of its currency. */
export const toMoney = (amount: number, currency = 'USD'): string =>
  new Intl.NumberFormat('en-US', { style: 'currency', currency }).format(amount)

/** `1,234.50` */
export const toCents = (amount: number): string =>
  amount.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 20 })

export const toNumber = (count: number): string => count.toLocaleString('en-US')

/** `1 world`, `3 worlds` */
export const counted = (count: number, thing: string, things = `${thing}s`): string =>
  `${toNumber(count)} ${count === 1 ? thing : things}`

/** `takeAgingSnapshot` as `take aging snapshot`. */
export const toWords = (name: string): string =>
  name
    .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .replace(/[_.]/g, ' ')
    .trim()

/** What is stored, as a text. */
export const toText = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing'))

/** The beginning of a text that is longer, not in the middle of a character. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text
  const last = text.charCodeAt(most - 1)
  return `${text.slice(0, last >= 0xd800 && last < 0xdc00 ? most - 1 : most)}…`
}
