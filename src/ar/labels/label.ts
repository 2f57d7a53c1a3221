import * as z from 'zod'
import { type Columns, defineTable, type Row } from '../../core/store/definition.ts'
import type { World } from '../../core/world/handle.ts'
import { defineRows } from '../../core/world/rows/rows.ts'
import { companies, firstCompanyId } from '../companies/company.ts'
import { FilledText, Instant, Uuid } from '../conventions/values.ts'

/** A coloured tag on customers and invoices. */
export const LabelShown = z
  .object({
    id: Uuid,
    name: FilledText,
    color: z.string().regex(/^#[\da-fA-F]{6}$/),
    created_at: Instant,
  })
  .meta({ id: 'Label' })

const LabelRow = LabelShown.extend({ company: Uuid })
export type Label = z.output<typeof LabelRow>

export const labels = defineTable({
  name: 'labels',
  kind: 'label',
  row: LabelRow,
  shows: LabelShown,
  references: { company: companies },
  searched: ['name'],
  indexes: { ofCompany: { group: ['company'], order: [{ az: 'name' }] } },
})

export const labelRows = defineRows(labels, {
  samples: { first: () => true },
  defaults: labelDefaults,
})

function labelDefaults({ id }: Columns<Label> & Row, world: World): Columns<Label> {
  return { company: firstCompanyId(world), name: `Label ${id.slice(-4)}`, color: '#2f6f4f' }
}
