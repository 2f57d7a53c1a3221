import * as z from 'zod'
import { dataOf, ok } from '../conventions/envelope.ts'
import { defineOperation } from '../conventions/operation.ts'
import { EntityParams, entityOf, isLinkedTo, NO_ENTITY, noEntityExample, noEntityTypeExample } from '../entities/entity.ts'
import { CalendarEvent, crmEvents } from './event.ts'

export const listEntityEvents = defineOperation({
  id: 'listEntityEvents',
  route: 'GET /integrations/calendar/events/entity/{entityType}/{entityId}',
  summary: 'List the events of a record',
  description: 'The caller’s own that are linked to it, by their start.',
  source: 'crm-calendar, List events of a record',
  params: EntityParams,
  responses: { 200: dataOf(z.array(CalendarEvent)) },
  refuses: { 'not-found': NO_ENTITY },

  handle({ world, user, path, reply }) {
    const entity = entityOf(world, user, path.entityType, path.entityId)
    const events = world.table(crmEvents).list('ofUser', user.id)
    const linked = events.filter(({ entities }) => isLinkedTo(entities, entity))
    return reply(200, ok(linked.map((event) => world.show(crmEvents, event))))
  },

  examples: [
    {
      name: 'lists the events of a contact',
      mark: 'D crm-calendar-8',
      path: { entityType: 'contact', entityId: '$samples.crm_entities.contact' },
      expect: { status: 200, body: { success: true } },
    },
    noEntityExample('contact'),
    noEntityTypeExample('refuses what is no type of record'),
  ],
})
