import { expect, onTestFinished } from 'vitest'
import { createSimulator, type NewFault } from '../../src/index.ts'
import { serve } from '../../src/serve/http.ts'
import { inChromium, openPage } from './chromium.ts'
import { fetchInPage } from './fetch-in-page.ts'
import { openSite } from './site.ts'

/** A page that has called before, so that the browser has a connection that it uses again; then a fault is armed. */
async function startPage(fault: NewFault, host = '127.0.0.1') {
  const simulator = createSimulator()
  const serving = await serve(simulator, { port: 0, allowedHosts: [host] })
  onTestFinished(serving.close)
  const url = serving.url.replace('127.0.0.1', host)
  const world = simulator.world()
  const { companies } = simulator.guide(world, url)
  const { id, members } = companies[0] as (typeof companies)[number]
  const headers = { authorization: `Token ${members[0]?.token}`, 'content-type': 'application/json' }
  const page = await openPage(`${await openSite()}/empty`)
  const call = (method: string, body?: string) =>
    fetchInPage(page, { method, url: `${url}/api/companies/${id}/customers`, headers, ...(body !== undefined && { body }) })
  expect((await call('GET')).status).toBe(200)
  world.faults.add({ match: { operation: 'createCustomer' }, times: 1, ...fault })
  return { world, call }
}

const cases: readonly (readonly [NewFault, readonly number[]])[] = [
  [{ lose: 'response' }, [201]],
  [{ lose: 'request' }, [0]],
  [{ connection: 'reset' }, [0]],
  [{ connection: 'empty' }, [0]],
  [{ connection: 'garbage' }, [0]],
  [{ connection: 'truncated' }, [201]],
]

for (const [fault, statuses] of cases)
  inChromium(`a call of a page is made once where ${JSON.stringify(fault)} hits it, and the page sees an error`, async () => {
    const { world, call } = await startPage(fault)
    await expect(call('POST', '{"customer_company_name":"Once Ltd"}')).rejects.toThrow('Failed to fetch')
    expect(world.calls('createCustomer').map(({ response }) => response.status)).toEqual(statuses)
  })

inChromium('a page is known where the browser does not say from which site it calls, too', async () => {
  const { world, call } = await startPage({ lose: 'response' }, 'other.example')
  await expect(call('POST', '{"customer_company_name":"Once Ltd"}')).rejects.toThrow('Failed to fetch')
  expect(world.calls('createCustomer')).toHaveLength(1)
})

inChromium('an answer without a body that is truncated is an error to a page too', async () => {
  const { call } = await startPage({ match: { method: 'HEAD' }, connection: 'truncated' })
  await expect(call('HEAD')).rejects.toThrow('Failed to fetch')
})
