import * as z from 'zod'
import { type Columns, defineTable } from '../../core/store/definition.ts'
import type { World } from '../../core/world/handle.ts'
import { defineRows } from '../../core/world/rows/rows.ts'
import { companies } from '../companies/company.ts'
import { members } from '../companies/member.ts'
import { FilledText, Instant, Uuid } from '../conventions/values.ts'
import { threads } from './thread.ts'

/** A remark on a message, for the team only. */
export const ThreadNote = z
  .object({
    id: Uuid,
    company: Uuid,
    thread: Uuid,
    content: FilledText,
    author: Uuid.nullable(),
    created_at: Instant,
    updated_at: Instant,
  })
  .meta({ id: 'ThreadNote' })
export type ThreadNote = z.output<typeof ThreadNote>

export const threadNotes = defineTable({
  name: 'thread_notes',
  kind: 'thread_note',
  row: ThreadNote,
  references: { company: companies, thread: threads, author: members },
  indexes: {
    ofCompany: { group: ['company'], order: [{ newest: 'created_at' }] },
    ofThread: { group: ['thread'], order: [{ newest: 'created_at' }] },
  },
})

export const threadNoteRows = defineRows(threadNotes, {
  defaults: noteDefaults,
})

function noteDefaults({ company }: Columns<ThreadNote>, world: World): Columns<ThreadNote> {
  const author = world.table(members).find('ofCompany', company ?? '')
  return { content: 'Please look into this.', author: author?.id ?? null }
}
