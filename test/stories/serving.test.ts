import express, { type Express } from 'express'
import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { expect, onTestFinished, vi } from 'vitest'
import { createSimulator, type Simulator } from '../../src/index.ts'
import { simulatorRouter } from '../../src/serve/express.ts'
import { serve } from '../../src/serve/http.ts'
import { handlers } from '../../src/serve/msw.ts'
import { callerIn } from '../support/caller.ts'
import { client } from '../support/client.ts'
import { listening } from '../support/listening.ts'
import { rule } from '../support/rule.ts'

/** The origin of an app that listens until the test is finished. */
async function listens(app: Express): Promise<string> {
  const { origin, close } = await listening(app)
  onTestFinished(close)
  return origin
}

const json = async (url: string, init?: RequestInit) => (await fetch(url, init)).json()

rule('C', 'the Express router may come after a parser that has read the body', async () => {
  const { simulator, samples, companyId, world } = client()
  const { headers } = callerIn(simulator, world)
  const app = express().use(express.json()).use(simulatorRouter(simulator))
  const approved = await json(`${await listens(app)}/api/companies/${companyId}/actions/${samples.actions?.proposed}/approve`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ final_content: 'Grüße, pay – please' }),
  })
  expect(approved).toMatchObject({ status: 'processing', metadata: { final_content: 'Grüße, pay – please' } })
})

rule(
  'C',
  'the Express router leaves every other path to the app, and hands out addresses below where it is mounted',
  async () => {
    const app = express()
      .use('/mock', simulatorRouter(client().simulator))
      .use((request, response) => void response.json({ mine: request.path }))
    const url = await listens(app)
    expect(await json(`${url}/apiary`)).toEqual({ mine: '/apiary' })
    expect(await json(`${url}/mock/nothing`)).toEqual({ mine: '/mock/nothing' })
    expect((await json(`${url}/mock/~w/__sim`)).ar.base_url).toBe(`${url}/mock/~w/api`)
    expect((await json(`${url}/mock/openapi/ar.json`)).openapi).toBe('3.1.0')
  },
)

rule(
  'C',
  'MSW answers the paths of the APIs on any origin, or all below `/api` of an address that is named, and leaves the rest alone',
  async () => {
    const { simulator } = client()
    const mine = http.get('*/mine', () => HttpResponse.json({ mine: true }))
    const other = http.all('*', () => HttpResponse.json({ other: true }))
    for (const [origins, elsewhere] of [
      [undefined, { detail: 'Authentication credentials were not provided.' }],
      [{ ar: 'https://ar.example' }, { other: true }],
    ] as const) {
      const server = setupServer(mine, ...handlers(simulator, origins), other)
      server.listen({ onUnhandledRequest: 'error' })
      try {
        expect(await json('https://ar.example/api/companies/x/actions')).toEqual({
          detail: 'Authentication credentials were not provided.',
        })
        expect(await json('https://else.example/api/companies/x/actions')).toEqual(elsewhere)
        expect(await json('https://ar.example/mine')).toEqual({ mine: true })
        expect(await json('https://app.example/api/session')).toEqual({ other: true })
        const unknown = await json('https://ar.example/api/session')
        expect('detail' in unknown).toBe(origins !== undefined)
        expect(await json('https://ar.example/apiary')).toEqual({ other: true })
        expect((await json('https://ar.example/~w/__sim')).world).toBe('w')
      } finally {
        server.close()
      }
    }
    expect(() => handlers(simulator, { nope: 'https://ar.example' } as object)).toThrow(
      'There is no API "nope". There is: ar, crm.',
    )
    for (const address of ['ar.example', 'https://ar.example/api', 'https://ar.example/api/v1/'])
      expect(() => handlers(simulator, { ar: address })).toThrow(
        new TypeError(`"${address}" is no address for "ar": it is like "https://ar.example", or with a path before /api.`),
      )
    expect(() => (handlers as (simulator: unknown) => void)(undefined)).toThrow(
      new TypeError('handlers takes a simulator: handlers(createSimulator()).'),
    )
  },
)

