/** What stands in a journal, in words and colours. */
import type { ClockEntry, Entry } from '../../core/world/journal-entry.ts'
import { counted, toWords } from './format.ts'

export const statusColor = (status: number): string => (status < 400 ? 'teal' : status < 500 ? 'orange' : 'red')

/** What happened in a big move beyond what is told one by one; undefined where all of it is told. */
export const untold = ({ count, fired }: ClockEntry): string | undefined =>
  count > fired.length ? `and ${counted(count - fired.length, 'more thing')}` : undefined

/** What else can happen to a world. */
export function inWords(entry: Exclude<Entry, { readonly kind: 'call' }>): string {
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
