import { defineFollower } from '../../core/world/follower.ts'
import { type DayTotals, dayTotals } from '../analytics/day-totals.ts'
import { companies, todayOf } from '../companies/company.ts'
import { agingDays, begin } from './aging-day.ts'

/** Every company has a day that will be kept. */
export const followCompanyDay = defineFollower({
  of: companies,
  run(world, before, after) {
    if (!after) world.table(agingDays).delete(before?.id ?? '')
    else if (before?.timezone !== after.timezone) begin(world, after.id, todayOf(world, after.id), 0)
  },
})

/** A change of the books begins the quiet days anew. A world begins with the day that it is in UTC: where the one before is not over yet, it is kept once it is. */
export const followDayTotals = defineFollower({
  of: dayTotals,
  run(world, before, after) {
    const { company } = (after ?? before) as DayTotals
    const day = world.table(agingDays).get(company)
    const today = todayOf(world, company)
    if (!day || (!day.quiet_days && day.date <= today)) return
    begin(world, company, day.ends_at === null || today < day.date ? today : day.date, 0)
  },
})
