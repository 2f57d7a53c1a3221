import { expect } from 'vitest'
import { createSimulator, type SimRequest, type SimulatorOptions } from '../../src/index.ts'
import { callerIn } from '../support/caller.ts'
import { crmClient } from '../support/crm.ts'
import { rule } from '../support/rule.ts'

const ROOT = 'http://127.0.0.1:4010'
const JSON_TYPE = 'application/json'
const FORM_TYPE = 'application/x-www-form-urlencoded'

type Headers = Record<string, string>

/** What browsers say of a request that another site makes them send. */
const byScript: Headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' }
const byImage: Headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' }
const byLink: Headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
const byFrame: Headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' }
const byForm: Headers = { ...byLink, origin: 'https://evil.example', 'content-type': FORM_TYPE }

/** A simulator, its users and a way to call it as a browser would. */
const start = (options: Omit<SimulatorOptions, 'world'> = {}) => {
  const { simulator, samples, companyId } = crmClient(options)
  const headersOf = (api: string, as: string) => callerIn(simulator, simulator.world(), api, as).headers
  const call = (line: string, headers: Headers = {}, body?: SimRequest['body']) => {
    const [method = '', url = ''] = line.split(' ')
    return simulator.handle({ method, url: url.replace(ROOT, ''), origin: ROOT, headers, body })
  }
  const crm = (line: string, headers: Headers = {}, body?: object) =>
    call(line, { ...headersOf('crm', 'user'), 'content-type': JSON_TYPE, ...headers }, body && JSON.stringify(body))
  const ids = () => simulator.worlds.map(({ id }) => id)
  /** Where a person is asked. */
  const authorize = (prefix = '', query = '') =>
    String(crm(`GET ${prefix}/api/v1/integrations/oauth/google/authorize${query}`).headers.location)
  const decide = (consent: string, headers: Headers = {}) => {
    const { pathname, searchParams } = new URL(consent)
    return call(`POST ${pathname}`, { 'content-type': FORM_TYPE, ...headers }, `${searchParams}&decision=allow`)
  }
  const upload = (prefix = ''): string => {
    const about = { entityType: 'account', entityId: samples.crm_entities?.account }
    const answer = crm(
      `POST ${prefix}/api/v1/integrations/documents/upload`,
      {},
      { fileName: 'a.txt', contentType: 'text/plain', ...about },
    )
    return JSON.parse(answer.body).data.uploadUrl
  }
  return { simulator, samples, companyId, headersOf, call, crm, ids, authorize, decide, upload }
}

rule('C', 'pages of loopback origins may call the APIs, other pages only when their origin is named', () => {
  const call = (origin: string, cors?: string[]) =>
    createSimulator(cors ? { cors } : {}).handle({
      method: 'GET',
      url: '/api/companies/x/actions',
      origin: ROOT,
      headers: { origin },
    })
  expect(call('http://localhost:5173').headers['access-control-allow-origin']).toBe('http://localhost:5173')
  expect(call('https://app.example').headers['access-control-allow-origin']).toBeUndefined()
  expect(call('http://localhost.evil.example').headers['access-control-allow-origin']).toBeUndefined()
  expect(call('null').headers['access-control-allow-origin']).toBeUndefined()
  expect(call('https://app.example', ['https://app.example']).headers['access-control-allow-origin']).toBe('https://app.example')
  expect(call('http://localhost:5173', ['https://app.example']).headers['access-control-allow-origin']).toBeUndefined()
})

rule('C', 'a preflight is answered for every path of the APIs, and makes no world', () => {
  const { call, ids } = start()
  const response = call('OPTIONS /~w/api/companies/x/actions', {
    origin: 'http://localhost:5173',
    'access-control-request-method': 'PATCH',
    'access-control-request-headers': 'authorization,x-sim-world',
  })
  expect(response).toMatchObject({
    status: 204,
    headers: {
      'access-control-allow-origin': 'http://localhost:5173',
      'access-control-allow-headers': 'authorization,x-sim-world',
      'access-control-allow-methods': expect.stringContaining('PATCH'),
    },
  })
  expect(ids()).toEqual(['default'])
})

