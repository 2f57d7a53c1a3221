import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { collections } from '../../src/data/index.ts'
import { type CallEntry, createSimulator, JournalError, type Simulator, type World } from '../../src/index.ts'
import { type Client, client } from '../support/client.ts'
import { crmClient } from '../support/crm.ts'
import { rule } from '../support/rule.ts'

const journalOf = ({ call }: Client, query = '') => call(`GET /__sim/journal${query}`).body

const hashOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex')

/** All that is in a world, and what time it is, as bytes. */
const dump = (world: World): string =>
  hashOf([world.clock.now(), world.clock.mode, world.tables.map((table) => [table.name, [...world.table(table).all()]])])

rule('C', 'a call is an entry: who called what, with which answer, and how many rows it changed', () => {
  const use = client()
  const { ar, world, samples, companyId } = use
  const path = `/api/companies/${companyId}/actions/${samples.actions?.proposed}/approve`
  const answer = ar(`POST actions/${samples.actions?.proposed}/approve?a=1&a=2&b=3`, { comment: 'Go', colour: 'red' })
  expect(journalOf(use)).toEqual([
    {
      number: 1,
      kind: 'call',
      at: '2026-06-01T14:00:00Z',
      api: 'ar',
      operation: 'approveAction',
      caller: { id: expect.any(String), name: expect.any(String) },
      request: {
        method: 'POST',
        path,
        query: { a: ['1', '2'], b: '3' },
        headers: { authorization: expect.any(String), 'content-type': 'application/json' },
        body: { comment: 'Go', colour: 'red' },
      },
      response: { status: 200, headers: expect.objectContaining({ 'content-type': 'application/json' }), body: answer.body },
      warnings: expect.arrayContaining(['The field "colour" is ignored.']),
      fault: null,
      delivery: null,
      changed: expect.any(Number),
    },
  ])
  const [{ changed }] = journalOf(use)
  const { rows } = use.call('GET /__sim/journal/1').body
  expect(rows).toHaveLength(changed)
  expect(rows).toContainEqual({
    table: 'actions',
    id: samples.actions?.proposed,
    before: expect.objectContaining({ status: 'proposed' }),
    after: expect.objectContaining({ status: answer.body.status }),
  })
  expect(world.journal.entries()).toEqual(journalOf(use))
  expect(world.journal.entry(1)?.rows).toEqual(rows)
})

rule('C', 'calls that are refused are entries too, those to the simulator itself are not', () => {
  const use = client()
  const { ar, call, companyId } = use
  ar('GET actions/none')
  call(`GET /api/companies/${companyId}/actions`)
  call('GET /api/nothing')
  call('GET /__sim/clock')
  call('GET /nothing')
  expect(journalOf(use)).toMatchObject([
    { operation: 'getAction', caller: { name: expect.any(String) }, response: { status: 404 }, changed: 0 },
    { operation: 'listActions', caller: null, response: { status: 401 } },
    { api: 'ar', operation: null, response: { status: 404 } },
  ])
})

rule('C', 'the calls that a browser makes for consent, and to stored files, are entries', () => {
  const { crm, world } = crmClient()
  const { location } = crm('GET oauth/google/authorize').headers
  const { pathname, search } = new URL(String(location))
  world.handle({ method: 'GET', url: pathname + search, origin: 'http://127.0.0.1', headers: {} })
  expect(world.journal.entries().map((entry) => entry.kind === 'call' && [entry.api, entry.operation])).toEqual([
    ['crm', 'authorizeOauth'],
    ['consent', 'showConsent'],
  ])
})

rule('C', 'a move of the clock is an entry with what happened on the way, a change of its mode too', () => {
  const use = client()
  const { ar, call, samples, world } = use
  ar(`POST actions/${samples.actions?.proposed}/approve`)
  const { fired } = call('PATCH /__sim/clock', { advance: 'P1D' }).body
  world.clock.setMode('running')
  expect(fired.length).toBeGreaterThan(0)
  expect(world.journal.entries({ kind: 'clock' })).toMatchObject([
    {
      number: 2,
      kind: 'clock',
      at: '2026-06-02T14:00:00Z',
      from: '2026-06-01T14:00:00Z',
      to: '2026-06-02T14:00:00Z',
      mode: 'frozen',
      fired,
    },
    { number: 3, kind: 'clock', mode: 'running', fired: [] },
  ])
  expect(call('PATCH /__sim/clock', { advance: 'nonsense' }).status).toBe(400)
  expect(world.journal.size).toBe(3)
})

rule('C', 'what a running clock makes happen is an entry of its own before the call that found it', () => {
  let now = Date.parse('2026-06-01T14:00:00Z')
  const use = client({ clock: 'running', machine: () => now })
  const { ar, samples, world } = use
  ar(`POST actions/${samples.actions?.proposed}/approve`)
  ar('GET actions')
  now += 86_400_000
  ar('GET actions')
  const [, , caughtUp, read] = world.journal.entries()
  expect(world.journal.size).toBe(4)
  expect(caughtUp).toMatchObject({ number: 3, kind: 'clock', to: '2026-06-02T14:00:00Z', mode: 'running' })
  expect(caughtUp?.kind === 'clock' && caughtUp.fired.length).toBeGreaterThan(0)
  expect(read).toMatchObject({ number: 4, kind: 'call', operation: 'listActions', changed: 0 })
})

