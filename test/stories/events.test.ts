import { expect } from 'vitest'
import { hasBounced } from '../../src/ar/communications/bounce.ts'
import { threads } from '../../src/ar/communications/thread.ts'
import { connections } from '../../src/ar/integrations/connection.ts'
import { withoutSync } from '../../src/ar/integrations/sync.ts'
import { crmConnections } from '../../src/crm/connections/connection.ts'
import { collections } from '../../src/data/index.ts'
import { createSimulator, EventError } from '../../src/index.ts'
import { client } from '../support/client.ts'
import { crmClient } from '../support/crm.ts'
import { mailbox } from '../support/mailbox.ts'
import { rule } from '../support/rule.ts'
import { ways } from '../support/ways.ts'

/** A customer with a contact, and a company with one mailbox, which shows at once what it has. */
function dunning({ webhook_sync_enabled = true } = {}) {
  const base = client()
  const { world } = base
  world.transactions.seed(() => {
    for (const connection of [...world.table(connections).all()])
      world.table(connections).put({ ...withoutSync(connection), is_active: false, health_status: 'invalid' })
  })
  const db = collections(world)
  const connection = db.connections.create({ integration: 'gmail', webhook_sync_enabled })
  const customer = db.customers.create({ customer_company_name: 'Late Payer' })
  const contact = db.contacts.create({ customer: customer.id, name: 'Pat Doe', email: 'pat@late.example' })
  const invoice = db.invoices.create({ customer: customer.id, amount: 1234.5, issue_date: '2026-04-01', invoice_number: 'A-1' })
  const action = db.actions.create({ invoice: invoice.id, draft_subject: 'Invoice A-1', draft_content: 'Please pay.' })
  const sent = () => {
    base.ar(`POST actions/${action.id}/approve`)
    world.clock.advance('PT5S')
    return base.ar(`GET communications/threads?customer_id=${customer.id}`).body.data[0]
  }
  const latest = () => base.ar(`GET communications/threads?customer_id=${customer.id}`).body.data
  return { ...base, db, connection, customer: customer.id, contact, invoice, action, sent, latest }
}

rule(
  'C',
  'a customer answers in the conversation, and somebody has to answer that',
  { when: 'a customer answers', on: ['conversations'] },
  () => {
    const { world, ar, customer, contact, connection, invoice, sent, latest } = dunning()
    const letter = sent()
    world.clock.advance('P1D')

    const { result, at, changed } = world.emit('customer.replied', { customer, body: 'We pay on Friday.' })
    expect({ at, changed }).toEqual({ at: '2026-06-02T14:00:05Z', changed: 1 })
    expect(latest()).toMatchObject([
      {
        id: result.thread,
        thread_group: letter.thread_group,
        message_count: 2,
        direction: 'inbound',
        subject: 'Re: Invoice A-1',
        body: 'We pay on Friday.',
        sender: 'pat@late.example',
        contact: contact.id,
        recipients: [connection.connection_config.email_address],
        invoices: [invoice.id],
        requires_response: true,
        timestamp: '2026-06-02T14:00:05Z',
      },
    ])
    expect(ar(`GET communications/threads?requires_response=true&customer_id=${customer}`).body.count).toBe(1)

    world.emit('customer.replied', { customer, body: 'On Monday, that is.', requires_response: false })
    expect(latest()[0]).toMatchObject({ subject: 'Re: Invoice A-1', message_count: 3, requires_response: false })
  },
)

rule(
  'C',
  'what a customer writes is about the open invoices that it names, else about those of the message that it answers',
  () => {
    const { world, db, customer, contact, invoice, sent, latest } = dunning()
    const other = db.invoices.create({ customer, amount: 80, invoice_number: 'A-2' })
    const about = (body: string) => {
      world.emit('customer.replied', { customer, body })
      return latest()[0].invoices
    }
    sent()
    expect(about('Who ordered that?\n> Invoice A-2 is open, too.')).toEqual([invoice.id])
    expect(about('We cannot book A-2 without an order number.')).toEqual([other.id])
    expect(about('Nor A-1.')).toEqual([invoice.id])
    expect(about('A-1 and A-2 are on one order.').sort()).toEqual([invoice.id, other.id].sort())
    world.emit('invoice.paid', { invoice: invoice.id })
    expect(about('It is that of A-1.').sort()).toEqual([invoice.id, other.id].sort())
    world.emit('email.received', { from: contact.email, subject: 'Your invoice A-2', body: 'Which order is it for?' })
    expect(latest()[0].invoices).toEqual([other.id])
  },
)

