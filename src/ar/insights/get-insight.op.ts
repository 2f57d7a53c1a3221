import { Refused } from '../../core/call/refusal.ts'
import { companies } from '../companies/company.ts'
import { members } from '../companies/member.ts'
import { defineOperation } from '../conventions/operation.ts'
import { Context } from './context.ts'
import { companyOf, findSubject } from './find-insight.ts'
import { Insight } from './insight.ts'
import { toInsight } from './to-insight.ts'

export const getInsight = defineOperation({
  id: 'getInsight',
  route: 'GET /intelligence/insights/{pk}',
  summary: 'Get an insight',
  description: 'As it follows from the books now. The id of an insight stays the same.',
  source: 'insights, Get insight',
  responses: { 200: Insight },
  refuses: { 'not-found': 'No such insight of a company the caller is a member of.' },

  handle({ world, userId, path, reply }) {
    const subject = findSubject(world, path.pk)
    const company = subject && world.table(companies).get(companyOf(subject))
    if (!company || !world.table(members).find('ofUser', company.id, userId)?.is_active)
      throw new Refused({ kind: 'not-found', hint: `There is no insight "${path.pk}" here.` })
    return reply(200, toInsight(new Context(world, company), subject, userId))
  },

  examples: [
    {
      name: 'shows how a conversation stands',
      mark: 'D insights-10',
      path: { pk: '$samples.insights.customer_conversation_summary' },
      expect: {
        status: 200,
        body: {
          target_id: '$samples.customers.active',
          insight_type: 'customer_conversation_summary',
          payload_json: { tone: 'avoidant', next_action_owner: 'Executive', promise_to_pay_date: null },
        },
      },
    },
    {
      name: 'shows the signal of a customer',
      mark: 'D insights-20',
      path: { pk: '$samples.insights.customer_signal' },
      expect: {
        status: 200,
        body: {
          payload_json: { severity: 'high', tags: ['ghosting', 'long_overdue', 'overdue'], total_balance: 12_418.4 },
        },
      },
    },
    {
      name: 'predicts when an invoice will be paid, and says why',
      mark: 'D insights-22',
      path: { pk: '$samples.insights.invoice_pay_date_prediction' },
      expect: {
        status: 200,
        body: {
          payload_json: {
            predicted_date: '2026-08-21',
            confidence: 0.15,
            sources: ['payment_history', 'due_date'],
            alternatives: [{}, {}],
          },
        },
      },
    },
    {
      name: 'shows nothing to those who are no members of the company',
      mark: 'C',
      as: 'outsider',
      path: { pk: '$samples.insights.portfolio_signal' },
      expect: { status: 404, body: { detail: 'Not found.' } },
    },
    {
      name: 'an unknown insight is not found',
      mark: 'C',
      path: { pk: '00000000-0000-4000-8000-00000000dead' },
      expect: { status: 404 },
    },
  ],
})
