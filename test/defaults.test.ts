/** What a test author leaves out follows from what is given, and what contradicts itself is refused. */
import { expect, test } from 'vitest'
import { recipe } from '../fixtures/default/recipe.ts'
import { scenarioOf } from '../fixtures/default/scenario.ts'
import { CollectionError, type Collections, collections, defineScenario } from '../src/data/index.ts'
import { createSimulator, type Recipe } from '../src/index.ts'

/** A company with a member and a mailbox, which is owed something by one of two customers, and a tenant with a mailbox; and another of each. */
function start() {
  const world = createSimulator({ scenario: 'empty' }).world()
  const db = collections(world)
  const [company] = db.companies.all()
  const [member] = db.members.all()
  const mailbox = db.connections.findFirst((q) => q.where({ product: 'email' }), { strict: true })
  const customer = db.customers.create({ customer_company_name: 'Acme' })
  const contact = db.contacts.create({ customer: customer.id, email: 'Pat@acme.example' })
  const invoice = db.invoices.create({ customer: customer.id, amount: 100, due_date: '2026-05-01' })
  const other = db.customers.create({ company: db.companies.create().id })
  const user = db.crm_users.findFirst(undefined, { strict: true })
  const account = db.crm_connections.create({ user: user.id })
  const colleague = db.crm_users.create()
  const second = db.crm_connections.create({ user: colleague.id, provider: 'microsoft' })
  const entity = db.crm_entities.create({ addresses: ['pat@acme.example'] })
  return { world, db, company, member, mailbox, customer, contact, invoice, other, user, account, colleague, second, entity }
}
type Start = ReturnType<typeof start>

interface Case {
  readonly make: (known: Start) => object
  readonly is: (known: Start) => object
}

