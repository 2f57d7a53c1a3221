import { createHmac } from 'node:crypto'
import * as fc from 'fast-check'
import { expect } from 'vitest'
import { conversations } from '../../src/ar/communications/conversation.ts'
import { threads } from '../../src/ar/communications/thread.ts'
import { contacts } from '../../src/ar/customers/contact.ts'
import { customers } from '../../src/ar/customers/customer.ts'
import { connections } from '../../src/ar/integrations/connection.ts'
import { collections } from '../../src/data/index.ts'
import type { SimulatorOptions } from '../../src/index.ts'
import { callerIn } from '../support/caller.ts'
import { client } from '../support/client.ts'
import { rule } from '../support/rule.ts'

const ORIGIN = 'http://127.0.0.1'
const LATER = 4_102_444_800

/** A world, its guide, and events as the providers' own libraries sign them. */
function start(options: Omit<SimulatorOptions, 'world'> = {}) {
  const use = client(options)
  const { webhooks } = use.call('GET /__sim').body
  const { signature_key, linked_accounts } = webhooks.merge
  const { webhook_secret, grants, known_sender } = webhooks.nylas
  const post = (provider: string, body: string, headers: Record<string, string>) => {
    const response = use.world.handle({
      method: 'POST',
      url: `/api/webhooks/${provider}`,
      origin: ORIGIN,
      headers: { 'content-type': 'application/json', ...headers },
      body,
    })
    return { ...response, body: JSON.parse(response.body) }
  }
  const ofMerge = (text: string) => createHmac('sha256', signature_key).update(text).digest('base64url')
  const ofNylas = (text: string) => createHmac('sha256', webhook_secret).update(text).digest('hex')
  const merge = (body: object, sign = ofMerge) => {
    const text = JSON.stringify(body)
    return post('merge', text, { 'x-merge-webhook-signature': sign(text) })
  }
  const nylas = (body: object) => {
    const text = JSON.stringify(body)
    return post('nylas', text, { 'x-nylas-signature': ofNylas(text) })
  }
  const synced = (id: string) => merge({ hook: { event: 'linked_account.synced' }, linked_account: { id } })
  let messages = 0
  const message = (fields: object = {}) =>
    nylas({
      type: 'message.created',
      data: {
        object: {
          id: `message-${++messages}`,
          grant_id: grants.nylas_own,
          from: [{ name: 'Lee', email: known_sender }],
          subject: 'A question',
          body: 'When is it due?',
          ...fields,
        },
      },
    })
  const thread = (id: string) => use.ar(`GET communications/threads/${id}`).body
  return { ...use, post, merge, nylas, ofMerge, ofNylas, synced, message, thread, linked_accounts, grants, known_sender }
}

rule('D webhooks-3', 'the signature of Merge is base64 for URLs, with padding or without', () => {
  const { merge, ofMerge, linked_accounts } = start()
  const body = { hook: { event: 'linked_account.synced' }, linked_account: { id: linked_accounts.merge_active } }
  expect(merge(body).body.status).toBe('processed')
  expect(merge(body, (text) => `${ofMerge(text)}=`).body.status).toBe('processed')
  for (const wrong of ['', '=', '==', 'x']) expect(merge(body, (text) => ofMerge(text).slice(1) + wrong).status, wrong).toBe(401)
  expect(merge(body, (text) => `${ofMerge(text)}==`).status).toBe(401)
})

rule('D webhooks-12', 'the signature is looked at before the body, and whatever it says: its type, its syntax, its event', () => {
  const { post, ofNylas, world } = start()
  const before = world.changes()
  for (const body of ['', '{', '[]', '{"type":"x"}', 'x'.repeat(100_000)])
    for (const headers of [{}, { 'x-nylas-signature': ofNylas(`${body} `) }, { 'content-type': 'text/plain' }])
      expect(post('nylas', body, headers as Record<string, string>).status).toBe(401)
  const signed = (body: string, type: string) => post('nylas', body, { 'content-type': type, 'x-nylas-signature': ofNylas(body) })
  expect(signed('{', 'application/json').status).toBe(400)
  expect(signed('{}', 'text/plain').status).toBe(415)
  expect(signed('', 'application/json').body).toMatchObject({ type: ['This field is required.'] })
  expect(world.changes()).toEqual(before)
})

