/** Lists of messages, invoices, customers and the queue in a big world against a small one, over HTTP. */
import { atMost } from './goals.js'
import { ofCompanies, overSizes, reads } from './over-sizes.js'

export const measure = () =>
  overSizes({
    title: 'Lists at 100,000 rows of each kind against 1,000',
    how: ['in parts of 20; what is read by id was read once'],
    shape: 'lists',
    requests,
    ratiosOf: (what, [small, , spread]) => [
      { what: `${what}, times slower in 100 companies`, value: small.perSecond / spread.perSecond, goal: atMost(1.5) },
    ],
  })

const DAY_MS = 86_400_000
const daysAgo = (days) => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10)

const requests = {
  'the queue': ofCompanies('/sequences/queue'),
  'calls in the queue': ofCompanies('/sequences/queue?step_type=call'),
  'history of the queue': ofCompanies('/sequences/queue?category=history'),
  threads: ofCompanies('/communications/threads'),
  'every message': ofCompanies('/communications/threads?view=message'),
  'inbound e-mails': ofCompanies('/communications/threads?communication_type=email&direction=inbound'),
  'threads of a month': ofCompanies(`/communications/threads?date_from=${daysAgo(90)}&date_to=${daysAgo(60)}`),
  'e-mails of mailboxes': ofCompanies('/communications/emails'),
  invoices: ofCompanies('/invoices?limit=20'),
  'overdue invoices': ofCompanies('/invoices?status=overdue&limit=20'),
  'a later part of the invoices': ({ laterParts, headers }) => reads(laterParts, headers),
  customers: ofCompanies('/customers?limit=20'),
  'customers who owe most': ofCompanies('/customers?sort=total_balance_desc&limit=20'),
  'one thread by id': ({ threads, headers }) => reads(threads, headers),
  'one invoice by id': ({ invoices, headers }) => reads(invoices, headers),
}
