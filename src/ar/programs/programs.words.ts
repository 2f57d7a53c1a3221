/** What the fields, parameters, answers and tables of this resource mean. */
import type { Words } from '../../core/call/words.ts'

export const programsWords: Words = {
  fields: {
    'Touchpoint.label': 'What is to be done, in a few words.',
    'Touchpoint.status': 'Whether it is still to come, done, or called off.',
    'Touchpoint.scheduled_for': 'When it is to be done, in UTC.',
    completed_at: 'When it was done, in UTC; null before that.',
  },
  answers: {
    listTouchpoints: 'A page of touchpoints, the earliest first.',
  },
  tables: {
    touchpoints: 'Steps of a collection program for one customer.',
  },
  follows: {
    'touchpoints.status': '`completed` with completed_at',
    'touchpoints.scheduled_for': 'tomorrow; completed_at for what is done',
    'touchpoints.completed_at': 'updated_at, where it is completed',
  },
}
