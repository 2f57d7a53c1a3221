import { expect } from 'vitest'
import { codes } from '../../src/crm/conventions/refusals.ts'
import { collections } from '../../src/data/index.ts'
import { createSimulator, FaultError, JournalError, type NewFault, type World } from '../../src/index.ts'
import { callerIn } from '../support/caller.ts'
import { type Answer, client } from '../support/client.ts'
import { crmClient } from '../support/crm.ts'
import { rule } from '../support/rule.ts'

const DOWN = { status: 503 } as const

/** What the fields of a fault are refused for. */
function issuesOf(world: World, fault: unknown): unknown {
  try {
    return world.faults.add(fault as NewFault)
  } catch (error) {
    if (error instanceof FaultError) return Object.fromEntries(error.issues.map(({ path, message }) => [path.join('.'), message]))
    throw error
  }
}

const hitsOf = (world: World): number[] => world.faults.list().map(({ hits }) => hits)
const statuses = (n: number, get: () => Answer): number[] => Array.from({ length: n }, () => get().status)

rule('C', 'a fault answers in the words of the API that is called', () => {
  const { world, ar, crm, call } = crmClient()
  const said = (status: number, get: () => Answer) => {
    world.faults.clear()
    world.faults.add({ answer: { status } })
    const answer = get()
    expect(answer.status).toBe(status)
    return answer.body
  }
  const [arWords, crmWords] = [
    (status: number) => said(status, () => ar('GET actions')).detail,
    (status: number) => said(status, () => crm('GET email/inbox')).error,
  ]
  expect([400, 401, 403, 404, 409, 418, 422, 429, 500, 502, 503, 599].map(arWords)).toEqual([
    'Malformed request.',
    'Authentication credentials were not provided.',
    'You do not have permission to perform this action.',
    'Not found.',
    'Conflict.',
    "I'm a Teapot.",
    'Unprocessable Content.',
    'Request was throttled. Expected available in 1 second.',
    'A server error occurred.',
    'Bad Gateway.',
    'Service temporarily unavailable, try again later.',
    'Server Error.',
  ])
  const known = Object.values(codes)
  for (const status of [402, 410, 418, 422, 501, 599]) expect(known).toContain(crmWords(status).code)
  expect([401, 422, 429, 500, 503].map(crmWords)).toEqual([
    { code: 'UNAUTHORIZED', message: 'Authentication required', details: [] },
    { code: 'VALIDATION_ERROR', message: 'Unprocessable Content', details: [] },
    { code: 'RATE_LIMITED', message: 'Too Many Requests', details: [] },
    { code: 'INTERNAL_ERROR', message: 'Internal Server Error', details: [] },
    { code: 'SERVICE_UNAVAILABLE', message: 'Service Unavailable', details: [] },
  ])
  const page = world.handle({ method: 'GET', url: '/__oauth/consent', origin: 'http://127.0.0.1', headers: {} })
  expect([page.status, page.headers['content-type'], page.body.includes('Service Unavailable.')]).toEqual([
    503,
    'text/html; charset=utf-8',
    true,
  ])
  expect(call('PUT /__storage/x').body.error.code).toBe('SERVICE_UNAVAILABLE')
})

rule('C', '429 and 503 say when to come back, in a second unless told', () => {
  const { world, ar } = client()
  const later = (answer: NonNullable<NewFault['answer']>) => {
    world.faults.clear()
    world.faults.add({ answer })
    const { headers, body } = ar('GET actions')
    return [headers['retry-after'], body.detail]
  }
  expect(later({ status: 429 })).toEqual(['1', 'Request was throttled. Expected available in 1 second.'])
  expect(later({ status: 429, headers: { 'Retry-After': '30' } })).toEqual([
    '30',
    'Request was throttled. Expected available in 30 seconds.',
  ])
  const date = 'Wed, 21 Oct 2026 07:28:00 GMT'
  expect(later({ status: 503, headers: { 'retry-after': date } })[0]).toBe(date)
  expect(later({ status: 429, headers: { 'retry-after': date } })).toEqual([date, 'Request was throttled.'])
  expect(later({ status: 500 })[0]).toBeUndefined()
})

