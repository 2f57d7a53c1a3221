/** An API is data to the core: its resources, and its conventions. */
import type * as z from 'zod'
import type { AnyTable, Row } from '../store/definition.ts'
import { BODY_LIMIT } from '../values/http.ts'
import type { AnyFollower } from '../world/follower.ts'
import type { World } from '../world/handle.ts'
import type { Identity } from '../world/identity.ts'
import type { AnyKeeper } from '../world/keeper.ts'
import type { Rows } from '../world/rows/rows.ts'
import type { Completion } from '../world/scenario/scenario.ts'
import type { Setting } from '../world/setting.ts'
import type { AnyTimer } from '../world/timer.ts'
import type { CallInProgress } from './call.ts'
import type { EventDefinition } from './event.ts'
import type { PeopleFilter, Person } from './host.ts'
import type { Operation } from './operation.ts'
import type { PossibleRefusal, Refusal } from './refusal.ts'
import type { Resource } from './resource.ts'
import { Router } from './router.ts'
import type { Words } from './words.ts'

/** One check of the ladder. The first that refuses answers. */
export interface Rung {
  readonly check: (call: CallInProgress, api: Api) => Refusal | undefined
  /** What it can refuse an operation for; nothing unless told. For the document. */
  readonly refuses?: (operation: Operation, api: Api) => readonly PossibleRefusal[]
}