rule('C', 'what a test changes by the collections is one entry for each of its calls', () => {
  const { world } = client()
  const db = collections(world)
  const customer = db.customers.create()
  db.invoices.createMany(3, () => ({ customer: customer.id, amount: 1 }))
  db.invoices.updateMany((q) => q.where({ customer: customer.id }), { data: () => ({ amount: 5 }) })
  db.invoices.deleteMany((q) => q.where({ customer: customer.id }))
  expect(() => db.invoices.create({ amount: 'many' as never })).toThrow()
  expect(world.journal.entries()).toMatchObject([
    { kind: 'data', table: 'customers', action: 'create', changed: 1 },
    { kind: 'data', table: 'invoices', action: 'createMany', changed: 3 },
    { kind: 'data', table: 'invoices', action: 'updateMany', changed: 3 },
    { kind: 'data', table: 'invoices', action: 'deleteMany', changed: 3 },
  ])
})

rule('C', 'the newest entry is the newest that is still there', () => {
  const { world, call, ar, samples } = client()
  const last = () => call('GET /__sim/journal/last')
  ar('GET actions')
  ar(`POST actions/${samples.actions?.proposed}/approve`)
  world.undo()
  expect(last().body).toMatchObject({ number: 1, operation: 'listActions' })
  call('DELETE /__sim/journal')
  expect(last()).toMatchObject({ status: 404, body: { error: { message: 'The journal is empty.' } } })
})

rule('C', 'headers of transport are left out', () => {
  const { world } = client()
  const headers = { host: 'a.example', connection: 'close', 'content-length': '0', 'accept-encoding': 'gzip', accept: '*/*' }
  world.handle({ method: 'GET', url: '/api/companies', origin: 'http://127.0.0.1', headers })
  const [entry] = world.journal.entries()
  expect(entry?.kind === 'call' && entry.request.headers).toEqual({ accept: '*/*' })
})

rule('C', 'JSON is shown as JSON, a text that is none as it came, other bytes by their number and type', () => {
  const { world } = client()
  const send = (body: string | Uint8Array, type: string) => {
    world.handle({ method: 'POST', url: '/api/auth/login/', origin: 'http://127.0.0.1', headers: { 'content-type': type }, body })
    const last = world.journal.entries().at(-1)
    return last?.kind === 'call' && last.request.body
  }
  expect(send('{"username":"a"}', 'application/json; charset=utf-8')).toEqual({ username: 'a' })
  expect(send(new TextEncoder().encode('{"username":"é"}'), 'application/json')).toEqual({ username: 'é' })
  expect(send('{"username":', 'application/json')).toBe('{"username":')
  expect(send('a=1&b=é', 'application/x-www-form-urlencoded')).toBe('a=1&b=é')
  expect(send(new TextEncoder().encode('é'), 'text/plain; charset=utf-8')).toBe('é')
  expect(send('{"username":"a"}', 'application/vnd.api+json')).toEqual({ username: 'a' })
  for (const type of ['image/png', 'x-text/plain', 'application/jsonish', ''])
    expect(send(new Uint8Array([1, 2, 3]), type)).toEqual({ bytes: 3, type })
})

rule('C', 'JSON that has more than a call may send is shown as it came, in what was sent and in what was answered', () => {
  const { world, call } = client()
  const lists = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)
  const fields = (count: number) => JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, i) => [`f${i}`, i])))
  const { id } = world.faults.add({
    match: { operation: 'ar.login' },
    answer: { status: 200, headers: { 'content-type': 'application/json' }, body: lists(5_000) },
  })
  const headers = { 'content-type': 'application/json' }
  const send = (body: string) => {
    world.handle({ method: 'POST', url: '/api/auth/login/', origin: 'http://127.0.0.1', headers, body })
    const { status, body: entry } = call('GET /__sim/journal/last')
    return { status, sent: entry.request?.body, answered: entry.response?.body }
  }
  for (const body of [lists(101), lists(5_000), lists(32_000), fields(1_001)])
    expect(send(body)).toEqual({ status: 200, sent: body, answered: lists(5_000) })
  world.faults.remove(id)
  expect(send(lists(100))).toMatchObject({ status: 200, sent: JSON.parse(lists(100)) })
  for (const query of ['', '?body={"a":1}']) expect(call(`GET /__sim/journal${query}`).status).toBe(200)
  expect(call('POST /__sim/verify', { operation: 'ar.login', body: { a: 1 } })).toMatchObject({
    status: 200,
    body: { actual: 0 },
  })
})

