import { expect, vi } from 'vitest'
import { addDays } from '../../src/core/time/day.ts'
import { createSimulator } from '../../src/index.ts'
import { callerIn } from '../support/caller.ts'
import { client } from '../support/client.ts'
import { emptyBooks } from '../support/empty-books.ts'
import { rule } from '../support/rule.ts'

interface Insight {
  readonly id: string
  readonly insight_type: string
  readonly target_id: string
  readonly valid_to: string | null
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
  readonly payload_json: any
}

function start() {
  const use = emptyBooks()
  const { world, simulator, companyId, db, one, call } = use
  const { headers } = callerIn(simulator, world)
  const get = (path: string) => call(`GET /api/intelligence/${path}`, undefined, headers).body
  const list = (query = '') => get(`insights?company_id=${companyId}&${query}`)
  const results = (query: string): Insight[] => list(query).results
  const signal = (customer = one) => results(`customer_id=${customer}&insight_type=customer_signal`)[0]?.payload_json
  const summary = () => results(`customer_id=${one}&insight_type=summary`)[0]?.payload_json
  const prediction = (invoice: string) => results(`invoice_id=${invoice}&insight_type=prediction`)[0]?.payload_json
  const today = world.clock.today()
  const bill = (days: number, amount = 100, customer = one) =>
    db.invoices.create({ customer, amount, due_date: addDays(today, -days) }).id
  /** An invoice that was paid so many days late. */
  const paidLate = (days: number, due = '2026-03-02') => {
    const { id, amount } = db.invoices.create({ customer: one, amount: 10, due_date: due })
    db.payments.create({ invoice: id, amount, payment_date: addDays(due, days) })
  }
  return { ...use, get, list, results, signal, summary, prediction, bill, paidLate }
}

type Message = Parameters<ReturnType<typeof start>['db']['threads']['create']>[0]

const written = ({ db, one }: ReturnType<typeof start>, daysAgo: number, columns: Partial<Message> = {}) =>
  db.threads.create({
    customer: one,
    direction: 'outbound',
    timestamp: `${addDays('2026-06-01', -daysAgo)}T12:00:00Z`,
    ...columns,
  })

rule('D insights-19', 'the severity of a customer follows from what is overdue', () => {
  const { signal, bill, db, one } = start()
  expect(signal()).toMatchObject({ severity: 'none', tags: ['nothing_owed'], action_required: false })
  const severityAt = (days: number) => {
    db.invoices.deleteMany((q) => q.where({ customer: one }))
    bill(days)
    return signal().severity
  }
  // What one customer owes is all that is open, so that it matters as soon as it is overdue.
  expect([0, 1, 30, 31, 90, 91].map(severityAt)).toEqual(['healthy', 'medium', 'medium', 'medium', 'medium', 'high'])
})

rule('D insights-20', 'a signal has at most three tags, the gravest first', () => {
  const it = start()
  it.bill(100, 900)
  it.db.customers.update((q) => q.where({ id: it.one }), { data: () => ({ credit_limit: 500 }) })
  written(it, 40)
  written(it, 20)
  expect(it.signal()).toMatchObject({
    severity: 'high',
    tags: ['ghosting', 'long_overdue', 'over_credit_limit'],
    action_required: true,
  })
})

rule(
  'C',
  'a customer who has left two messages without an answer for two weeks is ghosting',
  { when: 'a person writes, calls or notes', on: ['insights'] },
  () => {
    const it = start()
    it.bill(40)
    written(it, 13)
    written(it, 10)
    expect(it.signal().tags).not.toContain('ghosting')
    it.world.clock.advance('P1D')
    expect(it.signal().tags).toContain('ghosting')
    written(it, 0, { direction: 'inbound' })
    expect(it.signal().tags).not.toContain('ghosting')
    expect(it.signal().tags).toContain('reply_needed')
  },
)

rule(
  'C',
  'an automatic reply is no answer, nor is the report of an e-mail that came back',
  { when: 'a message cannot be delivered', on: ['insights'] },
  () => {
    const it = start()
    it.bill(40)
    written(it, 20)
    written(it, 18)
    const isSilent = () => [it.signal().tags.includes('ghosting'), it.summary().tone]
    const silence = 'The customer has not answered our 2 messages since 2026-05-12.'
    expect(it.summary().summary).toBe(silence)
    written(it, 17, { direction: 'inbound', subject: 'Automatic reply: Invoice', sender: 'pat@gadget.example' })
    written(it, 16, { direction: 'inbound', subject: 'Not delivered', sender: 'MAILER-DAEMON@acme.example' })
    expect([...isSilent(), it.summary().summary]).toEqual([true, 'avoidant', silence])
    written(it, 15, { direction: 'inbound', subject: 'Re: Invoice', sender: 'pat@gadget.example' })
    expect(isSilent()).toEqual([false, 'neutral'])
  },
)

/** One of the customer’s that nobody waits to have answered. */
const heard = (it: ReturnType<typeof start>, daysAgo: number, columns: Partial<Message> = {}) =>
  written(it, daysAgo, { direction: 'inbound', requires_response: false, ...columns })

rule('C', 'all messages count that the customer has not answered, however many there are', () => {
  const it = start()
  it.bill(40)
  for (let days = 25; days > 0; days--) written(it, days)
  expect(it.summary().summary).toBe('The customer has not answered our 25 messages since 2026-05-07.')
  heard(it, 30)
  expect(it.summary().summary).toBe('The customer wrote last on 2026-05-02; has not answered our 25 messages since.')
  heard(it, 31, { strategy_tags: ['dispute'] })
  expect(it.summary().tone).toBe('frustrated')
})

rule(
  'C',
  'the first answer to a message of the customer asks for nothing, nor does what came back or is about nothing open',
  () => {
    const it = start()
    it.bill(40)
    const { id } = heard(it, 30)
    const answer = (daysAgo: number) => written(it, daysAgo, { in_reply_to: id })
    const said = 'The customer wrote last on 2026-05-02; '
    answer(29)
    expect(it.summary().summary).toBe(`${said}nothing waits for an answer.`)
    answer(20)
    written(it, 19, { invoices: [it.db.invoices.create({ customer: it.one, amount: 5, closed_as: 'written_off' }).id] })
    const lost = written(it, 18)
    expect(it.summary().summary).toBe(`${said}has not answered our 2 messages since.`)
    it.db.bounces.create({ company: it.companyId, thread: lost.id })
    expect(it.summary().summary).toBe(`${said}has not answered our message since.`)
  },
)

