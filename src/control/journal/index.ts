import { defineResource } from '../../core/call/resource.ts'
import { clearJournal } from './clear-journal.op.ts'
import { getJournalEntry } from './get-journal-entry.op.ts'
import { journalWords } from './journal.words.ts'
import { listJournal } from './list-journal.op.ts'
import { streamJournal } from './stream-journal.op.ts'
import { undo } from './undo.op.ts'
import { verifyCalls } from './verify-calls.op.ts'

export const journalResource = defineResource({
  name: 'journal',
  description: 'What happened in a world, and the way back.',
  words: journalWords,
  operations: [listJournal, streamJournal, getJournalEntry, clearJournal, verifyCalls, undo],
})