rule('C', 'what is undone is told, whatever a call of it has sent', () => {
  const { world, ar, call } = client()
  ar('POST customers', { customer_company_name: 'Acme' })
  const body = '['.repeat(5_000) + ']'.repeat(5_000)
  const headers = { 'content-type': 'application/json' }
  world.handle({ method: 'POST', url: '/api/auth/login/', origin: 'http://127.0.0.1', headers, body })
  const { status, body: told } = call('POST /__sim/undo', {})
  expect([status, told.undone]).toMatchObject([200, [{ operation: 'createCustomer' }, { request: { body } }]])
})

rule('C', 'a body of JSON that is one text, or null, stands in `text` as it was sent, and no other does', () => {
  const { world } = client()
  const send = (body?: string, type = 'application/json') => {
    const headers = { 'content-type': type }
    world.handle({ method: 'POST', url: '/api/auth/login/', origin: 'http://127.0.0.1', headers, ...(body && { body }) })
    const last = world.journal.entries().at(-1)
    return last?.kind === 'call' && [last.request.body, last.request.text]
  }
  expect(send('"abc"')).toEqual(['abc', '"abc"'])
  expect(send(' null')).toEqual([null, ' null'])
  expect(send()).toEqual([null, undefined])
  for (const body of ['abc', '{"a":"b"}', '5', '["abc"]']) expect(send(body)).toEqual([expect.anything(), undefined])
  expect(send('"abc"', 'text/plain')).toEqual(['"abc"', undefined])
})

rule('C', 'a body over 64 kB is cut and says so', () => {
  const use = client({ journalBytes: 400_000 })
  const sent = JSON.stringify({ username: 'x'.repeat(200_000) })
  for (let i = 0; i < 4; i++)
    use.world.handle({
      method: 'POST',
      url: '/api/auth/login/',
      origin: 'http://127.0.0.1',
      headers: { 'content-type': 'application/json' },
      body: sent,
    })
  const [{ request }] = journalOf(use)
  expect(request.body).toEqual({ bytes: sent.length, type: 'application/json', cut: sent.slice(0, 65_536) })
  // What was cut off takes no room.
  expect(use.world.journal.size).toBe(4)
})

rule('C', 'entries are found by kind, API, operation, method, path, status, caller and number', () => {
  const use = crmClient()
  const { ar, crm, world, samples } = use
  const id = samples.actions?.proposed
  ar(`GET actions/${id}`)
  ar(`POST actions/${id}/approve`)
  ar(`POST actions/${id}/approve`)
  crm('GET email/inbox')
  world.clock.advance('PT1S')
  const numbers = (query: string) => journalOf(use, `?${query}`).map(({ number }: { number: number }) => number)
  const [first] = world.calls('getAction')
  expect(numbers('kind=clock')).toEqual([5])
  expect(numbers('api=crm')).toEqual([4])
  expect(numbers('operation=approveAction')).toEqual([2, 3])
  expect(numbers('operation=ar.approveAction&status=2xx')).toEqual([2])
  expect(numbers('status=200&method=post')).toEqual([2])
  expect(numbers('path=/api/companies/*/actions/*')).toEqual([1, 2, 3])
  expect(numbers('path=/api/companies/*/approve')).toEqual([2, 3])
  expect(numbers(`caller=${encodeURIComponent(first?.caller?.name ?? '')}&limit=2`)).toEqual([2, 3])
  expect(numbers('after=1&limit=2')).toEqual([2, 3])
  expect(numbers('limit=2')).toEqual([4, 5])
  expect(world.calls('approveAction', { body: { comment: 'x' } })).toEqual([])
  ar('GET actions?page_size=3')
  ar('GET actions?page_size=4')
  expect(world.calls('listActions', { query: { page_size: '3' } }).map(({ number }) => number)).toEqual([6])
})

rule('C', 'calls that a fault left without an answer are found by the status 0', () => {
  const { ar, call, world } = client()
  world.faults.add({ match: { operation: 'listActions' }, connection: 'reset', times: 1 })
  ar('GET actions')
  ar('GET actions')
  expect(world.calls('listActions', { status: 0 }).map(({ number }) => number)).toEqual([2])
  world.verify('listActions', { status: '0' }, 1)
  expect(call('GET /__sim/journal?status=0').body).toMatchObject([{ number: 2, response: { status: 0 } }])
  for (const status of ['00', '0xx', '9xx']) expect(() => world.calls('listActions', { status })).toThrow('A status is like 404')
})

rule('C', 'a call that met a fault says what that did to its answer on the way', () => {
  const { ar, world } = client()
  world.faults.add({ lose: 'response', times: 1 })
  world.faults.add({ connection: 'truncated', delayMs: 5, times: 1 })
  world.faults.add({ connection: 'reset', times: 1 })
  world.faults.add({ answer: { status: 503 }, times: 1 })
  for (let at = 0; at < 4; at++) ar('GET members')
  expect(world.calls('listMembers').map(({ response, fault, delivery }) => [response.status, fault, delivery])).toEqual([
    [200, 'fault-1', { lose: 'response' }],
    [200, 'fault-2', { connection: 'truncated', delayMs: 5 }],
    [0, 'fault-3', { connection: 'reset' }],
    [503, 'fault-4', null],
  ])
})

