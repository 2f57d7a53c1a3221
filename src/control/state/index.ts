import { defineResource } from '../../core/call/resource.ts'
import { createRow } from './create-row.op.ts'
import { deleteRow } from './delete-row.op.ts'
import { deleteSnapshot } from './delete-snapshot.op.ts'
import { getChanges } from './get-changes.op.ts'
import { getRow } from './get-row.op.ts'
import { getState } from './get-state.op.ts'
import { getTableSchema } from './get-table-schema.op.ts'
import { listRows } from './list-rows.op.ts'
import { listSnapshots } from './list-snapshots.op.ts'
import { listTables } from './list-tables.op.ts'
import { restoreSnapshot } from './restore-snapshot.op.ts'
import { setState } from './set-state.op.ts'
import { stateWords } from './state.words.ts'
import { takeSnapshot } from './take-snapshot.op.ts'
import { updateRow } from './update-row.op.ts'

export const stateResource = defineResource({
  name: 'state',
  description: 'What a world holds: its changes, its file, its snapshots and its rows.',
  words: stateWords,
  operations: [
    getChanges,
    getState,
    setState,
    listSnapshots,
    takeSnapshot,
    restoreSnapshot,
    deleteSnapshot,
    listTables,
    getTableSchema,
    listRows,
    getRow,
    createRow,
    updateRow,
    deleteRow,
  ],
})