/** How an API puts an answer. */
export interface Answer {
  readonly status: number
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>> | undefined
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

export interface ApiSpec<Resources extends readonly Resource[] = readonly Resource[]> {
  readonly name: string
  readonly title: string
  readonly description: string
  /** Where its paths begin, such as `/api`. */
  readonly basePath: string
  /** The API that hands out addresses of this one; its own unless told. Whoever serves that one serves this too. */
  readonly partOf?: string
  /** How many bytes a body may have; 1,000,000 unless told. */
  readonly bodyLimit?: number
  /** The part of a path below the base; undefined for a path that is not this API's. */
  readonly owns: (path: string) => string | undefined
  /** Of a path that another API owns too: whether a call is this one's, by its path and the fields of its JSON body. */
  readonly claims?: (route: string, fields: Readonly<Record<string, unknown>>) => boolean
  /** It steers the simulator, and so answers for a world in which what is due goes wrong. */
  readonly steers?: boolean
  /** It refuses fields and parameters that it does not know; otherwise it warns of them, unless the simulator is strict. */
  readonly isStrict?: boolean
  /** It refuses a query parameter without a value where its type has no empty one; otherwise it counts as left out. */
  readonly refusesEmpty?: boolean
  readonly resources: Resources
  readonly settings?: readonly Setting[]
  /** Who the customers of a world are; nobody unless told. */
  readonly people?: (world: World, asked: PeopleFilter) => Person[]
  /** The checks, in order, from the caller's credentials to the state of the target. */
  readonly ladder: readonly Rung[]
  /** Who calls, once the checks have found out; undefined for nobody, or where there are no callers. */
  readonly callerOf?: (call: CallInProgress) => Identity | undefined
  /** All whom `callerOf` may return in a world. */
  readonly callers?: (world: World) => readonly Identity[]
  readonly refuse: (refusal: Refusal) => Answer
  /** How an answer holds a row that a repeat has left as it was; as it is unless told. */
  readonly envelope?: (shown: unknown) => unknown
  /** The words for one failing field; those of zod unless told. */
  readonly message?: (issue: z.core.$ZodRawIssue) => string | undefined
  /** The words for an id in a body that names nothing; plain ones unless told. */
  readonly unknownReference?: (id: string) => string
  /** The words for a character in a text that cannot be kept, such as `U+0000`; plain ones unless told. */
  readonly unstorable?: (character: string) => string
  /** How a part of a path that stands for an id is read; as it is unless told. */
  readonly readId?: (text: string) => string
  /** Whether a row may be seen by this caller at all; everybody sees all unless told. */
  readonly isVisible?: (row: Row, call: CallInProgress) => boolean
  /** The named caller of an example: their headers, and the path parameters that an example need not mention. Nobody unless told. */
  readonly caller?: (world: World, name: string) => Caller
  /**
   * What it adds to the guide; nothing unless told.
   * @param openapi where its document is, if it is served
   */
  readonly guide?: (world: World, origin: string, rows: readonly Rows[], openapi: string | undefined) => GuideSection
  /** What the document says of it, beside its operations. */
  readonly document?: ApiDocument
}

export interface ApiDocument {
  readonly version: string
  /** What is to be said of the whole of it, and of what several resources have in common. */
  readonly words?: Words
  readonly security: {
    readonly name: string
    readonly scheme: Readonly<Record<string, unknown>>
    /** Whether a call may go without. */
    readonly isOptional?: boolean
  }
  /** The shape of an answer that refuses, by status. */
  readonly refusalSchema: (status: number) => z.ZodType
  /** The parameters of a list that make its page short, for examples. */
  readonly shortPage?: Readonly<Record<string, string>>
  /** What a path parameter looks like that names a row. */
  readonly idSchema: Readonly<Record<string, unknown>>
}

/** What an API is like that has no settings, no rows and no callers. */
const usual = {
  settings: [],
  people: () => [],
  message: () => undefined,
  unknownReference: (id) => `There is no "${id}".`,
  unstorable: (character) => `A text cannot hold the character ${character}.`,
  isVisible: () => true,
  caller: () => ({ headers: {}, path: {} }),
  guide: () => ({}),
} satisfies Partial<ApiSpec>
type Usual = keyof typeof usual

/** An API with all that its resources have, flattened. */
export interface Api<Resources extends readonly Resource[] = readonly Resource[]>
  extends Omit<ApiSpec<Resources>, Usual>,
    Required<Pick<ApiSpec, Usual>> {
  readonly bodyLimit: number
  /** How many bytes a body may have that is sent to a path below the base. */
  readonly bodyLimitOf: (route: string) => number
  readonly operations: readonly Operation[]
  /** Those that others refer to come first. */
  readonly tables: readonly AnyTable[]
  readonly rows: readonly Rows[]
  readonly timers: readonly AnyTimer[]
  readonly followers: readonly AnyFollower[]
  readonly keepers: readonly AnyKeeper[]
  readonly completions: readonly Completion[]
  readonly beginnings: readonly Completion[]
  readonly events: readonly EventDefinition[]
  /** The names of the rules of harm. */
  readonly harms: readonly string[]
  readonly router: Router<Operation>
}

/** What the operations of an API take and answer, by their ids. */
export type TypesOf<A extends Api> = {
  readonly [Each in A['resources'][number]['operations'][number] as Each['id']]: NonNullable<Each['types']>
}

/**
 * Those whose operations a client of the vendor calls, in the order in which they are told: the AR API comes first, though requests
 * are asked of the CRM first.
 */
export const servedApis = (apis: readonly Api[]): readonly Api[] =>
  apis.filter(({ document, steers }) => document && !steers).toReversed()

/**
 * Puts an API together.
 * @throws if two operations have one id, or answer the same calls, or two events are of one type
 */
export function defineApi<const Resources extends readonly Resource[]>(spec: ApiSpec<Resources>): Api<Resources> {
  const router = new Router<Operation>()
  const operations: Operation[] = spec.resources.flatMap((resource) => resource.operations)
  const tables = inOrderOfReference(spec.resources.flatMap((resource) => resource.tables))
  const events = spec.resources.flatMap((resource) => resource.events)
  const types = new Set<string>()
  for (const { type } of events) {
    if (types.has(type)) throw new Error(`Two events are of the type "${type}".`)
    types.add(type)
  }
  const ids = new Set<string>()
  for (const operation of operations) {
    if (ids.has(operation.id)) throw new Error(`Two operations are called "${operation.id}".`)
    ids.add(operation.id)
    for (const method of [operation.method, ...operation.also]) router.add(method, operation.path, operation)
  }
  const { bodyLimit = BODY_LIMIT } = spec
  const takeMore = operations.some((operation) => operation.bodyLimit !== undefined)
  return {
    ...usual,
    ...spec,
    bodyLimit,
    bodyLimitOf: takeMore ? (route) => largestOf(router, route, bodyLimit) : () => bodyLimit,
    operations,
    tables,
    rows: spec.resources.flatMap((resource) => resource.rows),
    timers: spec.resources.flatMap((resource) => resource.timers),
    followers: spec.resources.flatMap((resource) => resource.followers),
    keepers: spec.resources.flatMap((resource) => resource.keepers),
    completions: spec.resources.flatMap((resource) => resource.completions),
    beginnings: spec.resources.flatMap((resource) => resource.beginnings),
    events,
    harms: spec.resources.flatMap((resource) => resource.harms),
    router,
  }
}

/** The most that any operation of a path takes: the method is looked at later. */
function largestOf(router: Router<Operation>, route: string, usual: number): number {
  let largest = usual
  for (const { bodyLimit = 0 } of router.find(route)?.methods.values() ?? []) largest = Math.max(largest, bodyLimit)
  return largest
}

/** So that a scenario can be filled in table by table. */
function inOrderOfReference(tables: readonly AnyTable[]): AnyTable[] {
  const sorted = new Set<AnyTable>()
  const visiting = new Set<AnyTable>()
  const visit = (table: AnyTable): void => {
    if (sorted.has(table) || visiting.has(table)) return
    visiting.add(table)
    for (const other of Object.values(table.references)) if (tables.includes(other)) visit(other)
    sorted.add(table)
  }
  for (const table of tables) visit(table)
  return [...sorted]
}
