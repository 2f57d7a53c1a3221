/** Examples are written for one day, and told as far from another. */
import { addDays, daysBetween } from './day.ts'

const WRITTEN_FOR = '2026-06-01'

/**
 * Moves a value of an example to a day: a date, with or without a time, stays as far from it; anything else is as it was.
 * @param today `YYYY-MM-DD`
 */
export function movedTo(today: string): (value: unknown) => unknown {
  const days = daysBetween(WRITTEN_FOR, today)
  return (value) =>
    typeof value === 'string' && /^\d{4}-\d\d-\d\d(?:T|$)/.test(value) && !Number.isNaN(Date.parse(value))
      ? addDays(value.slice(0, 10), days) + value.slice(10)
      : value
}
