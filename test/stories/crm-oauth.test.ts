import { expect } from 'vitest'
import type * as z from 'zod'
import { without } from '../../src/core/world/without.ts'
import { crmConnections } from '../../src/crm/connections/connection.ts'
import { EXPIRED, NOT_CONNECTED } from '../../src/crm/connections/needs-connection.ts'
import type { Email as EmailSchema } from '../../src/crm/email/email.ts'
import { crmGrants } from '../../src/crm/oauth/grant.ts'
import { collections } from '../../src/data/index.ts'
import { createSimulator } from '../../src/index.ts'
import { callerIn } from '../support/caller.ts'
import { crmClient } from '../support/crm.ts'
import { rule } from '../support/rule.ts'

type Email = z.output<typeof EmailSchema>

const locationOf = ({ headers }: { headers: Readonly<Record<string, unknown>> }) => String(headers.location)

/** A person without connections, who begins to connect Google. */
const start = (options: Parameters<typeof crmClient>[0] = {}) => {
  const it = crmClient(options)
  const { world, crm, call } = it
  world.transactions.seed(() => without(crmConnections)(world))
  const begin = (query = '', as = 'user') => locationOf(crm(`GET oauth/google/authorize${query}`, undefined, as))
  const go = (url: string) => call(`GET ${new URL(url).pathname}${new URL(url).search}`)
  const post = (consentUrl: string, fields: Record<string, string>) => {
    const { origin, pathname, searchParams } = new URL(consentUrl)
    return world.handle({
      method: 'POST',
      url: pathname,
      origin,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `${searchParams}&${new URLSearchParams(fields)}`,
    })
  }
  const decide = (consentUrl: string, decision: string, fields: Record<string, string> = {}) => {
    const response = post(consentUrl, { ...fields, decision })
    expect(response.status, String(response.body)).toBe(302)
    return locationOf(response)
  }
  /** Connects an account; the usual one unless told. */
  const connect = (account = '', as = 'user') => go(decide(begin('', as), 'allow', { other: account }))
  const sync = (id: number, type = 'all') => {
    crm(`POST connections/${id}/sync`, { type })
    world.clock.advance('PT10S')
  }
  const mine = () => crm('GET connections').body.data
  return { ...it, begin, go, post, decide, connect, sync, mine }
}

rule(
  'D crm-oauth-4',
  'who allows it is connected, and goes back to where they came from',
  { when: 'a CRM account is connected', on: ['CRM connections'] },
  () => {
    const { begin, decide, go, mine, users } = start()
    const consent = begin('?returnTo=/settings%3Ftab%3Dmail')
    expect(new URL(consent).searchParams.get('code_challenge_method')).toBe('S256')
    const back = go(decide(consent, 'allow'))
    expect(back.status).toBe(302)
    expect(locationOf(back)).toBe('/settings?tab=mail&connected=google')
    expect(mine()).toMatchObject([
      { provider: 'google', email: users[0]?.email, status: 'active', tokenExpiresAt: '2026-06-01T15:00:00Z', lastSyncAt: null },
    ])
  },
)

rule('C', 'who denies it is not connected, and goes back with an error', () => {
  const { begin, decide, go, mine } = start()
  const back = go(decide(begin(), 'deny'))
  expect(locationOf(back)).toBe('/?error=access_denied')
  expect(mine()).toEqual([])
})

rule('C', 'the page asks who is asked for what, and changes nothing by being looked at', () => {
  const { begin, world, users } = start()
  const { origin, pathname, search } = new URL(begin())
  const before = world.changes()
  const { status, body } = world.handle({ method: 'GET', url: pathname + search, origin, headers: {} })
  expect(status).toBe(200)
  for (const text of ['Google', users[0]?.email, users[0]?.tenantSlug, 'calendar.events', 'Allow', 'Deny'])
    expect(body).toContain(text)
  expect(world.changes()).toEqual(before)
})

rule('C', 'state and code work once', () => {
  const { begin, decide, go, mine } = start()
  const callback = decide(begin(), 'allow')
  expect(go(callback).status).toBe(302)
  expect(go(callback)).toMatchObject({ status: 400, body: { error: { message: 'The state is unknown, used or expired.' } } })
  expect(mine()).toHaveLength(1)
})

rule('C', 'state and code are good for ten minutes', () => {
  const { begin, decide, go, mine, world } = start()
  const callback = decide(begin(), 'allow')
  world.clock.advance('PT10M')
  expect(go(callback).status).toBe(400)
  expect(mine()).toEqual([])
})