rule('C', 'what a page of another site sends is refused, and neither makes nor changes a world', () => {
  const { simulator, call, headersOf, ids, companyId, samples, upload } = start()
  simulator.fork('mine')
  const approve = `/api/companies/${companyId}/actions/${samples.actions?.proposed}/approve`
  const file = new URL(upload()).pathname + new URL(upload()).search
  const before = JSON.stringify(simulator.worlds.map((world) => world.changes()))
  for (const sent of [byScript, byImage, byLink, byFrame, byForm])
    for (const world of ['', '/~mine', '/~theirs'])
      for (const line of [
        'GET /__sim',
        'GET /__sim/worlds',
        'GET /api/nowhere',
        'HEAD /api/nowhere',
        'GET /api/v1/integrations/oauth/google/authorize',
        `POST ${approve}`,
        'POST /api/v1/auth/login',
        'POST /__oauth/consent',
        'POST /__sim/reset',
        'PATCH /__sim/clock',
        'POST /__sim/worlds',
        'DELETE /__sim/worlds/mine',
        `PUT ${file}`,
        `OPTIONS ${approve}`,
      ]) {
        const [method, path] = line.split(' ')
        const headers = { ...headersOf('ar', 'member'), 'content-type': JSON_TYPE, ...sent }
        const { status, body } = call(`${method} ${world}${path}`, headers, method === 'GET' ? undefined : '{"id":"theirs"}')
        expect([status, method === 'HEAD' || body.includes('Pages of other sites may not call this simulator.')], line).toEqual([
          403,
          true,
        ])
      }
  expect(JSON.stringify(simulator.worlds.map((world) => world.changes()))).toBe(before)
  expect(ids()).toEqual(['default', 'mine'])
})

rule('C', 'a world that a page of another site would make by a header is not made either', () => {
  const { call, ids } = start()
  for (const sent of [byImage, byLink]) expect(call('GET /__sim', { ...sent, 'x-sim-world': 'theirs' }).status).toBe(403)
  expect(ids()).toEqual(['default'])
})

rule('C', 'a page of an old browser, which only names its origin, is refused unless that is allowed', () => {
  const { call, headersOf, companyId } = start()
  const statusFor = (origin: string) =>
    call(`GET /api/companies/${companyId}/actions`, { ...headersOf('ar', 'member'), origin }).status
  expect(['https://evil.example', 'null', 'file://', 'http://127.0.0.1.evil.example'].map(statusFor)).toEqual([
    403, 403, 403, 403,
  ])
  expect(['http://localhost:5173', ROOT].map(statusFor)).toEqual([200, 200])
})

rule('C', 'a page of an allowed origin is welcome, whatever else its browser says', () => {
  const named = start({ cors: ['https://app.example'] })
  const any = start({ cors: ['*'] })
  const local = start()
  const sites = ['cross-site', 'same-site', 'same-origin', 'none']
  for (const [{ call, headersOf, companyId }, origin] of [
    [named, 'https://app.example'],
    // Its own page, such as the page of consent.
    [named, ROOT],
    [any, 'https://app.example'],
    [local, 'http://localhost:5173'],
  ] as const)
    for (const site of sites) {
      const headers = { ...headersOf('ar', 'member'), origin, 'sec-fetch-site': site, 'sec-fetch-mode': 'cors' }
      expect(call(`GET /~new/api/companies/${companyId}/actions`, headers).status, `${origin} ${site}`).toBe(200)
    }
})

