import { expect } from 'vitest'
import { defineScenario } from '../../src/data/index.ts'
import { createSimulator } from '../../src/index.ts'
import { client } from '../support/client.ts'
import { rule } from '../support/rule.ts'

const END = '9999-12-31T23:59:59.999Z'

rule('C', 'a running clock that is frozen at a time stands at just that time', () => {
  let now = Date.parse('2027-03-09T10:00:00Z')
  // Each look at the machine's time is later than the one before.
  const use = client({ clock: 'running', machine: () => now++ })
  for (const day of ['2027-03-10', '2027-03-11', '2028-01-01'])
    for (const time of ['00:00:00Z', '09:30:00.250Z', '18:00:00.999Z']) {
      const wanted = `${day}T${time}`
      expect(use.call('PATCH /__sim/clock', { mode: 'running' }).status).toBe(200)
      expect(use.call('PATCH /__sim/clock', { mode: 'frozen', now: wanted }).body).toMatchObject({ now: wanted, mode: 'frozen' })
      expect(use.call('GET /__sim/clock').body).toMatchObject({ now: wanted, mode: 'frozen' })
    }
})

rule('C', 'a frozen clock that is set running at a time goes on from it', () => {
  let now = 1_000_000
  const { call } = client({ machine: () => now })
  expect(call('PATCH /__sim/clock', { mode: 'running', now: '2026-07-01T09:00:00Z' }).body.now).toBe('2026-07-01T09:00:00Z')
  now += 90_000
  expect(call('GET /__sim/clock').body).toMatchObject({ now: '2026-07-01T09:01:30Z', mode: 'running' })
})

rule('C', 'a clock is moved to a Date as to its text', () => {
  const { world } = client()
  world.clock.moveTo(new Date('2026-07-01T09:00:00Z'))
  world.clock.change({ now: new Date('2026-07-02T09:00:00Z') })
  expect(world.clock.now()).toBe('2026-07-02T09:00:00Z')
  expect(() => world.clock.moveTo(new Date('tomorrow'))).toThrow('This Date is none.')
})

rule('C', 'on the last day of the year 9999 customers and the agent mean to do nothing later', () => {
  for (const time of ['00:00', '13:00', '23:59']) {
    const last = defineScenario({ name: 'the last day', from: 'default', now: `9999-12-31T${time}:00Z`, tell: () => {} })
    const { clock } = createSimulator({ scenario: last, life: 'on' }).world()
    clock.moveTo(END)
    expect([...clock.pending()]).toEqual([])
  }
})

rule('C', 'a running clock stops at the end of the year 9999', () => {
  let now = Date.parse('2027-03-09T10:00:00Z')
  const { call, ar, world, samples } = client({ clock: 'running', machine: () => now })
  now = Date.parse('9999-12-31T23:59:50Z')
  now += 5000
  expect(call('GET /__sim/clock').body.now).toBe('9999-12-31T23:59:55Z')
  for (const later of [4999, 1, 60_000, 1e12]) {
    now += later
    expect(call('GET /__sim/clock').body).toMatchObject({ now: END, mode: 'running' })
  }
  const note = ar('POST thread-notes', { thread_id: samples.threads?.email, content: 'The last one.' })
  expect(note).toMatchObject({ status: 201, body: { created_at: END } })
  expect(ar('GET actions').status).toBe(200)
  expect(call('GET /__sim/timeline').status).toBe(200)
  expect(call('PATCH /__sim/clock', { advance: 'PT1S' }).status).toBe(400)
  expect(call('PATCH /__sim/clock', { mode: 'frozen' }).body.now).toBe(END)
  expect(world.clock.now()).toBe(END)
  now = Date.parse('2027-03-09T10:00:00Z')
  expect(call('POST /__sim/reset', {}).status).toBe(200)
})
