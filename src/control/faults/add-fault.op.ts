import { Fault, NewFault } from '../../core/world/faults/fault.ts'
import { defineOperation } from '../conventions/operation.ts'
import { refusing } from '../conventions/refusals.ts'

export const addFault = defineOperation({
  id: 'addFault',
  route: 'POST /faults',
  summary: 'Let calls of this world go wrong',
  description:
    'All calls to the APIs that match, or some of them: `answer` instead of what was asked for, break the `connection`, `lose` the request or the response, and let the answer be late or slow. The first fault that hits a call applies.',
  source: 'arsim',
  body: NewFault,
  needsBody: true,
  responses: { 201: Fault },
  handle: ({ world, body, reply }) =>
    reply(
      201,
      refusing(() => world.faults.add(body as NewFault)),
    ),

  examples: [
    {
      name: 'a call fails once',
      mark: 'C',
      body: { match: { operation: 'approveAction' }, answer: { status: 503 }, times: 1 },
      expect: {
        status: 201,
        body: { id: 'fault-1', match: { operation: 'approveAction' }, answer: { status: 503 }, times: 1, seen: 0, hits: 0 },
      },
    },
    {
      name: 'every call is late',
      mark: 'C',
      body: { delayMs: 2000, jitterMs: 500 },
      expect: { status: 201, body: { match: {}, delayMs: 2000, jitterMs: 500 } },
    },
    {
      name: 'the answer to a call with a certain body is lost',
      mark: 'C',
      body: { match: { operation: 'crm.sendEmail', method: 'POST', body: { subject: 'Hello' } }, lose: 'response' },
      expect: { status: 201, body: { match: { operation: 'crm.sendEmail', body: { subject: 'Hello' } }, lose: 'response' } },
    },
    {
      name: 'the second page of a list fails, where a certain client asks for it',
      mark: 'C',
      body: {
        match: { operation: 'listActions', query: { page: '2' }, headers: { 'User-Agent': 'nightly' } },
        answer: { status: 500 },
      },
      expect: { status: 201, body: { match: { query: { page: '2' }, headers: { 'User-Agent': 'nightly' } } } },
    },
    {
      name: 'one of three calls of a caller is reset, once two have got through',
      mark: 'C',
      body: {
        match: { api: 'ar', path: '/api/companies/*/actions/*', caller: 'owner' },
        connection: 'reset',
        after: 2,
        probability: 0.3,
      },
      expect: { status: 201, body: { connection: 'reset', after: 2, probability: 0.3 } },
    },
    {
      name: 'a fault answers in words of its own',
      mark: 'C',
      body: {
        answer: { status: 502, headers: { 'Content-Type': 'text/html' }, body: '<h1>Bad Gateway</h1>' },
        bytesPerSecond: 10,
      },
      expect: { status: 201, body: { answer: { status: 502, body: '<h1>Bad Gateway</h1>' }, bytesPerSecond: 10 } },
    },
    ...refusals(
      [
        'an operation that does not exist',
        { match: { operation: 'aproveAction' }, delayMs: 1 },
        'match.operation',
        'There is no operation "aproveAction". Did you mean "approveAction"?',
      ],
      [
        'an operation of another API',
        { match: { api: 'crm', operation: 'approveAction' }, delayMs: 1 },
        'match.operation',
        'approveAction is of ar, and not of crm.',
      ],
      [
        'an operation that two APIs have, without saying whose',
        { match: { operation: 'login' }, delayMs: 1 },
        'match.operation',
        'There are several: crm.login, ar.login. Say which.',
      ],
      [
        'an API that does not exist',
        { match: { api: 'erp' }, delayMs: 1 },
        'match.api',
        'There is no API "erp". There is: crm, consent, storage, ar.',
      ],
      [
        'the control API',
        { match: { path: '/__sim/clock' }, delayMs: 1 },
        'match.path',
        'Calls to /__sim and /openapi are not kept, and meet no faults.',
      ],
      ['a path that is none', { match: { path: 'companies/*' }, delayMs: 1 }, 'match.path', 'A path begins with "/" or "*".'],
      [
        'a path with the prefix of a world',
        { match: { path: '/~w/api' }, delayMs: 1 },
        'match.path',
        'A path is given without the prefix of its world.',
      ],
      [
        'a method that the operation has not',
        { match: { operation: 'approveAction', method: 'GET' }, delayMs: 1 },
        'match.method',
        'approveAction is called by POST.',
      ],
      [
        'a path that the operation has not',
        { match: { operation: 'approveAction', path: '/api/companies/*/reject' }, delayMs: 1 },
        'match.path',
        'approveAction is called at /api/companies/{company_id}/actions/{action_id}/approve.',
      ],
      [
        'a path of another API',
        { match: { api: 'crm', path: '/api/companies/*' }, delayMs: 1 },
        'match.path',
        'No operation that is meant has such a path.',
      ],
      ['a path with a query', { match: { path: '/api?page=1' }, delayMs: 1 }, 'match.path', 'A path is given without the query.'],
      ['a status that is none', { answer: { status: 42 } }, 'answer.status', 'A status is a whole number from 200 to 599.'],
      [
        'a body where a status has none',
        { answer: { status: 204, body: {} } },
        'answer.body',
        'An answer with the status 204 has no body.',
      ],
      [
        'a header of the connection',
        { answer: { status: 500, headers: { 'Content-Length': '1' } } },
        'answer.headers.Content-Length',
        'This header is made by the connection.',
      ],
      [
        'a header that is none',
        { answer: { status: 500, headers: { 'a b': '1' } } },
        'answer.headers.a b',
        'This is no name of a header.',
      ],
      [
        'a header with a line break',
        { answer: { status: 500, headers: { 'x-a': '1\n2' } } },
        'answer.headers.x-a',
        'A header has no line breaks, and no characters past U+00FF.',
      ],
      ['no times', { delayMs: 1, times: 0 }, 'times', 'A number of at least 1 is required.'],
      ['no chance', { delayMs: 1, probability: 0 }, 'probability', 'A probability is above 0, and at most 1.'],
      ['a delay below zero', { delayMs: -1 }, 'delayMs', 'A time is not below zero.'],
      ['a delay of more than ten minutes', { delayMs: 600_001 }, 'delayMs', 'A delay has at most 600000 milliseconds.'],
      [
        'two ways at once',
        { answer: { status: 500 }, connection: 'reset' },
        'connection',
        'A fault has one of answer, connection and lose, and this one has answer and connection.',
      ],
      [
        'a slow answer where there is none',
        { lose: 'request', bytesPerSecond: 1 },
        'bytesPerSecond',
        'There is no answer that could be slow.',
      ],
      [
        'a fault that does nothing',
        { match: { api: 'ar' } },
        '',
        'Say what goes wrong: answer, connection, lose, delayMs, jitterMs or bytesPerSecond.',
      ],
      ['an unknown field', { delay: 100 }, 'delay', 'There is no such field. Did you mean "delayMs"?'],
      [
        'an unknown field inside',
        { match: { operations: 'x' }, delayMs: 1 },
        'match.operations',
        'There is no such field. Did you mean "operation"?',
      ],
    ),
  ],
})

type Refusal = readonly [name: string, body: object, field: string, message: string]

function refusals(...all: readonly Refusal[]) {
  return all.map(([name, body, field, message]) => ({
    name: `refuses ${name}`,
    mark: 'C' as const,
    body,
    expect: { status: 400, body: { error: { message: 'Some fields are not valid.', details: [{ field, message }] } } },
  }))
}
