/** What collections change and delete, and what they refuse. */
import { expect, test } from 'vitest'
import { actions as actionsTable } from '../src/ar/actions/action.ts'
import type { Contact } from '../src/ar/customers/contact.ts'
import type { Customer } from '../src/ar/customers/customer.ts'
import { type Collections, collections, type Predicate } from '../src/data/index.ts'
import { createSimulator } from '../src/index.ts'
import { noSuch, refusal, start } from './support/collections.ts'

test('options that there are not are refused, and directions that are none', () => {
  const { db } = start()
  // biome-ignore lint/suspicious/noExplicitAny: what the types refuse already
  const { customers } = db as any
  expect(() => customers.findMany(undefined, { limit: 2 })).toThrow('There is no option "limit".')
  expect(() => customers.findFirst(undefined, { stict: true })).toThrow('There is no option "stict". Did you mean "strict"?')
  expect(() => customers.findMany(undefined, { orderBy: { created_at: 'ascending' } })).toThrow(
    'A direction is asc or desc, not "ascending".',
  )
  expect(() => customers.count(() => true)).toThrow('count() counts all rows')
  expect(() => customers.update(customers.all()[0] ?? db.customers.create(), {})).toThrow('`data` is a function of the row.')
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
  expect(reasons('customers', { company: company.id, zzzzzzzz: 1 })).toEqual({
    zzzzzzzz: expect.stringMatching(/^There is no such column\. There is: id, company, .*, persona\.$/),
  })
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

test('what has fallen due has happened before rows are looked at', () => {
  const world = createSimulator({ life: 'on' }).world()
  const db = collections(world)
  const { actions, invoices } = db
  const seen = [actions.count(), invoices.findMany().length, actions.findFirst((q) => q.where({ status: 'proposed' }))?.id]
  expect([...world.clock.pending()].filter(({ at }) => Date.parse(at) <= world.clock.ms)).toEqual([])
  world.clock.catchUp()
  expect([world.table(actionsTable).size, invoices.count(), seen[2]]).toEqual([seen[0], seen[1], expect.any(String)])
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
  const both = (row: { customer_company_name: string }) => {
    row.customer_company_name = 'Gadgets'
    return { industry: 'Toys' }
  }
  expect(db.customers.update(customer, { data: both })).toMatchObject({ customer_company_name: 'Gadgets', industry: 'Toys' })
})

test('what changes something deep in the copy in one expression returns no columns', () => {
  const db = collections(createSimulator().world())
  const [attendee, other] = ['pat@client.example', 'sam@client.example']
  const responses = [attendee, other].map((each) => ({ attendee: each, answer: 'accepted' as const }))
  const known = db.crm_events.findFirst((q) => q.where({ status: 'confirmed' }), { strict: true })
  const meeting = db.crm_events.update(known, { data: () => ({ attendees: [attendee, other], responses }) })
  if (!meeting) throw new Error('There is no such meeting.')
  const answersAfter = (data: (row: { responses: object[] }) => unknown) =>
    db.crm_events.update(meeting, { data: (row) => data(row) as object })?.responses
  const declined = { attendee, answer: 'declined' }
  expect(answersAfter((row) => (row.responses[0] = declined))).toEqual([declined, responses[1]])
  expect(answersAfter((row) => row.responses.pop())).toEqual([declined])
  expect(answersAfter((row) => Object.assign(row.responses[0] as object, { answer: 'tentative' }))).toEqual([
    { attendee, answer: 'tentative' },
  ])
})

test('a column without a value counts as left out, and a name that there is not is refused all the same', () => {
  const { world, db, customer } = start()
  db.invoices.create({ customer: customer.id, amount: 5 })
  const action = db.actions.create({ customer: customer.id, status: undefined, external_id: 'x' })
  expect(db.actions.update(action, { data: () => ({ external_id: undefined, status: 'completed' }) })).toMatchObject({
    external_id: 'x',
    status: 'completed',
  })
  const hole = { stauts: undefined } as object
  const reasons = [{ path: 'stauts', message: 'There is no such column. Did you mean "status"?' }]
  expect(refusal(world, () => db.actions.create({ customer: customer.id, ...hole })).reasons).toEqual(reasons)
  expect(refusal(world, () => db.actions.update(action, { data: () => hole })).reasons).toEqual(reasons)
  const other = createSimulator().world()
  const [changed] = collections(other).customers.all() as [Customer]
  const load = (columns: object) => other.load({ ...other.save(), changed: { customers: [{ id: changed.id, ...columns }] } })
  load({ industry: undefined })
  expect(collections(other).customers.all()[0]).toEqual(changed)
  expect(() => load(hole)).toThrow('changed.customers.0.stauts: There is no such column. Did you mean "status"?')
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
    refusal(world, () =>
      db.customers.update(customer, { data: (row) => data(row as object as Record<string, unknown>) as object }),
    ).reasons
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

test('what is no query, no number of rows, no function and no row is refused in words', () => {
  const { world, db } = start()
  const say = (work: () => unknown) => refusal(world, work).message
  const none = undefined as never
  const noQuery = 'The function returns no query. It is given one to return, such as q => q.where({ id }).'
  expect(say(() => db.invoices.findFirst((() => true) as never))).toBe(noQuery)
  expect(say(() => db.invoices.deleteMany((() => none) as never))).toBe(noQuery)
  for (const [count, told] of [
    ['3', '"3"'],
    [-1, '-1'],
    [2.5, '2.5'],
    [none, 'undefined'],
  ] as const)
    expect(say(() => db.labels.createMany(count as number, () => ({})))).toBe(
      `The count is a whole number of at least 0, not ${told}.`,
    )
  expect(say(() => db.labels.createMany(2, {} as never))).toMatch(/^Give a function that returns the values of a row/)
  expect(say(() => db.labels.createMany(2, (index) => (index ? none : {})))).toBe(
    'Cannot create this label (2 of 2): there are no values. Is a `return` missing?',
  )
  expect(say(() => db.labels.create(null as never))).toBe('Cannot create this label: there are no values.')
})

test('a row is deleted by a query or by itself', () => {
  const { db, customer } = start()
  const [first, second, third] = db.contacts.createMany(3, () => ({ customer: customer.id }))
  expect(db.contacts.delete((q) => q.where({ is_primary: true }))).toBe(first)
  // The oldest of the others is primary then.
  expect(db.contacts.delete(second ?? noRow)).toEqual({ ...second, is_primary: true })
  expect(db.contacts.delete(second ?? noRow)).toBeUndefined()
  expect(db.contacts.all()).toEqual([{ ...third, is_primary: true }])
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
  expect([...world.table(actionsTable).all()]).toEqual([])
})

test('a row whose company or customer is gone can still change elsewhere', () => {
  const { db, customer } = start()
  const contact = db.contacts.create({ customer: customer.id })
  db.customers.delete(customer)
  expect(db.contacts.update(contact, { data: () => ({ title: 'Controller' }) })?.title).toBe('Controller')
})

test('a row whose lists name rows that are gone can still change; names that are new are looked at', () => {
  const { db, customer } = start()
  const [vip, late] = db.labels.createMany(2, () => ({}))
  db.customers.update(customer, { data: () => ({ labels: [vip?.id ?? '', late?.id ?? ''] }) })
  db.labels.delete(vip ?? noRow)
  expect(db.customers.update(customer, { data: () => ({ industry: 'Retail' }) })?.industry).toBe('Retail')
  expect(db.customers.update(customer, { data: (draft) => void draft.labels.pop() })?.labels).toEqual([vip?.id])
  const labels = [vip?.id ?? '', noSuch]
  expect(() => db.customers.update(customer, { data: () => ({ labels }) })).toThrow(`labels: There is no label "${noSuch}"`)
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
