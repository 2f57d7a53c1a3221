/** Attacks from a page of another site: nothing changes, nothing is read, nobody waits. And what is no attack is answered. */
import type { Page } from 'playwright-core'
import { expect, onTestFinished } from 'vitest'
import { createSimulator, type Simulator } from '../../src/index.ts'
import { serve } from '../../src/serve/http.ts'
import { attackInPage, attacks, callers, calls, inPage, keepCalling, readAll, type Target } from './attacks.ts'
import { inChromium, openPage } from './chromium.ts'
import { openEmptySite } from './empty-site.ts'
import { fetchInPage } from './fetch-in-page.ts'

/** An attack, and the path it goes to. */
const keyOf = ({ searchParams, pathname }: URL): string => `${searchParams.get('attack')}: ${pathname}`

/** A server with room for two worlds, in the second of which somebody works, and calls of people who may. */
async function start(cors: readonly string[] = []) {
  const simulator = createSimulator({ maxWorlds: 2, cors })
  const { url, server, close } = await serve(simulator, { port: 0 })
  onTestFinished(close)
  /** The statuses of the answers, by attack and path. */
  const answered = new Map<string, number[]>()
  server.on('request', (request, response) => {
    const key = keyOf(new URL(request.url ?? '', url))
    response.on('close', () => answered.set(key, [...(answered.get(key) ?? []), response.statusCode]))
  })
  const { companies, crm_users, samples } = await (await fetch(`${url}/__sim`)).json()
  const user = { authorization: `Bearer ${crm_users[0].accessToken}`, accept: 'application/json' }
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
  const crm = async (path: string, method = 'GET'): Promise<any> =>
    (await (await fetch(`${url}/api/v1/integrations/${path}`, { method, headers: user })).json()).data
  /** Begins to connect; returns where a person is asked for consent. */
  const askConsent = async (returnTo = '/'): Promise<URL> => {
    await crm('oauth/google', 'DELETE')
    return new URL((await crm(`oauth/google/authorize?returnTo=${encodeURIComponent(returnTo)}`)).url)
  }
  const actions = `/api/companies/${companies[0].id}/actions`
  const member = { authorization: `Token ${companies[0].members[0].token}` }
  await fetch(`${url}/~mine${actions}`, { headers: member })
  return { simulator, url, answered, crm, askConsent, member, actions, action: `${actions}/${samples.actions.proposed}` }
}

type Started = Awaited<ReturnType<typeof start>>

/** All that there is: the worlds in order of use, their times, what differs from their start. */
const stateOf = ({ worlds }: Simulator) => worlds.map((world) => ({ id: world.id, ms: world.clock.ms, changes: world.changes() }))

/** What is attacked, beside its path. */
interface Aim {
  readonly fields?: Readonly<Record<string, string>>
  readonly text?: string
  /** The answer to a person who comes there from another site; 403 unless told. */
  readonly visit?: number
  /** Belongs to no world, and may be loaded from anywhere. */
  readonly isDocument?: boolean
}

interface Siege {
  /** Attacks one path of each kind only. */
  readonly isShort?: boolean
  /** A person sees the answers. */
  readonly isVisit?: boolean
  /** The answers take the place of the page. */
  readonly leadsAway?: boolean
}

/** What is attacked, by path and query. At the worst they have guessed the state of the grant. */
function aimsOf({ actions, action }: Started, { searchParams, pathname }: URL, { isVisit, isShort }: Siege) {
  const google = '/api/v1/integrations/oauth/google'
  const callback = `${google}/callback?error=access_denied&state=${isVisit ? 'unknown' : searchParams.get('state')}`
  const consent = `${pathname}?${searchParams}`
  const allowing = { ...Object.fromEntries(searchParams), decision: 'allow' }
  const short: Record<string, Aim> = {
    '/': { isDocument: true, visit: 200 },
    '/__sim/reset': {},
    '/~theirs/__sim': {},
    [`/~theirs${actions}`]: {},
    [`${action}/approve`]: {},
    [callback]: { visit: 400 },
    [consent]: { fields: allowing, visit: 200 },
    [`/~theirs${consent}`]: { fields: allowing },
    '/~theirs/__storage/00000000-0000-4000-8000-00000000f11e': {},
  }
  const more: Record<string, Aim> = {
    '/openapi/ar.json': { isDocument: true, visit: 200 },
    '/__sim': {},
    '/__sim/worlds': { fields: { id: 'theirs' } },
    '/__sim/clock': { fields: { advance: 'P1D' } },
    '/~mine/__sim/reset': {},
    [actions]: {},
    [`/~theirs${action}/approve`]: {},
    '/api/v1/auth/login': { text: ' =' },
    '/~theirs/api/v1/auth/login': { fields: { email: 'ann@theirs.example', password: 'x', tenantSlug: 'x' } },
    [`${google}/authorize`]: {},
    [`/~theirs${google}/authorize`]: {},
    [`/~theirs${callback}`]: {},
    '/__storage/00000000-0000-4000-8000-00000000f11e': {},
  }
  return Object.entries(isShort ? short : { ...short, ...more })
}

