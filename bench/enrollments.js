/** A process that enrolls customers in a sequence of a year and lets the year pass; answers with milliseconds. */

import { customers } from '../dist/src/ar/customers/customer.js'
import { sequences } from '../dist/src/ar/sequences/sequence.js'
import { BTree } from '../dist/src/core/store/btree.js'
import { createSimulator } from '../dist/src/index.js'
import { manyRows } from './many-rows.js'

const simulator = createSimulator({ scenario: manyRows('customers', Number(process.argv[2])) })
const world = simulator.world()
const { headers } = simulator.apis.find(({ name }) => name === 'ar').caller(world, 'member')
const customer_ids = [...world.table(customers).all()].map(({ id }) => id)
const [{ id, company }] = world.table(sequences).all()
/** Tomorrow: today's first step would be due at once. */
const start_date = world.clock.in('P1D').slice(0, 10)

function call(method, url, body) {
  const request = {
    method,
    url,
    origin: 'http://127.0.0.1',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }
  const start = performance.now()
  const response = world.handle(request)
  const ms = performance.now() - start
  if (response.status !== 200) throw new Error(`${method} ${url}: ${response.status} ${response.body}`)
  return { ms, body: JSON.parse(response.body) }
}

function oneYear() {
  world.reset()
  const enroll = call('POST', `/api/companies/${company}/sequences/${id}/enrollments/bulk`, { customer_ids, start_date })
  const advance = call('PATCH', '/__sim/clock', { advance: 'P1Y' })
  const events = advance.body.fired.length
  return { events, enrollMs: enroll.ms, advanceMs: advance.ms, plainMs: plain(advance.body.fired) }
}

/** The same number of rows into a sorted tree, so that machines can be compared. */
function plain(fired) {
  const rows = fired.map(({ at, subject }) => ({ at, subject }))
  const start = performance.now()
  const tree = new BTree(undefined, (a, b) => compare(a.at, b.at) || compare(a.subject, b.subject))
  for (const row of rows) tree.set(row, undefined)
  return performance.now() - start
}

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0)

process.on('disconnect', () => process.exit())
process.on('message', () => process.send(oneYear()))
process.send({})