rule(
  'C',
  'who was spoken to is not silent; calls count in which nobody was reached',
  { when: 'a person writes, calls or notes', on: ['insights'] },
  () => {
    const it = start()
    it.bill(40)
    const noted = (daysAgo: number, body: string, communication_type: 'call' | 'meeting' = 'call') =>
      written(it, daysAgo, { communication_type, body })
    noted(20, 'No answer, left a voicemail.')
    expect(it.summary().summary).toBe('The customer has not answered our call since 2026-05-12.')
    noted(18, 'Nobody there.')
    expect(it.signal().tags).toContain('ghosting')
    expect(it.summary().summary).toBe('The customer has not answered our 2 calls since 2026-05-12.')
    written(it, 17)
    expect(it.summary().summary).toBe('The customer has not answered our 3 messages and calls since 2026-05-12.')
    noted(16, 'Spoke to Ana Bell. Payment is approved.')
    expect(it.signal().tags).not.toContain('ghosting')
    expect(it.summary()).toMatchObject({
      summary: 'We called last on 2026-05-16; nothing waits for an answer.',
      tone: 'unknown',
    })
    written(it, 15)
    expect(it.summary().summary).toBe('The customer has not answered our message since 2026-05-17.')
    noted(14, 'Met them at the fair.', 'meeting')
    expect(it.summary().summary).toBe('We met them last on 2026-05-18; nothing waits for an answer.')
    heard(it, 13, { communication_type: 'meeting' })
    expect(it.summary().summary).toBe('The customer met us last on 2026-05-19; nothing waits for an answer.')
  },
)

rule('C', 'each invoice that is disputed shows it, until that is answered', () => {
  const it = start()
  const [one, two, three] = [it.bill(12), it.bill(11), it.bill(10)]
  const isDisputed = () =>
    [one, two, three].map((invoice) =>
      it.results(`invoice_id=${invoice}&insight_type=signal`)[0]?.payload_json.tags.includes('dispute_open'),
    )
  const dispute = (daysAgo: number, ...invoices: string[]) => heard(it, daysAgo, { strategy_tags: ['dispute'], invoices })
  const first = dispute(6, one)
  const second = dispute(5, two)
  expect([...isDisputed(), it.signal().tags[0]]).toEqual([true, true, false, 'dispute_open'])
  written(it, 4, { thread_group: second.thread_group, body: 'The price is correct.', invoices: [two] })
  expect(isDisputed()).toEqual([true, false, false])
  written(it, 3, { thread_group: first.thread_group, body: 'The price is correct.', invoices: [one] })
  expect([...isDisputed(), it.signal().tags.includes('dispute_open')]).toEqual([false, false, false, false])
  dispute(2)
  expect(isDisputed()).toEqual([true, true, true])
})

rule('C', 'a dispute that is open is told, and asks for action whatever else was promised', () => {
  const it = start()
  const [one, two] = [it.bill(12), it.bill(11)]
  const { invoice_number } = it.db.invoices.findFirst((q) => q.where({ id: one })) ?? {}
  const dispute = heard(it, 6, { strategy_tags: ['dispute'], invoices: [one] })
  written(it, 5, { thread_group: dispute.thread_group, body: 'We look into it.', invoices: [one] })
  expect(it.summary().summary).toBe(`The customer disputed an invoice on 2026-05-26; ${invoice_number} is disputed.`)
  it.db.promises.create({ invoice: one, promised_date: '2026-06-26' })
  expect(it.summary()).toMatchObject({
    summary: `Promised to pay by 2026-06-26; ${invoice_number} is disputed.`,
    next_step: 'Check what is disputed, and answer.',
  })
  expect(it.results(`invoice_id=${one}&insight_type=signal`)[0]?.payload_json.action_required).toBe(true)
  heard(it, 4, { strategy_tags: ['dispute'], invoices: [two] })
  it.db.threads.updateMany((q) => q.where({ requires_response: true }), { data: () => ({ requires_response: false }) })
  expect(it.summary().summary).toContain('; 2 invoices are disputed.')
})

rule('C', 'a promise takes care of no other invoices than those that it covers: what was broken beside it comes first', () => {
  const it = start()
  const [one, two] = [it.bill(20), it.bill(10)]
  heard(it, 5)
  it.db.promises.create({ invoice: one, promised_date: '2026-06-03' })
  it.world.clock.moveTo('2026-06-05T12:00:00Z')
  const { id } = it.db.promises.create({ invoice: two, promised_date: '2026-06-20' })
  expect(it.signal()).toMatchObject({ tags: ['promise_broken', 'promise_to_pay_active', 'high_portfolio_impact'] })
  expect(it.signal().action_required).toBe(true)
  expect(it.summary()).toMatchObject({
    summary: 'Promised to pay by 2026-06-03 and did not; nothing waits for an answer.',
    next_action_owner: 'AR',
    next_step: 'Call about the promise of 2026-06-03.',
    promise_to_pay_date: '2026-06-20',
  })
  it.db.promises.create({ invoice: one, promised_date: '2026-06-15' })
  expect(it.signal().action_required).toBe(false)
  expect(it.summary()).toMatchObject({ summary: 'Promised to pay by 2026-06-15.', next_action_owner: 'Customer' })
  it.db.promises.delete((q) => q.where({ id }))
  heard(it, 0, { strategy_tags: ['dispute'], invoices: [two] })
  expect(it.signal().action_required).toBe(true)
})

rule(
  'C',
  'a sequence reminds while something of it is to come; a step that is ready is for a person',
  { when: 'a customer is enrolled', on: ['insights'] },
  () => {
    const it = start()
    it.bill(40)
    written(it, 1)
    const { id } = it.ar('POST sequences', { name: 'By phone', timezone: 'UTC' }).body
    const step = (label: string, offset_days: number) =>
      it.ar(`POST sequences/${id}/steps`, { step_type: 'call', label, offset_days, offset_time: '09:00' })
    step('Call the controller', 1)
    step('Call the owner!', 8)
    it.ar(`POST sequences/${id}`, { action: 'activate' })
    it.ar('POST sequence-enrollments', { sequence_id: id, customer_id: it.one })
    const isReminding = () => it.signal().tags.includes('auto_reminding')
    const next = () => [isReminding(), it.signal().action_required, it.summary().next_action_owner, it.summary().next_step]
    expect(next()).toEqual([true, false, 'Customer', null])
    it.world.clock.advance('P1D')
    expect(next()).toEqual([true, true, 'AR', 'Call the controller.'])
    it.world.clock.advance('P7D')
    expect(next()).toEqual([false, true, 'AR', 'Call the controller.'])
    const [first] = it.ar('GET sequences/queue?step_type=call').body.data
    it.ar(`POST sequences/queue/${first.id}/complete`)
    expect(next()).toEqual([false, true, 'AR', 'Call the owner!'])
    it.ar(`POST sequence-enrollments/${first.enrollment}/stop`, { stop_reason: 'The account manager takes over.' })
    expect(it.ar('GET sequences/queue?step_type=call').body.count).toBe(1)
    expect(next()).toEqual([false, false, 'Customer', null])
  },
)

