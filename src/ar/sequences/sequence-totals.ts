import * as z from 'zod'
import { defineTable } from '../../core/store/definition.ts'
import { Uuid } from '../conventions/values.ts'

/** What a sequence has. The id is the sequence's. */
export const sequenceTotals = defineTable({
  name: 'sequence_totals',
  kind: 'sequence_totals',
  row: z.object({ id: Uuid, step_count: z.int(), active_enrollment_count: z.int() }),
  isDerived: true,
})
