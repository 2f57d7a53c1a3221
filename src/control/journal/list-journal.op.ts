import * as z from 'zod'
import { defineOperation } from '../conventions/operation.ts'
import { noNumbersExample } from '../conventions/query.ts'
import { refusing } from '../conventions/refusals.ts'
import { Entry, EntryQuery } from './entry.ts'

export const listJournal = defineOperation({
  id: 'listJournal',
  route: 'GET /journal',
  summary: 'What happened in this world',
  description: 'The calls to the APIs, the moves of the clock, what the other side did, what tests changed; the newest last.',
  source: 'arsim',
  query: EntryQuery,
  responses: { 200: z.array(Entry) },

  handle: ({ world, query, reply }) => reply(200, refusing(() => world.journal.entries(query)) as z.input<typeof Entry>[]),

  examples: [
    {
      name: 'nothing has happened in a new world',
      mark: 'C',
      expect: { status: 200, body: [] },
    },
    {
      name: 'only entries of a kind and an operation',
      mark: 'C',
      query: { kind: 'call', operation: 'approveAction', status: '2xx', after: '0', limit: '10' },
      expect: { status: 200, body: [] },
    },
    {
      name: 'only calls with such a query and such a body',
      mark: 'C',
      query: { operation: 'createCustomer', query: '{"page":"2"}', body: '{"customer_company_name":"Acme"}' },
      expect: { status: 200, body: [] },
    },
    {
      name: 'an unknown operation is refused with the nearest one',
      mark: 'C',
      query: { operation: 'aproveAction' },
      expect: {
        status: 400,
        body: {
          error: {
            details: [{ field: 'operation', message: 'There is no operation "aproveAction". Did you mean "approveAction"?' }],
          },
        },
      },
    },
    {
      name: 'an unknown kind is refused with those there are',
      mark: 'C',
      query: { kind: 'calls' },
      expect: {
        status: 400,
        body: { error: { details: [{ field: 'kind', message: 'There is no kind of entry "calls". Did you mean "call"?' }] } },
      },
    },
    {
      name: 'an unknown parameter is refused with the nearest one',
      mark: 'C',
      query: { opration: 'approveAction' },
      expect: {
        status: 400,
        body: {
          error: {
            details: [{ field: 'opration', message: 'There is no query parameter "opration". Did you mean "operation"?' }],
          },
        },
      },
    },
    {
      name: 'a status that nothing has is refused',
      mark: 'C',
      query: { status: '9xx' },
      expect: {
        status: 400,
        body: {
          error: {
            details: [{ field: 'status', message: 'A status is like 404, 4xx for all of its class, or 0 for no answer.' }],
          },
        },
      },
    },
    noNumbersExample,
    {
      name: 'a query and a body are given as JSON',
      mark: 'C',
      query: { query: '{"page":2}', body: 'Acme' },
      expect: {
        status: 400,
        body: {
          error: {
            details: [
              { field: 'query.page', message: 'A text, or a list of texts.' },
              { field: 'body', message: 'Must be JSON.' },
            ],
          },
        },
      },
    },
  ],
})