rule('C', 'a customer who was never written to begins a conversation', () => {
  const { world, customer, latest } = dunning()
  world.emit('customer.replied', { customer, body: 'Who are you?' })
  expect(latest()).toMatchObject([{ subject: 'Message from Late Payer', message_count: 1, requires_response: true }])
  world.emit('customer.replied', { customer, subject: 'Your bill', body: 'Hello?' })
  expect(latest()).toMatchObject([{ subject: 'Your bill', message_count: 2 }])
})

rule(
  'C',
  'an answer reaches the mailbox that wrote last, and another where that no longer works',
  { when: 'a mailbox expires or goes', on: ['conversations'] },
  () => {
    const { world, db, customer, connection, sent, latest } = dunning()
    const older = db.connections.create({ integration: 'outlook', created_at: '2020-01-01T00:00:00Z' })
    sent()
    const [letter] = latest()
    const other = letter.connection === connection.id ? older : connection
    world.emit('customer.replied', { customer, body: 'One' })
    expect(latest()[0]).toMatchObject({ body: 'One', connection: letter.connection })

    world.emit('connection.revoked', { connection: letter.connection })
    world.emit('customer.replied', { customer, body: 'Two' })
    expect(latest()[0]).toMatchObject({ body: 'Two', connection: other.id })

    world.emit('connection.expired', { connection: other.id })
    expect(() => world.emit('customer.replied', { customer, body: 'Three' })).toThrow('No mailbox of the company can receive it')
    expect(latest()[0]).toMatchObject({ body: 'Two' })
  },
)

rule(
  'C',
  'without webhook sync an answer shows with the next sync of the mailbox',
  { when: 'a mailbox syncs', on: ['conversations'] },
  () => {
    const { world, ar, customer, connection, latest } = dunning({ webhook_sync_enabled: false })
    const { result } = world.emit('customer.replied', { customer, body: 'We pay on Friday.' })
    expect(result.is_synced).toBe(false)
    expect(latest()).toEqual([])
    ar(`POST integrations/${connection.id}/sync`)
    world.clock.advance('PT12S')
    expect(latest()).toMatchObject([{ id: result.thread, timestamp: '2026-06-01T14:00:00Z' }])
  },
)

rule('C', 'an e-mail from an unknown address changes nothing, from a contact it begins a conversation', () => {
  const { world, customer, latest } = dunning()
  const letter = { subject: 'Question', body: 'Which order is this?' }
  expect(world.emit('email.received', { from: 'nobody@nowhere.example', ...letter })).toMatchObject({
    result: { thread: null },
    changed: 0,
  })
  world.emit('customer.replied', { customer, body: 'Hello' })
  world.emit('email.received', { from: 'PAT@late.example', ...letter })
  expect(latest()).toHaveLength(2)
  expect(latest()).toContainEqual(expect.objectContaining({ subject: 'Question', message_count: 1, requires_response: true }))
})

rule(
  'C',
  'mail that bounces leaves a report that waits for nobody, and the simulator remembers the address',
  { when: 'a message cannot be delivered', on: ['conversations'] },
  () => {
    const { world, customer, companyId, sent, latest } = dunning()
    const letter = sent()
    expect(hasBounced(world, companyId, 'pat@late.example')).toBe(false)
    world.emit('email.bounced', { thread: letter.id })
    expect(latest()).toMatchObject([
      {
        thread_group: letter.thread_group,
        customer,
        is_ar_related: true,
        requires_response: false,
        sender: expect.stringMatching(/^mailer-daemon@/),
        body: expect.stringContaining('pat@late.example'),
      },
    ])
    expect(hasBounced(world, companyId, 'Pat@late.example')).toBe(true)
  },
)