rule('C', 'a code that belongs to another state, another provider, or another challenge connects nobody', () => {
  const { begin, decide, go, mine, world } = start()
  const [mineUrl, theirs] = [new URL(decide(begin(), 'allow')), new URL(decide(begin('', 'colleague'), 'allow'))]
  const swapped = new URL(mineUrl)
  swapped.searchParams.set('code', theirs.searchParams.get('code') as string)
  expect(go(swapped.href)).toMatchObject({ status: 400, body: { error: { message: 'The code is unknown or used.' } } })
  expect(go(mineUrl.href.replace('/google/', '/microsoft/')).status).toBe(400)

  const consent = new URL(begin())
  consent.searchParams.set('code_challenge', 'another')
  expect(go(decide(consent.href, 'allow')).status).toBe(400)
  expect(mine()).toEqual([])
  expect([...world.table(crmGrants).all()].filter(({ usedAt }) => usedAt !== null)).toEqual([])
})

rule(
  'C',
  'who is connected already gets new life for the connection, not a second one',
  { when: 'a CRM account is connected', on: ['CRM connections'] },
  () => {
    const { begin, decide, go, mine, world } = start()
    go(decide(begin(), 'allow'))
    const [first] = mine()
    world.clock.advance('PT2H')
    world.emit('connection.expired', { connection: first.id })
    expect(mine()).toMatchObject([{ id: first.id, status: 'expired' }])
    go(decide(begin(), 'allow'))
    expect(mine()).toMatchObject([{ id: first.id, status: 'active', tokenExpiresAt: '2026-06-01T17:00:00Z' }])
  },
)

rule('C', 'in a world that consents by itself authorize leads straight to the callback', () => {
  const { begin, go, mine } = start({ oauth: 'auto' })
  const callback = begin('?returnTo=http://localhost:5173/done')
  expect(new URL(callback).pathname).toBe('/api/v1/integrations/oauth/google/callback')
  expect(locationOf(go(callback))).toBe('http://localhost:5173/done?connected=google')
  expect(mine()).toHaveLength(1)
})

rule('C', 'in such a world who asks for the address as JSON is connected, and gets the one of the app', () => {
  const { go, mine, users, world } = start({ oauth: 'auto' })
  const answer = world.handle({
    method: 'GET',
    url: '/api/v1/integrations/oauth/google/authorize?returnTo=/settings%3Ftab%3Dmail',
    origin: 'http://localhost',
    headers: { authorization: `Bearer ${users[0]?.accessToken}`, accept: 'application/json' },
  })
  const { url, state } = JSON.parse(answer.body).data
  expect(url).toBe('/settings?tab=mail&connected=google')
  expect(mine()).toMatchObject([{ provider: 'google', status: 'active' }])
  expect(go(`http://localhost/api/v1/integrations/oauth/google/callback?state=${state}&code=any`).status).toBe(400)
})

rule('C', 'the addresses lead to the world that handed them out', () => {
  const { simulator, users } = crmClient()
  const response = simulator.handle({
    method: 'GET',
    url: '/~other/api/v1/integrations/oauth/google/authorize',
    origin: 'http://127.0.0.1:4010',
    headers: { authorization: `Bearer ${users[0]?.accessToken}` },
  })
  const url = new URL(locationOf(response))
  expect(url.pathname).toBe('/~other/__oauth/consent')
  expect(url.searchParams.get('redirect_uri')).toBe('http://127.0.0.1:4010/~other/api/v1/integrations/oauth/google/callback')
})

rule(
  'D crm-oauth-6',
  'disconnecting ends the connection and its sync',
  { when: 'a CRM connection expires or goes', on: ['CRM connections', 'syncs'] },
  () => {
    const { crm, samples, world } = crmClient()
    const id = samples.crm_connections?.active
    crm(`POST connections/${id}/sync`)
    expect(crm('DELETE oauth/google').status).toBe(200)
    expect(crm(`GET connections/${id}/status`).status).toBe(404)
    expect(crm('DELETE oauth/google').status).toBe(404)
    expect(world.clock.advance('PT1M').filter(({ subject }) => subject === String(id))).toEqual([])
  },
)

