import { readFileSync } from 'node:fs'
import { Collection as RealCollection } from '@msw/data'
import * as fc from 'fast-check'
import { expect, expectTypeOf, test } from 'vitest'
import { type ActionRow, actions } from '../src/ar/actions/action.ts'
import type { Contact } from '../src/ar/customers/contact.ts'
import type { InvoiceRow } from '../src/ar/invoices/invoice.ts'
import { CollectionError, type Collections, collections, type ManyOptions, type Predicate, Query } from '../src/data/index.ts'
import { createSimulator, type Scenario, type World } from '../src/index.ts'

const empty: Scenario = { name: 'empty', now: '2026-06-01T14:00:00Z', recipe: () => ({}) }
const noSuch = '00000000-0000-4000-8000-00000000dead'

/** A world with one company, a member who can log in, and a customer. */
function start() {
  const simulator = createSimulator({ scenario: empty })
  const world = simulator.world()
  const db = collections(world)
  const company = db.companies.create()
  const user = db.users.create()
  const token = db.tokens.create({ user: user.id })
  const member = db.members.create({ user: user.id })
  const customer = db.customers.create()
  const get = (path: string, method = 'GET') => {
    const url = `/api/companies/${company.id}/${path}`
    const response = simulator.handle({
      method,
      url,
      origin: 'http://127.0.0.1',
      headers: { authorization: `Token ${token.id}` },
    })
    return { status: response.status, body: JSON.parse(response.body) }
  }
  return { simulator, world, db, company, user, token, member, customer, get }
}

/** What the work throws; checks that it has changed nothing. */
function refusal(world: World, work: () => unknown): CollectionError {
  const before = JSON.stringify(world.changes())
  let error: unknown
  try {
    work()
  } catch (thrown) {
    error = thrown
  }
  expect(error).toBeInstanceOf(CollectionError)
  expect(JSON.stringify(world.changes())).toBe(before)
  return error as CollectionError
}

