import { request } from 'node:http'
import { setupServer } from 'msw/node'
import { expect, vi } from 'vitest'
import { empty } from '../../fixtures/empty.ts'
import { type Customer, customers } from '../../src/ar/customers/customer.ts'
import { collections } from '../../src/data/index.ts'
import { createSimulator, type Simulator, type SimulatorOptions, type World } from '../../src/index.ts'
import { serve } from '../../src/serve/http.ts'
import { type LoggedCall, toJsonLine, toText } from '../../src/serve/log.ts'
import { handlers } from '../../src/serve/msw.ts'
import { callerIn } from '../support/caller.ts'
import { client } from '../support/client.ts'
import { rule } from '../support/rule.ts'

const bareCall = (simulator: Simulator, line: string, headers: Record<string, string> = {}) => {
  const [method = '', url = ''] = line.split(' ')
  return simulator.handle({
    method,
    url,
    origin: 'http://127.0.0.1',
    headers: { 'content-type': 'application/json', ...headers },
  })
}

const bare = (options: SimulatorOptions) => {
  const simulator = createSimulator(options)
  return (line: string, headers?: Record<string, string>) => bareCall(simulator, line, headers)
}

rule('C', 'with a control token only who shows it may steer; the APIs and the health are as open as before', () => {
  const call = bare({ controlToken: 'open sesame'.replace(' ', '-') })
  expect(call('GET /__sim').status).toBe(401)
  expect(call('POST /__sim/reset').headers['www-authenticate']).toBe('Bearer')
  for (const wrong of ['Bearer open-sesam', 'Bearer open-sesamee', 'Bearer ', 'open-sesame'])
    expect(call('GET /__sim/clock', { authorization: wrong }).status, wrong).toBe(401)
  expect(call('GET /__sim/clock', { authorization: 'Bearer open-sesame' }).status).toBe(200)
  expect(call('GET /__sim/health').status).toBe(200)
  expect(JSON.parse(call('GET /api/companies').body).detail).not.toContain('Bearer TOKEN')
  expect(() => createSimulator({ controlToken: '' })).toThrow(
    'A token is at least one visible letter of ASCII, and has no spaces.',
  )
})

rule('C', 'a call without a body needs no content type, one with a body does', () => {
  const { simulator } = client()
  const call = (method: string, path: string, body?: string) =>
    simulator.handle({ method, url: `/__sim${path}`, origin: 'http://127.0.0.1', headers: {}, body }).status
  expect([call('POST', '/reset'), call('DELETE', '/journal'), call('POST', '/undo')]).toEqual([200, 204, 200])
  expect([call('POST', '/reset', '{}'), call('PATCH', '/clock', '{"advance":"P1D"}')]).toEqual([415, 415])
})

rule('C', 'the first answer of a new world says that it is new, beside what else there is to say', () => {
  const call = bare({})
  const warnings = (line: string) => call(line).headers['x-sim-warning']
  expect(warnings('GET /~mine/__sim/clock')).toEqual(['The world "mine" is new.'])
  expect(warnings('GET /~mine/__sim/clock')).toBeUndefined()
  expect(warnings('GET /~/__sim/clock')).toBeUndefined()
  expect(warnings('GET /__sim/clock')).toBeUndefined()
  expect(warnings('GET /~refused/api/companies/1/actions')).not.toContain('The world "refused" is new.')
})

rule('C', 'pages of an origin that is named may steer, those of any other may only call the APIs', () => {
  const call = bare({ controlOrigins: ['http://localhost:5173'] })
  const asked = (origin: string) => call('GET /__sim/clock', { origin, 'sec-fetch-site': 'cross-site' })
  expect(asked('http://localhost:5173')).toMatchObject({
    status: 200,
    headers: { 'access-control-allow-origin': 'http://localhost:5173' },
  })
  expect(
    ['http://localhost:5174', 'http://localhost:51730', 'https://evil.example'].map((origin) => asked(origin).status),
  ).toEqual([403, 403, 403])
  expect(JSON.parse(asked('https://evil.example').body).error.message).toMatch(
    / `cors` and `controlOrigins` \(`--cors` and `--control-origin` on the command line\)\.$/,
  )
  expect(call('GET /api/companies', { origin: 'http://localhost:5174' }).status).toBe(404)
  const preflight = { origin: 'http://localhost:5173', 'access-control-request-method': 'PATCH' }
  expect(call('OPTIONS /__sim/clock', preflight).headers['access-control-allow-methods']).toContain('PATCH')
  expect(() => createSimulator({ controlOrigins: ['https://app.example'] })).toThrow(
    'Pages of https://app.example may not call at all: name that origin by "cors" too.',
  )
  expect(
    bare({ cors: ['https://app.example'], controlOrigins: ['https://app.example'] })('GET /__sim', {
      origin: 'https://app.example',
    }).status,
  ).toBe(200)
})