rule('C', 'a call that is logged waits for an answer when the customer called', () => {
  const { world, customer, latest } = dunning()
  world.emit('call.logged', { customer, notes: 'Wants the bank details.' })
  expect(latest()).toMatchObject([
    { communication_type: 'call', subject: 'Call with Late Payer', requires_response: true, is_manual: false, created_by: null },
  ])
})

rule(
  'C',
  'an expired connection cannot be synced, and a sync that ran is in error',
  { when: 'a mailbox expires or goes', on: ['syncs', 'connections'] },
  () => {
    const { world, ar, samples } = client()
    const connection = samples.connections?.merge_syncing as string
    world.emit('connection.expired', { connection })
    const shown = () => ar('GET sync/status').body.connections.find(({ id }: { id: string }) => id === connection)
    expect(shown()).toMatchObject({ sync_status: 'error', health_status: 'invalid' })
    world.clock.advance('PT1H')
    expect(shown()).toMatchObject({ sync_status: 'error' })
    expect(ar(`POST integrations/${connection}/sync`).status).toBe(400)
  },
)

rule(
  'C',
  'a connection that is connected again works at once, and its sync brings what has waited',
  { when: 'a mailbox is connected', on: ['connections', 'syncs', 'conversations'] },
  () => {
    const { world, ar, customer, connection, latest } = dunning({ webhook_sync_enabled: false })
    const shown = () => ar('GET sync/status').body.connections.find(({ id }: { id: string }) => id === connection.id)
    world.emit('customer.replied', { customer, body: 'We pay on Friday.' })
    for (const type of ['connection.expired', 'connection.revoked'] as const) {
      world.emit(type, { connection: connection.id })
      expect(ar(`POST integrations/${connection.id}/sync`).status).toBe(400)
      expect(latest()).toEqual([])
    }
    world.emit('connection.reconnected', { connection: connection.id })
    expect(shown()).toMatchObject({ is_active: true, health_status: 'valid', sync_status: 'triggered' })
    world.clock.advance('PT12S')
    expect(shown()).toMatchObject({ sync_status: 'idle', last_synced_at: world.clock.now() })
    expect(latest()).toMatchObject([{ body: 'We pay on Friday.' }])
    expect(() => world.emit('connection.reconnected', { connection: connection.id })).toThrow('The connection works already.')
  },
)

rule('C', 'armed failures are used up one by one', () => {
  const { world, ar, action, connection } = dunning()
  world.emit('delivery.will_fail', { action: action.id, reason: 'Mailbox full.', times: 2 })
  for (const attempt of [1, 2]) {
    ar(`POST actions/${action.id}/approve`)
    world.clock.advance('PT5S')
    const { status, metadata } = ar(`GET actions/${action.id}`).body
    expect({ attempt, status, error: metadata.last_error }).toEqual({ attempt, status: 'proposed', error: 'Mailbox full.' })
  }
  ar(`POST actions/${action.id}/approve`)
  world.clock.advance('PT5S')
  expect(ar(`GET actions/${action.id}`).body.status).toBe('completed')

  world.emit('trigger.will_fail', { connection: connection.id })
  world.emit('sync.will_fail', { connection: connection.id })
  expect(ar(`POST integrations/${connection.id}/sync`).body.status).toBe('trigger_failed')
  expect(ar(`POST integrations/${connection.id}/sync`).body.status).toBe('triggered')
  world.clock.advance('PT1M')
  expect(ar('GET sync/status').body.connections.at(-1)).toMatchObject({ id: connection.id, sync_status: 'error' })
})

