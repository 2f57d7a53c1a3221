/** Rows made by collections: what is taken where nothing is said, and what is refused. */
import { expect, test } from 'vitest'
import type { SimRequest } from '../src/core/values/http.ts'
import { type Collections, collections } from '../src/data/index.ts'
import { createSimulator } from '../src/index.ts'
import { start } from './support/collections.ts'

test('there is a collection for every table of the APIs, but for those that follow from others or that nobody meets, by its name', () => {
  const { db } = start()
  const tables = createSimulator().apis.flatMap((api) => api.tables.filter(({ isDerived }) => !isDerived).map(({ name }) => name))
  const remembered = ['draft_memory', 'agent_memory', 'crm_answers', 'crm_event_copies']
  expect([...Object.keys(db), ...remembered].sort()).toEqual(tables.sort())
})

test('a table that there is not is told with the nearest one; what is asked of any object is not there', async () => {
  const { db } = start()
  const names = db as unknown as Record<string, unknown>
  expect(() => names.contact).toThrow('There is no table "contact". Did you mean "contacts"?')
  expect(() => names.crmUser).toThrow('There is no table "crmUser". Did you mean "crm_users"?')
  expect([await db, { ...db }, names.toJSON, names.asymmetricMatch]).toEqual([db, { ...db }, undefined, undefined])
  expect(JSON.stringify(db)).toContain('"contacts"')
})

test('the stack of a refusal begins where the author called', () => {
  const { db, customer } = start()
  const edits: Record<string, () => unknown> = {
    create: () => db.invoices.create({ id: customer.id }),
    createMany: () => db.actions.createMany(2, () => ({ invoice: 'nobody' })),
    update: () => db.customers.update((q) => q.where({ id: customer.id }), { data: () => ({ status: 'asleep' as 'active' }) }),
    delete: () => db.tokens.delete((q) => q.where({ id: 'none' }), { strict: true }),
  }
  for (const [name, edit] of Object.entries(edits)) {
    let stack = ''
    try {
      edit()
    } catch (error) {
      stack = (error as Error).stack ?? ''
    }
    expect(stack.split('\n    at ')[1], name).toContain('data.test.ts')
  }
})

test('what is no world has no collections', () => {
  for (const world of [undefined, createSimulator()])
    expect(() => (collections as (world: unknown) => void)(world)).toThrow(
      new TypeError('collections takes a world: collections(simulator.world()).'),
    )
})

test('every table has defaults for all but what a row cannot be without', () => {
  const { db, user, customer } = start()
  const invoice = db.invoices.create({ customer: customer.id, amount: 1200 })
  const action = db.actions.create({ invoice: invoice.id })
  const thread = db.threads.create({ customer: customer.id })
  const connection = db.connections.create({ integration: 'gmail' })
  const sequence = db.sequences.create()
  const step = db.steps.create({ sequence: sequence.id })
  const enrollment = db.enrollments.create({ sequence: sequence.id, customer: customer.id })
  const crmUser = db.crm_users.create()
  const mailbox = db.crm_connections.create()
  const entity = db.crm_entities.create()
  const needed: { [Name in keyof Collections]: Parameters<Collections[Name]['create']>[0] } = {
    companies: {},
    users: {},
    tokens: { user: user.id },
    members: { user: user.id },
    customers: {},
    contacts: { customer: customer.id },
    invoices: { customer: customer.id, amount: 5 },
    payments: { invoice: invoice.id },
    promises: { customer: customer.id },
    aging_snapshots: {},
    aging_days: {},
    insight_feedback: {},
    incoming_payments: { invoice: invoice.id },
    connections: { integration: 'gmail' },
    link_tokens: {},
    actions: { invoice: invoice.id },
    agent_mistakes: { action: action.id },
    threads: { customer: customer.id },
    thread_notes: { thread: thread.id },
    bounces: { thread: thread.id },
    touchpoints: { customer: customer.id },
    labels: {},
    sequences: {},
    steps: { sequence: sequence.id },
    enrollments: { sequence: sequence.id, customer: customer.id },
    scheduled_steps: { enrollment: enrollment.id, step: step.id },
    provider_messages: { thread: thread.id, connection: connection.id },
    failures: { kind: 'delivery', subject: action.id },
    plans: { about: invoice.id },
    crm_users: {},
    crm_sessions: { user: crmUser.id },
    crm_entities: {},
    crm_providers: { id: 'google' },
    crm_grants: { user: crmUser.id, provider: 'google' },
    crm_connections: {},
    crm_emails: { connectionId: mailbox.id },
    crm_events: { connectionId: mailbox.id },
    crm_documents: { entityId: entity.id },
    crm_blobs: {},
    crm_plans: {},
  }
  for (const [name, values] of Object.entries(needed)) {
    const collection = db[name as 'invoices']
    const row = collection.create(values as { amount: number })
    expect(
      collection.findFirst((q) => q.where({ id: row.id })),
      name,
    ).toBe(row)
  }
})

