import { defineResource } from '../../core/call/resource.ts'
import { deliveryWillFail } from './delivery-will-fail.event.ts'
import { failureRows } from './failure-rows.ts'
import { failuresWords } from './failures.words.ts'
import { syncWillFail } from './sync-will-fail.event.ts'
import { triggerWillFail } from './trigger-will-fail.event.ts'

export const failuresResource = defineResource({
  name: 'failures',
  description: 'Armed failures of what the simulated services do.',
  words: failuresWords,
  tables: [failureRows],
  events: [syncWillFail, triggerWillFail, deliveryWillFail],
})
