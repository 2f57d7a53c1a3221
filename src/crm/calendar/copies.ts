/** An event of a colleague in the calendar of somebody whom it invites: each sync makes it like the original. */
import * as z from 'zod'
import { defineTable } from '../../core/store/definition.ts'
import type { World } from '../../core/world/handle.ts'
import { ownerOf } from '../connections/account.ts'
import { type ConnectionRow, crmConnections } from '../connections/connection.ts'
import { RowId } from '../conventions/values.ts'
import { linksOf } from '../entities/entity.ts'
import { crmEvents, type EventRow } from './event.ts'

const CopyRow = z.object({
  id: z.string(),
  /** The calendar that it is in. */
  connectionId: RowId,
  original: RowId,
  /** The event there; null until a sync has brought it. */
  event: RowId.nullable().default(null),
})
type Copy = z.output<typeof CopyRow>

export const crmEventCopies = defineTable({
  name: 'crm_event_copies',
  kind: 'crm_event_copy',
  row: CopyRow,
  indexes: { ofConnection: { group: ['connectionId'] }, ofEvent: { group: ['event'] } },
})

/** Makes the copies in a calendar as their originals are now; those that are over stay as they are. */
export function receiveCopies(world: World, account: ConnectionRow): void {
  for (const copy of world.table(crmEventCopies).list('ofConnection', account.id)) bring(world, account, copy)
}

function bring(world: World, account: ConnectionRow, copy: Copy): void {
  const original = world.table(crmEvents).get(copy.original)
  const wanted = original?.attendees.includes(account.email) ? original : undefined
  const event = copy.event === null ? undefined : world.table(crmEvents).get(copy.event)
  if (wanted && event) makeAlike(world, account, event, wanted)
  else if (wanted && copy.event === null) {
    const { id } = invite(world, account, wanted)
    world.table(crmEventCopies).put({ ...copy, event: id })
  } else {
    world.table(crmEventCopies).delete(copy.id)
    if (event?.status === 'confirmed') world.save(crmEvents, { ...event, status: 'cancelled' as const })
    return
  }
  if (world.clock.isPast(wanted.end)) world.table(crmEventCopies).delete(copy.id)
}

/** What is the same in all calendars. Everybody sees who invites. */
function sharedOf(world: World, { connectionId, attendees, ...original }: EventRow) {
  const { title, description, start, end, allDay, timeZone, responses, location, status } = original
  const organizer = world.table(crmConnections).get(connectionId)?.email
  const everybody = [...new Set([...attendees, ...(organizer === undefined ? [] : [organizer])])]
  return { title, description, start, end, allDay, timeZone, attendees: everybody, responses, location, status }
}

function linked(world: World, account: ConnectionRow, original: EventRow) {
  const shared = sharedOf(world, original)
  return { ...shared, entities: linksOf(world, ownerOf(world, account)?.tenantSlug ?? '', shared.attendees) }
}

/** It waits like all that comes from elsewhere. */
const invite = (world: World, account: ConnectionRow, original: EventRow): EventRow =>
  world.create(crmEvents, {
    ...linked(world, account, original),
    user: account.user,
    connectionId: account.id,
    isSynced: false,
  })

function makeAlike(world: World, account: ConnectionRow, event: EventRow, original: EventRow): void {
  const next = { ...event, ...linked(world, account, original) }
  if (JSON.stringify(next) !== JSON.stringify(event)) world.save(crmEvents, next)
}
