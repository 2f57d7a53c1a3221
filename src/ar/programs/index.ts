import { defineResource } from '../../core/call/resource.ts'
import { touchpointRows } from './touchpoint.ts'

export const programsResource = defineResource({
  name: 'programs',
  description: 'Touchpoints of a collection program.',
  tables: [touchpointRows],
})
