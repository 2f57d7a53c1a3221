/** One request on its way up the ladder: each check adds what it found, and the handler gets it all. */
import type { Row, TableDefinition } from '../store/definition.ts'
import type { SimRequest } from '../values/http.ts'
import type { Meeting } from '../world/faults/faults.ts'
import type { World } from '../world/world.ts'
import type { Host } from './host.ts'
import { type AnyCall, type Operation, Reply } from './operation.ts'
import type { Refusal } from './refusal.ts'
import type { Match } from './router.ts'
import { Warnings } from './warning.ts'

/** Where a request has arrived. */
interface Place {
  readonly host: Host
  readonly world: World
  readonly request: SimRequest
  readonly origin: string
  /** As it was sent, without the prefix of the world. */
  readonly path: string
  readonly search: string
}

export class CallInProgress implements AnyCall {
  readonly world: World
  readonly host: Host
  readonly request: SimRequest
  readonly origin: string
  readonly path: Readonly<Record<string, string>>
  readonly methods: ReadonlyMap<string, Operation>
  /** Undefined where the path is known but the method is not. */
  readonly matched: Operation | undefined
  readonly search: string
  /** The path as it was sent, without the prefix of the world. */
  readonly sentTo: string
  /** The faults that it met, once they have been looked for. */
  meeting: Meeting | undefined = undefined
  warnings: Warnings | undefined
  query: unknown = {}
  body: unknown = {}
  /** The event is a repeat that changes nothing. */
  isRepeat = false
  private foundRow: Row | undefined = undefined
  private nextRow: Row | undefined = undefined

  /** @param readId how what is in the path is read; as it is unless told */
  constructor(
    { host, world, request, origin, path, search }: Place,
    { methods, params }: Match<Operation>,
    readId?: (text: string) => string,
  ) {
    this.host = host
    this.world = world
    this.request = request
    this.origin = origin
    this.path = readId ? mapped(params, readId) : params
    this.methods = methods
    this.matched = methods.get(request.method === 'HEAD' ? 'GET' : request.method)
    this.search = search
    this.sentTo = path
  }

  get root(): string {
    return this.request.origin
  }

  get address(): string {
    return `${this.origin}${this.sentTo}${this.search && '?'}${this.search}`
  }

  /** The operation that is called. */
  get operation(): Operation {
    if (!this.matched) throw new Error('No operation is called: the check of the method comes first.')
    return this.matched
  }

  get target(): Row {
    if (!this.foundRow) throw new Error(`${this.matched?.id} has no target.`)
    return this.foundRow
  }

  get next(): Row {
    return this.nextRow ?? this.target
  }

  /** The row that the path names was found. */
  found(row: Row): void {
    this.foundRow = row
  }

  /** The event of the operation leads to this. */
  leadsTo(row: Row): void {
    this.nextRow = row
  }

  // Handlers take these out of the call, so each is a function of its own; made only when one is taken.

  get warn() {
    return (text: string): void => {
      this.warnings ??= new Warnings()
      this.warnings.add(text)
    }
  }

  get reply() {
    return (status: number, body: unknown, headers?: Reply['headers']): Reply => {
      if (!this.operation.responses[status])
        throw new Error(`${this.operation.id} answered ${status}, which it does not declare.`)
      return new Reply(status, body, headers)
    }
  }

  get refuseKeeping() {
    return (refusal: Refusal): Reply => new Reply(0, undefined, undefined, refusal)
  }

  get save() {
    return (row: Row): Row => {
      this.#checkStatus(row)
      return this.world.save(this.#table, row)
    }
  }

  get show() {
    return (row: Row): unknown => this.world.show(this.#table, row)
  }

  get #table(): TableDefinition {
    const { target, id } = this.operation
    if (!target) throw new Error(`${id} has no target.`)
    return target.table
  }

  /** A handler may only write a status that its event leads to. */
  #checkStatus(row: Row): void {
    const { fires, id } = this.operation
    const { lifecycle } = this.#table
    if (fires === undefined || !lifecycle || row.id !== this.target.id) return
    const [before, after] = [this.target, row].map((each) => each[lifecycle.field as keyof Row])
    const move = lifecycle.find(fires, before)
    if (!move?.to.includes(after as string))
      throw new Error(`${id} wrote the ${lifecycle.field} "${after}"; its event leads to "${move?.to}".`)
  }
}

/** The same where nothing is read otherwise, as in most calls. */
function mapped(params: Readonly<Record<string, string>>, read: (text: string) => string): Readonly<Record<string, string>> {
  for (const name in params)
    if (read(params[name] as string) !== params[name])
      return Object.fromEntries(Object.entries(params).map(([name, text]) => [name, read(text)]))
  return params
}
