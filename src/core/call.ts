/** One request on its way up the ladder: each check adds what it found, and the handler gets it all. */
import type { Api } from './api.ts'
import type { SimRequest } from './http.ts'
import type { Operation, Reply } from './operation.ts'
import type { Row, TableDefinition } from './store/definition.ts'
import type { World } from './world.ts'

export class Call {
  readonly api: Api
  readonly world: World
  readonly request: SimRequest
  readonly path: Readonly<Record<string, string>>
  readonly methods: ReadonlyMap<string, Operation>
  /** Undefined where the path is known but the method is not. */
  readonly operation: Operation | undefined
  readonly search: string
  warnings: string[] | undefined
  /** The row that the path names, as it is stored. */
  target: Row | undefined
  /** The same row, after its event. */
  next: Row | undefined
  query: unknown = {}
  body: unknown = {}
  /** The event is a repeat that changes nothing. */
  isRepeat = false

  constructor(
    api: Api,
    world: World,
    request: SimRequest,
    match: { methods: ReadonlyMap<string, Operation>; params: Readonly<Record<string, string>> },
    search: string,
  ) {
    this.api = api
    this.world = world
    this.request = request
    this.path = match.params
    this.methods = match.methods
    this.operation = match.methods.get(request.method === 'HEAD' ? 'GET' : request.method)
    this.search = search
  }

  /** Adds what an API's own checks found, such as who is calling. */
  add(scope: object): void {
    Object.assign(this, scope)
  }

  // Handlers take these out of the call, so each is a function of its own; made only when one is taken.

  get warn() {
    return (text: string): void => {
      this.warnings ??= []
      if (!this.warnings.includes(text)) this.warnings.push(text)
    }
  }

  get reply() {
    return (status: number, body: unknown, headers?: Reply['headers']): Reply => ({ status, body, headers })
  }

  get save() {
    return (row: Row): Row => {
      checkStatus(this, row)
      return this.world.save(this.#targetTable, row)
    }
  }

  get show() {
    return (row: Row): unknown => this.world.show(this.#targetTable, row)
  }

  get #targetTable(): TableDefinition {
    const target = this.operation?.target
    if (!target) throw new Error(`${this.operation?.id} has no target.`)
    return target.table
  }
}

/** A handler may only write a status that its event leads to. */
function checkStatus({ operation, target }: Call, row: Row): void {
  const event = operation?.fires
  if (!event || !target || row.id !== target.id) return
  const { field, find } = event.lifecycle
  const [before, after] = [target[field as keyof Row], row[field as keyof Row]]
  const move = find(event.name, before)
  if (!move?.to.includes(after))
    throw new Error(`${operation.id} wrote the ${field} "${after}"; its event leads to "${move?.to}".`)
}