rule('C', 'a question that is only looked into still waits for our answer', () => {
  const it = start()
  const invoices = [it.bill(12)]
  const question = heard(it, 6, { body: 'Which order is it for?', invoices })
  written(it, 5, { thread_group: question.thread_group, body: 'You will hear from us.', invoices })
  expect(it.summary()).toMatchObject({
    summary: 'The customer wrote last on 2026-05-26; a message waits for our answer.',
    next_step: 'Answer the customer.',
  })
  written(it, 4, { thread_group: question.thread_group, body: 'It is for your order of May 2.', invoices })
  expect(it.summary().next_step).not.toBe('Answer the customer.')
})

rule('C', 'who has paid is not silent', { when: 'a payment arrives', on: ['insights'] }, () => {
  const it = start()
  const invoice = it.bill(40)
  written(it, 20)
  written(it, 18)
  expect(it.signal().tags).toContain('ghosting')
  it.ar('POST payments', { invoice, amount: 10 })
  expect(it.signal().tags).not.toContain('ghosting')
  expect(it.summary().summary).toBe('We wrote last on 2026-05-14; nothing waits for an answer.')
  written(it, 17, { communication_type: 'call' })
  expect(it.summary().summary).toBe('We called last on 2026-05-15; nothing waits for an answer.')
})

rule('C', 'who waits for our answer is not silent, whatever else was promised and not kept', () => {
  const it = start()
  const invoice = it.bill(40)
  written(it, 30, { direction: 'inbound' })
  written(it, 20)
  written(it, 18)
  expect(it.signal().tags).not.toContain('ghosting')
  expect(it.summary().summary).toBe('The customer wrote last on 2026-05-02; a message waits for our answer.')
  it.db.promises.create({ invoice, promised_date: '2026-06-05' })
  it.world.clock.moveTo('2026-06-06T12:00:00Z')
  expect(it.summary()).toMatchObject({
    summary: 'Promised to pay by 2026-06-05 and did not; a message waits for our answer.',
    next_step: 'Answer the customer.',
  })
})

rule(
  'C',
  'a summary tells the promised day and what came of it, and how and when the customer was in touch, by the company’s day',
  () => {
    const it = start()
    const summary = () => it.summary().summary
    it.bill(-30)
    heard(it, 9, { timestamp: '2026-05-23T02:00:00Z' })
    expect(summary()).toBe('The customer wrote last on 2026-05-22; nothing waits for an answer.')
    heard(it, 8, { communication_type: 'call' })
    expect(summary()).toBe('The customer called last on 2026-05-24; nothing waits for an answer.')
    const invoice = it.bill(5)
    const { id } = heard(it, 7, { strategy_tags: ['promise_to_pay'] })
    expect(summary()).toBe('The customer promised on 2026-05-25 to pay; nothing waits for an answer.')
    it.db.promises.create({ invoice, thread: id, promised_date: '2026-06-05', amount: 60 })
    expect(summary()).toBe('Promised to pay $60.00 by 2026-06-05.')
    it.ar('POST payments', { invoice, amount: 60 })
    expect(summary()).toBe('The customer promised to pay by 2026-06-05 and did; nothing waits for an answer.')
  },
)

rule('C', 'of promises that run the summary names the one due first; who has broken more than one is not cooperative', () => {
  const it = start()
  const [one, two] = [it.bill(40), it.bill(30)]
  const { id: thread } = heard(it, 5)
  const promise = (invoice: string, promised_date: string, columns = {}) =>
    it.db.promises.create({ invoice, promised_date, ...columns })
  promise(one, '2026-06-03')
  it.world.clock.advance('PT1H')
  promise(two, '2026-06-10')
  expect(it.summary()).toMatchObject({ promise_to_pay_date: '2026-06-03', tone: 'cooperative' })
  it.world.clock.moveTo('2026-06-11T12:00:00Z')
  promise(one, '2026-06-20')
  expect(it.summary().tone).toBe('avoidant')
  // What was promised in one message is one promise.
  it.db.promises.deleteMany((q) => q.where({ customer: it.one }))
  for (const invoice of [one, two]) promise(invoice, '2026-06-15', { thread, amount: 40 })
  expect(it.summary().summary).toBe('Promised to pay $80.00 by 2026-06-15.')
  // For each day by itself.
  const { id } = promise(two, '2026-06-18', { thread, amount: 20 })
  expect(it.summary().summary).toBe('Promised to pay $80.00 by 2026-06-15.')
  it.db.promises.delete((q) => q.where({ id }))
  it.world.clock.moveTo('2026-06-17T12:00:00Z')
  expect(it.summary().tone).toBe('avoidant')
  promise(two, '2026-06-25')
  expect(it.summary().tone).toBe('cooperative')
})

rule('C', 'of several promises for an invoice the signal names the one due first, and a payment that keeps it the next', () => {
  const it = start()
  const invoice = it.bill(20)
  for (const promised_date of ['2026-06-10', '2026-06-24']) it.db.promises.create({ invoice, promised_date, amount: 50 })
  const date = () => it.results(`invoice_id=${invoice}&insight_type=signal`)[0]?.payload_json.promise_to_pay_date
  expect(date()).toBe('2026-06-10')
  it.ar('POST payments', { invoice, amount: 50 })
  expect(date()).toBe('2026-06-24')
})

rule('C', 'no customer is healthy while one of the invoices is not, even where nothing is overdue', () => {
  const it = start()
  const severities = (invoice: string) => [
    it.signal().severity,
    it.results(`invoice_id=${invoice}&insight_type=signal`)[0]?.payload_json.severity,
  ]
  const invoice = it.bill(-30)
  expect(severities(invoice)).toEqual(['healthy', 'healthy'])
  const { id } = heard(it, 1, { strategy_tags: ['dispute'], invoices: [invoice] })
  expect(severities(invoice)).toEqual(['medium', 'medium'])
  it.db.threads.delete((q) => q.where({ id }))
  it.db.customers.update((q) => q.where({ id: it.one }), { data: () => ({ credit_limit: 50 }) })
  expect(severities(invoice)).toEqual(['medium', 'healthy'])
  it.db.promises.create({ invoice, promised_date: '2026-06-03' })
  it.world.clock.moveTo('2026-06-05T12:00:00Z')
  expect(severities(invoice)).toEqual(['high', 'high'])
})

rule('C', 'what was written about invoices that are all closed waits for no answer', () => {
  const it = start()
  const [one] = [it.bill(20), it.bill(10)]
  heard(it, 1, { invoices: [one], requires_response: true })
  const isWaiting = () => [it.signal().tags.includes('reply_needed'), it.summary().next_step === 'Answer the customer.']
  expect(isWaiting()).toEqual([true, true])
  it.ar('POST payments', { invoice: one, amount: 100 })
  expect(isWaiting()).toEqual([false, false])
})