rule('C', 'a body of more than a megabyte is not signed for anybody: without a signature 401, with one 413', () => {
  const { post } = start()
  const body = `{"type":"${'x'.repeat(1_000_000)}"}`
  expect(post('nylas', body, {}).status).toBe(401)
  expect(post('nylas', body, { 'x-nylas-signature': 'x' }).status).toBe(413)
})

rule('C', 'whatever is signed, it is answered, and what is refused changes nothing', () => {
  const { nylas, merge, world, grants, known_sender, linked_accounts } = start()
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(known_sender, grants.nylas_own, 'Re: x', '<a@b>', '__proto__'),
  )
  const value = fc.oneof(text, fc.jsonValue({ maxDepth: 2 }), fc.integer(), fc.constant(null))
  const people = fc.array(fc.record({ email: text }), { maxLength: 3 })
  const fields = {
    id: text,
    grant_id: fc.constantFrom(...Object.values<string>(grants), ...Object.values<string>(linked_accounts)),
    thread_id: text,
    subject: fc.oneof(text, value),
    from: fc.oneof(fc.constant([{ email: known_sender }]), people, value),
    to: fc.oneof(people, value),
    date: fc.oneof(fc.nat(), fc.integer(), value),
    headers: fc.oneof(fc.array(fc.record({ name: fc.constantFrom('In-Reply-To', 'x'), value: text })), value),
    attachments: fc.oneof(fc.array(fc.record({ filename: text, size: fc.nat() })), value),
  }
  const object = fc.record(fields, { requiredKeys: ['id', 'grant_id', 'from'] })
  const hook = fc.record({ hook: value, linked_account: fc.oneof(fc.record({ id: text }), value) })
  const check = ({ status, body }: { status: number; body: unknown }, before: string) => {
    expect([200, 400], JSON.stringify(body)).toContain(status)
    if (status === 400) expect(JSON.stringify(world.changes())).toBe(before)
    else world.reset()
  }
  fc.assert(
    fc.property(object, hook, (message, event) => {
      const before = JSON.stringify(world.changes())
      check(nylas({ type: 'message.created', data: { object: message } }), before)
      check(merge(event), before)
    }),
    { numRuns: 300 },
  )
})

rule('C', 'a body that is not ASCII is signed as bytes', () => {
  const { message, thread } = start()
  const { body } = message({ subject: 'Grüße — 総額', body: '€ 🙂' })
  expect(thread(body.thread_id).thread).toMatchObject({ subject: 'Grüße — 総額', body: '€ 🙂' })
})

rule('C', 'the keys follow from the seed and the secret; each provider has its own', () => {
  const keys = (options: Omit<SimulatorOptions, 'world'>) => {
    const { merge, nylas } = client(options).call('GET /__sim').body.webhooks
    return [merge.signature_key, nylas.webhook_secret]
  }
  expect(keys({})).toEqual(keys({ seed: 1 }))
  const all = [{}, { seed: 2 }, { secret: 'mine' }].flatMap(keys)
  expect(new Set(all).size).toBe(6)
})

rule('C', 'webhooks need no token, and other methods are not allowed whoever calls', () => {
  const { call } = start()
  expect(call('PUT /api/webhooks/merge')).toMatchObject({ status: 405, headers: { allow: 'POST' } })
  expect(call('DELETE /api/v1/webhooks/nylas/')).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD, POST' } })
  expect(call('GET /api/v1/auth/login', undefined, { authorization: '' }).status).toBe(405)
})

