/** Every list against a plain filter and sort of all its rows, with filters in any combination. */

import * as fc from 'fast-check'
import { expect } from 'vitest'
import { type ThreadRow, threads } from '../../src/ar/communications/thread.ts'
import { type Customer, customers } from '../../src/ar/customers/customer.ts'
import { type InvoiceRow, invoices, statusOf } from '../../src/ar/invoices/invoice.ts'
import { labels } from '../../src/ar/labels/label.ts'
import { type ScheduledStepRow, scheduledSteps } from '../../src/ar/sequences/scheduled-step.ts'
import { sequences } from '../../src/ar/sequences/sequence.ts'
import { arrivalOf } from '../../src/core/store/arrival.ts'
import type { Row, TableDefinition } from '../../src/core/store/definition.ts'
import { type Answer, type Client, client } from '../support/client.ts'
import { crmClient } from '../support/crm.ts'
import { rule } from '../support/rule.ts'

interface Shown {
  readonly id: string
}
type Query = Readonly<Record<string, string | undefined>>

const it = client()
const rowsOf = <R extends Row & { company: string }>(table: TableDefinition<R, string>): R[] =>
  [...it.world.table(table).all()].filter(({ company }) => company === it.companyId)

const toSearch = (query: Query) =>
  new URLSearchParams(Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined)).toString()

function pages({ ar }: Client, path: string, query: Query): { ids: string[]; count: number } {
  const ids: string[] = []
  for (let page = 1; ; page++) {
    const { status, body } = ar(`GET ${path}?${toSearch({ ...query, page: String(page), page_size: '7' })}`)
    expect(status, JSON.stringify(body)).toBe(200)
    if (!body.data.length) return { ids, count: body.count }
    ids.push(...body.data.map(({ id }: Shown) => id))
  }
}

function parts({ ar }: Client, path: string, query: Query): { ids: string[]; count: number } {
  const ids: string[] = []
  let count = -1
  for (let cursor: string | undefined; ; ) {
    const { status, body } = ar(`GET ${path}?${toSearch({ ...query, cursor, limit: '9' })}`)
    expect(status, JSON.stringify(body)).toBe(200)
    if (cursor === undefined) count = body.count
    else expect(body).not.toHaveProperty('count')
    ids.push(...body.data.map(({ id }: Shown) => id))
    if (body.next_cursor === null) return { ids, count }
    cursor = body.next_cursor
  }
}

const maybe = <T>(...values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: undefined })
const listed = (...values: readonly string[]) =>
  fc.option(
    fc.subarray([...values], { minLength: 1 }).map((items) => items.join(',')),
    { nil: undefined },
  )
const has = (list: string | undefined, value: string | null) =>
  list === undefined || list.split(',').includes(value ?? '__unassigned__')
const is = (asked: string | undefined, value: unknown) => asked === undefined || asked === String(value)
const holds = (search: string | undefined, ...texts: (string | null | undefined)[]) =>
  search === undefined || texts.some((text) => text?.toLowerCase().includes(search))

/** By these keys, each up or down; then as they arrived, in the direction of the last. */
function sorted<R extends Shown>(rows: readonly R[], ...keys: [(row: R) => string | number, 1 | -1][]): string[] {
  const all: typeof keys = [...keys, [(row) => arrivalOf(row) as number, keys.at(-1)?.[1] ?? 1]]
  const compare = (a: R, b: R) => {
    for (const [key, direction] of all) {
      const [left, right] = [key(a), key(b)]
      if (left !== right) return left < right ? -direction : direction
    }
    return 0
  }
  return rows.toSorted(compare).map(({ id }) => id)
}

/** What the list answers is what the filter leaves, in order, and counted. */
function agree(list: typeof pages, path: string, query: fc.Arbitrary<Query>, expected: (query: Query) => string[]): void {
  fc.assert(
    fc.property(query, (given) => {
      const wanted = expected(given)
      expect(list(it, path, given)).toEqual({ ids: wanted, count: wanted.length })
    }),
    { numRuns: 150 },
  )
}

const customerOf = ({ customer }: { customer: string }) => it.world.table(customers).get(customer) as Customer
const nameOf = (row: { customer: string }) => customerOf(row).customer_company_name
const some = (rows: readonly Shown[]) => rows.slice(0, 4).map(({ id }) => id)
const owners = [...new Set(rowsOf(customers).map(({ ar_owner }) => ar_owner ?? '__unassigned__'))]

