import { defineResource } from '../../core/call/resource.ts'
import { emitEvent } from './emit-event.op.ts'
import { eventsWords } from './events.words.ts'
import { listEvents } from './list-events.op.ts'

export const eventsResource = defineResource({
  name: 'events',
  description: 'What the other side does: customers, mail servers, accounting systems, the agent.',
  words: eventsWords,
  operations: [listEvents, emitEvent],
})
