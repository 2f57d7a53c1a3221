/** An operation is a value: what goes in and out, what can refuse it, what it does, examples. */
import type * as z from 'zod'
import type { SimRequest } from './http.ts'
import type { LifecycleEvent } from './lifecycle.ts'
import type { AnyTable, Row, Target } from './store/definition.ts'
import type { World } from './world.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** The names in the braces of a route. */
export type ParamsOf<Route extends string> = Route extends `${string}{${infer Param}}${infer Rest}`
  ? Param | ParamsOf<Rest>
  : never

/** `D`: the vendor documents it. `C`: chosen, where the vendor is silent. */
export type Mark = 'D' | 'C'

/** One call and its answer: a test over every way of serving, a row of the fidelity table, and an example in the document. */
export interface Example {
  /** What it shows, as a rule: "refuses a completed action". */
  readonly name: string
  readonly mark: Mark
  /** The caller, by a name that the API knows; its usual caller unless told. */
  readonly as?: string
  /** Path parameters: names of samples, or values as they are. */
  readonly path?: Readonly<Record<string, string>>
  /** In values, `$actions.proposed` stands for the id of a sample. */
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
  /** A body that is sent as it is. */
  readonly rawBody?: string
  readonly headers?: Readonly<Record<string, string>>
  /** What to change in the world before the call. */
  readonly given?: (world: World, sample: (name: string) => string) => unknown
  readonly expect: {
    readonly status: number
    /** What the body holds at least. */
    readonly body?: unknown
    readonly headers?: Readonly<Record<string, string>>
  }
}

export interface Reply {
  readonly status: number
  readonly body: unknown
  /** Lower-case names. */
  readonly headers?: Readonly<Record<string, string>> | undefined
}

/** Refuses where `when` is true, with a sentence. */
export interface Rule<Call> {
  readonly refuse: string
  readonly when: (call: Call) => boolean
  /** The API's status for a refusal by state unless told; 403 for what only this caller may not do. */
  readonly status?: number
}

/** A field of the body that the state of the world refuses, with what is said of it. */
export interface FieldCheck<Call, Value> {
  readonly refuse: string
  readonly when: (value: Value, call: Call) => boolean
}

interface CallBase {
  readonly world: World
  /** Adds a hint for the caller to the answer. */
  readonly warn: (text: string) => void
}

type TargetCall<R extends Row, Shown> = {
  /** The row as stored. */
  readonly target: R
  /** The same row with the status its event leads to. */
  readonly next: R
  /** Stores the row, changed now. */
  readonly save: (row: R) => R
  /** What the API shows of a row of this kind. */
  readonly show: (row: R) => Shown
}

type Input<Route extends string, Query extends z.ZodType, Body extends z.ZodType> = {
  readonly request: SimRequest
  readonly path: Readonly<Record<ParamsOf<Route>, string>>
  readonly query: z.output<Query>
  readonly body: z.output<Body>
}

type ReplyOf<Responses extends Record<number, z.ZodType>> = <Status extends keyof Responses & number>(
  status: Status,
  body: z.input<Responses[Status]>,
  headers?: Readonly<Record<string, string>>,
) => Reply

export interface OperationSpec<
  Scope,
  Route extends string,
  R extends Row,
  Shown,
  Query extends z.ZodObject,
  Body extends z.ZodObject,
  Responses extends Record<number, z.ZodType>,
