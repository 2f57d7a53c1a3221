import * as z from 'zod'
import { defineOperation } from '../conventions/operation.ts'
import { Connection, connections } from './connection.ts'

export const listIntegrations = defineOperation({
  id: 'listIntegrations',
  route: 'GET /companies/{company_id}/integrations',
  summary: 'List integrations',
  description: 'All connections of the company, inactive ones too, oldest first.',
  source: 'integrations, List integrations',
  responses: { 200: z.array(Connection) },

  handle({ world, company, reply }) {
    const rows = world.table(connections).list('ofCompany', company.id)
    return reply(
      200,
      rows.map((row) => world.show(connections, row)),
    )
  },

  examples: [
    {
      name: 'lists the connections as a bare array',
      mark: 'D integrations-1',
      expect: {
        status: 200,
        body: [
          { id: '$samples.connections.merge_active', provider_type: 'merge', category: 'accounting' },
          { id: '$samples.connections.nylas_own', provider_type: 'nylas', category: 'email' },
          { id: '$samples.connections.nylas_shared', provider_type: 'nylas', category: 'email' },
          { id: '$samples.connections.crm', provider_type: 'merge', category: 'crm' },
          { id: '$samples.connections.nylas_teammate', provider_type: 'nylas', category: 'email' },
          { id: '$samples.connections.nylas_expired', provider_type: 'nylas', category: 'email' },
          { id: '$samples.connections.nylas_inactive', provider_type: 'nylas', category: 'email' },
          { provider_type: 'nylas', category: 'email' },
          { id: '$samples.connections.merge_disconnected', provider_type: 'merge', category: 'accounting' },
          { id: '$samples.connections.merge_triggered', provider_type: 'merge', category: 'accounting' },
          { id: '$samples.connections.merge_syncing', provider_type: 'merge', category: 'accounting' },
          { id: '$samples.connections.merge_error', provider_type: 'merge', category: 'accounting' },
          { provider_type: 'merge', category: 'crm' },
        ],
      },
    },
    {
      name: 'needs a token',
      mark: 'D authentication-9',
      as: 'nobody',
      expect: { status: 401, body: { detail: 'Authentication credentials were not provided.' } },
    },
    { name: 'is refused to those who are no members of the company', mark: 'C', as: 'outsider', expect: { status: 403 } },
    {
      name: 'knows no other company',
      mark: 'C',
      path: { company_id: '00000000-0000-4000-8000-00000000dead' },
      expect: { status: 404 },
    },
  ],
})
