import { expect } from 'vitest'
import { crmConnections } from '../../src/crm/connections/connection.ts'
import { crmGrants } from '../../src/crm/oauth/grant.ts'
import { crmClient } from '../support/crm.ts'
import { rule } from '../support/rule.ts'

const locationOf = ({ headers }: { headers: Readonly<Record<string, unknown>> }) => String(headers.location)

/** A person without connections, who begins to connect Google. */
const start = (options: Parameters<typeof crmClient>[0] = {}) => {
  const it = crmClient(options)
  const { world, crm, call } = it
  world.transactions.seed(() => {
    for (const { id } of [...world.table(crmConnections).all()]) world.table(crmConnections).delete(id)
  })
  const begin = (query = '', as = 'user') => locationOf(crm(`GET oauth/google/authorize${query}`, undefined, as))
  const go = (url: string) => call(`GET ${new URL(url).pathname}${new URL(url).search}`)
  const decide = (consentUrl: string, decision: string) => {
    const { origin, pathname, searchParams } = new URL(consentUrl)
    const response = world.handle({
      method: 'POST',
      url: pathname,
      origin,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `${searchParams}&decision=${decision}`,
    })
    expect(response.status, String(response.body)).toBe(302)
    return locationOf(response)
  }
  const mine = () => crm('GET connections').body.data
  return { ...it, begin, go, decide, mine }
}

rule('D crm-oauth-4', 'who allows it is connected, and goes back to where they came from', () => {
  const { begin, decide, go, mine, users } = start()
  const consent = begin('?returnTo=/settings%3Ftab%3Dmail')
  expect(new URL(consent).searchParams.get('code_challenge_method')).toBe('S256')
  const back = go(decide(consent, 'allow'))
  expect(back.status).toBe(302)
  expect(locationOf(back)).toBe('/settings?tab=mail&connected=google')
  expect(mine()).toMatchObject([
    { provider: 'google', email: users[0]?.email, status: 'active', tokenExpiresAt: '2026-06-01T15:00:00Z', lastSyncAt: null },
  ])
})

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

rule('C', 'who is connected already gets new life for the connection, not a second one', () => {
  const { begin, decide, go, mine, world } = start()
  go(decide(begin(), 'allow'))
  const [first] = mine()
  world.clock.advance('PT2H')
  expect(mine()).toMatchObject([{ id: first.id, status: 'expired' }])
  go(decide(begin(), 'allow'))
  expect(mine()).toMatchObject([{ id: first.id, status: 'active', tokenExpiresAt: '2026-06-01T17:00:00Z' }])
})

rule('C', 'in a world that consents by itself authorize leads straight to the callback', () => {
  const { begin, go, mine } = start({ oauth: 'auto' })
  const callback = begin('?returnTo=http://localhost:5173/done')
  expect(new URL(callback).pathname).toBe('/api/v1/integrations/oauth/google/callback')
  expect(locationOf(go(callback))).toBe('http://localhost:5173/done?connected=google')
  expect(mine()).toHaveLength(1)
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

rule('D crm-oauth-6', 'disconnecting ends the connection and its sync', () => {
  const { crm, numbers, world } = crmClient()
  const id = numbers.crm_connections?.active
  crm(`POST connections/${id}/sync`)
  expect(crm('DELETE oauth/google').status).toBe(200)
  expect(crm(`GET connections/${id}/status`).status).toBe(404)
  expect(crm('DELETE oauth/google').status).toBe(404)
  expect(world.clock.advance('PT1M').filter(({ subject }) => subject === String(id))).toEqual([])
})

rule('C', 'a sync takes ten seconds; what waited at the provider shows up then', () => {
  const { crm, numbers, world } = crmClient()
  const id = numbers.crm_connections?.active
  const status = () => crm(`GET connections/${id}/status`).body.data
  const before = status()
  const started = crm(`POST connections/${id}/sync`, { type: 'email' })
  expect(started).toMatchObject({ status: 202, body: { data: { type: 'email', status: 'started' } } })
  expect(status().syncStatus).toBe('syncing')
  expect(crm(`POST connections/${id}/sync`)).toMatchObject({
    status: 200,
    body: { data: { jobId: started.body.data.jobId, type: 'email', status: 'already_running' } },
  })
  world.clock.advance('PT10S')
  expect(status()).toMatchObject({ syncStatus: 'idle', lastSyncAt: '2026-06-01T14:00:10Z' })
  expect(status().counts.emails).toBeGreaterThan(before.counts.emails)
})

rule('C', 'a token of a provider expires on the clock; then a sync is refused until it is refreshed', () => {
  const { begin, decide, go, mine, crm, world } = start()
  go(decide(begin(), 'allow'))
  const [{ id }] = mine()
  world.clock.advance('PT1H')
  expect(mine()).toMatchObject([{ status: 'expired' }])
  expect(crm(`POST connections/${id}/sync`).status).toBe(409)
  expect(crm(`POST connections/${id}/refresh`)).toMatchObject({ status: 200, body: { data: { status: 'active' } } })
  expect(crm(`POST connections/${id}/sync`).status).toBe(202)
})

rule('D crm-connections-1', 'a connection is its owner’s only', () => {
  const { crm, numbers } = crmClient()
  const id = numbers.crm_connections?.active
  for (const who of ['colleague', 'stranger'])
    for (const call of ['GET connections/{id}/status', 'POST connections/{id}/sync', 'POST connections/{id}/refresh'])
      expect(crm(call.replace('{id}', String(id)), undefined, who).status, `${who} ${call}`).toBe(404)
  expect(crm('GET connections', undefined, 'colleague').body.data.some((each: { id: number }) => each.id === id)).toBe(false)
})