/** The first wave goes to all; each further one to a third of them, and the next one to another third. */
const EVERY = 3

/** Lets a page of another site attack, wave by wave: every attack has to arrive, and to be refused. */
async function besiege(
  siege: Siege,
  waves: readonly string[],
  launch: (page: Page, wave: string, targets: Target[]) => Promise<void>,
) {
  const started = await start()
  const { simulator, url, answered, askConsent } = started
  const aims = aimsOf(started, await askConsent(), siege)
  const before = stateOf(simulator)
  const launched = new Map<string, Aim>()
  const page = await openPage(await openEmptySite())
  // Where one goes back and forth, a page of each site stays, and its process with it.
  if (siege.leadsAway) for (const at of [page.url(), `${url}/openapi/sim.json`]) await (await page.context().newPage()).goto(at)
  for (const [i, wave] of waves.entries()) {
    const aimed = aims.filter((_, at) => i === 0 || at % EVERY === i % EVERY)
    const targets = aimed.map(([path, aim]) => {
      const at = new URL(path, url)
      at.searchParams.append('attack', wave)
      launched.set(keyOf(at), aim)
      const { fields = {}, text = JSON.stringify({ ...fields, padding: '=' }) } = aim
      return { url: at.href, fields, text }
    })
    await launch(page, wave, targets)
    const missing = () => [...launched.keys()].filter((key) => !answered.has(key))
    await expect.poll(missing, { interval: 5, timeout: 10_000 }).toEqual([])
  }
  const isRight = (status: number, { visit = 403, isDocument }: Aim) =>
    siege.isVisit ? status === visit : status === 403 || isDocument
  const wrong = [...launched].filter(([key, aim]) => answered.get(key)?.some((status) => !isRight(status, aim)))
  expect.soft(wrong.map(([key]) => `${key}: ${answered.get(key)}`)).toEqual([])
  expect.soft(await inPage(page, readAll, url)).toEqual([])
  expect.soft(stateOf(simulator)).toEqual(before)
}

for (const [caller, callAll] of Object.entries(callers))
  inChromium(`the calls of a ${caller} of another site change nothing and read nothing`, () =>
    besiege({ isShort: caller !== 'page' }, Object.keys(calls), async (page, wave, targets) => {
      const all = targets.map((target) => [target.url, calls[wave]?.(target) ?? {}] as const)
      expect(await inPage(page, callAll, all)).toBe('')
    }),
  )

for (const [what, ways, siege] of [
  ['what a page of another site loads', attacks.loads, { isShort: true }],
  ['a form of another site that leads away', attacks.forms, { isShort: true, leadsAway: true }],
  ['a person who is led here by another site', attacks.visits, { isShort: true, isVisit: true, leadsAway: true }],
  ['a person for whom another site opens a tab', attacks.tabs, { isVisit: true }],
] as const)
  inChromium(`${what} changes nothing, and the other site reads nothing`, () =>
    besiege(siege, Object.keys(ways), async (page, wave, targets) => {
      const site = page.url()
      for (const target of targets) {
        await attackInPage(page, ways[wave], target)
        if (!siege.leadsAway) continue
        await page.waitForURL(`${new URL(target.url).origin}/**`, { waitUntil: 'commit' })
        await page.goto(site)
      }
    }),
  )

