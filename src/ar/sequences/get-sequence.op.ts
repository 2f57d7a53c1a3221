import { defineOperation } from '../conventions/operation.ts'
import { Sequence, sequences } from './sequence.ts'

export const getSequence = defineOperation({
  id: 'getSequence',
  route: 'GET /companies/{company_id}/sequences/{sequence_id}',
  summary: 'Get a sequence',
  description:
    'A sequence in any status, with how many steps it has and how many customers are in it now. `getSequenceOverview` has the steps too.',
  source: 'sequences, Get sequence detail',
  target: sequences.at('sequence_id'),
  responses: { 200: Sequence },

  handle: ({ target, show, reply }) => reply(200, show(target)),

  examples: [
    {
      name: 'shows a sequence with its counts',
      mark: 'D sequences-11',
      path: { sequence_id: 'active' },
      expect: { status: 200, body: { status: 'active', step_count: 4 } },
    },
    {
      name: 'an unknown sequence is not found',
      mark: 'C',
      path: { sequence_id: '00000000-0000-4000-8000-00000000dead' },
      expect: { status: 404, body: { detail: 'Not found.' } },
    },
  ],
})
