import * as z from 'zod'
import { defineOperation } from '../conventions/operation.ts'
import { Connection, connections, isActiveMailbox } from '../integrations/connection.ts'
import { Sequence, sequences } from './sequence.ts'
import { Step, steps } from './step.ts'

export const getSequenceOverview = defineOperation({
  id: 'getSequenceOverview',
  route: 'GET /companies/{company_id}/sequences/{sequence_id}/overview',
  summary: 'Get an overview of a sequence',
  description: 'With its steps in order, and the active mailboxes that could send.',
  source: 'sequences, Get sequence overview',
  target: sequences.at('sequence_id'),
  responses: {
    200: z.object({
      sequence: Sequence,
      steps: z.array(Step),
      active_enrollment_count: z.int(),
      email_connections: z.array(Connection),
    }),
  },

  handle({ world, company, target, show, reply }) {
    const sequence = show(target)
    const connected = world.table(connections).list('ofCompany', company.id)
    return reply(200, {
      sequence,
      steps: world
        .table(steps)
        .list('ofSequence', target.id)
        .map((step) => world.show(steps, step)),
      active_enrollment_count: sequence.active_enrollment_count,
      email_connections: connected.filter(isActiveMailbox).map((mailbox) => world.show(connections, mailbox)),
    })
  },

  examples: [
    {
      name: 'shows the sequence, its steps in order and the mailboxes',
      mark: 'D sequences-18',
      path: { sequence_id: 'active' },
      expect: {
        status: 200,
        body: {
          sequence: { id: '$samples.sequences.active' },
          steps: [{ position: 1 }, { position: 2 }, { position: 3 }, { position: 4 }],
        },
      },
    },
  ],
})