const follows: Readonly<Record<string, Case>> = {
  'an invoice that was due is issued by its terms before that': {
    make: ({ db, customer: { id: customer } }) => db.invoices.create({ customer, amount: 5, due_date: '2026-03-23' }),
    is: () => ({ issue_date: '2026-02-21' }),
  },
  'an invoice that is due sooner than its terms is issued before today': {
    make: ({ db, customer: { id: customer } }) => db.invoices.create({ customer, amount: 5, due_date: '2026-06-11' }),
    is: () => ({ issue_date: '2026-05-12' }),
  },
  'an invoice made in the past is issued on that day': {
    make: ({ db, customer: { id: customer } }) => db.invoices.create({ customer, amount: 5, created_at: '2026-01-05T12:00:00Z' }),
    is: () => ({ issue_date: '2026-01-05', due_date: '2026-02-04' }),
  },
  'a row is not made after its last change': {
    make: ({ db }) => db.customers.create({ updated_at: '2026-02-01T09:00:00Z' }),
    is: () => ({ created_at: '2026-02-01T09:00:00Z' }),
  },
  'a row has not changed before it is made': {
    make: ({ db }) => db.customers.create({ created_at: '2026-09-01T09:00:00Z' }),
    is: () => ({ updated_at: '2026-09-01T09:00:00Z' }),
  },
  'a customer is of the company of its owner': {
    make: ({ db, company, member }) => db.customers.create({ ar_owner: member?.id ?? '', company: company?.id }),
    is: ({ company }) => ({ company: company?.id }),
  },
  'an e-mail from a contact is of the customer, and inbound': {
    make: ({ db, contact }) => db.threads.create({ contact: contact.id }),
    is: ({ customer, mailbox }) => ({
      customer: customer.id,
      direction: 'inbound',
      sender: 'Pat@acme.example',
      recipients: [mailbox.connection_config.email_address],
    }),
  },
  'an e-mail knows its contact by the sender': {
    make: ({ db }) => db.threads.create({ sender: 'pat@ACME.example' }),
    is: ({ customer, contact }) => ({ customer: customer.id, contact: contact.id, direction: 'inbound' }),
  },
  'an inbound e-mail has a sender, also of a customer without a contact': {
    make: ({ db, other }) => db.threads.create({ customer: other.id }),
    is: ({ other }) => ({ company: other.company, sender: `customer-${other.id.slice(-12)}@example.com` }),
  },
  'an outbound e-mail has a recipient, also of a customer without a contact': {
    make: ({ db, other }) => db.threads.create({ customer: other.id, direction: 'outbound' }),
    is: ({ other }) => ({ recipients: [`customer-${other.id.slice(-12)}@example.com`] }),
  },
  'an e-mail from the mailbox is outbound': {
    make: ({ db, customer, mailbox }) =>
      db.threads.create({ customer: customer.id, sender: mailbox.connection_config.email_address ?? '' }),
    is: () => ({ direction: 'outbound', requires_response: false, recipients: ['Pat@acme.example'] }),
  },
  'an answer goes the other way, in the same conversation': {
    make: ({ db, contact, invoice }) => {
      const asked = db.threads.create({ contact: contact.id, subject: 'Why?', invoices: [invoice.id] })
      return db.threads.create({ in_reply_to: asked.id })
    },
    is: ({ db, customer, invoice }) => ({
      customer: customer.id,
      direction: 'outbound',
      subject: 'Re: Why?',
      invoices: [invoice.id],
      thread_group: db.threads.all()[0]?.thread_group,
    }),
  },
  'a message made in the past was sent then': {
    make: ({ db, contact }) => db.threads.create({ contact: contact.id, created_at: '2026-03-01T08:00:00Z' }),
    is: () => ({ timestamp: '2026-03-01T08:00:00Z' }),
  },
  'a message without a mailbox is no e-mail': {
    make: ({ db, contact }) => db.threads.create({ contact: contact.id, connection: null }),
    is: () => ({ communication_type: 'call', sender: null, is_manual: true }),
  },
  'an action that has a time is scheduled': {
    make: ({ db, customer: { id: customer } }) => db.actions.create({ customer, scheduled_for: '2026-06-09T09:00:00Z' }),
    is: () => ({ status: 'scheduled' }),
  },
  'an action that was carried out is completed': {
    make: ({ db, invoice }) => db.actions.create({ invoice: invoice.id, executed_at: '2026-05-09T09:00:00Z' }),
    is: ({ customer }) => ({ status: 'completed', customer: customer.id }),
  },
  'an approved e-mail is on its way': {
    make: ({ db, invoice }) => db.actions.create({ invoice: invoice.id, status: 'processing' }),
    is: () => ({ deliver_at: '2026-06-01T14:00:05Z' }),
  },
  'a part of what is owed leaves a rest': {
    make: ({ db, invoice }) => db.payments.create({ invoice: invoice.id, status: 'PARTIAL' }),
    is: () => ({ amount: 50 }),
  },
  'a pending payment is of tomorrow': {
    make: ({ db, invoice }) => db.payments.create({ invoice: invoice.id, status: 'PENDING' }),
    is: () => ({ payment_date: '2026-06-02', amount: 100 }),
  },
  'a payment recorded in the past is of that day': {
    make: ({ db, invoice }) => db.payments.create({ invoice: invoice.id, created_at: '2026-05-20T12:00:00Z' }),
    is: () => ({ payment_date: '2026-05-20', status: 'PAID' }),
  },
  'a broken promise was for a day that is over': {
    make: ({ db, invoice }) => db.promises.create({ invoice: invoice.id, status: 'broken' }),
    is: ({ customer }) => ({ promised_date: '2026-05-31', customer: customer.id }),
  },
  'a touchpoint that is done was due when it was done': {
    make: ({ db, customer: { id: customer } }) => db.touchpoints.create({ customer, completed_at: '2026-05-02T09:00:00Z' }),
    is: () => ({ status: 'completed', scheduled_for: '2026-05-02T09:00:00Z' }),
  },
  'figures of a day agree with its balances': {
    make: ({ db }) => db.aging_snapshots.create({ balances: [10, 0, 20.5, 0, 0] }),
    is: () => ({ invoice_counts: [1, 0, 1, 0, 0], customer_count: 1, top_customer_balance: 30.5 }),
  },
  'a connection that is not healthy has lost its credential': {
    make: ({ db }) => db.connections.create({ integration: 'gmail', health_status: 'invalid' }),
    is: () => ({ credential: 'expired' }),
  },
  'a sync under way goes on': {
    make: ({ db }) => db.connections.create({ integration: 'xero', sync_status: 'syncing' }),
    is: () => ({ sync_changes_at: '2026-06-01T14:00:02Z', task_id: expect.any(String) }),
  },
  'a connection of a provider of mailboxes is one': {
    make: ({ db }) => db.connections.create({ integration: 'imap', provider_type: 'nylas' }),
    is: ({ member }) => ({ product: 'email', category: 'email', owner: member?.id }),
  },
  'a link token lasts half an hour': {
    make: ({ db }) => db.link_tokens.create({ created_at: '2026-05-01T09:00:00Z' }),
    is: () => ({ expires_at: '2026-05-01T09:30:00Z' }),
  },
  'a scheduled step is as its step, and due when that is': {
    make: ({ db, customer: { id: customer } }) => {
      const sequence = db.sequences.create().id
      const step = db.steps.create({ sequence, step_type: 'call', label: 'Ring', offset_days: 3, offset_time: '10:30' }).id
      const enrollment = db.enrollments.create({ sequence, customer }).id
      return db.scheduled_steps.create({ enrollment, step })
    },
    is: () => ({ step_label: 'Ring', step_type: 'call', status: 'scheduled', scheduled_for: '2026-06-04T14:30:00Z' }),
  },
  'an enrollment that was stopped is over': {
    make: ({ db, customer: { id: customer } }) =>
      db.enrollments.create({ sequence: db.sequences.create().id, customer, stop_reason: 'They paid.' }),
    is: () => ({ status: 'completed', completed_at: '2026-06-01T14:00:00Z' }),
  },
  'what fails of a connection is its sync, of an action the delivery': {
    make: ({ db, mailbox, invoice }) => [
      db.failures.create({ subject: mailbox.id }),
      db.failures.create({ subject: db.actions.create({ invoice: invoice.id }).id }),
    ],
    is: () => [
      { kind: 'sync', reason: 'The sync failed.' },
      { kind: 'delivery', reason: 'The delivery failed.' },
    ],
  },
  'feedback is of the company of whoever gives it': {
    make: ({ db, member }) => db.insight_feedback.create({ user: member?.user }),
    is: ({ company }) => ({ company: company?.id }),
  },
  'an e-mail of the CRM goes through an account of its user': {
    make: ({ db, colleague }) => db.crm_emails.create({ user: colleague.id }),
    is: ({ second }) => ({ connectionId: second.id, to: [second.email] }),
  },
  'an e-mail of the CRM that the user wrote is sent and read': {
    make: ({ db, account }) => db.crm_emails.create({ from: account.email }),
    is: () => ({ isSent: true, isRead: true, to: ['somebody@example.com'] }),
  },
  'an e-mail of the CRM made in the past came then': {
    make: ({ db }) => db.crm_emails.create({ createdAt: '2026-03-01T08:00:00Z' }),
    is: () => ({ receivedAt: '2026-03-01T08:00:00Z' }),
  },
  'an event that has only an end lasts an hour': {
    make: ({ db }) => db.crm_events.create({ end: '2026-07-01T10:00:00Z' }),
    is: () => ({ start: '2026-07-01T09:00:00Z' }),
  },
  'an event of a day lasts from midnight to midnight where it is': {
    make: ({ db }) => db.crm_events.create({ allDay: true, timeZone: 'Europe/Berlin' }),
    is: () => ({ start: '2026-06-01T22:00:00Z', end: '2026-06-02T22:00:00Z' }),
  },
  'who has answered was invited': {
    make: ({ db }) => db.crm_events.create({ responses: [{ attendee: 'pat@acme.example', answer: 'accepted' }] }),
    is: ({ entity }) => ({
      attendees: ['pat@acme.example'],
      entities: [{ entityType: 'contact', entityId: Number(entity.id) }],
    }),
  },
  'a document is of the type that its name says': {
    make: ({ db }) => db.crm_documents.create({ fileName: 'Contract.PDF' }),
    is: ({ entity }) => ({ contentType: 'application/pdf', entityId: entity.id, entityType: 'contact', size: 0 }),
  },
  'a document has the name that its type says, and is there if it has a size': {
    make: ({ db }) => db.crm_documents.create({ contentType: 'image/jpeg', size: 12 }),
    is: () => ({ fileName: expect.stringMatching(/^document-\d+\.jpg$/), status: 'active' }),
  },
  'a document that is there is as long as its file': {
    make: ({ db }) => [
      db.crm_documents.create({ status: 'active', fileName: 'a.txt' }),
      db.crm_documents.create({ status: 'archived', key: db.crm_blobs.create({ bytes: btoa('hello') }).id }),
      db.crm_documents.create({ fileName: 'b.txt' }),
    ],
    is: () => [{ size: 6 }, { size: 5 }, { status: 'pending', size: 0 }],
  },
  'a document is for a record of the tenant of its uploader': {
    make: ({ db, colleague }) => {
      const { id: uploadedBy } = db.crm_users.create({ tenantSlug: 'elsewhere' })
      db.crm_entities.create({ tenantSlug: 'elsewhere', type: 'deal' })
      return [db.crm_documents.create({ uploadedBy }), db.crm_documents.create({ uploadedBy: colleague.id })]
    },
    is: () => [
      { tenantSlug: 'elsewhere', entityType: 'deal' },
      { tenantSlug: 'example', entityType: 'contact' },
    ],
  },
  'an account that is expired has an old token': {
    make: ({ db, user }) => db.crm_connections.create({ user: user.id, status: 'expired', email: 'old@tenant.example' }),
    is: () => ({ tokenExpiresAt: '2026-06-01T14:00:00Z' }),
  },
  'an account that was revoked is expired, one with an error has failed': {
    make: ({ db }) => [
      db.crm_connections.create({ isRevoked: true }),
      db.crm_connections.create({ error: 'Gone.' }),
      db.crm_connections.create({ isRevoked: true, error: 'Gone.' }),
    ],
    is: () => [{ status: 'expired' }, { status: 'error' }, { status: 'expired' }],
  },
  'an account is one that the user has not connected yet': {
    make: ({ db, user, colleague }) => [
      db.crm_connections.create(),
      db.crm_connections.create(),
      db.crm_connections.create({ user: colleague.id }),
      db.crm_connections.create({ email: 'sales@company.example' }),
      db.crm_connections.create({ email: 'sales@company.example', user: user.id }),
    ],
    is: ({ user, colleague }) => [
      { user: user.id, provider: 'microsoft', email: user.email },
      { provider: 'google', email: expect.stringMatching(/^account-\d+@example\.com$/) },
      { provider: 'google', email: colleague.email },
      { provider: 'google', email: 'sales@company.example' },
      { provider: 'microsoft', email: 'sales@company.example' },
    ],
  },
}

