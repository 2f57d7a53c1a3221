/**
 * Many mixed calls to a server with little memory: `npm run soak`. It may refuse for want of room, with 507, and nothing else:
 * it lives to the end, and keeps what it has taken.
 */
import { Client } from './client.js'
import { startServer } from './server.js'
import { Worker } from './worker.js'

const CALLS = Number(process.argv[2] ?? 200_000)
const SEED = Number(process.argv[3] ?? 1)
const WORKERS = 16
const NAMES = 4_000
/** More worlds than there may be at once. */
const CROWD = 11_000
const SEEDS = 1_000

const began = performance.now()
const server = await startServer()
const client = new Client(server.url, WORKERS)
let workers = []

/** All at once; the first that fails ends it. */
async function together(name, work) {
  if (client.isOver) return
  const failed = Promise.all(workers.map(work)).then(
    () => undefined,
    (error) => error.message,
  )
  const why = await Promise.race([failed, server.ended])
  if (why === undefined) return
  client.isOver = true
  client.violate(`while they ${name}: ${why}`)
  await Promise.race([
    server.ended.then((end) => end !== why && client.violate(end)),
    new Promise((done) => setTimeout(done, 2_000)),
  ])
}

const guide = (await client.call('GET', '/__sim')).json()
const [{ id: company, members }] = guide.companies
const headers = { authorization: `Token ${members[0].token}` }
const { data } = (await client.call('GET', `/api/companies/${company}/customers?limit=500`, { headers })).json()
const draft = `/api/companies/${company}/sequences/${guide.samples.sequences.draft}`
const pristine = (await client.call('GET', draft, { headers })).text()
const part = (all) => Math.ceil((all * CALLS) / 200_000 / WORKERS)
const share = { calls: part(200_000), names: part(NAMES), seeds: part(SEEDS), crowd: part(CROWD) }
const customers = data.map(({ id }) => id)
workers = Array.from({ length: WORKERS }, (_, i) => new Worker(client, i, { guide, customers, pristine, share, seed: SEED }))

await together('mark', (worker) => worker.mark())
await together('call', (worker) => worker.run())
await together('look for the marks', (worker) => worker.check())
await together('forget', (worker) => worker.forget())
await together('crowd', (worker) => worker.crowd())
const worlds = client.isOver ? [] : (await client.call('GET', '/__sim/worlds')).json()
await together('look for the marks again', (worker) => worker.check())

const peak = server.peakMb()
client.isOver = true
await server.stop()
client.close()
const made = (kind) => workers.reduce((sum, worker) => sum + worker.made[kind], 0)
const seconds = (performance.now() - began) / 1000
const rows = [
  ['server', server.limits],
  ['calls', `${client.calls} in ${Math.round(seconds)} s, ${Math.round(client.calls / seconds)} per second; seed ${SEED}`],
  [
    'worlds',
    `${made('names')} by name, ${made('seeds')} with a seed of their own, ${made('forks')} forks; ${worlds.length} at last`,
  ],
  ['peak memory', `${peak} MB`],
  [
    'answers',
    [...client.statuses]
      .toSorted(([a], [b]) => a - b)
      .map(([status, times]) => `${status}: ${times}`)
      .join(', '),
  ],
  ['violations', String(client.violationCount)],
]
for (const [what, text] of rows) console.log(`${what.padEnd(14)}${text}`)
for (const violation of client.violations) console.log(`  ${violation}`)
process.exit(client.violationCount ? 1 : 0)
