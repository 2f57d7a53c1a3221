/** The aging of a company over time: its snapshots, and the present day as it stands. */
import { addDays } from '../../core/time/day.ts'
import type { World } from '../../core/world/handle.ts'
import type { Company } from '../companies/company.ts'
import { queryDate } from '../conventions/query.ts'
import { figuresOfSnapshot, snapshotsOf } from './aging-snapshot.ts'
import { type CompanyFigures, figuresOf } from './figures.ts'

/** So far a history goes back unless it is asked for more. */
const USUAL_DAYS = 26 * 7

export const periodParameters = {
  date_from: queryDate('The first date; 26 weeks ago unless told.'),
  date_to: queryDate('The last date; today unless told.'),
}

export interface Day {
  readonly date: string
  readonly figures: CompanyFigures
}

/** Both inclusive; 26 weeks up to today unless told. */
export interface Period {
  readonly date_from?: string | undefined
  readonly date_to?: string | undefined
}

const startOf = ({ date_from }: Period, today: string): string => date_from ?? addDays(today, -USUAL_DAYS)

const includes = (period: Period, today: string): boolean => startOf(period, today) <= today && (period.date_to ?? today) >= today

/** The days of a period, the first one first. Today is not over, so that it is as the books are now. */
export function seriesOf(world: World, company: Company, period: Period): Day[] {
  const today = world.clock.today(company.timezone)
  const past = snapshotsOf(world, company.id, startOf(period, today), period.date_to).filter(({ date }) => date < today)
  const days: Day[] = past.map((snapshot) => ({ date: snapshot.date, figures: figuresOfSnapshot(snapshot) }))
  return includes(period, today) ? [...days, { date: today, figures: figuresOf(world, company.id, today) }] : days
}

/** The dates of a period, the first one first. */
export function datesOf(world: World, company: Company, period: Period): string[] {
  const today = world.clock.today(company.timezone)
  const past = snapshotsOf(world, company.id, startOf(period, today), period.date_to).map(({ date }) => date)
  return [...past.filter((date) => date < today), ...(includes(period, today) ? [today] : [])]
}
