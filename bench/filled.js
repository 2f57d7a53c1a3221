/** A simulator with many actions, each read once, and what to call it with. Runs in child processes. */

import { actions } from '../dist/src/ar/actions/action.js'
import { createSimulator } from '../dist/src/index.js'
import { manyActions } from './many-actions.js'

/** @param clock `running`, as `arsim serve` has it */
export function filled(rows, companies, clock = 'running') {
  const simulator = createSimulator({ scenario: manyActions(rows, companies), clock })
  const world = simulator.world()
  const { headers } = simulator.apis.find(({ name }) => name === 'ar').caller(world, 'member')
  const all = [...world.table(actions).all()]
  const pathOf = ({ company, id }) => `/api/companies/${company}/actions/${id}`
  const targets = {
    headers,
    lists: [...new Set(all.map(({ company }) => `/api/companies/${company}/actions`))],
    actions: shuffled(all.map(pathOf)),
    proposed: shuffled(all.filter(({ status }) => status === 'proposed').map(pathOf)),
    customer: all[0].customer,
  }
  const firstReadUs = readAll(world, targets)
  return { simulator, world, targets, firstReadUs }
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
function readAll(world, { actions, headers }) {
  const start = performance.now()
  for (const path of actions) get(world, path, headers)
  return ((performance.now() - start) * 1000) / actions.length
}

function shuffled(items) {
  for (let i = items.length - 1; i > 0; i--) {
    const other = Math.floor(Math.random() * (i + 1))
    ;[items[i], items[other]] = [items[other], items[i]]
  }
  return items
}
