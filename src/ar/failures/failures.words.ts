/** What the fields, parameters, answers and tables of this resource mean. */
import type { Words } from '../../core/call/words.ts'

export const failuresWords: Words = {
  fields: {
    'failures.kind': 'What will go wrong.',
    'failures.subject': 'UUID of the action, the scheduled step or the connection.',
    'failures.reason': 'What the error will say.',
  },
  tables: {
    failures: 'What will go wrong next: a row is used up by the work that it spoils.',
  },
  follows: {
    'failures.kind': '`sync` for a connection, `delivery` for all else',
    'failures.reason': 'the kind',
  },
}
