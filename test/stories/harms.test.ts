import { createHmac } from 'node:crypto'
import { expect } from 'vitest'
import { disputeAbout } from '../../src/ar/communications/questions.ts'
import { accountOf } from '../../src/ar/integrations/connection.ts'
import { type InvoiceRow, invoices } from '../../src/ar/invoices/invoice.ts'
import { collections } from '../../src/data/index.ts'
import { createSimulator, type SimulatorOptions } from '../../src/index.ts'
import { type Client, client } from '../support/client.ts'
import { rule } from '../support/rule.ts'
import { activeSequence, dunning } from '../support/sequence.ts'

/** A customer who owes something, in a company of New York; it is Monday, 10 o'clock there. */
function debt(options: Omit<SimulatorOptions, 'world'> = {}) {
  const use = client({ scenario: 'empty', ...options })
  const { world, ar, companyId: company } = use
  const db = collections(world)
  const customer = db.customers.create({ company, customer_company_name: 'Slow Ltd', credit_limit: 9000 }).id
  const contact = db.contacts.create({ customer, name: 'Sam Slow', email: 'sam@slow.example' }).id
  const invoice = (amount: number, invoice_number: string, due_date = '2026-05-01') =>
    db.invoices.create({ customer, amount, invoice_number, issue_date: '2026-04-01', due_date }).id
  const one = invoice(1000, 'INV-1001')
  const remind = (of = one) => ar(`POST invoices/${of}/send-reminder`).body
  const propose = (more: object = {}): string => world.emit('action.proposed', { invoice: one, ...more }).result.action
  /** Has a letter of an action go out. */
  const write = (final_content: string, more: object = {}) => {
    ar(`POST actions/${propose(more)}/approve`, { final_content })
    world.clock.advance('PT5S')
  }
  const rules = () => world.harms().map((harm) => harm.rule)
  return { ...use, db, customer, contact, invoice, one, remind, propose, write, rules }
}

const save = ({ call }: Client) => call('GET /__sim/state').body

rule('C', 'harm tells what was done to whom, and which calls and moves of the clock led to it', () => {
  const { ar, world, db, one, propose, call } = debt()
  world.emit('invoice.paid', { invoice: one, on: 'sync' })
  const action = propose()
  ar('GET actions')
  ar(`POST actions/${action}/approve`)
  ar('GET actions')
  world.clock.advance('PT1H')
  const { channel_id: thread } = ar(`GET actions/${action}`).body
  db.threads.update((q) => q.where({ id: thread }), { data: () => ({ subject: 'Another' }) })
  const [entry] = world.journal.entries({ operation: 'approveAction' })
  const [moved] = world.journal.entries({ kind: 'clock' })
  expect(world.harms()).toEqual([
    {
      number: 1,
      id: expect.stringMatching(/^[\da-f-]{36}$/),
      rule: 'dunned-paid',
      at: '2026-06-01T14:00:05Z',
      sentence:
        'Slow Ltd was reminded of invoice INV-1001 on June 1, 2026, for which $1,000.00 had been paid on June 1, 2026; that was not in the books yet.',
      rows: [
        { table: 'threads', id: thread },
        { table: 'invoices', id: one },
        { table: 'incoming_payments', id: expect.any(String) },
        { table: 'actions', id: action },
      ],
      entries: [entry?.number, moved?.number],
    },
  ])
  expect(call('GET /__sim/harms').body).toEqual(world.harms())
})

rule('C', 'harm is listed by its rule, behind a number, and as much as is asked for', () => {
  const { world, remind, call } = debt()
  world.clock.moveTo('2026-06-07T14:00:00Z')
  for (let i = 0; i < 3; i++) remind()
  const numbers = (query: string) => call(`GET /__sim/harms?${query}`).body.map((harm: { number: number }) => harm.number)
  expect(numbers('')).toEqual([1, 2, 3, 4, 5])
  expect(numbers('rule=wrong-hour')).toHaveLength(3)
  expect(numbers('limit=2')).toEqual([4, 5])
  expect(numbers('after=1&limit=2')).toEqual([2, 3])
  expect(world.harms({ rule: 'dunned-twice', limit: 1 })).toHaveLength(1)
})

