/** What attendees have answered, or will: it waits at the provider until a sync brings it. */
import * as z from 'zod'
import { defineTable } from '../../core/store/definition.ts'
import type { World } from '../../core/world/handle.ts'
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
  for (const { id, event, attendee, answer: given, at } of world.table(crmAnswers).list('ofConnection', connectionId)) {
    if (!world.clock.isPast(at)) break
    world.table(crmAnswers).delete(id)
    const asked = world.table(crmEvents).get(event)
    if (asked?.status === 'confirmed' && asked.attendees.includes(attendee)) answer(world, asked, attendee, given)
  }
}