test('of a row that lacks what it belongs to only that is asked for, not what follows from it', () => {
  const { db } = start()
  const missing = (...columns: string[]) =>
    expect.objectContaining({ reasons: columns.map((path) => ({ path, message: 'This field is required.' })) })
  expect(() => db.enrollments.create({})).toThrow(missing('sequence', 'customer'))
  expect(() => db.scheduled_steps.create({})).toThrow(missing('enrollment', 'step'))
})

test('an invoice needs a customer and an amount, and is due by the terms of the customer', () => {
  const { db, company } = start()
  const customer = db.customers.create({ customer_company_name: 'Acme', payment_terms: 'Net 45' })
  expect(db.invoices.create({ customer: customer.id, amount: 1200 })).toEqual({
    id: expect.any(String),
    company: company.id,
    customer: customer.id,
    invoice_number: 'INV-1001',
    issue_date: '2026-06-01',
    due_date: '2026-07-16',
    amount: 1200,
    closed_as: null,
    balance: 1200,
    credited_amount: 0,
    written_off_amount: 0,
    paid_on: null,
    trail: [{ day: '2026-06-01', balance: 1200, due_date: '2026-07-16' }],
    labels: [],
    created_at: '2026-06-01T14:00:00Z',
    updated_at: '2026-06-01T14:00:00Z',
  })
  const onReceipt = db.customers.create({ payment_terms: 'Due on receipt' })
  expect(db.invoices.create({ customer: onReceipt.id, amount: 5, issue_date: '2026-02-28' }).due_date).toBe('2026-02-28')
})

test('invoice numbers are the next free ones of the company', () => {
  const { db, customer } = start()
  const numberOf = (given: { invoice_number?: string; customer?: string }) =>
    db.invoices.create({ customer: customer.id, amount: 5, ...given }).invoice_number
  expect([numberOf({}), numberOf({ invoice_number: 'INV-1007' }), numberOf({ invoice_number: 'A-9' }), numberOf({})]).toEqual([
    'INV-1001',
    'INV-1007',
    'A-9',
    'INV-1008',
  ])
  const elsewhere = db.customers.create({ company: db.companies.create().id })
  expect(numberOf({ customer: elsewhere.id })).toBe('INV-1001')
})

test('rows that belong to a customer belong to the customer’s company', () => {
  const { db } = start()
  const company = db.companies.create({ name: 'Second' })
  const customer = db.customers.create({ company: company.id })
  const invoice = db.invoices.create({ customer: customer.id, amount: 5 })
  const rows = [
    invoice,
    db.contacts.create({ customer: customer.id }),
    db.actions.create({ invoice: invoice.id }),
    db.threads.create({ customer: customer.id }),
  ]
  expect(rows.map((row) => row.company)).toEqual(rows.map(() => company.id))
})

test('the first contact of a customer is the primary one', () => {
  const { db, customer } = start()
  const contacts = db.contacts.createMany(3, () => ({ customer: customer.id }))
  expect(contacts.map(({ name, is_primary }) => [name, is_primary])).toEqual([
    ['Contact 1', true],
    ['Contact 2', false],
    ['Contact 3', false],
  ])
  expect(new Set(contacts.map(({ email }) => email)).size).toBe(3)
})

test('an action given only a customer is about the first invoice that the customer owes', () => {
  const { db, customer } = start()
  db.payments.create({ invoice: db.invoices.create({ customer: customer.id, amount: 5, due_date: '2026-01-01' }).id })
  db.invoices.create({ customer: customer.id, amount: 5, due_date: '2026-03-01' })
  const first = db.invoices.create({ customer: customer.id, amount: 5, due_date: '2026-02-01' })
  expect(db.actions.create({ customer: customer.id })).toMatchObject({
    invoice: first.id,
    status: 'proposed',
    action_type: 'email',
    is_recommended: true,
    action_required: true,
    urgency_score: 50,
    draft_subject: `Invoice ${first.invoice_number}`,
  })
  expect(db.actions.create({ customer: customer.id, action_type: 'call' }).draft_content).toBeNull()
})

