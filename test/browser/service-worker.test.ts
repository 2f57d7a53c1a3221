import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { createSimulator } from '../../src/index.ts'
import { sendToCore } from '../support/ways.ts'
import { inChromium, openPage } from './chromium.ts'
import { fetchInPage } from './fetch-in-page.ts'
import { openSite } from './site.ts'

interface Body {
  readonly status: string
  readonly data: readonly { readonly id: string }[]
}

interface Mocked {
  readonly page: Page
  readonly companyId: string
  readonly samples: Readonly<Record<string, string>>
  /** Calls from the page, and the simulator in Node with the same; both answers have to be the same bytes. */
  readonly call: (line: string, body?: object, headers?: Record<string, string>) => Promise<{ status: number; body: Body }>
}

async function openMockedPage(): Promise<Mocked> {
  const origin = await openSite()
  const page = await openPage(origin)
  await page.waitForFunction(() => document.title === 'mocked')
  const simulator = createSimulator()
  const { companies, samples } = simulator.guide(simulator.world(), origin)
  const [company = expect.unreachable()] = companies
  const authorization = `Token ${company.members[0]?.token}`

  const call: Mocked['call'] = async (line, body, more) => {
    const [method = '', url = ''] = line.split(' ')
    const headers = { authorization, 'content-type': 'application/json', ...more }
    const request = { method, url, headers, ...(body && { body: JSON.stringify(body) }) }
    const seen = await fetchInPage(page, request)
    expect(seen).toEqual(sendToCore(simulator, { ...request, origin, origins: { ar: origin, crm: origin } }))
    return { status: seen.status, body: JSON.parse(seen.body) }
  }
  return { page, companyId: company.id, samples: samples.actions, call }
}

inChromium('the service worker answers the guide with the bytes of the simulator in Node', async () => {
  const { call } = await openMockedPage()
  expect(await call('GET /__sim')).toMatchObject({ status: 200, body: { name: 'arsim', world: 'default' } })
})

inChromium('the service worker lists actions, approves one, and lists it changed', async () => {
  const { call, companyId, samples } = await openMockedPage()
  const actions = `/api/companies/${companyId}/actions`
  const body = { final_content: 'Grüße, ☃', coment: 'a field that is unknown' }
  expect(await call(`GET ${actions}?category=needs_action`)).toMatchObject({ status: 200, body: { page: 1 } })
  expect(await call(`POST ${actions}/${samples.proposed}/approve`, body)).toMatchObject({
    status: 200,
    body: { status: 'processing', metadata: { final_content: 'Grüße, ☃' } },
  })
  const processing = await call(`GET ${actions}?status=processing`)
  expect(processing.body.data.map(({ id }) => id)).toContain(samples.proposed)
})

inChromium('the service worker refuses what the simulator refuses', async () => {
  const { call, companyId, samples } = await openMockedPage()
  const action = `/api/companies/${companyId}/actions/${samples.completed}`
  expect((await call(`POST ${action}/approve`)).status).toBe(400)
  expect((await call(`POST ${action}/approve`, {}, { authorization: 'Token wrong' })).status).toBe(401)
})

inChromium('what no operation has is left to the site', async () => {
  const { page, companyId } = await openMockedPage()
  const dragons = { method: 'GET', url: `/api/companies/${companyId}/dragons`, headers: {} }
  expect(await fetchInPage(page, dragons)).toMatchObject({ status: 404, body: 'The site has no such file.' })
})

inChromium('a world that the page names in a header is apart from the default one', async () => {
  const { call, companyId, samples } = await openMockedPage()
  const action = `/api/companies/${companyId}/actions/${samples.proposed}`
  const mine = { 'x-sim-world': 'mine' }
  expect((await call(`POST ${action}/approve`, {}, mine)).body).toMatchObject({ status: 'processing' })
  expect((await call(`GET ${action}`)).body).toMatchObject({ status: 'proposed' })
  expect((await call(`GET ${action}`, undefined, mine)).body).toMatchObject({ status: 'processing' })
})

inChromium('the page moves the clock, and what was due has happened', async () => {
  const { call, companyId, samples } = await openMockedPage()
  const action = `/api/companies/${companyId}/actions/${samples.proposed}`
  await call(`POST ${action}/approve`)
  expect(await call('PATCH /__sim/clock', { advance: 'PT1M' })).toMatchObject({
    status: 200,
    body: { now: '2026-06-01T14:01:00Z' },
  })
  expect((await call(`GET ${action}`)).body).toMatchObject({ status: 'completed' })
})

inChromium('the calls to another origin are answered too, and the files of the site are its own', async () => {
  const { page, companyId } = await openMockedPage()
  const elsewhere = { method: 'GET', url: `https://other.example/api/companies/${companyId}/actions`, headers: {} }
  expect((await fetchInPage(page, elsewhere)).status).toBe(401)
  expect(await fetchInPage(page, { method: 'GET', url: '/nothing', headers: {} })).toMatchObject({
    status: 404,
    body: 'The site has no such file.',
  })
})