rule('C', 'who was called about a broken promise is to be called again only once an answer has been waited for', () => {
  const it = start()
  const invoice = it.bill(20)
  it.db.promises.create({ invoice, promised_date: '2026-06-03' })
  it.world.clock.moveTo('2026-06-05T12:00:00Z')
  const next = () => [it.summary().next_action_owner, it.summary().next_step]
  const call = ['AR', 'Call about the promise of 2026-06-03.']
  written(it, 3, { communication_type: 'call', invoices: [invoice] })
  expect(next()).toEqual(call)
  written(it, -4, { communication_type: 'call', invoices: [invoice] })
  expect(next()).toEqual(['Customer', null])
  it.world.clock.moveTo('2026-06-13T12:00:00Z')
  expect(next()).toEqual(call)
})

rule('C', 'of each invoice that is open the last promise counts, and the signals say where that was broken', () => {
  const it = start()
  const [one, two] = [it.bill(20), it.bill(10)]
  it.db.promises.create({ invoice: one, promised_date: '2026-06-03' })
  it.db.promises.create({ invoice: two, promised_date: '2026-06-03' })
  it.world.clock.moveTo('2026-06-05T12:00:00Z')
  it.db.promises.create({ invoice: two, promised_date: '2026-06-10', amount: 60 })
  it.ar('POST payments', { invoice: two, amount: 60 })
  const tags = (invoice: string) => it.results(`invoice_id=${invoice}&insight_type=signal`)[0]?.payload_json.tags
  expect([tags(one)[0], tags(two)[0], it.signal().tags[0]]).toEqual(['promise_broken', 'high_portfolio_impact', 'promise_broken'])
  expect(it.summary().next_step).toBe('Call about the promise of 2026-06-03.')
})

rule('C', 'a sequence takes care of no invoices that were billed later: they show no reminders, and ask for action', () => {
  const it = start()
  const one = it.bill(40)
  const { id } = it.ar('POST sequences', { name: 'By phone', timezone: 'UTC' }).body
  it.ar(`POST sequences/${id}/steps`, { step_type: 'call', label: 'Call', offset_days: 30, offset_time: '09:00' })
  it.ar(`POST sequences/${id}`, { action: 'activate' })
  it.ar('POST sequence-enrollments', { sequence_id: id, customer_id: it.one })
  const signalOf = (invoice: string) => {
    const [signal] = it.results(`invoice_id=${invoice}&insight_type=signal`)
    return [signal?.payload_json.tags.includes('auto_reminding'), signal?.payload_json.action_required]
  }
  const ofCustomer = () => [it.signal().tags.includes('auto_reminding'), it.signal().action_required]
  expect([signalOf(one), ofCustomer()]).toEqual([
    [true, false],
    [true, false],
  ])
  it.world.clock.advance('P1D')
  const billed = { customer: it.one, amount: 200, issue_date: '2026-04-01', due_date: '2026-04-25' }
  const { id: two } = it.ar('POST invoices', billed).body
  expect([signalOf(one), signalOf(two), ofCustomer()]).toEqual([
    [true, false],
    [false, true],
    [true, true],
  ])
})

rule('C', 'a signal asks for action where a customer is to be reminded or answered, however grave it is', () => {
  const it = start()
  const invoice = it.bill(5)
  it.bill(-30, 5_000, it.other)
  const isPressing = () => {
    const ofInvoice = it.results(`invoice_id=${invoice}&insight_type=signal`)[0]?.payload_json
    expect(ofInvoice.severity).toBe('healthy')
    expect(it.signal().action_required).toBe(ofInvoice.action_required)
    return ofInvoice.action_required
  }
  expect(isPressing()).toBe(true)
  const waits = it.db.actions.create({ invoice, action_type: 'task', status: 'proposed', action_required: false })
  expect(isPressing()).toBe(false)
  it.db.actions.delete((q) => q.where({ id: waits.id }))
  written(it, 0, { invoices: [invoice] })
  expect(isPressing()).toBe(false)
  it.world.clock.advance('P8D')
  expect(isPressing()).toBe(true)
  it.db.promises.create({ invoice, promised_date: '2026-06-20' })
  expect(isPressing()).toBe(false)
  written(it, -8, { direction: 'inbound', requires_response: true, body: 'Which order is this for?', invoices: [invoice] })
  expect(isPressing()).toBe(true)
})

/** Of the signals of an invoice and of its customer. */
const actionRequired = (it: ReturnType<typeof start>, invoice: string): unknown[] => [
  it.results(`invoice_id=${invoice}&insight_type=signal`)[0]?.payload_json.action_required,
  it.signal().action_required,
]

rule('C', 'who is waited for asks for no action, however grave it is; an old debt and the credit limit do not wait', () => {
  const it = start()
  const invoice = it.bill(40)
  const isPressing = () => actionRequired(it, invoice)
  expect(isPressing()).toEqual([true, true])
  const waits = it.db.actions.create({ invoice, action_type: 'task', status: 'proposed', action_required: false })
  expect([...isPressing(), it.signal().severity]).toEqual([false, false, 'medium'])
  it.db.customers.update((q) => q.where({ id: it.one }), { data: () => ({ credit_limit: 50 }) })
  expect([...isPressing(), it.summary().next_action_owner]).toEqual([false, true, 'Sales'])
  it.db.customers.update((q) => q.where({ id: it.one }), { data: () => ({ credit_limit: null }) })
  it.db.invoices.update((q) => q.where({ id: invoice }), { data: () => ({ issue_date: '2026-01-01', due_date: '2026-02-01' }) })
  expect([...isPressing(), it.summary().next_action_owner]).toEqual([false, true, 'Executive'])
  it.db.actions.delete((q) => q.where({ id: waits.id }))
  expect(isPressing()).toEqual([true, true])
})

rule('C', 'what was just written about, is announced or has time asks for no action, however grave it is', () => {
  const begin = () => {
    const it = start()
    const invoice = it.bill(40)
    const isPressing = () => actionRequired(it, invoice)
    expect(isPressing()).toEqual([true, true])
    return { ...it, invoice, isPressing }
  }
  const { ar, world, db, one, ...reminded } = begin()
  db.contacts.create({ customer: one, email: 'pat@acme.example' })
  expect(ar(`POST invoices/${reminded.invoice}/send-reminder`).status).toBe(200)
  expect(reminded.isPressing()).toEqual([false, false])
  world.clock.advance('P1D')
  // It breaks on a day on which an answer is waited for.
  db.promises.create({ customer: one, invoice: reminded.invoice, promised_date: '2026-06-02' })
  world.clock.advance('P1D')
  expect(reminded.isPressing()).toEqual([true, true])
  const announced = begin()
  announced.ar('POST payments', { invoice: announced.invoice, amount: 40, payment_date: '2026-06-20' })
  expect(announced.isPressing()).toEqual([true, true])
  announced.ar('POST payments', { invoice: announced.invoice, amount: 60, payment_date: '2026-06-20' })
  expect(announced.isPressing()).toEqual([false, false])
  announced.bill(50)
  expect(announced.isPressing()).toEqual([false, true])
  const granted = begin()
  const asked: Partial<Message> = { direction: 'inbound', strategy_tags: ['payment_plan'], invoices: [granted.invoice] }
  const { thread_group } = written(granted, 20, asked)
  written(granted, 19, { thread_group, invoices: [granted.invoice], body: 'The rest may wait until July.' })
  expect(granted.isPressing()).toEqual([false, false])
  granted.world.clock.moveTo('2026-06-27T12:00:00Z')
  expect(granted.isPressing()).toEqual([true, true])
})