const messages = rowsOf(threads).filter(({ is_synced }) => is_synced)
const latest = messages.filter(
  (message) => !messages.some((other) => other.thread_group === message.thread_group && other.timestamp > message.timestamp),
)
const anyThreads = fc.record({
  communication_type: listed('email', 'call', 'note', 'manual', 'meeting'),
  direction: maybe('inbound', 'outbound'),
  requires_response: maybe('true', 'false'),
  is_resolved: maybe('true', 'false'),
  date_from: maybe('2026-02-01', messages[3]?.timestamp.slice(0, 10)),
  date_to: maybe('2026-05-20', messages[7]?.timestamp.slice(0, 10)),
  customer_id: fc.option(fc.constantFrom(...messages.map(({ customer }) => customer)), { nil: undefined, freq: 4 }),
  invoice_id: fc.option(fc.constantFrom(...messages.flatMap((message) => message.invoices)), { nil: undefined, freq: 4 }),
  search: maybe('invoice', 'payment', 'call with'),
})

const fitsThread = (query: Query) => (message: ThreadRow) =>
  (has(query.communication_type, message.communication_type) ||
    (message.is_manual && query.communication_type?.includes('manual'))) &&
  is(query.direction, message.direction) &&
  is(query.requires_response, message.requires_response) &&
  is(query.is_resolved, message.is_resolved) &&
  message.timestamp.slice(0, 10) >= (query.date_from ?? '') &&
  message.timestamp.slice(0, 10) <= (query.date_to ?? '9999') &&
  is(query.customer_id, message.customer) &&
  (query.invoice_id === undefined || message.invoices.includes(query.invoice_id)) &&
  holds(query.search, message.subject, message.body, nameOf(message))

rule(
  'D communications-5',
  'the list of messages filters by type, direction, answer, resolution, days, customer, invoice and text',
  () => {
    agree(
      pages,
      'communications/threads',
      anyThreads.map((query) => ({ ...query, view: 'message' })),
      (query) => sorted(messages.filter(fitsThread(query)), [({ timestamp }) => Date.parse(timestamp), -1]),
    )
  },
)

rule('D communications-3', 'the list of threads has the latest message of each group, and filters look at that', () => {
  expect(latest.length).toBeLessThan(messages.length)
  agree(pages, 'communications/threads', anyThreads, (query) =>
    sorted(latest.filter(fitsThread(query)), [({ timestamp }) => Date.parse(timestamp), -1]),
  )
})

rule('D communications-13', 'the list of e-mails has the latest of each conversation through a mailbox', () => {
  const mails = latest.filter(({ communication_type, connection }) => communication_type === 'email' && connection !== null)
  const query = fc.record({
    is_ar_related: maybe('true', 'false'),
    customer_id: fc.option(fc.constantFrom(...mails.map(({ customer }) => customer)), { nil: undefined, freq: 3 }),
    search: maybe('invoice', 'lunch'),
  })
  agree(pages, 'communications/emails', query, (asked) =>
    sorted(
      mails.filter(
        (mail) =>
          is(asked.is_ar_related, mail.is_ar_related) &&
          is(asked.customer_id, mail.customer) &&
          holds(asked.search, mail.subject, mail.body, nameOf(mail)),
      ),
      [({ timestamp }) => Date.parse(timestamp), -1],
    ),
  )
})

rule('D sequences-53', 'the queue filters by type, sequence, enrollment, customer, owner and text', () => {
  const queued = rowsOf(scheduledSteps)
  const query = fc.record({
    category: maybe('ready', 'history'),
    step_type: maybe('reminder', 'call', 'task'),
    sequence_id: maybe(...queued.map(({ sequence }) => sequence)),
    enrollment_id: fc.option(fc.constantFrom(...queued.map(({ enrollment }) => enrollment)), { nil: undefined, freq: 4 }),
    customer_id: fc.option(fc.constantFrom(...queued.map(({ customer }) => customer)), { nil: undefined, freq: 4 }),
    ar_owner: listed(...owners),
    search: maybe('call', 'remind', 'invoice'),
  })
  const subjectOf = ({ id }: Shown) =>
    it.world.show(scheduledSteps, it.world.table(scheduledSteps).get(id) as ScheduledStepRow).subject
  agree(pages, 'sequences/queue', query, (asked) => {
    const isHistory = asked.category === 'history'
    const fitting = queued.filter(
      (step) =>
        (isHistory ? ['completed', 'cancelled', 'failed'] : ['ready']).includes(step.status) &&
        is(asked.step_type, step.step_type) &&
        is(asked.sequence_id, step.sequence) &&
        is(asked.enrollment_id, step.enrollment) &&
        is(asked.customer_id, step.customer) &&
        has(asked.ar_owner, customerOf(step).ar_owner) &&
        holds(asked.search, it.world.table(sequences).get(step.sequence)?.name, step.step_label, nameOf(step), subjectOf(step)),
    )
    return isHistory
      ? sorted(fitting, [(step) => Date.parse(step.executed_at ?? step.updated_at), -1])
      : sorted(fitting, [(step) => Date.parse(step.scheduled_for), 1])
  })
})

