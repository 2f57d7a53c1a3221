import * as z from 'zod'
import { type Columns, defineTable } from '../../core/store/definition.ts'
import type { World } from '../../core/world/handle.ts'
import { defineRows, samplesFor } from '../../core/world/rows/rows.ts'
import { companies } from '../companies/company.ts'
import { FilledText, Instant, Uuid } from '../conventions/values.ts'
import { customers } from '../customers/customer.ts'
import { touchpointLifecycle } from './touchpoint.lifecycle.ts'

/** A step of a collection program for one customer. Logging a communication can complete it. */
export const TouchpointShown = z
  .object({
    id: Uuid,
    company: Uuid,
    customer: Uuid,
    customer_name: z.string(),
    label: FilledText,
    status: z.enum(touchpointLifecycle.statuses),
    scheduled_for: Instant,
    completed_at: Instant.nullable(),
    created_at: Instant,
    updated_at: Instant,
  })
  .meta({ id: 'Touchpoint' })

const TouchpointRow = TouchpointShown.omit({ customer_name: true })
export type Touchpoint = z.output<typeof TouchpointRow>

export const touchpoints = defineTable({
  name: 'touchpoints',
  kind: 'touchpoint',
  row: TouchpointRow,
  shows: TouchpointShown,
  references: { company: companies, customer: customers },
  labels: { customer_name: ({ customer }) => customer?.customer_company_name ?? '' },
  lifecycle: touchpointLifecycle,
  indexes: {
    byStatus: { group: ['company', 'status'], order: [{ oldest: 'scheduled_for' }] },
    scheduledOfCustomer: { group: ['customer'], when: ({ status }) => status === 'scheduled' },
  },
})

export const touchpointRows = defineRows(touchpoints, {
  samples: samplesFor(touchpointLifecycle.statuses, (status) => (row: Touchpoint) => row.status === status),
  defaults: touchpointDefaults,
})

/** Tomorrow; what is done already was due when it was done. */
function touchpointDefaults(given: Columns<Touchpoint>, world: World): Columns<Touchpoint> {
  const { completed_at, status = completed_at ? 'completed' : 'scheduled' } = given
  const done = completed_at ?? (status === 'completed' ? given.updated_at : null)
  return {
    label: 'Call about open invoices',
    status,
    scheduled_for: done ?? world.clock.in('P1D'),
    completed_at: done ?? null,
  }
}
