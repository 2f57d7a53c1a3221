/** An event of a colleague in the calendar of somebody whom it invites: each sync brings what has changed in the original. */
import * as z from 'zod'
import { defineTable } from '../../core/store/definition.ts'
import type { World } from '../../core/world/handle.ts'
import { ownerOf } from '../connections/account.ts'
import { type ConnectionRow, crmConnections } from '../connections/connection.ts'
import { RowId } from '../conventions/values.ts'
import { linksOf } from '../entities/entity.ts'
import { type Answer, answer, meantFor } from './answers.ts'
import { crmEvents, type EventRow } from './event.ts'

/** What comes together where any of it changes: who moves an event asks everybody to come, also those who have called it off. */
const WHEN = ['start', 'end', 'allDay', 'timeZone', 'status'] as const

/** What is the same in all calendars. */
const SHARED = ['title', 'description', 'location', 'attendees', 'responses', ...WHEN] as const
type Shared = Pick<EventRow, (typeof SHARED)[number]>

const CopyRow = z.object({
  id: z.string(),
  /** The calendar that it is in. */
  connectionId: RowId,
  original: RowId,
  /** The event there; null until a sync has brought it. */
  event: RowId.nullable().default(null),
  /** How the original was when a sync brought it last. */
  brought: z.custom<Shared>().nullable().default(null),
})
type Copy = z.output<typeof CopyRow>

export const crmEventCopies = defineTable({
  name: 'crm_event_copies',
  kind: 'crm_event_copy',
  row: CopyRow,
  indexes: { ofConnection: { group: ['connectionId'] }, ofEvent: { group: ['event'] } },
})

/** Brings what has changed in the originals of the copies in a calendar; those that are over stay as they are. */
export function receiveCopies(world: World, account: ConnectionRow): void {
  for (const copy of world.table(crmEventCopies).list('ofConnection', account.id)) bring(world, account, copy)
}

function bring(world: World, account: ConnectionRow, copy: Copy): void {
  const original = world.table(crmEvents).get(copy.original)
  const event = copy.event === null ? undefined : world.table(crmEvents).get(copy.event)
  if (original?.attendees.includes(account.email) && (event || copy.event === null)) {
    const next = brought(world, account, copy, original, event)
    if (!world.clock.isPast(original.end)) return void world.table(crmEventCopies).put(next)
  } else if (event?.status === 'confirmed') world.save(crmEvents, { ...event, status: 'cancelled' as const })
  world.table(crmEventCopies).delete(copy.id)
}

/** A copy that is as its original is now, but for what its owner has made of the rest. */
function brought(world: World, account: ConnectionRow, copy: Copy, original: EventRow, event: EventRow | undefined): Copy {
  const now = sharedOf(world, original)
  const { id } = event ? change(world, account, event, changesOf(copy.brought, now)) : invite(world, account, now)
  return { ...copy, event: id, brought: now }
}

/** Everybody sees who invites. */
function sharedOf(world: World, original: EventRow): Shared {
  const organizer = ownerIn(world, original)
  const everybody = [...new Set([...original.attendees, ...(organizer === '' ? [] : [organizer])])]
  return fieldsOf({ ...original, attendees: everybody }, SHARED) as Shared
}

const fieldsOf = (event: Shared, fields: readonly (keyof Shared)[]): Partial<Shared> =>
  Object.fromEntries(fields.map((field) => [field, event[field]]))

/** What is another than it was, with what comes together with it. */
function changesOf(before: Shared | null, now: Shared): Partial<Shared> {
  const isOther = (field: keyof Shared): boolean => JSON.stringify(before?.[field]) !== JSON.stringify(now[field])
  return fieldsOf(now, [...SHARED.filter(isOther), ...(WHEN.some(isOther) ? WHEN : [])])
}

const linksFor = (world: World, account: ConnectionRow, attendees: readonly string[]) =>
  linksOf(world, ownerOf(world, account)?.tenantSlug ?? '', attendees)

/** It waits like all that comes from elsewhere. */
const invite = (world: World, account: ConnectionRow, shared: Shared): EventRow =>
  world.create(crmEvents, {
    ...shared,
    entities: linksFor(world, account, shared.attendees),
    user: account.user,
    connectionId: account.id,
    isSynced: false,
  })

function change(world: World, account: ConnectionRow, event: EventRow, changes: Partial<Shared>): EventRow {
  if (!Object.keys(changes).length) return event
  const { attendees } = changes
  return world.save(crmEvents, { ...event, ...changes, ...(attendees && { entities: linksFor(world, account, attendees) }) })
}

/** The event that this one is a copy of; itself where it is none, or its owner is not invited any more. */
export function originalOf(world: World, event: EventRow): EventRow {
  const [copy] = world.table(crmEventCopies).list('ofEvent', event.id)
  const original = copy && world.table(crmEvents).get(copy.original)
  return original?.attendees.includes(ownerIn(world, event)) ? original : event
}

export const isCopy = (world: World, { id }: EventRow): boolean => world.table(crmEventCopies).in('ofEvent', id).size > 0

/** The address of the one in whose calendar it is. */
const ownerIn = (world: World, { connectionId }: EventRow): string => world.table(crmConnections).get(connectionId)?.email ?? ''

/** Who has accepted an event, or means to, and who has it in the calendar without an answer. A copy tells of its owner only. */
export function whoAttends(world: World, event: EventRow): string[] {
  const owner = ownerIn(world, event)
  const answers = meantFor(world, originalOf(world, event))
  const accepted = answers.flatMap(({ attendee, answer }) => (answer === 'accepted' ? [attendee] : []))
  if (isCopy(world, event)) return accepted.filter((who) => who === owner)
  return answers.some(({ attendee }) => attendee === owner) ? accepted : [...accepted, owner]
}

/** An answer on a copy is one to the original: all others have it with their next sync. */
export function answerOn(world: World, event: EventRow, attendee: string, given: Answer): EventRow {
  const original = originalOf(world, event)
  if (original.id !== event.id) answer(world, original, attendee, given)
  return answer(world, event, attendee, given)
}

/** What somebody changes in their copy stays there; who calls it off declines, and who takes that back accepts. */
export function changeCopy(world: World, before: EventRow, after: EventRow): EventRow {
  const event = world.save(crmEvents, after)
  return before.status === event.status ? event : attend(world, event)
}

/** Who deletes their copy declines, and has none any more. */
export function dropCopy(world: World, event: EventRow): void {
  for (const { id } of world.table(crmEventCopies).list('ofEvent', event.id)) {
    attend(world, { ...event, status: 'cancelled' })
    world.table(crmEventCopies).delete(id)
  }
}

/** The owner of a copy comes or not; nobody is asked about what was called off. */
function attend(world: World, event: EventRow): EventRow {
  const original = originalOf(world, event)
  if (original.id === event.id || original.status === 'cancelled') return event
  return answerOn(world, event, ownerIn(world, event), event.status === 'cancelled' ? 'declined' : 'accepted')
}
