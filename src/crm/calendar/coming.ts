/** What is ahead in calendars. */
import { placeBehind } from '../../core/store/select.ts'
import { toIso } from '../../core/time/clock.ts'
import type { World } from '../../core/world/handle.ts'
import { crmEvents, type EventRow } from './event.ts'

/** What is ahead in the calendars that are meant, or was after a moment. */
export const comingTo = (world: World, isMeant: (event: EventRow) => boolean, since = world.clock.ms): EventRow[] =>
  [
    ...world
      .table(crmEvents)
      .in('ending', 'all')
      .keys(placeBehind<EventRow>({ end: toIso(since) })),
  ].filter(isMeant)
