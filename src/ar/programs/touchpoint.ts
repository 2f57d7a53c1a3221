import * as z from 'zod'
import { type Columns, defineTable } from '../../core/store/definition.ts'
import type { World } from '../../core/world/handle.ts'
import { defineRows } from '../../core/world/rows.ts'
import { companies } from '../companies/company.ts'
import { FilledText, Instant, Uuid } from '../conventions/values.ts'
import { customers } from '../customers/customer.ts'
import { touchpointLifecycle } from './touchpoint.lifecycle.ts'

/** A step of a collection program for one customer. No call shows it; logging a communication can complete it. */
const TouchpointRow = z.object({
  id: Uuid,
  company: Uuid,
  customer: Uuid,
  label: FilledText,
  status: z.enum(touchpointLifecycle.statuses),
  scheduled_for: Instant,
  completed_at: Instant.nullable(),
  created_at: Instant,
  updated_at: Instant,
})
export type Touchpoint = z.output<typeof TouchpointRow>

export const touchpoints = defineTable({
  name: 'touchpoints',
  kind: 'touchpoint',
  row: TouchpointRow,
  references: { company: companies, customer: customers },
  lifecycle: touchpointLifecycle,
})

export const touchpointRows = defineRows(touchpoints, {
  samples: Object.fromEntries(touchpointLifecycle.statuses.map((status) => [status, (row: Touchpoint) => row.status === status])),
  defaults: touchpointDefaults,
})

function touchpointDefaults({ customer = '', status = 'scheduled' }: Columns<Touchpoint>, world: World): Columns<Touchpoint> {
  return {
    company: world.table(customers).get(customer)?.company,
    label: 'Call about open invoices',
    status,
    scheduled_for: world.clock.in('P1D'),
    completed_at: status === 'completed' ? world.clock.now() : null,
  }
}
