import { createHmac } from 'node:crypto'
import { jwtVerify, SignJWT } from 'jose'
import { expect } from 'vitest'
import { keyOf } from '../../src/crm/conventions/signing.ts'
import { collections } from '../../src/data/index.ts'
import { crmClient } from '../support/crm.ts'
import { rule } from '../support/rule.ts'

const start = () => {
  const it = crmClient()
  const { users, call } = it
  const { email, password, tenantSlug } = users[0] as (typeof users)[number]
  const login = () => call('POST /api/v1/auth/login', { email, password, tenantSlug }).body.data
  const refresh = (refreshToken: string) => call('POST /api/v1/auth/refresh', { refreshToken })
  const list = (token: string) => call('GET /api/v1/integrations/connections', undefined, { authorization: `Bearer ${token}` })
  return { ...it, login, refresh, list }
}

rule('C', 'tokens are JSON Web Tokens as others sign and read them', async () => {
  const { login, world, list } = start()
  const { accessToken } = login()
  const now = new Date(world.clock.ms)
  const { payload, protectedHeader } = await jwtVerify(accessToken, keyOf(world, 'jwt'), {
    currentDate: now,
    algorithms: ['HS256'],
  })
  expect(protectedHeader).toEqual({ alg: 'HS256', typ: 'JWT' })
  expect(payload).toMatchObject({ sub: '1', exp: world.clock.ms / 1000 + 900 })
  const theirs = await new SignJWT({ ...payload }).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(keyOf(world, 'jwt'))
  expect(list(theirs).status).toBe(200)
})

rule('C', 'an access token is good for 15 minutes of the world’s clock', () => {
  const { login, list, world } = start()
  const { accessToken } = login()
  world.clock.advance('PT14M59S')
  expect(list(accessToken).status).toBe(200)
  world.clock.advance('PT1S')
  expect(list(accessToken)).toMatchObject({ status: 401, headers: { 'x-sim-warning': ['The token has expired.'] } })
})

rule('C', 'a forged, altered or unsigned token, or one for another use, is refused', () => {
  const { login, list, world } = start()
  const { accessToken, refreshToken } = login()
  const [header = '', payload = '', signature = ''] = accessToken.split('.')
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
  const signed = (text: string) => `${text}.${createHmac('sha256', keyOf(world, 'jwt')).update(text).digest('base64url')}`
  const forged = [
    '',
    'x',
    '..',
    refreshToken,
    `${header}.${payload}`,
    `${header}.${payload}.`,
    `${header}.${payload}.${signature}.`,
    `${header}.${payload}.${signature.slice(0, -1)}`,
    `${header}.${encode({ ...claims, sub: '2' })}.${signature}`,
    `${encode({ alg: 'none', typ: 'JWT' })}.${payload}.`,
    `${encode({ alg: 'none', typ: 'JWT' })}.${payload}.${signature}`,
    signed(`${encode({ alg: 'HS512', typ: 'JWT' })}.${payload}`),
    signed(`${header}.${encode({ ...claims, sub: '2' })}`),
    signed(`${header}.${encode({ ...claims, sid: 'unknown' })}`),
    ...[...accessToken].flatMap((char, i) =>
      char === '.' ? [] : `${accessToken.slice(0, i)}${char === 'A' ? 'B' : 'A'}${accessToken.slice(i + 1)}`,
    ),
  ]
  for (const token of forged.filter((each) => each !== accessToken)) expect(list(token).status, token).toBe(401)
  expect(list(accessToken).status).toBe(200)
})

rule('D crm-auth-4', 'a refresh token works once, and its answer goes on', () => {
  const { login, refresh, list } = start()
  const first = login()
  const second = refresh(first.refreshToken).body.data
  const third = refresh(second.refreshToken)
  expect(third.status).toBe(200)
  expect(list(third.body.data.accessToken).status).toBe(200)
})

rule(
  'C',
  'a refresh token that comes again ends all sessions of its user, and nobody else’s',
  { when: 'a person logs in or out', on: ['sessions'] },
  () => {
    const { login, refresh, list, users } = start()
    const [stolen, elsewhere] = [login(), login()]
    const good = refresh(stolen.refreshToken).body.data
    expect(refresh(stolen.refreshToken)).toMatchObject({ status: 401, body: { error: { code: 'UNAUTHORIZED' } } })
    for (const { accessToken } of [stolen, good, elsewhere]) expect(list(accessToken).status).toBe(401)
    expect(refresh(good.refreshToken).status).toBe(401)
    expect(list(users[1]?.accessToken as string).status).toBe(200)
    expect(list(login().accessToken).status).toBe(200)
  },
)