rule('C', 'what a filter asks for must exist', () => {
  const { call, world } = client()
  const detail = (query: string) => call(`GET /__sim/journal?${query}`).body.error.details
  expect(detail('api=arr')).toEqual([{ field: 'api', message: 'There is no API "arr". Did you mean "ar"?' }])
  expect(detail('method=FETCH')[0].field).toBe('method')
  expect(detail('operation=crm.logn')).toEqual([
    { field: 'operation', message: 'There is no operation "crm.logn". Did you mean "crm.login"?' },
  ])
  expect(detail('after=-1')[0].field).toBe('after')
  expect(detail('limit=many')[0].field).toBe('limit')
  for (const query of [null, [], 5]) {
    const message = 'A query is an object with a text for each parameter.'
    expect(detail(`query=${JSON.stringify(query)}`)).toEqual([{ field: 'query', message }])
    expect(call('POST /__sim/verify', { operation: 'listActions', query }).body.error.details).toEqual([
      { field: 'query', message },
    ])
    expect(() => world.verify('listActions', { query: query as object as Record<string, string> })).toThrow(message)
  }
  expect(() => world.calls('nothing' as 'approveAction')).toThrow('There is no operation "nothing".')
})

rule('C', 'who asks for calls that steer, or for faults of them, is told that these are not kept and meet none', () => {
  const { call, world } = client()
  const why = 'Calls to /__sim and /openapi are not kept, and meet no faults.'
  for (const operation of ['setClock', 'sim.setClock']) {
    const message = `${operation} is called at /__sim/clock. ${why}`
    expect(call(`GET /__sim/journal?operation=${operation}`).body.error.details).toEqual([{ field: 'operation', message }])
    expect(() => world.verify(operation as 'approveAction', {}, 0)).toThrow(message)
    const fault = { match: { operation }, delayMs: 1 }
    expect(call('POST /__sim/faults', fault).body.error.details).toEqual([{ field: 'match.operation', message }])
  }
  expect(call('GET /__sim/journal?api=sim').body.error.details).toEqual([{ field: 'api', message: why }])
  expect(() => world.calls('setClok' as 'approveAction')).toThrow('There is no operation "setClok".')
})

rule('C', 'numbers only grow, through a cleared list, an undo and a reset', () => {
  const use = client()
  const { ar, world, call } = use
  const last = () => world.journal.entries().at(-1)?.number
  ar('GET actions')
  ar('GET actions')
  world.undo({ to: 2 })
  expect(last()).toBe(1)
  ar('GET actions')
  expect(last()).toBe(3)
  expect(call('DELETE /__sim/journal').status).toBe(204)
  expect(journalOf(use)).toEqual([])
  ar('GET actions')
  expect(last()).toBe(4)
  world.reset()
  expect(journalOf(use)).toEqual([])
  ar('GET actions')
  expect(last()).toBe(5)
})

rule('C', 'the newest 1,000 entries are kept, or as many as told; with 0 none', () => {
  const kept = (options: object, calls: number) => {
    const { ar, world } = client(options)
    for (let i = 0; i < calls; i++) ar('GET actions/none')
    return world.journal.entries().map(({ number }) => number)
  }
  const all = kept({}, 1_010)
  expect([all.length, all[0], all.at(-1)]).toEqual([1_000, 11, 1_010])
  expect(kept({ journal: 2 }, 5)).toEqual([4, 5])
  expect(kept({ journal: 0 }, 5)).toEqual([])
  expect(() => createSimulator({ journal: -1 })).toThrow('journal is a whole number of at least 0.')
})

rule('C', 'of an entry that went because there was no room it is said that it is gone', () => {
  const { ar, call, world } = client({ journal: 2 })
  for (let i = 0; i < 5; i++) ar('GET actions/none')
  const gone = 'Entry 2 is gone, as are all up to 3.'
  expect(call('GET /__sim/journal/2').headers['x-sim-warning']).toEqual([gone])
  expect(() => world.undo({ to: 2 })).toThrow(gone)
  expect(call('GET /__sim/journal/6').headers['x-sim-warning']).toEqual(['There is no entry 6.'])
  expect(() => world.undo({ to: 6 })).toThrow('There is no entry 6.')
})

rule('C', 'where the journals have too little room the oldest states go first, then the oldest entries', () => {
  const { simulator, world } = client({ journalBytes: 60_000 })
  const db = collections(world)
  for (let i = 0; i < 10; i++) db.customers.create({ customer_company_name: `Customer ${i}` })
  const way = (number: number): string => {
    try {
      return simulator.fork(undefined, { from: 'default', before: number }).id
    } catch (error) {
      return (error as Error).message
    }
  }
  expect(world.journal.size).toBe(10)
  expect(way(1)).toBe('There is no way back to before entry 1: there was no room for its state.')
  expect(way(10)).toMatch(/^world-/)
  for (let i = 0; i < 60; i++) simulator.world('other').journal.record({ kind: 'control', action: 'looked' })
  expect(world.journal.size).toBe(0)
  expect(simulator.world('other').journal.size).toBeGreaterThan(30)
  const body = 'x'.repeat(30_000)
  for (let i = 0; i < 5; i++) world.handle({ method: 'POST', url: '/api/nowhere', origin: 'http://127.0.0.1', headers: {}, body })
  expect(world.journal.entries().map(({ number }) => number)).toEqual([15])
})

