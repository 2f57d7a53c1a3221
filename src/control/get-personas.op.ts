import * as z from 'zod'
import { Instant } from '../core/time/instant.ts'
import { defineOperation } from './conventions/operation.ts'
import { limit } from './conventions/query.ts'

const Person = z
  .object({
    id: z.string(),
    company: z.string(),
    name: z.string(),
    status: z.string(),
    persona: z.string(),
    total_balance: z.number(),
    overdue_balance: z.number(),
    next: z.object({ intent: z.string(), about: z.string(), at: Instant }).meta({ id: 'Intent' }).nullable(),
  })
  .meta({ id: 'Person' })

export const getPersonas = defineOperation({
  id: 'getPersonas',
  route: 'GET /personas',
  summary: 'Who the customers are, what they owe, and what they mean to do next',
  description:
    'How each customer behaves once billed; no call of the vendor’s shows it. Nobody means to do anything in a world without life.',
  source: 'arsim',
  query: z.object({
    customer: z
      .string()
      .transform((ids) => ids.split(','))
      .optional()
      .meta({ type: 'array', items: { type: 'string' }, description: 'Only these, by their ids.' }),
    company: z.string().optional().meta({ description: 'Only those of a company, by its id.' }),
    search: z.string().optional().meta({ description: 'Only those who have this in their name, or in what they are like.' }),
    limit: limit('At most so many.'),
  }),
  responses: { 200: z.array(Person) },
  handle: ({ host, world, query, reply }) => reply(200, host.people(world, query)),
  examples: [
    {
      name: 'tells the persona of every customer',
      mark: 'C',
      expect: { status: 200 },
    },
    {
      name: 'only of some, by their ids',
      mark: 'C',
      query: { customer: '$samples.customers.active', limit: '5' },
      expect: { status: 200, body: [{ id: '$samples.customers.active', status: 'active' }] },
    },
    {
      name: 'nobody is called like that',
      mark: 'C',
      query: { search: 'no such name' },
      expect: { status: 200, body: [] },
    },
  ],
})
