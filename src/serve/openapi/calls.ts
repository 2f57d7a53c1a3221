/** Calls that were really made: the document shows what they sent, and what they got. */
import { split } from '../../core/address.ts'
import type { Api } from '../../core/call/api.ts'
import { finder, Stage } from '../../core/call/example.ts'
import type { Example, Operation } from '../../core/call/operation.ts'
import type { Simulator } from '../../core/simulator.ts'
import type { SimRequest, SimResponse } from '../../core/values/http.ts'

export interface Call {
  readonly example: Example
  readonly request: SimRequest
  readonly response: SimResponse
  /** What stands for a parameter, by where it is and its name. */
  readonly values: Readonly<Record<'path' | 'query' | 'header', Readonly<Record<string, string>>>>
  /** What it has of the guide of its world, by the place there. */
  readonly found: Found
}

/** Parts of a guide by their places: `samples.actions.proposed`. */
export type Found = Readonly<Record<string, string | number>>

/** Makes the calls of an operation's examples, each in a world of its own. */
export class Calls {
  readonly #simulator: Simulator
  readonly #api: Api
  readonly #origin: string

  constructor(simulator: Simulator, api: Api, origin: string) {
    this.#simulator = simulator
    this.#api = api
    this.#origin = origin
  }

  /**
   * The calls to show: the one that anybody can make in a new world first, then others that send a body there, then the
   * first of every other status.
   */
  of(operation: Operation): {
    readonly shown: Call | undefined
    readonly bodies: readonly Call[]
    readonly answers: readonly Call[]
  } {
    const works = operation.examples.filter(({ expect }) => expect.status < 400)
    const first = works.find((example) => isForAnybody(operation, example)) ?? works[0]
    const shown = first && this.#make(operation, this.#briefly(operation, first))
    const others = works.filter((example) => example !== first && example.body !== undefined && example.given === first?.given)
    const bodies = others.map((example) => this.#make(operation, example)).filter((call) => shown && isSameBeside(call, shown))
    const statuses = new Set(first && [first.expect.status])
    const answers: Call[] = []
    for (const example of operation.examples) {
      if (statuses.has(example.expect.status)) continue
      statuses.add(example.expect.status)
      answers.push(this.#make(operation, example))
    }
    return { shown, bodies: shown ? [shown, ...bodies] : [], answers: shown ? [shown, ...answers] : answers }
  }

  /** A list is asked for a short page, so that all of the answer can be shown. */
  #briefly({ query }: Operation, example: Example): Example {
    const { shortPage = {} } = this.#api.document ?? {}
    const asked = Object.entries(shortPage).filter(([name]) => query?.shape[name])
    return asked.length ? { ...example, query: { ...Object.fromEntries(asked), ...example.query } } : example
  }

  /** Worlds that a call makes go again. */
  #make(operation: Operation, example: Example): Call {
    const before = new Set(this.#simulator.worlds.map(({ id }) => id))
    try {
      return this.#send(operation, example)
    } finally {
      for (const { id } of this.#simulator.worlds) if (!before.has(id)) this.#simulator.remove(id)
    }
  }

  #send(operation: Operation, example: Example): Call {
    const world = this.#simulator.scratch()
    const stage = new Stage(this.#simulator, world, this.#origin)
    stage.prepare(example)
    const find = finder(this.#simulator, world)
    const found: Record<string, string | number> = {}
    const request = stage.request(this.#api, operation, example, (place) => {
      const value = find(place)
      found[place] = value
      return value
    })
    const { path: address, search } = split(request.url)
    const path = this.#api.router.find(address.slice(this.#api.basePath.length))?.params ?? {}
    const query = Object.fromEntries(new URLSearchParams(search))
    return {
      example,
      request,
      response: world.handle(request),
      values: { path, query, header: request.headers as Record<string, string> },
      found,
    }
  }
}

/** Whether it works in any new world, with the token of a member. */
const isForAnybody = ({ isPublic }: Operation, { given, as }: Example): boolean => !given && (isPublic || as === undefined)

/** Whether two calls differ by their bodies only. */
const isSameBeside = (a: Call, b: Call): boolean =>
  a.request.url === b.request.url && JSON.stringify(a.request.headers) === JSON.stringify(b.request.headers)
