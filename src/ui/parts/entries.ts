/** What stands in a journal, in words and colours. */
import type { CallEntry, ClockEntry, Entry } from '../../core/world/journal/entry.ts'
import { withQuery } from '../data/call.ts'
import { counted, toWords } from './format.ts'

/** Whether an answer was made, and never arrived. */
const isLost = ({ delivery }: CallEntry): boolean => delivery?.lose === 'response'

/** Whether who called was left without an answer. */
export const isUnanswered = (entry: CallEntry): boolean => entry.response.status === 0 || isLost(entry)

export function statusColor(entry: CallEntry): string {
  const { status } = entry.response
  if (status === 0 || status >= 500) return 'red'
  return status < 400 && !isLost(entry) ? 'teal' : 'orange'
}

/** Of a call that a fault left nothing to answer with it is 0. */
export const statusOf = (entry: CallEntry): string =>
  entry.response.status === 0 ? 'no answer' : `${entry.response.status}${isLost(entry) ? ', lost' : ''}`

/** What happened in a big move beyond what is told one by one; undefined where all of it is told. */
export const untold = ({ count, fired }: ClockEntry): string | undefined =>
  count > fired.length ? `and ${counted(count - fired.length, 'more thing')}` : undefined

/** What else can happen to a world. */
export function entryInWords(entry: Exclude<Entry, { readonly kind: 'call' }>): string {
  switch (entry.kind) {
    case 'clock':
      return entry.from === entry.to
        ? `the clock is ${entry.mode}`
        : `the clock went on; ${counted(entry.count, 'due thing')} happened`
    case 'control':
      return toWords(entry.action.replaceAll('-', ' '))
    case 'event':
      return `event: ${toWords(entry.type)}`
    case 'data':
      return `${entry.action} in ${entry.table}`
  }
}

/** Path and query. */
export const targetOf = ({ request: { path, query } }: CallEntry): string =>
  withQuery(
    path,
    Object.entries(query).flatMap(([name, value]) => [value].flat().map((each) => [name, each])),
  )

/** What an entry says in its line. */
export const sayingOf = (entry: Entry): string =>
  entry.kind === 'call' ? `${entry.request.method} ${targetOf(entry)}` : entryInWords(entry)

/** Without what all paths of an API begin with, and ids by their start: what is called is what is around them. */
export const shortened = (text: string): string =>
  text
    .replace(/^(\w+ )\/api\/(companies\/[\w-]{36}|v1\/integrations)(?=\/)/, '$1…')
    .replace(/([0-9a-f]{8})(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, '$1…')
