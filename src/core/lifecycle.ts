/** Transition tables: which event moves a row from which status to which. */

export interface LifecycleEvent<Status extends string = string> {
  readonly lifecycle: Lifecycle<Status>
  readonly name: string
}

export interface Move<Status extends string = string> {
  readonly event: string
  readonly from: readonly Status[]
  /** More than one where data decides; the first is the usual one. */
  readonly to: readonly Status[]
  /** A repeat that is answered with the row as it is. */
  readonly unchanged: boolean
}

export interface Lifecycle<Status extends string = string> {
  readonly field: string
  readonly statuses: readonly Status[]
  /** What a new row may start as. */
  readonly initial: readonly Status[]
  readonly events: readonly string[]
  readonly moves: readonly Move<Status>[]
  /** The move of an event from a status; undefined where the table forbids it. */
  find(event: string, from: string): Move<Status> | undefined
  /** The row after an event; undefined where the table forbids it. `to` where data decides. */
  move<R extends object>(event: string, row: R, to?: Status): R | undefined
  /** The events that a status allows, in the table's order. */
  possible(from: string): string[]
  /** Whether any row of the table leads from one status to the other. */
  allows(from: string, to: string): boolean
  event(name: string): LifecycleEvent<Status>
}

type TableRow<Status extends string> =
  | readonly [event: string, from: readonly Status[], to: Status | readonly Status[]]
  | readonly [event: string, from: readonly Status[], to: Status, repeat: 'unchanged']

/**
 * A transition table. Rows say what is allowed; every other pair of event and status is refused.
 * The fourth column marks a repeat that changes nothing and is answered as a success.
 *
 * @throws if two rows speak of the same event and status
 */
export function defineLifecycle<const Status extends string>(spec: {
  /** The column that holds the status; `status` unless told. */
  field?: string
  statuses: readonly Status[]
  /** What a new row may start as; the first status unless told. */
  initial?: readonly NoInfer<Status>[]
  table: readonly TableRow<NoInfer<Status>>[]
}): Lifecycle<Status> {
  const moves = spec.table.map(
    ([event, from, to, repeat]): Move<Status> => ({
      event,
      from,
      to: (typeof to === 'string' ? [to] : to) as readonly Status[],
      unchanged: repeat === 'unchanged',
    }),
  )
  const byPair = new Map<string, Move<Status>>()
  for (const move of moves)
    for (const from of move.from) {
      const pair = `${move.event} ${from}`
      if (byPair.has(pair)) throw new Error(`Two rows of a lifecycle speak of "${pair}".`)
      byPair.set(pair, move)
    }
  const events = [...new Set(moves.map((move) => move.event))]
  const find = (event: string, from: string) => byPair.get(`${event} ${from}`)

  const lifecycle: Lifecycle<Status> = {
    field: spec.field ?? 'status',
    statuses: spec.statuses,
    initial: spec.initial ?? spec.statuses.slice(0, 1),
    events,
    moves,
    find,
    move(event, row, to) {
      const field = lifecycle.field as keyof typeof row
      const move = find(event, row[field] as string)
      const next = to ?? move?.to[0]
      return move && next && move.to.includes(next) ? { ...row, [field]: next } : undefined
    },
    possible: (from) => events.filter((event) => find(event, from) !== undefined),
    allows: (from, to) => moves.some((m) => m.from.includes(from as Status) && m.to.includes(to as Status)),
    event(name) {
      if (!events.includes(name)) throw new Error(`The lifecycle has no event "${name}".`)
      return { lifecycle, name }
    },
  }
  return lifecycle
}
