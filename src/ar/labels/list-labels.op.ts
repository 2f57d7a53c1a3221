import * as z from 'zod'
import { defineOperation } from '../conventions/operation.ts'
import { pageOf, toPage } from '../conventions/page.ts'
import { pageParameters, queryText } from '../conventions/query.ts'
import { LabelShown, labels } from './label.ts'

export const listLabels = defineOperation({
  id: 'listLabels',
  route: 'GET /companies/{company_id}/labels',
  summary: 'List labels',
  description: 'What customers and invoices can carry, by name.',
  source: 'labels, List labels',
  isExtension: true,
  query: z.object({ ...pageParameters, search: queryText('Part of the name, in any case.') }),
  responses: { 200: pageOf(LabelShown) },

  handle({ world, company, query, reply }) {
    const page = toPage(world, query, {
      table: labels,
      index: 'ofCompany',
      slices: [{ rows: world.table(labels).in('ofCompany', company.id) }],
      where: query.search ? world.finds(labels, query.search) : undefined,
      show: (label) => world.show(labels, label),
    })
    return reply(200, page)
  },

  examples: [
    {
      name: 'lists the labels of the company in pages',
      mark: 'D labels-1',
      expect: { status: 200, body: { page: 1, page_size: 20 } },
    },
    {
      name: 'a search that finds nothing gives an empty list',
      mark: 'C',
      query: { search: 'no such label' },
      expect: { status: 200, body: { count: 0, data: [] } },
    },
    {
      name: 'refuses a page that is no number',
      mark: 'C',
      query: { page: 'one' },
      expect: { status: 400, body: { page: ['A valid integer is required.'] } },
    },
  ],
})
