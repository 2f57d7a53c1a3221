import { defineResource } from '../../core/call/resource.ts'
import { harmsWords } from './harms.words.ts'
import { listHarms } from './list-harms.op.ts'

export const harmsResource = defineResource({
  name: 'harms',
  description: 'What calls did to the readers of letters and to the books, although each was answered with success.',
  words: harmsWords,
  operations: [listHarms],
})
