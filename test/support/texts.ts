/** What texts and amounts are compared by. */
import { months } from '../../src/core/time/day.ts'

export const cents = (amount: number): number => Math.round(amount * 100)

/** Dates as letters have them: `May 5, 2026`. */
export const letterDates = new RegExp(`\\b(?:${months.join('|')}) \\d{1,2}, \\d{4}`, 'g')