for (const [name, { make, is }] of Object.entries(follows))
  test(name, () => {
    const known = start()
    expect(make(known)).toMatchObject(is(known))
  })

const refused: Readonly<Record<string, readonly [keyof Collections, (known: Start) => object, object]>> = {
  'a balance': ['invoices', ({ customer }) => ({ customer: customer.id, amount: 5, balance: -50 }), { balance: /payment/ }],
  'an amount below zero': ['invoices', ({ customer }) => ({ customer: customer.id, amount: -50 }), { amount: /equal to 0\./ }],
  'half a cent': ['invoices', ({ customer }) => ({ customer: customer.id, amount: 0.005 }), { amount: /2 decimal places/ }],
  'a due date before the issue date': [
    'invoices',
    ({ customer }) => ({ customer: customer.id, amount: 5, issue_date: '2026-05-02', due_date: '2026-05-01' }),
    { due_date: /not before the issue date/ },
  ],
  'an invoice number that is taken': [
    'invoices',
    ({ customer, invoice }) => ({ customer: customer.id, amount: 5, invoice_number: invoice.invoice_number }),
    { invoice_number: /already exists/ },
  ],
  'the name of another sequence': [
    'sequences',
    ({ db }) => ({ name: db.sequences.create({ name: 'Gentle' }).name }),
    { name: /already exists/ },
  ],
  'a limit below zero': ['customers', () => ({ credit_limit: -1 }), { credit_limit: /equal to 0\./ }],
  'a score above its range': [
    'actions',
    ({ invoice }) => ({ invoice: invoice.id, urgency_score: 101 }),
    { urgency_score: /100/ },
  ],
  'an action about an invoice of another customer': [
    'actions',
    ({ invoice, other }) => ({ invoice: invoice.id, customer: other.id }),
    { invoice: 'This invoice is of another customer than the row.' },
  ],
  'an action about an invoice of one customer and a message of another': [
    'actions',
    ({ db, invoice, other }) => ({ invoice: invoice.id, thread: db.threads.create({ customer: other.id }).id }),
    { thread: 'This thread is of another customer than the row.' },
  ],
  'a message about an invoice of another customer': [
    'threads',
    ({ other, invoice }) => ({ customer: other.id, invoices: [invoice.id] }),
    { invoices: /of the customer/ },
  ],
  'a message of a customer to a contact of another': [
    'threads',
    ({ db, customer, contact }) => ({ customer: db.customers.create({ company: customer.company }).id, contact: contact.id }),
    { contact: 'This contact is of another customer than the row.' },
  ],
  'what is scheduled for no time': [
    'actions',
    ({ invoice }) => ({ invoice: invoice.id, status: 'scheduled', scheduled_for: null }),
    { scheduled_for: /has a time/ },
  ],
  'a pending payment of a day that is over': [
    'payments',
    ({ invoice }) => ({ invoice: invoice.id, status: 'PENDING', payment_date: '2026-05-01' }),
    { payment_date: /later day/ },
  ],
  'a payment that counts before its day': [
    'payments',
    ({ invoice }) => ({ invoice: invoice.id, status: 'PAID', payment_date: '2026-07-01' }),
    { status: /PENDING/ },
  ],
  'a promise of nothing': ['promises', ({ invoice }) => ({ invoice: invoice.id, amount: 0 }), { amount: /0\.01/ }],
  'an incoming payment of nothing': [
    'incoming_payments',
    ({ invoice }) => ({ invoice: invoice.id, amount: 0 }),
    { amount: /0\.01/ },
  ],
  'fewer invoices than none': [
    'aging_snapshots',
    () => ({ invoice_counts: [0, 0, -1, 0, 0] }),
    { 'invoice_counts.2': /greater than or equal to 0/ },
  ],
  'a mailbox at the wrong provider': [
    'connections',
    () => ({ integration: 'gmail', provider_type: 'merge' }),
    { provider_type: /nylas/ },
  ],
  'a category that is not the product': [
    'connections',
    () => ({ integration: 'gmail', product: 'email', category: 'crm' }),
    { category: /product/ },
  ],
  'a step of another sequence': [
    'scheduled_steps',
    ({ db, customer: { id: customer } }) => ({
      enrollment: db.enrollments.create({ sequence: db.sequences.create().id, customer }).id,
      step: db.steps.create({ sequence: db.sequences.create().id }).id,
    }),
    { step: /no step of the sequence/ },
  ],
  'a failure of nothing': [
    'failures',
    ({ customer }) => ({ kind: 'delivery', subject: customer.id }),
    { subject: /of an action/ },
  ],
  'a sync of an action': [
    'failures',
    ({ db, invoice }) => ({ kind: 'sync', subject: db.actions.create({ invoice: invoice.id }).id }),
    { subject: /of a connection/ },
  ],
  'an event that ends before it starts': [
    'crm_events',
    () => ({ start: '2026-07-01T10:00:00Z', end: '2026-07-01T09:00:00Z' }),
    { end: /after the start/ },
  ],
  'a whole day that starts at nine': [
    'crm_events',
    () => ({ allDay: true, start: '2026-07-01T09:00:00Z' }),
    { start: /midnight/ },
  ],
  'an e-mail in the account of somebody else': [
    'crm_emails',
    ({ user, second }) => ({ user: user.id, connectionId: second.id }),
    { connectionId: 'This connection is of another crm user than the row.' },
  ],
  'an e-mail that is linked to no record': [
    'crm_emails',
    () => ({ entities: [{ entityType: 'contact', entityId: 9999 }] }),
    { entities: /records of these types/ },
  ],
  'an e-mail that is linked to a record of another type': [
    'crm_emails',
    ({ entity }) => ({ entities: [{ entityType: 'deal', entityId: Number(entity.id) }] }),
    { entities: /records of these types/ },
  ],
  'an event that is linked to a record of another tenant': [
    'crm_events',
    ({ db }) => {
      const { id } = db.crm_entities.create({ tenantSlug: 'elsewhere' })
      return { entities: [{ entityType: 'contact', entityId: Number(id) }] }
    },
    { entities: /of the same tenant/ },
  ],
  'a subject of several lines': ['crm_emails', () => ({ subject: 'a\r\nBcc: x@y.example' }), { subject: /one line/ }],
  'a title of several lines': ['crm_events', () => ({ title: 'a\nb' }), { title: /one line/ }],
  'the name of a file with a path': ['crm_documents', () => ({ fileName: '../../etc/passwd' }), { fileName: /without a path/ }],
  'the name of a file with half a letter': [
    'crm_documents',
    () => ({ fileName: 'half \ud83d.pdf' }),
    { fileName: /name of a file/ },
  ],
  'a file that is larger than any': ['crm_documents', () => ({ size: 26_214_401 }), { size: /26214400/ }],
  'the address of another user of the tenant': ['crm_users', ({ user }) => ({ email: user.email }), { email: /already exists/ }],
  'the name of another user': ['users', ({ db }) => ({ username: db.users.all()[0]?.username }), { username: /already exists/ }],
  'an account that is connected already': [
    'crm_connections',
    ({ account: { user, provider, email } }) => ({ user, provider, email }),
    { email: /already exists/ },
  ],
  'an active account that was revoked': [
    'crm_connections',
    () => ({ isRevoked: true, status: 'active' }),
    { status: 'A connection whose grant was revoked has expired.' },
  ],
  'a document for a record of another type': [
    'crm_documents',
    ({ entity }) => ({ entityId: entity.id, entityType: 'deal' }),
    { entityId: /record of this type/ },
  ],
  'a document of somebody of another tenant': [
    'crm_documents',
    ({ db, entity }) => ({ entityId: entity.id, uploadedBy: db.crm_users.create({ tenantSlug: 'elsewhere' }).id }),
    { uploadedBy: /of the same tenant/ },
  ],
}

