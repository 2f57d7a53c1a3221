import { expect, onTestFinished } from 'vitest'
import { createSimulator, type Simulator } from '../../src/index.ts'
import { serve } from '../../src/serve/http.ts'
import { callerIn } from '../support/caller.ts'
import { inChromium, openPage } from './chromium.ts'
import { fetchInPage, type PageRequest } from './fetch-in-page.ts'
import { openSite } from './site.ts'

interface Standalone {
  readonly simulator: Simulator
  readonly url: string
  /** The requests that arrived, such as `OPTIONS /api/…`. */
  readonly arrived: readonly string[]
  /** Reads the actions of the first company in a world of its own. */
  readonly listActions: PageRequest
}

async function startServer(): Promise<Standalone> {
  const simulator = createSimulator()
  const { url, server, close } = await serve(simulator, { port: 0 })
  onTestFinished(close)
  const arrived: string[] = []
  server.on('request', (request) => arrived.push(`${request.method} ${request.url}`))
  const { headers, path } = callerIn(simulator)
  const call = { method: 'GET', url: `${url}/api/companies/${path.company_id}/actions` }
  return { simulator, url, arrived, listActions: { ...call, headers: { ...headers, 'x-sim-world': 'mine' } } }
}

inChromium('a page of another loopback origin calls the server with a token and a world, after a preflight', async () => {
  const { url, simulator, arrived, listActions } = await startServer()
  const page = await openPage(`${await openSite()}/empty`)
  const { status, body } = await fetchInPage(page, listActions)
  expect([status, JSON.parse(body).page]).toEqual([200, 1])
  const path = listActions.url.slice(url.length)
  expect(arrived).toEqual([`OPTIONS ${path}`, `GET ${path}`])
  expect(simulator.worlds.map(({ id }) => id)).toContain('mine')
})

inChromium('a page of another loopback origin reads the warnings of the server', async () => {
  const { listActions } = await startServer()
  const page = await openPage(`${await openSite()}/empty`)
  const { headers } = await fetchInPage(page, { ...listActions, url: `${listActions.url}?pagesize=3` })
  expect(headers['x-sim-warning']).toContain('page_size')
})

inChromium('a page of another origin may not read the guide, nor steer the simulator', async () => {
  const { url, simulator } = await startServer()
  const page = await openPage(`${await openSite()}/empty`)
  const statusOf = (request: PageRequest) =>
    fetchInPage(page, request).then(
      ({ status }) => status,
      () => 'refused by the browser',
    )
  const makeWorld = {
    method: 'POST',
    url: `${url}/__sim/worlds`,
    headers: { 'content-type': 'application/json' },
    body: '{"id":"theirs"}',
  }
  expect([403, 'refused by the browser']).toContain(await statusOf({ method: 'GET', url: `${url}/__sim`, headers: {} }))
  expect([403, 'refused by the browser']).toContain(await statusOf(makeWorld))
  expect(simulator.worlds.map(({ id }) => id)).toEqual(['default'])
})

inChromium('a page of another site is refused by the browser before its call is sent', async () => {
  const { arrived, listActions } = await startServer()
  const site = new URL('/empty', await openSite())
  site.hostname = 'other.example'
  const page = await openPage(site.href)
  await expect(fetchInPage(page, listActions)).rejects.toThrow('Failed to fetch')
  expect(arrived.filter((line) => line.startsWith('GET'))).toEqual([])
})
