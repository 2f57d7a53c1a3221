import { defineOperation } from '../conventions/operation.ts'
import { Payment, payments } from './payment.ts'

export const getPayment = defineOperation({
  id: 'getPayment',
  route: 'GET /companies/{company_id}/payments/{payment_id}',
  summary: 'Get a payment',
  description:
    'A payment of the company, whatever its status. One that is `PENDING` does not count in the balance of its invoice before its date.',
  source: 'payments, Get payment',
  target: payments.at('payment_id'),
  responses: { 200: Payment },

  handle: ({ target, show, reply }) => reply(200, show(target)),

  examples: [
    {
      name: 'shows a payment that closed its invoice',
      mark: 'D payments-11',
      path: { payment_id: 'paid' },
      expect: { status: 200, body: { status: 'PAID', notes: null } },
    },
    {
      name: 'shows a payment that is announced',
      mark: 'C',
      path: { payment_id: 'pending' },
      expect: { status: 200, body: { status: 'PENDING', notes: 'Announced by the customer.' } },
    },
    {
      name: 'an unknown payment is not found',
      mark: 'C',
      path: { payment_id: '00000000-0000-4000-8000-00000000dead' },
      expect: { status: 404 },
    },
  ],
})
