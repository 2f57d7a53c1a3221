import * as z from 'zod'
import { defineEvent } from '../../core/call/event.ts'
import { FilledText, RowIdInput } from '../conventions/values.ts'
import { crmConnections } from './connection.ts'
import { disconnectedEventExample, refuseDisconnected } from './needs-connection.ts'

export const syncWillFail = defineEvent({
  type: 'sync.will_fail',
  summary: 'The next sync of a connected account will go wrong.',
  description:
    'It starts as usual and ends in `error`, and other syncs under way end with it; one that runs already is the next. Nothing arrives, and nothing is read or sent through the connection until it is refreshed.',
  target: crmConnections.at('connection'),
  body: z.object({
    connection: RowIdInput,
    reason: FilledText.default('The sync failed.').meta({ description: 'What the error says.' }),
    times: z.int().min(1).max(100).default(1).meta({ description: 'How often, one after the other.' }),
  }),
  rules: [refuseDisconnected],

  handle({ world, target, body: { reason, times } }) {
    const failures = [...target.failures, ...Array.from({ length: times }, () => reason)]
    return { connection: Number(world.save(crmConnections, { ...target, failures }).id) }
  },

  examples: [
    {
      name: 'the next two syncs will fail',
      mark: 'C',
      body: { connection: '$samples.crm_connections.active', reason: 'Rate limited.', times: 2 },
      expect: {
        status: 201,
        body: {
          rows: [{ table: 'crm_connections', before: { failures: [] }, after: { failures: ['Rate limited.', 'Rate limited.'] } }],
        },
      },
    },
    {
      name: 'refuses to fail no times',
      mark: 'C',
      body: { connection: '$samples.crm_connections.active', times: 0 },
      expect: { status: 400, body: { error: { details: [{ field: 'times' }] } } },
    },
    disconnectedEventExample,
  ],
})
