import * as z from 'zod'
import { Instant } from '../../core/time/instant.ts'
import type { HarmFilter } from '../../core/world/harm.ts'
import { defineOperation } from '../conventions/operation.ts'
import { after, limit, noNumbersExample } from '../conventions/query.ts'
import { refusing } from '../conventions/refusals.ts'

const HarmBody = z
  .object({
    number: z.int().meta({ description: 'Counted in the order in which the world noticed.' }),
    id: z.string().meta({ description: 'Follows from its cause: the same calls lead to the same id.' }),
    rule: z.string().meta({ description: 'Such as `dunned-paid`.' }),
    at: Instant.meta({ description: 'The time of the world.' }),
    sentence: z.string().meta({ description: 'What was done, with names, amounts and dates.' }),
    rows: z
      .array(z.object({ table: z.string(), id: z.string() }))
      .meta({ description: 'The letter, the payment or the action first, then what it is about.' }),
    entries: z
      .array(z.int())
      .meta({ description: 'The numbers of the entries of the journal that led to it, those that are still there.' }),
  })
  .meta({ id: 'Harm' })

export const listHarms = defineOperation({
  id: 'listHarms',
  route: 'GET /harms',
  summary: 'What was done to somebody by calls that were valid',
  description: 'Such as a reminder for what was paid, or a letter at night; the newest last.',
  source: 'arsim',
  query: z.object({
    rule: z.string().optional().meta({ description: 'Such as `dunned-paid`.' }),
    after: after('Only what was noticed behind this number.'),
    limit: limit('At most so many: the newest, or the first behind `after`.'),
  }),
  responses: { 200: z.array(HarmBody) },

  handle: ({ world, query, reply }) =>
    reply(200, refusing(() => world.harms(query as HarmFilter)) as unknown as z.input<typeof HarmBody>[]),

  examples: [
    {
      name: 'nobody was harmed in a new world',
      mark: 'C',
      expect: { status: 200, body: [] },
    },
    {
      name: 'only that of a rule, at most so much behind a number',
      mark: 'C',
      query: { rule: 'dunned-paid', after: '0', limit: '10' },
      expect: { status: 200, body: [] },
    },
    {
      name: 'an unknown rule is refused with the nearest one',
      mark: 'C',
      query: { rule: 'dunned-payed' },
      expect: {
        status: 400,
        body: {
          error: { details: [{ field: 'rule', message: 'There is no rule "dunned-payed". Did you mean "dunned-paid"?' }] },
        },
      },
    },
    noNumbersExample,
  ],
})
