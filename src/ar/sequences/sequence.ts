import * as z from 'zod'
import { type Columns, defineTable, type Row } from '../../core/store/definition.ts'
import type { World } from '../../core/world/handle.ts'
import { defineRows } from '../../core/world/rows/rows.ts'
import { companies, firstCompanyId } from '../companies/company.ts'
import { DEFAULT_TIME_ZONE, FilledText, Instant, TimeZone, Uuid } from '../conventions/values.ts'
import { connections } from '../integrations/connection.ts'
import { sequenceLifecycle } from './sequence.lifecycle.ts'
import { sequenceTotals } from './sequence-totals.ts'

export const Sequence = z
  .object({
    id: Uuid,
    company: Uuid,
    name: FilledText,
    status: z.enum(sequenceLifecycle.statuses),
    timezone: TimeZone,
    sender_connection_id: Uuid.nullable(),
    send_followups_in_thread: z.boolean(),
    step_count: z.int(),
    active_enrollment_count: z.int(),
    created_at: Instant,
    updated_at: Instant,
  })
  .meta({ id: 'Sequence' })

const SequenceRow = Sequence.omit({ step_count: true, active_enrollment_count: true })
export type SequenceRow = z.output<typeof SequenceRow>

export const sequences = defineTable({
  name: 'sequences',
  kind: 'sequence',
  row: SequenceRow,
  shows: Sequence,
  references: { company: companies, sender_connection_id: connections },
  beside: { totals: [sequenceTotals, 'id'] },
  labels: {
    step_count: ({ totals }) => totals?.step_count ?? 0,
    active_enrollment_count: ({ totals }) => totals?.active_enrollment_count ?? 0,
  },
  lifecycle: sequenceLifecycle,
  searched: ['name'],
  indexes: {
    byStatus: { group: ['company', 'status'], order: [{ newest: 'created_at' }] },
    byName: { group: ['company', 'name'] },
    bySender: { group: ['sender_connection_id'], when: ({ sender_connection_id }) => sender_connection_id !== null },
  },
})

export const NAME_TAKEN = 'A sequence with this name already exists.'

export const sequenceRows = defineRows(sequences, {
  samples: {
    draft: [
      ({ id, status }, { world }) => status === 'draft' && (world.table(sequenceTotals).get(id)?.step_count ?? 0) > 0,
      ({ status }) => status === 'draft',
    ],
    active: [
      (sequence) => sequence.status === 'active' && sequence.sender_connection_id !== null,
      (sequence) => sequence.status === 'active',
    ],
    archived: (sequence) => sequence.status === 'archived',
  },
  defaults: sequenceDefaults,
  rules: [
    {
      column: 'name',
      refuse: NAME_TAKEN,
      when: ({ id, company, name }, world) => isNameTaken(world, company, name, id),
    },
  ],
})

function sequenceDefaults({ id }: Columns<SequenceRow> & Row, world: World): Columns<SequenceRow> {
  return {
    company: firstCompanyId(world),
    name: `Sequence ${id.slice(-12)}`,
    status: 'draft',
    timezone: DEFAULT_TIME_ZONE,
    sender_connection_id: null,
    send_followups_in_thread: false,
  }
}

/** Whether another sequence of the company has this name. */
export function isNameTaken(world: World, company: string, name: string, self?: string): boolean {
  const known = world.table(sequences).find('byName', company, name)
  return known !== undefined && known.id !== self
}
