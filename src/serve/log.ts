/** A line for each call, for a person or a program to read. */
import { styleText } from 'node:util'
import { toHeaderText } from '../core/call/warning.ts'
import type { SimResponse } from '../core/values/http.ts'
import type { Entry } from '../core/world/journal/entry.ts'

/** A call that was answered, as it is logged. */
export interface LoggedCall {
  /** The machine's time, ISO 8601. */
  readonly time: string
  readonly world: string
  readonly method: string
  /** As it was sent, without the query. */
  readonly path: string
  readonly response: SimResponse
  /** What else happened in the world meanwhile, such as what the clock made happen. */
  readonly entries: readonly Entry[]
}

const statusColours = ['red', 'green', 'green', 'cyan', 'yellow', 'red'] as const

/** For a terminal: the call, and below it warnings, its fault and what happened beside it. */
export function toText({ time, world, method, path, response, entries }: LoggedCall, hasColours: boolean): string {
  const paint = (style: Parameters<typeof styleText>[0], text: string) =>
    hasColours ? styleText(style, text, { validateStream: false }) : text
  const { status, operation = '-', caller, headers, fault } = response
  const colour = statusColours[Math.floor(status / 100)] ?? 'red'
  const parts = [
    paint('dim', time.slice(11, 19)),
    toHeaderText(world),
    method.padEnd(6),
    toHeaderText(path),
    paint(colour, String(status)),
    paint('bold', operation),
    ...(caller ? [toHeaderText(caller.name)] : []),
  ]
  const below = [
    ...[headers['x-sim-warning'] ?? []].flat().map((warning) => paint('yellow', `! ${warning}`)),
    ...(fault === undefined ? [] : [paint('magenta', `~ met ${toHeaderText(fault)}`)]),
    ...entries.flatMap(happenedInWords).map((text) => paint('dim', `> ${toHeaderText(text)}`)),
  ]
  return [parts.join('  '), ...below.map((line) => `          ${line}`)].join('\n')
}

function happenedInWords(entry: Entry): string[] {
  if (entry.kind === 'clock') return entry.fired.map(({ at, summary, outcome }) => `${at} ${summary}: ${outcome}`)
  if (entry.kind === 'event') return [`${entry.at} ${entry.type}`]
  return entry.kind === 'control' ? [`${entry.at} ${entry.action}`] : []
}

/** For a program: one JSON object, which a terminal can show too. */
export function toJsonLine({ time, world, method, path, response, entries }: LoggedCall): string {
  const { status, api = null, operation = null, caller = null, headers, fault = null } = response
  const line = JSON.stringify({
    time,
    world,
    method,
    path,
    status,
    api,
    operation,
    caller,
    warnings: [headers['x-sim-warning'] ?? []].flat(),
    fault,
    fired: entries.flatMap((entry) => (entry.kind === 'clock' ? entry.fired : [])),
  })
  return line.replace(/[\x7f-\x9f]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`)
}
