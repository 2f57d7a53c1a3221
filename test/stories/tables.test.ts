import { expect } from 'vitest'
import { collections } from '../../src/data/index.ts'
import { createSimulator } from '../../src/index.ts'
import { client } from '../support/client.ts'
import { rule } from '../support/rule.ts'

rule('C', 'all tables are listed, with what they hold and whether they can be written', () => {
  const { world, call } = client()
  const tables = call('GET /__sim/tables').body as { name: string; count: number; is_writable: boolean }[]
  expect(tables.map(({ name }) => name)).toEqual(world.tables.map(({ name }) => name))
  const db = collections(world)
  expect(tables.filter((table) => table.is_writable).map(({ name }) => name)).toEqual(Object.keys(db))
  expect(tables.find(({ name }) => name === 'actions')).toMatchObject({
    count: db.actions.count(),
    columns: world.tables.find(({ name }) => name === 'actions')?.columns,
    references: { company: 'companies', customer: 'customers', invoice: 'invoices' },
    is_derived: false,
  })
  expect(tables.find(({ name }) => name === 'conversations')).toMatchObject({ is_derived: true, is_writable: false })
})

rule('C', 'rows are read as they are stored, in the order in which they were made', () => {
  const { world, call } = client()
  const db = collections(world)
  db.customers.create({ customer_company_name: 'The last one' })
  const { body } = call('GET /__sim/tables/customers?page_size=1000')
  expect(body.rows).toEqual(JSON.parse(JSON.stringify(db.customers.all())))
  expect(body.count).toBe(db.customers.count())
  const page = call('GET /__sim/tables/customers?page_size=2&page=2').body
  expect(page.rows).toEqual(body.rows.slice(2, 4))
  expect(page.count).toBe(body.count)
})

rule('C', 'any column filters by its own kind of value, and so does a way inside one', () => {
  const { world, call } = client()
  const db = collections(world)
  const count = (query: string) => call(`GET /__sim/tables/${query}`).body.count
  const of = <T>(rows: readonly T[], fits: (row: T) => boolean) => rows.filter(fits).length
  expect(count('actions?status=proposed')).toBe(of(db.actions.all(), ({ status }) => status === 'proposed'))
  expect(count('threads?requires_response=true')).toBe(of(db.threads.all(), (row) => row.requires_response))
  expect(count('threads?requires_response=true&is_synced=true&direction=inbound')).toBe(
    of(db.threads.all(), (row) => row.requires_response && row.is_synced && row.direction === 'inbound'),
  )
  const { amount } = db.invoices.findFirst(undefined, { strict: true })
  expect(count(`invoices?amount=${amount}`)).toBe(of(db.invoices.all(), (row) => row.amount === amount))
  expect(count('counters?id=action')).toBe(1)
  const document = db.actions.findFirst((q) => q.where({ approval_log: (log) => log.length > 0 }), { strict: true })
  const [entry] = document.approval_log
  const way = Object.entries(entry ?? {}).find(([, value]) => typeof value === 'string')
  expect(count(`actions?approval_log.${way?.[0]}=${encodeURIComponent(String(way?.[1]))}`)).toBeGreaterThan(0)
  expect(count('invoices?amount=1742.20')).toBe(of(db.invoices.all(), (row) => row.amount === 1742.2))
})

rule('C', 'null is a value to look for where a column can be nothing', () => {
  const { world, call } = client()
  const table = world.tables.find(({ name }) => name === 'actions')
  const rows = collections(world).actions.all() as readonly object[]
  const column = table?.columns.find((each) => rows.some((row) => row[each as keyof typeof row] === null)) ?? ''
  expect(call(`GET /__sim/tables/actions?${column}=null`).body.count).toBe(
    rows.filter((row) => row[column as keyof typeof row] === null).length,
  )
})

rule('C', 'a search finds texts and numbers at any depth, in any case', () => {
  const { world, call } = client()
  const db = collections(world)
  const made = db.customers.create({ customer_company_name: 'Zyxwv Industries' })
  expect(call('GET /__sim/tables/customers?search=zyxWV').body.rows.map(({ id }: { id: string }) => id)).toEqual([made.id])
  expect(call('GET /__sim/tables/customers?search=zyxwvu').body.count).toBe(0)
})

rule('C', 'any column sorts both ways, nothing comes first, and equals stay in their order', () => {
  const { call } = client()
  const column = (query: string, name: string) =>
    call(`GET /__sim/tables/invoices?page_size=1000&${query}`).body.rows.map((row: Record<string, unknown>) => row[name])
  const amounts = column('', 'amount') as number[]
  expect(column('sort=amount', 'amount')).toEqual(amounts.toSorted((a, b) => a - b))
  expect(column('sort=-amount', 'amount')).toEqual(amounts.toSorted((a, b) => b - a))
  expect(column('sort=company', 'id').length).toBe(amounts.length)
  const dates = column('', 'due_date') as string[]
  expect(column('sort=due_date', 'due_date')).toEqual(dates.toSorted())
})

