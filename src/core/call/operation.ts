/** An operation is a value: what goes in and out, what can refuse it, what it does, examples. */
import type * as z from 'zod'
import type { AnyTable, Row, Target } from '../store/definition.ts'
import type { SimRequest } from '../values/http.ts'
import type { Exchange } from '../world/calls.ts'
import type { World } from '../world/handle.ts'
import type { World as LiveWorld } from '../world/world.ts'
import type { Host } from './host.ts'
import type { BarKind, Issue, Refusal, RuleKind } from './refusal.ts'
import type { FieldCheck, Mark, Rule } from './rule.ts'

export type { FieldCheck, Mark, Rule } from './rule.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** The names in the braces of a route. */
export type ParamsOf<Route extends string> = Route extends `${string}{${infer Param}}${infer Rest}`
  ? Param | ParamsOf<Rest>
  : never

/** One call and its answer: a test over every way of serving, a row of the fidelity table, and an example in the document. */
export interface Example {
  /** What it shows, as a rule: "refuses a completed action". */
  readonly name: string
  readonly mark: Mark
  /** The caller, by a name that the API knows; its usual caller unless told. */
  readonly as?: string
  /** Path parameters: names of samples, values as they are, or what finds one in the world. */
  readonly path?: Readonly<Record<string, string | ((world: LiveWorld, sample: (name: string) => string) => string)>>
  /** In values, `$actions.proposed` stands for the id of a sample. */
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
  /** A body that is sent as it is. */
  readonly rawBody?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Headers that follow from the body as it is sent, such as its signature. */
  readonly sign?: (world: World, body: string) => Readonly<Record<string, string>>
  /** What to change in the world before the call. */
  readonly given?: (world: LiveWorld, sample: (name: string) => string) => unknown
  readonly expect: {
    readonly status: number
    /** What the body holds at least. */
    readonly body?: unknown
    readonly headers?: Readonly<Record<string, string>>
  }
}

/** An answer. Only a call makes one: by `reply`, or by `refuseKeeping`. */
export class Reply {
  readonly status: number
  readonly body: unknown
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>> | undefined
  /** Instead of the rest: refuses, and keeps what was written. */
  readonly refusal: Refusal | undefined
  /** No value of another class has it, so that nothing else passes for an answer. */
  protected readonly isMade = true

  constructor(status: number, body: unknown, headers?: Readonly<Record<string, string>>, refusal?: Refusal) {
    this.status = status
    this.body = body
    this.headers = headers
    this.refusal = refusal
  }
}

/** What every operation gets. */
export interface CallBase {
  readonly world: World
  /** The simulator that holds the world. */
  readonly host: Host
  readonly request: SimRequest
  /** Where this world is mounted, its prefix included. */
  readonly origin: string
  /** Where the simulator is mounted. */
  readonly root: string
  /** What was called, with its query, in this world. */
  readonly address: string
  /** Adds a hint for the caller to the answer. */
  readonly warn: (text: string) => void
}

/** What an operation on a row gets beside that. */
export interface TargetCall<R extends Row = Row, Shown = unknown> {
  /** The row as stored. */
  readonly target: R
  /** The same row with the status its event leads to. */
  readonly next: R
  /** Stores the row, changed now. */
  readonly save: (row: R) => R
  /** What the API shows of a row of this kind. */
  readonly show: (row: R) => Shown
}

/** What was sent, checked. */
export interface Input<Path = Readonly<Record<string, string>>, Query = unknown, Body = unknown> {
  readonly path: Path
  readonly query: Query
  readonly body: Body
}

/** How an operation answers. */
export interface Answering<Responses> {
  readonly reply: <Status extends keyof Responses & number>(
    status: Status,
    body: Responses[Status] extends z.ZodType ? z.input<Responses[Status]> : unknown,
    headers?: Readonly<Record<string, string>>,
  ) => Reply
  /** Refuses, but keeps what was written. */
  readonly refuseKeeping: (refusal: Refusal) => Reply
}

/** A call of any operation, as far as it has come. */
export interface AnyCall extends CallBase, TargetCall, Input, Answering<Record<number, unknown>> {}

/** What an API's own checks add to a call: to each, to those with credentials, and to those with certain parameters in their path. */
export interface Scopes {
  readonly everyone: object
  readonly caller: object
  readonly path: Readonly<Record<string, object>>
}

type Intersection<Union> = (Union extends unknown ? (it: Union) => void : never) extends (it: infer All) => void ? All : never

