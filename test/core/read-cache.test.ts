import { describe, expect, it } from 'vitest'
import { encodedText } from '../../src/core/values/encoded-text.ts'
import { crmGrants } from '../../src/crm/oauth/grant.ts'
import { collections } from '../../src/data/index.ts'
import { createSimulator, type Simulator, type World } from '../../src/index.ts'
import { callerIn } from '../support/caller.ts'

const ORIGIN = 'http://127.0.0.1'
const START = Date.parse('2026-06-01T14:00:00Z')

const reader = (simulator: Simulator) => {
  const { headers, path } = callerIn(simulator)
  const root = `/api/companies/${path.company_id}`
  return (world: World, list: string, more = {}) =>
    world.handle({ method: 'GET', url: `${root}/${list}`, origin: ORIGIN, headers: { ...headers, ...more } })
}

describe('a read that was answered before', () => {
  it('is answered the same while nothing changes, by forks too', () => {
    const simulator = createSimulator()
    const read = reader(simulator)
    const [one, other] = [simulator.fork(), simulator.fork()]
    const first = read(one, 'actions')
    expect(encodedText(first)).toBeUndefined()
    expect(read(one, 'actions')).toBe(first)
    expect(new TextDecoder().decode(encodedText(first))).toBe(first.body)
    expect(first.bytes).toBeUndefined()
    expect(read(other, 'actions')).toBe(first)
    expect(one.journal.entries().map(({ number }) => number)).toEqual([1, 2])
    one.clock.advance('PT1S')
    expect(read(one, 'actions')).not.toBe(first)
    one.reset()
    expect(read(one, 'actions')).toBe(first)
  })

  it('is nobody’s to change: others are given the same one', () => {
    const simulator = createSimulator()
    const read = reader(simulator)
    const { headers } = read(simulator.world(), 'actions?colour=red&size=big')
    const change = (value: unknown) => () => Object.assign(value as object, { 0: 'changed', 'x-changed': 'yes' })
    expect(headers['x-sim-warning']).toHaveLength(2)
    expect(change(headers)).toThrow(TypeError)
    expect(change(headers['x-sim-warning'])).toThrow(TypeError)
    expect(change(read(simulator.world(), 'actions?colour=red&size=big'))).toThrow(TypeError)
  })

  it('is told apart by its query, its headers and its origin', () => {
    const simulator = createSimulator()
    const read = reader(simulator)
    const world = simulator.world()
    const answers = [read(world, 'actions'), read(world, 'actions?limit=1'), read(world, 'actions', { accept: '*/*' })]
    expect(new Set(answers).size).toBe(3)
    const [here, there] = [ORIGIN, 'http://localhost'].map((origin) =>
      world.handle({ method: 'GET', url: '/api/health', origin, headers: {} }),
    )
    expect(here).not.toBe(there)
  })

  it('is told apart by headers that are changed where they are, and by what else differs from those that cannot be', () => {
    const simulator = createSimulator()
    const world = simulator.world()
    const caller = callerIn(simulator, world)
    const actions = `/api/companies/${caller.path.company_id}/actions`
    const ask = (headers: Record<string, string>, origin = ORIGIN, url = actions) =>
      world.handle({ method: 'GET', url, origin, headers })
    const open: Record<string, string> = { ...caller.headers, accept: 'a' }
    const first = ask(open)
    expect(ask(open)).toBe(first)
    open.accept = 'b'
    expect(ask(open)).not.toBe(first)
    const fixed = Object.freeze({ ...open, accept: 'c' })
    const answers = [ask(fixed), ask(fixed, 'http://localhost'), ask(fixed, ORIGIN, `${actions}?limit=1`), ask(open)]
    expect(new Set(answers).size).toBe(4)
    expect(ask(fixed)).toBe(answers[0])
  })

  it('is found without looking where it goes, by who had it from here before, as long as all is as it was', () => {
    let ms = START
    const simulator = createSimulator({ clock: 'running', machine: () => ms, report() {} })
    const caller = callerIn(simulator)
    const url = `/api/companies/${caller.path.company_id}/actions`
    const headers = Object.freeze({ ...caller.headers, 'x-sim-world': 'mine' })
    const request = { method: 'GET', url, origin: ORIGIN, headers }
    const known = (more = {}) => simulator.again({ ...request, ...more })
    const first = simulator.handle(request)
    expect([known(), simulator.handle(request).status]).toEqual([undefined, 200])
    const kept = simulator.handle(request)
    expect(known()).toBe(kept)
    expect(simulator.journalOf('mine')?.last).toBe(4)
    for (const _ of 'ab') simulator.handle({ ...request, url: `/~other${url}` })
    const others = [{ method: 'HEAD' }, { url: `${url}?page=2` }, { url: `/~other${url}` }, { origin: 'http://localhost' }]
    for (const other of [...others, { headers: { ...headers } }, { apis: ['ar'] }]) expect(known(other)).toBeUndefined()
    expect(simulator.journalOf('mine')?.last).toBe(4)

    for (const headers of [{ ...request.headers }, Object.freeze({ ...request.headers, origin: 'http://localhost:3000' })]) {
      for (const _ of 'abc') simulator.handle({ ...request, headers })
      expect(known({ headers })).toBeUndefined()
    }

    simulator.handle(request)
    simulator.world('mine').faults.add({ answer: { status: 503 } })
    expect(known()).toBeUndefined()
    simulator.world('mine').reset()
    simulator.handle(request)
    expect(known()?.body).toBe(first.body)
    ms = simulator.world('mine').clock.nextDue
    expect(known()).toBeUndefined()
    simulator.handle(request)
    simulator.handle(request)
    expect(known()).toBeDefined()
    const now = ms
    ms = Number.NaN
    expect(known()).toBeUndefined()
    expect(simulator.handle(request).status).toBe(500)
    ms = now
    expect(known()).toBeDefined()
    simulator.remove('mine')
    expect(known()).toBeUndefined()
  })

  it('is not kept where it changed something', () => {
    const simulator = createSimulator()
    const world = simulator.world()
    const headers = {
      ...callerIn(simulator, world, 'crm').headers,
      accept: 'application/json',
    }
    const begin = () => {
      const url = '/api/v1/integrations/oauth/google/authorize'
      const { state } = JSON.parse(world.handle({ method: 'GET', url, origin: ORIGIN, headers }).body).data
      return world.table(crmGrants).get(state)
    }
    expect(begin()).toBeDefined()
    world.reset()
    expect(begin()).toBeDefined()
  })

  it('is not kept where it was refused', () => {
    const simulator = createSimulator()
    const read = reader(simulator)
    const refused = () => read(simulator.world(), 'actions', { authorization: '' })
    expect(refused().status).toBe(401)
    expect(refused()).not.toBe(refused())
  })

  it('is made anew once the time has come that it asked about', () => {
    let ms = START
    const simulator = createSimulator({ clock: 'running', machine: () => ms })
    const read = reader(simulator)
    const world = simulator.world()
    const first = read(world, 'invoices')
    ms += 1_000
    expect(read(world, 'invoices')).toBe(first)
    ms += 86_400_000
    expect(read(world, 'invoices')).not.toBe(first)
  })

  it('is not given again to a token that has expired meanwhile', () => {
    let ms = START
    const world = createSimulator({ scenario: 'empty', clock: 'running', machine: () => ms }).world()
    const db = collections(world)
    const company = db.companies.create()
    const user = db.users.create()
    db.members.create({ company: company.id, user: user.id })
    const { id } = db.tokens.create({ user: user.id, expires_at: new Date(START + 3_600_000).toISOString() })
    const url = `/api/companies/${company.id}/actions`
    const read = () => world.handle({ method: 'GET', url, origin: ORIGIN, headers: { authorization: `Token ${id}` } })
    const first = read()
    ms += 3_599_000
    expect(read()).toBe(first)
    ms += 1_000
    expect([first.status, read().status]).toEqual([200, 401])
  })

  it('goes where there is no room for it', () => {
    const small = createSimulator({ maxBytes: 200_000_000 })
    const read = reader(small)
    const world = small.world()
    const first = read(world, 'actions')
    const n = Math.ceil(12_500_000 / (first.body.length * 3))
    for (let i = 0; i < n; i++) read(world, 'actions', { 'x-n': String(i) })
    expect(read(world, 'actions')).not.toBe(first)
  })
})