rule('C', 'ids that are numbers are sorted as numbers, and so are the columns that refer to them', () => {
  const { world, call } = client()
  const db = collections(world)
  const down = (a: string, b: string) => Number(b) - Number(a)
  const emails = db.crm_emails.all()
  const newest = emails.map(({ id }) => id).sort(down)
  expect(newest[0]?.length).toBeGreaterThan(newest.at(-1)?.length as number)
  const read = call('GET /__sim/tables/crm_emails?page_size=1000&sort=-id').body.rows as { id: string }[]
  expect(read.map(({ id }) => id)).toEqual(newest)
  expect(db.crm_emails.findMany(undefined, { orderBy: { id: 'desc' } }).map(({ id }) => id)).toEqual(newest)
  const entities = db.crm_documents.all().map(({ entityId }) => entityId)
  const inOrder = entities.sort(down).reverse()
  const byEntity = call('GET /__sim/tables/crm_documents?page_size=1000&sort=entityId').body.rows as { entityId: string }[]
  expect(byEntity.map(({ entityId }) => entityId)).toEqual(inOrder)
  const sorted = db.crm_documents.findMany(undefined, { orderBy: { entityId: 'asc' } })
  expect(sorted.map(({ entityId }) => entityId)).toEqual(inOrder)
})

rule('C', 'what is asked wrongly is refused with the field, all of it at once', () => {
  const { call } = client()
  const { status, body } = call('GET /__sim/tables/actions?statsu=x&status=propsed&sort=-amout&urgency_score=high')
  expect(status).toBe(400)
  expect(body.error.details.map(({ field }: { field: string }) => field)).toEqual(['statsu', 'status', 'urgency_score', 'sort'])
  for (const query of ['page=0', 'page_size=0', 'page_size=5000', 'page=x'])
    expect(call(`GET /__sim/tables/actions?${query}`).status, query).toBe(400)
  expect(call('GET /__sim/tables/actions?constructor=x').status).toBe(400)
  for (const name of ['__proto__', 'constructor']) {
    expect(call(`GET /__sim/tables/${name}`).status).toBe(404)
    expect(call(`GET /__sim/tables/actions/${name}`).status).toBe(404)
  }
})

const NO_TOKEN = 'id: Must be visible ASCII characters, and not dots alone.'

rule('C', 'an id is one that a path can name, and a token one that a header can hold', () => {
  const { call } = client()
  const made = (table: string, row: object): string[] => {
    const { status, body } = call(`POST /__sim/tables/${table}`, row)
    return status === 201 ? [] : body.error.details.map(({ field, message }: Record<string, string>) => `${field}: ${message}`)
  }
  const user = call('GET /__sim/tables/users').body.rows[0].id
  for (const id of ['', '.', '..']) {
    for (const table of ['crm_blobs', 'crm_plans', 'crm_sessions', 'crm_grants', 'link_tokens', 'plans'])
      expect(made(table, { id }), table).toContain('id: Must be a text, and not dots alone.')
    expect(made('tokens', { id, user })).toEqual([NO_TOKEN])
  }
  for (const id of ['é x', ' ', 'a\nb']) expect(made('tokens', { id, user })).toEqual([NO_TOKEN])
  for (const id of ['...', 'a/b', 'Offer (été).pdf']) {
    expect(made('crm_blobs', { id })).toEqual([])
    expect(call(`DELETE /__sim/tables/crm_blobs/${encodeURIComponent(id)}`).status).toBe(204)
  }
  expect(made('tokens', { id: 'my-token/1+2==', user })).toEqual([])
})

rule('C', 'rows are made, changed and deleted as by collections, and what follows from them does', () => {
  const [{ world, call, ar, samples }, other] = [client(), client()]
  const db = collections(other.world)
  const customer = db.customers.create({ customer_company_name: 'Acme' })
  expect(call('POST /__sim/tables/customers', { customer_company_name: 'Acme' }).body).toEqual(
    JSON.parse(JSON.stringify(customer)),
  )
  const invoice = db.invoices.create({ customer: customer.id, amount: 12 })
  expect(call('POST /__sim/tables/invoices', { customer: customer.id, amount: 12 }).body).toEqual(
    JSON.parse(JSON.stringify(invoice)),
  )
  expect(ar(`GET customers/${customer.id}`).body.total_balance).toBe(12)
  const id = samples.actions?.completed as string
  const changed = db.actions.update((q) => q.where({ id }), { data: () => ({ status: 'proposed' }) })
  expect(call(`PATCH /__sim/tables/actions/${id}`, { status: 'proposed' }).body).toEqual(JSON.parse(JSON.stringify(changed)))
  expect(call(`DELETE /__sim/tables/invoices/${invoice.id}`).status).toBe(204)
  db.invoices.delete(invoice)
  expect(call(`GET /__sim/tables/invoices/${invoice.id}`).status).toBe(404)
  expect(JSON.stringify(world.save())).toBe(JSON.stringify(other.world.save()))
})

