import { defineResource } from '../../core/call/resource.ts'
import { cancelTouchpoints } from './cancel-touchpoints.follower.ts'
import { listTouchpoints } from './list-touchpoints.op.ts'
import { programsWords } from './programs.words.ts'
import { touchpointRows } from './touchpoint.ts'

export const programsResource = defineResource({
  name: 'programs',
  description: 'Touchpoints of a collection program.',
  words: programsWords,
  tables: [touchpointRows],
  operations: [listTouchpoints],
  followers: [cancelTouchpoints],
})