rule('C', 'what is announced of one debt takes care of no other, nor of an old debt or the credit limit', () => {
  const it = start()
  const isPressing = () => it.signal().action_required
  const announce = (amount: number) => {
    const invoice = it.bill(5, amount)
    it.ar('POST payments', { invoice, amount, payment_date: '2026-06-20' })
    return invoice
  }
  const limit = (credit_limit: number | null) =>
    it.db.customers.update((q) => q.where({ id: it.one }), { data: () => ({ credit_limit }) })
  it.bill(-30, 5_000)
  const small = announce(10)
  expect([it.signal().severity, isPressing()]).toEqual(['medium', false])
  limit(1_000)
  expect([it.signal().severity, isPressing(), it.summary().next_action_owner]).toEqual(['high', true, 'Sales'])
  limit(null)
  it.db.invoices.update((q) => q.where({ id: small }), { data: () => ({ issue_date: '2026-01-01', due_date: '2026-02-01' }) })
  expect([isPressing(), it.summary().next_action_owner]).toEqual([true, 'Executive'])
})

rule('C', 'who is not reminded and pays later than before asks for action until each overdue invoice is waited for', () => {
  const it = start()
  it.bill(-30, 50_000, it.other)
  const [one, two] = [it.bill(20), it.bill(20)]
  for (const days of [1, 2, 3]) it.paidLate(days)
  it.db.customers.update((q) => q.where({ id: it.one }), { data: () => ({ status: 'inactive' }) })
  const isPressing = () => it.signal().action_required
  expect([it.signal().tags[0], isPressing()]).toEqual(['payment_behavior_worsening', true])
  it.ar('POST payments', { invoice: one, amount: 100, payment_date: '2026-06-20' })
  expect(isPressing()).toBe(true)
  it.db.actions.create({ invoice: two, action_type: 'task', status: 'proposed', action_required: false })
  expect(isPressing()).toBe(false)
})

rule('C', 'a step that is ready asks for action before anything is overdue', () => {
  const it = start()
  const invoice = it.bill(-10)
  const { id } = it.ar('POST sequences', { name: 'By phone', timezone: 'UTC' }).body
  it.ar(`POST sequences/${id}/steps`, { step_type: 'call', label: 'Call', offset_days: 1, offset_time: '09:00' })
  it.ar(`POST sequences/${id}`, { action: 'activate' })
  it.ar('POST sequence-enrollments', { sequence_id: id, customer_id: it.one })
  const isPressing = () => [...actionRequired(it, invoice), it.summary().next_step]
  expect(isPressing()).toEqual([false, false, null])
  it.world.clock.advance('P1D')
  expect(isPressing()).toEqual([true, true, 'Call.'])
  it.db.promises.create({ invoice, promised_date: '2026-06-20' })
  expect(isPressing().slice(0, 2)).toEqual([false, false])
})

rule('C', 'a customer is to be reminded only where nothing is in the way and somebody reads it', () => {
  const it = start()
  const { db, one, world } = it
  const next = () => {
    const { next_action_owner, next_step } = it.summary()
    return [next_action_owner, next_step]
  }
  const [theirs, ours] = [
    ['Customer', null],
    ['AR', 'Remind the customer.'],
  ]
  const invoice = it.bill(20)
  expect(next()).toEqual(['AR', 'Find an address that works.'])
  const { id: contact } = db.contacts.create({ customer: one, email: 'pat@one.example' })
  expect(next()).toEqual(ours)
  const { id: enrollment } = db.enrollments.create({
    customer: one,
    sequence: db.sequences.findFirst((q) => q.where({ company: it.companyId }))?.id,
  })
  expect(next()).toEqual(theirs)
  db.enrollments.update((q) => q.where({ id: enrollment }), { data: () => ({ status: 'completed' }) })
  expect(next()).toEqual(ours)
  const { thread_group } = heard(it, 12, { strategy_tags: ['payment_plan'], invoices: [invoice] })
  written(it, 11, { thread_group, body: 'The rest may wait.', invoices: [invoice] })
  expect(next()).toEqual(theirs)
  world.clock.advance('P45D')
  expect(next()).toEqual(ours)
  const letter = written(it, 0, { timestamp: world.clock.now(), invoices: [invoice] })
  expect(next()).toEqual(theirs)
  world.clock.advance('P8D')
  expect(next()).toEqual(ours)
  db.bounces.create({ contact, thread: letter.id, address: 'pat@one.example' })
  expect(next()).toEqual(['AR', 'Find an address that works.'])
})

rule('C', 'a world that goes back knows what was written before it went on', () => {
  const it = start()
  const invoice = it.bill(20)
  it.db.contacts.create({ customer: it.one, email: 'ann@acme.example' })
  written(it, 1, { invoices: [invoice] })
  it.world.snapshots.take('before')
  it.world.clock.advance('P12D')
  expect(it.summary().next_step).toBe('Remind the customer.')
  it.world.snapshots.restore('before')
  expect(it.summary().next_step).toBeNull()
})

rule('C', 'a signal costs as much as a customer owes and was told, and not the one times the other', () => {
  const costOf = (size: number) => {
    const it = start()
    const paid = it.bill(40)
    it.ar('POST payments', { invoice: paid, amount: 100 })
    const owed = Array.from({ length: size }, () => it.bill(7))
    it.bill(-30, 5_000 * size, it.other)
    written(it, 2, { invoices: owed })
    for (let i = 0; i < size; i++) written(it, 1, { invoices: [paid] })
    const parse = vi.spyOn(Date, 'parse')
    expect(it.signal()).toMatchObject({ severity: 'healthy', action_required: false })
    const { length } = parse.mock.calls
    parse.mockRestore()
    return length
  }
  expect(costOf(60)).toBeLessThan(5 * costOf(20))
})

rule(
  'C',
  'payment behavior is worsening where the last three payments came a week later than those before',
  { when: 'a payment arrives', on: ['insights'] },
  () => {
    const { paidLate, signal, bill } = start()
    for (const [i, days] of [1, 1, 8, 8, 8].entries()) paidLate(days, `2026-0${i + 1}-02`)
    bill(0)
    expect(signal().tags).toContain('payment_behavior_worsening')
    expect(signal().usual_delay).toBe(5)
  },
)

