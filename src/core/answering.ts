/** Requests, answered: in the world that is meant, after what is due there, with errors made answers. */
import { type Address, placeOf } from './address.ts'
import type { Api } from './call/api.ts'
import type { Host } from './call/host.ts'
import { isObserver } from './call/observer.ts'
import { corsHeaders, isForeign, isOpenTo, isPreflight, preflightHeaders } from './call/origins.ts'
import { answer } from './call/pipeline.ts'
import { withWarning } from './call/warning.ts'
import { DEFAULT } from './starts.ts'
import { plainRefusal, type SimRequest, type SimResponse } from './values/http.ts'
import { bugSentence, messageOf } from './values/message-of.ts'
import { toUtf8 } from './values/utf8.ts'
import { OutOfSpace } from './world/ledger.ts'
import { ReadCache } from './world/read-cache.ts'
import { ScenarioError } from './world/scenario/scenario.ts'
import type { World } from './world/world.ts'
import { ID_RULE, isWorldId, type Worlds } from './worlds.ts'

/** Pages that may steer are named among those that may call at all. */
const foreign = ({ steers }: Api): string =>
  `Pages of other sites may not call this simulator. To let one, name its origin by ${steers ? BOTH : '`cors` (`--cors`'} on the command line).`
const BOTH = '`cors` and `controlOrigins` (`--cors` and `--control-origin`'
/** At most so many bytes of answers to reads are kept, by estimate. */
const MOST_READS = 32_000_000

export class Answering {
  readonly #host: Host
  readonly #worlds: () => Worlds
  readonly #reads: ReadCache<World>
  readonly #report: (error: unknown, request: SimRequest) => void
  /** The origin that was found to be one last: it hardly ever changes. */
  #knownOrigin: string | undefined

  /**
   * @param worlds asked for by calls that name one; the scenario of the default world may call before any is there
   * @param maxBytes how many bytes of data all worlds together may hold, by estimate
   * @param report hears of errors of arsim itself, and of scenarios
   */
  constructor(host: Host, worlds: () => Worlds, maxBytes: number, report: (error: unknown, request: SimRequest) => void) {
    this.#host = host
    this.#worlds = worlds
    this.#reads = new ReadCache(Math.min(maxBytes / 16, MOST_READS))
    this.#report = report
  }

  /** Answers a request in its world. Never throws. */
  handle(request: SimRequest, address: Address | undefined): SimResponse {
    const response = this.#guarded(request, () => this.#answer(request, address))
    return request.headers.origin === undefined
      ? response
      : { ...response, headers: { ...response.headers, ...corsHeaders(request, this.#host.cors) } }
  }

  /** The answer to a read that the same caller has had before; undefined where it is to be worked out. Never throws. */
  again(request: SimRequest): SimResponse | undefined {
    try {
      return this.#reads.again(request, (world, ms) => {
        if (this.#worlds().find(world.id) !== world || world.clock.nextDue <= ms) return false
        this.#worlds().use(world)
        return true
      })
    } catch {
      // Who works it out comes to the same error, and tells of it.
      return undefined
    }
  }

  #guarded(request: SimRequest, work: () => SimResponse): SimResponse {
    try {
      const response = work()
      return request.method === 'HEAD' ? withoutBody(response) : response
    } catch (error) {
      return this.#failed(error, request)
    }
  }

  /** The one place where an error of arsim itself, or of a scenario, becomes an answer. */
  #failed(error: unknown, request: SimRequest): SimResponse {
    if (error instanceof OutOfSpace) return plainRefusal(507, error.message)
    this.#report(error, request)
    const text = messageOf(error)
    return plainRefusal(500, error instanceof ScenarioError ? text : bugSentence(text))
  }