rule('C', 'what a call names and may not have yet, or no more, is told why', () => {
  const { crm, samples, world } = crmClient()
  const id = samples.crm_connections?.active
  const hint = (line: string) => {
    const { status, headers } = crm(line)
    return [status, headers['x-sim-warning']]
  }
  const { rows } = world.emit('crm.email_received', {
    connection: id,
    from: 'a@b.example',
    subject: 'Hello',
    body: 'Hello',
    on: 'sync',
  })
  expect(hint(`PATCH email/${rows[0]?.id}/read`)).toEqual([
    404,
    ['The e-mail is still at the provider: the next sync brings it.'],
  ])
  crm('DELETE oauth/google')
  expect(hint(`GET connections/${id}/status`)).toEqual([
    404,
    ['The account was disconnected. Connect it: GET /oauth/{provider}/authorize.'],
  ])
})

rule('C', 'who disconnects one account and names it wrongly keeps all', () => {
  const { crm, samples, world } = crmClient()
  const id = samples.crm_connections?.active
  for (const [query, field, message] of [
    ['connectionId=', 'connectionId', 'Must be a positive integer.'],
    [`connectionid=${id}`, 'connectionid', 'There is no query parameter "connectionid". Did you mean "connectionId"?'],
    [`id=${id}`, 'id', 'There is no query parameter "id".'],
  ])
    expect(crm(`DELETE oauth/google?${query}`), query).toMatchObject({
      status: 400,
      body: { error: { details: [{ field, message }] } },
    })
  expect(world.changes()).toEqual([])
  expect(crm(`DELETE oauth/google?connectionId=${id}`).status).toBe(200)
})

rule(
  'C',
  'a sync takes ten seconds; what waited at the provider shows up then',
  { when: 'a CRM account syncs', on: ['CRM mail', 'syncs'] },
  () => {
    const { crm, samples, world } = crmClient()
    const id = samples.crm_connections?.active
    const status = () => crm(`GET connections/${id}/status`).body.data
    const before = status()
    const started = crm(`POST connections/${id}/sync`, { type: 'email' })
    expect(started).toMatchObject({ status: 202, body: { data: { type: 'email', status: 'started' } } })
    expect(status().syncStatus).toBe('syncing')
    expect(crm(`POST connections/${id}/sync`, { type: 'email' })).toMatchObject({
      status: 200,
      body: { data: { jobId: started.body.data.jobId, type: 'email', status: 'already_running' } },
    })
    world.clock.advance('PT10S')
    expect(status()).toMatchObject({ syncStatus: 'idle', lastSyncAt: '2026-06-01T14:00:10Z' })
    expect(status().counts.emails).toBeGreaterThan(before.counts.emails)
  },
)

rule('C', 'a sync that ends leaves a token that is good', () => {
  const { crm, samples, world } = crmClient()
  world.clock.advance('PT10S')
  const { lastSyncAt, tokenExpiresAt } = crm(`GET connections/${samples.crm_connections?.syncing}/status`, undefined, 'colleague')
    .body.data
  expect([lastSyncAt, tokenExpiresAt]).toEqual(['2026-06-01T14:00:10Z', '2026-06-01T15:00:10Z'])
})

rule('C', 'of two syncs of a connection the one that began first ends first, within a second too', () => {
  const { crm, samples, world } = crmClient()
  const id = samples.crm_connections?.active
  const sync = (type: string) => crm(`POST connections/${id}/sync`, { type })
  sync('email')
  world.clock.advance('PT0.5S')
  sync('calendar')
  world.clock.moveTo('2026-06-01T14:00:10Z')
  expect(sync('email').status).toBe(202)
  expect(sync('calendar').status).toBe(200)
})

rule('C', 'a connection in use renews its token by itself', { when: 'a CRM account syncs', on: ['CRM connections'] }, () => {
  const { connect, mine, crm, world } = start()
  connect()
  const [{ id }] = mine()
  const expiresIn = () => (Date.parse(mine()[0].tokenExpiresAt) - world.clock.ms) / 60_000
  const meeting = { title: 'Call', start: '2026-07-01T14:00:00Z', end: '2026-07-01T15:00:00Z' }
  const event = crm('POST calendar/events', meeting).body.data.id
  for (const [call, body] of [
    [`POST connections/${id}/sync`, { type: 'email' }],
    ['POST email/send', { to: ['pat@acme.example'], subject: 'Hello', body: 'Hello' }],
    ['POST calendar/events', meeting],
    [`PATCH calendar/events/${event}`, { title: 'Talk' }],
    [`DELETE calendar/events/${event}`, undefined],
  ] as const) {
    world.clock.advance('PT50M')
    world.clock.advance('PT30M')
    expect(mine()).toMatchObject([{ status: 'active' }])
    expect(expiresIn(), call).toBeLessThan(0)
    expect(crm(call, body).status, call).toBeLessThan(300)
    expect(expiresIn(), call).toBe(60)
  }
  // One that is good is not renewed.
  world.clock.advance('PT10M')
  crm('POST email/sync')
  expect(expiresIn()).toBe(50)
})