rule('C', 'a page of another site can send nothing, signed or not', () => {
  const { simulator, world, ofMerge, linked_accounts } = start()
  const before = world.changes()
  const body = JSON.stringify({ hook: { event: 'linked_account.synced' }, linked_account: { id: linked_accounts.merge_active } })
  const send = (method: string, url: string, headers: Record<string, string>) =>
    simulator.handle({ method, url, origin: ORIGIN, headers: { 'content-type': 'application/json', ...headers }, body }).status
  const signature = { 'x-merge-webhook-signature': ofMerge(body) }
  const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
  expect(send('POST', '/api/webhooks/merge', { ...signature, ...foreign })).toBe(403)
  expect(send('POST', '/api/webhooks/nylas', foreign)).toBe(403)
  expect(send('GET', '/api/webhooks/nylas?challenge=x', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' })).toBe(
    403,
  )
  expect(world.changes()).toEqual(before)
  expect(send('POST', '/api/webhooks/merge', signature)).toBe(200)
})

rule('D webhooks-9', 'the handshake is answered with nothing but the challenge', () => {
  const { world } = start()
  const ask = (query: string) => world.handle({ method: 'GET', url: `/api/webhooks/nylas${query}`, origin: ORIGIN, headers: {} })
  expect(ask('?challenge=%3Cb%3E%20%C3%A9')).toMatchObject({
    status: 200,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' },
    body: '<b> é',
  })
  expect(ask('?challenge=').status).toBe(400)
})

rule(
  'D webhooks-6',
  'an event of Merge syncs the connection of its linked account, and no other',
  { when: 'an accounting system syncs', on: ['syncs'] },
  () => {
    const { world, synced, linked_accounts, samples } = start()
    const id = samples.connections?.merge_active as string
    const others = () => [...world.table(connections).all()].filter((each) => each.id !== id)
    const before = others()
    expect(synced(linked_accounts.merge_active).body).toEqual({ status: 'processed', connection_ids: [id], skipped: [] })
    expect(world.table(connections).get(id)?.sync_status).toBe('triggered')
    expect(others()).toEqual(before)
    expect(synced(linked_accounts.merge_active).body).toEqual({
      status: 'processed',
      connection_ids: [],
      skipped: [{ connection_id: id, reason: 'already_syncing' }],
    })
    world.clock.advance('PT32S')
    expect(world.table(connections).get(id)).toMatchObject({ sync_status: 'idle', last_synced_at: '2026-06-01T14:00:32Z' })
  },
)

rule('D integrations-8', 'a connection whose webhook syncs are off, or that has no valid credential, is skipped', () => {
  const { world, synced, linked_accounts, samples } = start()
  const db = collections(world)
  const id = samples.connections?.merge_active as string
  const reason = () => synced(linked_accounts.merge_active).body.skipped[0]?.reason
  db.connections.update((q) => q.where({ id }), { data: () => ({ webhook_sync_enabled: false }) })
  expect(reason()).toBe('webhook_sync_disabled')
  db.connections.update((q) => q.where({ id }), { data: () => ({ health_status: 'invalid' }) })
  expect(reason()).toBe('no_credentials')
  expect(world.table(connections).get(id)?.sync_status).toBe('idle')
})

rule('C', 'a grant is no linked account, nor a linked account a grant', () => {
  const { synced, message, linked_accounts, grants } = start()
  expect(synced(grants.nylas_own).body.status).toBe('ignored')
  expect(message({ grant_id: linked_accounts.merge_active }).body).toMatchObject({ status: 'ignored', reason: 'unknown_grant' })
})

rule('D webhooks-14', 'a message is added once, however often it is delivered', () => {
  const { world, message } = start()
  const count = () => world.table(threads).size
  const before = count()
  const first = message({ id: 'twice' }).body
  expect(first).toMatchObject({ status: 'processed', reason: null })
  for (const id of ['twice', 'twice'])
    expect(message({ id, body: 'Changed.' }).body).toEqual({ ...first, status: 'skipped', reason: 'duplicate' })
  expect(count()).toBe(before + 1)
  expect(message({ id: 'twice', grant_id: start().grants.nylas_shared }).body.status).toBe('processed')
})

rule(
  'C',
  'the message of a contact begins a conversation with the customer, and waits for an answer',
  { when: 'a customer answers', on: ['conversations'] },
  () => {
    const { world, message, thread, samples, known_sender, ar } = start()
    const customer = samples.customers?.active as string
    const { body } = message({
      subject: 'Statement?',
      from: [{ name: 'Lee', email: known_sender.toUpperCase() }],
      to: [{ email: 'a@own.example' }],
      cc: [{ name: null, email: 'b@own.example' }],
      date: Date.parse('2026-06-01T13:59:00Z') / 1000,
      body: null,
      snippet: 'Please send one.',
      attachments: [{ id: 'x', filename: 'list.pdf', content_type: 'application/pdf', size: 7 }],
    })
    const { thread: added, messages } = thread(body.thread_id)
    expect(messages).toHaveLength(1)
    expect(added).toMatchObject({
      customer,
      contact: world.table(contacts).find('ofCustomer', customer)?.id,
      communication_type: 'email',
      direction: 'inbound',
      subject: 'Statement?',
      body: 'Please send one.',
      timestamp: '2026-06-01T13:59:00Z',
      created_at: '2026-06-01T14:00:00Z',
      requires_response: true,
      connection: body.connection_id,
      sender: known_sender.toUpperCase(),
      recipients: ['a@own.example', 'b@own.example'],
      attachments: [{ filename: 'list.pdf', content_type: 'application/pdf', size: 7 }],
    })
    expect(added.invoices).toEqual([])
    expect(ar(`GET communications/emails?customer_id=${customer}`).body.data[0].id).toBe(added.id)
  },
)

rule('C', 'a message has at most 100 attachments', () => {
  const { message } = start()
  const attachments = (count: number) => message({ attachments: Array.from({ length: count }, () => ({ filename: 'a' })) })
  expect(attachments(100).status).toBe(200)
  expect(attachments(101)).toMatchObject({
    status: 400,
    body: { data: { object: { attachments: ['Ensure this field has no more than 100 elements.'] } } },
  })
})

rule('C', 'nothing comes from the future: a later date is the present', () => {
  const { message, thread } = start()
  expect(thread(message({ date: LATER }).body.thread_id).thread.timestamp).toBe('2026-06-01T14:00:00Z')
  expect(thread(message().body.thread_id).thread.timestamp).toBe('2026-06-01T14:00:00Z')
})

rule('C', 'messages of one thread at Nylas are one conversation', () => {
  const { message, thread } = start()
  const [first, second, other] = [
    message({ thread_id: 'a' }),
    message({ thread_id: 'a', subject: 'Something else' }),
    message({ thread_id: 'b' }),
  ].map(({ body }) => body.thread_id)
  expect(
    thread(first)
      .messages.map(({ id }: { id: string }) => id)
      .toSorted(),
  ).toEqual([first, second].toSorted())
  expect(thread(other).messages).toHaveLength(1)
})

rule('C', 'a message that a provider tells of is about the open invoices of the customer that it names', () => {
  const { message, thread, world } = start()
  const db = collections(world)
  const { customer = '' } = db.threads.findFirst((q) => q.where({ id: message().body.thread_id })) ?? {}
  const { id, invoice_number } = db.invoices.create({ customer, amount: 80 })
  expect(thread(message({ body: `Which order is ${invoice_number} for?` }).body.thread_id).thread.invoices).toEqual([id])
})

rule('C', 'a message that a machine wrote, by its header Auto-Submitted or its subject, waits for no answer', () => {
  const { message, thread, call, simulator, samples, world } = start()
  const { headers: caller } = callerIn(simulator, world)
  const from = [
    { email: collections(world).contacts.findFirst((q) => q.where({ customer: samples.customers?.active ?? '' }))?.email },
  ]
  const insight = () =>
    call(`GET /api/intelligence/insights/${samples.insights?.customer_signal}`, undefined, caller).body.payload_json
  const says = (value: string) => ({ headers: [{ name: 'Auto-Submitted', value }] })
  const waits = (fields: object) => thread(message({ from, ...fields }).body.thread_id).thread.requires_response
  const before = insight().tags
  for (const value of ['auto-replied', 'Auto-Generated; x=1', ' auto-notified'])
    expect([value, waits({ subject: 'Out of office', ...says(value) })]).toEqual([value, false])
  expect(waits({ subject: 'Automatic reply: Final notice' })).toBe(false)
  expect(insight().tags).toEqual(before)
  for (const value of ['no', 'No (a person)']) expect([value, waits(says(value))]).toEqual([value, true])
  expect(waits({})).toBe(true)
  expect(insight().tags).toContain('reply_needed')
})

rule('C', 'an answer lands in the conversation that it answers: by In-Reply-To, or by its subject and its writer', () => {
  const { message, thread, world, known_sender } = start()
  const first = message({ subject: 'Late invoice' }).body.thread_id
  const groupOf = (fields: object) => thread(message(fields).body.thread_id).thread.thread_group
  const { thread_group } = thread(first).thread
  const headers = [{ name: 'in-reply-to', value: `<${first}@mail.example>` }]
  expect(groupOf({ subject: 'Never mind', headers })).toBe(thread_group)
  expect(groupOf({ subject: 'Re: re: NEVER mind ' })).toBe(thread_group)
  expect(groupOf({ subject: 'Never mind' })).not.toBe(thread_group)
  expect(groupOf({ subject: 'Re: Another matter' })).not.toBe(thread_group)

  // Somebody else at the same customer writes about something else, though it has the same subject.
  const customer = thread(first).thread.customer
  collections(world).contacts.create({ customer, email: 'other@own.example' })
  const from = [{ email: 'other@own.example' }]
  expect(groupOf({ subject: 'Re: Never mind', from })).not.toBe(thread_group)
  expect(groupOf({ subject: 'Re: Never mind', from, headers })).toBe(thread_group)
  expect(known_sender).not.toBe('other@own.example')
})

rule('C', 'a conversation has one customer: the answer of another customer’s contact begins a new one', () => {
  const { message, thread, world } = start()
  const first = message({ thread_id: 'a' }).body.thread_id
  const { customer, thread_group } = thread(first).thread
  const other = [...world.table(customers).all()].find(
    ({ id, company }) => id !== customer && company === thread(first).thread.company,
  )
  const db = collections(world)
  db.contacts.create({ customer: other?.id as string, email: 'new@other.example' })
  const answer = message({ thread_id: 'a', from: [{ email: 'new@other.example' }] }).body.thread_id
  expect(thread(answer).thread).toMatchObject({ customer: other?.id })
  expect(thread(answer).thread.thread_group).not.toBe(thread_group)
  expect(thread(message({ thread_id: 'a' }).body.thread_id).thread.thread_group).toBe(thread_group)
})

rule('C', 'who is a contact of several customers writes for the one of the conversation', () => {
  const { message, thread, world } = start()
  const db = collections(world)
  const [one, two] = db.customers.findMany((q) => q.where({ status: 'active', company: start().companyId }), { take: 2 })
  db.contacts.create({ customer: one?.id as string, email: 'agent@both.example' })
  db.contacts.create({ customer: two?.id as string, email: 'solo@two.example' })
  db.contacts.create({ customer: two?.id as string, email: 'agent@both.example' })
  message({ thread_id: 'a', from: [{ email: 'solo@two.example' }] })
  const customerOf = (fields: object) => thread(message(fields).body.thread_id).thread.customer
  expect(customerOf({ thread_id: 'a', from: [{ email: 'agent@both.example' }] })).toBe(two?.id)
  expect(customerOf({ thread_id: 'b', from: [{ email: 'agent@both.example' }] })).toBe(one?.id)
})

rule(
  'C',
  'a message from the mailbox itself is outbound, and answers what was asked',
  { when: 'a person writes, calls or notes', on: ['conversations'] },
  () => {
    const { message, thread, world, known_sender, samples } = start()
    const mailbox = world.table(connections).get(samples.connections?.nylas_own as string)
    const asked = message({ thread_id: 'a' }).body.thread_id
    expect(thread(asked).thread.requires_response).toBe(true)
    const from = [{ email: mailbox?.connection_config.email_address }]
    const sent = message({ thread_id: 'a', from, to: [{ email: 'nobody@stranger.example' }, { email: known_sender }] }).body
    expect(thread(sent.thread_id).thread).toMatchObject({
      direction: 'outbound',
      requires_response: false,
      created_by: mailbox?.owner,
      thread_group: thread(asked).thread.thread_group,
    })
    expect(thread(asked).thread.requires_response).toBe(false)
    expect(message({ from, to: [{ email: 'nobody@stranger.example' }] }).body).toMatchObject({
      status: 'skipped',
      reason: 'unknown_recipient',
    })
  },
)

rule('C', 'a message without a known sender changes nothing, and may come again when the contact is known', () => {
  const { message, world } = start()
  const before = world.changes()
  const from = [{ email: 'late@own.example' }]
  expect(message({ id: 'x', from }).body.reason).toBe('unknown_sender')
  expect(world.changes()).toEqual(before)
  const db = collections(world)
  db.contacts.create({
    customer: db.customers.findFirst((q) => q.where({ company: start().companyId }))?.id as string,
    email: 'late@own.example',
  })
  expect(message({ id: 'x', from }).body.status).toBe('processed')
})

rule('C', 'what comes for a mailbox without webhook sync waits there for the next sync', () => {
  const { message, world, ar, known_sender } = start()
  const db = collections(world)
  const mailbox = db.connections.findFirst((q) => q.where({ webhook_sync_enabled: false, is_active: true }))
  const { samples, grants } = start()
  const name = Object.entries(samples.connections).find(([each, id]) => each in grants && id === mailbox?.id)?.[0]
  const own = samples.connections?.nylas_own as string
  if (!name) db.connections.update((q) => q.where({ id: own }), { data: () => ({ webhook_sync_enabled: false }) })
  const { body } = message({ grant_id: name ? grants[name] : grants.nylas_own })
  expect(body).toMatchObject({ status: 'skipped', reason: 'webhook_sync_disabled' })
  const found = () => ar(`GET communications/threads/${body.thread_id}`).status
  expect(found()).toBe(404)
  ar(`POST integrations/${body.connection_id}/sync`)
  world.clock.advance('PT12S')
  expect(found()).toBe(200)
  expect(world.table(threads).get(body.thread_id)?.sender).toBe(known_sender)
})

rule('C', 'a message moves the time of the customer’s last contact', { when: 'a customer answers', on: ['customers'] }, () => {
  const { message, ar, samples, world } = start()
  const last = () => ar(`GET customers/${samples.customers?.active}`).body.last_contact_at
  const latest = world.table(conversations).list('ofCustomer', client().companyId, samples.customers?.active as string)
  expect(last()).toBe(latest[0]?.timestamp)
  message()
  expect(last()).toBe('2026-06-01T14:00:00Z')
})

rule(
  'C',
  'a note, and a task of a sequence that is done, are no contact with the customer',
  { when: 'a person writes, calls or notes', on: ['customers'] },
  () => {
    const { ar, samples } = client()
    const last = (customer: string) => ar(`GET customers/${customer}`).body.last_contact_at
    const prospect = samples.customers?.prospect as string
    const log = (communication_type: string) =>
      ar('POST communications/log-manual', { customer_id: prospect, communication_type, notes: 'Check their credit file.' })
    log('note')
    expect(last(prospect)).toBeNull()
    log('call')
    expect(last(prospect)).toBe('2026-06-01T14:00:00Z')
    const step = samples.scheduled_steps?.ready_task
    const { customer } = ar('GET sequences/queue?step_type=task').body.data.find(({ id }: { id: string }) => id === step)
    const before = last(customer)
    expect(before).not.toBe('2026-06-01T14:00:00Z')
    expect(ar(`POST sequences/queue/${step}/complete`).body.status).toBe('completed')
    expect(last(customer)).toBe(before)
  },
)

rule('C', 'a mailbox can be meant by its id, and the only one is the caller’s own also where it is shared', () => {
  const { message, world, call } = start({ scenario: 'empty' })
  const db = collections(world)
  const [only] = db.connections.findMany((q) => q.where({ product: 'email' }))
  expect(only?.connection_config.allow_shared_sending).toBe(true)
  const more = db.connections.create({ integration: 'gmail' })
  const { webhooks, samples } = call('GET /__sim').body
  expect(samples.connections.nylas_own).toBe(more.id)
  db.connections.delete(more)
  expect(call('GET /__sim').body.samples.connections.nylas_own).toBe(only?.id)
  expect(call('GET /__sim').body.webhooks.nylas.grants).toMatchObject({ nylas_own: webhooks.nylas.grants[only?.id as string] })
  const from = [{ name: 'Lee', email: 'lee@stranger.example' }]
  expect(message({ grant_id: webhooks.nylas.grants[only?.id as string], from }).status).toBe(200)
})
