import * as z from 'zod'
import { compareInstants } from '../../core/store/compare.ts'
import { type Columns, defineTable } from '../../core/store/definition.ts'
import { dateIn } from '../../core/time/time-zone.ts'
import type { World } from '../../core/world/handle.ts'
import { defineRows } from '../../core/world/rows/rows.ts'
import { companies } from '../companies/company.ts'
import { CalendarDate, DEFAULT_TIME_ZONE, Instant, Uuid } from '../conventions/values.ts'
import { customers } from '../customers/customer.ts'
import type { OpenInvoice } from '../customers/customer-totals.ts'
import { type InvoiceRow, invoices } from '../invoices/invoice.ts'
import { enrollmentLifecycle } from './enrollment.lifecycle.ts'
import { type SequenceRow, sequences } from './sequence.ts'

export const Enrollment = z
  .object({
    id: Uuid,
    company: Uuid,
    sequence: Uuid,
    customer: Uuid,
    customer_name: z.string(),
    status: z.enum(enrollmentLifecycle.statuses),
    start_date: CalendarDate,
    stop_reason: z.string().nullable().default(null),
    completed_at: Instant.nullable().default(null),
    created_at: Instant,
    updated_at: Instant,
  })
  .meta({ id: 'SequenceEnrollment' })

const EnrollmentRow = Enrollment.omit({ customer_name: true }).extend({
  /** The invoices made at the same moment that were there already; null where nobody knows, and all of them count. */
  tied_invoices: z.array(Uuid).nullable().default(null),
})
export type EnrollmentRow = z.output<typeof EnrollmentRow>

export const isActive = ({ status }: EnrollmentRow): boolean => status === 'active'

/** A sequence takes care of what was there when the customer was enrolled, not of what is billed later. */
export function takesCareOf(
  { created_at, tied_invoices }: Pick<EnrollmentRow, 'created_at' | 'tied_invoices'>,
  invoice: Pick<InvoiceRow, 'id' | 'created_at'>,
): boolean {
  const order = compareInstants(invoice.created_at, created_at)
  return order === 0 ? (tied_invoices?.includes(invoice.id) ?? true) : order < 0
}

/** The invoices of a customer that were made at a moment, as far as they are there now. */
export const tiedInvoices = (world: World, customer: string, at: string): string[] =>
  world
    .table(invoices)
    .list('ofCustomer', customer)
    .filter(({ created_at }) => compareInstants(created_at, at) === 0)
    .map(({ id }) => id)

/** What its steps are about: of the open invoices, the one owed for longest first, the first that an enrollment takes care of. */
export const caredFor = (enrollment: EnrollmentRow | undefined, open: readonly OpenInvoice[]): OpenInvoice | undefined =>
  open.find((invoice) => enrollment && takesCareOf(enrollment, invoice))

export const enrollments = defineTable({
  name: 'enrollments',
  kind: 'enrollment',
  row: EnrollmentRow,
  shows: Enrollment,
  references: { company: companies, sequence: sequences, customer: customers },
  labels: { customer_name: ({ customer }) => customer?.customer_company_name ?? '' },
  lifecycle: enrollmentLifecycle,
  indexes: {
    byStatus: { group: ['company', 'status'], order: [{ newest: 'created_at' }] },
    active: { group: ['sequence', 'customer'], order: [{ oldest: 'created_at' }], when: isActive },
    activeOf: { group: ['sequence'], when: isActive },
    activeOfCustomer: { group: ['customer'], when: isActive },
  },
})

export const enrollmentRows = defineRows(enrollments, {
  samples: {
    active: isActive,
    completed: (enrollment) => !isActive(enrollment),
  },
  defaults: enrollmentDefaults,
})

/** The day of a moment, now unless told, where the sequence is. */
export const startDate = (world: World, { timezone }: Pick<SequenceRow, 'timezone'>, ms = world.clock.ms): string =>
  dateIn(timezone, ms)

/** It starts on the day on which it was made. */
function enrollmentDefaults(given: Columns<EnrollmentRow>, world: World): Columns<EnrollmentRow> {
  const {
    sequence = '',
    customer = '',
    completed_at,
    stop_reason,
    status = completed_at || stop_reason ? 'completed' : 'active',
  } = given
  const { timezone = DEFAULT_TIME_ZONE } = world.table(sequences).get(sequence) ?? {}
  const { created_at = world.clock.now(), updated_at = created_at } = given
  return {
    status,
    start_date: startDate(world, { timezone }, Date.parse(created_at)),
    stop_reason: null,
    completed_at: status === 'completed' ? updated_at : null,
    tied_invoices: tiedInvoices(world, customer, created_at),
  }
}
