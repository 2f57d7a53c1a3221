import { expect } from 'vitest'
import { tokens } from '../../src/ar/auth/token.ts'
import { companies } from '../../src/ar/companies/company.ts'
import { members } from '../../src/ar/companies/member.ts'
import { collections } from '../../src/data/index.ts'
import { client } from '../support/client.ts'
import { rule } from '../support/rule.ts'

const BODY = '{"detail":"Authentication credentials were not provided."}'

function first(use: ReturnType<typeof client>) {
  const { companies: all } = use.call('GET /__sim').body
  return { all, member: all[0].members[0] }
}

rule('D authentication-9', 'a missing, malformed or unknown token, or another scheme, is answered with the same 401', () => {
  const use = client()
  const { token } = first(use).member
  for (const authorization of ['', 'Token', `Bearer ${token}`, token, `Token ${token} x`, 'Token 0000', `Token ${token}x`]) {
    const { status, body, headers } = use.call(`GET /api/companies/${use.companyId}/actions`, undefined, { authorization })
    expect([status, JSON.stringify(body), headers['www-authenticate']]).toEqual([401, BODY, 'Token'])
  }
})

rule('D authentication-9', 'an expired token is no token; expiry is on the world’s clock', () => {
  const use = client()
  const { token } = first(use).member
  const row = use.world.table(tokens).get(token)
  if (!row) throw new Error('no token')
  use.world.transactions.run(() => use.world.table(tokens).put({ ...row, expires_at: '2026-06-02T14:00:00Z' }))
  expect(use.ar('GET actions').status).toBe(200)
  use.world.clock.advance('P1D')
  expect(use.call(`GET /api/companies/${use.companyId}/actions`, undefined, { authorization: `Token ${token}` }).status).toBe(401)
})

rule('C', 'who logs in after the token expired gets a new one, who logs in before gets the same', () => {
  const use = client()
  const { member } = first(use)
  const login = () => use.call('POST /api/v1/auth/login/', { username: member.username, password: member.password }).body.token
  expect(login()).toBe(member.token)
  const row = use.world.table(tokens).get(member.token)
  if (!row) throw new Error('no token')
  use.world.transactions.run(() => use.world.table(tokens).put({ ...row, expires_at: '2026-06-01T00:00:00Z' }))
  const fresh = login()
  expect(fresh).not.toBe(member.token)
  expect(use.call(`GET /api/companies/${use.companyId}/actions`, undefined, { authorization: `token ${fresh}` }).status).toBe(200)
})

rule('C', 'the guide has a good token for everybody, whatever has expired and whoever never logged in', () => {
  const use = client()
  const db = collections(use.world)
  const user = db.users.create({ first_name: 'Zed', last_name: 'Young' })
  const made = db.members.create({ user: user.id })
  const expired = first(use).member
  db.tokens.update((q) => q.where({ id: expired.token }), { data: (token) => void (token.expires_at = '2026-06-01T00:00:00Z') })
  const changes = use.world.changes()
  const tokenOf = (id: string) => first(use).all[0].members.find((member: { id: string }) => member.id === id).token
  const list = (token: string) =>
    use.call(`GET /api/companies/${use.companyId}/actions`, undefined, { authorization: `Token ${token}` }).status
  for (const { id } of [made, expired]) {
    expect(tokenOf(id)).toMatch(/^[0-9a-f]{40}$/)
    expect([list(tokenOf(id)), tokenOf(id)]).toEqual([200, tokenOf(id)])
  }
  expect(list(expired.token)).toBe(401)
  // Who knows an id knows no token.
  expect(list(`${tokenOf(made.id).slice(0, -1)}g`)).toBe(401)
  expect(use.world.changes()).toEqual(changes)
  const { token } = use.call('POST /api/auth/login', { username: user.username, password: user.password }).body
  expect([tokenOf(made.id), list(token)]).toEqual([token, 200])
  const own = tokenOf(expired.id)
  db.users.delete((q) => q.where({ username: expired.username }))
  expect([tokenOf(expired.id), list(own)]).toEqual([null, 401])
})

rule('D conventions-5', 'the API answers below /api and /api/v1, with and without a slash at the end', () => {
  const use = client()
  const { token } = first(use).member
  const bodies = ['/api', '/api/v1'].flatMap((base) =>
    ['', '/'].map((slash) =>
      use.call(`GET ${base}/companies/${use.companyId}/integrations${slash}`, undefined, { authorization: `Token ${token}` }),
    ),
  )
  for (const each of bodies) expect(each).toEqual(bodies[0])
  expect(bodies[0]?.status).toBe(200)
})

rule('C', 'a member who is no longer active is refused, a company that does not exist is not found', () => {
  const use = client()
  const { member } = first(use)
  const row = use.world.table(members).get(member.id)
  if (!row) throw new Error('no member')
  const get = (company: string) =>
    use.call(`GET /api/companies/${company}/actions`, undefined, { authorization: `Token ${member.token}` }).status
  expect(get('not-a-uuid')).toBe(404)
  expect(get('00000000-0000-4000-8000-0000000000ff')).toBe(404)
  use.world.transactions.run(() => use.world.table(members).put({ ...row, is_active: false }))
  expect(get(use.companyId)).toBe(403)
})