const reasonsOf = (work: () => unknown): Record<string, string> => {
  try {
    work()
  } catch (error) {
    if (error instanceof CollectionError) return Object.fromEntries(error.reasons.map(({ path, message }) => [path, message]))
    throw error
  }
  return {}
}

for (const [name, [table, valuesOf, reasons]] of Object.entries(refused))
  test(`refuses ${name}`, () => {
    const known = start()
    const values = valuesOf(known)
    const found = reasonsOf(() => known.db[table as 'customers'].create(values))
    const expected = Object.entries(reasons).map(([path, reason]) => [
      path,
      typeof reason === 'string' ? reason : expect.stringMatching(reason),
    ])
    expect(found).toEqual(Object.fromEntries(expected))
  })

test('who works for two tenants may have one address', () => {
  const { db, user } = start()
  expect(db.crm_users.create({ email: user.email, tenantSlug: 'elsewhere' })).toMatchObject({ email: user.email })
})

test('mail may come without a subject', () => {
  expect(start().db.crm_emails.create({ subject: '' })).toMatchObject({ subject: '' })
})

test('an account stays with its user, and once; what is revoked is not active', () => {
  const { db, account, second, colleague } = start()
  const change = (data: object) => reasonsOf(() => db.crm_connections.update(account, { data: () => data }))
  const { provider, email } = db.crm_connections.create({ user: account.user })
  expect(change({ user: colleague.id })).toEqual({ user: expect.stringMatching('stays with its user') })
  expect(change({ provider, email })).toEqual({ email: expect.stringMatching('already exists') })
  expect(change({ isRevoked: true })).toEqual({ status: 'A connection whose grant was revoked has expired.' })
  expect(change({ isRevoked: true, status: 'expired' })).toEqual({})
  expect(change({ provider: second.provider, email: second.email })).toEqual({})
})