rule('C', 'what is done to rows is in the journal as if collections had done it, and can be undone by itself', () => {
  const { call, ar, samples } = client()
  const url = `/__sim/tables/actions/${samples.actions?.proposed}`
  const statusOf = () => call(`GET ${url}`).body.status
  ar(`POST actions/${samples.actions?.proposed}/approve`)
  call(`PATCH ${url}`, { urgency_score: 99 })
  call(`DELETE /__sim/tables/customers/${call('POST /__sim/tables/customers', { customer_company_name: 'Acme' }).body.id}`)
  expect(call('GET /__sim/journal?kind=data').body).toMatchObject([
    { kind: 'data', table: 'actions', action: 'update' },
    { kind: 'data', table: 'customers', action: 'create' },
    { kind: 'data', table: 'customers', action: 'delete' },
  ])
  for (const table of ['customers', 'customers', 'actions'])
    expect(call('POST /__sim/undo', {}).body.undone).toMatchObject([{ kind: 'data', table }])
  expect(call(`GET ${url}`).body.urgency_score).not.toBe(99)
  expect(statusOf()).toBe('processing')
})

rule('C', 'what a table does not take is said as collections say it, and nothing changes', () => {
  const { world, call } = client()
  const db = collections(world)
  const values = { customr: 'x', amount: 'much', customer: '00000000-0000-4000-8000-00000000dead' }
  let message = ''
  try {
    db.invoices.create(values as object)
  } catch (error) {
    message = (error as Error).message
  }
  const before = JSON.stringify(world.save())
  const { status, body } = call('POST /__sim/tables/invoices', values)
  expect(status).toBe(400)
  const said = body.error.details.map((each: { field: string; message: string }) => `${each.field}: ${each.message}`)
  expect(message.split('\n  ').slice(1)).toEqual(said)
  expect(call('POST /__sim/tables/invoices', JSON.parse('{"__proto__":{"amount":1}}')).status).toBe(400)
  expect(JSON.stringify(world.save())).toBe(before)
})

rule('C', 'an edited row is an entry of the journal, as by collections, and is undone by itself', () => {
  const { world, call, ar, samples } = client()
  const id = samples.actions?.proposed as string
  const score = call(`GET /__sim/tables/actions/${id}`).body.urgency_score
  ar(`POST actions/${id}/approve`)
  expect(call(`PATCH /__sim/tables/actions/${id}`, { urgency_score: 99 }).status).toBe(200)
  expect(call(`PATCH /__sim/tables/actions/${id}`, { urgency_score: 'much' }).status).toBe(400)
  const made = call('POST /__sim/tables/customers', { customer_company_name: 'Acme' }).body
  call(`DELETE /__sim/tables/customers/${made.id}`)
  expect(world.journal.entries()).toMatchObject([
    { kind: 'call', operation: 'approveAction' },
    { kind: 'data', table: 'actions', action: 'update', changed: 1 },
    { kind: 'data', table: 'customers', action: 'create', changed: 1 },
    { kind: 'data', table: 'customers', action: 'delete', changed: 1 },
  ])
  expect(world.journal.entry(2)?.rows).toMatchObject([{ before: { urgency_score: score }, after: { urgency_score: 99 } }])
  expect(call('POST /__sim/undo', { to: 2 }).body.undone).toHaveLength(3)
  expect(call(`GET /__sim/tables/actions/${id}`).body).toMatchObject({ urgency_score: score, status: 'processing' })
})

rule('C', 'what a filter or a page cannot be is told in plain words', () => {
  const { call } = client()
  const said = (query: string) =>
    call(`GET /__sim/${query}`).body.error.details.map((each: { field: string; message: string }) => Object.values(each))
  expect(said('tables/customers?company=x')).toEqual([['company', 'Must be a valid UUID.']])
  expect(said('tables/invoices?due_date=x')).toEqual([['due_date', 'Must be a date, YYYY-MM-DD.']])
  expect(said('tables/invoices?page=x&page_size=9999999999')).toEqual([
    ['page', 'Must be a whole number.'],
    ['page_size', 'Must be at most 1000.'],
  ])
  expect(said('tables/customers?__proto__=1')).toEqual([['__proto__', 'There is no query parameter "__proto__".']])
  for (const number of ['0x2', '1e3', '%201', '1.0', '+1'])
    expect(said(`timeline?limit=${number}`)).toEqual([['limit', 'Must be a whole number.']])
  expect(call('GET /__sim/journal/0x1').status).toBe(400)
})

