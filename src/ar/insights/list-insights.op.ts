import * as z from 'zod'
import type { World } from '../../core/world/handle.ts'
import { type Company, companies } from '../companies/company.ts'
import { members } from '../companies/member.ts'
import { defineOperation } from '../conventions/operation.ts'
import { pageParameters, queryBoolean, queryChoice, queryText, queryUuid } from '../conventions/query.ts'
import { Context } from './context.ts'
import { Insight } from './insight.ts'
import { targetTypes } from './insight-id.ts'
import { pageOf } from './listing.ts'
import { toInsight } from './to-insight.ts'

export const listInsights = defineOperation({
  id: 'listInsights',
  route: 'GET /intelligence/insights',
  summary: 'List insights',
  description:
    'Of one company: of its portfolio, its customers, those who owe most first, and its open invoices by due date. Insights follow from the books and the conversations as they are now. Without `company_id`, or for a company the caller is no member of, the result is empty.',
  source: 'insights, List insights',
  query: z.object({
    ...pageParameters,
    company_id: queryUuid('The company.'),
    target_type: queryChoice(targetTypes, 'What they are about.'),
    target_id: queryUuid('The id of the customer or the invoice; of the portfolio it is the company’s.'),
    insight_type: queryText('Part of the type, in any case.'),
    customer_id: queryUuid('Only of this customer and its invoices.'),
    invoice_id: queryUuid('Only of this invoice.'),
    active_only: queryBoolean('Whether to leave out those of closed invoices; true unless told.'),
  }),
  responses: {
    200: z.object({
      count: z.int(),
      next: z.string().nullable(),
      previous: z.string().nullable(),
      results: z.array(Insight),
    }),
  },

  handle({ world, userId, origin, request, query, reply }) {
    const { page, page_size, company_id, active_only = true, ...asked } = query
    const company = companyOfCaller(world, company_id, userId)
    if (!company) return reply(200, { count: 0, next: null, previous: null, results: [] })
    const window = { offset: (page - 1) * page_size, limit: page_size }
    const { count, subjects } = pageOf(world, company, { ...asked, active_only }, window)
    const context = new Context(world, company)
    return reply(200, {
      count,
      next: page * page_size < count ? toPage(origin + request.url, page + 1) : null,
      previous: page > 1 ? toPage(origin + request.url, page - 1) : null,
      results: subjects.map((subject) => toInsight(context, subject, userId)),
    })
  },

  examples: [],
})

function companyOfCaller(world: World, id = '', userId: string): Company | undefined {
  const isMember = world.table(members).find('ofUser', id, userId)?.is_active === true
  return isMember ? world.table(companies).get(id) : undefined
}

/** The address with another page. */
function toPage(url: string, page: number): string {
  const [path, search] = url.split('?', 2)
  const parameters = new URLSearchParams(search)
  parameters.set('page', String(page))
  return `${path}?${parameters}`
}