> {
  /** The vendor's name for it, or one in the vendor's style. */
  id: string
  /** Method and path below the API's base. */
  route: Route & `${Method} /${string}`
  /** Other methods that do the same. */
  also?: readonly Method[]
  summary: string
  description?: string
  /** Where the vendor describes it. */
  source: string
  /** Needs no credentials. */
  isPublic?: boolean
  /** The vendor has no such call; it is there because a simulator needs it. */
  isExtension?: boolean
  /** The row that the path names; without it: not found. */
  target?: Target<R, Shown, ParamsOf<Route>>
  /** What path parameters that are no ids must be. */
  params?: z.ZodObject
  query?: Query
  body?: Body
  /** Body fields that hold ids of rows, or lists of them. */
  references?: { readonly [Field in keyof z.output<Body>]?: AnyTable }
  /** What else the world has against a field that is valid and given; reported with the fields that are not valid. */
  checks?: {
    readonly [Field in keyof z.output<Body>]?: FieldCheck<
      Scope & CallBase & Pick<TargetCall<R, Shown>, 'target'>,
      NonNullable<z.output<Body>[Field]>
    >
  }
  /** By status, the successful ones; the refusals follow from the rest. */
  responses: Responses
  /** What only some callers may do. */
  forbids?: readonly Rule<Scope & CallBase & Pick<TargetCall<R, Shown>, 'target'>>[]
  /** The event of the target's lifecycle that this is. */
  fires?: LifecycleEvent
  /** What else the state of the world refuses, in this order; a repeat is past them. */
  rules?: readonly Rule<Scope & CallBase & Pick<TargetCall<R, Shown>, 'target'> & Input<Route, Query, Body>>[]
  /** What the handler itself may refuse, by status: only it can find out. For the document. */
  refuses?: Readonly<Record<number, string>>
  /** The happy path. Synchronous, in one transaction. */
  handle: (
    call: Scope & CallBase & TargetCall<R, Shown> & Input<Route, Query, Body> & { readonly reply: ReplyOf<Responses> },
  ) => Reply
  examples: readonly Example[]
}

/** An operation of any kind, as the core and the document read it. */
export interface Operation {
  readonly id: string
  readonly method: Method
  readonly path: string
  readonly also: readonly Method[]
  readonly summary: string
  readonly description: string | undefined
  readonly source: string
  readonly isPublic: boolean
  readonly isExtension: boolean
  readonly target: Target | undefined
  readonly params: z.ZodObject | undefined
  readonly query: z.ZodObject | undefined
  readonly body: z.ZodObject | undefined
  readonly references: Readonly<Record<string, AnyTable>>
  // biome-ignore lint/suspicious/noExplicitAny: each operation types its own fields
  readonly checks: Readonly<Record<string, FieldCheck<any, any>>>
  readonly responses: Readonly<Record<number, z.ZodType>>
  // biome-ignore lint/suspicious/noExplicitAny: each operation types its own call
  readonly forbids: readonly Rule<any>[]
  readonly fires: LifecycleEvent | undefined
  // biome-ignore lint/suspicious/noExplicitAny: each operation types its own call
  readonly rules: readonly Rule<any>[]
  readonly refuses: Readonly<Record<number, string>>
  // biome-ignore lint/suspicious/noExplicitAny: each operation types its own call
  readonly handle: (call: any) => Reply
  readonly examples: readonly Example[]
}

/**
 * Makes an API's `defineOperation`. `Scope` is what the API's own checks add to a call, such as who is calling.
 */
export function operationsOf<Scope>() {
  return function defineOperation<
    const Route extends string,
    Responses extends Record<number, z.ZodType>,
    R extends Row = never,
    Shown = never,
    Query extends z.ZodObject = z.ZodObject<Record<never, never>>,
    Body extends z.ZodObject = z.ZodObject<Record<never, never>>,
  >(spec: OperationSpec<Scope, Route, R, Shown, Query, Body, Responses>): Operation {
    const [method, path] = spec.route.split(' ') as [Method, string]
    return {
      id: spec.id,
      method,
      path,
      also: spec.also ?? [],
      summary: spec.summary,
      description: spec.description,
      source: spec.source,
      isPublic: spec.isPublic ?? false,
      isExtension: spec.isExtension ?? false,
      target: spec.target as unknown as Target | undefined,
      params: spec.params,
      query: spec.query,
      body: spec.body,
      references: (spec.references ?? {}) as Record<string, AnyTable>,
      checks: (spec.checks ?? {}) as Operation['checks'],
      responses: spec.responses,
      forbids: spec.forbids ?? [],
      fires: spec.fires,
      rules: spec.rules ?? [],
      refuses: spec.refuses ?? {},
      handle: spec.handle as Operation['handle'],
      examples: spec.examples,
    }
  }
}
