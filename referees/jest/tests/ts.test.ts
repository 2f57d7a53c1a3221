import { createSimulator } from 'arsim'
import { collections } from 'arsim/data'
import { handlers } from 'arsim/msw'
import { setupServer } from 'msw/node'

const simulator = createSimulator()
const world = simulator.world()
const db = collections(world)
const server = setupServer(...handlers(simulator, { ar: 'https://ar.example' }))

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterAll(() => server.close())

test('an approved e-mail goes out after a moment', async () => {
  const action = db.actions.findFirst((q) => q.where({ status: 'proposed', action_type: 'email' }), { strict: true })
  const member = db.members.findFirst((q) => q.where({ company: action.company }), { strict: true })
  const token = db.tokens.findFirst((q) => q.where({ user: member.user }), { strict: true })
  const url = `https://ar.example/api/companies/${action.company}/actions/${action.id}`
  const headers = { authorization: `Token ${token.id}` }
  expect((await fetch(`${url}/approve`, { method: 'POST', headers })).status).toBe(200)
  world.clock.advance('PT5S')
  const after = (await (await fetch(url, { headers })).json()) as { status: string }
  expect(after.status).toBe('completed')
})
