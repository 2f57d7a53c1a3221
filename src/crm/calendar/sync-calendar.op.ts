import { activeConnection, type ConnectionRow, crmConnections } from '../connections/connection.ts'
import { connectionExamples, needsConnection } from '../connections/needs-connection.ts'
import { SyncAnswer, startSync } from '../connections/sync.ts'
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

  examples: [
    {
      name: 'starts a sync',
      mark: 'D crm-calendar-9',
      expect: { status: 202, body: { success: true, data: { type: 'calendar', status: 'started' } } },
    },
    {
      name: 'starts no second sync while one runs',
      mark: 'C',
      given: (world, sample) => {
        const connection = world.table(crmConnections).get(sample('samples.crm_connections.active'))
        if (connection) startSync(world, connection, 'calendar')
      },
      expect: { status: 200, body: { data: { type: 'calendar', status: 'already_running' } } },
    },
    ...connectionExamples(),
  ],
})