rule('C', 'who types the address, calls without a browser or from the same site is welcome', () => {
  const { call } = start()
  expect(call('GET /__sim', { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' }).status).toBe(200)
  expect(call('GET /__sim', {}).status).toBe(200)
  expect(call('GET /__sim', { 'sec-fetch-site': 'same-site' }).status).toBe(200)
  expect(call('GET /__sim', { 'sec-fetch-site': 'same-origin' }).status).toBe(200)
})

rule('C', 'a link of any site may lead a person to the page of consent, the callback and a file, in a world that exists', () => {
  const { simulator, crm, call, authorize, decide, upload, ids } = start()
  const consent = authorize()
  expect(call(`GET ${consent}`, byFrame).status).toBe(403)
  expect(call(`GET ${consent}`, byImage).status).toBe(403)
  expect(call(`GET ${consent}`, byLink).status).toBe(200)

  const callback = String(decide(consent).headers.location)
  expect(call(`GET ${callback}`, byImage).status).toBe(403)
  expect(call(`GET ${callback}`, byFrame).status).toBe(403)
  expect(call(`GET ${callback}`, byLink).status).toBe(302)

  const address = upload()
  call(`PUT ${address}`, { 'content-type': 'text/plain' }, 'hello')
  const { id } = JSON.parse(crm('GET /api/v1/integrations/documents?status=pending').body).data[0]
  crm(`POST /api/v1/integrations/documents/${id}/confirm`)
  const file = JSON.parse(crm(`GET /api/v1/integrations/documents/${id}/download`).body).data.url
  expect([byLink, byImage].map((sent) => call(`GET ${file}`, sent).status)).toEqual([200, 200])
  expect([byFrame, byScript].map((sent) => call(`GET ${file}`, sent).status)).toEqual([403, 403])

  for (const url of [consent, callback, file]) expect(call(`GET ${url.replace(ROOT, '/~theirs')}`, byLink).status).toBe(403)
  expect(ids()).toEqual(['default'])
  simulator.fork('theirs')
  expect(call(`GET ${consent.replace(ROOT, '/~theirs')}`, byLink).status).toBe(400)
})

rule('C', 'the form of consent is taken from its own page, and not from a page of another site that knows all it asks', () => {
  const { authorize, decide, simulator } = start()
  const consent = authorize()
  const before = JSON.stringify(simulator.world().changes())
  for (const sent of [byForm, byScript, { origin: 'null', 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }])
    expect(decide(consent, sent).status).toBe(403)
  expect(JSON.stringify(simulator.world().changes())).toBe(before)
  const own = { origin: ROOT, 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
  expect(decide(consent, own).status).toBe(302)
})

rule('C', 'a world is made by a call that succeeds in it, and not by one that is refused', () => {
  const { call, crm, headersOf, ids, companyId, samples } = start()
  const token = headersOf('ar', 'member')
  const json = { ...token, 'content-type': JSON_TYPE }
  const actions = `/api/companies/${companyId}/actions`
  expect(call(`GET /~new${actions}`).status).toBe(401)
  expect(call(`GET /~new${actions}/nothing`, token).status).toBe(404)
  expect(call('GET /~new/api/nowhere', token).status).toBe(404)
  expect(call('GET /~new/nowhere').status).toBe(404)
  expect(call(`DELETE /~new${actions}`, token).status).toBe(405)
  expect(call(`POST /~new${actions}/${samples.actions?.completed}/approve`, json, '{}').status).toBe(400)
  expect(call(`POST /~new${actions}/${samples.actions?.proposed}/approve`, json, '{').status).toBe(400)
  expect(call('GET /~new/__oauth/consent').status).toBe(400)
  expect(call('GET /~new/__storage/x').status).toBe(403)
  expect(call('PATCH /~new/__sim/clock', json, '{}').status).toBe(400)
  expect(call(`OPTIONS /~new${actions}`, token).status).toBe(405)
  expect(crm('GET /api/v1/integrations/connections/0/status', { 'x-sim-world': 'new' }).status).toBe(404)
  expect(ids()).toEqual(['default'])

  expect(call(`POST /~new${actions}/${samples.actions?.proposed}/approve`, json, '{}').status).toBe(200)
  expect(crm('GET /api/v1/integrations/connections', { 'x-sim-world': 'other' }).status).toBe(200)
  expect(ids()).toEqual(['default', 'new', 'other'])
  expect(JSON.parse(call(`GET /~new${actions}/${samples.actions?.proposed}`, token).body).status).toBe('processing')
})

rule('C', 'the page of consent cannot be framed, runs no script and is what it says it is, also where it refuses', () => {
  const { authorize, call } = start()
  const pages = [
    `GET ${authorize()}`,
    'GET /__oauth/consent?state=unknown',
    'POST /__oauth/consent',
    'GET /__oauth/nowhere',
    'DELETE /__oauth/consent',
  ].map((line) => call(line, { 'content-type': FORM_TYPE }))
  expect(pages.map(({ status }) => status)).toEqual([200, 400, 400, 404, 405])
  for (const { headers, body } of pages) {
    const policy = String(headers['content-security-policy'])
    expect(headers['content-type']).toBe('text/html; charset=utf-8')
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('script-src')
    expect(body).not.toMatch(/<script|\son\w+=|javascript:/i)
  }
})

rule('C', 'a person goes back to a path of the app, or to an address that may call the APIs, and nowhere else', () => {
  const statusFor = ({ authorize, crm }: ReturnType<typeof start>, returnTo: string) => {
    const query = `?returnTo=${encodeURIComponent(returnTo)}`
    const { status } = crm(`GET /api/v1/integrations/oauth/google/authorize${query}`)
    if (status === 302) expect(authorize('', query)).toContain('/__oauth/consent')
    return status
  }
  const local = start()
  const named = start({ cors: ['https://app.example'] })
  const paths = ['/', '/settings?tab=mail#top', '/a//b', '/./a', '/%2F%2Fevil.example', '/@evil.example']
  const addresses = ['http://localhost:5173/done', 'http://127.0.0.1:5173', 'http://[::1]:3000/x', `${ROOT}/done`]
  for (const returnTo of paths) expect([returnTo, statusFor(local, returnTo)]).toEqual([returnTo, 302])
  for (const returnTo of addresses) expect([returnTo, statusFor(local, returnTo)]).toEqual([returnTo, 302])
  expect([statusFor(named, 'https://app.example/done'), statusFor(named, `${ROOT}/done`)]).toEqual([302, 302])
  expect(statusFor(named, 'http://localhost:5173/done')).toBe(400)

  for (const returnTo of [
    '//evil.example',
    '/..//',
    '/.//evil.example',
    '/..//evil.example',
    '/%2e//evil.example',
    '/a/..//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '\\\\evil.example',
    'https:evil.example',
    'https:/evil.example',
    'https:\\\\evil.example',
    'https://evil.example',
    'https://localhost.evil.example',
    'https://localhost@evil.example',
    `${ROOT}.evil.example/`,
    `${ROOT}@evil.example/`,
    'https:///evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    'settings',
    ' /settings',
  ])
    for (const at of [local, named]) expect([returnTo, statusFor(at, returnTo)]).toEqual([returnTo, 400])
})

rule('C', 'the address at the end is a path, or one of that origin, as the person’s browser reads it', () => {
  const { authorize, decide, call } = start()
  const end = (returnTo: string) => {
    const callback = decide(authorize('', `?returnTo=${encodeURIComponent(returnTo)}`)).headers.location
    return new URL(String(call(`GET ${callback}`).headers.location), `${ROOT}/`).origin
  }
  for (const path of ['/', '/a//b', '/@evil.example', '/%2F%2Fevil.example', '/a/../b', '/%5C%5Cevil.example'])
    expect([path, end(path)]).toEqual([path, ROOT])
  expect(end('http://localhost:5173')).toBe('http://localhost:5173')
})

rule('C', 'a state, a code and the address of a file are worth nothing in another world', () => {
  const { simulator, authorize, decide, call, upload } = start()
  for (const id of ['one', 'other']) simulator.fork(id)
  const type = { 'content-type': 'text/plain' }
  const [address, consent] = [upload('/~one'), authorize('/~one')]
  expect(call(`PUT ${address.replace('/~one/', '/~other/')}`, type, 'x').status).toBe(403)
  expect(call(`PUT ${address.replace('/~one/', '/')}`, type, 'x').status).toBe(403)
  // Not even where the same calls have made the same document.
  expect(new URL(upload('/~other')).pathname).toBe(new URL(address).pathname.replace('/~one/', '/~other/'))
  expect(call(`PUT ${address.replace('/~one/', '/~other/')}`, type, 'x').status).toBe(403)
  expect(call(`PUT ${address}`, type, 'x').status).toBe(200)

  const callback = String(decide(consent).headers.location)
  expect(decide(consent.replace('/~one/', '/~other/')).status).toBe(400)
  expect(call(`GET ${callback.replace('/~one/', '/~other/')}`).status).toBe(400)
  expect(call(`GET ${callback}`).status).toBe(302)
})

/** Everything that lets somebody in, of one simulator. */
function keysOf(options: SimulatorOptions): Readonly<Record<string, string>> {
  const { crm, call, authorize, decide, upload } = start(options)
  const guide = JSON.parse(call('GET /__sim').body)
  const [{ email, password, tenantSlug, accessToken, refreshToken }] = guide.crm_users
  const login = crm('POST /api/v1/auth/login', {}, { email, password, tenantSlug })
  const consent = authorize()
  const { searchParams } = new URL(String(decide(consent).headers.location))
  const [state, code] = ['state', 'code'].map((name) => searchParams.get(name) as string)
  return {
    'a token of the guide': accessToken,
    'a refresh token of the guide': refreshToken,
    'a token of a login': JSON.parse(login.body).data.accessToken,
    'a token of the AR API': guide.companies[0].members[0].token,
    challenge: new URL(consent).searchParams.get('code_challenge') as string,
    'address of a file': new URL(upload()).searchParams.get('signature') as string,
    state: state as string,
    code: code as string,
  }
}

rule('C', 'tokens, states and codes follow from the seed alone, so that they are good after a restart', () => {
  expect(keysOf({})).toEqual(keysOf({}))
  expect(keysOf({ seed: 7 })).toEqual(keysOf({ seed: 7 }))
  expect(keysOf({ secret: 'ours' })).toEqual(keysOf({ secret: 'ours' }))
})

rule('C', 'with a secret nobody can make tokens, states and codes who knows the seed', () => {
  const [open, ours, theirs] = [{}, { secret: 'ours' }, { secret: 'theirs' }].map(keysOf) as [object, object, object]
  for (const [what, key] of Object.entries(open)) {
    expect(Object.values(ours), what).not.toContain(key)
    expect(Object.values(theirs), what).not.toContain(key)
  }
  for (const key of Object.values(ours)) expect(Object.values(theirs)).not.toContain(key)

  const [one, other] = [start(), start({ secret: 'ours' })]
  for (const [api, url] of [
    ['ar', `/api/companies/${one.companyId}/actions`],
    ['crm', '/api/v1/integrations/connections'],
  ] as const) {
    expect(other.call(`GET ${url}`, one.headersOf(api, api === 'ar' ? 'member' : 'user')).status).toBe(401)
    expect(other.call(`GET ${url}`, other.headersOf(api, api === 'ar' ? 'member' : 'user')).status).toBe(200)
  }
})

rule('C', 'a secret changes keys only: the rest of the data stays as the seed says', () => {
  const dataOf = (options: SimulatorOptions) => {
    const { call, headersOf, companyId, simulator } = start(options)
    const actions = call(`GET /api/companies/${companyId}/actions`, headersOf('ar', 'member')).body
    const inbox = call('GET /api/v1/integrations/email/inbox', headersOf('crm', 'user')).body
    return [actions, inbox, JSON.stringify(simulator.guide(simulator.world(), ROOT).samples)]
  }
  expect(dataOf({ secret: 'ours' })).toEqual(dataOf({}))
})

rule('C', 'only pages of the simulator’s own origin may call the control API, to the last digit of the port', () => {
  const statusOf = (page: string, url: string) =>
    createSimulator().handle({ method: 'GET', url, origin: 'http://127.0.0.1:4010', headers: { origin: page } }).status
  for (const url of ['/__sim', '/~w/__sim']) {
    expect(statusOf('http://127.0.0.1:4010', url)).toBe(200)
    for (const page of ['http://127.0.0.1:401', 'http://127.0.0.1:40100', 'http://127.0.0.1', 'http://localhost:4010', 'null'])
      expect(statusOf(page, url), page).toBe(403)
  }
})