  #answer(request: SimRequest, address: Address | undefined): SimResponse {
    if (!this.#isOrigin(request.origin)) return plainRefusal(400, 'The header Host names no host.')
    if (!address) return this.#within(this.#host.world(), request, address)
    const id = address.worldId ?? request.headers['x-sim-world'] ?? DEFAULT
    const known = this.#worlds().find(id)
    if (!known && !isWorldId(id)) return plainRefusal(400, ID_RULE)
    if (isForeign(request, request.origin, this.#host.cors) && !(known && isOpen(request, address)))
      return plainRefusal(403, foreign(address.places[0].api))
    if (isPreflight(request)) return { status: 204, headers: preflightHeaders(request), body: '' }
    if (!known && isObserver(request, this.#host.controlToken))
      return plainRefusal(404, `There is no world "${id}", and looking at it makes none.`)
    if (!known) return this.#withNew(id, request, address)
    this.#worlds().use(known)
    return this.#within(known, request, address)
  }

  /** A world is made by a call that succeeds in it, or that a fault hits: that has to be counted. */
  #withNew(id: string, request: SimRequest, address: Address): SimResponse {
    this.#worlds().makeRoom()
    const world = this.#worlds().make(id)
    let isKept = false
    try {
      const response = this.#within(world, request, address)
      if ((response.status < 400 || response.fault !== undefined) && !this.#worlds().find(id)) {
        this.#worlds().keepPassing(world)
        isKept = true
        return withWarning(response, `The world "${id}" is new.`)
      }
      return response
    } finally {
      if (!isKept) world.close()
    }
  }

  /** Answers it in that world, whatever it names. Never throws. */
  handleIn(world: World, request: SimRequest, address: Address | undefined): SimResponse {
    return this.#guarded(request, () => this.#within(world, request, address))
  }

  #within(world: World, request: SimRequest, address: Address | undefined): SimResponse {
    if (!address) return plainRefusal(404, `No API answers ${request.url.slice(0, 200)}.`)
    const { api, route } = placeOf(address, request)
    // What is due happens before a call. Where that fails the world is broken, but it can still be looked at, reset and forgotten.
    const failure = this.#catchUp(world, request)
    const arrive = () => this.#arrive(world, request, address, api, route)
    if (api.steers || isObserver(request, this.#host.controlToken)) return failure && !api.steers ? failure : arrive()
    const { path, search } = address
    const asked = { api: api.name, request, path, search }
    if (failure) return world.journal.call(asked, () => failure).response
    return this.#reads.read(world, asked, () => this.#guarded(request, arrive))
  }

  #arrive(world: World, request: SimRequest, { path, search, worldId: prefix }: Address, api: Api, route: string): SimResponse {
    const isNamed = prefix !== undefined || request.headers['x-sim-world'] !== undefined
    const origin = isNamed ? `${request.origin}/~${world.id}` : request.origin
    const isRehearsal = isRead(request) && !api.steers && isObserver(request, this.#host.controlToken)
    const report = this.#report
    const response = answer({ host: this.#host, api, world, request, origin, path, route, search, isRehearsal, report })
    const named = request.headers['x-sim-world']
    return prefix === undefined || named === undefined || named === prefix
      ? response
      : withWarning(response, `The path names the world "${prefix}", which counts; X-Sim-World names "${named}".`)
  }

  #catchUp(world: World, request: SimRequest): SimResponse | undefined {
    try {
      world.clock.catchUp()
      return undefined
    } catch (error) {
      return this.#failed(error, request)
    }
  }

  #isOrigin(origin: string): boolean {
    if (origin === this.#knownOrigin) return true
    if (!URL.canParse(origin)) return false
    this.#knownOrigin = origin
    return true
  }
}

/** Whether the operation that is called lets any page do so. */
function isOpen(request: SimRequest, { places: [{ api, route }] }: Address): boolean {
  return isOpenTo(request, api.router.find(route)?.methods.get(request.method))
}

const NO_CONTENT = 204

/** HEAD has the length that GET would have; a 204 has none. */
function withoutBody({ bytes, stream: _, ...response }: SimResponse): SimResponse {
  if ('content-length' in response.headers || response.status === NO_CONTENT) return response
  const length = bytes?.length ?? toUtf8(response.body).length
  return { ...response, headers: { ...response.headers, 'content-length': String(length) }, body: '' }
}

const isRead = ({ method }: SimRequest): boolean => method === 'GET' || method === 'HEAD'
