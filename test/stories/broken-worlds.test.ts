import { expect, onTestFinished, test, vi } from 'vitest'
import { actions } from '../../src/ar/actions/action.ts'
import type { AnyCall } from '../../src/core/call/operation.ts'
import { createSimulator, type Recipe, type Scenario, ScenarioError, type SimRequest, type Simulator } from '../../src/index.ts'
import { serve } from '../../src/serve/http.ts'
import { callerIn } from '../support/caller.ts'
import { client } from '../support/client.ts'
import { rule } from '../support/rule.ts'

const ORIGIN = 'http://127.0.0.1'
const DAY = 86_400_000

const callerOf = (simulator: Simulator) => (line: string, body?: object, headers?: SimRequest['headers']) => {
  const [method = '', url = ''] = line.split(' ')
  const response = simulator.handle({
    method,
    url,
    origin: ORIGIN,
    headers: { 'content-type': 'application/json', ...headers },
    body: body && JSON.stringify(body),
  })
  return { status: response.status, body: response.body && JSON.parse(response.body) }
}

/** A simulator on a machine whose time is set by hand, which remembers what was reported to it. */
function onMachine(scenario?: Scenario) {
  const machine = { now: Date.parse('2027-03-09T10:00:00Z') }
  const reported: unknown[] = []
  const simulator = createSimulator({
    clock: 'running',
    machine: () => machine.now,
    report: (error) => reported.push(error),
    ...(scenario && { scenario }),
  })
  return { machine, reported, simulator, call: callerOf(simulator) }
}

/** Plays on the days that are good. */
function fragile(): { scenario: Scenario; fail: (error: Error | undefined) => void } {
  let failure: Error | undefined
  const recipe = (): Recipe => {
    if (failure) throw failure
    return {}
  }
  return {
    scenario: { name: 'fragile', now: '2026-06-01T14:00:00Z', recipe },
    fail: (error) => {
      failure = error
    },
  }
}

/** Something that nobody knows how to do, due at a time. */
const mine = (at: string): Scenario => ({
  name: 'mined',
  now: '2026-06-01T14:00:00Z',
  recipe: () => ({ timeline: [{ id: 'explode:1', number: 1, at, event: 'explode', subject: '1' }] }),
})

rule('C', 'a scenario that fails on another day ends nothing: the calls that need it are a 500 with its words', () => {
  const { scenario, fail } = fragile()
  const { machine, reported, call, simulator } = onMachine(scenario)
  expect(call('GET /~before/__sim/clock').status).toBe(200)
  machine.now += DAY
  const failure = new ScenarioError('There is nothing for Wednesdays.')
  fail(failure)

  expect(call('GET /~after/__sim/clock')).toEqual({
    status: 500,
    body: { error: { message: 'There is nothing for Wednesdays.' } },
  })
  expect(call('GET /~after/api/companies/1/actions').status).toBe(500)
  expect(call('POST /__sim/reset', {})).toMatchObject({
    status: 500,
    body: { error: { message: expect.stringContaining('There is nothing for Wednesdays.') } },
  })
  expect(call('POST /__sim/worlds', { id: 'third' }).status).toBe(500)
  expect(reported).toEqual([failure, failure, failure, failure])

  expect(call('GET /__sim/worlds').body.map(({ id }: { id: string }) => id)).toEqual(['default', 'before'])
  expect(call('GET /__sim/clock').body.now).toBe('2027-03-10T10:00:00Z')
  expect(call('DELETE /__sim/worlds/before').status).toBe(204)

  fail(undefined)
  expect(call('POST /__sim/reset', {}).status).toBe(200)
  expect(call('GET /~after/__sim/clock').status).toBe(200)
  expect(simulator.worlds.map(({ id }) => id)).toEqual(['default', 'after'])
  expect(reported).toHaveLength(4)
})

rule('C', 'a world whose scenario fails at a reset stays as it was', () => {
  const { scenario, fail } = fragile()
  const { machine, simulator, call } = onMachine(scenario)
  const world = simulator.world('mine')
  world.clock.advance('P1D')
  fail(new Error('no'))
  machine.now += DAY
  expect(call('POST /~mine/__sim/reset', {}).status).toBe(500)
  expect(() => world.reset()).toThrow('no')
  expect(call('GET /~mine/__sim/clock').body.now).toBe('2027-03-11T10:00:00Z')
})

rule('C', 'a machine without a time ends nothing: calls are a 500 until it has one again', () => {
  const { machine, reported, call, simulator } = onMachine()
  expect(call('GET /~mine/__sim/clock').status).toBe(200)
  simulator.fork('frozen', { clock: 'frozen' })
  machine.now = Number.NaN
  for (const line of ['GET /__sim', 'GET /__sim/clock', 'GET /~mine/api/companies/1/actions', 'GET /~new/__sim']) {
    const before = reported.length
    expect([line, call(line).status]).toEqual([line, 500])
    expect(reported.length, line).toBeGreaterThan(before)
  }
  expect(reported[0]).toEqual(new Error('The machine’s time is no number.'))
  expect(call('GET /~frozen/__sim').status).toBe(200)
  expect(call('DELETE /__sim/worlds/mine').status).toBe(204)
  expect(simulator.worlds.map(({ id }) => id)).toEqual(['default', 'frozen'])

  machine.now = Date.parse('2027-03-09T11:00:00Z')
  expect(call('GET /__sim/clock')).toMatchObject({ status: 200, body: { now: '2027-03-09T11:00:00Z' } })
  expect([call('GET /~new/__sim').status, call('POST /__sim/reset', {}).status]).toEqual([200, 200])
})