rule(
  'C',
  'an expired connection is refused until it is refreshed, a revoked one until it is connected again, and the refusal says so',
  { when: 'a CRM connection is revoked', on: ['CRM connections', 'CRM mail', 'CRM calendar', 'syncs'] },
  () => {
    const { connect, mine, crm, world } = start()
    const refusals = () =>
      [`POST connections/${mine()[0]?.id}/sync`, 'POST email/sync', 'POST calendar/sync'].map((call) => {
        const { status, body } = crm(call)
        return status === 409 ? body.error.message : status
      })
    expect(crm('POST email/sync')).toMatchObject({ status: 409, body: { error: { message: NOT_CONNECTED } } })
    connect()
    const [{ id }] = mine()
    world.emit('connection.expired', { connection: id })
    const expired = EXPIRED.replace('{id}', String(id))
    expect(expired).toMatch(/: POST \/connections\/\d+\/refresh\.$/)
    expect(refusals()).toEqual([expired, expired, expired])
    expect(crm(`GET connections/${id}/status`).body.data.error).toBe('The token has expired.')
    expect(crm(`POST connections/${id}/refresh`)).toMatchObject({ status: 200, body: { data: { status: 'active' } } })
    expect(crm(`POST connections/${id}/sync`).status).toBe(202)

    world.emit('connection.revoked', { connection: id })
    expect(crm(`GET connections/${id}/status`).body.data.syncStatus).toBe('idle')
    expect(crm(`GET connections/${id}/status`).body.data).toMatchObject({
      error: 'The grant was revoked at the provider.',
      tokenExpiresAt: world.clock.now(),
    })
    const gone = NOT_CONNECTED.replace('{provider}', 'google')
    expect(refusals()).toEqual([gone, gone, gone])
    expect(crm(`POST connections/${id}/refresh`)).toMatchObject({ status: 409, body: { error: { code: 'CONFLICT' } } })
    expect(crm('GET oauth/providers').body.data[0]).toMatchObject({ provider: 'google', connected: false })
    connect()
    expect(mine()).toMatchObject([{ id, status: 'active' }])
    expect(crm(`GET connections/${id}/status`).body.data.error).toBeNull()
    expect(crm('GET oauth/providers').body.data[0]).toMatchObject({ connected: true })
    expect(refusals()).toEqual([202, 200, 200])
  },
)

rule('C', 'a refresh never moves an expiry back', () => {
  const { crm, world, samples } = crmClient()
  const id = samples.crm_connections?.active
  const expiry = () => Date.parse(crm(`GET connections/${id}/status`).body.data.tokenExpiresAt)
  const before = expiry()
  expect(before).toBeLessThanOrEqual(world.clock.ms + 3_600_000)
  crm(`POST connections/${id}/refresh`)
  expect(expiry()).toBeGreaterThan(before)
})

rule('C', 'the page lets a person choose an account or type one, and that one is connected', () => {
  const { begin, connect, decide, go, mine, users, world } = start()
  const page = (url: string) => {
    const { origin, pathname, search } = new URL(url)
    const { body } = world.handle({ method: 'GET', url: pathname + search, origin, headers: {} })
    return [...String(body).matchAll(/name="account" value="([^"]*)"( checked)?/g)].map(([, account, checked]) => [
      account,
      !!checked,
    ])
  }
  const own = users[0]?.email
  expect(page(begin())).toEqual([[own, true]])
  connect('Team <Team@Company.example>')
  expect(mine()).toMatchObject([{ email: 'team@company.example' }])
  expect(page(begin())).toEqual([
    ['team@company.example', true],
    [own, false],
  ])
  expect(page(begin('?loginHint=third@company.example'))[0]).toEqual(['third@company.example', true])
  go(decide(begin(), 'allow', { account: own ?? '', other: ' ' }))
  expect(mine()).toMatchObject([{ email: 'team@company.example' }, { email: own }])
})

rule('C', 'what is no address connects nobody, but can be denied', () => {
  const { begin, decide, post, mine } = start()
  for (const fields of [{ other: 'team' }, { account: 'javascript:alert(1)' }, { account: '"><script>', other: '' }]) {
    const { status, body } = post(begin(), { ...fields, decision: 'allow' })
    expect([status, body]).toEqual([400, expect.stringContaining('That is no e-mail address.')])
  }
  expect(decide(begin(), 'deny', { other: 'team' })).toContain('error=access_denied')
  expect(mine()).toEqual([])
})