rule('C', 'a payment too much says nothing of how late a customer pays', { when: 'a payment arrives', on: ['insights'] }, () => {
  const { db, one, world, signal, prediction, bill } = start()
  const invoice = db.invoices.create({ customer: one, amount: 100, due_date: '2026-06-01' }).id
  for (const [amount, payment_date] of [
    [100, '2026-07-20'],
    [40, '2026-05-28'],
    [60, '2026-06-01'],
  ] as const)
    db.payments.create({ invoice, amount, payment_date })
  const next = bill(-30)
  const told = () => [signal().usual_delay, prediction(next).reasoning]
  expect(told()).toEqual([0, 'The last paid invoice was paid when due.'])
  world.clock.advance('P50D')
  expect(db.invoices.findFirst((q) => q.where({ id: invoice }))).toMatchObject({ balance: -100, paid_on: '2026-06-01' })
  expect(told()[0]).toBe(0)
})

rule('C', 'who pays on time does so still, and had nothing written off within a year', () => {
  const it = start()
  const onTime = () => it.signal().tags.includes('pays_on_time')
  for (const month of [1, 2, 3, 4]) it.paidLate(1, `2026-0${month}-02`)
  const invoice = it.bill(0)
  expect([onTime(), it.prediction(invoice).confidence]).toEqual([true, 0.55])
  it.db.invoices.create({ customer: it.one, amount: 10, due_date: '2025-05-31', closed_as: 'written_off' })
  expect(onTime()).toBe(true)
  const lost = it.db.invoices.create({ customer: it.one, amount: 10, due_date: '2025-06-01', closed_as: 'written_off' })
  expect([onTime(), it.prediction(invoice).confidence]).toEqual([false, 0.25])
  expect(it.prediction(invoice).reasoning).toBe(
    'The last 4 paid invoices were paid 1 day late on average, give or take 0 days. Something that fell due in the last year was written off.',
  )
  it.db.invoices.delete((q) => q.where({ id: lost.id }))
  expect(onTime()).toBe(true)
  it.bill(9)
  expect(it.signal().tags).toEqual(['payment_behavior_worsening', 'high_portfolio_impact', 'overdue'])
  it.db.invoices.create({ customer: it.other, amount: 5_000 })
  expect(it.signal().tags).toEqual(['payment_behavior_worsening', 'overdue'])
})

rule('C', 'whose last word was a dispute does not sound cooperative once that is answered', () => {
  const it = start()
  const invoice = it.bill(40)
  const { id } = heard(it, 30, { strategy_tags: ['dispute'], invoices: [invoice] })
  written(it, 29, { in_reply_to: id, body: 'We have taken the second delivery off.' })
  expect(it.summary()).toMatchObject({ tone: 'neutral', summary: expect.stringContaining('disputed an invoice') })
  heard(it, 20, { strategy_tags: ['invoice_copy'] })
  expect(it.summary().tone).toBe('cooperative')
})

rule(
  'D insights-21',
  'while a promise runs nothing is to be done; when it is broken, something is',
  { when: 'a promise is made', on: ['insights'] },
  () => {
    const { db, bill, signal, results, world } = start()
    const invoice = bill(40)
    expect(signal()).toMatchObject({ severity: 'medium', action_required: true })
    db.promises.create({ invoice, promised_date: '2026-06-05' })
    expect(signal()).toMatchObject({
      tags: ['promise_to_pay_active', 'high_portfolio_impact', 'overdue'],
      action_required: false,
    })
    const ofInvoice = () => results(`invoice_id=${invoice}&insight_type=signal`)[0]?.payload_json
    expect(ofInvoice()).toMatchObject({ promise_to_pay_date: '2026-06-05', action_required: false })
    world.clock.moveTo('2026-06-06T12:00:00Z')
    expect(signal()).toMatchObject({ severity: 'high', action_required: true })
    expect(ofInvoice()).toMatchObject({ severity: 'high', promise_to_pay_date: null, action_required: true })
    expect(ofInvoice().tags[0]).toBe('promise_broken')
  },
)

rule('D insights-11', 'the summary of a conversation has at most 18 words, and none without a conversation', () => {
  const it = start()
  const invoice = it.bill(40)
  expect(it.summary()).toMatchObject({ summary: '', tone: 'unknown', last_message_at: null })
  const words = () => it.summary().summary.split(' ').length
  written(it, 30)
  expect(words()).toBeLessThanOrEqual(18)
  written(it, 29, { direction: 'inbound', strategy_tags: ['dispute'], invoices: [invoice] })
  expect(it.summary()).toMatchObject({ tone: 'frustrated', next_action_owner: 'Operations' })
  expect(words()).toBeLessThanOrEqual(18)
  it.db.promises.create({ invoice, promised_date: '2026-06-05' })
  expect(it.summary()).toMatchObject({
    tone: 'cooperative',
    promise_to_pay_date: '2026-06-05',
    predicted_payment_date: '2026-06-05',
  })
  it.world.clock.moveTo('2026-06-06T12:00:00Z')
  expect(words()).toBeLessThanOrEqual(18)
})

rule('D insights-22', 'a prediction is the surer the more was paid, and the less it differs', () => {
  const { prediction, bill, paidLate } = start()
  const invoice = bill(0)
  expect(prediction(invoice)).toMatchObject({ predicted_date: '2026-06-15', confidence: 0.35, sources: ['due_date'] })
  for (let i = 0; i < 4; i++) paidLate(5)
  expect(prediction(invoice)).toMatchObject({ predicted_date: '2026-06-08', confidence: 0.55 })
  expect(prediction(invoice).reasoning).toBe('The last 4 paid invoices were paid 5 days late on average, give or take 0 days.')
  paidLate(25)
  paidLate(25)
  expect(prediction(invoice)).toMatchObject({ predicted_date: '2026-06-15', confidence: 0.56 })
})

rule('C', 'a prediction counts on what is announced, and on a promise as far as it reaches', () => {
  const { prediction, bill, ar, db, one, world } = start()
  const invoice = bill(0)
  const announce = (amount: number, payment_date: string) => ar('POST payments', { invoice, amount, payment_date })
  announce(40, '2026-06-09')
  expect(prediction(invoice)).toMatchObject({ predicted_date: '2026-06-15', confidence: 0.35, sources: ['payments', 'due_date'] })
  expect(prediction(invoice).reasoning).toMatch(/^\$40\.00 of it is announced for 2026-06-09\. Nothing was paid yet/)
  world.clock.advance('PT1H')
  db.promises.create({ customer: one, amount: 10, promised_date: '2026-06-20' })
  expect(prediction(invoice)).toMatchObject({ predicted_date: '2026-06-20', sources: ['payments', 'promise', 'due_date'] })
  expect(prediction(invoice).reasoning).toContain('$10.00 of it was promised by 2026-06-20. ')
  announce(60, '2026-06-30')
  expect(prediction(invoice)).toMatchObject({
    predicted_date: '2026-06-30',
    confidence: 0.95,
    reasoning: '$40.00 of it is announced for 2026-06-09. The rest is announced for 2026-06-30.',
    sources: ['payments'],
    alternatives: [],
  })
})

