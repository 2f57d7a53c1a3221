/** An event is a value: what the other side does, what it is told with, what that brings, examples. */
import type * as z from 'zod'
import type { AnyTable, Row, Target } from '../store/definition.ts'
import type { World } from '../world/handle.ts'
import type { FieldCheck, Mark, Rule } from './rule.ts'

/** One event and what comes of it: a test over every way of serving, and a row of the fidelity table. */
export interface EventExample {
  /** What it shows, as a rule: "refuses a customer without a contact". */
  readonly name: string
  readonly mark: Mark
  /** In values, `$samples.threads.email` stands for the id of a sample. */
  readonly body: Readonly<Record<string, unknown>>
  /** What to change in the world before it happens. */
  readonly given?: (world: World, sample: (name: string) => string) => unknown
  /** What `POST /__sim/events` answers. */
  readonly expect: {
    readonly status: number
    /** What the body holds at least. */
    readonly body?: unknown
  }
}

interface EventBase {
  readonly world: World
}

/** The row that the event is about; nothing where it names none. */
type OfTarget<R extends Row> = [R] extends [never] ? unknown : { readonly target: R }

/** What is known once the body is. */
type EventCall<R extends Row, Body extends z.ZodObject> = EventBase & OfTarget<R> & { readonly body: z.output<Body> }

export interface EventSpec<Type extends string, R extends Row, Body extends z.ZodObject, Told extends object> {
  /** `customer.replied`: who or what, and what it did. The file is named after it. */
  type: Type
  /** What happens, in a line. */
  summary: string
  /** What comes of it. */
  description?: string
  /** The row that a field of the body names. Where two APIs know an event of one type, the row tells whose it is. */
  // biome-ignore lint/suspicious/noExplicitAny: what is shown of the row, and its lifecycle, are of no interest here
  target?: Target<R, any, keyof z.output<Body> & string, any>
  body: Body
  /** Other fields that hold ids of rows, or lists of them. */
  references?: { readonly [Field in keyof z.output<Body>]?: AnyTable }
  /** What the world has against a field that is valid and given; reported with the fields that are not valid. */
  checks?: {
    readonly [Field in keyof z.output<Body>]?: FieldCheck<EventBase, NonNullable<z.output<Body>[Field]>>
  }
  /** What the state of the world refuses, in this order. */
  rules?: readonly Rule<EventCall<R, Body>>[]
  /** What the other side does. Synchronous, in one transaction; returns what there is to say of it. */
  handle: (call: EventCall<R, Body>) => Told
  /** The first is a success in the default scenario. */
  examples: readonly [EventExample, ...EventExample[]]
}

/** An event as far as it has come. */
export interface AnyEventCall extends EventBase {
  readonly target: Row
  readonly body: unknown
}

/** An event, and the name of the API that it belongs to. */
export interface ListedEvent {
  readonly api: string
  readonly event: EventDefinition
}

/** An event of any kind, as the core and the documents read it. */
export interface EventDefinition<Type extends string = string, Given = unknown, Told = unknown> {
  readonly type: Type
  readonly summary: string
  readonly description: string | undefined
  readonly target: Target | undefined
  readonly body: z.ZodObject
  readonly references: Readonly<Record<string, AnyTable>>
  readonly checks: Readonly<Record<string, FieldCheck<EventBase, unknown>>>
  readonly rules: readonly Rule<AnyEventCall>[]
  readonly handle: (call: AnyEventCall) => object
  readonly examples: readonly EventExample[]
  /** Only types: what it is given, and what it tells. */
  readonly given?: Given
  readonly told?: Told
}

/**
 * Defines what the other side can do: a customer, a mail server, an accounting system, the agent.
 *
 * @example
 * export const petFound = defineEvent({
 *   type: 'pet.found',
 *   summary: 'Somebody brings a lost pet back.',
 *   target: pets.at('pet'),
 *   body: z.object({ pet: z.string() }),
 *   handle: ({ world, target }) => ({ pet: world.save(pets, { ...target, is_lost: false }).id }),
 *   examples: [{ name: 'it is lost no more', mark: 'C', body: { pet: '$samples.pets.lost' }, expect: { status: 201 } }],
 * })
 */
export function defineEvent<const Type extends string, Body extends z.ZodObject, Told extends object, R extends Row = never>(
  spec: EventSpec<Type, R, Body, Told>,
): EventDefinition<Type, z.input<Body>, Told> {
  const { type, summary, description, body, examples } = spec
  // The spec types what is known by then; the core finds it for events of any kind.
  const {
    target,
    references = {},
    checks = {},
    rules = [],
    handle,
  } = spec as unknown as Partial<EventDefinition> & Pick<EventDefinition, 'handle'>
  return {
    type,
    summary,
    description,
    target,
    body,
    references: target ? { [target.param]: target.table, ...references } : references,
    checks,
    rules,
    handle,
    examples,
  }
}