rule('D invoices-4', 'the list of invoices filters by status, age, customer, due date, owners, person, labels and text', () => {
  const all = rowsOf(invoices)
  const buckets = {
    current: 'current',
    past_due_1_30: '1_30',
    past_due_31_60: '31_60',
    past_due_61_90: '61_90',
    past_due_90p: '91_over',
  }
  const statusNow = (invoice: InvoiceRow) => statusOf(invoice, '2026-06-01')
  const query = fc.record({
    status: listed('current', 'overdue', 'past_due_31_60', 'past_due_90p', 'closed_paid', 'closed_overpaid', 'any'),
    aging_bucket: listed(...Object.values(buckets)),
    customer_id: fc.option(fc.constantFrom(...all.map(({ customer }) => customer)), { nil: undefined, freq: 4 }),
    due_date_from: maybe('2026-03-01', all[5]?.due_date),
    due_date_to: maybe('2026-05-25', all[9]?.due_date),
    overdue_only: maybe('true', 'false'),
    search: maybe('inv-20', 'co'),
    ar_owner: listed(...owners),
    sales_owner: listed(...owners),
    is_person: maybe('true', 'false'),
    labels: listed(...some(rowsOf(labels))),
  })
  agree(parts, 'invoices', query, (asked) =>
    sorted(
      all.filter((invoice) => {
        const status = statusNow(invoice)
        const statuses = asked.status?.split(',')
        const customer = customerOf(invoice)
        return (
          (!statuses ||
            statuses.includes('any') ||
            statuses.includes(status) ||
            (statuses.includes('overdue') && status.startsWith('past_due'))) &&
          has(asked.aging_bucket, (buckets as Record<string, string>)[status] ?? 'closed') &&
          is(asked.customer_id, invoice.customer) &&
          invoice.due_date >= (asked.due_date_from ?? '') &&
          invoice.due_date <= (asked.due_date_to ?? '9999') &&
          (asked.overdue_only !== 'true' || status.startsWith('past_due')) &&
          holds(asked.search, invoice.invoice_number, customer.customer_company_name) &&
          has(asked.ar_owner, customer.ar_owner) &&
          has(asked.sales_owner, customer.sales_owner) &&
          is(asked.is_person, customer.is_person) &&
          (asked.labels === undefined || invoice.labels.some((label) => has(asked.labels, label)))
        )
      }),
      [({ due_date }) => due_date, 1],
    ),
  )
})

rule(
  'D customers-5',
  'the list of customers filters by status, industry, risk, owners, person, labels, balance and name, in four orders',
  () => {
    const all = rowsOf(customers)
    const shown = new Map(all.map((row) => [row.id, it.world.show(customers, row)]))
    const balanceOf = ({ id }: Shown) => shown.get(id)?.total_balance ?? 0
    const orders: Record<string, [(row: Customer) => string | number, 1 | -1]> = {
      customer_name_asc: [({ customer_company_name }) => customer_company_name, 1],
      customer_name_desc: [({ customer_company_name }) => customer_company_name, -1],
      total_balance_asc: [balanceOf, 1],
      total_balance_desc: [balanceOf, -1],
    }
    const query = fc.record({
      sort: maybe(...Object.keys(orders)),
      status: listed('active', 'inactive', 'suspended', 'prospect', 'any'),
      industry: maybe(...all.flatMap(({ industry }) => industry?.toUpperCase() ?? [])),
      search: maybe('co', 'a'),
      risk_level: listed('low', 'medium', 'high'),
      ar_owner: listed(...owners),
      sales_owner: listed(...owners),
      is_person: maybe('true', 'false'),
      labels: listed(...some(rowsOf(labels))),
      hide_zero_balance: maybe('true', 'false'),
      balance_scope: maybe('positive'),
      include_contacts: maybe('true', 'false'),
    })
    agree(parts, 'customers', query, (asked) =>
      sorted(
        all.filter(
          (customer) =>
            (asked.status?.includes('any') || has(asked.status, customer.status)) &&
            (asked.industry === undefined || customer.industry?.toUpperCase() === asked.industry) &&
            holds(asked.search, customer.customer_company_name) &&
            has(asked.risk_level, shown.get(customer.id)?.risk_level ?? '') &&
            has(asked.ar_owner, customer.ar_owner) &&
            has(asked.sales_owner, customer.sales_owner) &&
            is(asked.is_person, customer.is_person) &&
            (asked.labels === undefined || customer.labels.some((label) => has(asked.labels, label))) &&
            ((asked.hide_zero_balance !== 'true' && asked.balance_scope === undefined) || balanceOf(customer) > 0),
        ),
        orders[asked.sort ?? 'customer_name_asc'] as [(row: Customer) => string | number, 1 | -1],
      ),
    )
  },
)

