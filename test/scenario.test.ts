/** The default scenario: whether the books of its companies are true to the tables and to themselves, for any seed and on any day. */
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { faker } from '@faker-js/faker/locale/en'
import { expect, test } from 'vitest'
import { recipe } from '../fixtures/default/recipe.ts'
import { world as arWorld } from '../fixtures/default/world-ar.ts'
import { world as crmWorld } from '../fixtures/default/world-crm.ts'
import { actions } from '../src/ar/actions/action.ts'
import { tokens } from '../src/ar/auth/token.ts'
import { users } from '../src/ar/auth/user.ts'
import { threads } from '../src/ar/communications/thread.ts'
import { threadNotes } from '../src/ar/communications/thread-note.ts'
import { companies } from '../src/ar/companies/company.ts'
import { members } from '../src/ar/companies/member.ts'
import { contacts } from '../src/ar/customers/contact.ts'
import { customers } from '../src/ar/customers/customer.ts'
import { ar } from '../src/ar/index.ts'
import { connections } from '../src/ar/integrations/connection.ts'
import { invoiceStatuses, invoices, isOpen, statusOf } from '../src/ar/invoices/invoice.ts'
import { labels } from '../src/ar/labels/label.ts'
import { isCounted, payments } from '../src/ar/payments/payment.ts'
import { touchpoints } from '../src/ar/programs/touchpoint.ts'
import { enrollments } from '../src/ar/sequences/enrollment.ts'
import { scheduledSteps } from '../src/ar/sequences/scheduled-step.ts'
import { sequences } from '../src/ar/sequences/sequence.ts'
import { steps } from '../src/ar/sequences/step.ts'
import type { AnyTable, RowOf } from '../src/core/store/definition.ts'
import { DAY_MS } from '../src/core/time/day.ts'
import { idOf } from '../src/core/world/ids.ts'
import { crmEvents } from '../src/crm/calendar/event.ts'
import { crmEmails } from '../src/crm/email/email.ts'
import { createSimulator, type Guide } from '../src/index.ts'
import { firstCompany, guideOf, isInTime, law, offset, rowsOf, textsIn, today } from './support/default-worlds.ts'
import { cents } from './support/texts.ts'

law('every row has exactly the columns of its table and fits its schema', (world) => {
  for (const table of world.tables)
    for (const row of world.table(table).all()) {
      expect(Object.keys(row).sort(), row.id).toEqual([...table.columns].sort())
      expect(table.schema.safeParse(row).error, `${table.name} ${row.id}`).toBeUndefined()
    }
})

law('every reference names a row of the same company', (world) => {
  const check = (company: unknown, table: AnyTable, id: string | null) => {
    if (id === null) return
    const row = world.table(table).get(id) as { company?: string } | undefined
    expect(row, `${table.name} ${id}`).toBeDefined()
    if (company !== undefined && row?.company !== undefined) expect(row.company).toBe(company)
  }
  for (const table of world.tables)
    for (const row of rowsOf(world, table))
      for (const [column, target] of Object.entries(table.references))
        for (const id of [row[column]].flat()) check(row.company, target, id)
  for (const { company, thread_group, invoices: ids } of rowsOf(world, threads)) {
    check(company, threads, thread_group)
    for (const id of ids) check(company, invoices, id)
  }
  for (const { company, channel_id, approval_log } of rowsOf(world, actions)) {
    check(company, threads, channel_id)
    for (const { approved_by } of approval_log) check(company, members, approved_by)
  }
})

