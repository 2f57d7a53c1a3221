/** Dates, `YYYY-MM-DD`. */

const DAY_MS = 86_400_000
const months = 'January February March April May June July August September October November December'.split(' ')

/** The date so many days later, or earlier. */
export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10)

/** Whole days from one date to another; below zero where that comes first. */
export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS)

/** As a letter has it: `May 5, 2026`. */
export function inWords(date: string): string {
  const [year, month = 1, day] = date.split('-').map(Number)
  return `${months[month - 1]} ${day}, ${year}`
}
