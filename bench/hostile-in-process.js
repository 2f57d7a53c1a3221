/** A process that answers hostile inputs, one at a time: with milliseconds of CPU time, and the status. */
import { createSimulator } from '../dist/src/index.js'
import { BYTES, hostileInputs } from './hostile-calls.js'
import { median } from './median.js'

const WORLD = 'hostile'
const SMALL = 1_000
const simulator = createSimulator()
const [ar, crm] = ['ar', 'crm'].map((wanted) =>
  simulator.apis.find(({ name }) => name === wanted).caller(simulator.world(), 'member'),
)

function headersOf(url) {
  const caller = url.startsWith('/api/v1/') ? crm : url.startsWith('/api') ? ar : undefined
  return { 'x-sim-world': WORLD, ...caller?.headers }
}

const handle = (request) => simulator.handle({ origin: 'http://127.0.0.1', ...request })

function call(method, url, body, more) {
  const headers = { 'content-type': 'application/json', ...headersOf(url), ...more }
  const response = handle({ method, url, headers, body: body && JSON.stringify(body) })
  if (response.status >= 400) throw new Error(`${method} ${url}: ${response.status} ${response.body.slice(0, 200)}`)
  return JSON.parse(response.body)
}

/** The world as new, and no other one. */
function renew() {
  for (const { id } of simulator.worlds) if (id !== WORLD) simulator.remove(id)
  call('POST', '/__sim/reset')
}

/** The path that sends an e-mail with this template; where none can have it, with another one. */
function readyStep(body_plain_template) {
  const company = `/api/companies/${guide.companies[0].id}`
  const { id } = call('POST', `${company}/sequences`, { name: 'Hostile' })
  const sequence = `${company}/sequences/${id}`
  const step = { offset_time: '00:00', body_plain_template }
  const added = handle({
    method: 'POST',
    url: `${sequence}/steps`,
    headers: { ...headersOf(company), 'content-type': 'application/json' },
    body: JSON.stringify(step),
  })
  if (added.status !== 201) return `${company}/sequences/queue/${guide.samples.scheduled_steps.ready_reminder}/send`
  call('PATCH', sequence, { sender_connection_id: guide.samples.connections.nylas_own })
  call('POST', sequence, { action: 'activate' })
  call('POST', `${sequence}/enrollments/bulk`, { customer_ids: [guide.samples.customers.active] })
  call('PATCH', '/__sim/clock', { advance: 'PT1M' })
  const [{ id: ready }] = call('GET', `${company}/sequences/queue?sequence_id=${id}`).data
  return `${company}/sequences/queue/${ready}/send`
}

/** The default world has somebody who is asked for consent; the one of the inputs goes back to that. */
const begun = call('GET', '/api/v1/integrations/oauth/google/authorize', undefined, {
  accept: 'application/json',
  'x-sim-world': 'default',
})
call('POST', '/__sim/worlds', { id: WORLD, from: 'default' }, { 'x-sim-world': 'default' })
const guide = call('GET', '/__sim')
const inputs = hostileInputs({ guide, headersOf, consent: begun.data.url, readyStep })

function run({ make }, bytes) {
  renew()
  const request = make(bytes)
  const before = process.cpuUsage()
  const status = statusOf(request)
  const { user, system } = process.cpuUsage(before)
  return { ms: (user + system) / 1000, status }
}

function statusOf(request) {
  try {
    return handle(request).status
  } catch (error) {
    return String(error).slice(0, 60)
  }
}

for (const input of inputs) {
  if (!input.name.endsWith('as it should be')) continue
  const { status } = run(input, SMALL)
  if (!(status < 400)) throw new Error(`${input.name}: ${status}`)
}
process.on('disconnect', () => process.exit())
process.on('message', ({ nth, runs }) => {
  run(inputs[nth], SMALL)
  const all = Array.from({ length: runs }, () => run(inputs[nth], BYTES))
  process.send({ ms: median(all.map(({ ms }) => ms)), status: all[0].status })
})
process.send({ names: inputs.map(({ name }) => name) })
