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

/** A change of the books begins the quiet days anew. */
export const followDayTotals = defineFollower({
  of: dayTotals,
  run(world, before, after) {
    const { company } = (after ?? before) as DayTotals
    const day = world.table(agingDays).get(company)
    if (!day?.quiet_days) return
    begin(world, company, day.ends_at === null ? todayOf(world, company) : day.date, 0)
  },
})
