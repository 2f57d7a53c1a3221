/** Transition tables: which event moves a row from which status to which. A lifecycle belongs to a table and its column. */

interface Move<Event extends string = string, Status extends string = string> {
  readonly event: Event
  readonly from: readonly Status[]
  /** More than one where data decides; the first is the usual one. */
  readonly to: readonly Status[]
  /** A repeat that is answered with the row as it is. */
  readonly unchanged: boolean
}

export interface Lifecycle<Event extends string = string, Status extends string = string> {
  /** The column that holds the status. */
  readonly field: string
  readonly statuses: readonly Status[]
  /** What a new row may start as. */
  readonly initial: readonly Status[]
  readonly events: readonly Event[]
  readonly moves: readonly Move<Event, Status>[]
  /** The move of an event from a status; undefined where the table forbids it. */
  find(event: string, from: unknown): Move<Event, Status> | undefined
  /** Whether the table allows an event for a row as it is. */
  can(event: Event, row: object): boolean
  /**
   * The row after an event.
   *
   * @param to where data decides; the usual status unless told
   * @throws where the table has no such way: ask `can` first where that may be
   */
  apply<R extends object>(event: Event, row: R, to?: Status): R
  /** The events that a status allows, in the table's order. */
  possible(from: string): Event[]
  /** The statuses that allow an event. */
  from(event: string): Status[]
  /** Whether any row of the table leads from one status to the other. */
  allows(from: string, to: string): boolean
}

type TableRow<Event extends string, Status extends string> =
  | readonly [event: Event, from: readonly Status[], to: Status | readonly Status[]]
  | readonly [event: Event, from: readonly Status[], to: Status, repeat: 'unchanged']

/**
 * A transition table. Rows say what is allowed; every other pair of event and status is refused.
 * The fourth column marks a repeat that changes nothing and is answered as a success.
 *
 * @throws if two rows speak of the same event and status
 */
export function defineLifecycle<const Status extends string, const Event extends string>(spec: {
  /** The column that holds the status; `status` unless told. */
  field?: string
  statuses: readonly Status[]
  /** What a new row may start as; the first status unless told. */
  initial?: readonly NoInfer<Status>[]
  table: readonly TableRow<Event, NoInfer<Status>>[]
}): Lifecycle<Event, Status> {
  const { field = 'status', statuses } = spec
  const moves = spec.table.map(
    ([event, from, to, repeat]): Move<Event, Status> => ({
      event,
      from,
      to: (typeof to === 'string' ? [to] : to) as readonly Status[],
      unchanged: repeat === 'unchanged',
    }),
  )
  const byPair = pairsOf(moves)
  const events = [...new Set(moves.map((move) => move.event))]
  const find = (event: string, from: unknown) => byPair.get(`${event} ${from}`)
  const statusOf = (row: object) => row[field as keyof typeof row] as unknown

  return {
    field,
    statuses,
    initial: spec.initial ?? statuses.slice(0, 1),
    events,
    moves,
    find,
    can: (event, row) => find(event, statusOf(row)) !== undefined,
    apply(event, row, to) {
      const move = find(event, statusOf(row))
      const next = to ?? move?.to[0]
      if (!move || next === undefined || !move.to.includes(next))
        throw new Error(`No way leads by "${event}" from ${field} "${statusOf(row)}"${to === undefined ? '' : ` to "${to}"`}.`)
      return { ...row, [field]: next }
    },
    possible: (from) => events.filter((event) => find(event, from) !== undefined),
    from: (event) => statuses.filter((status) => find(event, status) !== undefined),
    allows: (from, to) => moves.some((m) => m.from.includes(from as Status) && m.to.includes(to as Status)),
  }
}

/** @throws if two moves speak of the same event and status */
function pairsOf<M extends Move>(moves: readonly M[]): ReadonlyMap<string, M> {
  const byPair = new Map<string, M>()
  for (const move of moves)
    for (const from of move.from) {
      const pair = `${move.event} ${from}`
      if (byPair.has(pair)) throw new Error(`Two rows of a lifecycle speak of "${pair}".`)
      byPair.set(pair, move)
    }
  return byPair
}