rule('C', 'the agent writes what the books say', () => {
  const { world, ar, invoice } = dunning()
  const { result } = world.emit('action.proposed', { invoice: invoice.id })
  const { draft_content, status, urgency_score } = ar(`GET actions/${result.action}`).body
  expect({ status, urgency_score }).toEqual({ status: 'proposed', urgency_score: 60 })
  expect(draft_content).toMatch(/^Hi Pat,\n\n(\$1,234\.50 for invoice A-1|Invoice A-1 was due on May 1, 2026, and \$1,234\.50)/)
  // Tomorrow in UTC, still today where the company is.
  world.clock.moveTo('2026-06-02T01:00:00Z')
  const later = ar(`GET actions/${world.emit('action.proposed', { invoice: invoice.id }).result.action}`).body
  expect(later).toMatchObject({ draft_content, urgency_score: 60 })
})

rule('C', 'each mistake of the agent shows in the draft only, and is kept where no call shows it', () => {
  const { world, db, ar, invoice, customer } = dunning()
  db.invoices.create({ customer, amount: 77, invoice_number: 'A-2' })
  world.emit('invoice.paid', { invoice: invoice.id, amount: 234.5 })
  const draft = (mistake: 'stale_balance' | 'wrong_invoice' | 'wrong_customer' | 'wrong_tone' | 'duplicate') => {
    world.clock.advance('PT1M')
    const { result } = world.emit('action.proposed', { invoice: invoice.id, mistake })
    expect(db.agent_mistakes.findFirst((q) => q.where({ action: result.action }))?.kind).toBe(mistake)
    const shown = ar(`GET actions/${result.action}`).body
    expect(JSON.stringify(shown)).not.toContain(mistake)
    expect(shown.invoice).toBe(invoice.id)
    return shown.draft_content as string
  }
  expect(draft('stale_balance')).toMatch(/A-1.*\$1,234\.50|\$1,234\.50.*A-1/)
  expect(draft('wrong_invoice')).toMatch(/A-2.*\$77\.00|\$77\.00.*A-2/)
  expect(draft('wrong_customer')).toMatch(/^Hi (?!Pat,)\w/)
  expect(draft('wrong_tone')).toContain('We are tired of your excuses')
  expect(draft('duplicate')).toContain('We are tired of your excuses')
})

rule('C', 'a mistake goes with its world: it is forked, and gone after a reset', () => {
  const { simulator, world, invoice } = dunning()
  world.emit('action.proposed', { invoice: invoice.id, mistake: 'wrong_tone' })
  const copy = simulator.fork('copy', { from: world.id })
  expect(collections(copy).agent_mistakes.count()).toBe(1)
  world.reset()
  expect(collections(world).agent_mistakes.count()).toBe(0)
})

rule('C', 'an event that is refused changes nothing and says everything that is wrong', () => {
  const { world, samples } = client()
  const before = world.changes()
  const refused = (work: () => unknown): EventError => {
    try {
      work()
    } catch (error) {
      if (error instanceof EventError) return error
    }
    throw new Error('It was not refused.')
  }
  const badFields = refused(() => world.emit('customer.replied', { customer: 'me', boddy: 'Hello' } as never))
  expect(badFields.message.split('\n')).toEqual([
    'The event "customer.replied" is refused.',
    '  boddy: There is no field "boddy". Did you mean "body"?',
    '  customer: Must be a valid UUID.',
    '  body: This field is required.',
  ])
  expect(badFields.issues).toHaveLength(3)
  const noEvent = refused(() => world.emit('customer.replyed' as never, {} as never))
  expect(noEvent.message).toContain('There is no event "customer.replyed". Did you mean "customer.replied"?')
  const customer = samples.customers?.prospect as string
  const notTheirs = refused(() => world.emit('customer.replied', { customer, thread: samples.threads?.email, body: 'Hello' }))
  expect(notTheirs.message).toBe('The thread belongs to another customer.')
  expect(world.changes()).toEqual(before)
})

rule('C', 'a handler that fails half-way leaves nothing behind', () => {
  const { world, sent, latest } = dunning()
  const letter = sent()
  const table = world.table(threads)
  const put = table.put.bind(table)
  table.put = (row) => {
    put(row)
    throw new Error('Full.')
  }
  expect(() => world.emit('email.bounced', { thread: letter.id })).toThrow('Full.')
  table.put = put
  expect(latest()).toMatchObject([{ id: letter.id, message_count: 1 }])
})