test('headers, events and what the clock tells take of the room of the journals', () => {
  const kept = (happen: (use: Client, text: string) => void) => {
    const use = client({ journalBytes: 100_000 })
    for (let i = 0; i < 60; i++) happen(use, `${i}`.padEnd(10_000, 'x'))
    return use.world.journal.size
  }
  expect(kept(({ call }, cookie) => call('GET /api/companies', undefined, { cookie }))).toBeLessThan(10)
  expect(kept(({ world }, subject) => world.journal.record({ kind: 'control', action: 'noted', subject }))).toBeLessThan(10)
  expect(kept(({ ar }) => ar('GET actions/none'))).toBeGreaterThan(40)
})

test('an entry stays as it was when headers are used again with other values', () => {
  const { world } = client()
  const headers: Record<string, string> = { 'x-run': 'first' }
  const answer = world.handle({ method: 'POST', url: '/api/nowhere', origin: 'http://127.0.0.1', headers })
  headers['x-run'] = 'second'
  Object.assign(answer.headers, { 'x-run': 'second' })
  const [entry] = world.journal.entries({ kind: 'call' }) as CallEntry[]
  expect([entry?.request.headers, entry?.response.headers]).toEqual([
    { 'x-run': 'first' },
    expect.not.objectContaining({ 'x-run': 'second' }),
  ])
})

rule('C', 'calls are verified: so many that fit, and if not, what came nearest', () => {
  const { ar, call, world, samples } = client()
  const id = samples.actions?.proposed
  ar(`POST actions/${id}/approve`, { comment: 'Go' })
  ar(`POST actions/${id}/approve`, { comment: 'Again' })
  ar('GET actions')
  world.verify('approveAction')
  world.verify('approveAction', { status: 200, body: { comment: 'Go' } }, 1)
  world.verify('approveAction', {}, { atLeast: 2, atMost: 2 })
  world.verify('rejectAction', {}, 0)
  for (const times of [-1, 1.5]) expect(() => world.verify('rejectAction', {}, times)).toThrow('How often is a whole number')
  for (const [field, value] of Object.entries({ api: 'ar', path: '/api/*' }))
    expect(() => world.verify('approveAction', { [field]: value }, 9)).toThrow(`${field} "${value}"`)
  expect(() => world.verify('approveAction', { status: 200 }, 2)).toThrow(
    /Expected exactly 2 calls with operation "approveAction", status 200; there was 1.\nNearest:\n {2}2: POST .*\/approve 400: status was 400/,
  )
  expect(() => world.verify('approveAction', { fault: 'fault-9' })).toThrow('with operation "approveAction", fault "fault-9"')
  expect(() => world.verify('approveAction', { fault: 'fautl-9' }, 0)).toThrow('A fault has an id like fault-1.')
  expect(() => world.verify('listActions', { query: { page: '9' } })).toThrow('operation "listActions", query {"page":"9"}')
  expect(call('POST /__sim/verify', { operation: 'approveAction', body: { comment: 'Gone' } }).body).toEqual({
    passed: false,
    expected: 'at least 1 call with operation "approveAction", body {"comment":"Gone"}',
    actual: 0,
    gone: 0,
    misses: [
      {
        entry: expect.objectContaining({ number: 2 }),
        differs: [{ field: 'body', expected: { comment: 'Gone' }, actual: { comment: 'Again' } }],
      },
      {
        entry: expect.objectContaining({ number: 1 }),
        differs: [{ field: 'body', expected: { comment: 'Gone' }, actual: { comment: 'Go' } }],
      },
      {
        entry: expect.objectContaining({ number: 3 }),
        differs: [
          { field: 'operation', expected: 'approveAction', actual: 'listActions' },
          { field: 'body', expected: { comment: 'Gone' }, actual: null },
        ],
      },
    ],
  })
})