rule('C', 'a stored file is shown as base64 by itself, and by its length among others', () => {
  const { world, call } = client({ simulator: createSimulator() })
  collections(world).crm_blobs.create({ id: 'scan', bytes: new Uint8Array([104, 105]) })
  expect(call('GET /__sim/tables/crm_blobs/scan').body).toEqual({ id: 'scan', bytes: 'aGk=' })
  expect(call('GET /__sim/tables/crm_blobs?id=scan').body.rows).toEqual([{ id: 'scan', bytes: { bytes: 2 } }])
  expect(call('GET /__sim/changes').body).toEqual([
    { table: 'crm_blobs', added: [{ id: 'scan', bytes: { bytes: 2 } }], changed: [], removed: [] },
  ])
})

rule('C', 'a way that leads nowhere in a column is refused, and what is nearest to it is named', () => {
  const { call } = client()
  const refused = (query: string) => {
    const { status, body } = call(`GET /__sim/tables/actions?${query}`)
    expect(status, query).toBe(400)
    return body.error.details
  }
  const message = 'approval_log: There is no field "acton". Did you mean "action"?'
  expect(refused('approval_log.acton=approved')).toEqual([{ field: 'approval_log.acton', message }])
  expect(refused('sort=-approval_log.acton')).toEqual([{ field: 'sort', message }])
  expect(refused('status.length=3')).toMatchObject([{ field: 'status.length' }])
  expect(refused('approval_log.timestamp=yesterday')).toMatchObject([{ field: 'approval_log.timestamp' }])
  expect(call('GET /__sim/tables/actions?sort=approval_log.timestamp&page_size=1').status).toBe(200)
  expect(call('GET /__sim/tables/faults?match.operation=listActions').body.count).toBe(0)
})

rule('C', 'rows that arsim keeps itself are in the order in which they came', () => {
  const { world, call } = client()
  const ids = Array.from({ length: 11 }, () => world.faults.add({ answer: { status: 500 } }).id)
  expect(call('GET /__sim/tables/faults').body.rows.map(({ id }: { id: string }) => id)).toEqual(ids)
})

rule('C', 'a change that changes nothing leaves the row as it is, the time of its last change too', () => {
  const { world, call, samples } = client()
  const id = samples.actions?.completed as string
  const before = call(`GET /__sim/tables/actions/${id}`).body
  expect(call(`PATCH /__sim/tables/actions/${id}`, {}).body).toEqual(before)
  expect(call(`PATCH /__sim/tables/actions/${id}`, { status: before.status }).body).toEqual(before)
  const db = collections(world)
  db.actions.update((q) => q.where({ id }), { data: () => ({}) })
  const [company] = db.crm_blobs.createMany(1, () => ({ id: 'scan', bytes: new Uint8Array([1, 2]) }))
  const { rows } = world.watch(() => {
    db.crm_blobs.update((q) => q.where({ id: 'scan' }), { data: () => ({ bytes: new Uint8Array([1, 2]) }) })
    db.actions.update((q) => q.where({ id }), { data: () => ({}) })
  })
  expect([company?.id, rows, call(`GET /__sim/tables/actions/${id}`).body]).toEqual(['scan', [], before])
  db.crm_blobs.update((q) => q.where({ id: 'scan' }), { data: () => ({ bytes: new Uint8Array([1, 3]) }) })
  expect(db.crm_blobs.all().find((blob) => blob.id === 'scan')?.bytes).toEqual(new Uint8Array([1, 3]))
})

rule('C', 'the schema of a table says what its rows may hold, and what does not fit is refused in words', () => {
  const { call } = client()
  const columnsOf = (table: string) => call(`GET /__sim/schemas/${table}`).body.schema.properties
  const { customer_count, invoice_counts } = columnsOf('aging_snapshots')
  expect([columnsOf('crm_blobs').bytes, customer_count, invoice_counts.items]).toEqual([
    { type: 'string', contentEncoding: 'base64' },
    { type: 'integer', minimum: 0 },
    { type: 'integer', minimum: 0 },
  ])
  const atLeast = 'Ensure this value is greater than or equal to 0.'
  for (const [table, row, field, message] of [
    ['crm_blobs', { bytes: 5 }, 'bytes', 'Must be base64.'],
    ['crm_blobs', { bytes: '%%' }, 'bytes', 'Must be base64.'],
    ['crm_emails', { user: 'x' }, 'user', 'Must be an id.'],
    ['aging_snapshots', { customer_count: -1 }, 'customer_count', atLeast],
    ['aging_snapshots', { invoice_counts: [0, 0, 0, 0, -1] }, 'invoice_counts.4', atLeast],
  ] as const)
    expect(call(`POST /__sim/tables/${table}`, row), table).toMatchObject({
      status: 400,
      body: { error: { details: [{ field, message }] } },
    })
})
