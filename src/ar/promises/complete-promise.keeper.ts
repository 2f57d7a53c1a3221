import { instantIn } from '../../core/time/time-zone.ts'
import { differIn } from '../../core/values/same.ts'
import { defineKeeper } from '../../core/world/keeper.ts'
import { zoneOf } from '../companies/company.ts'
import { newCovers } from './keeping.ts'
import { promises } from './promise.ts'

export const completePromise = defineKeeper({
  of: promises,
  keep: (world, row, before) => ({
    ...row,
    ends_at: instantIn(zoneOf(world, row.company), row.promised_date, '00:00', 1),
    covers: before && !differIn(before, row, ['customer', 'invoice', 'amount']) ? row.covers : newCovers(world, row),
  }),
})