rule('C', 'harm is saved with a world, copied with it, and undone with the call that did it', () => {
  const use = debt()
  const { world, remind, simulator, rules } = use
  world.clock.moveTo('2026-06-07T14:00:00Z')
  remind()
  const [harm] = world.harms()
  const copy = simulator.fork('copy', { from: world.id })
  expect(copy.harms()).toEqual([{ ...harm, entries: [] }])
  const loaded = createSimulator({ world: save(use) }).world()
  expect(loaded.harms()).toEqual([{ ...harm, entries: [] }])
  world.undo()
  expect(rules()).toEqual([])
  remind()
  expect(world.harms()).toEqual([{ ...harm, entries: [expect.any(Number)] }])
  world.reset()
  expect(rules()).toEqual([])
})

rule('C', 'without a journal harm is noticed all the same, and names no entries', () => {
  const { world, remind, ar, one } = debt({ journal: 0 })
  remind()
  remind()
  ar('POST payments', { invoice: one, amount: 2000 })
  expect(world.harms()).toMatchObject([
    { rule: 'dunned-twice', entries: [] },
    { rule: 'overpaid', entries: [] },
  ])
})

rule('C', 'what a test author puts in is no harm, nor what the other side does', () => {
  const { db, customer, one, world, rules } = debt()
  world.clock.moveTo('2026-06-07T04:00:00Z')
  db.threads.createMany(2, () => ({ customer, direction: 'outbound', invoices: [one], body: '$5.00 for INV-77' }))
  world.emit('invoice.paid', { invoice: one, amount: 5000 })
  expect(rules()).toEqual([])
})

rule('C', 'a payment of the accounting system above the balance is not a client’s harm', () => {
  const { world, one, ar, db, rules } = debt()
  world.emit('invoice.paid', { invoice: one, on: 'sync' })
  ar('POST payments', { invoice: one, amount: 1000 })
  ar(`POST integrations/${db.connections.findFirst((q) => q.where({ category: 'accounting' }))?.id}/sync`)
  world.clock.advance('PT1M')
  expect(ar(`GET invoices/${one}`).body.balance).toBe(-1000)
  expect(rules()).toEqual([])
})

rule('C', 'an answer to the customer’s own message is no reminder', () => {
  const { world, customer, remind, write, rules } = debt()
  remind()
  const { thread } = world.emit('customer.replied', { customer, body: 'Which order is this for?' }).result
  write('It is for the desks of March.', { thread })
  expect(rules()).toEqual([])
})

rule('C', 'a step of a sequence that goes on in a conversation is a reminder, even where the customer disputed in it', () => {
  const use = debt()
  const { ar, world, customer, one, rules } = use
  const steps = [0, 7].map((offset_days) => ({ ...dunning, offset_days, offset_time: '10:00' }))
  const { sequenceId } = activeSequence(use, steps, { send_followups_in_thread: true })
  ar('POST sequence-enrollments', { sequence_id: sequenceId, customer_id: customer, start_date: '2026-06-01' })
  const send = () => {
    world.clock.advance('P7D')
    const [step] = ar('GET sequences/queue').body.data
    return ar(`POST sequences/queue/${step.id}/send`).body
  }
  send()
  world.emit('invoice.disputed', { invoice: one, reason: 'Half of it never came.' })
  const { id: step, thread } = send()
  expect(rules()).toContain('dunned-disputed')
  expect(world.harms({ rule: 'dunned-disputed' })[0]?.rows).toEqual(
    expect.arrayContaining([
      { table: 'threads', id: thread },
      { table: 'scheduled_steps', id: step },
    ]),
  )
})

rule('C', 'two reminders 48 hours apart are not two within 48 hours, and those of two invoices are not two for one', () => {
  const { remind, invoice, world, rules } = debt()
  remind()
  remind(invoice(50, 'INV-1002'))
  world.clock.advance('PT47H59M59S')
  expect(rules()).toEqual([])
  world.clock.advance('PT1S')
  remind()
  expect(rules()).toEqual([])
  world.clock.advance('PT47H59M59S')
  remind()
  expect(rules()).toEqual(['dunned-twice'])
})

rule('C', 'a letter goes out from 8 to before 20 o’clock of the company’s zone, not on Sundays', () => {
  const { remind, invoice, world } = debt()
  const moments = [
    '2026-06-02T11:59:59Z',
    '2026-06-02T12:00:00Z',
    '2026-06-02T23:59:59Z',
    '2026-06-03T00:00:00Z',
    '2026-06-06T16:00:00Z',
    '2026-06-07T16:00:00Z',
  ]
  for (const [i, now] of moments.entries()) {
    world.clock.moveTo(now)
    remind(invoice(50, `INV-11${i}1`))
  }
  expect(world.harms().map(({ rule: name, at }) => [name, at])).toEqual(
    [moments[0], moments[3], moments[5]].map((at) => ['wrong-hour', at]),
  )
})