rule('C', 'at an address of the CRM alone MSW answers a path that it does not have with 404', async () => {
  const server = setupServer(...handlers(client().simulator, { crm: 'https://crm.example/v2' }))
  server.listen({ onUnhandledRequest: 'error' })
  try {
    for (const path of ['/api/v1/integration/email/inbox', '/~w/api/companies'])
      expect((await json(`https://crm.example/v2${path}`)).error.message).toContain('Nothing is here.')
    await expect(fetch('https://crm.example/v2/mine')).rejects.toThrow()
  } finally {
    server.close()
  }
})

rule('C', 'under MSW the guide of a world has each API at its own address, and only those that have one', async () => {
  const { simulator } = client()
  const ar = 'https://ar.example'
  for (const [addresses, of] of [
    [
      { ar, crm: 'https://crm.example/v2/' },
      { ar: `${ar}/~w/api`, crm: 'https://crm.example/v2/~w/api/v1/integrations' },
    ],
    [{ ar }, { ar: `${ar}/~w/api`, crm: undefined }],
  ] as const) {
    const server = setupServer(...handlers(simulator, addresses))
    server.listen({ onUnhandledRequest: 'error' })
    try {
      const guide = await json(`${ar}/~w/__sim`)
      expect({ ar: guide.ar.base_url, crm: guide.crm?.base_url }).toEqual(of)
      expect('crm_users' in guide).toBe(of.crm !== undefined)
      expect(guide.ar.openapi).toBe(undefined)
    } finally {
      server.close()
    }
  }
})

rule('C', 'under MSW the guide of a world names no documents, which are not answered there', async () => {
  const server = setupServer(...handlers(client().simulator))
  server.listen({ onUnhandledRequest: 'error' })
  try {
    const { ar, crm } = await json('https://any.example/~w/__sim')
    expect([ar, crm]).toEqual([
      { base_url: 'https://any.example/~w/api' },
      { base_url: 'https://any.example/~w/api/v1/integrations' },
    ])
  } finally {
    server.close()
  }
})

rule('C', 'MSW answers an API below a path where its address has one, and what it hands out is below it too', async () => {
  const { simulator, world, companyId } = client()
  const { headers } = callerIn(simulator, world)
  const server = setupServer(...handlers(simulator, { ar: 'https://gate.example/v2', crm: 'https://gate.example/crm/' }))
  server.listen({ onUnhandledRequest: 'error' })
  try {
    const list = await fetch(`https://gate.example/v2/api/companies/${companyId}/actions`, { headers })
    expect([list.status, list.statusText]).toEqual([200, 'OK'])
    expect((await json('https://gate.example/v2/__sim')).ar.base_url).toBe('https://gate.example/v2/api')
    expect((await json('https://gate.example/crm/~w/__sim')).crm.base_url).toBe('https://gate.example/crm/~w/api/v1/integrations')
    expect((await json('https://gate.example/crm/api/v1/integrations/connections')).error.code).toBe('UNAUTHORIZED')
    await expect(fetch(`https://gate.example/api/companies/${companyId}/actions`)).rejects.toThrow()
    expect(world.calls('listActions').length).toBe(1)
  } finally {
    server.close()
  }
})

rule('C', 'the words for a status are the same over HTTP and under MSW', async () => {
  const { simulator } = client()
  const server = setupServer(...handlers(simulator, { ar: 'https://ar.example' }))
  const { url, close } = await serve(simulator, { port: 0 })
  server.listen({ onUnhandledRequest: 'bypass' })
  try {
    for (const status of [200, 413, 422, 429, 503]) {
      simulator.world().faults.add({ match: { operation: 'ar.login' }, answer: { status }, times: 2 })
      const [one, two] = await Promise.all(
        [url, 'https://ar.example'].map((origin) => fetch(`${origin}/api/auth/login/`, { method: 'POST' })),
      )
      expect([one?.status, two?.status, two?.statusText]).toEqual([status, status, one?.statusText])
      expect(two?.statusText).toMatch(/^[A-Z]/)
    }
  } finally {
    server.close()
    await close()
  }
})