rule(
  'C',
  'several accounts of a provider are connected, and each goes by itself or all at once',
  { when: 'a CRM account is connected', on: ['CRM connections'] },
  () => {
    const { connect, mine, crm } = start()
    for (const account of ['a@x.example', 'b@x.example', 'c@x.example', 'b@x.example']) connect(account)
    expect(mine().map(({ email }: { email: string }) => email)).toEqual(['a@x.example', 'b@x.example', 'c@x.example'])
    const [, b] = mine()
    const send = () => crm('POST email/send', { to: ['pat@acme.example'], subject: 'Hello', body: 'Hello', connectionId: b.id })
    expect(send().body.data.from).toBe('b@x.example')
    expect(crm(`DELETE oauth/google?connectionId=${b.id}`).status).toBe(200)
    expect(crm(`DELETE oauth/google?connectionId=${b.id}`).status).toBe(404)
    expect(mine()).toHaveLength(2)
    expect(send()).toMatchObject({ status: 409, body: { error: { message: NOT_CONNECTED.replace('{provider}', 'google') } } })
    expect(crm('DELETE oauth/google').status).toBe(200)
    expect(mine()).toEqual([])
    expect(crm('GET oauth/providers').body.data[0]).toMatchObject({ connected: false })
  },
)

rule('C', 'the answer goes to the address that the app began with, and to no other', () => {
  const { begin, post, decide, mine } = start()
  const consent = begin()
  const own = new URL(consent).searchParams.get('redirect_uri') as string
  for (const uri of [
    own.replace('127.0.0.1', 'localhost'),
    `https://evil.example${new URL(own).pathname}`,
    `${own}?x=1`,
    own.replace('/api/', '/~other/api/'),
  ]) {
    const changed = new URL(consent)
    changed.searchParams.set('redirect_uri', uri)
    expect(post(changed.href, { decision: 'allow' }).status, uri).toBe(400)
  }
  expect(decide(consent, 'allow').startsWith(`${own}?`)).toBe(true)
  expect(mine()).toEqual([])
})

rule(
  'C',
  'the first sync of a new connection brings the last weeks of its account, the newest first',
  { when: 'a CRM account syncs', on: ['CRM mail', 'CRM calendar'] },
  () => {
    const { connect, sync, mine, crm, world } = start()
    const before = crm('GET email/inbox?limit=100').body.pagination.total
    connect('new@company.example')
    const [{ id }] = mine()
    const counts = () => crm(`GET connections/${id}/status`).body.data.counts
    expect(counts()).toEqual({ emails: 0, events: 0 })
    sync(id, 'calendar')
    expect(counts().emails).toBe(0)
    expect(counts().events).toBeGreaterThan(5)
    sync(id, 'email')
    const arrival = world.clock.now()
    expect(counts().emails).toBeGreaterThan(20)

    const folders = ['inbox', 'sent', 'archive'].map((folder) => crm(`GET email/inbox?folder=${folder}&limit=100`).body.data)
    const brought: Email[] = folders.flat().filter(({ connectionId }: Email) => connectionId === id)
    expect(brought).toHaveLength(counts().emails)
    for (const email of brought) {
      expect(email.createdAt).toBe(email.receivedAt)
      expect(email.receivedAt < arrival && email.receivedAt > '2026-05-03').toBe(true)
      expect([email.from, ...email.to]).toContain('new@company.example')
      expect(email.body).not.toMatch(/undefined|\{|\}/)
    }
    const [inbox = []] = folders
    expect(inbox.length - before).toBeGreaterThan(5)
    expect(brought.filter(({ isRead }) => !isRead).length).toBeGreaterThan(0)

    // Of people whom the CRM knows, and in threads.
    expect(brought.filter(({ entities }) => entities.length > 0).length).toBeGreaterThan(10)
    const contacts = new Set(
      brought.flatMap(({ entities }) => entities.map(({ entityType, entityId }) => `${entityType}/${entityId}`)),
    )
    expect(contacts.size).toBeGreaterThan(2)
    for (const { threadId } of brought) {
      const thread: Email[] = crm(`GET email/thread/${threadId}`).body.data
      expect(thread.map(({ receivedAt }) => receivedAt)).toEqual(thread.map(({ receivedAt }) => receivedAt).toSorted())
      expect(thread[0]?.subject).not.toMatch(/^Re: /)
    }
    const events = crm('GET calendar/events').body.data.filter(({ connectionId }: Email) => connectionId === id)
    expect(events.some(({ start }: { start: string }) => start < arrival)).toBe(true)
    expect(events.some(({ start }: { start: string }) => start > arrival)).toBe(true)
  },
)

