import { defineResource } from '../../core/call/resource.ts'
import { getInsight } from './get-insight.op.ts'
import { giveInsightFeedback } from './give-insight-feedback.op.ts'
import { insightFeedbackRows } from './insight-feedback.ts'
import { insightsWords } from './insights.words.ts'
import { listInsights } from './list-insights.op.ts'

export const insightsResource = defineResource({
  name: 'insights',
  description: 'Signals, summaries and predictions that follow from the books and the conversations.',
  words: insightsWords,
  tables: [insightFeedbackRows],
  operations: [listInsights, getInsight, giveInsightFeedback],
})
