import { expect, test } from 'vitest'
import type { WorldGuide } from '../src/guide.ts'
import { createSimulator, type Simulator } from '../src/index.ts'
import { toOpenApi } from '../src/serve/openapi.ts'
import { pathOf } from '../src/ui/data/call.ts'
import { type Operation, operationsOf, type ParameterObject } from '../src/ui/pages/reference/document.ts'
import { fieldsOf, limitsOf, typeOf } from '../src/ui/pages/reference/schema.ts'
import { callersOf, draftOf, filledIn, inThisWorld, samplesFor, toCall, troubleWith } from '../src/ui/pages/reference/tried.ts'
import { problemOf } from '../src/ui/parts/json-text.ts'

const simulator = createSimulator()
const origin = 'http://localhost'
const documents = Object.fromEntries(['ar', 'crm', 'sim'].map((api) => [api, documentOf(simulator, api)]))
const guide = JSON.parse(simulator.handle({ method: 'GET', url: '/__sim', origin, headers: {} }).body) as WorldGuide

function documentOf(of: Simulator, api: string) {
  const document = toOpenApi(of, api, `${origin}/below/~trial`)
  if (!document) throw new Error(`There is no document of ${api}.`)
  return document
}

const operationOf = (api: string, id: string) => operationsOf(documents[api] as never).find((each) => each.id === id) as Operation

test('every operation is in the reference, with its way below the simulator', () => {
  for (const { name, basePath, operations } of simulator.apis) {
    const document = documents[name]
    if (!document) continue
    const ways = operationsOf(document).map(({ id, method, path }) => `${id} ${method} ${path}`)
    const known = operations.map(({ id, method, path }) => `${id} ${method} ${basePath}${path === '/' ? '' : path}`)
    expect(known.filter((way) => !ways.includes(way))).toEqual([])
  }
})

test('every operation of the APIs is met by a call as it is filled in to begin with', () => {
  for (const api of ['ar', 'crm'])
    for (const operation of operationsOf(documents[api] as never)) {
      const call = toCall(api, 'tried', operation, draftOf(api, operation, callersOf(api, guide), guide), callersOf(api, guide))
      const { method, headers, body } = call
      const text = body === undefined ? undefined : JSON.stringify(body)
      simulator.handle({ method, url: pathOf(call), origin, headers: { ...headers }, body: text })
      const [entry] = simulator.world('tried').journal.entries({ kind: 'call' }).slice(-1)
      expect(entry).toMatchObject({ operation: operation.id.replace(/By(Put|Patch|Post)$/, '') })
    }
})

test.for([1, 2, 3])(
  'with seed %i every operation can be sent as it is filled in, but for those that need something first',
  (seed) => {
    const refused: string[] = []
    const first = simulator.fork(undefined, { seed }).id
    for (const api of ['ar', 'crm'])
      for (const operation of operationsOf(documents[api] as never)) {
        const world = simulator.fork(undefined, { from: first }).id
        const own = JSON.parse(
          simulator.handle({ method: 'GET', url: `/~${world}/__sim`, origin, headers: {} }).body,
        ) as WorldGuide
        const callers = operation.isSecured ? callersOf(api, own) : []
        const call = toCall(api, world, operation, draftOf(api, operation, callers, own), callers)
        const { method, headers, body } = call
        const text = body === undefined ? undefined : JSON.stringify(body)
        const { status } = simulator.handle({ method, url: pathOf(call), origin, headers: { ...headers }, body: text })
        if (status >= 400) refused.push(operation.id)
        simulator.remove(world)
      }
    expect(refused).toEqual(['receiveMergeWebhook', 'receiveNylasWebhook', 'finishOauth'])
  },
)

test('what is filled in is what is sent, and nothing else', () => {
  const operation = operationOf('ar', 'listActions')
  const draft = { values: { company_id: 'a/b', category: ' needs_action ', page_size: '' }, body: '', as: 'x' }
  const callers = [{ id: 'x', label: 'X', authorization: 'Token x' }]
  const call = toCall('ar', 'trial', operation, draft, callers)
  expect(call.path).toBe('/api/companies/a%2Fb/actions?category=needs_action')
  expect(call.headers).toEqual({ authorization: 'Token x' })
  expect(toCall('ar', 'trial', operation, { ...draft, as: '' }, callers).headers).toEqual({})
})