rule('C', 'the health is told whatever the world is like', () => {
  const { call, simulator } = client()
  simulator.fork('one')
  expect(call('GET /__sim/health').body).toEqual({ status: 'ok', version: expect.any(String), worlds: 2 })
})

rule('C', 'a strict simulator refuses fields and parameters that it would only warn of', () => {
  const lenient = client()
  const strict = client({ strict: true })
  const approve = (use: typeof strict, query = '') =>
    use.ar(`POST actions/${use.samples.actions?.proposed}/approve${query}`, { coment: 'Go' })
  expect(strict.ar('GET actions?catgory=history')).toMatchObject({
    status: 400,
    body: { catgory: ['There is no query parameter "catgory". Did you mean "category"?'] },
  })
  expect(approve(strict)).toMatchObject({
    status: 400,
    body: { coment: ['There is no field "coment". Did you mean "comment"?'] },
  })
  const ids = [strict.samples.invoices?.current]
  expect(strict.ar('PATCH invoices/bulk', { ids, changes: { due_dat: '2026-07-31' } })).toMatchObject({
    status: 400,
    body: { changes: { due_dat: ['There is no field "changes.due_dat". Did you mean "due_date"?'] } },
  })
  expect(strict.world.changes()).toEqual([])
  expect(lenient.ar('GET actions?catgory=history').status).toBe(200)
  expect(approve(lenient).status).toBe(200)
})

