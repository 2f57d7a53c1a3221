import { activeConnection, type ConnectionRow } from '../connections/connection.ts'
import { connectionExamples, needsConnection } from '../connections/needs-connection.ts'
import { SyncAnswer, startSync, syncExamples } from '../connections/sync.ts'
import { dataOf, ok } from '../conventions/envelope.ts'
import { defineOperation } from '../conventions/operation.ts'

export const syncCalendar = defineOperation({
  id: 'syncCalendar',
  route: 'POST /integrations/calendar/sync',
  summary: 'Sync the calendar',
  description:
    'Over the caller’s oldest active connection. A second call while such a sync runs starts nothing; one of everything is such a sync too.',
  source: 'crm-calendar, Sync calendar',
  rules: needsConnection,
  responses: { 202: dataOf(SyncAnswer), 200: dataOf(SyncAnswer) },

  handle({ world, user, reply }) {
    const { status, data } = startSync(world, activeConnection(world, user) as ConnectionRow, 'calendar')
    return reply(status, ok(data))
  },

  examples: [...syncExamples('calendar', 'D crm-calendar-9'), ...connectionExamples()],
})