rule('C', 'a question that nothing can fit is refused, so that no check passes in vain', () => {
  const { call, world } = client()
  const refused: readonly [filter: object, message: string][] = [
    [{ stauts: 404 }, 'There is no field "stauts". Did you mean "status"?'],
    [{ path: '/api/companies?page=2' }, 'A path is given without the query.'],
    [{ path: '/~default/api/*' }, 'A path is given without the prefix of its world.'],
    [{ path: `/${'*a'.repeat(500)}` }, 'A path has at most 1000 characters.'],
    [{ path: 'api/*' }, 'A path begins with "/" or "*".'],
    [{ path: '/__sim/clock' }, 'Calls to /__sim and /openapi are not kept, and meet no faults.'],
    [
      { path: '/api/companies/*/customers' },
      'approveAction is called at /api/companies/{company_id}/actions/{action_id}/approve.',
    ],
    [{ method: 'get' }, 'approveAction is called by POST.'],
    [{ api: 'crm' }, 'approveAction is of ar, and not of crm.'],
    [{ query: { page: 2 } }, 'The values of a query are texts, and that of "page" is none.'],
    [{ query: new URLSearchParams('page=2') }, 'query: Give JSON'],
    [{ body: /zzz/ }, 'body: Give JSON'],
    [{ body: { customer_company_name: /Acme/ } }, 'body.customer_company_name: Give JSON'],
    [{ body: { customer_company_name: undefined } }, 'body.customer_company_name: Give JSON'],
    [{ path: /x/ }, 'path must be a text.'],
    [{ operation: 'listActions' }, 'There is no field "operation".'],
    [{ kind: 'clock' }, 'There is no field "kind".'],
    [[], 'Give an object'],
    [99 as unknown as object, 'Give an object'],
  ]
  for (const [filter, message] of refused) {
    expect(() => world.verify('approveAction', filter, 0), message).toThrow(message)
    expect(() => world.calls('approveAction', filter), message).toThrow(message)
    expect(() => world.journal.next('approveAction', filter), message).toThrow(message)
  }
  for (const asked of [
    () => world.verify('approveAction', { limit: 1 } as object, 3),
    () => world.journal.next('approveAction', { limit: 1 } as object),
  ])
    expect(asked).toThrow('There is no field "limit".')
  for (const none of [undefined, '', { status: 200 }] as never[])
    for (const asked of [() => world.verify(none), () => world.calls(none), () => world.journal.next(none)])
      expect(asked).toThrow("Say which operation, and then what its calls are like: 'approveAction', { status: 200 }.")
  for (const asked of [() => world.verify('login', {}, 0), () => world.calls('login'), () => world.journal.next('login')])
    expect(asked).toThrow('There are several: crm.login, ar.login. Say which.')
  expect(call('GET /__sim/journal?operation=login').body.error.details[0].field).toBe('operation')
  expect(world.calls('login', { api: 'crm' })).toEqual([])
  for (const times of [{ min: 2 }, 'once', { atLeast: 1, atmost: 2 }] as never[])
    expect(() => world.verify('approveAction', {}, times)).toThrow(JournalError)
  for (const asked of [() => world.harms({ limit: 0 }), () => world.journal.entries({ limit: 0 })])
    expect(asked).toThrow('This is no whole number of at least 1.')
  expect(() => world.harms({ rul: 'dunned-paid' } as never)).toThrow('There is no field "rul". Did you mean "rule"?')
  expect(world.journal.entries({ path: '/api/nothing', method: 'PUT' })).toEqual([])
  expect(call('POST /__sim/verify', { operation: 'approveAction', query: { page: ['1', '2'] }, times: 0 }).body.passed).toBe(true)
})

rule('C', 'where older entries are gone no check passes because of that, and one that fails says so', () => {
  const { ar, call, world } = client({ journal: 10 })
  const times = (count: number) => {
    for (let i = 0; i < count; i++) ar('GET actions/none')
  }
  ar('GET actions')
  times(4)
  world.verify('listActions', {}, 1)
  world.verify('getAction', {}, 4)
  times(10)
  world.verify('getAction')
  world.verify('getAction', {}, { atLeast: 10 })
  world.verify('listActions', { after: 5 }, 0)
  expect(() => world.verify('listActions', {}, 0)).toThrow(
    '5 older entries are gone, and such a call may be among them: say `after` which entry, or keep more.',
  )
  expect(() => world.verify('listActions', { after: 4 }, 0)).toThrow('1 older entry is gone, and such a call')
  expect(() => world.verify('getAction', {}, 10)).toThrow(JournalError)
  expect(() => world.verify('getAction', {}, 14)).toThrow(
    'there were 10.\n5 older entries are gone: the journal had no room for more.',
  )
  expect(call('POST /__sim/verify', { operation: 'getAction', times: 14 }).body).toMatchObject({
    passed: false,
    actual: 10,
    gone: 5,
  })
  expect(call('POST /__sim/verify', { operation: 'listActions', times: 0 }).body.error.details[0].field).toBe('after')
  world.journal.clear()
  world.verify('listActions', {}, 0)
})

rule('C', 'a journal that keeps nothing answers no question about calls', () => {
  const { world } = client({ journal: 0 })
  for (const ask of [
    () => world.verify('listActions', {}, 0),
    () => world.calls('listActions'),
    () => world.journal.next('listActions'),
  ])
    expect(ask).toThrow('This simulator keeps no calls: its `journal` is 0.')
})

rule('C', 'where the journal keeps nothing no way leads back, and a call that asks for one is refused', () => {
  const { ar, call, world, simulator } = client({ journal: 0 })
  expect(ar('POST customers', { customer_company_name: 'Acme' }).status).toBe(201)
  const refusal = 'This simulator keeps no calls: its `journal` is 0.'
  for (const body of [{}, { to: 1 }])
    expect(call('POST /__sim/undo', body)).toMatchObject({
      status: 400,
      body: { error: { details: [{ field: 'to', message: refusal }] } },
    })
  expect(() => world.undo()).toThrow(refusal)
  expect(() => simulator.fork('past', { from: 'default', before: 1 })).toThrow(refusal)
})