const toId = (at: number): string => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`

rule('C', 'an operation that reads no body tells what it does not read', () => {
  const [use, strict] = [client(), client({ strict: true })]
  const complete = ({ ar, samples }: typeof use) => ar(`POST actions/${samples.actions?.processing}/complete`, { coment: 'x' })
  expect(complete(use)).toMatchObject({ status: 200, headers: { 'x-sim-warning': ['The field "coment" is ignored.'] } })
  expect(complete(strict)).toMatchObject({ status: 400, body: { coment: ['There is no field "coment".'] } })
  expect(use.call('POST /__sim/reset', { hard: true }).status).toBe(400)
})

rule('C', 'samples are of the first 2,000 rows of a table, in the order of their ids', () => {
  const simulator = createSimulator({ scenario: empty })
  const world = simulator.world()
  const one = collections(world).customers.create({ status: 'active' })
  collections(world).customers.delete(one)
  const row = (at: number, status: Customer['status']): Customer => ({ ...one, id: toId(at), status })
  const add = (...rows: readonly Customer[]) =>
    world.transactions.seed(() => {
      for (const each of rows) world.table(customers).put(each)
    })
  const sampled = () => JSON.parse(bareCall(simulator, 'GET /__sim').body).samples.customers
  add(...Array.from({ length: 1_999 }, (_, at) => row(at + 1, 'active')), row(2_001, 'prospect'))
  expect(Object.keys(sampled())).toEqual(['active', 'prospect'])
  add(row(2_000, 'active'))
  expect(Object.keys(sampled())).toEqual(['active'])
})

rule('C', 'of what is due the next can be asked for, and of the customers some', () => {
  const simulator = createSimulator({ life: 'on' })
  const read = (path: string) => JSON.parse(bareCall(simulator, `GET /__sim/${path}`).body)
  const [due, people] = [read('timeline'), read('personas')]
  expect(read('timeline?limit=3')).toEqual(due.slice(0, 3))
  expect(read('personas?limit=3')).toEqual(people.slice(0, 3))
  const [one, other] = [people[4], people[7]]
  expect(read(`personas?customer=${other.id},${one.id}`)).toEqual([other, one])
  expect(read(`personas?company=${one.company}&search=${one.persona}`)).toEqual(
    people.filter(
      ({ company, name, persona }: typeof one) =>
        company === one.company && `${name} ${persona}`.toLowerCase().includes(one.persona),
    ),
  )
})

rule('C', 'each customer is told with what they owe, as the AR API tells it', () => {
  const { ar, call } = client()
  const owed = ({ id, total_balance, overdue_balance }: Record<string, unknown>) => ({ id, total_balance, overdue_balance })
  const listed = ar('GET customers?limit=10&sort=total_balance_desc').body.data.map(owed)
  expect(listed.some(({ overdue_balance }: ReturnType<typeof owed>) => Number(overdue_balance) > 0)).toBe(true)
  expect(call('GET /__sim/personas').body.map(owed)).toEqual(expect.arrayContaining(listed))
})

rule('C', 'what could not happen is told however few are asked for', () => {
  const simulator = createSimulator({ report: () => undefined })
  const world = simulator.world()
  world.transactions.run(() => world.clock.schedule('explode', '1', world.clock.in('PT1S')))
  world.clock.advance('PT1S')
  const events = JSON.parse(bareCall(simulator, 'GET /__sim/timeline?limit=1').body).map(({ event }: { event: string }) => event)
  expect(events).toEqual(['explode', [...world.clock.pending()][0]?.event])
})

rule('C', 'who observes leaves no trace: no entry, and a read changes nothing', () => {
  const simulator = createSimulator({ controlToken: 'secret' })
  const world = simulator.world()
  const { headers, path } = callerIn(simulator, world)
  const url = `/api/companies/${path.company_id}/actions`
  const look = (more: Record<string, string>) =>
    simulator.handle({ method: 'GET', url, origin: 'http://127.0.0.1', headers: { ...headers, ...more } }) && world.journal.size
  expect(look({ 'x-sim-observer': '1', 'sec-fetch-site': 'same-origin' })).toBe(0)
  expect(look({ 'x-sim-observer': '1', 'x-sim-token': 'secret' })).toBe(0)
  expect(look({ 'x-sim-observer': '1', 'x-sim-token': 'wrong' })).toBe(1)
  expect(look({ 'x-sim-observer': '1' })).toBe(2)
  expect(look({ 'sec-fetch-site': 'same-origin' })).toBe(3)
  const { samples } = JSON.parse(bareCall(simulator, 'GET /__sim', { authorization: 'Bearer secret' }).body)
  const observed = { ...headers, 'x-sim-observer': '1', 'sec-fetch-site': 'same-origin' }
  const call = (method: string, below: string) =>
    JSON.parse(
      simulator.handle({
        method,
        url: `${url}/${samples.actions.proposed}${below}`,
        origin: 'http://127.0.0.1',
        headers: observed,
      }).body,
    )
  expect(call('POST', '/approve').status).toBe('processing')
  expect([call('GET', '').status, world.journal.size]).toEqual(['processing', 3])
})

rule('C', 'who observes makes no world: what is not there, or has been deleted, stays away', () => {
  const simulator = createSimulator({ controlToken: 'secret' })
  const observer = { 'x-sim-observer': '1', 'sec-fetch-site': 'same-origin' }
  const ask = (path: string, more: Record<string, string>) =>
    simulator.handle({
      method: 'GET',
      url: `/~trial${path}`,
      origin: 'http://127.0.0.1',
      headers: { authorization: 'Bearer secret', ...more },
    })
  const message = 'There is no world "trial", and looking at it makes none.'
  const refused = { status: 404, body: JSON.stringify({ error: { message } }) }
  for (const path of ['/__sim', '/__sim/journal/stream', '/api/companies/x/actions'])
    expect(ask(path, observer)).toMatchObject(refused)
  expect(ask('/__sim', { 'x-sim-observer': '1', 'x-sim-token': 'secret' })).toMatchObject(refused)
  expect(simulator.worlds).toHaveLength(1)
  expect(ask('/__sim', {}).status).toBe(200)
  expect(ask('/__sim', observer).status).toBe(200)
  simulator.remove('trial')
  expect(ask('/__sim', observer)).toMatchObject(refused)
  expect(simulator.worlds).toHaveLength(1)
})

rule('C', 'handlers can be tied to a world, for tests that run at the same time', async () => {
  const simulator = createSimulator()
  const server = setupServer(...handlers(simulator, { world: 'mine' }))
  server.listen()
  const worldOf = async (path: string) => (await (await fetch(`http://app.example${path}`)).json()).world
  expect([await worldOf('/__sim'), await worldOf('/~other/__sim')]).toEqual(['mine', 'other'])
  server.close()
  expect(simulator.world('mine').id).toBe('mine')
  expect(() => handlers(simulator, { world: 'no world' })).toThrow('A world id is')
})