rule('C', 'a row of another company is not found', () => {
  const use = client()
  const { all, member } = first(use)
  const other = [...use.world.table(companies).all()].find(({ id }) => id !== use.companyId)
  const stranger = all.find(({ id }: { id: string }) => id === other?.id).members[0]
  const list = use.call(`GET /api/companies/${other?.id}/actions`, undefined, { authorization: `Token ${stranger.token}` }).body
    .data
  const { status, body } = use.call(`GET /api/companies/${use.companyId}/actions/${list[0].id}`, undefined, {
    authorization: `Token ${member.token}`,
  })
  expect([status, body]).toEqual([404, { detail: 'Not found.' }])
})

rule('C', 'the checks come in order: route, token, method, company, object, ownership, body, fields, state', () => {
  const use = client()
  const { teammate = '' } = { teammate: use.samples.connections?.nylas_teammate }
  const base = `/api/companies/${use.companyId}/integrations`
  const auth = { authorization: `Token ${first(use).member.token}` }
  const text = { 'content-type': 'text/plain' }
  expect(use.call('PUT /api/nowhere').status).toBe(404)
  expect(use.call('PUT /api/companies/x/integrations').status).toBe(401)
  expect(use.call('PUT /api/companies/x/integrations', undefined, auth)).toMatchObject({
    status: 405,
    headers: { allow: 'GET, HEAD' },
    body: { detail: 'Method "PUT" not allowed.' },
  })
  expect(use.call('PATCH /api/companies/x/integrations/y', 1, { ...auth, ...text }).status).toBe(404)
  expect(use.call(`PATCH ${base}/y`, 1, { ...auth, ...text }).status).toBe(404)
  expect(use.call(`PATCH ${base}/${teammate}`, 1, { ...auth, ...text }).status).toBe(403)
  const crm = use.samples.connections?.crm
  expect(use.call(`PATCH ${base}/${crm}`, 1, { ...auth, ...text }).status).toBe(415)
  expect(use.call(`PATCH ${base}/${crm}`, { allow_shared_sending: 1 }, auth).body).toEqual({
    allow_shared_sending: ['Must be a valid boolean.'],
  })
  expect(use.call(`PATCH ${base}/${crm}`, { allow_shared_sending: true }, auth).body).toEqual({
    detail: 'Only e-mail connections have these settings.',
  })
})

rule('C', 'a body of more than 1,000,000 bytes is refused', () => {
  const use = client()
  const huge = { comment: 'é'.repeat(500_000) }
  const { status, body } = use.ar(`POST actions/${use.samples.actions?.proposed}/approve`, huge)
  expect([status, body]).toEqual([413, { detail: 'Request body exceeds 1000000 bytes.' }])
})

rule('C', 'an empty body counts as an empty object, whatever its type', () => {
  const use = client()
  const auth = { authorization: `Token ${first(use).member.token}`, 'content-type': 'application/x-www-form-urlencoded' }
  const url = `/api/companies/${use.companyId}/actions/${use.samples.actions?.proposed}/approve`
  expect(use.world.handle({ method: 'POST', url, origin: 'http://127.0.0.1', headers: auth, body: '' }).status).toBe(200)
})

rule('C', 'HEAD answers as GET does, with the length of its body but without it', () => {
  const use = client()
  const { token } = first(use).member
  const request = {
    url: `/api/companies/${use.companyId}/actions`,
    origin: 'http://127.0.0.1',
    headers: { authorization: `Token ${token}` },
  }
  const [head, get] = ['HEAD', 'GET'].map((method) => use.world.handle({ ...request, method }))
  const length = String(Buffer.byteLength(get?.body ?? ''))
  expect(head).toEqual({ ...get, headers: { ...get?.headers, 'content-length': length }, body: '' })
})

rule('C', 'a refusal says more in a warning than the vendor’s words do', () => {
  const use = client()
  const { token } = first(use).member
  const auth = { authorization: `Token ${token}` }
  const warning = (call: string, headers: Record<string, string> = auth, body?: unknown) =>
    use.call(call, body, headers).headers['x-sim-warning']
  const actions = `/api/companies/${use.companyId}/actions`
  expect(warning('GET /api/nowhere')).toEqual(['No operation of the AR API has this path. They are listed in /openapi/ar.json.'])
  expect(warning(`GET ${actions}`, {})).toEqual(['Send the header "Authorization: Token <token>". GET /__sim lists tokens.'])
  expect(warning(`GET ${actions}`, { authorization: 'Bearer x' })).toEqual(['The scheme of the header Authorization is "Token".'])
  expect(warning(`GET ${actions}`, { authorization: 'Token x' })).toEqual([
    'Nobody in this world has this token. GET /__sim lists those there are.',
  ])
  expect(warning(`GET ${actions}`, { authorization: 'Token' })).toEqual([
    'The header Authorization ends where the token belongs.',
  ])
  expect(warning('GET /api/companies/x/actions')).toEqual(['There is no company "x".'])
  expect(warning(`GET ${actions}/x`)).toEqual(['There is no action "x" here.'])
  expect(warning(`POST ${actions}/${use.samples.actions?.deleted}/approve`)).toEqual(['The action was deleted.'])
  expect(
    warning(`POST /api/companies/${use.companyId}/integrations/${use.samples.connections?.nylas_teammate}/disconnect`),
  ).toEqual(['Only its owner can disconnect a mailbox.'])
})
