import * as z from 'zod'
import { namedAfter } from '../../core/call/naming.ts'
import type { World } from '../../core/world/handle.ts'
import { type Company, companies } from '../companies/company.ts'
import { members } from '../companies/member.ts'
import { defineOperation } from '../conventions/operation.ts'
import { pageParameters, queryChoice, queryText, queryTrue, queryUuid } from '../conventions/query.ts'
import { Context } from './context.ts'
import { Insight } from './insight.ts'
import { targetTypes } from './insight-id.ts'
import { subjectsOn } from './listing.ts'
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
    company_id: queryUuid('Whose insights to list: UUID of a company that the caller works for.'),
    target_type: queryChoice(targetTypes, 'What they are about.'),
    target_id: queryUuid('The id of the customer or the invoice; of the portfolio it is the company’s.'),
    insight_type: queryText('Part of the type, in any case.'),
    customer_id: queryUuid('Only of this customer and its invoices.'),
    invoice_id: queryUuid('Only of this invoice.'),
    active_only: queryTrue('Whether to leave out those of closed invoices.'),
  }),
  responses: {
    200: namedAfter(
      Insight,
      'Page',
      z.object({
        count: z.int(),
        next: z.string().nullable(),
        previous: z.string().nullable(),
        results: z.array(Insight),
      }),
    ),
  },

  handle({ world, userId, address, query, reply }) {
    const { page, page_size, company_id, ...asked } = query
    const company = companyOfCaller(world, company_id, userId)
    if (!company) return reply(200, { count: 0, next: null, previous: null, results: [] })
    const window = { offset: (page - 1) * page_size, limit: page_size }
    const { count, subjects } = subjectsOn(world, company, asked, window)
    const lastPage = Math.max(1, Math.ceil(count / page_size))
    const context = new Context(world, company)
    return reply(200, {
      count,
      next: page * page_size < count ? withPage(address, page + 1) : null,
      previous: page > 1 ? withPage(address, Math.min(page - 1, lastPage)) : null,
      results: subjects.map((subject) => toInsight(context, subject, userId)),
    })
  },

  examples: [
    {
      name: 'lists the insights of a company, in pages',
      mark: 'D insights-8',
      query: { company_id: '$companies.0.id', page_size: '2' },
      expect: {
        status: 200,
        body: {
          count: 243,
          previous: null,
          results: [
            { id: '$samples.insights.portfolio_signal', target_type: 'portfolio', valid_to: null },
            { insight_type: 'customer_signal', target_type: 'customer' },
          ],
        },
      },
    },
    {
      name: 'is empty without a company',
      mark: 'D insights-2',
      expect: { status: 200, body: { count: 0, next: null, previous: null, results: [] } },
    },
    {
      name: 'is empty for those who are no members of the company',
      mark: 'D insights-2',
      as: 'outsider',
      query: { company_id: '$companies.0.id' },
      expect: { status: 200, body: { count: 0, results: [] } },
    },
    {
      name: 'lists those of a type of which only a part is given',
      mark: 'D insights-5',
      query: { company_id: '$companies.0.id', insight_type: 'Prediction', page_size: '1' },
      expect: {
        status: 200,
        body: { count: 81, results: [{ insight_type: 'invoice_pay_date_prediction', target_type: 'invoice' }] },
      },
    },
    {
      name: 'lists those about what is named',
      mark: 'D insights-4',
      query: { company_id: '$companies.0.id', target_type: 'customer', target_id: '$samples.customers.active' },
      expect: {
        status: 200,
        body: {
          count: 2,
          results: [{ id: '$samples.insights.customer_signal' }, { id: '$samples.insights.customer_conversation_summary' }],
        },
      },
    },
    {
      name: 'lists those of an invoice',
      mark: 'D insights-6',
      query: { company_id: '$companies.0.id', invoice_id: '$samples.invoices.past_due_31_60' },
      expect: {
        status: 200,
        body: {
          count: 2,
          results: [
            { id: '$samples.insights.invoice_signal', invoice: '$samples.invoices.past_due_31_60' },
            { id: '$samples.insights.invoice_pay_date_prediction', customer: '$samples.customers.active' },
          ],
        },
      },
    },
    {
      name: 'leaves out closed invoices unless they are asked for',
      mark: 'D insights-7',
      query: { company_id: '$companies.0.id', invoice_id: '$samples.invoices.closed_paid', active_only: 'false' },
      expect: {
        status: 200,
        body: {
          count: 2,
          results: [
            { insight_type: 'invoice_signal', payload_json: { severity: 'none', tags: ['closed'] } },
            { insight_type: 'invoice_pay_date_prediction', payload_json: { confidence: 1, sources: ['payments'] } },
          ],
        },
      },
    },
    {
      name: 'refuses what is no type of target, id or boolean, all at once',
      mark: 'C',
      query: { company_id: 'acme', target_type: 'member', active_only: 'maybe' },
      expect: {
        status: 400,
        body: {
          company_id: ['Must be a valid UUID.'],
          target_type: ['"member" is not a valid choice.'],
          active_only: ['Must be a valid boolean.'],
        },
      },
    },
  ],
})

function companyOfCaller(world: World, id = '', userId: string): Company | undefined {
  const isMember = world.table(members).find('ofUser', id, userId)?.is_active === true
  return isMember ? world.table(companies).get(id) : undefined
}

/** The address with another page. */
function withPage(url: string, page: number): string {
  const [path, search] = url.split('?', 2)
  const parameters = new URLSearchParams(search)
  parameters.set('page', String(page))
  return `${path}?${parameters}`
}
