/** What goes wrong with calls of this world. */

import { defineResource } from '../../core/call/resource.ts'
import { addFault } from './add-fault.op.ts'
import { clearFaults } from './clear-faults.op.ts'
import { faultsWords } from './faults.words.ts'
import { listFaults } from './list-faults.op.ts'
import { removeFault } from './remove-fault.op.ts'

export const faultsResource = defineResource({
  name: 'faults',
  description: 'What goes wrong with calls: answers that refuse, are late, or never come.',
  words: faultsWords,
  operations: [listFaults, addFault, clearFaults, removeFault],
})