rule('C', 'a prediction says usual only of what is known, and names no other course before what is promised', () => {
  const { prediction, bill, ar, db, one, world, paidLate } = start()
  const invoice = bill(12)
  const courses = () => prediction(invoice).alternatives
  expect(prediction(invoice).reasoning).toBe('Nothing was paid yet, so 14 days after the due date are assumed.')
  expect(courses()).toEqual([
    { predicted_date: '2026-06-01', reasoning: 'Paid 2 days earlier than assumed.' },
    { predicted_date: '2026-06-08', reasoning: 'Paid 5 days later than assumed.' },
  ])
  ar('POST payments', { invoice, amount: 40 })
  expect(prediction(invoice)).toMatchObject({
    reasoning: 'No invoice has been paid in full yet, so 14 days after the due date are assumed.',
    sources: ['payments', 'due_date'],
  })
  world.clock.advance('PT1H')
  db.promises.create({ customer: one, amount: 50, promised_date: '2026-06-10' })
  expect(prediction(invoice).predicted_date).toBe('2026-06-10')
  expect(courses()).toEqual([])
  paidLate(24)
  expect(prediction(invoice).predicted_date).toBe('2026-06-15')
  expect(courses()).toEqual([
    { predicted_date: '2026-06-12', reasoning: 'Paid 3 days earlier than usual.' },
    { predicted_date: '2026-06-18', reasoning: 'Paid 3 days later than usual.' },
  ])
})

rule('C', 'what is disputed is not sure to be paid by the usual day, and what may wait is expected when it may', () => {
  const it = start()
  const invoice = it.bill(12)
  const { id } = heard(it, 3, { strategy_tags: ['dispute'], invoices: [invoice] })
  expect(it.prediction(invoice)).toEqual({
    predicted_date: '2026-06-03',
    confidence: 0.3,
    reasoning: 'Nothing was paid yet, so 14 days after the due date are assumed. It is disputed, so it may well be later.',
    sources: ['due_date', 'conversation'],
    alternatives: [{ predicted_date: '2026-06-17', reasoning: 'The dispute takes longer.' }],
  })
  it.db.threads.delete((q) => q.where({ id }))
  const { thread_group } = heard(it, 2, { strategy_tags: ['payment_plan'], invoices: [invoice] })
  const others = () => [it.prediction(invoice).predicted_date, it.summary().predicted_payment_date]
  expect(others()).toEqual(['2026-06-03', '2026-06-03'])
  written(it, 1, { thread_group, body: 'The rest may wait.', invoices: [invoice] })
  expect(others()).toEqual(['2026-07-14', '2026-07-14'])
  expect(it.prediction(invoice)).toMatchObject({
    confidence: 0.35,
    reasoning: 'Payment may wait until 2026-07-14.',
    sources: ['conversation'],
    alternatives: [{ predicted_date: '2026-07-28', reasoning: 'It is paid 14 days later.' }],
  })
  it.ar('POST payments', { invoice, amount: 40, payment_date: '2026-06-09' })
  expect(it.prediction(invoice)).toMatchObject({
    predicted_date: '2026-07-14',
    reasoning: '$40.00 of it is announced for 2026-06-09. The rest may wait until 2026-07-14.',
    sources: ['payments', 'conversation'],
  })
  it.world.clock.advance('P44D')
  expect(it.prediction(invoice).sources).not.toContain('conversation')
})

rule(
  'C',
  'time for the rest is told with the day until which it was given, and the payment expected on the working day after it',
  () => {
    const it = start()
    const invoice = it.bill(12)
    it.ar('POST payments', { invoice, amount: 40 })
    const { thread_group } = heard(it, 4, { strategy_tags: ['payment_plan'], invoices: [invoice] })
    written(it, 1, { thread_group, body: 'The rest may wait.', invoices: [invoice] })
    // The 12th is a Sunday.
    expect(it.prediction(invoice)).toMatchObject({
      predicted_date: '2026-07-13',
      reasoning: 'The rest may wait until 2026-07-12.',
    })
  },
)

rule('C', 'a promise of an amount is about the invoices that it reaches', () => {
  const { results, bill, db, one } = start()
  const [old, young] = [bill(40), bill(20)]
  const promised = (invoice: string) =>
    results(`invoice_id=${invoice}&insight_type=signal`)[0]?.payload_json.promise_to_pay_date ?? null
  db.promises.create({ customer: one, amount: 100, promised_date: '2026-06-05' })
  expect([old, young].map(promised)).toEqual(['2026-06-05', null])
  // What a later promise names takes nothing of it.
  db.promises.create({ invoice: old, amount: 100, promised_date: '2026-06-03' })
  expect([old, young].map(promised)).toEqual(['2026-06-03', '2026-06-05'])
})

rule('C', 'a promise of an amount that is broken was so for the invoices that it reached, less what was paid since', () => {
  const { results, signal, bill, db, one, world, ar } = start()
  const all = [bill(40), bill(30), bill(20)] as const
  const saying = (tag: string) =>
    all.map((invoice) => results(`invoice_id=${invoice}&insight_type=signal`)[0]?.payload_json.tags?.includes(tag) === true)
  db.promises.create({ customer: one, amount: 150, promised_date: '2026-06-05' })
  expect(saying('promise_to_pay_active')).toEqual([true, true, false])
  ar('POST payments', { invoice: all[2], amount: 50 })
  expect(saying('promise_to_pay_active')).toEqual([true, false, false])
  db.payments.deleteMany((q) => q.where({ invoice: all[2] }))
  world.clock.moveTo('2026-06-07T12:00:00Z')
  expect(saying('promise_broken')).toEqual([true, true, false])
  ar('POST payments', { invoice: all[0], amount: 100 })
  expect(saying('promise_broken')).toEqual([false, true, false])
  ar('POST payments', { invoice: all[1], amount: 50 })
  expect([...saying('promise_broken'), signal().tags.includes('promise_broken')]).toEqual([false, false, false, false])
})

rule('C', 'a promise that is not kept leads to a later day than the promised one, and the promises before are told', () => {
  const { prediction, bill, db, world, ar } = start()
  const invoice = bill(-20)
  const promise = (promised_date: string) => db.promises.create({ invoice, promised_date })
  promise('2026-06-05')
  const otherwise = () => prediction(invoice).alternatives.map((each: { predicted_date: string }) => each.predicted_date)
  expect(prediction(invoice).reasoning).toBe('Payment was promised by 2026-06-05.')
  expect(otherwise()).toEqual(['2026-07-06'])
  world.clock.moveTo('2026-06-06T12:00:00Z')
  promise('2026-08-20')
  expect(prediction(invoice).reasoning).toBe('Payment was promised by 2026-08-20. The promise before was broken.')
  expect(otherwise()).toEqual(['2026-09-03'])
  const paid = bill(5)
  db.promises.create({ invoice: paid, promised_date: '2026-06-20' })
  ar('POST payments', { invoice: paid, amount: 100 })
  expect(prediction(invoice).reasoning).toBe('Payment was promised by 2026-08-20. Of the 2 promises before 1 was kept.')
})