rule('C', 'later syncs bring what has come since, each once', { when: 'a CRM account syncs', on: ['CRM mail'] }, () => {
  const { connect, sync, mine, crm, world } = start()
  connect()
  const [{ id }] = mine()
  const emails = () => crm(`GET connections/${id}/status`).body.data.counts.emails
  sync(id)
  const first = emails()
  sync(id)
  expect(emails()).toBe(first)
  world.emit('crm.email_received', { connection: id, from: 'pat@company.example', subject: 'Hello', body: 'Hello', on: 'sync' })
  sync(id)
  expect(emails()).toBe(first + 1)
  world.clock.advance('P14D')
  sync(id)
  const later = emails()
  expect(later).toBeGreaterThan(first + 1)
  const newest = crm('GET email/inbox?limit=1').body.data[0]
  expect(newest.receivedAt > '2026-06-02').toBe(true)
  world.clock.advance('P60D')
  sync(id)
  const last = emails()
  world.clock.advance('P60D')
  sync(id)
  expect(emails()).toBe(last)
})

rule('C', 'mail that a sync brings stands among the rest by its own time', () => {
  const { connect, sync, mine, crm, world } = start()
  connect('first@company.example')
  const [{ id: first }] = mine()
  connect('second@company.example')
  const letter = { connection: String(first), from: 'pat@company.example', body: 'Hello' }
  world.emit('crm.email_received', { ...letter, subject: 'waits', on: 'sync' })
  world.clock.advance('PT1M')
  world.emit('crm.email_received', { ...letter, subject: 'today' })
  for (const { id } of mine()) sync(id)
  const inbox: (Email & { readonly subject: string })[] = crm('GET email/inbox?limit=100').body.data
  expect(inbox.slice(0, 2).map(({ subject }) => subject)).toEqual(['today', 'waits'])
  expect(new Set(inbox.map(({ connectionId }) => connectionId)).size).toBeGreaterThan(1)
  const times = inbox.map(({ receivedAt }) => receivedAt)
  expect(times).toEqual(times.toSorted().reverse())
})

rule('C', 'the past of an account follows from the seed and its address, whatever else happens', () => {
  const past = (seed: number, account: string, before: (it: ReturnType<typeof start>) => unknown = () => {}) => {
    const it = start({ seed })
    before(it)
    it.connect(account)
    it.sync(it.mine().at(-1).id)
    const { id } = it.mine().at(-1)
    const all = ['inbox', 'sent', 'archive'].flatMap((folder) => it.crm(`GET email/inbox?folder=${folder}&limit=100`).body.data)
    return all
      .filter(({ connectionId }) => connectionId === id)
      .map(({ id: _, connectionId: __, createdAt: ___, ...email }) => email)
  }
  const mail = past(1, 'a@x.example')
  expect(past(1, 'a@x.example')).toEqual(mail)
  const elsewhere = (it: ReturnType<typeof start>) => {
    it.connect('other@x.example')
    it.sync(it.mine()[0].id)
    it.world.clock.moveTo('2026-06-01T14:00:00.000Z'.replace('14:00:00', '14:00:30'))
  }
  expect(past(1, 'a@x.example', elsewhere)).toEqual(mail)
  expect(past(1, 'b@x.example')).not.toEqual(mail)
  expect(past(2, 'a@x.example')).not.toEqual(mail)
  for (let seed = 1; seed <= 10; seed++) {
    const unread = past(1, `a${seed}@x.example`).filter(({ isRead }) => !isRead)
    expect(unread.length, String(seed)).toBeGreaterThan(0)
  }
})

rule('C', 'a tenant that knows nobody has mail all the same', () => {
  const it = crmClient({ scenario: 'empty', oauth: 'auto' })
  const { crm, call, world } = it
  const url = new URL(locationOf(crm('GET oauth/google/authorize')))
  call(`GET ${url.pathname}${url.search}`)
  crm('POST email/sync')
  world.clock.advance('PT10S')
  expect(crm('GET email/inbox').body.pagination.total).toBeGreaterThan(5)
})

