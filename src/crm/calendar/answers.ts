/** What attendees have answered, or will: it waits at the provider until a sync brings it. */
import * as z from 'zod'
import { defineTable } from '../../core/store/definition.ts'
import type { World } from '../../core/world/handle.ts'
import { foreignUuid } from '../../core/world/random.ts'
import type { ConnectionRow } from '../connections/connection.ts'
import { EmailAddress, Instant, RowId } from '../conventions/values.ts'
import { answers, crmEvents, type EventRow, ofAttendees } from './event.ts'

const AnswerRow = z.object({
  id: z.string(),
  connectionId: RowId,
  event: RowId,
  attendee: EmailAddress,
  answer: z.enum(answers),
  at: Instant,
  /** Whether the one who has invited calls the event off. */
  isEnd: z.boolean().default(false),
})
export type Answer = z.output<typeof AnswerRow>['answer']

export const crmAnswers = defineTable({
  name: 'crm_answers',
  kind: 'crm_answer',
  row: AnswerRow,
  indexes: {
    ofConnection: { group: ['connectionId'], order: [{ oldest: 'at' }] },
    ofEvent: { group: ['event'] },
  },
})

const idOf = (event: string, attendee: string): string => foreignUuid('crm_answer', `${event}/${attendee}`)

type Told = Pick<z.output<typeof AnswerRow>, 'attendee' | 'answer' | 'at'> & { readonly isEnd?: boolean }

/** Lets an answer wait for its time, and for the sync after it. */
export function tell(world: World, { id: event, connectionId }: EventRow, told: Told): void {
  world.table(crmAnswers).put({ id: idOf(event, told.attendee), connectionId, event, isEnd: false, ...told })
}

/** Whether an attendee has declined what no sync has brought yet. */
export function declines(world: World, event: EventRow, attendee: string): boolean {
  const told = world.table(crmAnswers).get(idOf(event.id, attendee))
  return told?.answer === 'declined' && world.clock.isPast(told.at)
}

type Given = Pick<z.output<typeof AnswerRow>, 'attendee' | 'answer'>

/** What attendees have answered with some answers more, each in the place of what that person answered before. */
function withAnswers({ responses }: EventRow, given: readonly Given[]): EventRow['responses'] {
  const last = new Map(responses.map((response) => [response.attendee, response]))
  for (const { attendee, answer } of given) {
    last.delete(attendee)
    last.set(attendee, { attendee, answer })
  }
  return [...last.values()]
}

/** What those who are invited have answered, or mean to answer. */
export const meantFor = (world: World, event: EventRow): EventRow['responses'] =>
  ofAttendees({ ...event, responses: withAnswers(event, world.table(crmAnswers).list('ofEvent', event.id)) })

/** An attendee answers; what they meant to answer before does not come any more. */
export function answer(world: World, event: EventRow, attendee: string, given: Answer): EventRow {
  world.table(crmAnswers).delete(idOf(event.id, attendee))
  return world.save(crmEvents, { ...event, responses: withAnswers(event, [{ attendee, answer: given }]) })
}

/** Brings what was answered until now, the earliest first. */
export function receiveAnswers(world: World, { id: connectionId }: ConnectionRow): void {
  const due = new Map<string, z.output<typeof AnswerRow>[]>()
  for (const row of world.table(crmAnswers).list('ofConnection', connectionId)) {
    if (!world.clock.isPast(row.at)) break
    world.table(crmAnswers).delete(row.id)
    const others = due.get(row.event)
    if (others) others.push(row)
    else due.set(row.event, [row])
  }
  for (const [event, rows] of due) bringAnswers(world, event, rows)
}

/** Nobody answers for what was called off. */
function bringAnswers(world: World, id: string, rows: readonly z.output<typeof AnswerRow>[]): void {
  const event = world.table(crmEvents).get(id)
  if (event?.status !== 'confirmed') return
  const invited = new Set(event.attendees)
  const given = rows.filter(({ attendee }) => invited.has(attendee))
  const end = given.findIndex(({ isEnd }) => isEnd)
  const heard = end < 0 ? given : given.slice(0, end + 1)
  if (!heard.length) return
  const responses = withAnswers(event, heard)
  world.save(crmEvents, { ...event, responses, ...(end >= 0 && { status: 'cancelled' as const }) })
}
