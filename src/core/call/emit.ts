/** Lets an event of the other side happen in a world: checked like the body of an operation, all or nothing. */
import { noSuch } from '../values/nearest-name.ts'
import { unknownIn, unknownIssues } from '../values/unknown-names.ts'
import type { Emitted } from '../world/event-types.ts'
import type { News } from '../world/journal/entry.ts'
import type { World } from '../world/world.ts'
import type { Api } from './api.ts'
import type { AnyEventCall, EventDefinition } from './event.ts'
import { readFields } from './fields.ts'
import { SimulatorError } from './host.ts'
import { type Issue, type Refusal, Refused } from './refusal.ts'
import { refusalBy } from './rule.ts'

/** An event that cannot happen. The message says why; nothing has changed. */
export class EventError extends SimulatorError {
  readonly refusal: Refusal

  constructor(message: string, refusal: Refusal) {
    super(message)
    this.refusal = refusal
  }

  override get name(): string {
    return 'EventError'
  }

  /** The fields of the body that are wrong; none where it is something else. */
  get issues(): readonly Issue[] {
    return this.refusal.kind === 'invalid' ? this.refusal.issues : []
  }
}

/** An event, and the API in whose words it is refused. */
interface KnownEvent {
  readonly api: Api
  readonly event: EventDefinition
}

type Body = Readonly<Record<string, unknown>>

/** All events of a simulator. */
export class Events {
  readonly #byType = new Map<string, KnownEvent[]>()

  constructor(apis: readonly Api[]) {
    for (const api of apis)
      for (const event of api.events) this.#byType.set(event.type, [...(this.#byType.get(event.type) ?? []), { api, event }])
  }

  /**
   * Lets an event happen, and tells what came of it. The one place where events happen.
   * @throws EventError
   */
  emit(world: World, type: string, body: unknown): Emitted {
    const given = fieldsOf(type, body)
    const known = this.#find(world, type, given)
    const at = world.clock.now()
    return world.journal.watch(
      () => {
        const { result, rows } = world.watch(() => happen(world, known, given))
        return { kind: 'event', type, at, body: structuredClone(given), result: result as Body, changed: rows.length, rows }
      },
      ({ body: told }): News => ({ kind: 'event', type, body: told }),
    )
  }

  /** Of events of one type, that of the API which has the row that is meant. */
  #find(world: World, type: string, given: Body): KnownEvent {
    const candidates = this.#byType.get(type) ?? []
    const [first] = candidates
    if (!first) throw invalid(type, [{ path: ['type'], message: noSuch('event', type, [...this.#byType.keys()]) }])
    return candidates.find(({ event }) => hasTarget(world, event, given)) ?? first
  }
}

function fieldsOf(type: string, body: unknown): Body {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw invalid(type, [{ path: [], message: 'The body of an event is an object.' }])
  return body as Body
}

function hasTarget(world: World, { target, body }: EventDefinition, given: Body): boolean {
  const id = target && body.shape[target.param]?.safeParse(given[target.param]).data
  return typeof id === 'string' && world.table((target as NonNullable<typeof target>).table).get(id) !== undefined
}

function happen(world: World, { api, event }: KnownEvent, given: Body): object {
  const { type, target, body: schema, references, checks, rules, handle } = event
  const { issues, data } = readFields<Pick<AnyEventCall, 'world'>>(
    given,
    { schema, references, checks },
    { words: api, exists: (table, id) => world.table(table).get(id) !== undefined, call: { world } },
  )
  // A field that nobody reads would be an event other than the one that is meant.
  const all = [...unknownIssues('field', unknownIn(given, schema.shape)), ...issues]
  if (all.length || !data) throw invalid(type, all)
  const call = { world, body: data, ...(target && { target: world.table(target.table).get(data[target.param] as string) }) }
  const refusal = refusalBy(rules, call as AnyEventCall)
  if (refusal) throw refused(type, refusal)
  try {
    return handle(call as AnyEventCall)
  } catch (error) {
    throw error instanceof Refused ? refused(type, error.refusal) : error
  }
}

const toLine = ({ path, message }: Issue): string => (path.length ? `${path.map(String).join('.')}: ${message}` : message)

const invalid = (type: string, issues: readonly Issue[]): EventError =>
  new EventError([`The event "${type.slice(0, 80)}" is refused.`, ...issues.map(toLine)].join('\n  '), {
    kind: 'invalid',
    issues,
  })

function refused(type: string, refusal: Refusal): EventError {
  if (refusal.kind === 'invalid') return invalid(type, refusal.issues)
  return new EventError('why' in refusal ? refusal.why : (refusal.hint ?? `The event "${type}" is refused.`), refusal)
}
