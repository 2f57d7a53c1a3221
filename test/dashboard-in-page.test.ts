import { expect, test, vi } from 'vitest'
import { createSimulator } from '../src/index.ts'
import { inPage } from '../src/ui/data/in-page.ts'

vi.stubGlobal('location', { origin: 'http://page.example' })

const headers = { 'content-type': 'application/json' }

test('a call from a page with a simulator of its own meets faults as any other', async () => {
  const simulator = createSimulator({ scenario: 'empty' })
  const { faults } = simulator.world()
  const login = () => inPage(simulator).send('/api/auth/login/', { method: 'POST', headers, body: '{}' })
  for (const trouble of [{ lose: 'request' }, { lose: 'response' }, { connection: 'reset' }] as const) {
    const { id } = faults.add(trouble)
    await expect(login()).rejects.toThrow(TypeError)
    faults.remove(id)
  }
  faults.add({ answer: { status: 503, body: 'slow' }, bytesPerSecond: 1_000 })
  const answer = await login()
  expect([answer.status, answer.statusText, await answer.text()]).toEqual([503, 'Service Unavailable', 'slow'])
})
