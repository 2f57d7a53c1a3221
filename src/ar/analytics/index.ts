import { defineResource } from '../../core/call/resource.ts'
import { analyticsWords } from './analytics.words.ts'
import { dayTotals } from './day-totals.ts'
import { getCashflowForecast } from './get-cashflow-forecast.op.ts'
import { followOwed, followReceived } from './keep-day-totals.follower.ts'
import { sumUp } from './sum-up.ts'

export const analyticsResource = defineResource({
  name: 'analytics',
  description: 'What is due and expected, and what came in.',
  words: analyticsWords,
  tables: [dayTotals],
  operations: [getCashflowForecast],
  followers: [followOwed, followReceived],
  completions: [sumUp],
})