rule(
  'C',
  'who disconnects an account and connects it again has its mail and events, under the same id',
  { when: 'a CRM account is connected', on: ['CRM connections', 'CRM mail', 'CRM calendar'] },
  () => {
    const { connect, sync, mine, crm, users, world } = start()
    connect('a@x.example')
    const [{ id }] = mine()
    sync(id)
    const before = { ...crm(`GET connections/${id}/status`).body.data.counts, inbox: crm('GET email/inbox').body }
    crm(`POST connections/${id}/sync`)
    crm('DELETE oauth/google')
    expect(crm(`GET connections/${id}/status`).status).toBe(404)
    expect(crm('GET email/inbox').body).toEqual(before.inbox)
    // Mail goes on to come to the account.
    connect('b@x.example')
    crm('POST email/send', { to: ['a@x.example'], subject: 'Meanwhile', body: 'Hello' })
    connect('a@x.example')
    expect(mine().map((each: { id: number }) => each.id)).toEqual([id, expect.any(Number)])
    expect(mine()[0]).toMatchObject({ email: 'a@x.example', status: 'active', syncStatus: 'idle' })
    sync(id)
    const { emails, events } = crm(`GET connections/${id}/status`).body.data.counts
    expect({ emails, events }).toEqual({ emails: before.emails + 1, events: before.events })
    expect(crm('GET email/inbox?limit=1').body.data).toMatchObject([{ subject: 'Meanwhile', connectionId: id }])

    // The same address at another provider, or of another person, is another account.
    connect('a@x.example', 'colleague')
    expect(crm('GET connections', undefined, 'colleague').body.data).toMatchObject([
      { id: expect.not.toSatisfy((other) => other === id) },
    ])
    expect(users[0]?.email).not.toBe('a@x.example')
    for (const type of ['connection.expired', 'connection.revoked'] as const) {
      crm('DELETE oauth/google')
      expect(() => world.emit(type, { connection: id })).toThrow('The account was disconnected.')
    }
  },
)

rule('C', 'what was disconnected is so in a copy, a saved world and after undoing', () => {
  const { connect, sync, mine, crm, world, simulator } = start()
  connect('a@x.example')
  const [{ id }] = mine()
  sync(id)
  crm('DELETE oauth/google')
  const copy = simulator.fork('copy', { from: world.id })
  const loaded = createSimulator({ world: structuredClone(world.save()) }).world()
  for (const other of [copy, loaded])
    expect(other.table(crmConnections).get(String(id))).toEqual(world.table(crmConnections).get(String(id)))
  world.undo()
  expect(mine()).toMatchObject([{ id, status: 'active' }])
})

rule(
  'C',
  'mail and calendar are synced beside each other; only a sync of the same kind, or of all, is running already',
  { when: 'a CRM account syncs', on: ['syncs'] },
  () => {
    const { connect, mine, crm, world } = start()
    connect()
    const [{ id }] = mine()
    const answer = ({ status, body }: { status: number; body: { data: { type: string; status: string } } }) => [
      status,
      body.data.type,
      body.data.status,
    ]
    expect(answer(crm('POST calendar/sync'))).toEqual([202, 'calendar', 'started'])
    world.clock.advance('PT5S')
    expect(answer(crm('POST email/sync'))).toEqual([202, 'email', 'started'])
    expect(answer(crm('POST email/sync'))).toEqual([200, 'email', 'already_running'])
    expect(answer(crm('POST calendar/sync'))).toEqual([200, 'calendar', 'already_running'])
    const status = () => crm(`GET connections/${id}/status`).body.data
    world.clock.advance('PT5S')
    expect(status()).toMatchObject({ syncStatus: 'syncing', lastSyncAt: world.clock.now(), counts: { emails: 0 } })
    expect(status().counts.events).toBeGreaterThan(0)
    world.clock.advance('PT5S')
    expect(status().syncStatus).toBe('idle')
    expect(status().counts.emails).toBeGreaterThan(0)
    expect(answer(crm(`POST connections/${id}/sync`))).toEqual([202, 'all', 'started'])
    for (const call of ['POST email/sync', 'POST calendar/sync'])
      expect(answer(crm(call))).toEqual([200, 'all', 'already_running'])
  },
)

