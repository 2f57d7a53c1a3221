/** Examples as requests: for the tests, and for the document. */

import type { SimRequest } from '../values/http.ts'
import type { World } from '../world/world.ts'
import type { Api } from './api.ts'
import type { EventDefinition, EventExample } from './event.ts'
import type { Host } from './host.ts'
import type { Example, Operation } from './operation.ts'

/** Tells what a guide has at a place in it. */
export type Find = (name: string) => string | number

/** Looks things up in the guide of a world, as it is when something is looked up first: `samples.actions.proposed`, `companies.0.id`. */
export function finder(host: Host, world: World): Find {
  let guide: unknown
  return (name) => {
    guide ??= host.guide(world, '')
    const found = name.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], guide)
    if (typeof found !== 'string' && typeof found !== 'number') throw new Error(`The guide has no "${name}".`)
    return found
  }
}

/** Replaces `$name` by what the guide holds, in texts at any depth. */
export function resolve(value: unknown, find: Find): unknown {
  if (typeof value === 'string') return value.startsWith('$') ? find(value.slice(1)) : value
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item) => resolve(item, find))
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item, find)]))
}

/** The example of an event, as one of the operation that lets events happen. */
export const toExample = ({ type }: EventDefinition, { body, ...example }: EventExample): Example => ({
  ...example,
  body: { type, ...body },
})

/** A world in which examples are played, and where their calls go. */
export class Stage {
  readonly #host: Host
  readonly #world: World
  readonly #origin: string

  constructor(host: Host, world: World, origin: string) {
    this.#host = host
    this.#world = world
    this.#origin = origin
  }

  /** Changes the world as an example wants it. */
  prepare({ given }: Pick<Example, 'given'>): void {
    if (!given) return
    const find = finder(this.#host, this.#world)
    this.#world.transactions.seed(() => given(this.#world, (name) => String(find(name))))
  }

  /**
   * The request of an example, as its caller would send it in this world.
   *
   * @param find how what it names is looked up
   */
  request(api: Api, operation: Operation, example: Example, find: Find = finder(this.#host, this.#world)): SimRequest {
    const world = this.#world
    const caller = api.caller(world, example.as ?? 'member')
    const path = operation.path.replace(/\{(\w+)\}/g, (_, param: string) => {
      const given = example.path?.[param]
      if (given === undefined) return caller.path[param] ?? missing(operation, param)
      const value = typeof given === 'string' ? given : given(world, (name) => String(find(name)))
      const { target } = operation
      return target?.param === param
        ? sampleOr(value, `samples.${target.table.name}.${value}`, find)
        : String(resolve(value, find))
    })
    const query = new URLSearchParams(resolve(example.query ?? {}, find) as Record<string, string>).toString()
    const body = example.rawBody ?? (example.body === undefined ? undefined : JSON.stringify(resolve(example.body, find)))
    return {
      method: operation.method,
      url: `${api.basePath}${path === '/' ? '' : path}${query && `?${query}`}`,
      origin: this.#origin,
      headers: {
        ...caller.headers,
        ...(operation.method !== 'GET' && { 'content-type': 'application/json' }),
        ...(example.headers as Record<string, string> | undefined),
        ...(example.sign?.(world, body ?? '') as Record<string, string> | undefined),
      },
      body,
    }
  }
}

function missing(operation: Operation, param: string): never {
  throw new Error(`An example of ${operation.id} says nothing of {${param}}.`)
}

function sampleOr(value: string, name: string, find: Find): string {
  try {
    return String(find(name))
  } catch {
    return value
  }
}
