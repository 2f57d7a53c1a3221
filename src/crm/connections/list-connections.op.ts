import * as z from 'zod'
import { dataOf, ok } from '../conventions/envelope.ts'
import { defineOperation } from '../conventions/operation.ts'
import { Connection, crmConnections } from './connection.ts'

export const listConnections = defineOperation({
  id: 'listConnections',
  route: 'GET /integrations/connections',
  summary: 'List connections',
  description: 'The caller’s own, oldest first.',
  source: 'crm-connections, List connections',
  responses: { 200: dataOf(z.array(Connection)) },

  handle({ world, user, reply }) {
    const own = world.table(crmConnections).list('ofUser', user.id)
    return reply(200, ok(own.map((connection) => world.show(crmConnections, connection))))
  },

  examples: [
    {
      name: 'lists the caller’s connections',
      mark: 'D crm-connections-1',
      expect: {
        status: 200,
        body: { success: true, data: [{ provider: 'google', status: 'active' }, { provider: 'microsoft' }] },
      },
    },
    { name: 'needs a token', mark: 'D crm-conventions-3', as: 'nobody', expect: { status: 401 } },
  ],
})