test('an update is held to the same, but what was wrong before may stay', () => {
  const { db, world, invoice, customer } = start()
  const change = (data: object) => reasonsOf(() => db.invoices.update(invoice, { data: () => data }))
  expect(change({ amount: -1 })).toEqual({ amount: expect.stringMatching('greater than') })
  expect(change({ due_date: '2025-01-01' })).toEqual({ due_date: expect.stringMatching('not before') })
  const pending = db.payments.create({ invoice: invoice.id, status: 'PENDING', payment_date: '2026-06-09' })
  world.clock.advance('P1D')
  expect(db.payments.update(pending, { data: () => ({ notes: 'Soon.' }) })).toMatchObject({ notes: 'Soon.' })
  db.customers.delete(customer)
  expect(change({ labels: [] })).toEqual({})
})

test('of many rows it is said which one is wrong', () => {
  const { db, customer } = start()
  const make = () => db.invoices.createMany(3, (n) => ({ customer: customer.id, amount: 1 - n }))
  expect(make).toThrow('Cannot create this invoice (3 of 3):\n  amount: Ensure this value is greater than or equal to 0.')
})

const withInvoice = (columns: object): Recipe => ({
  companies: [{ id: '#company/1', name: 'One', created_at: '@-9T09:00:00' }],
  customers: [
    {
      id: '#customer/1',
      company: '#company/1',
      customer_company_name: 'Acme',
      is_person: false,
      status: 'active',
      industry: null,
      ar_owner: null,
      sales_owner: null,
      labels: [],
      payment_terms: 'Net 30',
      credit_limit: null,
      created_at: '@-9T09:00:00',
      updated_at: '@-9T09:00:00',
    },
  ],
  invoices: [
    {
      id: '#invoice/1',
      company: '#company/1',
      customer: '#customer/1',
      invoice_number: 'A-1',
      issue_date: '@-9',
      due_date: '@-2',
      amount: 10,
      closed_as: null,
      labels: [],
      created_at: '@-9T09:00:00',
      updated_at: '@-9T09:00:00',
      ...columns,
    },
  ],
})
const worldOf = (rows: Recipe) =>
  createSimulator({ scenario: { name: 'mine', now: '2026-06-01T14:00:00Z', recipe: () => rows } }).world()