test('filters of any name are sent by their names', () => {
  const draft = { values: { table: 'actions', filters: 'status=proposed&contact=null', page: '2' }, body: '', as: '' }
  const { path } = toCall('sim', 'trial', operationOf('sim', 'listRows'), draft, [])
  expect(path.split('?')[1]?.split('&').toSorted()).toEqual(['contact=null', 'page=2', 'status=proposed'])
})

test('a header is sent as it is filled in', () => {
  const operation = operationOf('ar', 'receiveMergeWebhook')
  const name = operation.parameters.find((each) => each.in === 'header')?.name ?? ''
  const call = toCall('ar', 'trial', operation, { values: { [name]: 'signed' }, body: '', as: '' }, [])
  expect(call.headers).toEqual({ [name]: 'signed' })
})

test('examples have what the guide of this world has: tokens of this time, members and rows of this seed', () => {
  const [user] = guide.crm_users
  const later = { ...guide, crm_users: user ? [{ ...user, refreshToken: 'later' }] : [] }
  expect(JSON.parse(draftOf('crm', operationOf('crm', 'refresh'), [], later).body)).toEqual({ refreshToken: 'later' })
  const { body, parameters } = inThisWorld(operationOf('ar', 'approveAction'), {
    ...guide,
    companies: [{ id: 'ours', name: '', members: [{ ...guide.companies?.[0]?.members[0], id: 'me' } as never] }],
    samples: {} as never,
  })
  expect(body?.examples.map(({ value }) => (value as { approved_by?: string }).approved_by)).toContain('me')
  expect(parameters[1]?.example).toBe(guide.samples?.actions?.proposed)
})

test('dates in examples are as far from the day of this world as from that of their own', () => {
  const later = (at: string) => new Date(Date.parse(at) + 180 * 86_400_000).toISOString().replace('.000', '')
  const meetingOn = (now: string) =>
    JSON.parse(draftOf('crm', operationOf('crm', 'createCalendarEvent'), [], { ...guide, now }).body)
  const meeting = meetingOn(guide.now)
  expect(meeting.start > guide.now).toBe(true)
  expect(meetingOn(later(guide.now))).toEqual({ ...meeting, start: later(meeting.start), end: later(meeting.end) })
})

test('who was chosen calls with the token of the moment, not with that of when they were chosen', () => {
  const operation = operationOf('crm', 'listInbox')
  const [before, after] = ['old', 'new'].map((accessToken) =>
    callersOf('crm', { ...guide, crm_users: guide.crm_users.map((user) => ({ ...user, accessToken })) }),
  )
  const draft = draftOf('crm', operation, before ?? [], guide)
  expect(toCall('crm', 'trial', operation, draft, after ?? []).headers).toEqual({ authorization: 'Bearer new' })
})

test('what is no JSON, or would be sent with another number, is told before it is sent', () => {
  expect(problemOf('{"a":')).toBe('This is not JSON.')
  expect(problemOf('{"a":1e999}')).toBe('1e999 would be sent as null.')
  expect(problemOf('[12345678901234567891]')).toBe('12345678901234567891 would be sent as 12345678901234567000.')
  expect(problemOf('1e-999')).toBe('1e-999 would be sent as 0.')
  for (const number of ['12345678901234567.89', '12345678901234567891.0', '1.2345678901234567891e19', '0.1000000000000000055'])
    expect(problemOf(number)).toContain(`${number} would be sent as `)
  for (const text of [
    '{"a":1}',
    '-1.50e3',
    '"1e999 \\" 12345678901234567891"',
    '9007199254740992',
    '[100000000000000000000, 0.0, -0, 5e-324]',
  ])
    expect(problemOf(text)).toBeUndefined()
})