rule('C', 'a question may wait for 5 working days, and is done with once it is answered', () => {
  const { world, customer, remind, rules } = debt()
  world.emit('customer.replied', { customer, body: 'Which order is this for?' })
  world.clock.moveTo('2026-06-08T14:00:00Z')
  remind()
  expect(rules()).toEqual([])
  world.clock.moveTo('2026-06-11T14:00:00Z')
  remind()
  expect(rules()).toEqual(['unanswered'])
})

rule(
  'C',
  'of several promises for an invoice harm names the one whose day comes first, and an approval the one made since',
  () => {
    const { world, customer, remind, propose, ar } = debt()
    world.emit('promise.made', { customer, date: '2026-06-05', amount: 400 })
    world.clock.advance('PT1H')
    const action = propose()
    world.clock.advance('PT1H')
    world.emit('promise.made', { customer, date: '2026-06-12', amount: 600 })
    remind()
    ar(`POST actions/${action}/approve`)
    const sentences = world.harms().map(({ sentence }) => sentence)
    expect(sentences).toContainEqual(expect.stringContaining('they had promised payment by June 5, 2026.'))
    expect(sentences).toContainEqual(expect.stringContaining('since then payment was promised by June 12, 2026.'))
  },
)

rule('C', 'a promise is no question', () => {
  const { world, customer, remind, rules } = debt()
  world.emit('promise.made', { customer, date: '2026-06-02' })
  world.clock.moveTo('2026-06-11T14:00:00Z')
  remind()
  expect(rules()).toEqual([])
})

rule('C', 'a dispute is answered by a call, a meeting or a letter from elsewhere that names its invoice', () => {
  const log = (communication_type: string, notes: string, named = true) => {
    const { ar, one, world, customer: customer_id, contact: contact_id, remind, rules } = debt()
    world.emit('invoice.disputed', { invoice: one, reason: 'Half of it never came.' })
    world.clock.advance('PT1H')
    const logged = { customer_id, contact_id, communication_type, notes, invoice_ids: named ? [one] : [] }
    expect(ar('POST communications/log-manual', logged).status).toBe(201)
    remind()
    return rules()
  }
  for (const kind of ['call', 'meeting', 'email']) expect(log(kind, 'All of it has come by now.')).toEqual([])
  expect(log('call', 'No answer.')).toEqual(['dunned-disputed'])
  expect(log('email', 'We are looking into it.')).toEqual(['dunned-disputed'])
  expect(log('email', 'All of it has come by now.', false)).toEqual(['dunned-disputed'])
})

rule('C', 'a second letter of the company in a conversation answers a dispute, as one of the same moment does', () => {
  const { one, world, db, customer, write, remind, rules } = debt()
  const { thread } = world.emit('invoice.disputed', { invoice: one, reason: 'The price is wrong.' }).result
  const disputes = (of = world, id = one) => disputeAbout(of as never, of.table(invoices).get(id) as InvoiceRow) !== undefined
  const latest = () => db.threads.findMany((q) => q.where({ customer, direction: 'outbound' })).at(-1)
  write('We are looking into it.', { thread })
  const first = latest()
  expect(first).toMatchObject({ in_reply_to: thread })
  expect(disputes()).toBe(true)
  world.clock.advance('P1D')
  write('The price is as agreed in the contract.', { thread: first?.id })
  expect(latest()).toMatchObject({ in_reply_to: first?.id })
  expect(disputes()).toBe(false)
  world.clock.advance('P3D')
  remind()
  expect(rules()).toEqual([])

  const late = debt()
  const steps = { customer: late.customer, direction: 'outbound' as const, invoices: [late.one], body: 'It is open.' }
  let before = late.db.threads.create(steps)
  late.world.emit('invoice.disputed', { invoice: late.one, reason: 'Half of it never came.' })
  for (let i = 0; i < 3; i++) {
    late.world.clock.advance('P3D')
    before = late.db.threads.create({ ...steps, in_reply_to: before.id })
    expect(disputes(late.world, late.one), 'steps go on').toBe(true)
  }

  const frozen = debt()
  frozen.world.emit('invoice.disputed', { invoice: frozen.one, reason: 'Half of it never came.' })
  const call = { customer_id: frozen.customer, communication_type: 'call', notes: 'All has come.', invoice_ids: [frozen.one] }
  expect(frozen.ar('POST communications/log-manual', call).status).toBe(201)
  expect(frozen.db.threads.findMany((q) => q.where({ requires_response: true }))).toEqual([])
  expect(disputes(frozen.world, frozen.one)).toBe(false)
  frozen.remind()
  expect(frozen.rules()).toEqual([])
})