rule('C', 'an insight that is not there is not found, whatever is sent about it', () => {
  const { ar } = client()
  for (const id of ['00000000-0000-4000-8000-00000000000a', 'zzz'])
    for (const body of [undefined, {}, { rating: 'great' }, { rating: 'up' }])
      expect(ar(`POST intelligence/insights/${id}/feedback`, body)).toMatchObject({ status: 404, body: { detail: 'Not found.' } })
})

rule('C', 'of what was written off or credited no payment is predicted', { when: 'an invoice closes', on: ['insights'] }, () => {
  const { results, bill, ar } = start()
  const closed = (status: string, paid: number) => {
    const invoice = bill(5)
    if (paid) ar('POST payments', { invoice, amount: paid })
    ar(`PATCH invoices/${invoice}`, { status })
    return results(`invoice_id=${invoice}&insight_type=prediction&active_only=false`)[0]?.payload_json
  }
  const nothing = { predicted_date: null, confidence: 1, sources: [], alternatives: [] }
  expect(closed('closed_written_off', 0)).toEqual({ ...nothing, reasoning: 'What was not paid was written off.' })
  expect(closed('closed_credit_memo', 40)).toEqual({ ...nothing, reasoning: 'What was not paid was credited.' })
})

rule(
  'D insights-7',
  'insights about a closed invoice are no longer active',
  { when: 'an invoice closes', on: ['insights'] },
  () => {
    const { results, bill, ar } = start()
    const invoice = bill(5)
    ar('POST payments', { invoice, amount: 100 })
    expect(results(`invoice_id=${invoice}`)).toEqual([])
    const closed = results(`invoice_id=${invoice}&active_only=false`)
    expect(closed.map(({ insight_type, valid_to }) => [insight_type, valid_to])).toEqual([
      ['invoice_signal', '2026-06-01T14:00:00Z'],
      ['invoice_pay_date_prediction', '2026-06-01T14:00:00Z'],
    ])
  },
)

rule('D insights-1', 'pages follow one another by their links, and no insight comes twice', () => {
  const { bill, list, call, simulator, world, get } = start()
  for (let i = 0; i < 5; i++) bill(i)
  const { headers } = callerIn(simulator, world)
  const seen: string[] = []
  let page = list('page_size=7&active_only=false')
  const { count } = page
  for (;;) {
    for (const { id } of page.results as Insight[]) seen.push(id)
    if (page.next === null) break
    const after: ReturnType<typeof client>['call'] = call
    page = after(`GET ${new URL(page.next).pathname}${new URL(page.next).search}`, undefined, headers).body
  }
  expect(seen).toHaveLength(count)
  expect(new Set(seen).size).toBe(count)
  for (const id of seen) expect(get(`insights/${id}`).id).toBe(id)
  const beyond = list('page=99')
  expect(beyond).toMatchObject({ count: list().count, next: null, results: [] })
  const before = new URL(beyond.previous).searchParams
  const last = list(`page=${before.get('page')}`)
  expect([last.next, last.results.length > 0]).toEqual([null, true])
  expect(new URL(list('page=2').previous).searchParams.get('page')).toBe('1')
})

rule('C', 'the links of a page lead to the same world, in whatever way that is named', () => {
  const simulator = createSimulator()
  const world = simulator.world('l1')
  const { companyId } = client({ simulator, world })
  const { headers: caller } = callerIn(simulator, world)
  const get = (url: string, headers = {}) => {
    const { status, body } = simulator.handle({ method: 'GET', url, origin: 'http://h', headers: { ...caller, ...headers } })
    expect(status, url).toBe(200)
    return JSON.parse(body)
  }
  const query = `/api/intelligence/insights?company_id=${companyId}&page_size=1`
  for (const first of [get(`/~l1${query}`), get(query, { 'x-sim-world': 'l1' }), get(`http://h/~l1${query}`)]) {
    expect(first.next).toBe(`http://h/~l1${query}&page=2`)
    expect(get(get(first.next.slice('http://h'.length)).previous).results).toEqual(first.results)
  }
})

rule('D insights-16', 'each user has a rating of their own', () => {
  const { ar, results, one } = start()
  const [{ id } = { id: '' }] = results(`customer_id=${one}`)
  const path = `POST intelligence/insights/${id}/feedback`
  expect(ar(path, { rating: 'up', comment: 'Right.' }).status).toBe(201)
  expect(ar(path, { rating: 'down' }, 'teammate').status).toBe(201)
  expect(results(`customer_id=${one}`)[0]).toMatchObject({ rating: 'up' })
  expect(ar(path, { rating: 'down' }).body).toMatchObject({ rating: 'down', comment: null })
  expect(results(`customer_id=${one}`)[0]).toMatchObject({ rating: 'down' })
})

rule('C', 'an invoice is long overdue from the 91st day on, and matters from a tenth of all that is open', () => {
  const it = start()
  const tags = (invoice: string): string[] => it.results(`invoice_id=${invoice}&insight_type=signal`)[0]?.payload_json.tags
  it.bill(-10, 900, it.other)
  const [old, older] = [it.bill(90, 1), it.bill(91, 1)]
  expect([old, older].map((id) => tags(id).includes('long_overdue'))).toEqual([false, true])
  const [tenth, less] = [it.bill(5, 100.4), it.bill(5, 100)]
  it.db.invoices.update((q) => q.where({ customer: it.other }), { data: () => ({ amount: 801.6 }) })
  expect([tenth, less].map((id) => tags(id).includes('high_portfolio_impact'))).toEqual([true, false])
})

rule('C', 'who owes as much as the credit limit is not over it', () => {
  const it = start()
  it.bill(-10, 500)
  const isOver = (credit_limit: number) => {
    it.db.customers.update((q) => q.where({ id: it.one }), { data: () => ({ credit_limit }) })
    return it.signal().tags.includes('over_credit_limit')
  }
  expect([500, 499.99].map(isOver)).toEqual([false, true])
})

rule('C', 'what is more than 30 days overdue matters however little it is', () => {
  const it = start()
  it.bill(-10, 99_000, it.other)
  const severityAt = (days: number) => {
    it.db.invoices.deleteMany((q) => q.where({ customer: it.one }))
    it.bill(days)
    return it.signal().severity
  }
  expect([1, 30, 31].map(severityAt)).toEqual(['healthy', 'healthy', 'medium'])
})

rule('C', 'three invoices that were paid tell how a customer pays', () => {
  const it = start()
  it.bill(-10)
  const isSlow = () => it.signal().tags.includes('slow_payer')
  for (const due of ['2026-02-02', '2026-02-09']) it.paidLate(20, due)
  expect(isSlow()).toBe(false)
  it.paidLate(20, '2026-02-16')
  expect(isSlow()).toBe(true)
})