/** What is known of the caller of a route. */
export type ScopeOf<S extends Scopes, Route extends string, IsPublic extends boolean> = S['everyone'] &
  (IsPublic extends true ? unknown : S['caller'] & Intersection<S['path'][ParamsOf<Route> & keyof S['path']]>)

/** Nothing of a row where the path names none. */
type OfTarget<R extends Row, Shown> = [R] extends [never] ? unknown : TargetCall<R, Shown>
type OnlyTarget<R extends Row> = [R] extends [never] ? unknown : Pick<TargetCall<R>, 'target'>

/** What is sent; anything where the operation reads no body. */
type Sent<Body extends z.ZodObject> = [keyof z.input<Body>] extends [never] ? unknown : z.input<Body>

/** What is answered, as JSON: null for an answer without a body. */
type Got<Responses> = { [Status in keyof Responses]: BodyOf<Responses[Status]> }[keyof Responses]
type BodyOf<Schema> = Schema extends z.ZodUndefined ? null : Schema extends z.ZodType ? z.output<Schema> : never

export interface OperationSpec<
  S extends Scopes,
  Id extends string,
  Route extends string,
  IsPublic extends boolean,
  R extends Row,
  Shown,
  Event extends string,
  Query extends z.ZodObject,
  Body extends z.ZodObject,
  Responses extends Record<number, z.ZodType>,
> {
  /** The vendor's name for it, or one in the vendor's style; unique in the API's document. */
  id: Id
  /** Method and path below the API's base. */
  route: Route & `${Method} /${string}`
  /** Other methods that do the same. */
  also?: readonly Method[]
  summary: string
  description?: string
  /** Where the vendor describes it: a page of `docs/vendor` and its heading; or that it is arsim's own. */
  source: string
  /** Needs no credentials. */
  isPublic?: IsPublic
  /** The vendor has no such call; it is there because a simulator needs it. */
  isExtension?: boolean
  /** How pages of other sites may use it, in worlds that exist: by leading a person there, or also by loading it. */
  openTo?: 'navigation' | 'embedding'
  /** The row that the path names; without it: not found. */
  target?: Target<R, Shown, ParamsOf<Route>, Event>
  /** What path parameters that are no ids must be. */
  params?: z.ZodObject
  /** Headers that a call needs, with what they hold. For the document: what they must be is for `forbids`. */
  headers?: Readonly<Record<string, string>>
  /** Headers that a call may have, with what they hold. For the document. */
  optionalHeaders?: Readonly<Record<string, string>>
  /** Where a write can do without, what is unknown or empty in it is refused. */
  query?: Query
  body?: Body
  /** How many bytes its body may have, where that is more than the API takes otherwise. */
  bodyLimit?: number
  /** Whether an empty body is refused although no single field is required. For the document. */
  needsBody?: true
  /** Body fields that hold ids of rows, or lists of them. */
  references?: { readonly [Field in keyof z.output<Body>]?: AnyTable }
  /** What else the world has against a field that is valid and given; reported with the fields that are not valid. */
  checks?: {
    readonly [Field in keyof z.output<Body>]?: FieldCheck<
      ScopeOf<S, Route, IsPublic> & CallBase & OnlyTarget<R>,
      NonNullable<z.output<Body>[Field]>
    >
  }
  /** How fields that are valid clash with the target; reported as those that are not valid. */
  clashes?: (
    call: ScopeOf<S, Route, IsPublic> &
      CallBase &
      OnlyTarget<R> &
      Input<Readonly<Record<ParamsOf<Route>, string>>, z.output<Query>, z.output<Body>>,
  ) => readonly Issue[]
  /** By status, the successful ones; the refusals follow from the rest. */
  responses: Responses
  /** What it answers is not JSON, but this. */
  media?: string
  /** What only some callers may do; with a `kind`, who the caller must be to do anything, or what must be there for them that is no row. Before the body is read. */
  forbids?: readonly Rule<
    ScopeOf<S, Route, IsPublic> & CallBase & OnlyTarget<R> & Pick<Input<Readonly<Record<ParamsOf<Route>, string>>>, 'path'>,
    BarKind
  >[]
  /** The event of the target's lifecycle that this is. */
  fires?: NoInfer<Event>
  /** What else the state of the world refuses, in this order; a repeat is past them. */
  rules?: readonly Rule<
    ScopeOf<S, Route, IsPublic> &
      CallBase &
      OnlyTarget<R> &
      Input<Readonly<Record<ParamsOf<Route>, string>>, z.output<Query>, z.output<Body>>
  >[]
  /** What the handler itself may refuse: only it can find out. For the document. */
  refuses?: Readonly<Partial<Record<RuleKind | 'not-found', string>>>
  /** The happy path. Synchronous, in one transaction. */
  handle: (
    call: ScopeOf<S, Route, IsPublic> &
      CallBase &
      OfTarget<R, Shown> &
      Input<Readonly<Record<ParamsOf<Route>, string>>, z.output<Query>, z.output<Body>> &
      Answering<Responses>,
  ) => Reply
  examples: readonly Example[]
}

