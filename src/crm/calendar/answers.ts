/** What attendees have answered, or will: it waits at the provider until a sync brings it. */
import * as z from 'zod'
import { defineTable } from '../../core/store/definition.ts'
import type { World } from '../../core/world/handle.ts'
import { foreignUuid } from '../../core/world/random.ts'
import type { ConnectionRow } from '../connections/connection.ts'
import { EmailAddress, Instant, RowId } from '../conventions/values.ts'
import { answers, crmEvents, type EventRow } from './event.ts'

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

/** Lets an answer wait for its time, and for the sync after it. */
export function tell(
  world: World,
  { id: event, connectionId }: EventRow,
  attendee: string,
  answer: Answer,
  at: string,
  isEnd = false,
): void {
  const id = foreignUuid('crm_answer', `${event}/${attendee}`)
  world.table(crmAnswers).put({ id, connectionId, event, attendee, answer, at, isEnd })
}

/** An event with the answer of an attendee, in the place of what that person answered before. */
const answered = (event: EventRow, attendee: string, given: Answer): EventRow => ({
  ...event,
  responses: [...event.responses.filter((response) => response.attendee !== attendee), { attendee, answer: given }],
})

/** An attendee answers; what they meant to answer before does not come any more. */
export function answer(world: World, event: EventRow, attendee: string, given: Answer): EventRow {
  for (const { id, attendee: who } of world.table(crmAnswers).list('ofEvent', event.id))
    if (who === attendee) world.table(crmAnswers).delete(id)
  return world.save(crmEvents, answered(event, attendee, given))
}

/** Brings what was answered until now, the earliest first; nobody answers for what was called off. */
export function receiveAnswers(world: World, { id: connectionId }: ConnectionRow): void {
  for (const { id, event, attendee, answer: given, at, isEnd } of world.table(crmAnswers).list('ofConnection', connectionId)) {
    if (!world.clock.isPast(at)) break
    world.table(crmAnswers).delete(id)
    const asked = world.table(crmEvents).get(event)
    if (asked?.status !== 'confirmed' || !asked.attendees.includes(attendee)) continue
    const told = answer(world, asked, attendee, given)
    if (isEnd) world.save(crmEvents, { ...told, status: 'cancelled' as const })
  }
}
