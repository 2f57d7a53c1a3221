import * as z from 'zod'
import { defineOperation } from '../conventions/operation.ts'
import { Text } from '../conventions/values.ts'
import { endEnrollment } from './end-enrollment.ts'
import { Enrollment, enrollments } from './enrollment.ts'

export const stopEnrollment = defineOperation({
  id: 'stopEnrollment',
  route: 'POST /companies/{company_id}/sequence-enrollments/{enrollment_id}/stop',
  summary: 'Stop an enrollment',
  description: 'Steps that are ready stay in the queue, those that are not are cancelled.',
  source: 'sequences, Stop enrollment',
  target: enrollments.at('enrollment_id'),
  body: z.object({ stop_reason: Text.optional() }),
  responses: { 200: z.object({ enrollment: Enrollment, cancelled_scheduled_steps: z.int() }) },

  handle({ world, target, body: { stop_reason = null }, show, reply }) {
    const { enrollment, cancelled } = endEnrollment(world, target, stop_reason)
    return reply(200, { enrollment: show(enrollment), cancelled_scheduled_steps: cancelled })
  },

  examples: [
    {
      name: 'completes the enrollment and cancels what is not ready yet',
      mark: 'D sequences-45',
      path: { enrollment_id: 'active' },
      body: { stop_reason: 'Paid by phone.' },
      expect: {
        status: 200,
        body: { enrollment: { status: 'completed', stop_reason: 'Paid by phone.', completed_at: '2026-06-01T14:00:00Z' } },
      },
    },
    {
      name: 'a completed enrollment stays as it is',
      mark: 'C',
      path: { enrollment_id: 'completed' },
      expect: { status: 200, body: { enrollment: { status: 'completed' }, cancelled_scheduled_steps: 0 } },
    },
    {
      name: 'an unknown enrollment is not found',
      mark: 'C',
      path: { enrollment_id: '00000000-0000-4000-8000-00000000dead' },
      expect: { status: 404 },
    },
  ],
})