test('a value that would lead elsewhere, or that no header can hold, is told before it is sent', () => {
  const [company] = operationOf('ar', 'approveAction').parameters as [ParameterObject]
  const [header] = operationOf('ar', 'receiveMergeWebhook').parameters.filter((each) => each.in === 'header') as [ParameterObject]
  expect([' .. ', '.', '...', 'a..b', '%2e%2e', '€'].map((value) => troubleWith(company, value))).toEqual([
    'A path with “..” leads elsewhere.',
    'A path with “.” leads elsewhere.',
    ...[undefined, undefined, undefined, undefined],
  ])
  expect(['sig€', 'a\tb', 'é', '\u0000', '..'].map((value) => troubleWith(header, value))).toEqual([
    'A header cannot hold “€”.',
    ...[undefined, undefined],
    'A header cannot hold “\u0000”.',
    undefined,
  ])
})

test('each caller is offered once, and ids of this world for parameters that hold some', () => {
  const callers = callersOf('ar', guide).map(({ authorization }) => authorization)
  expect(callers.length).toBeGreaterThan(1)
  expect(new Set(callers).size).toBe(callers.length)
  const [, action] = operationOf('ar', 'approveAction').parameters
  expect(samplesFor('ar', action as never, guide)).toContain(guide.samples.actions.proposed)
})

test('who is chosen calls in their own company, unless another one was filled in', () => {
  const operation = operationOf('ar', 'listCustomers')
  const callers = callersOf('ar', guide)
  const [first, other] = guide.companies.map(({ id, members }) => ({ id, member: `${members[0]?.id}` }))
  const draft = draftOf('ar', operation, callers, guide)
  const companyFor = (as: string, values = {}) => filledIn(draft, { as, values }, callers).values.company_id
  expect(draft).toMatchObject({ as: first?.member, values: { company_id: first?.id } })
  expect(companyFor(`${other?.member}`)).toBe(other?.id)
  expect(companyFor('')).toBe(first?.id)
  for (const as of [`${first?.member}`, '', `${other?.member}`]) expect(companyFor(as, { company_id: 'mine' })).toBe('mine')
})

test('what was filled in by hand lies over what this world has now, and nobody calls as who is no longer there', () => {
  const operation = operationOf('ar', 'logManualCommunication')
  const callers = callersOf('ar', guide)
  const draft = draftOf('ar', operation, callers, guide)
  const values = { customer_id: 'typed' }
  expect(filledIn(draft, { as: '', values }, callers)).toEqual({ ...draft, as: '', values: { ...draft.values, ...values } })
  expect(filledIn(draft, { as: 'gone' }, callers)).toEqual(draft)
  expect(filledIn(draft, { as: 'gone' }, [])).toMatchObject({ as: '' })
  expect(() => toCall('ar', 'trial', operation, draft, [])).toThrow('Who is chosen is no longer in this world.')
})

test('what is filled in is of this world: another seed has other ids', () => {
  const operation = operationOf('ar', 'approveAction')
  const known = draftOf('ar', operation, [], guide).values.action_id
  expect(known).toBe(operation.parameters[1]?.example)
  const other = { ...guide, samples: { ...guide.samples, actions: { proposed: 'another' } } }
  expect(draftOf('ar', operation, [], other).values.action_id).toBe('another')
})

test('schemas are told in words', () => {
  const document = documents.ar as never
  expect(typeOf(document, { type: ['string', 'null'] })).toBe('string or null')
  expect(typeOf(document, { anyOf: [{ type: 'string', format: 'uuid' }, { type: 'null' }] })).toBe('string (uuid) or null')
  expect(typeOf(document, { type: 'array', items: { $ref: '#/components/schemas/Action' } })).toBe('list of Action')
  expect(limitsOf(document, { type: 'integer', minimum: 1, default: 20 })).toBe('at least 1, usually 20')
  expect(fieldsOf(document, { $ref: '#/components/schemas/Action' }).map(({ name }) => name)).toContain('draft_subject')
})
