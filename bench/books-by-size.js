/** What is read and written of the books of a big company against a small one, over HTTP. */
import { anyOf, toText } from './load.js'
import { ofCompanies, overSizes, reads } from './over-sizes.js'

export const measure = () =>
  overSizes({
    title: 'Payments, aging, the forecast and insights at 100,000 invoices against 1,000',
    how: [],
    shape: 'lists',
    requests,
  })

const requests = {
  payments: ofCompanies('/payments?limit=20'),
  'the aging summary': ofCompanies('/ar-aging/summary'),
  'details of aging': ofCompanies('/ar-aging/details'),
  'details of two buckets': ofCompanies('/ar-aging/details?aging_bucket=31_60,61_90'),
  'the history of aging': ofCompanies('/ar-aging/history'),
  'the aging report': ofCompanies('/ar-aging/report-summary'),
  'the forecast': ofCompanies('/analytics/cashflow-forecast'),
  insights: ({ companies, headers }) =>
    reads(
      companies.map((company) => `/api/intelligence/insights?company_id=${company.split('/').at(-1)}`),
      headers,
    ),
  'a change of an invoice': ({ invoices, headers }) => anyOf(invoices.map((path) => changeOf(path, headers))),
}

/** Every one moves the due date of an invoice, and with it all sums. */
function changeOf(path, headers) {
  const day = String(1 + (path.charCodeAt(path.length - 1) % 28)).padStart(2, '0')
  const body = JSON.stringify({ issue_date: '2020-01-01', due_date: `2026-05-${day}` })
  const head = { ...headers, 'content-type': 'application/json', 'content-length': String(body.length) }
  return `${toText('PATCH', path, head)}${body}`
}
