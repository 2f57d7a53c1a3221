import { defineResource } from '../../core/call/resource.ts'
import { failureRows } from './failure.ts'

export const failuresResource = defineResource({
  name: 'failures',
  description: 'Armed failures of what the simulated services do.',
  tables: [failureRows],
})