rule('C', 'in a running world what is due happens first', () => {
  let now = Date.parse('2026-06-01T14:00:00Z')
  const simulator = createSimulator({ clock: 'running', machine: () => now })
  const { world, ar, samples } = client({ simulator })
  const action = samples.actions?.proposed as string
  ar(`POST actions/${action}/approve`)
  now += 60_000
  expect(() => world.emit('delivery.will_fail', { action })).toThrow('Only an e-mail that is still to be sent can fail.')
  expect(ar(`GET actions/${action}`).body.executed_at).toBe('2026-06-01T14:00:05Z')
})

rule('C', 'a type that both APIs know goes by the row that it names', () => {
  const { world, crm } = crmClient()
  world.emit('connection.revoked', { connection: 1 })
  expect(world.table(crmConnections).get('1')).toMatchObject({ status: 'expired', isRevoked: true })
  expect(crm('POST connections/1/refresh').status).toBe(409)
  expect(() => world.emit('connection.revoked', { connection: 'none' })).toThrow(EventError)
})

rule('C', 'a simulator of one API has its events only', () => {
  const world = createSimulator({ apis: ['crm'] }).world()
  expect(() => world.emit('customer.replied', { customer: '', body: 'Hello' })).toThrow(
    'There is no event "customer.replied". There is: ',
  )
  expect(world.emit('connection.expired', { connection: '1' }).changed).toBe(1)
})

rule(
  'C',
  'an e-mail on sync is in the inbox once the connection was synced',
  { when: 'a CRM e-mail arrives', on: ['CRM mail', 'CRM records'] },
  () => {
    const { world, crm, me, contactId } = mailbox()
    const connection = Number(me.connection.id)
    const letter = { from: 'pat@acme.example', subject: 'Hello', body: 'Are you there?' }
    const { result } = world.emit('crm.email_received', { connection, ...letter, on: 'sync' })
    expect(crm('GET email/inbox').body.data).toEqual([])
    crm(`POST connections/${connection}/sync`, { type: 'email' })
    world.clock.advance('PT10S')
    const [email] = crm('GET email/inbox').body.data
    expect(email).toMatchObject({ id: result.email, isRead: false, receivedAt: '2026-06-01T14:00:00Z' })
    expect(email.entities).toEqual([{ entityType: 'contact', entityId: contactId }])

    world.emit('crm.email_received', { user: Number(me.user.id), ...letter, thread: result.thread })
    expect(crm(`GET email/thread/${result.thread}`).body.data).toHaveLength(2)
  },
)

rule(
  'C',
  'an attendee changes their mind, and an answer goes with the attendee',
  { when: 'a CRM meeting changes', on: ['CRM calendar'] },
  () => {
    const { world, crm, me } = mailbox()
    const meeting = {
      title: 'Review',
      start: '2026-07-01T14:00:00Z',
      end: '2026-07-01T15:00:00Z',
      attendees: ['pat@acme.example'],
    }
    const { event } = world.emit('crm.event_invited', { user: me.user.id, ...meeting }).result
    const shown = () => crm(`GET calendar/events/${event}`).body.data
    expect(shown()).toMatchObject({ attendees: ['pat@acme.example', 'me@acme.example'], responses: [] })
    world.emit('crm.event_answered', { event, attendee: 'pat@acme.example', answer: 'accepted' })
    world.emit('crm.event_answered', { event, attendee: 'pat@acme.example', answer: 'declined' })
    expect(shown().responses).toEqual([{ attendee: 'pat@acme.example', answer: 'declined' }])
    crm(`PATCH calendar/events/${event}`, { attendees: ['me@acme.example'] })
    expect(shown().responses).toEqual([])
  },
)

rule('C', 'the list of events has a schema and an example that works for each type, as it is sent', async () => {
  const simulator = createSimulator()
  const way = await ways.http?.(simulator)
  if (!way) throw new Error('There is no server.')
  const headers = { 'content-type': 'application/json' }
  const list = JSON.parse((await way.send({ method: 'GET', url: '/__sim/events', headers })).body)
  expect(list.map(({ type }: { type: string }) => type)).toEqual(simulator.events.map(({ event }) => event.type))
  for (const { type, schema, example } of list) {
    expect(schema.type, type).toBe('object')
    simulator.world().reset()
    const { status, body } = await way.send({ method: 'POST', url: '/__sim/events', headers, body: JSON.stringify(example) })
    expect(status, `${type}: ${body}`).toBe(201)
  }
  await way.close()
})

