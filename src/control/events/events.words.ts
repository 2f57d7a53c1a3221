/** What the fields, parameters, answers and tables of this resource mean. */
import type { Words } from '../../core/call/words.ts'

export const eventsWords: Words = {
  fields: {
    'EventType.type': 'Its name, for the body of `emitEvent`.',
    'EmitEventRequest.type': 'What happens: one of the types of `listEvents`.',
    'EmitEventResult.type': 'What happened.',
    'EventEntry.type': 'What happened.',
    type: 'What happened.',
    'EventType.example.type': 'The type that it is an example of.',
    'EventType.api': 'Whose other side it is.',
    'EventType.summary': 'What it does, in a sentence.',
    description: 'What follows from it.',
    'EmitEventResult.kind': 'Always `event`.',
    'EmitEventResult.rows.table': 'The table that the row is in.',
    'EmitEventResult.rows.id': 'Names the row in its table.',
    'EmitEventResult.rows.before.id': 'Names the row in its table.',
    'EmitEventResult.rows.after.id': 'Names the row in its table.',
  },
  answers: {
    listEvents: 'All that the other side can do, with an example of each.',
    emitEvent: 'What the event did.',
  },
}
