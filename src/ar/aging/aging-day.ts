import * as z from 'zod'
import { defineTable } from '../../core/store/definition.ts'
import { instantIn } from '../../core/time/time-zone.ts'
import type { World } from '../../core/world/handle.ts'
import { defineRows } from '../../core/world/rows/rows.ts'
import { todayOf, zoneOf } from '../companies/company.ts'
import { CalendarDate, Instant, Uuid } from '../conventions/values.ts'

/** So many days after the last change of a company's books, nothing of its aging is kept any more until the next one. */
const QUIET_DAYS = 400

/** The day that will be kept next of a company's aging. The id is the company's. */
const AgingDayRow = z.object({
  id: Uuid,
  date: CalendarDate,
  /** When it is over, where the company is; null while nothing is kept. */
  ends_at: Instant.nullable(),
  /** How many days nothing has changed. */
  quiet_days: z.int(),
})

export const agingDays = defineTable({ name: 'aging_days', kind: 'aging_day', row: AgingDayRow })

export const agingDayRows = defineRows(agingDays, {
  defaults: ({ id }, world) => ({ date: todayOf(world, id), ends_at: null, quiet_days: 0 }),
})

export function begin(world: World, company: string, date: string, quiet_days: number): void {
  const ends_at = quiet_days < QUIET_DAYS ? instantIn(zoneOf(world, company), date, '00:00', 1) : null
  world.table(agingDays).put({ id: company, date, ends_at, quiet_days })
}