rule('C', 'a fault may answer with headers and a body of its own', () => {
  const { world, ar } = client()
  const get = (answer: NonNullable<NewFault['answer']>) => {
    world.faults.clear()
    world.faults.add({ answer })
    const [method, url] = ['GET', '/api/companies/x/actions']
    const { status, headers, body } = world.handle({ method, url, origin: 'http://127.0.0.1', headers: {} })
    return [status, headers['content-type'], body]
  }
  expect(get({ status: 500, body: { odd: [1, null] } })).toEqual([500, 'application/json', '{"odd":[1,null]}'])
  expect(get({ status: 502, body: '<h1>Bad</h1>', headers: { 'Content-Type': 'text/html' } })).toEqual([
    502,
    'text/html',
    '<h1>Bad</h1>',
  ])
  expect(get({ status: 200, body: 'hello' })).toEqual([200, 'text/plain; charset=utf-8', 'hello'])
  expect(get({ status: 200, body: null })).toEqual([200, 'application/json', 'null'])
  expect(get({ status: 204 })).toEqual([204, undefined, ''])
  world.faults.clear()
  world.faults.add({ answer: { status: 401, headers: { 'X-Own': 'yes' } } })
  expect(ar('GET actions').headers).toMatchObject({ 'x-own': 'yes', 'www-authenticate': 'Token' })
})

rule('C', 'what a fault answers has a hint of it; what is only late is as ever', () => {
  const { world, ar } = client()
  const before = ar('GET actions')
  world.faults.add({ delayMs: 10, times: 1 })
  world.faults.add({ answer: DOWN })
  const { fault, delivery, ...late } = ar('GET actions') as Answer & { fault?: string; delivery?: unknown }
  expect([fault, delivery, late]).toEqual(['fault-1', { delayMs: 10 }, before])
  expect(ar('GET actions').headers['x-sim-warning']).toEqual(['This is the fault "fault-2".'])
})

rule('C', 'a fault hits the calls that match all that it names', () => {
  const { world, ar, crm, samples, companyId } = crmClient()
  const id = samples.actions?.proposed
  const [member] = client({ world }).call('GET /__sim').body.companies[0].members
  const calls = {
    list: () => ar('GET actions'),
    get: () => ar(`GET actions/${id}`),
    head: () => ({
      ...world.handle({ method: 'HEAD', url: `/api/companies/${companyId}/actions`, origin: 'http://a.test', headers: {} }),
    }),
    teammate: () => ar('GET actions', undefined, 'teammate'),
    approve: () => ar(`POST actions/${id}/approve`, { comment: 'yes', final_content: 'Dear all' }),
    inbox: () => crm('GET email/inbox'),
  }
  const hit = (match: NonNullable<NewFault['match']>) => {
    world.reset()
    world.faults.add({ match, answer: { status: 599 } })
    return Object.entries(calls).flatMap(([name, send]) => (send().status === 599 ? [name] : []))
  }
  const all = Object.keys(calls)
  const ofAr = all.filter((name) => name !== 'inbox')
  expect(hit({})).toEqual(all)
  expect(hit({ api: 'ar' })).toEqual(ofAr)
  expect(hit({ api: 'crm' })).toEqual(['inbox'])
  expect(hit({ operation: 'getAction' })).toEqual(['get'])
  expect(hit({ operation: 'ar.getAction' })).toEqual(['get'])
  expect(hit({ method: 'GET' })).toEqual(['list', 'get', 'teammate', 'inbox'])
  expect(hit({ method: 'HEAD' })).toEqual(['head'])
  expect(hit({ path: `/api/companies/${companyId}/actions` })).toEqual(['list', 'head', 'teammate'])
  expect(hit({ path: '/api/companies/*/actions/*' })).toEqual(['get', 'approve'])
  expect(hit({ path: '*/approve' })).toEqual(['approve'])
  expect(hit({ path: '/api/*actions*prove' })).toEqual(['approve'])
  expect(hit({ path: '/api/*nothing*' })).toEqual([])
  expect(hit({ path: '/api/companies/*/actions/*/approve/' })).toEqual(['approve'])
  for (const caller of [member.id, member.name, member.username])
    expect([caller, hit({ caller })]).toEqual([caller, ['list', 'get', 'approve']])
  expect(hit({ body: { comment: 'yes' } })).toEqual(['approve'])
  expect(hit({ body: { comment: 'no' } })).toEqual([])
  expect(hit({ api: 'ar', method: 'POST', body: { final_content: 'Dear all', comment: 'yes' } })).toEqual(['approve'])
  expect(hit({ api: 'crm', method: 'POST' })).toEqual([])
})

