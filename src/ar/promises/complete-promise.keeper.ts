import { instantIn } from '../../core/time/time-zone.ts'
import { defineKeeper } from '../../core/world/keeper.ts'
import { zoneOf } from '../companies/company.ts'
import { promises } from './promise.ts'

export const completePromise = defineKeeper({
  of: promises,
  keep: (world, row) => ({ ...row, ends_at: instantIn(zoneOf(world, row.company), row.promised_date, '00:00', 1) }),
})
