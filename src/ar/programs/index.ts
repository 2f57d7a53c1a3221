import { defineResource } from '../../core/call/resource.ts'
import { listTouchpoints } from './list-touchpoints.op.ts'
import { touchpointRows } from './touchpoint.ts'

export const programsResource = defineResource({
  name: 'programs',
  description: 'Touchpoints of a collection program.',
  tables: [touchpointRows],
  operations: [listTouchpoints],
})