rule(
  'C',
  'a sync that is to fail ends in an error that says why, and brings nothing; a refresh mends the account',
  { when: 'a CRM account syncs', on: ['CRM connections', 'syncs'] },
  () => {
    const { connect, mine, crm, world } = start()
    connect()
    const [{ id }] = mine()
    const status = () => crm(`GET connections/${id}/status`).body.data
    world.emit('sync.will_fail', { connection: id, reason: 'Rate limited.' })
    world.emit('sync.will_fail', { connection: String(id) })
    crm('POST calendar/sync')
    world.clock.advance('PT5S')
    crm('POST email/sync')
    expect(status()).toMatchObject({ status: 'active', syncStatus: 'syncing', error: null })
    for (const error of ['Rate limited.', 'The sync failed.']) {
      world.clock.advance('PT10S')
      expect(status()).toMatchObject({ status: 'error', error, syncStatus: 'idle', lastSyncAt: null, counts: { emails: 0 } })
      expect(crm('POST email/sync').body.error.message).toBe(EXPIRED.replace('{id}', String(id)))
      expect(crm(`POST connections/${id}/refresh`).body.data).toMatchObject({ status: 'active' })
      expect(status().error).toBeNull()
      crm('POST email/sync')
    }
    world.clock.advance('PT10S')
    expect(status()).toMatchObject({ status: 'active', lastSyncAt: world.clock.now() })
    expect(status().counts.emails).toBeGreaterThan(0)
  },
)

rule('C', 'an account that ended while a failure of its sync was armed stays as it ended', () => {
  const { connect, mine, crm, world } = start()
  connect()
  const [{ id }] = mine()
  crm('POST email/sync')
  world.emit('sync.will_fail', { connection: id })
  collections(world).crm_connections.update((q) => q.where({ id: String(id) }), { data: () => ({ status: 'expired' }) })
  world.clock.advance('PT10S')
  expect(crm(`GET connections/${id}/status`).body.data).toMatchObject({ status: 'expired', syncStatus: 'idle' })
})

rule('C', 'an account that has failed tells of an error, also where nobody gave a reason', () => {
  const { connect, mine, crm, world } = start()
  connect()
  const [{ id }] = mine()
  const fail = (error: string | null) =>
    collections(world).crm_connections.update((q) => q.where({ id: String(id) }), { data: () => ({ status: 'error', error }) })
  for (const [error, told] of [
    [null, 'The provider reports an error.'],
    ['Quota exceeded.', 'Quota exceeded.'],
  ] as const) {
    fail(error)
    expect(crm(`GET connections/${id}/status`).body.data).toMatchObject({ status: 'error', error: told })
  }
})

rule('D crm-connections-1', 'a connection is its owner’s only', () => {
  const { crm, samples } = crmClient()
  const id = samples.crm_connections?.active
  for (const who of ['colleague', 'stranger'])
    for (const call of ['GET connections/{id}/status', 'POST connections/{id}/sync', 'POST connections/{id}/refresh'])
      expect(crm(call.replace('{id}', String(id)), undefined, who).status, `${who} ${call}`).toBe(404)
  expect(crm('GET connections', undefined, 'colleague').body.data.some((each: { id: number }) => each.id === id)).toBe(false)
})

rule('C', 'an app gets the address as JSON where it asks for JSON, and does not want a page more', () => {
  const { call, simulator, world } = start()
  const { headers: caller } = callerIn(simulator, world, 'crm')
  const status = (accept: string) =>
    call('GET /api/v1/integrations/oauth/google/authorize', undefined, { ...caller, accept }).status
  for (const accept of [
    'application/json',
    'Application/JSON',
    'application/*',
    'application/json;q=0.01',
    'application/json, text/plain, */*',
    'text/html;q=0.5, APPLICATION/JSON; charset=utf-8; Q=0.5',
    'text/*;q=0.5, */*, text/html;q=0, application/json;q=0.1',
  ])
    expect([accept, status(accept)]).toEqual([accept, 200])
  for (const accept of [
    '*/*',
    'text/html',
    'application/json;q=0',
    'application/json; q=0.00',
    'application/*, application/json;q=0',
    'text/html, application/json;q=0.1',
    'text/*, application/*;q=0.9',
    'application/json;q=0.5, */*;q=0.8',
    'application/json;q=much',
    'application/jsonp',
    'x/application/json',
  ])
    expect([accept, status(accept)]).toEqual([accept, 302])
})

rule('C', 'a form of consent without a decision, or with another one, says so', () => {
  const { begin, post } = start()
  const url = begin()
  for (const fields of [{}, { decision: '' }, { decision: 'perhaps' }] as Record<string, string>[]) {
    const answer = post(url, fields)
    expect([answer.status, String(answer.body)]).toEqual([400, expect.stringContaining('The decision must be allow or deny.')])
  }
  expect(String(post(url.replace(/state=\w+/, 'state=other'), { decision: 'allow' }).body)).toContain(
    'Nobody asks for this any more',
  )
  expect(post(url, { decision: 'deny' }).status).toBe(302)
})
