/** What is read and written of the books of a big company against a small one, over HTTP. */
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
      for (const [what, requestsOf] of Object.entries(requests)) {
        const peers = servers.map((server) => ({ server, next: anyOf(requestsOf(server.ready)) }))
        const loads = await loadInTurns(peers, { ms: 500, warmUpMs: 300 })
        const [small, big] = loads
        facts.push([`${what}, requests per second`, loads.map(({ perSecond }) => perSecond)])
        ratios.push({ what: `${what}, times slower`, value: small.perSecond / big.perSecond, goal: atMost(1.5) })
      }
      return {
        title: 'Payments, aging, the forecast and insights at 100,000 invoices against 1,000',
        how: `${CONNECTIONS} connections; medians of 3 rounds in turns`,
        facts: [['', COLUMNS], ...facts],
        ratios,
      }
    },
  )

const get =
  (path) =>
  ({ companies, headers }) =>
    companies.map((company) => toText('GET', company + path, headers))

const requests = {
  payments: get('/payments?limit=20'),
  'the aging summary': get('/ar-aging/summary'),
  'details of aging': get('/ar-aging/details'),
  'details of two buckets': get('/ar-aging/details?aging_bucket=31_60,61_90'),
  'the history of aging': get('/ar-aging/history'),
  'the aging report': get('/ar-aging/report-summary'),
  'the forecast': get('/analytics/cashflow-forecast'),
  insights: ({ companies, headers }) =>
    companies.map((company) => toText('GET', `/api/intelligence/insights?company_id=${company.split('/').at(-1)}`, headers)),
  'a change of an invoice': ({ invoices, headers }) => invoices.map((path) => changeOf(path, headers)),
}

/** Every one moves the due date of an invoice, and with it all sums. */
function changeOf(path, headers) {
  const day = String(1 + (path.charCodeAt(path.length - 1) % 28)).padStart(2, '0')
  const body = JSON.stringify({ issue_date: '2020-01-01', due_date: `2026-05-${day}` })
  const head = { ...headers, 'content-type': 'application/json', 'content-length': String(body.length) }
  return `${toText('PATCH', path, head)}${body}`
}
