import { expect, onTestFinished } from 'vitest'
import { createSimulator } from '../../src/index.ts'
import { serve } from '../../src/serve/http.ts'
import { callerIn } from '../support/caller.ts'
import { inChromium, openPage } from './chromium.ts'
import { openSite } from './site.ts'

/** The standalone server, and calls of the first user's app. */
async function start() {
  const simulator = createSimulator({ strict: true })
  const { url, close } = await serve(simulator, { port: 0 })
  onTestFinished(close)
  const { headers } = callerIn(simulator, simulator.world(), 'crm')
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
  const call = async (line: string, body?: unknown): Promise<any> => {
    const [method = '', path] = line.split(' ')
    const response = await fetch(`${url}/api/v1/integrations/${path}`, {
      method,
      headers: { ...headers, accept: 'application/json', 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    return (await response.json()).data
  }
  return { simulator, url, call }
}

for (const decision of ['Allow', 'Deny'])
  inChromium(`a person reads who asks for what, presses ${decision}, and comes back to the app`, async () => {
    const { call } = await start()
    await call('DELETE oauth/google')
    const app = `${await openSite()}/empty`
    const { url } = await call(`GET oauth/google/authorize?returnTo=${encodeURIComponent(app)}`)

    const page = await openPage(url)
    expect(await page.textContent('h1')).toContain('asks for access to your Google account')
    expect(await page.locator('li').allTextContents()).toContain('calendar.events')
    await page.getByRole('button', { name: decision, exact: true }).click()
    await page.waitForURL(`${app}?*`)

    const outcome = new URL(page.url()).search
    expect(outcome).toBe(decision === 'Allow' ? '?connected=google' : '?error=access_denied')
    const connected = (await call('GET connections')).map(({ provider }: { provider: string }) => provider)
    expect(connected.includes('google')).toBe(decision === 'Allow')
  })

inChromium('a page of another origin uploads a file to its address, and downloads the same bytes', async () => {
  const { call, simulator } = await start()
  const { samples } = await (await fetch(`${(await start()).url}/__sim`)).json()
  const entity = { entityType: 'account', entityId: samples.crm_entities.account }
  const upload = await call('POST documents/upload', { fileName: 'Vertrag – ☃.pdf', contentType: 'application/pdf', ...entity })
  const page = await openPage(`${await openSite()}/empty`)

  const sent = await page.evaluate(async ({ uploadUrl, headers }) => {
    const bytes = Uint8Array.from({ length: 300_000 }, (_, i) => (i * 7) % 256)
    const response = await fetch(uploadUrl, { method: 'PUT', headers, body: bytes })
    return response.status
  }, upload)
  expect(sent).toBe(200)
  expect(await call(`POST documents/${upload.documentId}/confirm`)).toMatchObject({ status: 'active', size: 300_000 })

  const { url } = await call(`GET documents/${upload.documentId}/download`)
  const received = await page.evaluate(async (address) => {
    const response = await fetch(address)
    const bytes = new Uint8Array(await response.arrayBuffer())
    return {
      type: response.headers.get('content-type'),
      length: bytes.length,
      isSame: bytes.every((byte, i) => byte === (i * 7) % 256),
    }
  }, url)
  expect(received).toEqual({ type: 'application/pdf', length: 300_000, isSame: true })
  expect(
    simulator
      .world()
      .changes()
      .map(({ table }) => table),
  ).toContain('crm_blobs')
})
