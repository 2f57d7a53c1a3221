import { defineResource } from '../../core/call/resource.ts'
import { agingWords } from './aging.words.ts'
import { agingDayRows } from './aging-day.ts'
import { agingSnapshotRows } from './aging-snapshot.ts'
import { beginHistory } from './begin-history.ts'
import { getAgingHistory } from './get-aging-history.op.ts'
import { getAgingReport } from './get-aging-report.op.ts'
import { getAgingSummary } from './get-aging-summary.op.ts'
import { getCustomerAgingHistory } from './get-customer-aging-history.op.ts'
import { followCompanyDay, followDayTotals } from './keep-aging-day.follower.ts'
import { listAgingDates } from './list-aging-dates.op.ts'
import { listAgingDetails } from './list-aging-details.op.ts'
import { takeSnapshot } from './take-snapshot.timer.ts'

export const agingResource = defineResource({
  name: 'aging',
  description: 'How old open receivables are, now and in the past.',
  words: agingWords,
  tables: [agingSnapshotRows, agingDayRows],
  operations: [getAgingSummary, listAgingDetails, getAgingHistory, listAgingDates, getAgingReport, getCustomerAgingHistory],
  timers: [takeSnapshot],
  followers: [followCompanyDay, followDayTotals],
  completions: [beginHistory],
})