rule('C', 'a caller of a fault or a filter is somebody who is there, by id, name, username or role, and one person', () => {
  const { world, ar, call } = client()
  const [member] = call('GET /__sim').body.companies[0].members
  const hits = (caller: string) => {
    world.faults.clear()
    world.faults.add({ match: { caller }, answer: DOWN })
    return [ar('GET actions').status, ar('GET actions', undefined, 'teammate').status]
  }
  expect(hits('owner')).toEqual([503, 200])
  expect(hits('admin')).toEqual([200, 503])
  world.faults.clear()
  for (const word of [member.id, member.name, member.username, 'owner'])
    expect([word, world.calls('listActions', { caller: word }).length]).toEqual([word, 2])
  const whyNot = (caller: string) => {
    expect(() => world.verify('listActions', { caller }, 0)).toThrow(JournalError)
    const fault = { match: { caller }, answer: DOWN }
    expect(() => world.faults.add(fault)).toThrow(FaultError)
    try {
      world.journal.entries({ caller })
    } catch (error) {
      return (error as Error).message
    }
  }
  expect(whyNot('ownr')).toBe('Nobody is called "ownr". Did you mean "owner"?')
  expect(whyNot('onwer')).toBe('Nobody is called "onwer". Did you mean "owner"?')
  expect(whyNot('no such person')).toMatch(/There is: member, owner, admin, /)
  expect(whyNot('no such person')).toMatch(/^Nobody is called "no such person"\. There is: .*, Elton Auer, .* and others\.$/)
  // Somebody who is a member of two companies is one person.
  world.faults.add({ match: { caller: 'Elton Auer' }, answer: DOWN })
  const db = collections(world)
  const other = db.users.create({ username: 'other@auer.example', first_name: 'Elton', last_name: 'Auer' })
  expect(whyNot('Elton Auer')).toBe(
    `There are several called "Elton Auer": elton.auer@gutmann.example, ${other.username}. Say which.`,
  )
  expect(() => world.faults.add({ match: { api: 'crm', caller: 'owner' }, answer: DOWN })).toThrow('Nobody is called "owner".')
})

rule('C', 'calls of somebody who is gone are still found by name', () => {
  const { world, ar } = client()
  const db = collections(world)
  ar('GET actions', undefined, 'teammate')
  const id = world.calls('listActions')[0]?.caller?.id ?? ''
  db.members.delete((q) => q.where({ id }))
  expect(world.calls('listActions', { caller: id })).toHaveLength(1)
})

rule('C', 'a CRM user is matched by id, name or e-mail address', () => {
  const { world, crm, users } = crmClient()
  const [user] = users
  for (const caller of [String(user?.id), user?.email ?? '']) {
    world.faults.clear()
    world.faults.add({ match: { caller }, answer: DOWN })
    expect([crm('GET email/inbox').status, crm('GET email/inbox', undefined, 'colleague').status]).toEqual([503, 200])
  }
})

rule('C', 'the body of a call holds the parts that a fault names, at any depth', () => {
  const { world, call } = client()
  const sent = { username: 'a', more: { deep: [1, { x: 2, y: 3 }], n: null } }
  const isHit = (body: NonNullable<NewFault['match']>['body']) => {
    world.faults.clear()
    world.faults.add({ match: { operation: 'ar.login', body }, answer: DOWN })
    return call('POST /api/auth/login', sent).status === 503
  }
  for (const body of [{}, { more: {} }, { more: { deep: [1, { y: 3 }] } }, { more: { n: null } }])
    expect([body, isHit(body)]).toEqual([body, true])
  for (const body of [
    { more: [] },
    { more: { deep: [1] } },
    { more: { deep: [1, { y: 4 }] } },
    { more: null },
    { toString: null },
  ])
    expect([body, isHit(body)]).toEqual([body, false])
  world.faults.clear()
  world.faults.add({ match: { body: { username: 'a' } }, answer: DOWN })
  expect(call('POST /api/auth/login', sent, { 'content-type': 'text/plain' }).status).toBe(415)
  expect(call('POST /api/auth/login', [1]).status).toBe(400)
})