rule('C', 'names of headers have no case, also where a page has `Headers` that keep it', async () => {
  const simulator = createSimulator()
  const [handler] = handlers(simulator, { world: 'mine' })
  const [company] = simulator.guide(simulator.world('mine'), 'http://app.example').companies
  const token = `Token ${company?.members[0]?.token}`
  const send = async (sent: Record<string, string>, url: string, body?: string) => {
    const request = new Request(`http://app.example${url}`, body === undefined ? {} : { method: 'POST', body })
    const headers = Object.assign(new Headers(sent), { [Symbol.iterator]: () => Object.entries(sent).values() })
    Object.defineProperties(request, { headers: { value: headers }, clone: { value: () => request } })
    return (await handler?.run({ request, requestId: '1' }))?.response as Response
  }
  const customers = `/api/companies/${company?.id}/customers`
  expect((await send({ Authorization: token }, customers)).status).toBe(200)
  const json = { AUTHORIZATION: token, 'Content-Type': 'application/json' }
  expect((await send(json, customers, '{"customer_company_name":"New"}')).status).toBe(201)
  expect(await (await send({ 'X-Sim-World': 'other' }, '/__sim')).json()).toMatchObject({ world: 'other' })
})

rule('C', 'handlers that are tied to a world itself never answer from another one of its name', async () => {
  const simulator = createSimulator()
  const world = simulator.world('mine')
  const server = setupServer(...handlers(simulator, { world }))
  // MSW prints what a handler throws.
  const printed = vi.spyOn(console, 'error').mockReturnValue()
  server.listen()
  try {
    const ask = async (path: string) => (await fetch(`http://app.example${path}`)).json()
    expect((await ask('/__sim')).world).toBe('mine')
    simulator.load(simulator.save())
    expect(simulator.world('mine')).not.toBe(world)
    expect((await ask('/__sim')).message).toBe('The world "mine" was removed.')
    expect((await ask('/~mine/__sim')).world).toBe('mine')
    expect(printed).toHaveBeenCalled()
  } finally {
    server.close()
    printed.mockRestore()
  }
})

rule(
  'C',
  'the server tells of each call: who called what in which world, with which answer, and what else happened',
  async () => {
    let now = Date.parse('2026-06-01T14:00:00Z')
    const simulator = createSimulator({ clock: 'running', machine: () => now })
    const calls: LoggedCall[] = []
    const { url, close } = await serve(simulator, { port: 0, log: (call) => calls.push(call) })
    const { companies, samples } = await (await fetch(`${url}/~one/__sim`)).json()
    const authorization = `Token ${companies[0].members[0].token}`
    const approve = () =>
      fetch(`${url}/~one/api/companies/${companies[0].id}/actions/${samples.actions.proposed}/approve?now=1`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
      })
    await approve()
    now += 86_400_000
    await approve()
    await close()
    const plain = calls.map((call) => toText({ ...call, time: '2026-06-01T14:00:00.000Z' }, false).split('\n'))
    expect(plain[0]).toEqual(['14:00:00  one  GET     /~one/__sim  200  getGuide', '          ! The world "one" is new.'])
    expect(plain[1]?.[0]).toBe(
      `14:00:00  one  POST    /~one/api/companies/${companies[0].id}/actions/${samples.actions.proposed}/approve  200  approveAction  ${companies[0].members[0].name}`,
    )
    expect(plain[1]?.[1]).toBe('          ! The query parameter "now" is ignored.')
    expect(plain[2]?.filter((line) => /> \S+Z an e-mail goes out about \S+ of .+: completed$/.test(line))).toHaveLength(2)
    expect(toText(calls[0] as LoggedCall, true)).toContain('\u001b[32m200')
    const lost = { ...(calls[0] as LoggedCall), response: { status: 0, headers: {}, body: '' } }
    expect(toText(lost, true)).toContain('\u001b[31m0')
    expect(JSON.parse(toJsonLine(calls[2] as LoggedCall))).toMatchObject({
      world: 'one',
      method: 'POST',
      status: 400,
      api: 'ar',
      operation: 'approveAction',
      caller: { name: companies[0].members[0].name },
      fault: null,
      fired: expect.arrayContaining([expect.objectContaining({ event: 'deliverAction' })]),
    })
  },
)