law('people, businesses, addresses, numbers and passwords are unique', (world) => {
  const uniques = [
    rowsOf(world, companies).map(({ name }) => name),
    rowsOf(world, customers).map(({ customer_company_name }) => customer_company_name),
    rowsOf(world, users).flatMap(({ username, password }) => [username, password]),
    rowsOf(world, contacts).map(({ email }) => email),
    rowsOf(world, invoices).map(({ company, invoice_number }) => `${company} ${invoice_number}`),
    rowsOf(world, connections).flatMap(({ connection_config }) => connection_config.email_address ?? []),
    rowsOf(world, threads).flatMap(({ attachments }) => attachments.map(({ id }) => id)),
    ...[sequences, labels].map((table) => rowsOf(world, table).map(({ company, name }) => `${company} ${name}`)),
  ]
  for (const list of uniques) expect(list).toHaveLength(new Set(list).size)
})

law('all addresses are on reserved domains', (world) => {
  const addresses = world.tables
    .flatMap((table) => rowsOf(world, table).flatMap(textsIn))
    .filter((text) => /^\S+@\S+$/.test(text))
  expect(addresses.length).toBeGreaterThan(100)
  for (const address of addresses) expect(address).toMatch(/^[a-z.]+@([a-z]+\.example|example\.com)$|^contact@company\.com$/)
})

law('everybody can log in, one user works for two companies, and somebody is no member of the first', (world) => {
  const all = rowsOf(world, members)
  const companiesOf = (user: string) => all.filter((member) => member.user === user).map(({ company }) => company)
  const [first, second] = world
    .table(companies)
    .list('inOrder', 'all')
    .map(({ id }) => id)
  for (const { id } of rowsOf(world, users)) expect(world.table(tokens).find('ofUser', id)?.expires_at).toBeNull()
  const caller = world.table(members).find('ofCompany', first ?? '')
  expect(caller?.role).toBe('owner')
  expect(companiesOf(caller?.user ?? '')).toEqual([first])
  expect(
    rowsOf(world, users)
      .filter(({ id }) => companiesOf(id).length > 1)
      .map(({ id }) => companiesOf(id).sort()),
  ).toEqual([[first, second]])
  expect(rowsOf(world, users).some(({ id }) => !companiesOf(id).includes(first ?? ''))).toBe(true)
})

law('the first company is rich and there are two smaller ones', (world) => {
  const all = world.table(companies).list('inOrder', 'all')
  const count = (table: AnyTable) => all.map(({ id }) => rowsOf(world, table).filter(({ company }) => company === id).length)
  const within = (counts: number[], first: readonly [number, number], others: readonly [number, number]) => {
    const [rich = 0, ...rest] = counts
    expect(rest).toHaveLength(2)
    for (const [number, [from, to]] of [[rich, first] as const, ...rest.map((each) => [each, others] as const)]) {
      expect(number).toBeGreaterThanOrEqual(from)
      expect(number).toBeLessThanOrEqual(to)
    }
  }
  within(count(members), [4, 4], [2, 3])
  within(count(customers), [40, 40], [6, 12])
  within(count(invoices), [175, 210], [25, 45])
  within(count(actions), [60, 80], [8, 15])
  within(count(connections), [12, 13], [3, 4])
  within(count(threads), [60, 85], [4, 12])
  within(count(threadNotes), [6, 10], [1, 2])
  within(count(touchpoints), [3, 3], [0, 0])
  within(count(labels), [4, 4], [2, 4])
  within(count(sequences), [4, 4], [1, 1])
  within(count(enrollments), [10, 14], [1, 2])
  within(count(scheduledSteps), [40, 60], [2, 6])
})

law('the guide has a row for every sample of every table', (world) => {
  const { samples } = guideOf(createSimulator({ seed: world.base.seed }))
  const sampled = ar.rows.filter((rows) => Object.keys(rows.samples).length > 0)
  for (const { table, samples: names } of sampled)
    expect(Object.keys(samples[table.name]), table.name).toEqual(Object.keys(names))
  const inGuide = Object.keys(samples).filter((name) => !name.startsWith('crm_'))
  // Insights are no rows.
  expect(inGuide).toEqual([...sampled.map(({ table }) => table.name), 'insights'])
  expect(sampled).toHaveLength(14)
})

