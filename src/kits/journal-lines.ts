/** A journal as lines to read. */
import type { CallEntry, ClockEntry, Entry } from '../core/world/journal/entry.ts'

/** Of what was given, and of what happened by itself, only so much is shown. */
const MOST_LETTERS = 120
const MOST_FIRED = 10

/** A line for each entry; below it one for each warning, and for what happened while time passed. */
export function inLines(entries: readonly Entry[]): string {
  const [first] = entries
  if (!first) return '  nothing was called'
  const older = first.number > 1 ? ['  older entries are gone'] : []
  return [...older, ...entries.map(toLines)].join('\n')
}

function toLines(entry: Entry): string {
  const [first, ...below] = linesOf(entry)
  return [`  ${String(entry.number).padStart(4)}  ${entry.at}  ${first}`, ...below.map((line) => `        ${line}`)].join('\n')
}

function linesOf(entry: Entry): readonly string[] {
  if (entry.kind === 'call') return [callInWords(entry), ...entry.warnings]
  if (entry.kind === 'clock') return ofClock(entry)
  if (entry.kind === 'data') return [`data ${entry.table}.${entry.action}`]
  return entry.kind === 'event'
    ? [`event ${entry.type} ${short(entry.body)}`]
    : [`${entry.action.replaceAll('-', ' ')} ${short(entry.subject)}`.trimEnd()]
}

function callInWords({ request, response, operation, caller, fault }: CallEntry): string {
  const query = new URLSearchParams(
    Object.entries(request.query).flatMap(([name, values]) => [values].flat().map((value) => [name, value])),
  )
  const path = query.size ? `${request.path}?${query}` : request.path
  const more = [operation, caller && `by ${caller.name}`, fault && `met ${fault}`]
  return [request.method, path, response.status, ...more.filter((each) => each)].join(' ')
}

function ofClock({ from, to, mode, fired, count }: ClockEntry): string[] {
  const way = from === to ? `clock ${mode}` : `clock ${from} → ${to}`
  const told = fired.slice(0, MOST_FIRED).map(({ at, event, summary }) => `${at} ${event}: ${summary}`)
  return [
    count ? `${way}, ${count} ${count === 1 ? 'thing' : 'things'} happened` : way,
    ...told,
    ...(count > told.length ? [`and ${count - told.length} more`] : []),
  ]
}

function short(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  return text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)}…` : text
}