rule('C', 'what a caller sends steers no terminal: signs that are not printed are escaped in both logs', async () => {
  const calls: LoggedCall[] = []
  const { url, close } = await serve(createSimulator(), { port: 0, log: (call) => calls.push(call) })
  const world = 'a\x9b2J\x9d0;b'
  await new Promise<void>((resolve, reject) => {
    const asked = request(`${url}/api/companies`, { headers: { 'x-sim-world': world } }, (response) => {
      response.resume().on('end', resolve)
    })
    asked.on('error', reject).end()
  })
  await close()
  const [call] = calls as [LoggedCall]
  expect(toText(call, false)).toContain('a\\u009b2J\\u009d0;b  GET')
  expect(toJsonLine(call)).toMatch(/^[\x20-\x7e]*$/)
  expect(JSON.parse(toJsonLine(call))).toMatchObject({ world, status: 400 })
})

rule('C', 'origins and a control token that no request can have are refused wherever they are given', () => {
  const origin = 'An origin is like "https://app.example" or "http://localhost:5173"'
  for (const cors of [['https://x.example/'], ['x.example'], ['https://x.example:443'], [7]])
    expect(() => createSimulator({ cors: cors as string[] }), String(cors)).toThrow(`cors: ${origin}, or * for all.`)
  expect(() => createSimulator({ cors: 'https://x.example' as never })).toThrow('cors is a list of origins.')
  expect(() => createSimulator({ cors: ['*'], controlOrigins: ['*'] })).toThrow(`controlOrigins: ${origin}.`)
  for (const controlToken of ['', 'my token', 'schlüssel', 7])
    expect(() => createSimulator({ controlToken: controlToken as string })).toThrow(
      'controlToken: A token is at least one visible',
    )
})

rule('C', 'what happened before a world started is told of no call', () => {
  const simulator = createSimulator({ scenario: 'empty' })
  const heard: string[] = []
  const body = JSON.stringify({ id: 'living', scenario: 'default', life: 'on' })
  const request = {
    method: 'POST',
    url: '/__sim/worlds',
    origin: 'http://x',
    headers: { 'content-type': 'application/json' },
    body,
  }
  const make = () => simulator.handle(request)
  expect(simulator.hear(({ kind }) => heard.push(kind), make).status).toBe(201)
  const scenario = { name: 'told', from: 'empty', prepare: ({ faults }: World) => void faults.add({ delayMs: 1 }) }
  simulator.hear(
    ({ kind }) => heard.push(kind),
    () => simulator.fork('told', { scenario }),
  )
  expect(heard).toEqual([])
})

rule('C', 'without a journal the server tells of each call what else happened too', async () => {
  const told = async (journal: number) => {
    const calls: LoggedCall[] = []
    const simulator = createSimulator({ journal })
    const { url, close } = await serve(simulator, { port: 0, log: (call) => calls.push(call) })
    const send = (method: string, path: string, body: object) =>
      fetch(url + path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
    await send('PATCH', '/~new/__sim/clock', { advance: 'P3D' })
    await send('POST', '/~new/__sim/faults', { answer: { status: 503 } })
    await send('PATCH', '/~new/__sim/clock', { advance: 'never' })
    await close()
    expect(simulator.world('new').journal.size).toBe(Math.min(journal, 2))
    return calls.map((call) => toText({ ...call, time: '2026-06-01T14:00:00.000Z' }, false))
  }
  const [clock, fault, refused] = await told(0)
  expect(clock).toMatch(/> \S+Z an e-mail goes out about \S+ of .+: completed$/m)
  expect(fault).toMatch(/> \S+Z fault-added$/)
  expect(refused).not.toContain('>')
  expect([clock, fault, refused]).toEqual(await told(1_000))
})
