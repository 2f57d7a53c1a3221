/** A fault as it is filled in, as it is sent, and in words. */
import type { Fault, NewFault } from '../../../core/world/faults/fault.ts'
import { counted, toNumber } from '../../parts/format.ts'
import { problemOf, readJson } from '../../parts/json-text.ts'

/** What goes wrong, by what it is called in a fault. */
export const troubles = {
  none: 'Nothing else: it is only late or slow',
  answer: 'Another answer comes; the call is not carried out',
  reset: 'The connection is reset; the call is not carried out',
  empty: 'The connection is closed without a byte; the call is not carried out',
  garbage: 'Bytes come that are no HTTP; the call is not carried out',
  truncated: 'Half of the answer comes; the call is carried out',
  request: 'The request is lost; the call is not carried out',
  response: 'The answer is lost; the call is carried out',
} as const
export type Trouble = keyof typeof troubles

/** All as it stands in the form; empty where nothing is asked for. */
export interface Draft {
  readonly api: string
  readonly operation: string
  readonly method: string
  readonly path: string
  readonly caller: string
  /** JSON. */
  readonly matchBody: string
  readonly trouble: Trouble
  readonly status: string | number
  /** A line for each: `retry-after: 30`. */
  readonly headers: string
  /** JSON, or a text that is sent as it is. */
  readonly body: string
  readonly delayMs: string | number
  readonly jitterMs: string | number
  readonly bytesPerSecond: string | number
  readonly after: string | number
  readonly times: string | number
  readonly probability: string | number
}

export const nothing: Draft = {
  api: '',
  operation: '',
  method: '',
  path: '',
  caller: '',
  matchBody: '',
  trouble: 'answer',
  status: 503,
  headers: '',
  body: '',
  delayMs: '',
  jitterMs: '',
  bytesPerSecond: '',
  after: '',
  times: '',
  probability: '',
}

interface Preset {
  readonly title: string
  readonly about: string
  readonly draft: Partial<Draft>
}

export const presets: readonly Preset[] = [
  { title: 'Down', about: 'Every call is answered with 503.', draft: { trouble: 'answer', status: 503 } },
  {
    title: 'Slow',
    about: 'Every answer is two to three seconds late.',
    draft: { trouble: 'none', delayMs: 2_000, jitterMs: 1_000 },
  },
  { title: 'Flaky', about: 'One call of ten loses its connection.', draft: { trouble: 'reset', probability: 0.1 } },
  {
    title: 'Rate limit',
    about: 'After 100 calls, the next 20 are answered with 429.',
    draft: { trouble: 'answer', status: 429, headers: 'retry-after: 30', after: 100, times: 20 },
  },
  {
    title: 'Lost answer',
    about: 'The next POST is carried out, and nobody hears of it.',
    draft: { trouble: 'response', method: 'POST', times: 1 },
  },
]

/** @throws Error that says which field cannot be sent */
export function toFault(draft: Draft): NewFault {
  const { api, operation, method, path, caller, matchBody, trouble } = draft
  const problem = matchBody.trim() && problemOf(matchBody)
  if (problem) throw new Error(`The body that must match: ${problem}`)
  const matched = readJson(matchBody)
  const match = { ...given({ api, operation, method, path, caller }), ...(matched && { body: matched.value }) }
  const numbers = given({
    delayMs: draft.delayMs,
    jitterMs: draft.jitterMs,
    bytesPerSecond: draft.bytesPerSecond,
    after: draft.after,
    times: draft.times,
    probability: draft.probability,
  })
  return { ...(Object.keys(match).length && { match }), ...toTrouble(draft, trouble), ...numbers } as NewFault
}

function toTrouble({ status, headers, body }: Draft, trouble: Trouble): NewFault {
  switch (trouble) {
    case 'none':
      return {}
    case 'answer': {
      const named = toHeaders(headers)
      const json = readJson(body)
      const problem = json && problemOf(body)
      if (problem) throw new Error(`The body of the answer: ${problem}`)
      return {
        answer: {
          status: Number(status),
          ...(Object.keys(named).length && { headers: named }),
          ...(body && { body: json ? json.value : body }),
        },
      }
    }
    case 'request':
    case 'response':
      return { lose: trouble }
    default:
      return { connection: trouble }
  }
}

/** @throws Error for a line that is no header, and for a name that stands twice: a fault has each once */
function toHeaders(text: string): Record<string, string> {
  const headers = new Map<string, readonly [string, string]>()
  for (const line of text.split('\n').filter((each) => each.trim())) {
    const [, name, value] = /^([^:]+):(.*)$/.exec(line)?.map((part) => part.trim()) ?? []
    if (name === undefined || value === undefined) throw new Error(`“${line.trim()}” is no header: write “name: value”.`)
    if (headers.has(name.toLowerCase())) throw new Error(`The header “${name}” stands twice; a fault has each name once.`)
    headers.set(name.toLowerCase(), [name, value])
  }
  return Object.fromEntries(headers.values())
}

const given = (values: Readonly<Record<string, string | number>>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => String(value).trim() !== ''))

/** Which calls are meant. */
export function matchInWords({ match: { api, operation, method, path, caller, body } }: Fault): string {
  const parts = [
    method,
    operation,
    path && `to ${path}`,
    api && `of ${api}`,
    caller && `by ${caller}`,
    body !== undefined && `with ${JSON.stringify(body)}`,
  ].filter(Boolean)
  return parts.length ? parts.join(' ') : 'every call'
}

/** What goes wrong with them. */
export function troubleInWords({
  answer,
  connection,
  lose,
  delayMs,
  jitterMs,
  bytesPerSecond,
}: Pick<Fault, 'answer' | 'connection' | 'lose' | 'delayMs' | 'jitterMs' | 'bytesPerSecond'>): string {
  const late = delayMs ? `${toNumber(delayMs)} ms late` : ''
  return [
    answer && `answered with ${answer.status}`,
    connection && { reset: 'reset', empty: 'closed', garbage: 'answered with garbage', truncated: 'cut off' }[connection],
    lose && `the ${lose} is lost`,
    late + (jitterMs ? `${late && ', '}up to ${toNumber(jitterMs)} ms ${late ? 'more' : 'late'}` : ''),
    bytesPerSecond && `${counted(bytesPerSecond, 'byte')} a second`,
  ]
    .filter(Boolean)
    .join(', ')
}

const chances = new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 10 })

/** How often it applies. */
export function oftenInWords({ after, times, probability }: Fault): string {
  return [
    after && `after ${counted(after, 'call')}`,
    times && (times === 1 ? 'once' : `${toNumber(times)} times`),
    probability && probability < 1 && `${chances.format(probability)} of them`,
  ]
    .filter(Boolean)
    .join(', ')
}

/** Whether it hits no call any more. */
export const isSpent = ({ times, hits }: Fault): boolean => times !== undefined && hits >= times
