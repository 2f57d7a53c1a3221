/** Collections in a world of one company, for the tests of `arsim/data`. */
import { expect } from 'vitest'
import { CollectionError, collections } from '../../src/data/index.ts'
import { createSimulator, type Scenario, type World } from '../../src/index.ts'

export const empty: Scenario = { name: 'empty', now: '2026-06-01T14:00:00Z', recipe: () => ({}) }
export const noSuch = '00000000-0000-4000-8000-00000000dead'

/** A world with one company, a member who can log in, and a customer. */
export function start() {
  const simulator = createSimulator({ scenario: empty })
  const world = simulator.world()
  const db = collections(world)
  const company = db.companies.create()
  const user = db.users.create()
  const token = db.tokens.create({ user: user.id })
  const member = db.members.create({ user: user.id })
  const customer = db.customers.create()
  const get = (path: string, method = 'GET') => {
    const url = `/api/companies/${company.id}/${path}`
    const response = simulator.handle({
      method,
      url,
      origin: 'http://127.0.0.1',
      headers: { authorization: `Token ${token.id}` },
    })
    return { status: response.status, body: JSON.parse(response.body) }
  }
  return { simulator, world, db, company, user, token, member, customer, get }
}

/** What the work throws; checks that it has changed nothing. */
export function refusal(world: World, work: () => unknown): CollectionError {
  const before = JSON.stringify(world.changes())
  let error: unknown
  try {
    work()
  } catch (thrown) {
    error = thrown
  }
  expect(error).toBeInstanceOf(CollectionError)
  expect(JSON.stringify(world.changes())).toBe(before)
  return error as CollectionError
}