test('the rows of a recipe are held to their schemas, their references and the rules of the world', () => {
  expect(collections(worldOf(withInvoice({}))).invoices.all()).toMatchObject([{ balance: 10 }])
  const sentence = (columns: object, ...lines: string[]) =>
    expect(() => worldOf(withInvoice(columns))).toThrow(
      [`The scenario "mine", row 1 of "invoices" does not fit:`, ...lines.map((line) => `  ${line}`)].join('\n'),
    )
  sentence({ amount: -50 }, 'amount: Ensure this value is greater than or equal to 0.')
  sentence({ invoice_number: 7 }, 'invoice_number: Not a valid string.')
  sentence({ due_date: '@-30' }, 'due_date: Ensure this date is not before the issue date.')
  expect(() => worldOf(withInvoice({ customer: '#customer/9' }))).toThrow('customer: There is no customer "')
})

test('a scenario that is told is held to the same', () => {
  const scenario = defineScenario({
    name: 'wrong',
    tell: ({ db }) => db.invoices.create({ customer: db.customers.create().id, amount: -50 }),
  })
  expect(() => createSimulator({ scenario }).world()).toThrow(
    'The scenario "wrong" failed: Cannot create this invoice:\n  amount: Ensure this value is greater than or equal to 0.',
  )
})

test('the default scenario, whose rows are not looked at when it is loaded, would pass', () => {
  for (const seed of [1, 2]) {
    const scenario = { ...scenarioOf(() => recipe(1)), recipe, isChecked: false }
    expect(createSimulator({ scenario, seed }).world().tables.length).toBeGreaterThan(30)
  }
})
