// The body of every test here: what is written in docs/testing-kits.md.
exports.approves = ({ createSimulator, collections, handlers, setupServer }) => {
  const simulator = createSimulator()
  const world = simulator.world()
  const db = collections(world)
  const server = setupServer(...handlers(simulator, { ar: 'https://ar.example' }))

  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
  beforeEach(() => world.reset())
  afterAll(() => server.close())

  test('an approved e-mail goes out after a moment', async () => {
    const action = db.actions.findFirst((q) => q.where({ status: 'proposed', action_type: 'email' }))
    const member = db.members.findFirst((q) => q.where({ company: action.company }))
    const token = db.tokens.findFirst((q) => q.where({ user: member.user }))
    const url = `https://ar.example/api/companies/${action.company}/actions/${action.id}`
    const headers = { authorization: `Token ${token.id}` }
    const { status } = await fetch(`${url}/approve`, { method: 'POST', headers })
    expect(status).toBe(200)
    world.clock.advance('PT5S')
    const after = await fetch(url, { headers }).then((response) => response.json())
    expect(after.status).toBe('completed')
  })

  test('another seed brings other companies', () => {
    const names = (seed) =>
      collections(createSimulator({ seed }).world())
        .customers.findMany()
        .map((row) => row.customer_company_name)
    expect(names(2)).not.toEqual(names(1))
  })
}
