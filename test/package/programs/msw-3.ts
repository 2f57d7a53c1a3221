import { createSimulator, type SimRequest } from 'arsim'
import { handlers } from 'arsim/msw'
import { setupServer } from 'msw/node'

const origin = 'https://ar.example'
const reference = createSimulator()
const { companies, samples } = reference.guide(reference.world(), origin)
const [company] = companies
const base = `/api/companies/${company?.id}/actions`
const headers = { authorization: `Token ${company?.members[0]?.token}`, 'content-type': 'application/json' }
const requests: (SimRequest & { body?: string })[] = [
  { method: 'GET', url: `${base}?page_size=3`, origin, headers },
  { method: 'POST', url: `${base}/${samples.actions.proposed}/approve`, origin, headers, body: '{"coment":"Fine."}' },
  { method: 'POST', url: `${base}/${samples.actions.completed}/approve`, origin, headers, body: '{}' },
  { method: 'PATCH', url: '/__sim/clock', origin, headers, body: '{"advance":"PT1M"}' },
]

const server = setupServer(...handlers(createSimulator()))
server.listen({ onUnhandledRequest: 'error' })
const statuses: number[] = []
const viaMsw: unknown[] = []
for (const { method, url, body = null } of requests) {
  const response = await fetch(origin + url, { method, headers, body })
  statuses.push(response.status)
  viaMsw.push([response.status, response.headers.get('x-sim-warning'), await response.text()])
}
server.close()

const direct = requests.map((request) => {
  const response = reference.handle(request)
  return [response.status, response.headers['x-sim-warning']?.toString() ?? null, response.body]
})
console.log(JSON.stringify({ node: process.versions.node, statuses, viaMsw, direct }))