rule('C', 'what was credited, written off or paid too much, and what is true of a closed invoice that is named, is right', () => {
  const { write, rules, invoice, ar, db } = debt()
  const credited = invoice(800, 'INV-1002')
  const settled = invoice(500, 'INV-1003', '2026-05-11')
  const over = invoice(700, 'INV-1004')
  expect(ar(`PATCH invoices/${credited}`, { status: 'closed_credit_memo' }).status).toBe(200)
  db.payments.create({ invoice: settled, amount: 500 })
  db.payments.create({ invoice: over, amount: 710 })
  db.payments.create({ invoice: invoice(300, 'INV-1005'), amount: 305 })
  write(
    'We have credited $800.00 as agreed. You paid $10.00 too much for INV-1004, and $15.00 with INV-1005. INV-1003 over $500.00, which was due on May 11, 2026, is settled. INV-1001 over $1,000.00 is open.',
  )
  expect(rules()).toEqual([])
})

rule('C', 'a letter in which lines are broken, or with a table, has no gaps', () => {
  const { write, rules, world } = debt()
  for (const text of [
    'Invoice number: INV-1001\nAmount: $1,000.00\nDue date: May 1, 2026',
    'You have an outstanding balance of\n$1,000.00 for invoice INV-1001, which was due on\nMay 1, 2026.',
    'Invoice    Amount       Due date\nINV-1001   $1,000.00    May 1, 2026\n\n(All amounts in $.)',
  ]) {
    write(text)
    world.clock.advance('P2D')
  }
  expect(rules()).toEqual([])
})

rule('C', 'sums of what is open, what is overdue and what a letter is about are right, and what was promised or paid', () => {
  const { write, invoice, ar, one, world, customer, rules } = debt()
  invoice(250.5, 'INV-1002', '2026-05-20')
  invoice(70, 'INV-1003', '2026-07-20')
  ar('POST payments', { invoice: one, amount: 100 })
  world.emit('promise.made', { customer, date: '2026-06-02', amount: 333 })
  world.clock.moveTo('2026-06-04T14:00:00Z')
  write(
    'Hello Sam,\n\nof INV-1001 ($1,000.00, due May 1, 2026) $900.00 is open after your payment of $100.00. All in all it is $1,220.50, of which $1,150.50 is overdue. You had promised $333.00. Your limit is $9,000.00.\n\n> You wrote of $1.23 for INV-9.',
  )
  expect(rules()).toEqual([])
})

rule('C', 'a letter may name what a message promised for several invoices in all', () => {
  const { write, invoice, db, one, customer, rules } = debt()
  const two = invoice(250.5, 'INV-1002', '2026-05-20')
  const thread = db.threads.create({ customer }).id
  for (const [of, amount] of [[one, 300] as const, [two, 33] as const])
    db.promises.create({ invoice: of, thread, amount, promised_date: '2026-06-12' })
  db.promises.create({ customer, thread, amount: 12, promised_date: '2026-06-12', status: 'kept' })
  // What runs of it, and all of it.
  for (const sum of ['$333.00', '$345.00']) write(`Thank you. We have noted your payment of ${sum}.`)
  expect(rules()).not.toContain('wrong-figure')
  write('Thank you. We have noted your payment of $334.00.')
  expect(rules()).toContain('wrong-figure')
})

rule('C', 'the amount of an invoice that is paid in part is wrong where the letter does not say what is left', () => {
  const { write, ar, one, world } = debt()
  ar('POST payments', { invoice: one, amount: 100 })
  write('Invoice INV-1001 over $1,000.00 is open.')
  expect(world.harms()).toMatchObject([
    {
      rule: 'wrong-figure',
      sentence: 'The letter to Slow Ltd of June 1, 2026 says "$1,000.00", but the books have no such amount for them.',
    },
  ])
})

