import { addDays } from '../../core/time/day.ts'
import { defineTimer } from '../../core/world/timer.ts'
import { companyInWords } from '../conventions/in-words.ts'
import { agingDays, begin } from './aging-day.ts'
import { keepSnapshot } from './aging-snapshot.ts'
import { figuresOf } from './figures.ts'

/** At the end of each day, where the company is, its aging is kept as it stands. */
export const takeSnapshot = defineTimer({
  name: 'takeAgingSnapshot',
  of: agingDays,
  at: ({ ends_at }) => ends_at,
  endsDay: true,
  summary: (world, { id }) => `the aging of ${companyInWords(world, id)} is kept`,
  run(world, { id, date, quiet_days }) {
    keepSnapshot(world, id, date, figuresOf(world, id, date))
    begin(world, id, addDays(date, 1), quiet_days + 1)
    return 'kept'
  },
})
