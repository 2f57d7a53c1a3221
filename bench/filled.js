/** A simulator with many rows, and what to call it with; what is read by id was read once. Runs in child processes. */

import { actions } from '../dist/src/ar/actions/action.js'
import { threads } from '../dist/src/ar/communications/thread.js'
import { encodeCursor } from '../dist/src/ar/conventions/cursor.js'
import { invoices } from '../dist/src/ar/invoices/invoice.js'
import { createSimulator } from '../dist/src/index.js'
import { manyRows } from './many-rows.js'

/**
 * @param clock `running`, as `arsim serve` has it
 * @param journal how many entries it keeps; as many as ever unless told
 */
export function filled(size, companies, clock = 'running', journal = undefined) {
  const { simulator, world, headers } = start('actions', size, companies, clock, journal)
  const all = [...world.table(actions).all()]
  const pathOf = ({ company, id }) => `/api/companies/${company}/actions/${id}`
  const targets = {
    headers,
    lists: [...new Set(all.map(({ company }) => `/api/companies/${company}/actions`))],
    actions: shuffled(all.map(pathOf)),
    proposed: shuffled(all.filter(({ status }) => status === 'proposed').map(pathOf)),
    customer: all[0].customer,
  }
  return { simulator, world, targets, firstReadUs: readAll(world, targets.actions, headers) }
}

/** The same with as many invoices, customers, messages and scheduled steps, but no actions. */
export function filledLists(size, companies) {
  const { simulator, world, headers } = start('lists', size, companies, 'running')
  const inCompany = ({ company }, path) => `/api/companies/${company}/${path}`
  const issued = shuffled([...world.table(invoices).all()])
  const written = shuffled([...world.table(threads).all()])
  const targets = {
    headers,
    companies: [...new Set(issued.map((row) => inCompany(row, '').slice(0, -1)))],
    invoices: issued.map((row) => inCompany(row, `invoices/${row.id}`)),
    threads: written.map((row) => inCompany(row, `communications/threads/${row.id}`)),
    laterParts: issued.map((row) => inCompany(row, `invoices?limit=20&cursor=${encodeCursor(invoices, 'byState', row)}`)),
  }
  readAll(world, [...targets.invoices, ...targets.threads], headers)
  return { simulator, world, targets }
}

function start(shape, size, companies, clock, journal) {
  const simulator = createSimulator({ scenario: manyRows(shape, size, companies), clock, journal })
  const world = simulator.world()
  const { headers } = simulator.apis.find(({ name }) => name === 'ar').caller(world, 'member')
  return { simulator, world, headers }
}

const origin = 'http://127.0.0.1'

export function get(world, url, headers) {
  const response = world.handle({ method: 'GET', url, origin, headers })
  if (response.status !== 200) throw new Error(`GET ${url}: ${response.status} ${response.body}`)
  return response.body
}

export function post(world, url, headers) {
  const response = world.handle({ method: 'POST', url, origin, headers })
  if (response.status !== 200) throw new Error(`POST ${url}: ${response.status} ${response.body}`)
}

/** What a row looks like is kept after it was read for the first time, so that this is measured apart. */
function readAll(world, paths, headers) {
  const start = performance.now()
  for (const path of paths) get(world, path, headers)
  return ((performance.now() - start) * 1000) / paths.length
}

function shuffled(items) {
  for (let i = items.length - 1; i > 0; i--) {
    const other = Math.floor(Math.random() * (i + 1))
    ;[items[i], items[other]] = [items[other], items[i]]
  }
  return items
}