inChromium('a name of another site that comes to mean this machine is refused', async () => {
  const started = await start()
  const { simulator, url, member, askConsent } = started
  const aims = aimsOf(started, await askConsent(), {})
  const before = stateOf(simulator)
  const page = await openPage(url.replace('127.0.0.1', 'other.example'))
  for (const [path, { fields = {} }] of aims)
    for (const init of [{ method: 'GET' }, { method: 'POST', body: JSON.stringify(fields) }]) {
      const headers = { ...member, 'content-type': 'application/json' }
      expect(await fetchInPage(page, { url: path, headers, ...init }), path).toMatchObject({ status: 403 })
    }
  expect(stateOf(simulator)).toEqual(before)
})

/** Malformed, and slow to read for whoever looks for the end from every place. */
const body = `${' '.repeat(100_000)}!`

for (const [who, name, init] of [
  ['another site', 'other.example', { mode: 'no-cors', method: 'POST', body }],
  ['this machine', 'localhost', { method: 'POST', body, headers: { 'content-type': 'application/json' } }],
] as const)
  inChromium(`while a page of ${who} posts what is slow to read, everybody else is answered`, { timeout: 30_000 }, async () => {
    const { url, answered, action, member } = await start()
    const page = await openPage(await openEmptySite(name))
    const attacked = new URL('/api/v1/auth/login?attack=slow', url)
    const end = () => page.evaluate<void>("document.title = 'enough'")
    onTestFinished(end)
    let isOver = false
    const over = () => {
      isOver = true
    }
    const attack = inPage(page, keepCalling, [attacked.href, init]).then(over, over)
    await expect.poll(() => answered.get(keyOf(attacked))?.length, { timeout: 10_000 }).toBeGreaterThan(0)
    for (let i = 0; i < 50; i++) expect((await fetch(`${url}${action}`, { headers: member })).status).toBe(200)
    expect(isOver).toBe(false)
    await end()
    await attack
  })

for (const name of ['other.example', 'localhost', '127.0.0.1'])
  inChromium(`the page of consent does not show in a frame of a page of ${name}`, async () => {
    const { askConsent, answered } = await start()
    const consent = await askConsent()
    const page = await openPage(await openEmptySite(name))
    const shown = page.waitForEvent('framenavigated', (frame) => /^(http|chrome-error):/.test(frame.url()))
    await attackInPage(page, attacks.loads.frame, { url: consent.href })
    const frame = await shown
    await expect.poll(() => answered.has(keyOf(consent))).toBe(true)
    expect(await frame.content()).not.toContain('asks for access')
  })

inChromium('a person follows a link of another site to the page of consent, allows it, and comes to the app', async () => {
  const { askConsent, crm } = await start()
  const app = await openEmptySite('localhost')
  const page = await openPage(await openEmptySite())
  await attackInPage(page, attacks.visits.link, { url: (await askConsent(`${app}/done`)).href })
  expect(await page.textContent('h1')).toContain('asks for access')
  await page.getByRole('button', { name: 'Allow' }).click()
  await page.waitForURL(`${app}/done?connected=google`)
  expect(await crm('connections')).toContainEqual(expect.objectContaining({ provider: 'google', status: 'active' }))
})

inChromium('a page of another site shows an image from the address that is signed for it', async () => {
  const { crm } = await start()
  const documents: { id: number; contentType: string; status: string }[] = await crm('documents')
  const image = documents.find(({ contentType, status }) => contentType === 'image/png' && status === 'active')
  const { url } = await crm(`documents/${image?.id}/download`)
  const page = await openPage(await openEmptySite())
  await attackInPage(page, attacks.loads.image, { url })
  await page.waitForFunction(() => document.images[0]?.naturalWidth)
})

for (const name of ['localhost', 'other.example'])
  inChromium(`a page of ${name} that may calls the APIs, and makes a world by it`, async () => {
    const site = await openEmptySite(name)
    const { simulator, url, actions, member } = await start(name === 'localhost' ? [] : [site])
    const call = { method: 'GET', url: `${url}/~app${actions}`, headers: member }
    expect(await fetchInPage(await openPage(site), call)).toMatchObject({ status: 200 })
    expect(simulator.worlds.map(({ id }) => id)).toEqual(['default', 'app'])
  })
