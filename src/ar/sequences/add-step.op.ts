import { defineOperation } from '../conventions/operation.ts'
import { sequences } from './sequence.ts'
import { newStep, nextPosition, Step, StepFields, steps } from './step.ts'

const { shape } = StepFields

export const addStep = defineOperation({
  id: 'addStep',
  route: 'POST /companies/{company_id}/sequences/{sequence_id}/steps',
  summary: 'Add a step',
  description: 'Behind the last one. Enrollments that exist do not get it.',
  source: 'sequences, Add step',
  target: sequences.at('sequence_id'),
  body: StepFields.extend({
    step_type: shape.step_type.default(newStep.step_type),
    label: shape.label.default(newStep.label),
    offset_days: shape.offset_days.default(newStep.offset_days),
    offset_time: shape.offset_time.default(newStep.offset_time),
    is_active: shape.is_active.default(newStep.is_active),
    subject_template: shape.subject_template.default(''),
    body_plain_template: shape.body_plain_template.default(''),
    body_html_template: shape.body_html_template.default(''),
    instructions: shape.instructions.default(''),
  }),
  responses: { 201: Step },

  handle({ world, company, target, body, reply }) {
    const place = { company: company.id, sequence: target.id, position: nextPosition(world, target.id) }
    return reply(201, world.show(steps, world.create(steps, { ...place, ...body })))
  },

  examples: [
    {
      name: 'adds a step behind the last one',
      mark: 'D sequences-22',
      path: { sequence_id: 'active' },
      body: {
        step_type: 'reminder',
        label: 'Day 7 Follow-up',
        offset_days: 7,
        offset_time: '09:00',
        subject_template: 'Following up on invoice {{invoice.number}}',
      },
      expect: {
        status: 201,
        body: { sequence: '$samples.sequences.active', position: 5, label: 'Day 7 Follow-up', offset_days: 7 },
      },
    },
    {
      name: 'an empty body makes an e-mail at nine on the first day',
      mark: 'D sequences-29',
      path: { sequence_id: 'draft' },
      expect: {
        status: 201,
        body: { step_type: 'reminder', label: 'New Step', offset_days: 0, offset_time: '09:00', is_active: true },
      },
    },
    {
      name: 'refuses an unknown type, negative days and what is no time of day, all at once',
      mark: 'C',
      path: { sequence_id: 'draft' },
      body: { step_type: 'email', offset_days: -1, offset_time: '24:00' },
      expect: {
        status: 400,
        body: {
          step_type: ['"email" is not a valid choice.'],
          offset_days: ['Ensure this value is greater than or equal to 0.'],
          offset_time: ['Time has wrong format. Use one of these formats instead: HH:MM.'],
        },
      },
    },
    {
      name: 'refuses a text that is no template',
      mark: 'C',
      path: { sequence_id: 'draft' },
      body: { subject_template: 'Invoice {{invoice.number', body_plain_template: '{{#invoice}}Hello{{/invoice}}' },
      expect: {
        status: 400,
        body: {
          subject_template: ['A tag is not closed.'],
          body_plain_template: ['Only variables such as {{invoice.number}} can be used.'],
        },
      },
    },
  ],
})
