import * as z from 'zod'
import { defineOperation } from '../conventions/operation.ts'
import { InstantInput, Text } from '../conventions/values.ts'
import { Action, actionOfVerb, withFinalContent, withoutError } from './action.ts'

const PAST_DEADLINE = 'The response_deadline has passed already: nothing waits for it.'

export const sendAction = defineOperation({
  id: 'sendAction',
  route: 'POST /companies/{company_id}/actions/{action_id}/send',
  summary: 'Record that an action was sent',
  description: 'For outreach sent elsewhere: nothing goes out, the action is completed with what was sent.',
  source: 'actions, Send action',
  target: actionOfVerb,
  body: z.object({
    final_content: Text.optional(),
    channel_id: Text.optional(),
    external_id: Text.optional(),
    response_deadline: InstantInput.optional(),
  }),
  responses: { 200: Action },
  fires: 'send',

  handle({ next, body, world, save, show, warn, reply }) {
    if (body.response_deadline && world.clock.isPast(body.response_deadline)) warn(PAST_DEADLINE)
    const action = save({
      ...next,
      metadata: withFinalContent({ metadata: withoutError(next) }, body.final_content),
      channel_id: body.channel_id ?? next.channel_id,
      external_id: body.external_id ?? next.external_id,
      response_deadline: body.response_deadline ?? next.response_deadline,
      executed_at: world.clock.now(),
    })
    return reply(200, show(action))
  },

  examples: [
    {
      name: 'a proposed action is completed now, with what was sent and where',
      mark: 'D actions-26',
      path: { action_id: 'proposed' },
      body: {
        final_content: 'Hi',
        channel_id: 'thread_abc123',
        external_id: 'msg-7',
        response_deadline: '2026-06-08T12:00:00-05:00',
      },
      expect: {
        status: 200,
        body: {
          status: 'completed',
          executed_at: '2026-06-01T14:00:00Z',
          channel_id: 'thread_abc123',
          external_id: 'msg-7',
          response_deadline: '2026-06-08T17:00:00Z',
          metadata: { final_content: 'Hi' },
        },
      },
    },
    {
      name: 'warns of a deadline that has passed',
      mark: 'C',
      path: { action_id: 'proposed' },
      body: { response_deadline: '2026-05-31T12:00:00Z' },
      expect: {
        status: 200,
        body: { response_deadline: '2026-05-31T12:00:00Z' },
        headers: { 'x-sim-warning': PAST_DEADLINE },
      },
    },
    {
      name: 'a scheduled action is completed',
      mark: 'D actions-26',
      path: { action_id: 'scheduled' },
      expect: { status: 200, body: { status: 'completed' } },
    },
    {
      name: 'refuses an action that is being processed',
      mark: 'D actions-27',
      path: { action_id: 'processing' },
      expect: { status: 400 },
    },
    { name: 'refuses a completed action', mark: 'D actions-27', path: { action_id: 'completed' }, expect: { status: 400 } },
    { name: 'refuses a cancelled action', mark: 'D actions-27', path: { action_id: 'cancelled' }, expect: { status: 400 } },
    {
      name: 'refuses a deadline without a time zone',
      mark: 'D actions-30',
      path: { action_id: 'proposed' },
      body: { response_deadline: '2026-06-08T12:00:00' },
      expect: {
        status: 400,
        body: {
          response_deadline: [
            'Datetime has wrong format. Use one of these formats instead: YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].',
          ],
        },
      },
    },
    {
      name: 'refuses a deadline after the year 9999',
      mark: 'C',
      path: { action_id: 'proposed' },
      body: { response_deadline: '9999-12-31T23:59:59-05:00' },
      expect: { status: 400, body: { response_deadline: ['Datetime value out of range.'] } },
    },
    {
      name: 'refuses a deadline that does not parse',
      mark: 'D actions-31',
      path: { action_id: 'proposed' },
      body: { response_deadline: 'next week' },
      expect: { status: 400 },
    },
  ],
})