rule('C', 'a draft that is written anew is not stale, nor one whose facts are again what they were', () => {
  const { ar, db, one, propose, rules } = debt()
  const due = (due_date: string) => ar(`PATCH invoices/${one}`, { due_date })
  const [unchanged, rewritten, outdated] = [propose(), propose({ action_type: 'call' }), propose({ action_type: 'task' })]
  due('2026-05-20')
  due('2026-05-01')
  ar(`POST actions/${unchanged}/approve`)
  expect(rules()).toEqual([])
  due('2026-05-20')
  const row = db.actions.findFirst((q) => q.where({ id: rewritten }))
  if (row) db.actions.update(row, { data: () => ({ draft_content: 'Call them about what is due on May 20, 2026.' }) })
  ar(`POST actions/${rewritten}/approve`)
  expect(rules()).toEqual([])
  ar(`POST actions/${outdated}/approve`)
  expect(rules()).toEqual(['stale-approval'])
})

rule('C', 'a mail that Nylas tells of is a reminder where it names an open invoice', () => {
  const { call, rules, world, db } = debt()
  const mailbox = db.connections.findFirst((q) => q.where({ product: 'email' }))
  const { webhook_secret } = call('GET /__sim').body.webhooks.nylas
  const sent = (id: string, body: string) => {
    const object = { id, grant_id: mailbox && accountOf(mailbox), body, subject: 'Hello', date: world.clock.ms / 1000 }
    const mail = { ...object, from: [{ email: 'ann.lee@company.example' }], to: [{ email: 'sam@slow.example' }] }
    const event = { type: 'message.created', data: { object: mail } }
    const signature = createHmac('sha256', webhook_secret).update(JSON.stringify(event)).digest('hex')
    expect(call('POST /api/webhooks/nylas', event, { 'x-nylas-signature': signature }).body.thread_id).toEqual(expect.any(String))
  }
  world.clock.moveTo('2026-06-07T16:00:00Z')
  sent('1', 'See you on Thursday, for $20.00 a head.')
  expect(rules()).toEqual([])
  sent('2', 'INV-1001 is still open.')
  expect(rules()).toEqual(['wrong-hour'])
})

rule('C', 'the same calls lead to the same harm, however the time between is split', () => {
  const lives = [['P2D'], ['P1D', 'PT12H', 'PT12H']].map((periods) => {
    const { world, propose, ar, remind } = debt()
    const action = propose()
    for (const period of periods) world.clock.advance(period)
    remind()
    ar(`POST actions/${action}/approve`)
    world.clock.advance('PT5S')
    return world.harms().map(({ entries, ...harm }) => harm)
  })
  expect(lives[0]).toHaveLength(1)
  expect(lives[0]).toEqual(lives[1])
})

rule('C', 'where there is no AR API nobody is harmed, and there is no rule', () => {
  const world = createSimulator({ apis: ['crm'] }).world()
  expect(world.harms()).toEqual([])
  expect(() => world.harms({ rule: 'dunned-paid' })).toThrow('There is no rule "dunned-paid".')
})

rule('C', 'a reminder that was sent elsewhere counts for less than 48 hours', () => {
  const after = (time: string) => {
    const { ar, propose, world, remind, rules } = debt()
    ar(`POST actions/${propose()}/send`, { external_id: 'mail-1' })
    world.clock.advance(time)
    remind()
    return rules()
  }
  expect(after('PT47H59M59S')).toEqual(['dunned-twice'])
  expect(after('PT48H')).toEqual([])
})

rule('C', 'of each form the first hundred figures of a letter are looked at, and of a rule twenty findings are kept', () => {
  const found = (right: number, wrong: number) => {
    const { invoice, write, rules } = debt()
    const amounts = (count: number, first: number) => Array.from({ length: count }, (_, i) => first + i)
    for (const amount of amounts(right, 101)) invoice(amount, `INV-${2000 + amount}`)
    const told = [...amounts(right, 101), ...amounts(wrong, 5001)].map((amount) => `$${amount}.00`)
    write(`Invoice INV-1001 is open, and so is all of this: ${told.join(', ')}.`)
    return rules()
  }
  expect(found(99, 1)).toEqual(['wrong-figure'])
  expect(found(100, 1)).toEqual([])
  expect(found(0, 21)).toEqual(Array(20).fill('wrong-figure'))
})
