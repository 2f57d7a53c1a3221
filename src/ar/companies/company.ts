import * as z from 'zod'
import { type Columns, defineTable } from '../../core/store/definition.ts'
import { dateIn, instantIn } from '../../core/time/time-zone.ts'
import type { World } from '../../core/world/handle.ts'
import { defineRows } from '../../core/world/rows/rows.ts'
import { DEFAULT_TIME_ZONE, FilledText, Instant, TimeZone, Uuid } from '../conventions/values.ts'

const CompanyRow = z.object({
  id: Uuid,
  name: FilledText,
  /** Whose day it is when invoices fall due and payments arrive. */
  timezone: TimeZone.default(DEFAULT_TIME_ZONE),
  created_at: Instant,
})
export type Company = z.output<typeof CompanyRow>

export const companies = defineTable({
  name: 'companies',
  kind: 'company',
  ids: 'numbered',
  row: CompanyRow,
  indexes: { inOrder: { group: [() => 'all'], order: [{ asc: 'id' }] } },
})

export const companyRows = defineRows(companies, {
  defaults: companyDefaults,
})

function companyDefaults(_: Columns<Company>, world: World): Columns<Company> {
  return { name: `Company ${world.table(companies).size + 1}` }
}

/** Whose a row is where a test author does not say. */
export const firstCompanyId = (world: World): string | undefined => world.table(companies).find('inOrder', 'all')?.id

/** The zone of a company; UTC for one that is gone. */
export const zoneOf = (world: World, id: string): string => world.table(companies).get(id)?.timezone ?? 'UTC'

/** Whether its days begin and end at other moments than before. */
export const isMoved = (before: Company | undefined, after: Company | undefined): boolean =>
  before !== undefined && after !== undefined && before.timezone !== after.timezone

/** The date it was there when a row was made. */
export const dayMade = (
  world: World,
  { company, created_at }: { company?: string | undefined; created_at?: string | undefined },
): string => dateIn(zoneOf(world, company ?? ''), Date.parse(created_at ?? world.clock.now()))

/** When a day begins there. */
export const beginningOf = (world: World, id: string, date: string): string => instantIn(zoneOf(world, id), date, '00:00')

/** The date it is there, `YYYY-MM-DD`. */
export const todayOf = (world: World, id: string): string => world.clock.today(zoneOf(world, id))
