import * as z from 'zod'
import { defineOperation } from '../conventions/operation.ts'
import { pageOf, toPage } from '../conventions/page.ts'
import { pageParameters, queryChoices, queryText } from '../conventions/query.ts'
import { sequenceLifecycle } from './sequence.lifecycle.ts'
import { Sequence, sequences } from './sequence.ts'

const { statuses } = sequenceLifecycle

export const listSequences = defineOperation({
  id: 'listSequences',
  route: 'GET /companies/{company_id}/sequences',
  summary: 'List sequences',
  description: 'Newest first.',
  source: 'sequences, List sequences',
  query: z.object({
    ...pageParameters,
    status: queryChoices(statuses, 'Statuses, separated by commas.'),
    search: queryText('Part of the name, in any case.'),
  }),
  responses: { 200: pageOf(Sequence) },

  handle({ world, company, query, reply }) {
    const page = toPage(world, query, {
      table: sequences,
      index: 'byStatus',
      slices: (query.status ?? statuses).map((status) => ({ rows: world.table(sequences).in('byStatus', company.id, status) })),
      where: query.search ? world.finds(sequences, query.search) : undefined,
      show: (row) => world.show(sequences, row),
    })
    return reply(200, page)
  },

  examples: [
    { name: 'lists sequences in pages', mark: 'D sequences-3', expect: { status: 200, body: { page: 1, page_size: 20 } } },
    {
      name: 'filters by status',
      mark: 'D sequences-4',
      query: { status: 'draft,archived' },
      expect: { status: 200, body: { count: 2 } },
    },
    {
      name: 'a status that does not exist is refused',
      mark: 'C',
      query: { status: 'paused' },
      expect: { status: 400, body: { status: ['"paused" is not a valid choice.'] } },
    },
  ],
})
