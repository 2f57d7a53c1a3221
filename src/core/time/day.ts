/** Dates, `YYYY-MM-DD`. */

export const DAY_MS = 86_400_000

/** The date so many days later, or earlier. */
export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10)

/** Whole days from one date to another; below zero where that comes first. */
export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS)

/** Made when it is first needed: that takes longer than a start should. */
let letterDate: Intl.DateTimeFormat | undefined

/** As a letter has it: `May 5, 2026`. */
export function toLetterDate(date: string): string {
  letterDate ??= new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' })
  return letterDate.format(Date.parse(date))
}