rule('C', 'the three calls that came nearest are told, those that miss least first, and of those the latest', () => {
  const { ar, world, samples } = client()
  for (const kind of ['proposed', 'scheduled', 'completed'] as const)
    ar(`POST actions/${samples.actions[kind]}/approve`, { comment: 'Go' })
  ar(`POST actions/${samples.actions?.cancelled}/approve`, { comment: 'Gone' })
  const misses = /Nearest:\n {2}(\d): .*\n {2}(\d): .*\n {2}(\d): .*$/
  const nearest = (criteria: object) => {
    try {
      world.verify('approveAction', criteria)
    } catch (error) {
      return misses
        .exec((error as Error).message)
        ?.slice(1)
        .join('')
    }
  }
  expect(nearest({ status: 503, body: { comment: 'Gone' } })).toBe('432')
  expect(nearest({ status: 503, body: { comment: 'Go' } })).toBe('321')
})

rule('C', 'whoever listens hears of every entry, and one may wait for the next call of an operation', async () => {
  const { ar, world, samples } = client()
  const heard: number[] = []
  const stop = world.journal.on(({ number }) => heard.push(number))
  const next = world.journal.next('approveAction', { status: '2xx' })
  ar(`POST actions/${samples.actions?.completed}/approve`)
  ar(`POST actions/${samples.actions?.proposed}/approve`)
  expect(await next).toMatchObject({ number: 2, operation: 'approveAction', response: { status: 200 } })
  stop()
  ar('GET actions')
  expect(heard).toEqual([1, 2])
  expect(world.journal.isHeard).toBe(false)
})

rule('C', 'who waits for a call may give it up by a signal, and then nobody waits', async () => {
  const { ar, world } = client()
  const giving = new AbortController()
  const { signal } = giving
  const waits = [world.journal.next('listActions', {}, { signal }), world.journal.next('approveAction', { after: 0 }, { signal })]
  ar('GET actions')
  expect(await waits[0]).toMatchObject({ operation: 'listActions' })
  expect(world.journal.isHeard).toBe(true)
  giving.abort(new Error('No time.'))
  await expect(waits[1]).rejects.toThrow('No time.')
  for (const after of [undefined, 0])
    await expect(world.journal.next('listActions', { after }, { signal })).rejects.toThrow('No time.')
  expect(world.journal.isHeard).toBe(false)
  expect(() => world.journal.next('listActions', {}, { sgnal: signal } as object)).toThrow(
    'There is no option "sgnal". Did you mean',
  )
  for (const none of ['x', null])
    expect(() => world.journal.next('listActions', {}, { signal: none } as object)).toThrow('signal is an AbortSignal.')
  for (const none of [null, [], 5])
    expect(() => world.journal.next('listActions', {}, none as object)).toThrow('Options are an object: `{ signal }`.')
})

rule(
  'C',
  'who waits for a call behind a number has the first one, also where it is there; who waits in a world that goes is told',
  async () => {
    const { ar, world, simulator } = client()
    ar('GET actions')
    ar('GET actions')
    expect(await world.journal.next('listActions', { after: 0 })).toMatchObject({ number: 1 })
    expect(await world.journal.next('listActions', { after: 1 })).toMatchObject({ number: 2 })
    const third = world.journal.next('listActions', { after: 2 })
    ar('GET actions')
    expect(await third).toMatchObject({ number: 3 })
    const { journal } = simulator.world('gone')
    const never = journal.next('listActions')
    simulator.remove('gone')
    await expect(never).rejects.toThrow('The world is gone, and no such call came before.')
    await expect(journal.next('listActions')).rejects.toThrow(JournalError)
  },
)

rule('C', 'an undo takes back the newest entry that changed something, and what came after it', () => {
  const { ar, call, world, samples } = client()
  ar('GET actions')
  const before = dump(world)
  ar(`POST actions/${samples.actions?.proposed}/approve`)
  ar('GET actions')
  const { status, body } = call('POST /__sim/undo', {})
  expect([status, body]).toMatchObject([
    200,
    { world: 'default', undone: [{ number: 2, operation: 'approveAction' }, { number: 3 }] },
  ])
  expect(dump(world)).toBe(before)
  expect(world.journal.entries().map(({ number }) => number)).toEqual([1])
  expect(world.undo()).toEqual([])
})

rule('C', 'an undo leaves out what the clock was told and is already', () => {
  const { world } = client()
  world.clock.advance('P1D')
  world.clock.setMode('frozen')
  world.clock.advance('PT0S')
  expect(world.undo()).toMatchObject([{ kind: 'clock', from: '2026-06-01T14:00:00Z' }, {}, {}])
  expect(world.clock.now()).toBe('2026-06-01T14:00:00Z')
})

