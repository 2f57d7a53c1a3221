import { defineResource } from '../../core/call/resource.ts'
import { labelRows } from './label.ts'
import { labelsWords } from './labels.words.ts'
import { listLabels } from './list-labels.op.ts'

export const labelsResource = defineResource({
  name: 'labels',
  description: 'Names that customers and invoices carry.',
  words: labelsWords,
  tables: [labelRows],
  operations: [listLabels],
})
