import * as z from 'zod'
import { defineEvent } from '../../core/call/event.ts'
import { Uuid } from '../conventions/values.ts'
import { connections } from '../integrations/connection.ts'
import { armFailures, failureFields } from './arm.ts'

const NEVER_TRIGGERED = 'A CRM connection is never synced, so no trigger of it can fail.'

export const triggerWillFail = defineEvent({
  type: 'trigger.will_fail',
  summary: 'The next call that starts a sync of a connection will not get it started.',
  description: 'It answers `trigger_failed`, and no sync begins.',
  target: connections.at('connection'),
  body: z.object({ connection: Uuid, ...failureFields }),
  rules: [{ refuse: NEVER_TRIGGERED, when: ({ target }) => target.category === 'crm' }],

  handle: ({ world, target, body }) => armFailures(world, 'trigger', target.id, body),

  examples: [
    {
      name: 'the next sync will not start',
      mark: 'C',
      body: { connection: '$samples.connections.merge_active' },
      expect: {
        status: 201,
        body: { rows: [{ table: 'failures', before: null, after: { kind: 'trigger', reason: 'The trigger failed.' } }] },
      },
    },
    {
      name: 'refuses a CRM connection',
      mark: 'C',
      body: { connection: '$samples.connections.crm' },
      expect: { status: 400, body: { error: { message: NEVER_TRIGGERED } } },
    },
  ],
})