/** An operation of any kind, as the core and the document read it. */
export interface Operation<Id extends string = string, Types extends Exchange = Exchange> {
  readonly id: Id
  /** Only a type: what goes in and out. */
  readonly types?: Types
  readonly method: Method
  readonly path: string
  readonly also: readonly Method[]
  readonly summary: string
  readonly description: string | undefined
  readonly source: string
  readonly isPublic: boolean
  readonly isExtension: boolean
  readonly openTo: 'navigation' | 'embedding' | undefined
  readonly target: Target | undefined
  readonly params: z.ZodObject | undefined
  readonly headers: Readonly<Record<string, string>>
  readonly optionalHeaders: Readonly<Record<string, string>>
  readonly query: z.ZodObject | undefined
  readonly body: z.ZodObject | undefined
  readonly bodyLimit: number | undefined
  readonly needsBody: boolean
  readonly references: Readonly<Record<string, AnyTable>>
  readonly checks: Readonly<Record<string, FieldCheck<AnyCall, unknown>>>
  readonly clashes: (call: AnyCall) => readonly Issue[]
  readonly responses: Readonly<Record<number, z.ZodType>>
  readonly media: string | undefined
  readonly forbids: readonly Rule<AnyCall, BarKind>[]
  readonly fires: string | undefined
  readonly rules: readonly Rule<AnyCall>[]
  readonly refuses: Readonly<Partial<Record<RuleKind | 'not-found', string>>>
  readonly handle: (call: AnyCall) => Reply
  readonly examples: readonly Example[]
}

/** Makes an API's `defineOperation`. `S` is what the API's own checks add to a call. */
export function operationsOf<S extends Scopes>() {
  return function defineOperation<
    const Id extends string,
    const Route extends string,
    Responses extends Record<number, z.ZodType>,
    const IsPublic extends boolean = false,
    R extends Row = never,
    Shown = never,
    Event extends string = never,
    Query extends z.ZodObject = z.ZodObject<Record<never, never>>,
    Body extends z.ZodObject = z.ZodObject<Record<never, never>>,
  >(
    spec: OperationSpec<S, Id, Route, IsPublic, R, Shown, Event, Query, Body, Responses>,
  ): Operation<Id, { readonly sent: Sent<Body>; readonly got: Got<Responses> }> {
    const { route, fires, target, ...given } = spec
    const [method, path] = route.split(' ') as [Method, string]
    if (fires !== undefined && !target?.table.lifecycle?.events.includes(fires))
      throw new Error(`${spec.id} fires "${fires}", but the lifecycle of its target has no such event.`)
    // The spec types what its own checks have found by then; the core finds it for operations of any kind.
    const own = { ...given, fires, target } as unknown as Given & { readonly id: Id }
    const { id, summary, source, responses, handle, examples } = own
    // In one order for all, so that they have one shape, which is read many times as fast as many.
    return Object.assign({ id, method, path, summary, source, responses, handle, examples, ...unlessTold }, own)
  }
}

/** What every spec says; `unlessTold` has the rest, but for what the route tells. */
type Given = Pick<Operation, 'summary' | 'source' | 'responses' | 'handle' | 'examples'>

const unlessTold: Omit<Operation, keyof Given | 'id' | 'types' | 'method' | 'path'> = {
  also: [],
  description: undefined,
  isPublic: false,
  isExtension: false,
  openTo: undefined,
  target: undefined,
  params: undefined,
  headers: {},
  optionalHeaders: {},
  query: undefined,
  body: undefined,
  bodyLimit: undefined,
  needsBody: false,
  references: {},
  checks: {},
  clashes: () => [],
  media: undefined,
  forbids: [],
  fires: undefined,
  rules: [],
  refuses: {},
}