rule('C', 'an example of an event has the days of its world, and is null where that has no such row', () => {
  const examples = (options: object) => {
    const { call } = client({ simulator: createSimulator(options) })
    const list: { type: string; example: object | null }[] = call('GET /__sim/events').body
    return new Map(list.map(({ type, example }) => [type, example]))
  }
  const scenario = { name: 'later', from: 'default', now: '2027-01-10T09:00:00Z', prepare: () => {} }
  const later = examples({ scenario })
  expect(later.get('promise.made')).toMatchObject({ date: '2027-01-21' })
  expect(later.get('crm.event_invited')).toMatchObject({ start: '2027-02-09T14:00:00Z', end: '2027-02-09T15:00:00Z' })
  const none = examples({ scenario: 'empty' })
  expect(none.get('promise.made')).toBeNull()
  expect(JSON.stringify([...none.values()])).not.toContain('$samples')
})

rule('C', 'over HTTP an event goes into the world that is named, and no other', async () => {
  const simulator = createSimulator()
  const way = await ways.http?.(simulator)
  if (!way) throw new Error('There is no server.')
  const { samples } = client({ simulator })
  const body = JSON.stringify({ type: 'call.logged', customer: samples.customers?.active, notes: 'They called.' })
  const sent = await way.send({
    method: 'POST',
    url: '/~one/__sim/events',
    headers: { 'content-type': 'application/json' },
    body,
  })
  expect(sent.status).toBe(201)
  expect(
    simulator
      .world('one')
      .changes()
      .map(({ table }) => table),
  ).toContain('threads')
  expect(simulator.world().changes()).toEqual([])
  await way.close()
})

rule(
  'C',
  'a payment pays what is open, and what was to be done about it is cancelled',
  { when: 'a payment arrives', on: ['invoices', 'actions'] },
  () => {
    const { world, ar, invoice, action } = dunning()
    world.emit('invoice.paid', { invoice: invoice.id, amount: 234.5, method: 'CHECK', date: '2026-05-30' })
    expect(ar(`GET invoices/${invoice.id}`).body).toMatchObject({ balance: 1000, status: 'past_due_31_60' })
    expect(ar(`GET invoices/${invoice.id}/payments`).body.data).toMatchObject([
      { amount: 234.5, payment_method: 'CHECK', payment_date: '2026-05-30', status: 'PARTIAL' },
    ])
    world.emit('invoice.paid', { invoice: invoice.id })
    expect(ar(`GET invoices/${invoice.id}`).body).toMatchObject({ balance: 0, status: 'closed_paid' })
    expect(ar(`GET actions/${action.id}`).body.status).toBe('cancelled')
  },
)

rule(
  'C',
  'a payment on sync is in the books once a sync of the accounting system has ended well',
  { when: 'an accounting system syncs', on: ['payments', 'invoices'] },
  () => {
    const { world, db, ar, invoice } = dunning()
    const balance = () => ar(`GET invoices/${invoice.id}`).body.balance
    const books = db.connections.create({ integration: 'quickbooks' })
    world.emit('invoice.paid', { invoice: invoice.id, on: 'sync' })
    world.clock.advance('P1D')
    expect(balance()).toBe(1234.5)

    world.emit('sync.will_fail', { connection: books.id })
    ar(`POST integrations/${books.id}/sync`)
    world.clock.advance('PT1M')
    expect(balance()).toBe(1234.5)

    ar(`POST integrations/${books.id}/sync`)
    world.emit('connection.expired', { connection: books.id })
    world.clock.advance('PT1M')
    expect(balance()).toBe(1234.5)

    const again = db.connections.create({ integration: 'quickbooks' })
    ar(`POST integrations/${again.id}/sync`)
    world.clock.advance('PT1M')
    expect(balance()).toBe(0)
    expect(ar(`GET invoices/${invoice.id}/payments`).body.data).toMatchObject([
      {
        amount: 1234.5,
        payment_date: '2026-06-01',
        remote_id: expect.any(String),
        created_at: '2026-06-02T14:02:32Z',
      },
    ])
  },
)

