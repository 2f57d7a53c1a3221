/** A life for a world: any example of any operation, events, faults, clock moves and a test author's edits, which numbers decide. */
import { finder, resolve, Stage, toExample } from '../../src/core/call/example.ts'
import { collections } from '../../src/data/index.ts'
import type { Simulator, World } from '../../src/index.ts'

const ORIGIN = 'http://127.0.0.1'

type Act = (n: number) => unknown

/** Changes the world as an example wants it; the journal tells of it, so that an undo knows it too. */
function ready(stage: Stage, world: World, example: Parameters<Stage['prepare']>[0]): void {
  const tell = () => ({ kind: 'data', table: 'several', action: 'prepare' }) as const
  world.journal.watch(() => stage.prepare(example), tell)
}

function examples(simulator: Simulator, world: World): Act[] {
  const stage = new Stage(simulator, world, ORIGIN)
  return simulator.apis
    .filter(({ steers }) => !steers)
    .flatMap((api) => api.operations.flatMap((operation) => operation.examples.map((example) => ({ api, operation, example }))))
    .map(({ api, operation, example }) => () => {
      ready(stage, world, example)
      const { bytes, ...response } = world.handle(stage.request(api, operation, example))
      return { ...response, bytes: bytes && [...bytes] }
    })
}

/** What the other side does. */
function events(simulator: Simulator, world: World): Act[] {
  const stage = new Stage(simulator, world, ORIGIN)
  return simulator.events.flatMap(({ event }) =>
    event.examples.map((example) => () => {
      ready(stage, world, example)
      const { type, ...body } = resolve(toExample(event, example).body, finder(simulator, world)) as { type: string }
      return simulator.emit(world, type, body)
    }),
  )
}

/** What makes calls fail, now and then. */
function faults({ faults: armed }: World): Act[] {
  const down: Act = (n) => armed.add({ answer: { status: 400 + (n % 200) }, after: n % 3, times: 1 + (n % 3) })
  const unlikely: Act = (n) => armed.add({ match: { api: 'ar' }, answer: { status: 503 }, probability: (1 + (n % 9)) / 10 })
  const lost: Act = () => armed.add({ lose: 'response', times: 2 })
  return [down, unlikely, lost, () => armed.clear(), () => armed.clear()]
}

/** What changes a world beside calls. Threads of one moment are what rows alone do not tell apart. */
function edits(world: World): Act[] {
  const db = collections(world)
  const thread = (n: number) => {
    const all = db.threads.all()
    return all[n % all.length]
  }
  const moved: Act = (n) => {
    const [one, other] = [thread(n), thread(n + 7)]
    return one && other && db.threads.update(one, { data: () => ({ timestamp: other.timestamp }) })
  }
  const regrouped: Act = (n) => {
    const [one, other] = [thread(n), thread(n + 3)]
    return (
      one && other && db.threads.update(one, { data: () => ({ thread_group: other.thread_group, timestamp: other.timestamp }) })
    )
  }
  const doubled: Act = (n) => {
    const one = thread(n)
    if (!one) return undefined
    const { customer, thread_group, timestamp, company } = one
    return db.threads.create({ customer, thread_group, timestamp, company })
  }
  const dangling: Act = (n) => {
    const customer = db.customers.create({ customer_company_name: `Customer ${n}` })
    db.invoices.create({ customer: customer.id, amount: n + 1 })
    return n % 2 ? db.customers.delete(customer) : customer
  }
  const gone: Act = (n) => db.sequences.delete(db.sequences.all()[n % db.sequences.count()] ?? { id: '' })
  const stored: Act = (n) =>
    db.crm_blobs.create({ id: `blob-${n}-${db.crm_blobs.count()}`, bytes: new Uint8Array([n % 256, 1, 2]) }).id
  const reset: Act = () => world.reset()
  const later: Act = (n) => world.clock.advance(n % 2 ? `PT${n * 97}S` : `P${n % 40}D`)
  const deleted: Act = (n) => db.threads.delete(thread(n) ?? { id: '' })
  return [moved, moved, regrouped, doubled, doubled, dangling, gone, stored, reset, later, later, later, later, deleted]
}

/** Numbers that decide of a life. */
export const HIGHEST = 100_000

const KINDS = ['call', 'call', 'edit', 'event', 'fault'] as const

/** What a number decides for. */
export const kindOf = (n: number): (typeof KINDS)[number] => KINDS[n % KINDS.length] as (typeof KINDS)[number]

/** Lets a world live; what came of it, as text. What goes wrong does so in the same way everywhere. */
export function live(simulator: Simulator, world: World, numbers: readonly number[]): string[] {
  const acts = { call: examples(simulator, world), edit: edits(world), event: events(simulator, world), fault: faults(world) }
  return numbers.map((n) => {
    const possible = acts[kindOf(n)]
    try {
      return JSON.stringify(possible[Math.floor(n / KINDS.length) % possible.length]?.(n)) ?? ''
    } catch (error) {
      return String(error)
    }
  })
}

/** Everything there is to see in a world: all rows, those that follow from others too, and all that can be read. */
export function seen(simulator: Simulator, world: World): string[] {
  const rows = world.tables.map((table) => `${table.name} ${JSON.stringify([...world.table(table).all()])}`)
  const reads = ['', '/clock', '/timeline'].map((path) => {
    const { body } = world.handle({ method: 'GET', url: `/__sim${path}`, origin: ORIGIN, headers: {} })
    return body.replaceAll(`"world":"${world.id}"`, '')
  })
  const lists = readsOf(simulator, world).map((read) => `${read.url} ${world.handle(read).body}`)
  return [...rows, ...reads, ...lists]
}

/** A request for every list of both APIs, and what else needs no id. */
export const readsOf = (simulator: Simulator, world: World) =>
  simulator.apis
    .filter(({ steers }) => !steers)
    .flatMap((api) => {
      const { path: params, headers } = api.caller(world, 'member')
      const paths = api.operations.filter(({ method, path }) => method === 'GET' && !/\{(?!company_id)/.test(path))
      return paths.map(({ path }) => {
        const url = `${api.basePath}${path.replace('{company_id}', params.company_id ?? '')}`
        return { method: 'GET', url, origin: ORIGIN, headers: { ...headers } }
      })
    })
