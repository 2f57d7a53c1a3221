import * as z from 'zod'
import { defineEvent } from '../../core/call/event.ts'
import { crmUsers } from '../auth/user.ts'
import { activeConnection } from '../connections/connection.ts'
import { expireConnections } from '../connections/needs-connection.ts'
import { InstantInput, OneLine, RowIdInput } from '../conventions/values.ts'
import { linksOf } from '../entities/entity.ts'
import { attendees, crmEvents, isInOrder, NOT_AFTER_START, refusedEnd } from './event.ts'

const NOT_CONNECTED = 'The calendar is not connected: the person has no active connection.'

const meeting = { title: 'Client Meeting', start: '2026-07-01T14:00:00Z', end: '2026-07-01T15:00:00Z' }

export const eventInvited = defineEvent({
  type: 'crm.event_invited',
  summary: 'Somebody is invited to a meeting.',
  description:
    'The event is in the calendar of their active connection at once, linked to the records that know an attendee; with `"on": "sync"` it waits at the provider until the calendar is synced next. The invited person is an attendee too.',
  target: crmUsers.at('user'),
  body: z
    .object({
      user: RowIdInput,
      title: OneLine,
      start: InstantInput,
      end: InstantInput,
      attendees: attendees.default([]),
      on: z.enum(['now', 'sync']).default('now'),
    })
    .refine(isInOrder, refusedEnd),
  rules: [{ refuse: NOT_CONNECTED, when: ({ world, target }) => activeConnection(world, target) === undefined }],

  handle({ world, target, body: { user: _, on, ...body } }) {
    const connection = activeConnection(world, target)
    if (!connection) throw new Error('The rule has seen to the connection.')
    const everybody = [...new Set([...body.attendees, connection.email])]
    const event = world.create(crmEvents, {
      ...body,
      user: target.id,
      connectionId: connection.id,
      description: '',
      location: '',
      attendees: everybody,
      status: 'confirmed',
      entities: linksOf(world, target.tenantSlug, everybody),
      isSynced: on === 'now',
    })
    return { event: Number(event.id) }
  },

  examples: [
    {
      name: 'an invitation is in the calendar',
      mark: 'C',
      body: { user: '$crm_users.0.id', ...meeting, attendees: ['pat@company.com'] },
      expect: {
        status: 201,
        body: { rows: [{ table: 'crm_events', before: null, after: { title: 'Client Meeting', status: 'confirmed' } }] },
      },
    },
    {
      name: 'an invitation can wait at the provider for the next sync',
      mark: 'C',
      body: { user: '$crm_users.0.id', ...meeting, on: 'sync' },
      expect: { status: 201, body: { rows: [{ after: { title: 'Client Meeting', isSynced: false } }] } },
    },
    {
      name: 'refuses an end that is not after the start, and somebody who does not exist',
      mark: 'C',
      body: { user: 999_999, ...meeting, end: meeting.start },
      expect: {
        status: 400,
        body: {
          error: {
            details: [
              { field: 'end', message: NOT_AFTER_START },
              { field: 'user', message: 'There is no "999999".' },
            ],
          },
        },
      },
    },
    {
      name: 'refuses a person whose calendar is not connected',
      mark: 'C',
      given: expireConnections,
      body: { user: '$crm_users.0.id', ...meeting },
      expect: { status: 400, body: { error: { message: NOT_CONNECTED } } },
    },
  ],
})