/** All that the type of the guide names, as the compiler knows. */
const inType: Readonly<Record<keyof Guide['samples'], true>> = {
  actions: true,
  connections: true,
  contacts: true,
  customers: true,
  enrollments: true,
  insights: true,
  invoices: true,
  labels: true,
  payments: true,
  promises: true,
  scheduled_steps: true,
  sequences: true,
  steps: true,
  threads: true,
  touchpoints: true,
  crm_connections: true,
  crm_documents: true,
  crm_emails: true,
  crm_entities: true,
  crm_events: true,
}

test('the guide has samples of just the tables that its type names', () => {
  const simulator = createSimulator()
  const { samples } = simulator.guide(simulator.world(), 'http://x')
  expect(Object.keys(samples).sort()).toEqual(Object.keys(inType).sort())
})

law('the followers find nothing to change', (world) => {
  const isPlain = (value: unknown) => (typeof value === 'string' ? !/^[#@]|\{@/.test(value) : typeof value !== 'object' || !value)
  for (const table of world.tables)
    for (const row of recipe(world.base.seed)[table.name] ?? []) {
      const [id, number] = String(row.id).split('/') as [string, string?]
      const built: Record<string, unknown> =
        world.table(table).get(number === undefined ? id : idOf(table, world.ids.source, Number(number))) ?? {}
      for (const [column, value] of Object.entries(row))
        if (isPlain(value)) expect(built[column], `${row.id} ${column}`).toBe(value)
    }
})

law('actions come in every combination of status, type and category', (world) => {
  const found = rowsOf(world, actions)
    .filter(({ company, is_deleted }) => company === firstCompany(world) && !is_deleted)
    .map(
      ({ status, action_type, is_recommended, action_required }) =>
        `${status} ${action_type} ${is_recommended} ${action_required}`,
    )
  for (const type of ['email', 'call', 'task']) {
    for (const category of ['proposed T true true', 'proposed T true false', 'proposed T false true', 'scheduled T true true'])
      expect(found).toContain(category.replace('T', type))
    for (const status of ['processing', 'completed', 'cancelled']) expect(found).toContain(`${status} ${type} true true`)
  }
  expect(found).toContain('cancelled email false true')
  expect(found).toContain('cancelled call false true')
  expect(
    new Set(
      rowsOf(world, actions)
        .filter(({ is_deleted }) => is_deleted)
        .map(({ status }) => status),
    ).size,
  ).toBe(3)
})

/** What is under way began at the moment at which the world starts. */
const isUnderWay = (row: RowOf<AnyTable>): boolean =>
  row.status === 'processing' || row.sync_changes_at != null || (Array.isArray(row.syncs) && row.syncs.length > 0)

law('nothing is on the day of the scenario but what is under way, and only plans are in the future', (world) => {
  const plans = new Set([
    ...['scheduled_for', 'response_deadline', 'deliver_at', 'sync_changes_at', 'due_date'],
    ...['payment_date', 'counts_at', 'trail', 'promised_date', 'ends_at'],
    ...['start', 'end', 'syncs'],
  ])
  for (const table of world.tables.filter(({ name, isDerived }) => name !== 'timeline' && name !== 'aging_days' && !isDerived))
    for (const row of rowsOf(world, table))
      for (const [column, value] of Object.entries(row))
        for (const text of textsIn(value).filter((each) => /^\d{4}-\d\d-\d\d(T|$)/.test(each))) {
          const day = offset(world, text)
          if (isUnderWay(row) && day === 0) continue
          expect(day, `${table.name} ${row.id} ${column}`).not.toBe(0)
          if (!plans.has(column)) expect(day, `${table.name} ${row.id} ${column}`).toBeLessThan(0)
        }
  const moments = JSON.stringify(recipe(world.base.seed)).match(/@-?0\D[^"]*/g)
  expect(new Set(moments)).toEqual(new Set(['@0T14:00:00', '@0T14:00:02', '@0T14:00:05', '@0T14:00:10', '@0T14:00:30']))
})

law('rows are created before they change, and nothing happens before its customer is known', (world) => {
  for (const table of world.tables)
    for (const row of rowsOf(world, table)) {
      if (row.updated_at) expect(isInTime(row.created_at, row.updated_at), `${table.name} ${row.id}`).toBe(true)
      const customer = row.customer && world.table(customers).get(row.customer)
      if (customer && row.created_at) expect(isInTime(customer.created_at, row.created_at), `${table.name} ${row.id}`).toBe(true)
    }
})

law('every customer has one primary contact, and prospects owe nothing', (world) => {
  for (const customer of rowsOf(world, customers)) {
    const people = world.table(contacts).list('ofCustomer', customer.id)
    expect(people.length).toBeLessThanOrEqual(3)
    expect(people.filter(({ is_primary }) => is_primary)).toHaveLength(1)
    if (customer.status === 'prospect') expect(world.table(invoices).find('ofCustomer', customer.id)).toBeUndefined()
  }
})

law('invoices follow the terms of their customers', (world) => {
  for (const invoice of rowsOf(world, invoices)) {
    const terms = world.table(customers).get(invoice.customer)?.payment_terms ?? ''
    expect(offset(world, invoice.due_date) - offset(world, invoice.issue_date)).toBe(Number(/\d+/.exec(terms)?.[0] ?? 0))
  }
})

law('invoices are in every state, two days off from the next one', (world) => {
  for (const company of rowsOf(world, companies)) {
    const states = rowsOf(world, invoices)
      .filter((invoice) => invoice.company === company.id)
      .map((invoice) => statusOf(invoice, world.clock.today()))
    expect(new Set(states)).toEqual(new Set(invoiceStatuses))
  }
  for (const invoice of rowsOf(world, invoices))
    for (const days of [-2, 2]) {
      const otherDay = new Date(today(world) + days * DAY_MS).toISOString().slice(0, 10)
      expect(statusOf(invoice, otherDay), invoice.invoice_number).toBe(statusOf(invoice, world.clock.today()))
    }
})

law('money has two decimals at the most and adds up', (world) => {
  const isPartial: boolean[] = []
  for (const invoice of rowsOf(world, invoices)) {
    const { amount, balance, credited_amount, written_off_amount, invoice_number } = invoice
    for (const value of [amount, balance, credited_amount, written_off_amount])
      expect(Number(value.toFixed(2)), invoice_number).toBe(value)
    expect(amount).toBeGreaterThan(0)
    expect(balance).toBeLessThanOrEqual(amount)
    const status = statusOf(invoice, world.clock.today())
    if (status === 'closed_credit_memo') expect([balance, credited_amount]).toEqual([0, amount])
    if (status === 'closed_written_off') expect([balance, written_off_amount]).toEqual([0, amount])
    for (const { day } of invoice.trail) expect(day < world.clock.today(), invoice_number).toBe(true)
    const counted = world.table(payments).list('ofInvoice', invoice.id).filter(isCounted)
    const paid = counted.reduce((sum, payment) => sum + cents(payment.amount), 0)
    expect(paid, invoice_number).toBe(cents(amount - balance - credited_amount - written_off_amount))
    expect(counted.map((payment) => payment.status)).toEqual(
      counted.map((_, i) => (i === 0 && !isOpen(invoice) ? 'PAID' : 'PARTIAL')),
    )
    for (const { payment_date, created_at } of counted) {
      expect(payment_date > invoice.issue_date && payment_date < world.clock.today(), invoice_number).toBe(true)
      // It reaches the books with the sync of the night.
      expect(offset(world, created_at)).toBe(offset(world, payment_date) + 1)
    }
    if (isOpen(invoice)) isPartial.push(balance < amount)
  }
  expect(new Set(isPartial)).toEqual(new Set([true, false]))
})

law('what is announced counts some day soon, and a customer in a sequence owes something', (world) => {
  const pending = rowsOf(world, payments).filter((payment) => !isCounted(payment))
  expect(pending.length).toBeGreaterThan(3)
  for (const payment of pending) {
    expect(payment.payment_date > world.clock.today()).toBe(true)
    expect(world.table(invoices).get(payment.invoice)?.balance).toBe(payment.amount)
  }
  for (const { customer, status } of rowsOf(world, enrollments))
    if (status === 'active') expect(world.table(invoices).in('openOfCustomer', customer).size).toBeGreaterThan(0)
})

law('texts are finished, and neighbours differ', (world) => {
  for (const table of [
    actions,
    threads,
    threadNotes,
    touchpoints,
    labels,
    sequences,
    steps,
    enrollments,
    scheduledSteps,
    crmEmails,
    crmEvents,
  ] as const)
    for (const row of rowsOf(world, table as AnyTable))
      for (const [column, value] of Object.entries(row))
        for (const text of textsIn(value)) {
          const finished = column.endsWith('_template') ? text.replace(/\{\{[a-z_.]+\}\}/g, 'it') : text
          expect(finished).not.toMatch(/[`{}]|\$\{|undefined|NaN|[Ll]orem|\bon \.|\bby \.|\.\./)
          expect(text).toBe(text.trim())
        }
  const bodies = (recipe(world.base.seed).threads ?? []).map(({ body }) => body)
  for (const [index, body] of bodies.entries()) expect(body).not.toBe(bodies[index + 1])
})

law('a world that follows the clock has the same samples at any time of day, and what is under way takes seconds', (world) => {
  const frozen = guideOf(createSimulator({ seed: world.base.seed }))
  for (const now of ['2027-03-09T00:30:00Z', '2028-02-29T23:59:59Z']) {
    const simulator = createSimulator({ seed: world.base.seed, clock: 'running', machine: () => Date.parse(now) })
    expect(guideOf(simulator)).toMatchObject({ now, clock: 'running', samples: frozen.samples })
    expect(simulator.world().changes()).toEqual([])
    const pending = [...simulator.world().clock.pending()]
    const seconds = pending.map(({ at }) => (Date.parse(at) - Date.parse(now)) / 1_000)
    expect(seconds.slice(0, 4)).toEqual([2, 5, 10, 30])
    expect(pending[4]?.at.slice(0, 10)).toBe(new Date(Date.parse(now) + DAY_MS).toISOString().slice(0, 10))
  }
})

test('the committed world is the recipe for seed 1, and small', () => {
  expect({ ...arWorld(), ...crmWorld() }).toEqual(recipe(1))
  const sizes = ['ar', 'crm'].map((api) => gzipSync(readFileSync(`fixtures/default/world-${api}.ts`), { level: 9 }).length)
  expect(Math.max(...sizes)).toBeLessThan(30_000)
})

test('the same seed gives the same rows, and another seed other companies', () => {
  expect(recipe(7)).toEqual(recipe(7))
  const names = new Set([1, 2, 3, -4, 2 ** 40].map((seed) => JSON.stringify(recipe(seed).companies)))
  expect(names.size).toBe(5)
})

test('making a recipe leaves the faker of others alone', () => {
  faker.seed(9)
  const expected = faker.number.int()
  faker.seed(9)
  recipe(3)
  expect(faker.number.int()).toBe(expected)
})

test('every seed has an invoice for every story, and a customer for every place in a sequence', () => {
  const count = (seed: number) => {
    const { actions = [], enrollments = [], scheduled_steps = [], labels = [] } = recipe(seed)
    return [actions, enrollments, scheduled_steps, labels].map(({ length }) => length)
  }
  const expected = count(1)
  for (let seed = 100; seed < 150; seed++) expect(count(seed), `seed ${seed}`).toEqual(expected)
})
