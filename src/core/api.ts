/** An API is data to the core: its operations, and its conventions. */
import type * as z from 'zod'
import type { Call } from './call.ts'
import type { AnyFollower } from './follower.ts'
import type { SimRequest } from './http.ts'
import type { Operation } from './operation.ts'
import type { Refusal } from './refusal.ts'
import { Router } from './router.ts'
import type { AnyTable, Row } from './store/definition.ts'
import type { AnyTimer } from './timeline.ts'
import type { World } from './world.ts'

/** One check of the ladder. The first that refuses answers. */
export type Rung = (call: Call) => Refusal | undefined

/** How an API puts an answer. */
export interface Answer {
  readonly status: number
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** What an API adds to the guide. */
export interface GuideSection {
  readonly [key: string]: unknown
  readonly samples?: Readonly<Record<string, unknown>>
}

export interface Caller {
  readonly headers: Readonly<Record<string, string>>
  readonly path: Readonly<Record<string, string>>
}

/** Operations that belong together: one folder. */
export interface Resource {
  readonly name: string
  readonly description: string
  readonly operations: readonly Operation[]
}

export interface ApiSpec {
  readonly name: string
  readonly title: string
  readonly description: string
  /** Where its paths begin, such as `/api`. */
  readonly basePath: string
  /** The APIs that it needs beside it, by name: what it hands out leads there. */
  readonly companions?: readonly string[]
  /** How many bytes a body may have; 1,000,000 unless told. */
  readonly bodyLimit?: number
  /** The part of a path below the base; undefined for a path that is not this API's. */
  readonly owns: (path: string, request?: SimRequest) => string | undefined
  readonly resources: readonly Resource[]
  readonly tables: readonly AnyTable[]
  readonly timers: readonly AnyTimer[]
  readonly followers: readonly AnyFollower[]
  /** The checks, in order, from the caller's credentials to the state of the target. */
  readonly ladder: readonly Rung[]
  readonly refuse: (refusal: Refusal) => Answer
  /** How an answer holds a row that a repeat has left as it was; as it is unless told. */
  readonly envelope?: (shown: unknown) => unknown
  /** The words for one failing field. */
  readonly message: (issue: z.core.$ZodRawIssue) => string | undefined
  /** The words for an id in a body that names nothing. */
  readonly unknownReference: (id: string) => string
  /** Whether a row may be seen by this caller at all. */
  readonly isVisible: (row: Row, call: Call) => boolean
  /** The named caller of an example: their headers, and the path parameters that an example need not mention. */
  readonly caller: (world: World, name: string) => Caller
  readonly guide: (world: World, origin: string) => GuideSection
  /** What the document says of it, beside its operations. */
  readonly document: ApiDocument | undefined
}

export interface ApiDocument {
  readonly version: string
  readonly security: { readonly name: string; readonly scheme: Readonly<Record<string, unknown>> }
  /** The shape of an answer that refuses, by status. */
  readonly refusalSchema: (status: number) => z.ZodType
  /** What a path parameter looks like that names a row. */
  readonly idSchema: Readonly<Record<string, unknown>>
  /** The statuses an operation can refuse with; they follow from what it declares. */
  readonly refusals: (operation: Operation) => Readonly<Record<number, string>>
}

export interface Api extends ApiSpec {
  readonly operations: readonly Operation[]
  readonly router: Router<Operation>
}

/**
 * Puts an API together.
 * @throws if two operations have one id, or answer the same calls
 */
export function defineApi(spec: ApiSpec): Api {
  const router = new Router<Operation>()
  const operations = spec.resources.flatMap((resource) => resource.operations)
  const ids = new Set<string>()
  for (const operation of operations) {
    if (ids.has(operation.id)) throw new Error(`Two operations are called "${operation.id}".`)
    ids.add(operation.id)
    for (const method of [operation.method, ...operation.also]) router.add(method, operation.path, operation)
  }
  return { ...spec, operations, router }
}
