/** The faults of a world: rows like any others, so they are forked, saved and reset with it. */
import type { Table } from '../../store/table.ts'
import type { Transactions } from '../../store/transaction.ts'
import type { Delivery, SimRequest } from '../../values/http.ts'
import { fits, holds } from '../../values/matching.ts'
import { type Callable, trimmed } from '../callable.ts'
import { type Identity, isCalled } from '../identity.ts'
import type { Ids } from '../ids.ts'
import { seededFraction } from '../random.ts'
import { FaultError, readFault } from './check.ts'
import { type Fault, type FaultRow, faultId, faultsTable, type NewFault } from './fault.ts'

/** So many may be armed at once: each call looks at them all. */
const MOST = 1_000

/** What there is to know of a call. Found out only where a fault asks for it. */
export interface Facts {
  readonly api: string
  readonly operation: string
  readonly method: string
  readonly path: string
  readonly query: () => unknown
  readonly headers: SimRequest['headers']
  readonly caller: () => Identity | undefined
  readonly body: () => unknown
}

/** A call that met faults: those it has to be counted for, and the one that hit it. */
export interface Meeting {
  readonly counted: readonly FaultRow[]
  readonly hit: Fault | undefined
}

/** The world that they belong to. */
interface Maker {
  /** Others where the seed is another one. */
  readonly ids: Ids
  /** Who may call an API; any unless told. */
  callers(api?: string): readonly Identity[]
  steer<T>(action: string, work: () => T, subject?: (result: T) => unknown): T
}

export class Faults {
  readonly #rows: Table<FaultRow, 'inOrder'>
  readonly #maker: Maker
  readonly #transactions: Transactions
  readonly #apis: readonly Callable[]

  /** @param apis those that can be hit */
  constructor(rows: Table<FaultRow, 'inOrder'>, maker: Maker, transactions: Transactions, apis: readonly Callable[]) {
    this.#rows = rows
    this.#maker = maker
    this.#transactions = transactions
    this.#apis = apis
  }

  get isEmpty(): boolean {
    return this.#rows.size === 0
  }

  /**
   * Arms a fault: from now on the calls that match it go wrong.
   *
   * @throws FaultError for one that cannot be what it says
   * @example
   * world.faults.add({ match: { operation: 'approveAction' }, answer: { status: 503 }, times: 1 })
   */
  add(given: NewFault): Fault {
    const fault = readFault(given, this.#apis, (api) => this.#maker.callers(api))
    if (this.#rows.size >= MOST) throw new FaultError([{ path: [], message: `There are ${MOST} faults already. Remove some.` }])
    const put = (): Fault => {
      const number = this.#maker.ids.count(faultsTable.kind)
      return toFault(this.#rows.put({ id: faultId(number), ...fault, seen: 0, hits: 0, number }))
    }
    return this.#maker.steer(
      'fault-added',
      () => this.#transactions.run(put),
      ({ id }) => ({ id, ...fault }),
    )
  }

  /** In the order in which they were added, with their hits. */
  list(): Fault[] {
    return this.#rows.list('inOrder', 'all').map(toFault)
  }

  /** Returns whether there was such a fault. */
  remove(id: string): boolean {
    if (typeof id !== 'string') throw new FaultError([{ path: ['id'], message: 'Say which, or remove them all by `clear`.' }])
    if (!this.#rows.get(id)) return false
    this.#maker.steer(
      'fault-removed',
      () => this.#transactions.run(() => this.#rows.delete(id)),
      () => id,
    )
    return true
  }

  /** Removes them all. */
  clear(): void {
    const work = () => {
      for (const { id } of this.list()) this.#rows.delete(id)
    }
    if (!this.isEmpty) this.#maker.steer('faults-cleared', () => this.#transactions.run(work))
  }

  /** The first fault that hits a call. Nothing is counted yet: what is written while the call is answered may be undone. */
  meet(call: Facts): Meeting {
    const counted: FaultRow[] = []
    for (const fault of this.#rows.in('inOrder', 'all').keys()) {
      if (fault.hits >= (fault.times ?? Number.POSITIVE_INFINITY) || !matches(fault, call)) continue
      const seen = { ...fault, seen: fault.seen + 1 }
      const isHit = this.#strikes(seen)
      counted.push(isHit ? { ...seen, hits: seen.hits + 1 } : seen)
      if (isHit) return { counted, hit: counted.at(-1) }
    }
    return { counted, hit: undefined }
  }

  count({ counted }: Meeting): void {
    this.#transactions.run(() => {
      for (const fault of counted) this.#rows.put(fault)
    })
  }

  /** How an answer is to be delivered; undefined where there is nothing about it. */
  deliveryOf({ id, hits, delayMs = 0, jitterMs = 0, bytesPerSecond, connection, lose }: Fault): Delivery | undefined {
    const delay = delayMs + Math.round(jitterMs * this.#chance(id, 'jitter', hits))
    const delivery = {
      ...(delay && { delayMs: delay }),
      ...(bytesPerSecond && { bytesPerSecond }),
      ...(connection && { connection }),
      ...(lose && { lose }),
    }
    return Object.keys(delivery).length ? delivery : undefined
  }

  #strikes({ id, seen, after = 0, probability = 1 }: Fault): boolean {
    return seen > after && (probability === 1 || this.#chance(id, 'probability', seen) < probability)
  }

  #chance(id: string, what: string, number: number): number {
    return seededFraction(this.#maker.ids.source.seed, `${id}/${what}`, number)
  }
}

const toFault = ({ number: _, ...fault }: FaultRow): Fault => fault

const NONE = {}

function matches({ match: { api, operation, method, path, query, headers, caller, body } }: Fault, call: Facts): boolean {
  return (
    (api === undefined || api === call.api) &&
    (operation === undefined || operation === call.operation || operation === `${call.api}.${call.operation}`) &&
    (method === undefined || method === call.method) &&
    (path === undefined || fits(call.path, trimmed(path))) &&
    (query === undefined || holds(call.query(), query)) &&
    Object.entries(headers ?? NONE).every(([name, value]) => call.headers[name.toLowerCase()] === value) &&
    (caller === undefined || isCalledBy(call, caller)) &&
    (body === undefined || holds(call.body(), body))
  )
}

function isCalledBy(call: Facts, word: string): boolean {
  const caller = call.caller()
  return caller !== undefined && isCalled(caller, word)
}