rule('C', 'both APIs have a login of the same path, told apart by what is sent', () => {
  const { call, users } = start()
  const { email, password, tenantSlug } = users[0] as (typeof users)[number]
  expect(call('POST /api/v1/auth/login', { email, password, tenantSlug }).body.success).toBe(true)
  expect(call('POST /api/v1/auth/login/', { email, password, tenantSlug }).body).toEqual({
    username: ['This field is required.'],
  })
  expect(call('POST /api/v1/auth/login', { username: 'x', password: 'y' }).body).toHaveProperty('non_field_errors')
  expect(call('POST /api/auth/login', {}).body).toHaveProperty('username')
  expect(call('POST /api/v1/auth/login', {}).body.error.code).toBe('VALIDATION_ERROR')
})

rule('C', 'what is wrong is said in this API’s envelope, whatever it is', () => {
  const { crm, call, users } = start()
  const codeOf = (answer: { status: number; body: { success: boolean; error: { code: string } } }) => {
    expect(answer.body.success).toBe(false)
    return [answer.status, answer.body.error.code]
  }
  const authorization = `Bearer ${users[0]?.accessToken}`
  expect(codeOf(crm('GET nothing'))).toEqual([404, 'NOT_FOUND'])
  expect(codeOf(crm('PUT connections'))).toEqual([405, 'METHOD_NOT_ALLOWED'])
  expect(codeOf(crm('GET connections/999/status'))).toEqual([404, 'NOT_FOUND'])
  expect(codeOf(crm('GET connections', undefined, 'nobody'))).toEqual([401, 'UNAUTHORIZED'])
  expect(
    codeOf(call('POST /api/v1/integrations/connections/1/sync', { type: 'x' }, { authorization, 'content-type': 'text/plain' })),
  ).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE'])
})

rule('C', 'space around a password belongs to it', () => {
  const { call, users, world } = start()
  const db = collections(world)
  const { email, password, tenantSlug } = users[0] as (typeof users)[number]
  const login = (given: string) => call('POST /api/v1/auth/login', { email, password: given, tenantSlug }).status
  expect(login(` ${password}`)).toBe(401)
  expect(login(`${password} `)).toBe(401)
  expect(login('')).toBe(400)
  db.crm_users.update((q) => q.where({ id: '1' }), { data: (user) => void (user.password = ' secret ') })
  expect([login('secret'), login(' secret ')]).toEqual([401, 200])
})

rule(
  'C',
  'the guide has fresh tokens for everybody, whatever has ended and whoever never began',
  { when: 'a person logs in or out', on: ['sessions'] },
  () => {
    const { login, refresh, list, call, world } = start()
    const guide = () => call('GET /__sim').body.crm_users
    collections(world).crm_users.create({ email: 'new@x.example', tenantSlug: 'x' })
    const reuse = () => {
      const { refreshToken } = login()
      refresh(refreshToken)
      expect(refresh(refreshToken).status).toBe(401)
    }
    const before = guide()[0]
    for (let round = 0; round < 3; round++) {
      reuse()
      const [first, ...others] = guide()
      expect(list(before.accessToken).status).toBe(401)
      for (const { accessToken } of [first, ...others]) expect(list(accessToken).status).toBe(200)
      const next = refresh(first.refreshToken)
      expect(next.status).toBe(200)
      expect(list(next.body.data.accessToken).status).toBe(200)
      // What the guide gave away ends with the others.
      reuse()
      for (const token of [first.accessToken, next.body.data.accessToken]) expect(list(token).status).toBe(401)
      expect(refresh(next.body.data.refreshToken).status).toBe(401)
    }
    const changes = world.changes()
    guide()
    expect(world.changes()).toEqual(changes)
  },
)

rule('C', 'the guide says whose its samples are, where only one person sees them', () => {
  const { call, crm, samples, users } = crmClient()
  const { sample_owners: owners } = call('GET /__sim').body
  expect(Object.keys(owners).sort()).toEqual(['crm_connections', 'crm_emails', 'crm_events'])
  for (const [name, id] of Object.entries(samples.crm_connections ?? {})) {
    const owner = users.find((user) => user.id === owners.crm_connections[name])
    const authorization = `Bearer ${owner?.accessToken}`
    expect(call(`GET /api/v1/integrations/connections/${id}/status`, undefined, { authorization }).status, name).toBe(200)
    expect(crm(`GET connections/${id}/status`).status, name).toBe(owner?.id === users[0]?.id ? 200 : 404)
  }
  expect(new Set(Object.values(owners.crm_connections)).size).toBeGreaterThan(1)
})