rule('C', 'who looks for a document, or leaves out the base of an API, is told where it is', async () => {
  const { simulator, companyId } = client()
  const { url, close } = await serve(simulator, { port: 0 })
  const hint = async (path: string) => (await json(url + path)).error.message
  try {
    expect(await hint('/docs')).toBe(
      'Nothing is here. The documents are /openapi/ar.json, /openapi/crm.json and /openapi/sim.json.',
    )
    expect(await hint(`/~w/companies/${companyId}/actions`)).toBe(
      `Nothing is here. Did you mean /~w/api/companies/${companyId}/actions?`,
    )
    expect(await hint('/integrations/email/inbox')).toBe('Nothing is here. Did you mean /api/v1/integrations/email/inbox?')
    expect(await hint('/nothing')).toBe('Nothing is here. See GET /__sim.')
    for (const path of ['/~w/docs', '/~w/openapi', '/~w/openapi/foo.json', '/~w/api-docs'])
      expect(await hint(path)).toBe(
        'Nothing is here. The documents are /~w/openapi/ar.json, /~w/openapi/crm.json and /~w/openapi/sim.json.',
      )
    expect(await hint('/~w/nothing')).toBe('Nothing is here. See GET /~w/__sim.')
    expect(await hint('/~no!world/nothing')).toBe('Nothing is here. See GET /__sim.')
  } finally {
    await close()
  }
})

rule('C', 'a server tells at its first address what there is, and looks once only where a request goes', async () => {
  const { simulator } = client()
  const { url, close } = await serve(simulator, { port: 0 })
  const told = vi.spyOn(simulator, 'route')
  const answerTo = async (path: string, method: string) => {
    const { status, headers } = await fetch(url + path, { method })
    return [status, headers.get('content-type'), headers.get('x-content-type-options')]
  }
  const refused = 'application/json; charset=utf-8'
  try {
    const welcome = await (await fetch(`${url}/?x=1`)).text()
    for (const place of ['/api ', '/api/v1 ', '/openapi/ar.json', '/openapi/stories.arazzo.json', '/__sim '])
      expect(welcome).toContain(`\n  ${place}`)
    for (const path of ['/~w', '/~w/']) {
      const ofWorld = await (await fetch(url + path)).text()
      for (const place of ['/~w/api ', '/~w/api/v1 ', '/~w/openapi/ar.json', '/~w/__sim '])
        expect(ofWorld).toContain(`\n  ${place}`)
      expect(ofWorld).not.toContain('arazzo')
    }
    expect(await answerTo('/', 'HEAD')).toEqual([200, 'text/plain; charset=utf-8', 'nosniff'])
    expect(await answerTo('/', 'POST')).toEqual([404, refused, 'nosniff'])
    expect(await answerTo('/nothing', 'HEAD')).toEqual([404, refused, 'nosniff'])
    expect(await answerTo('/%', 'GET')).toEqual([400, refused, 'nosniff'])
    expect(told).toHaveBeenCalledTimes(7)
  } finally {
    await close()
  }
})

rule('C', 'who looks for a document of a server with one API is told of that one', async () => {
  const { url, close } = await serve(createSimulator({ apis: ['crm'] }), { port: 0 })
  try {
    expect((await json(`${url}/docs`)).error.message).toBe(
      'Nothing is here. The documents are /openapi/crm.json and /openapi/sim.json.',
    )
  } finally {
    await close()
  }
})

rule('C', 'a server on the loopback address of IPv6 has its address in brackets', async () => {
  const { url, close } = await serve(client().simulator, { port: 0, host: '::1' })
  const { status } = await fetch(`${url}/__sim`)
  await close()
  expect([url.startsWith('http://[::1]:'), status]).toEqual([true, 200])
})

rule('C', 'a simulator can have one API only; the other’s paths are nobody’s then', () => {
  const [onlyAr, onlyCrm] = (['ar', 'crm'] as const).map((name) => createSimulator({ apis: [name] }))
  const statusOf = (simulator: Simulator | undefined, url: string) =>
    simulator?.handle({ method: 'GET', url, origin: 'http://127.0.0.1', headers: {} }).status
  expect([statusOf(onlyAr, '/api/companies/1/actions'), statusOf(onlyCrm, '/api/companies/1/actions')]).toEqual([401, 404])
  expect([statusOf(onlyAr, '/api/v1/integrations/connections'), statusOf(onlyCrm, '/api/v1/integrations/connections')]).toEqual([
    404, 401,
  ])
  expect(statusOf(onlyAr, '/__storage/x')).toBe(404)
  expect(() => createSimulator({ apis: ['erp' as never] })).toThrow('There is no API "erp". There is: ar, crm.')
  for (const apis of [[], 'ar' as never]) expect(() => createSimulator({ apis })).toThrow('apis is a list of one or more names.')
})