rule('C', 'an undo leaves out calls of which one sees no change, such as a read that met a fault', () => {
  const { ar, world, samples } = client()
  ar(`POST actions/${samples.actions?.proposed}/approve`)
  world.faults.add({ match: { operation: 'listActions' }, answer: { status: 503 } })
  ar('GET actions')
  expect(world.journal.entries().map(({ changed }) => changed > 0)).toEqual([true, false, false])
  expect(world.undo()).toMatchObject([{ action: 'fault-added' }, { operation: 'listActions', changed: 0 }])
  expect(world.undo()).toMatchObject([{ operation: 'approveAction' }])
})

rule('C', 'a running clock runs on from where an undo, or a fork of the past, has taken it', () => {
  let now = Date.parse('2026-06-01T14:00:00Z')
  const { ar, world, samples, simulator } = client({ clock: 'running', machine: () => now })
  now += 60_000
  ar(`POST actions/${samples.actions?.proposed}/approve`)
  const { last } = world.journal
  now += 3_600_000
  const fork = simulator.fork('past', { from: 'default', before: last })
  expect(fork.clock.now()).toBe('2026-06-01T14:01:00Z')
  world.undo({ to: last })
  expect(world.clock.now()).toBe('2026-06-01T14:01:00Z')
  now += 1_000
  expect([world.clock.now(), fork.clock.now()]).toEqual(['2026-06-01T14:01:01Z', '2026-06-01T14:01:01Z'])
  fork.reset()
  expect(fork.clock.now()).toBe('2026-06-01T14:01:00Z')
})

/** Calls, edits and moves of the clock; a number decides which. */
function act(world: World, numbers: readonly number[]): void {
  const { ar, samples } = client({ world })
  const db = collections(world)
  const actions = Object.values(samples.actions ?? {})
  const acts = [
    (n: number) => ar(`POST actions/${actions[n % actions.length]}/approve`, { comment: `${n}` }),
    (n: number) => ar(`POST actions/${actions[n % actions.length]}/reject`),
    (n: number) => ar(`GET actions/${actions[n % actions.length]}`),
    (n: number) => world.clock.advance(`PT${n}M`),
    (n: number) => db.invoices.createMany(n % 3, () => ({ customer: db.customers.all()[n % 9]?.id, amount: n })),
    (n: number) => world.clock.setMode(n % 2 ? 'frozen' : 'running'),
    (n: number) => db.customers.delete(db.customers.findMany()[n % db.customers.count()] as { id: string }),
  ]
  for (const n of numbers) acts[n % acts.length]?.(n)
}

const acts = fc.array(fc.nat(500), { minLength: 2, maxLength: 10 })
const frozen = { machine: () => Date.parse('2026-06-01T14:00:00Z') }

rule('C', 'an undo of what is no entry undoes nothing', () => {
  const { world } = client()
  collections(world).customers.create()
  expect(() => world.undo(1 as never)).toThrow('Say before which entry: `undo({ to: 17 })`.')
  expect(() => world.undo({ too: 1 } as never)).toThrow('There is no option "too". Did you mean "to"?')
  expect(() => world.undo({ to: '1' } as never)).toThrow('This is no whole number of at least 1.')
  expect(world.journal.size).toBe(1)
})

rule('C', 'an undo is exact, byte for byte', () => {
  const simulator = createSimulator(frozen)
  fc.assert(
    fc.property(acts, fc.nat(), (numbers, where) => {
      const world = freshWorld(simulator)
      const dumps = new Map<number, string>()
      let last = dump(world)
      const growths = new Map<number, unknown>()
      for (const n of numbers) {
        const [before, growth] = [last, world.account.growth]
        act(world, [n])
        last = dump(world)
        for (const { number } of world.journal.entries()) {
          if (!dumps.has(number)) dumps.set(number, before).size && growths.set(number, growth)
        }
      }
      const all = world.journal.entries()
      const to = all[where % all.length]?.number
      if (to === undefined) return
      world.undo({ to })
      expect(dump(world)).toBe(dumps.get(to))
      expect(world.account.growth).toEqual(growths.get(to))
    }),
    { numRuns: 15 },
  )
})

rule('C', 'a world forked before an entry is as one in which only what came before has happened', () => {
  const simulator = createSimulator(frozen)
  fc.assert(
    fc.property(acts, fc.nat(), (numbers, where) => {
      const world = freshWorld(simulator)
      const replay = freshWorld(simulator)
      const cut = where % numbers.length
      act(world, numbers.slice(0, cut))
      act(replay, numbers.slice(0, cut))
      const before = world.journal.last + 1
      act(world, numbers.slice(cut))
      if (world.journal.last < before) return
      const fork = simulator.fork(undefined, { from: world.id, before })
      expect(dump(fork)).toBe(dump(replay))
      act(fork, numbers.slice(cut))
      expect(dump(fork)).toBe(dump(world))
      fork.reset()
      expect(dump(fork)).toBe(dump(replay))
    }),
    { numRuns: 15 },
  )
})

/** A world as new. */
function freshWorld(simulator: Simulator): World {
  return simulator.fork()
}