test('a connection follows from what it connects', () => {
  const { db, member } = start()
  const kindOf = (integration: string) => {
    const { provider_type, product, category, owner } = db.connections.create({ integration })
    return [provider_type, product, category, owner]
  }
  for (const mailbox of ['gmail', 'outlook']) expect(kindOf(mailbox)).toEqual(['nylas', 'email', 'email', member.id])
  for (const books of ['quickbooks', 'netsuite', 'xero', 'sage_intacct'])
    expect(kindOf(books)).toEqual(['merge', 'accounting', 'accounting', null])
  for (const crm of ['salesforce', 'hubspot']) expect(kindOf(crm)).toEqual(['merge', 'crm', 'crm', null])
  expect(db.connections.findFirst((q) => q.where({ integration: 'gmail' }), { strict: true }).connection_config).toEqual({
    email_address: member.email,
    allow_shared_sending: false,
    mailbox_bcc_emails: [],
  })
})

test('a thread is an e-mail of the customer’s primary contact to the first mailbox that works', () => {
  const { db, customer } = start()
  db.connections.create({ integration: 'outlook', is_active: false })
  const mailbox = db.connections.create({ integration: 'gmail' })
  const contact = db.contacts.create({ customer: customer.id })
  const thread = db.threads.create({ customer: customer.id, body: 'Paid yesterday' })
  expect(thread).toMatchObject({
    thread_group: thread.id,
    direction: 'inbound',
    contact: contact.id,
    connection: mailbox.id,
    sender: contact.email,
    recipients: [mailbox.connection_config.email_address],
    requires_response: true,
  })
  expect(db.threads.create({ customer: customer.id, direction: 'outbound' })).toMatchObject({
    sender: mailbox.connection_config.email_address,
    recipients: [contact.email],
    requires_response: false,
  })
  expect(db.threads.create({ customer: customer.id, communication_type: 'call' })).toMatchObject({
    connection: null,
    sender: null,
  })
})

test('a user made here can log in', () => {
  const { simulator, user } = start()
  const response = simulator.handle({
    method: 'POST',
    url: '/api/auth/login',
    origin: 'http://127.0.0.1',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: user.username, password: user.password }),
  })
  expect(response.status).toBe(200)
})

test('what was given wins over the defaults, and undefined counts as left out', () => {
  const { db, customer } = start()
  const row = db.invoices.create({
    customer: customer.id,
    amount: 5,
    due_date: '2026-07-02',
    invoice_number: undefined,
    created_at: '2025-01-01T00:00:00Z',
  })
  expect(row).toMatchObject({
    due_date: '2026-07-02',
    invoice_number: 'INV-1001',
    created_at: '2025-01-01T00:00:00Z',
    updated_at: '2026-06-01T14:00:00Z',
  })
})

test('ids that an author has taken are skipped', () => {
  const { db } = start()
  const id = '00000000-0000-4000-8000-000000000002'
  db.companies.create({ id, name: 'Mine' })
  expect(db.companies.create().id).toBe('00000000-0000-4000-8000-000000000003')
  expect(db.companies.findFirst((q) => q.where({ id }))?.name).toBe('Mine')
})

test('a row made here is what the API answers', () => {
  const { db, customer, get } = start()
  const invoice = db.invoices.create({ customer: customer.id, amount: 1200 })
  const action = db.actions.create({ invoice: invoice.id, urgency_score: 77 })
  const { deliver_at, ...shown } = action
  expect(deliver_at).toBeNull()
  expect(get(`actions/${action.id}`)).toEqual({
    status: 200,
    body: { ...shown, customer_name: customer.customer_company_name, invoice_number: invoice.invoice_number },
  })
})

test('what the API changes shows here', () => {
  const { db, customer, get } = start()
  db.contacts.create({ customer: customer.id })
  db.invoices.create({ customer: customer.id, amount: 1200 })
  const { id } = db.actions.create({ customer: customer.id })
  expect(get(`actions/${id}/approve`, 'POST').status).toBe(200)
  expect(db.actions.findFirst((q) => q.where({ id }))?.status).toBe('processing')
})

test('a call in code needs no headers, and has a text or bytes as its body', () => {
  const simulator = createSimulator()
  const call = { method: 'POST', url: '/api/companies/1/customers', origin: 'http://127.0.0.1' }
  const refusal = new TypeError('The body of a call is a text or bytes: JSON.stringify makes one of an object.')
  for (const it of [simulator, simulator.world()]) {
    const handle = (request: object) => it.handle(request as SimRequest)
    expect(handle(call).status).toBe(401)
    expect(() => handle({ ...call, headers: {}, body: { customer_company_name: 'One' } })).toThrow(refusal)
  }
})