rule('C', 'the query and the headers of a call hold what a fault names', () => {
  const { world, ar, companyId } = client()
  world.faults.add({ match: { operation: 'listActions', query: { page: '2' } }, answer: { status: 599 } })
  expect(['', '?page=1', '?page=2', '?page_size=5&page=2'].map((query) => ar(`GET actions${query}`).status)).toEqual([
    200, 200, 599, 599,
  ])
  world.faults.clear()
  world.faults.add({ match: { query: { a: ['1', '2'] }, headers: { 'X-Client': 'nightly' } }, answer: { status: 599 } })
  const statusOf = (query: string, headers: Record<string, string>) =>
    world.handle({ method: 'GET', url: `/api/companies/${companyId}/actions${query}`, origin: 'http://a.test', headers }).status
  expect(statusOf('?a=1&a=2', { 'x-client': 'nightly' })).toBe(599)
  expect(statusOf('?a=1', { 'x-client': 'nightly' })).toBe(401)
  expect(statusOf('?a=1&a=2', { 'x-client': 'Nightly' })).toBe(401)
  expect(statusOf('?a=1&a=2', {})).toBe(401)
})

rule('C', 'a fault that no call can meet is refused', () => {
  const { world } = crmClient()
  const refused = (match: object) => issuesOf(world, { match, delayMs: 1 })
  expect(refused({ operation: 'approveAction', method: 'GET' })).toEqual({ 'match.method': 'approveAction is called by POST.' })
  expect(refused({ operation: 'crm.login', path: '/api/auth/login' })).toEqual({
    'match.path': expect.stringMatching(/^login is called at \//),
  })
  for (const match of [{ api: 'crm', path: '/api/companies/*' }, { path: '/api/nothing' }, { path: '*/' }])
    expect(refused(match)).toEqual({ 'match.path': 'No operation that is meant has such a path.' })
  expect(refused({ api: 'consent', method: 'DELETE' })).toEqual({
    'match.method': 'No operation that is meant has such a method.',
  })
  expect(refused({ operation: 'approveAction', method: 'FETCH' })).toEqual({ 'match.method': expect.stringContaining('GET') })
  expect(refused({ operation: 'listActions', api: 'crm' })).toEqual({
    'match.operation': 'listActions is of ar, and not of crm.',
  })
  expect(refused({ operation: undefined, opration: undefined })).toEqual({
    'match.opration': 'There is no such field. Did you mean "operation"?',
  })
  expect(issuesOf(world, { delayMs: 1, times: undefined, colour: undefined })).toEqual({
    colour: expect.stringContaining('There is no such field.'),
  })
  for (const match of [{ method: 'GET' }, { method: 'HEAD' }, { operation: 'listActions' }])
    expect(refused({ ...match, body: { a: 1 } })).toEqual({ 'match.body': 'The body of a GET is not read.' })
  for (const body of ['text', [1], null, 5])
    expect(refused({ body })).toEqual({ 'match.body': 'A body that is read is a JSON object.' })
  expect(refused({ headers: { 'a b': 'x' } })).toEqual({ 'match.headers.a b': 'This is no name of a header.' })
  for (const [field, misplaced] of [
    ['operation', { operation: undefined }],
    ['match.status', { match: { status: undefined } }],
    ['answer.times', { answer: { status: 503, times: undefined } }],
  ] as const)
    expect(issuesOf(world, { delayMs: 1, ...misplaced })).toEqual({ [field]: expect.stringContaining('There is no such field.') })
  for (const { name, basePath, operations } of createSimulator().apis)
    for (const { id, method, path } of name === 'sim' ? [] : operations)
      for (const given of [basePath + path, (basePath + path).replace(/\{\w+\}/g, 'x')])
        world.faults.add({ match: { api: name, operation: `${name}.${id}`, method, path: given } as never, delayMs: 1 })
})

rule('C', 'after lets calls through first, times ends it, and the next fault takes over', () => {
  const { world, ar } = client()
  world.faults.add({ match: { operation: 'listActions' }, answer: { status: 500 }, after: 1, times: 2 })
  world.faults.add({ answer: { status: 502 }, after: 2, times: 1 })
  expect(statuses(6, () => ar('GET actions'))).toEqual([200, 500, 500, 200, 502, 200])
  expect(world.faults.list()).toMatchObject([
    { seen: 3, hits: 2 },
    { seen: 3, hits: 1 },
  ])
})

rule('C', 'chance follows from the seed: a run can be repeated, and another seed has another', () => {
  const run = (seed: number) => {
    const { world, ar } = client({ seed })
    world.faults.add({ answer: DOWN, probability: 0.3 })
    return statuses(200, () => ar('GET actions'))
  }
  const [one, again, other] = [run(1), run(1), run(2)]
  expect(again).toEqual(one)
  expect(other).not.toEqual(one)
  for (const each of [one, other]) {
    const hits = each.filter((status) => status === 503).length
    expect([hits > 35, hits < 85]).toEqual([true, true])
  }
})

rule('C', 'jitter is added to the delay, by a chance that can be repeated', () => {
  const run = () => {
    const { world } = client()
    world.faults.add({ delayMs: 1_000, jitterMs: 500 })
    const get = () => world.handle({ method: 'GET', url: '/api/companies/x/actions', origin: 'http://127.0.0.1', headers: {} })
    return Array.from({ length: 50 }, () => get().delivery?.delayMs ?? 0)
  }
  const delays = run()
  expect(run()).toEqual(delays)
  expect([Math.min(...delays) >= 1_000, Math.max(...delays) <= 1_500, new Set(delays).size > 30]).toEqual([true, true, true])
})

rule('C', 'a lost response and a truncated one are carried out, and what is late or slow; all else is not', () => {
  const carriedOut = (fault: NewFault) => {
    const { world, ar, samples } = client()
    world.faults.add(fault)
    ar(`POST actions/${samples.actions?.proposed}/approve`)
    world.faults.clear()
    return ar(`GET actions/${samples.actions?.proposed}`).body.status === 'processing'
  }
  const done: NewFault[] = [{ lose: 'response' }, { connection: 'truncated' }, { delayMs: 5 }, { bytesPerSecond: 5 }]
  const undone: NewFault[] = [
    { answer: DOWN },
    { lose: 'request' },
    { connection: 'reset' },
    { connection: 'empty' },
    { connection: 'garbage' },
  ]
  expect(done.map(carriedOut)).toEqual(done.map(() => true))
  expect(undone.map(carriedOut)).toEqual(undone.map(() => false))
})

rule('C', 'a fault counts its hits whatever came of the call, also of one that is refused or has no credentials', () => {
  const { world, ar, call, companyId } = client()
  world.faults.add({ match: { api: 'ar' }, delayMs: 1 })
  expect(ar('POST actions/nothing/approve').status).toBe(404)
  expect(call(`GET /api/companies/${companyId}/actions`).status).toBe(401)
  expect(hitsOf(world)).toEqual([2])
  world.faults.clear()
  world.faults.add({ answer: DOWN })
  expect(call(`GET /api/companies/${companyId}/actions`).status).toBe(503)
})

rule('C', 'what finds no operation meets no fault, nor do the control API and preflights', () => {
  const { world, simulator, call, ar } = client()
  world.faults.add({ answer: DOWN })
  const asked = { origin: 'http://localhost:3000', 'access-control-request-method': 'GET' }
  const preflight = simulator.handle({
    method: 'OPTIONS',
    url: '/api/companies/x/actions',
    origin: 'http://127.0.0.1',
    headers: asked,
  })
  expect([
    call('GET /api/nothing').status,
    ar('DELETE actions').status,
    call('GET /__sim/clock').status,
    call('POST /__sim/worlds', { id: 'w' }).status,
    preflight.status,
  ]).toEqual([404, 405, 200, 201, 204])
  expect(hitsOf(world)).toEqual([0])
})

rule('C', 'a page of the simulator that only looks meets no fault', () => {
  const { world, call } = client()
  world.faults.add({ answer: DOWN })
  const look = (site: string) =>
    call('GET /api/companies/x/actions', undefined, { 'x-sim-observer': '1', 'sec-fetch-site': site }).status
  expect([look('same-origin'), look('same-site'), look('none')]).toEqual([401, 503, 503])
  expect(call('GET /api/companies/x/actions', undefined, { 'x-sim-observer': '1' }).status).toBe(503)
})

rule('C', 'pages that may call the API can read what a fault answers', () => {
  const { simulator } = client()
  simulator.world().faults.add({ answer: { status: 429 }, delayMs: 5 })
  const get = (origin: string) =>
    simulator.handle({ method: 'GET', url: '/api/companies/x/actions', origin: 'http://127.0.0.1', headers: { origin } })
  const { status, headers, delivery } = get('http://localhost:3000')
  expect([status, headers['access-control-allow-origin'], delivery]).toEqual([429, 'http://localhost:3000', { delayMs: 5 }])
  expect(headers['access-control-expose-headers']).toContain('Retry-After')
  expect(get('https://evil.example').status).toBe(403)
})

rule('C', 'HEAD has the length of what a fault answers', () => {
  const { world } = client()
  world.faults.add({ answer: { status: 500, body: 'four' } })
  const { body, headers } = world.handle({
    method: 'HEAD',
    url: '/api/companies/x/actions',
    origin: 'http://127.0.0.1',
    headers: {},
  })
  expect([body, headers['content-length']]).toEqual(['', '4'])
})

rule('C', 'faults and their hits are part of the world: forked with it, reset with it, and of no other', () => {
  const { simulator, world, ar } = client()
  const other = client({ simulator, world: simulator.world('other') })
  world.faults.add({ answer: DOWN, times: 2 })
  expect([ar('GET actions').status, other.ar('GET actions').status]).toEqual([503, 200])
  const copy = client({ simulator, world: simulator.fork('copy', { from: 'default' }) })
  expect([ar('GET actions').status, ar('GET actions').status]).toEqual([503, 200])
  expect([copy.ar('GET actions').status, copy.ar('GET actions').status]).toEqual([503, 200])
  copy.world.reset()
  expect(hitsOf(copy.world)).toEqual([1])
  world.reset()
  expect([world.faults.list(), other.world.faults.list(), world.isUntouched]).toEqual([[], [], true])
  expect(world.faults.add({ delayMs: 1 }).id).toBe('fault-1')
})

rule('C', 'a fault is used up in a world that the call makes, too', () => {
  const saved = client()
  saved.world.faults.add({ answer: DOWN, times: 1 })
  const simulator = createSimulator({ world: JSON.parse(JSON.stringify(saved.world.save())) })
  const { path, headers } = callerIn(simulator, saved.world)
  const url = `/~fresh/api/companies/${path.company_id}/actions`
  const get = () => simulator.handle({ method: 'GET', url, origin: 'http://127.0.0.1', headers: { ...headers } })
  expect([get().status, get().status]).toEqual([503, 200])
  expect(
    simulator
      .world('fresh')
      .calls('listActions')
      .map(({ response }) => response.status),
  ).toEqual([503, 200])
})

rule('C', 'a number of a fault is not used again in a world', () => {
  const { world } = client()
  world.faults.add({ delayMs: 1 })
  world.faults.clear()
  expect([world.faults.add({ delayMs: 1 }).id, world.faults.remove('fault-1'), world.faults.remove('fault-2')]).toEqual([
    'fault-2',
    false,
    true,
  ])
})

rule('C', 'chance is the same again in a world that is taken back', () => {
  const { world, ar } = client()
  world.snapshots.take('before')
  const chances = () => {
    world.snapshots.restore('before')
    world.faults.add({ answer: DOWN, probability: 0.5 })
    return statuses(20, () => ar('GET actions'))
  }
  expect(chances()).toEqual(chances())
})

rule('C', 'a fault that cannot be is refused with every field that is wrong, and nothing has changed', () => {
  const { world, call } = client()
  expect(issuesOf(world, { wait: 1, match: { opration: 'x', path: 3 }, times: 0, delayMs: -1 })).toEqual({
    wait: expect.stringContaining('There is no such field.'),
    'match.opration': 'There is no such field. Did you mean "operation"?',
    'match.path': expect.any(String),
    times: 'A number of at least 1 is required.',
    delayMs: 'A time is not below zero.',
  })
  expect(issuesOf(world, { match: { operation: 'crm.sendEmial', path: 'x', api: 3 }, times: 0, answr: {} })).toEqual({
    answr: 'There is no such field. Did you mean "answer"?',
    'match.api': expect.any(String),
    'match.operation': 'There is no operation "crm.sendEmial". Did you mean "crm.sendEmail"?',
    'match.path': 'A path begins with "/" or "*".',
    times: 'A number of at least 1 is required.',
  })
  expect(issuesOf(world, { match: { operation: 'crm.sendEmial', path: 'x' }, connection: 'reset', lose: 'request' })).toEqual({
    'match.operation': 'There is no operation "crm.sendEmial". Did you mean "crm.sendEmail"?',
    'match.path': 'A path begins with "/" or "*".',
    lose: 'A fault has one of answer, connection and lose, and this one has connection and lose.',
  })
  for (const [field, value] of [
    ['delayMs', 1.5],
    ['delayMs', 1e300],
    ['delayMs', '5'],
    ['jitterMs', 600_001],
    ['bytesPerSecond', 0],
    ['after', -1],
    ['times', 1e12],
    ['probability', 1.1],
    ['connection', 'rest'],
    ['lose', 'both'],
    ['answer', { status: 600 }],
    ['answer', { status: 199 }],
    ['answer', {}],
    ['answer', 503],
    ['match', []],
  ] as const)
    expect([field, value, Object.keys(issuesOf(world, { delayMs: 1, [field]: value }) as object)[0]?.split('.')[0]]).toEqual([
      field,
      value,
      field,
    ])
  const slow = (way: object) => issuesOf(world, { ...way, bytesPerSecond: 5 } as never)
  for (const way of [{ lose: 'request' }, { connection: 'reset' }, { connection: 'empty' }])
    expect(slow(way), JSON.stringify(way)).toEqual({ bytesPerSecond: 'There is no answer that could be slow.' })
  const cyclic: Record<string, unknown> = {}
  cyclic.self = cyclic
  for (const fault of [undefined, null, 3, [], cyclic, { delayMs: 1n }, { match: { body: 'x'.repeat(100_001) }, delayMs: 1 }])
    expect(() => world.faults.add(fault as never)).toThrow(FaultError)
  const answer = call('POST /__sim/faults', { dealyMs: 5 })
  expect([answer.status, answer.headers['x-sim-warning']]).toEqual([400, undefined])
  expect([world.changes(), world.isUntouched]).toEqual([[], true])
})

rule('C', 'a fault answers with headers that an answer can have, and a body where there can be one', () => {
  const { world } = client()
  const answering = (answer: object) => issuesOf(world, { answer: { status: 200, ...answer } as never })
  const ofTransport = ['Connection', 'Content-Length', 'Keep-Alive', 'Transfer-Encoding', 'Trailer', 'Upgrade', 'Date']
  const refused: [name: string, value: string, why: string][] = [
    ...ofTransport.map((name): [string, string, string] => [name, '1', 'This header is made by the connection.']),
    ['a b', '1', 'This is no name of a header.'],
    ['', '1', 'This is no name of a header.'],
    ['x-line', 'a\r\nset-cookie: b', 'A header has no line breaks, and no characters past U+00FF.'],
    ['x-letter', '\u0100', 'A header has no line breaks, and no characters past U+00FF.'],
  ]
  for (const [name, value, why] of refused)
    expect(answering({ headers: { [name]: value } }), name).toEqual({ [`answer.headers.${name}`]: why })
  for (const status of [204, 205, 304])
    expect(answering({ status, body: 'x' })).toEqual({ 'answer.body': `An answer with the status ${status} has no body.` })
  for (const value of ['', '\t \x7e\x80\xff'])
    expect(() => world.faults.add({ answer: { status: 204, headers: { 'x-any': value } } })).not.toThrow()
})

rule('C', 'the journal tells which faults came and went', () => {
  const { world } = client()
  const { id } = world.faults.add({ answer: DOWN })
  const late = world.faults.add({ delayMs: 5 })
  world.faults.remove(id)
  world.faults.clear()
  world.faults.clear()
  expect(world.journal.entries().map((entry) => entry.kind === 'control' && [entry.action, entry.subject])).toEqual([
    ['fault-added', { id, match: {}, answer: DOWN }],
    ['fault-added', { id: late.id, match: {}, delayMs: 5 }],
    ['fault-removed', id],
    ['faults-cleared', undefined],
  ])
})

rule('C', 'a fault is a copy of what was given', () => {
  const { world, ar } = client()
  const given = { answer: { status: 503, body: { a: 1 } } }
  world.faults.add(given)
  given.answer.body.a = 2
  expect(ar('GET actions').body).toEqual({ a: 1 })
})

rule('C', 'a world has at most 1,000 faults', () => {
  const { world, call } = client()
  for (let i = 0; i < 1_000; i++) world.faults.add({ delayMs: 1 })
  const { status, body } = call('POST /__sim/faults', { delayMs: 1 })
  expect([status, body.error.details]).toEqual([400, [{ field: '', message: 'There are 1000 faults already. Remove some.' }]])
})

rule('C', 'which fault is to go is said', () => {
  const { world } = client()
  expect(() => world.faults.remove(undefined as never)).toThrow('Say which, or remove them all by `clear`.')
  expect(world.faults.remove('fault-9')).toBe(false)
})

rule('C', 'what JSON cannot hold is refused, so that no fault hits calls that it does not mean', () => {
  const { world } = client()
  const refused: readonly [fault: object, field: string][] = [
    [{ match: { operation: 'createCustomer', body: /nomatch/ }, ...DOWN }, 'match.body'],
    [{ match: { body: { a: [{ b: undefined }] } } }, 'match.body.a.0.b'],
    [{ match: { body: { a: new Map([['a', 1]]) } } }, 'match.body.a'],
    [{ match: { query: new URLSearchParams('a=1') } }, 'match.query'],
    [{ match: { headers: new Headers({ a: '1' }) } }, 'match.headers'],
    [{ match: { query: { page: undefined } } }, 'match.query.page'],
    [{ match: () => false }, 'match'],
    [{ answer: { status: 503, body: () => ({ a: 1 }) } }, 'answer.body'],
    [{ answer: { status: 503, headers: new Headers() } }, 'answer.headers'],
  ]
  for (const [fault, field] of refused)
    expect(issuesOf(world, fault)).toEqual({
      [field]: 'Give JSON: texts, numbers, true, false, null, lists or plain objects.',
    })
  expect(issuesOf(world, { match: { query: { page: 2 } }, delayMs: 1 })).toEqual({
    'match.query.page': 'A text, or a list of texts.',
  })
  class Sent {
    name = 'Acme'
  }
  const round: Record<string, unknown> = {}
  round.again = round
  expect(() => issuesOf(world, { match: { body: round } })).not.toThrow()
  expect(world.faults.list()).toEqual([])
  const fault = {
    match: { method: undefined, body: { ...new Sent(), own: Object.create(null), sent: new Sent() } },
    times: undefined,
  }
  expect(issuesOf(world, { ...fault, answer: { ...DOWN, body: undefined } })).toMatchObject({
    match: { body: { name: 'Acme', own: {}, sent: { name: 'Acme' } } },
  })
})

rule('C', 'who calls is sought in the API of the operation', () => {
  const { world } = client()
  const nobody = { 'match.caller': expect.stringContaining('Nobody is called "owner".') }
  expect(issuesOf(world, { match: { operation: 'listInbox', caller: 'owner' }, answer: DOWN })).toEqual(nobody)
  expect(() => world.calls('listInbox', { caller: 'owner' })).toThrow('Nobody is called "owner".')
  expect(world.calls('listActions', { caller: 'owner' })).toEqual([])
})

rule('C', 'a simulator of one API names only its operations', () => {
  const world = createSimulator({ apis: ['ar'] }).world()
  expect(world.faults.add({ match: { operation: 'login' }, delayMs: 1 }).match.operation).toBe('login')
  expect(issuesOf(world, { match: { api: 'crm' }, delayMs: 1 })).toEqual({ 'match.api': 'There is no API "crm". There is: ar.' })
})
