import * as z from 'zod'
import { defineOperation } from './conventions.ts'

const Person = z
  .object({
    id: z.string(),
    company: z.string(),
    name: z.string(),
    status: z.string(),
    persona: z.string(),
    next: z.object({ intent: z.string(), about: z.string(), at: z.string() }).meta({ id: 'Intent' }).nullable(),
  })
  .meta({ id: 'Person' })

export const getPersonas = defineOperation({
  id: 'getPersonas',
  route: 'GET /personas',
  summary: 'Who the customers are, and what they mean to do next',
  description:
    'How each customer behaves once billed; no call of the vendor’s shows it. Nobody means to do anything in a world without life.',
  source: 'arsim',
  responses: { 200: z.array(Person) },
  handle: ({ host, world, reply }) => reply(200, host.people(world)),
  examples: [
    {
      name: 'tells the persona of every customer',
      mark: 'C',
      expect: { status: 200 },
    },
  ],
})
