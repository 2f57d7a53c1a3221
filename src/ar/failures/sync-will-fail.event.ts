import * as z from 'zod'
import { defineEvent } from '../../core/call/event.ts'
import { Uuid } from '../conventions/values.ts'
import { connections } from '../integrations/connection.ts'
import { armFailures, failureFields } from './arm.ts'

const NEVER_SYNCED = 'A CRM connection is never synced, so no sync of it can fail.'

export const syncWillFail = defineEvent({
  type: 'sync.will_fail',
  summary: 'The next sync of a connection will go wrong.',
  description: 'It starts as usual and ends in `error`; one that runs already is the next. Nothing arrives with it.',
  target: connections.at('connection'),
  body: z.object({ connection: Uuid, ...failureFields }),
  rules: [{ refuse: NEVER_SYNCED, when: ({ target }) => target.category === 'crm' }],

  handle: ({ world, target, body }) => armFailures(world, 'sync', target.id, body),

  examples: [
    {
      name: 'the next two syncs will fail',
      mark: 'C',
      body: { connection: '$samples.connections.merge_active', reason: 'Rate limited.', times: 2 },
      expect: {
        status: 201,
        body: {
          changed: 2,
          rows: [
            { table: 'failures', before: null, after: { kind: 'sync', reason: 'Rate limited.' } },
            { table: 'failures', before: null, after: { kind: 'sync' } },
          ],
        },
      },
    },
    {
      name: 'refuses a CRM connection',
      mark: 'C',
      body: { connection: '$samples.connections.crm' },
      expect: { status: 400, body: { error: { message: NEVER_SYNCED } } },
    },
    {
      name: 'refuses to fail no times',
      mark: 'C',
      body: { connection: '$samples.connections.merge_active', times: 0 },
      expect: {
        status: 400,
        body: {
          error: { details: [{ field: 'times', message: 'Ensure this value is greater than or equal to 1.' }] },
        },
      },
    },
  ],
})