rule(
  'C',
  'a list in a query may have commas, come several times, or with brackets; of anything else the last value counts',
  () => {
    const { ar, call } = client()
    const wanted = ar('GET actions?status=proposed,scheduled')
    expect(wanted.body.count).toBeGreaterThan(ar('GET actions?status=proposed').body.count)
    for (const query of [
      'status=proposed&status=scheduled',
      'status[]=proposed&status[]=scheduled',
      'status%5B%5D=proposed&status%5B%5D=scheduled',
      'status[0]=proposed&status[1]=scheduled',
      'status[]=proposed&status=,scheduled',
    ])
      expect(ar(`GET actions?${query}`), query).toEqual(wanted)
    expect(ar('GET actions?status[]=').headers['x-sim-warning']).toEqual(['The query parameter "status" is empty and left out.'])
    expect(ar('GET actions?status[]=nothing')).toMatchObject({
      status: 400,
      body: { status: ['"nothing" is not a valid choice.'] },
    })
    const last = ar('GET actions?page_size=3&page_size=2')
    expect(last.body.data).toHaveLength(2)
    expect(last.headers['x-sim-warning']).toEqual([
      'The query parameter "page_size" comes more than once: the last value counts.',
    ])
    expect(ar('GET actions?page_size[]=2').headers['x-sim-warning']).toEqual([
      'The query parameter "page_size[]" is ignored. Did you mean "page_size"?',
    ])
    expect(call('GET /__sim/journal?limit=1&limit=2')).toMatchObject({ status: 400 })
  },
)

rule('C', 'who pages a list with the parameters of another one is told those that it has', () => {
  const { ar } = client()
  const { crm } = crmClient()
  const hintOf = (answer: Answer) => answer.headers['x-sim-warning']
  expect(hintOf(ar('GET customers?page_size=5&page=2'))).toEqual([
    'The query parameter "page_size" is ignored. Did you mean "limit"?',
    'The query parameter "page" is ignored. Did you mean "cursor"?',
  ])
  expect(hintOf(ar('GET actions?limit=5&cursor=x'))).toEqual([
    'The query parameter "limit" is ignored. Did you mean "page_size"?',
    'The query parameter "cursor" is ignored. Did you mean "page"?',
  ])
  expect(hintOf(crm('GET email/inbox?page_size=5'))).toEqual([
    'The query parameter "page_size" is ignored. Did you mean "limit"?',
  ])
})

rule('C', 'what a list in a query names twice counts once, and commas or blanks alone are an empty list', () => {
  const { ar } = client()
  for (const [list, field, item] of [
    ['payments', 'status', 'PAID'],
    ['payments', 'payment_method', 'ACH'],
    ['sequences', 'status', 'active'],
    ['touchpoints', 'status', 'scheduled'],
    ['actions', 'status', 'proposed'],
    ['customers', 'ar_owner', '__unassigned__'],
  ]) {
    const wanted = ar(`GET ${list}?${field}=${item}`).body
    expect(wanted.count, `${list} by ${field}`).toBeGreaterThan(0)
    expect(ar(`GET ${list}?${field}=${item},${item}&${field}=${item}`).body, `${list} by ${field}`).toEqual(wanted)
    for (const nothing of [`${field}=,`, `${field}=%20`, `${field}=&${field}=,%20,`]) {
      const { body, headers } = ar(`GET ${list}?${nothing}`)
      expect(body, `${list}?${nothing}`).toEqual(ar(`GET ${list}`).body)
      expect(headers['x-sim-warning'], `${list}?${nothing}`).toEqual([`The query parameter "${field}" is empty and left out.`])
    }
  }
})

rule('C', 'an empty query value counts as left out, with a warning; where the type has none it is refused', () => {
  const { ar, samples } = client()
  for (const [list, empty] of [
    ['invoices', 'status=&search=&cursor='],
    ['actions', 'status=&search='],
    [`customers/${samples.customers?.active}`, 'nothing='],
  ])
    expect(ar(`GET ${list}?${empty}`).body).toEqual(ar(`GET ${list}`).body)
  expect(ar('GET actions?status=&search=').headers['x-sim-warning']).toEqual([
    'The query parameter "status" is empty and left out.',
    'The query parameter "search" is empty and left out.',
  ])
  expect(ar('GET actions?category=&page=&customer_id=&include_deleted=&executed_after=&page_size=1&status=')).toMatchObject({
    status: 400,
    body: {
      category: ['"" is not a valid choice.'],
      page: ['A valid integer is required.'],
      customer_id: ['Must be a valid UUID.'],
      include_deleted: ['Must be a valid boolean.'],
      executed_after: ['Date has wrong format. Use one of these formats instead: YYYY-MM-DD.'],
    },
  })
  const { crm } = crmClient()
  expect(crm('GET email/inbox?folder=&q=&unread=&page=').body).toEqual(crm('GET email/inbox').body)
})
