/** Lists of messages, invoices, customers and the queue in a big world against a small one, over HTTP. */
import { withChildren } from './child.js'
import { atMost } from './goals.js'
import { anyOf, CONNECTIONS, loadInTurns, toText } from './load.js'
import { COLUMNS, SIZES } from './sizes.js'

export const measure = () =>
  withChildren(
    SIZES.map((size) => ['servers/arsim.js', ...size, 'lists']),
    async (...servers) => {
      const facts = []
      const ratios = []
      for (const [what, pathsOf] of Object.entries(requests)) {
        const peers = servers.map((server) => ({ server, next: toNext(pathsOf(server.ready), server.ready.headers) }))
        const loads = await loadInTurns(peers, { ms: 500, warmUpMs: 300 })
        const [small, big, spread] = loads
        facts.push([`${what}, requests per second`, loads.map(({ perSecond }) => perSecond)])
        ratios.push(
          { what: `${what}, times slower in 100 companies`, value: small.perSecond / spread.perSecond, goal: atMost(1.5) },
          { what: `${what}, times slower`, value: small.perSecond / big.perSecond, goal: atMost(1.5) },
        )
      }
      return {
        title: 'Lists at 100,000 rows of each kind against 1,000',
        how: `in parts of 20; what is read by id was read once; ${CONNECTIONS} connections; medians of 3 rounds in turns`,
        facts: [['', COLUMNS], ...facts],
        ratios,
      }
    },
  )

const toNext = (paths, headers) => anyOf(paths.map((path) => toText('GET', path, headers)))

const list =
  (path) =>
  ({ companies }) =>
    companies.map((company) => company + path)

const DAY_MS = 86_400_000
const daysAgo = (days) => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10)

const requests = {
  'the queue': list('/sequences/queue'),
  'calls in the queue': list('/sequences/queue?step_type=call'),
  'history of the queue': list('/sequences/queue?category=history'),
  threads: list('/communications/threads'),
  'every message': list('/communications/threads?view=message'),
  'inbound e-mails': list('/communications/threads?communication_type=email&direction=inbound'),
  'threads of a month': list(`/communications/threads?date_from=${daysAgo(90)}&date_to=${daysAgo(60)}`),
  'e-mails of mailboxes': list('/communications/emails'),
  invoices: list('/invoices?limit=20'),
  'overdue invoices': list('/invoices?status=overdue&limit=20'),
  'a later part of the invoices': ({ laterParts }) => laterParts,
  customers: list('/customers?limit=20'),
  'customers who owe most': list('/customers?sort=total_balance_desc&limit=20'),
  'one thread by id': ({ threads }) => threads,
  'one invoice by id': ({ invoices }) => invoices,
}
