import * as z from 'zod'
import { knownFields } from '../../core/values/known-fields.ts'
import type { EntryFilter } from '../../core/world/journal/filter.ts'
import { defineOperation } from '../conventions/operation.ts'
import { refusing } from '../conventions/refusals.ts'
import { CallEntry, callFilter, QueryValues } from './entry.ts'

const HowOften = z.int().min(0)
/** Another bound is refused by the journal: in a union it would be dropped without a word. */
const Bounds = z.looseObject({ atLeast: HowOften.optional(), atMost: HowOften.optional() }).meta({ additionalProperties: false })

export const verifyCalls = defineOperation({
  id: 'verifyCalls',
  route: 'POST /verify',
  summary: 'Check that calls were made',
  description:
    'At least once, or `times`. Where they were not, the answer says how often they were there, and which calls came nearest.',
  source: 'arsim',
  body: knownFields({
    operation: z.string(),
    ...callFilter,
    status: z.union([z.int(), z.string()], { error: 'A whole number, or a text such as 4xx.' }).optional(),
    query: QueryValues.optional(),
    body: z.unknown().optional().meta({ description: 'Parts that the body of the call must have.' }),
    after: z.int().min(0).optional(),
    times: z
      .union([HowOften, Bounds], {
        error: 'A whole number of at least 0, or {atLeast, atMost} of such numbers.',
      })
      .optional(),
  }),
  responses: {
    200: z.object({
      passed: z.boolean(),
      expected: z.string(),
      actual: z.int(),
      gone: z.int().meta({
        description: 'How many older entries are gone for want of room; such calls may have been among them.',
      }),
      misses: z.array(
        z.object({
          entry: CallEntry,
          differs: z.array(z.object({ field: z.string(), expected: z.unknown(), actual: z.unknown() })),
        }),
      ),
    }),
  },

  handle({ world, body: { times, ...filter }, reply }) {
    const verification = refusing(() => world.journal.verify(filter as EntryFilter, times))
    return reply(200, verification as unknown as Parameters<typeof reply<200>>[1])
  },

  examples: [
    {
      name: 'a call that was never made is told',
      mark: 'C',
      body: { operation: 'approveAction', status: 200 },
      expect: {
        status: 200,
        body: { passed: false, expected: 'at least 1 call with operation "approveAction", status 200', actual: 0, misses: [] },
      },
    },
    {
      name: 'that no call was made passes where there was none',
      mark: 'C',
      body: { operation: 'crm.login', times: 0 },
      expect: { status: 200, body: { passed: true, actual: 0 } },
    },
    {
      name: 'an unknown operation is refused with the nearest one',
      mark: 'C',
      body: { operation: 'aproveAction' },
      expect: { status: 400, body: { error: { details: [{ field: 'operation' }] } } },
    },
    {
      name: 'a field that there is not is refused with the nearest one',
      mark: 'C',
      body: { operation: 'approveAction', stauts: 404, times: 0 },
      expect: {
        status: 400,
        body: { error: { details: [{ field: 'stauts', message: 'There is no such field. Did you mean "status"?' }] } },
      },
    },
    {
      name: 'a path that the operation has not is refused',
      mark: 'C',
      body: { operation: 'approveAction', path: '/api/companies?page=2', times: 0 },
      expect: {
        status: 400,
        body: { error: { details: [{ field: 'path', message: 'A path is given without the query.' }] } },
      },
    },
    {
      name: 'what is of another type is refused in plain words',
      mark: 'C',
      body: { operation: 'approveAction', status: true, query: { page: 2 }, times: '1' },
      expect: {
        status: 400,
        body: {
          error: {
            details: [
              { field: 'status', message: 'A whole number, or a text such as 4xx.' },
              { field: 'query.page', message: 'A text, or a list of texts.' },
              { field: 'times', message: 'A whole number of at least 0, or {atLeast, atMost} of such numbers.' },
            ],
          },
        },
      },
    },
    {
      name: 'a bound that there is not is refused with the nearest one',
      mark: 'C',
      body: { operation: 'approveAction', times: { atmost: 0 } },
      expect: {
        status: 400,
        body: { error: { details: [{ field: 'atmost', message: 'There is no bound "atmost". Did you mean "atMost"?' }] } },
      },
    },
    {
      name: 'bounds that nothing is between are refused',
      mark: 'C',
      body: { operation: 'approveAction', times: { atLeast: 2, atMost: 1 } },
      expect: { status: 400, body: { error: { details: [{ field: 'times', message: 'atLeast is more than atMost.' }] } } },
    },
  ],
})