test('there is a collection for every table of the APIs, but for those that follow from others or that nobody meets, by its name', () => {
  const { db } = start()
  const tables = createSimulator().apis.flatMap((api) => api.tables.filter(({ isDerived }) => !isDerived).map(({ name }) => name))
  const remembered = ['draft_memory', 'agent_memory', 'crm_answers', 'crm_event_copies']
  expect([...Object.keys(db), ...remembered].sort()).toEqual(tables.sort())
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

test('refused values come with a reason for each, and change nothing', () => {
  const { world, db, company, customer } = start()
  const invoice = db.invoices.create({ customer: customer.id, amount: 5 })
  // biome-ignore lint/suspicious/noExplicitAny: values that the types refuse already
  const reasons = (name: keyof Collections, values: any) => {
    const error = refusal(world, () => db[name as 'invoices'].create(values))
    return Object.fromEntries(error.reasons.map(({ path, message }) => [path, message]))
  }
  expect(reasons('invoices', {})).toEqual({ customer: 'This field is required.', amount: 'This field is required.' })
  expect(reasons('invoices', { custmer: customer.id, amount: '5' })).toEqual({
    custmer: 'There is no such column. Did you mean "customer"?',
    amount: 'A valid number is required.',
  })
  expect(reasons('invoices', { customer: 'Acme', amount: 5 })).toEqual({ customer: 'Must be a valid UUID.' })
  expect(reasons('invoices', { customer: noSuch, amount: 5 })).toEqual({ customer: `There is no customer "${noSuch}".` })
  expect(reasons('invoices', { customer: customer.id, amount: 5, status: 'current' })).toEqual({
    status: 'This is worked out from other columns and cannot be set.',
  })
  expect(reasons('invoices', { customer: customer.id, amount: 5, issue_date: 'today' })).toEqual({
    issue_date: expect.stringMatching('wrong format'),
  })
  expect(reasons('invoices', { id: invoice.id, customer: customer.id, amount: 5 })).toEqual({
    id: 'Another invoice has this id.',
  })
  expect(reasons('actions', { invoice: invoice.id, status: 'done', metadata: { final: 'x', last_error: 'y' } })).toEqual({
    status: '"done" is not a valid choice.',
  })
  expect(reasons('actions', { invoice: invoice.id, metadata: { final: 'x', last_error: 'y' } })).toEqual({
    'metadata.final': 'There is no such field.',
  })
  expect(reasons('customers', { company: company.id, zzzzzzzz: 1 })).toEqual({ zzzzzzzz: 'There is no such column.' })
  expect(reasons('members', {})).toEqual({ user: 'This field is required.' })
  expect(reasons('connections', {})).toEqual({ integration: 'This field is required.' })
  expect(reasons('contacts', {})).toEqual({ customer: 'This field is required.' })
  expect(reasons('threads', {})).toEqual({ customer: 'This field is required.' })
  expect(reasons('actions', { customer: db.customers.all()[0]?.id, urgency_score: 101 })).toHaveProperty('urgency_score')
})

test('the message of a refusal tells all of it', () => {
  const { world, db } = start()
  expect(refusal(world, () => db.invoices.create({ amount: 5, customer: noSuch })).message).toBe(
    `Cannot create this invoice:\n  customer: There is no customer "${noSuch}".`,
  )
})

test('many rows are made one after the other, or none at all', () => {
  const { world, db, customer } = start()
  const rows = db.invoices.createMany(3, (index) => ({ customer: customer.id, amount: 100 * (index + 1) }))
  expect(rows.map(({ amount, invoice_number }) => [amount, invoice_number])).toEqual([
    [100, 'INV-1001'],
    [200, 'INV-1002'],
    [300, 'INV-1003'],
  ])
  refusal(world, () => db.invoices.createMany(3, (index) => ({ customer: customer.id, amount: index === 2 ? Number.NaN : 5 })))
  expect(db.invoices.count()).toBe(3)
  expect(db.invoices.createMany(0, () => ({}))).toEqual([])
})

test('rows are in the order in which they were made, those with ids of the author’s own last', () => {
  const { db, customer } = start()
  const own = db.contacts.create({ id: '11111111-1111-4111-8111-111111111111', customer: customer.id })
  const rows = db.contacts.createMany(20, () => ({ customer: customer.id }))
  expect(db.contacts.all()).toEqual([...rows, own])
  expect(db.contacts.findFirst()).toBe(rows[0])
})

test('rows are frozen, all the way down', () => {
  const { db, customer } = start()
  const thread = db.threads.create({ customer: customer.id, strategy_tags: ['polite'] })
  expect(() => Object.assign(thread, { body: 'x' })).toThrow(TypeError)
  expect(() => thread.strategy_tags.push('firm')).toThrow(TypeError)
  const [found] = db.threads.findMany((q) => q.where({ strategy_tags: (tags) => tags.includes('polite') }))
  expect(() => found?.strategy_tags.push('firm')).toThrow(TypeError)
  expect(db.threads.all()[0]?.strategy_tags).toEqual(['polite'])
})

test('what was given to make a row is the author’s to change', () => {
  const { db, customer } = start()
  const strategy_tags = ['polite']
  const { id } = db.threads.create({ customer: customer.id, strategy_tags })
  strategy_tags.push('firm')
  db.threads.update((q) => q.where({ id }), { data: (thread) => ({ ...thread, recipients: strategy_tags }) })
  strategy_tags.push('rude')
  expect(db.threads.findFirst()).toMatchObject({ strategy_tags: ['polite'], recipients: ['polite', 'firm'] })
})

test('an update changes a copy of the row, now', () => {
  const { world, db, customer } = start()
  const before = db.customers.findFirst((q) => q.where({ id: customer.id }), { strict: true })
  world.clock.advance('PT1H')
  const after = db.customers.update((q) => q.where({ id: customer.id }), {
    data(row) {
      row.status = 'suspended'
    },
  })
  expect(after).toEqual({ ...before, status: 'suspended', updated_at: '2026-06-01T15:00:00Z' })
  expect(db.customers.findFirst()).toBe(after)
  expect(before.status).toBe('active')
})

test('an update may return the columns that change', () => {
  const { db, customer } = start()
  expect(db.customers.update(customer, { data: () => ({ industry: 'Retail' }) })?.industry).toBe('Retail')
  expect(db.customers.update(customer, { data: (row) => ({ ...row, industry: 'Mining' }) })?.industry).toBe('Mining')
  expect(db.customers.update(customer, { data: (row) => (row.industry = 'Steel') })?.industry).toBe('Steel')
})

test('an update may set when it happened', () => {
  const { db, customer } = start()
  const data = () => ({ updated_at: '2026-05-01T09:00:00Z' })
  expect(db.customers.update(customer, { data })?.updated_at).toBe('2026-05-01T09:00:00Z')
})

test('statuses may be set freely', () => {
  const { db, customer } = start()
  db.invoices.create({ customer: customer.id, amount: 5 })
  const action = db.actions.create({ customer: customer.id, status: 'completed' })
  expect(action.executed_at).toBe('2026-06-01T14:00:00Z')
  expect(db.actions.update(action, { data: () => ({ status: 'proposed' }) })?.status).toBe('proposed')
})

test('refused updates change nothing', () => {
  const { world, db, customer } = start()
  const reasons = (data: (row: Record<string, unknown>) => unknown) =>
    refusal(world, () => db.customers.update(customer, { data: (row) => data(row as object as Record<string, unknown>) })).reasons
  expect(reasons((row) => (row.status = 'sleepy'))).toEqual([{ path: 'status', message: '"sleepy" is not a valid choice.' }])
  expect(reasons((row) => (row.id = noSuch))).toEqual([{ path: 'id', message: 'An id cannot change.' }])
  expect(reasons((row) => (row.ar_owner = noSuch))).toEqual([{ path: 'ar_owner', message: `There is no member "${noSuch}".` }])
  expect(reasons((row) => delete row.status)).toEqual([{ path: 'status', message: 'This field is required.' }])
  expect(reasons((row) => (row.stauts = 'active'))).toEqual([
    { path: 'stauts', message: 'There is no such column. Did you mean "status"?' },
  ])
  expect(reasons(async (row) => (row.status = 'inactive'))).toEqual([])
})

test('an error inside an update changes nothing', () => {
  const { world, db, customer } = start()
  const before = JSON.stringify(world.changes())
  const failing = () => {
    db.companies.create()
    throw new Error('mine')
  }
  expect(() => db.customers.update(customer, { data: failing })).toThrow('mine')
  expect(JSON.stringify(world.changes())).toBe(before)
})

test('many rows change, or none', () => {
  const { world, db, customer } = start()
  db.invoices.createMany(4, (index) => ({ customer: customer.id, amount: index }))
  const rows = db.invoices.updateMany((q) => q.where({ amount: (amount) => amount > 0 }), {
    data: (row) => ({ amount: row.amount / 2 }),
    orderBy: { amount: 'desc' },
  })
  expect(rows.map(({ amount, balance }) => [amount, balance])).toEqual([
    [1.5, 1.5],
    [1, 1],
    [0.5, 0.5],
  ])
  refusal(world, () =>
    db.invoices.updateMany((q) => q.where({}), { data: (row) => ({ amount: row.amount === 1.5 ? Number.NaN : 0 }) }),
  )
  expect(db.invoices.findMany().map(({ amount }) => amount)).toEqual([0, 0.5, 1, 1.5])
})

test('pages bound changes and deletions of many too', () => {
  const { db, customer } = start()
  db.invoices.createMany(5, (index) => ({ customer: customer.id, amount: index }))
  db.invoices.updateMany((q) => q.where({}), { data: () => ({ amount: 9 }), skip: 1, take: 2 })
  expect(db.invoices.all().map(({ balance }) => balance)).toEqual([0, 9, 9, 3, 4])
  expect(db.invoices.deleteMany((q) => q.where({}), { take: -2 }).map(({ amount }) => amount)).toEqual([4, 3])
  expect(db.invoices.count()).toBe(3)
})

test('a row is deleted by a query or by itself', () => {
  const { db, customer } = start()
  const [first, second, third] = db.contacts.createMany(3, () => ({ customer: customer.id }))
  expect(db.contacts.delete((q) => q.where({ is_primary: true }))).toBe(first)
  expect(db.contacts.delete(second ?? noRow)).toBe(second)
  expect(db.contacts.delete(second ?? noRow)).toBeUndefined()
  expect(db.contacts.all()).toEqual([third])
})
const noRow = { id: noSuch }

test('many rows are deleted, or all', () => {
  const { world, db, customer } = start()
  db.invoices.createMany(5, (index) => ({ customer: customer.id, amount: index }))
  const gone = db.invoices.deleteMany((q) => q.where({ amount: (amount) => amount > 2 }), { orderBy: { amount: 'desc' } })
  expect(gone.map(({ amount }) => amount)).toEqual([4, 3])
  expect(db.invoices.count()).toBe(3)
  db.invoices.clear()
  expect([db.invoices.count(), db.invoices.all()]).toEqual([0, []])
  expect([...world.table(actions).all()]).toEqual([])
})

test('a row whose company or customer is gone can still change elsewhere', () => {
  const { db, customer } = start()
  const contact = db.contacts.create({ customer: customer.id })
  db.customers.delete(customer)
  expect(db.contacts.update(contact, { data: () => ({ title: 'Controller' }) })?.title).toBe('Controller')
})

test('where nothing fits there is nothing, or an error if strict', () => {
  const { world, db } = start()
  const nobody: Predicate<Contact> = (q) => q.where({ name: 'Nobody' })
  const data = () => ({ name: 'Somebody' })
  expect(db.contacts.findFirst(nobody)).toBeUndefined()
  expect(db.contacts.findMany(nobody)).toEqual([])
  expect(db.contacts.update(nobody, { data })).toBeUndefined()
  expect(db.contacts.updateMany(nobody, { data })).toEqual([])
  expect(db.contacts.delete(nobody)).toBeUndefined()
  expect(db.contacts.deleteMany(nobody)).toEqual([])
  const strict = true
  for (const call of [
    () => db.contacts.findFirst(undefined, { strict }),
    () => db.contacts.findFirst(nobody, { strict }),
    () => db.contacts.findMany(nobody, { strict }),
    () => db.contacts.update(nobody, { data, strict }),
    () => db.contacts.updateMany(nobody, { data, strict }),
    () => db.contacts.delete(nobody, { strict }),
    () => db.contacts.deleteMany(nobody, { strict }),
  ])
    expect(refusal(world, call).message).toBe('No contact fits the query.')
})

test('what is neither a query nor a row is refused, before it could mean any row', () => {
  const { world, db } = start()
  // biome-ignore lint/suspicious/noExplicitAny: what the types refuse already
  for (const target of [undefined, null, {}, { name: 'Acme' }] as any[]) {
    refusal(world, () => db.customers.update(target, { data: () => ({ status: 'inactive' }) }))
    refusal(world, () => db.customers.updateMany(target, { data: () => ({ status: 'inactive' }) }))
    refusal(world, () => db.customers.delete(target))
    refusal(world, () => db.customers.deleteMany(target))
  }
})

test('a page is counted in whole rows', () => {
  const { world, db } = start()
  for (const skip of [-1, 0.5, Number.NaN]) refusal(world, () => db.customers.findMany(undefined, { skip }))
  for (const take of [0.5, Number.NaN]) refusal(world, () => db.customers.findMany(undefined, { take }))
  expect(db.customers.findMany(undefined, { take: 0 })).toEqual([])
})

test('calls may be awaited', async () => {
  const { db } = start()
  const customer = await db.customers.create({ customer_company_name: 'Acme' })
  expect(await db.customers.update(customer, { data: () => ({ status: 'inactive' }) })).toMatchObject({ status: 'inactive' })
  expect(await db.customers.findMany()).toHaveLength(2)
})

test('the time of a scheduled action is on the timeline as long as the action is', () => {
  const { world, db, customer } = start()
  const pending = () =>
    [...world.clock.pending()]
      .filter(({ event }) => event === 'deliverAction')
      .map(({ at, event, subject }) => ({ at, event, subject }))
  const entry = (at: string) => [{ at, event: 'deliverAction', subject: action.id }]
  db.invoices.create({ customer: customer.id, amount: 5 })
  const action = db.actions.create({ customer: customer.id, status: 'scheduled', scheduled_for: '2026-06-03T09:00:00Z' })
  expect(pending()).toEqual(entry('2026-06-03T09:00:00Z'))
  db.actions.update(action, { data: () => ({ scheduled_for: '2026-06-02T09:00:00Z' }) })
  expect(pending()).toEqual(entry('2026-06-02T09:00:00Z'))
  db.actions.update(action, { data: () => ({ status: 'proposed' }) })
  expect(pending()).toEqual([])
  db.actions.update(action, { data: () => ({ status: 'scheduled' }) })
  expect(pending()).toEqual(entry('2026-06-02T09:00:00Z'))
  db.actions.delete(action)
  expect(pending()).toEqual([])
})

test('a refused change leaves the timeline as it was', () => {
  const { world, db, customer } = start()
  db.invoices.create({ customer: customer.id, amount: 5 })
  db.actions.createMany(2, () => ({ customer: customer.id, status: 'scheduled' }))
  const before = [...world.clock.pending()]
  expect(before.filter(({ event }) => event === 'deliverAction').map(({ at }) => at)).toEqual([
    '2026-06-02T14:00:00Z',
    '2026-06-02T14:00:00Z',
  ])
  let isFirst = true
  refusal(world, () =>
    db.actions.updateMany((q) => q.where({}), {
      data(action) {
        action.scheduled_for = isFirst ? '2026-07-01T00:00:00Z' : 'soon'
        isFirst = false
      },
    }),
  )
  expect([...world.clock.pending()]).toEqual(before)
})

test('a scheduled e-mail made here is delivered from a mailbox made here', () => {
  const { world, db, customer } = start()
  db.connections.create({ integration: 'gmail' })
  const contact = db.contacts.create({ customer: customer.id })
  db.invoices.create({ customer: customer.id, amount: 5 })
  const action = db.actions.create({ customer: customer.id, status: 'scheduled' })
  world.clock.advance('P2D')
  expect(db.actions.findFirst((q) => q.where({ id: action.id }))?.status).toBe('completed')
  expect(db.threads.all()).toMatchObject([{ direction: 'outbound', recipients: [contact.email], subject: action.draft_subject }])
})

test('collections belong to their world', () => {
  const { simulator, db } = start()
  const fork = collections(simulator.fork('other', { from: 'default' }))
  fork.customers.create()
  expect([fork.customers.count(), db.customers.count()]).toEqual([2, 1])
  expect(fork.customers.findFirst()).toBe(db.customers.findFirst())
})

test('collections stay good when the world is reset', () => {
  const { world, db } = start()
  world.reset()
  expect(db.customers.count()).toBe(0)
  expect(db.companies.create().id).toBe('00000000-0000-4000-8000-000000000001')
})

test('same calls, same rows', () => {
  const rowsOf = ({ db }: ReturnType<typeof start>) => Object.values(db).map((each) => each.all())
  expect(rowsOf(start())).toEqual(rowsOf(start()))
})

test('the types know each table', () => {
  // Only compiled.
  const refused = ({ db, customer }: ReturnType<typeof start>) => {
    expectTypeOf(db.invoices.findFirst()).toEqualTypeOf<Readonly<InvoiceRow> | undefined>()
    expectTypeOf(db.invoices.findFirst(undefined, { strict: true })).toEqualTypeOf<Readonly<InvoiceRow>>()
    expectTypeOf(db.invoices.findMany()).toEqualTypeOf<Readonly<InvoiceRow>[]>()
    // @ts-expect-error rows are read only
    db.invoices.create().amount = 5
    // @ts-expect-error no such column
    db.invoices.create({ custmer: customer.id })
    // @ts-expect-error no such status
    db.actions.findMany((q) => q.where({ status: 'done' }))
    // @ts-expect-error no such column to sort by
    db.actions.findMany(undefined, { orderBy: { urgency: 'asc' } })
    // @ts-expect-error no such direction
    db.actions.findMany(undefined, { orderBy: { urgency_score: 'up' } })
    db.actions.update((q) => q.where({}), {
      data(action) {
        // @ts-expect-error an id cannot change
        action.id = noSuch
      },
    })
  }
  expect(refused).toBeTypeOf('function')
})

/** The same actions in a collection of ours and in one of the library's. */
async function pair() {
  const { db, customer } = start()
  db.invoices.create({ customer: customer.id, amount: 5 })
  const ours = db.actions
  const rows = ours.createMany(12, (index) => ({
    customer: customer.id,
    action_type: (['email', 'call', 'task'] as const)[index % 3],
    status: (['proposed', 'completed'] as const)[index % 2],
    urgency_score: (index * 37) % 11,
    channel_id: index % 4 ? null : `channel-${12 - index}`,
    metadata: index % 3 ? { last_error: `error ${index % 5}` } : {},
    approval_log: Array.from({ length: index % 3 }, (_, i) => ({
      action: i ? 'rejected' : 'approved',
      approved_by: null,
      reason: null,
      comment: `comment ${index}`,
      timestamp: `2026-05-${10 + ((index * 7) % 20)}T09:00:00Z`,
    })),
  }))
  const theirs = new RealCollection({ schema: actions.schema })
  for (const row of rows) await theirs.create(structuredClone(row))
  return { ours, theirs, rows }
}

const queries: Record<string, Predicate<ActionRow> | undefined> = {
  'no query': undefined,
  'an empty query': (q) => q,
  'an empty condition': (q) => q.where({}),
  'a value': (q) => q.where({ status: 'proposed' }),
  'two values': (q) => q.where({ status: 'proposed', action_type: 'email' }),
  'a function of a value': (q) => q.where({ urgency_score: (score) => score > 5 }),
  'a function of the row': (q) => q.where((row) => row.urgency_score > 5 && row.channel_id === null),
  null: (q) => q.where({ channel_id: null }),
  'where twice': (q) => q.where({ status: 'proposed' }).where({ action_type: 'call' }),
  and: (q) => q.and(q.where({ status: 'completed' }), { action_type: 'task' }, (row) => row.urgency_score < 9),
  or: (q) => q.where({ status: 'completed' }).or({ action_type: 'email' }),
  'or of queries': (q) => q.or(q.where({ urgency_score: 4 }), q.where({ action_type: 'task' }).and({ status: 'proposed' })),
  'inside an object': (q) => q.where({ metadata: { last_error: 'error 2' } }),
  'inside a list': (q) => q.where({ approval_log: { action: 'approved' } }),
  'a query of one’s own': new Query<ActionRow>((row) => row.urgency_score % 2 === 0),
  'nothing fits': (q) => q.where({ description: 'none' }),
}

for (const [name, query] of Object.entries(queries))
  test(`as the library finds: ${name}`, async () => {
    const { ours, theirs } = await pair()
    // biome-ignore lint/suspicious/noExplicitAny: the library's rows have symbols of its own
    const same = query as any
    expect(ours.findMany(query)).toEqual(theirs.findMany(same))
    expect(ours.findFirst(query)).toEqual(theirs.findFirst(same))
  })

const direction = fc.constantFrom('asc' as const, 'desc' as const)
const order = fc.oneof(
  fc.record({ urgency_score: direction }),
  fc.record({ status: direction, urgency_score: direction }),
  fc.record({ channel_id: direction }),
  fc.record({ metadata: fc.record({ last_error: direction }), id: direction }),
)
const options = fc.record(
  {
    take: fc.integer({ min: -15, max: 15 }).filter((take) => take !== 0),
    skip: fc.integer({ min: 0, max: 15 }),
    cursor: fc.integer({ min: 0, max: 11 }),
    orderBy: fc.oneof(order, fc.array(order, { maxLength: 3 })),
  },
  { requiredKeys: [] },
)

test('as the library pages and sorts: any take, skip, cursor and order of any query', async () => {
  const { ours, theirs, rows } = await pair()
  fc.assert(
    fc.property(fc.constantFrom(...Object.values(queries)), options, (query, { cursor, ...rest }) => {
      const ourOptions: ManyOptions<ActionRow> = { ...rest, ...(cursor !== undefined && { cursor: rows[cursor] }) }
      // biome-ignore lint/suspicious/noExplicitAny: the library's rows have symbols of its own
      const theirOptions: any = { ...rest, ...(cursor !== undefined && { cursor: theirs.all()[cursor] }) }
      // biome-ignore lint/suspicious/noExplicitAny: the same
      expect(ours.findMany(query, ourOptions)).toEqual(theirs.findMany(query as any, theirOptions))
    }),
    { numRuns: 500 },
  )
})

test('as the library pages: a cursor that is gone finds nothing', async () => {
  const { ours, theirs, rows } = await pair()
  const [, , ourCursor] = rows
  const theirCursor = theirs.all()[2]
  if (!ourCursor || !theirCursor) throw new Error('There are twelve rows.')
  ours.delete(ourCursor)
  theirs.delete(theirCursor)
  expect(ours.findMany(undefined, { cursor: ourCursor })).toEqual(theirs.findMany(undefined, { cursor: theirCursor }))
  expect(ours.all()).toEqual(theirs.all())
})

test('as the library changes and deletes: the same rows, with the same answers', async () => {
  const { ours, theirs } = await pair()
  const louder = {
    data: (row: { urgency_score: number }) => void (row.urgency_score += 1),
    orderBy: { urgency_score: 'desc' },
  } as const
  // biome-ignore lint/suspicious/noExplicitAny: the library's rows have symbols of its own
  const calls = queries['two values'] as any
  expect(ours.updateMany(calls, louder)).toEqual(await theirs.updateMany(calls, louder))
  expect(ours.update(calls, louder)).toEqual(await theirs.update(calls, louder))
  expect(ours.delete(calls)).toEqual(theirs.delete(calls))
  expect(ours.deleteMany(calls, { orderBy: { urgency_score: 'asc' } })).toEqual(
    theirs.deleteMany(calls, { orderBy: { urgency_score: 'asc' } }),
  )
  expect(ours.all()).toEqual(theirs.all())
  expect(ours.count()).toBe(theirs.count())
  ours.clear()
  theirs.clear()
  expect(ours.all()).toEqual(theirs.all())
})

test('a query of another copy of @msw/data is one too', async () => {
  const { db, customer } = start()
  const invoice = db.invoices.create({ customer: customer.id, amount: 10 })
  db.invoices.create({ customer: customer.id, amount: 20 })
  const entry = new URL(import.meta.resolve('@msw/data'))
  const [, chunk = ''] = /from "(\.\/collection-[^"]+)"/.exec(readFileSync(entry, 'utf8')) ?? []
  const parts: { name?: string }[] = Object.values(await import(`${new URL(chunk, entry)}?copy`))
  const Copy = parts.find(({ name }) => name === 'Query') as unknown as typeof Query
  expect(Copy).not.toBe(Query)
  const query = new Copy<InvoiceRow>((row) => row.id === invoice.id)
  expect(query).not.toBeInstanceOf(Query)
  expect(db.invoices.findMany(query).map(({ id }) => id)).toEqual([invoice.id])
  expect(db.invoices.findMany(new Copy<InvoiceRow>().where({ amount: 10 }).or({ amount: 30 }))).toHaveLength(1)
  expect(db.invoices.update(query, { data: () => ({ amount: 30 }) })?.amount).toBe(30)
})