rule(
  'C',
  'a dispute stands in the conversation about the invoice, and its open actions say so once it shows',
  { when: 'a customer answers', on: ['conversations', 'actions'] },
  () => {
    const { world, ar, connection, invoice, action, latest } = dunning({ webhook_sync_enabled: false })
    const dispute = () => ar(`GET actions/${action.id}`).body.metadata.dispute
    world.emit('invoice.disputed', { invoice: invoice.id, reason: 'Two pallets never arrived.' })
    expect(dispute()).toBeUndefined()
    ar(`POST integrations/${connection.id}/sync`)
    world.clock.advance('PT12S')
    expect(dispute()).toBe('Two pallets never arrived.')
    expect(latest()).toMatchObject([{ strategy_tags: ['dispute'], invoices: [invoice.id], requires_response: true }])
  },
)

rule(
  'C',
  'a promise is kept by what is paid until its day, and broken otherwise',
  { when: 'a payment arrives', on: ['promises'] },
  () => {
    const { world, db, customer, invoice, latest } = dunning()
    const status = () => db.promises.findMany((q) => q.where({ customer })).map((promise) => promise.status)
    const { result } = world.emit('promise.made', { customer, date: '2026-06-05', amount: 200 })
    expect(latest()).toMatchObject([
      { id: result.thread, strategy_tags: ['promise_to_pay'], body: 'We will pay $200.00 by June 5, 2026.' },
    ])
    expect(status()).toEqual(['active'])
    world.emit('invoice.paid', { invoice: invoice.id, amount: 200 })
    expect(status()).toEqual(['kept'])
    world.emit('promise.made', { customer, date: '2026-06-05' })
    world.clock.advance('P6D')
    expect(status().toSorted()).toEqual(['broken', 'kept'])
  },
)

rule(
  'C',
  'a promise counts from the moment at which its message shows',
  { when: 'a promise is made', on: ['promises', 'conversations'] },
  () => {
    const { world, ar, db, customer, connection } = dunning({ webhook_sync_enabled: false })
    world.emit('promise.made', { customer, date: '2026-06-05' })
    expect(db.promises.findMany((q) => q.where({ customer }))).toEqual([])
    ar(`POST integrations/${connection.id}/sync`)
    world.clock.advance('PT12S')
    expect(db.promises.findFirst((q) => q.where({ customer }))).toMatchObject({ status: 'active', promised_date: '2026-06-05' })
  },
)

rule(
  'C',
  'invoices share what is promised for them, the one that is due first first',
  { when: 'a promise is made', on: ['promises'] },
  () => {
    const { world, ar, db, customer, connection, invoice } = dunning({ webhook_sync_enabled: false })
    const older = db.invoices.create({ customer, amount: 100, due_date: '2026-03-01' }).id
    const unpaid = db.invoices.create({ customer, amount: 50, due_date: '2026-08-01' }).id
    const say = (amount: number, invoices: string[]) => {
      const promise = { date: '2026-06-05', amount, invoices }
      db.threads.create({ customer, connection: connection.id, direction: 'inbound', is_synced: false, promise })
      ar(`POST integrations/${connection.id}/sync`)
      world.clock.advance('PT12S')
      const made = db.promises.findMany((q) => q.where({ customer, status: 'active' }))
      db.promises.clear()
      return made.map((row) => [row.invoice, row.amount])
    }
    expect(say(150.1, [invoice.id, older, unpaid])).toEqual([
      [older, 100],
      [invoice.id, 50.1],
    ])
    expect(say(200, [unpaid, older])).toEqual([
      [older, 100],
      [unpaid, 100],
    ])
    expect(say(70, [invoice.id])).toEqual([[invoice.id, 70]])
  },
)