rule('C', 'what is due and fails is reported, marked as failed, and not tried again; the rest goes on', () => {
  const { machine, reported, call, simulator } = onMachine()
  const broken = simulator.fork('broken', { scenario: mine('2027-03-09T10:00:05Z') })
  expect(call('GET /~broken/api/nowhere').status).toBe(404)
  machine.now += 5000

  for (let i = 0; i < 2; i++) expect(call('GET /~broken/api/nowhere').status).toBe(404)
  expect(reported).toEqual([new Error('"explode" of 1 failed, and is not tried again.')])
  expect((reported[0] as Error).cause).toEqual(new Error('There is no timer "explode".'))
  expect(call('GET /~broken/__sim/timeline').body).toEqual([
    {
      at: '2027-03-09T10:00:05Z',
      event: 'explode',
      table: null,
      subject: '1',
      summary: 'explode',
      failed: 'There is no timer "explode".',
    },
  ])
  expect(broken.journal.entries({ kind: 'clock' })).toMatchObject([
    { fired: [{ event: 'explode', outcome: 'failed: There is no timer "explode".' }], count: 1 },
  ])
  expect(call('POST /~broken/__sim/reset', {})).toMatchObject({ status: 200 })
  expect(call('GET /~broken/api/nowhere').status).toBe(404)
  expect(reported).toHaveLength(2)
})

rule('C', 'a clock that is moved over what fails goes where it was to go', () => {
  const reported: unknown[] = []
  const simulator = createSimulator({ report: (error) => reported.push(error) })
  simulator.fork('mined', { scenario: mine('2026-06-02T00:00:00Z') })
  const call = callerOf(simulator)
  expect(call('PATCH /~mined/__sim/clock', { mode: 'running', now: '2026-06-03T00:00:00Z' })).toMatchObject({
    status: 200,
    body: { mode: 'running', fired: [{ event: 'explode', outcome: 'failed: There is no timer "explode".' }], count: 1 },
  })
  expect(reported).toHaveLength(1)
})

rule('C', 'over HTTP a broken world answers too, and the process lives', async () => {
  const { machine, reported, simulator } = onMachine()
  const { url, close } = await serve(simulator, { port: 0 })
  onTestFinished(close)
  simulator.fork('mined', { scenario: mine('2027-03-09T10:00:05Z') })
  machine.now += 5000
  const statusOf = async (path: string, init?: RequestInit) => (await fetch(url + path, init)).status
  const post: RequestInit = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }
  expect(await statusOf('/~mined/api/nowhere')).toBe(404)
  expect(reported).toHaveLength(1)
  machine.now = Number.NaN
  expect(await statusOf('/__sim')).toBe(500)
  expect(await statusOf('/api/v1/auth/login', post)).toBe(500)
  expect(await statusOf('/~new/api/nowhere')).toBe(500)
  expect(await statusOf('/openapi/ar.json')).toBe(200)
  machine.now = Date.parse('2027-03-09T10:00:06Z')
  expect(await statusOf('/__sim')).toBe(200)
  expect(reported.every((error) => error instanceof Error && error.stack !== undefined)).toBe(true)
})

test('a handler that throws is a 500 in the API’s own shape, reported with its cause, and leaves nothing behind', () => {
  const reported: unknown[] = []
  const use = client({ report: (error, request) => reported.push([error, `${request?.method} ${request?.url}`]) })
  const operation = use.simulator.apis.flatMap(({ operations }) => operations).find(({ id }) => id === 'createLinkToken')
  if (!operation) throw new Error('no operation')
  const { handle } = operation
  onTestFinished(() => void Object.assign(operation, { handle }))
  const failure = new TypeError('oops')
  Object.assign(operation, {
    handle(call: AnyCall) {
      handle(call)
      throw failure
    },
  })
  const url = `/api/companies/${use.companyId}/integrations/merge/link-token`
  const { headers } = callerIn(use.simulator, use.world)
  const response = use.simulator.handle({ method: 'POST', url, origin: ORIGIN, headers })
  expect([response.status, JSON.parse(response.body)]).toEqual([
    500,
    { detail: 'This is a bug in arsim, please report it. TypeError: oops' },
  ])
  expect(use.world.changes()).toEqual([])
  expect(reported).toEqual([[failure, `POST ${url}`]])
})

test('what fails leaves its stack on the terminal, unless it is reported elsewhere', () => {
  const error = vi.spyOn(console, 'error').mockImplementation(() => {})
  onTestFinished(() => error.mockRestore())
  const simulator = createSimulator({ clock: 'running', scenario: mine('2020-01-01T00:00:00Z') })
  expect(callerOf(simulator)('GET /api/nowhere').status).toBe(404)
  expect(error.mock.calls).toEqual([[new Error('"explode" of 1 failed, and is not tried again.')]])
  const machine = { now: Date.parse('2027-03-09T10:00:00Z') }
  const broken = createSimulator({ clock: 'running', machine: () => machine.now })
  machine.now = Number.NaN
  expect(callerOf(broken)('GET /api/nowhere').status).toBe(500)
  expect(error.mock.calls[1]).toEqual(['GET /api/nowhere failed:', new Error('The machine’s time is no number.')])
})

test('a refusal is no error: nothing is reported', () => {
  const reported: unknown[] = []
  const use = client({ maxBytes: 1, report: (error) => reported.push(error) })
  const statuses = [
    use.ar('GET actions/nothing').status,
    use.ar(`POST actions/${use.samples.actions?.completed}/approve`).status,
    use.ar('POST thread-notes', { thread_id: use.samples.threads?.email, content: 'x' }).status,
    use.call('PATCH /__sim/clock', { advance: 'never' }).status,
  ]
  expect([statuses, reported]).toEqual([[404, 400, 507, 400], []])
  expect(use.world.table(actions).get(use.samples.actions?.proposed ?? '')?.status).toBe('proposed')
})
