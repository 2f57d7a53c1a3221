import { expect, onTestFinished } from 'vitest'
import { type Customer, customers } from '../../src/ar/customers/customer.ts'
import { type Persona, personas } from '../../src/ar/customers/persona.ts'
import { type InvoiceRow, invoices } from '../../src/ar/invoices/invoice.ts'
import { plans } from '../../src/ar/life/plan.ts'
import { promises } from '../../src/ar/promises/promise.ts'
import { addDays, dayOfWeek, daysBetween } from '../../src/core/time/day.ts'
import { weekdayBefore } from '../../src/core/time/office-hours.ts'
import { dateIn, timeIn } from '../../src/core/time/time-zone.ts'
import { timelineTable } from '../../src/core/time/timeline.ts'
import { collections } from '../../src/data/index.ts'
import { createSimulator, type World } from '../../src/index.ts'
import { client } from '../support/client.ts'
import { rule } from '../support/rule.ts'

/** A world of one company in which somebody of this character owes an invoice that is ten days late. */
function owing(persona: Persona, given: object = {}, seed = 1, timezone = 'America/New_York') {
  const simulator = createSimulator({ scenario: 'empty', life: 'on', seed })
  const world = simulator.world()
  const db = collections(world)
  const company = db.companies.create({ name: 'Acme', timezone })
  db.members.create({ company: company.id, user: db.users.create().id })
  db.connections.create({ company: company.id, integration: 'gmail' })
  db.connections.create({ company: company.id, integration: 'quickbooks' })
  const customer = db.customers.create({ company: company.id, customer_company_name: 'Gadget Works', persona })
  db.contacts.create({ customer: customer.id, name: 'Pat Doe', email: 'pat@gadget.example' })
  const invoice = db.invoices.create({ customer: customer.id, amount: 1_000, due_date: '2026-05-22', ...given })
  return { simulator, world, db, customer, invoice }
}

type Use = ReturnType<typeof owing>

const remind = (
  { world, db, customer, invoice }: Use,
  communication_type: 'email' | 'call' | 'meeting' = 'email',
  given: object = {},
) =>
  db.threads.create({
    customer: customer.id,
    direction: 'outbound',
    communication_type,
    subject: `Invoice ${invoice.invoice_number}`,
    invoices: [invoice.id],
    timestamp: world.clock.now(),
    ...given,
  })

/** Answers the last message of the customer. */
function answer(use: Use, body: string): void {
  const last = written(use).at(-1)
  remind(use, 'email', { body, thread_group: last?.thread_group, in_reply_to: last?.id })
}

/** Somebody who disputes the invoice, and has said so. */
function disputing(): Use {
  // Not every invoice is one that they doubt.
  const doubting = [1, 2, 3, 4, 5, 6, 7, 8]
    .map((seed) => owing('disputer', {}, seed))
    .find((use) => {
      remind(use)
      use.world.clock.advance('P3D')
      return said(use).length > 0
    })
  if (!doubting) throw new Error('Nobody doubts the invoice.')
  return doubting
}

const now = ({ world, invoice }: Use): InvoiceRow => world.table(invoices).get(invoice.id) as InvoiceRow
/** What the customer has written, in order. */
const written = ({ db, customer }: Use) =>
  db.threads
    .findMany((q) => q.where({ customer: customer.id, direction: 'inbound' }))
    .sort((a, b) => (a.timestamp < b.timestamp ? -1 : 1))
const said = (use: Use) => written(use).map(({ body, strategy_tags }) => [body, strategy_tags])
const connect = ({ db }: Use, is_active: boolean) =>
  db.connections.updateMany((q) => q.where({ product: 'accounting' }), { data: () => ({ is_active }) })
const paidAfter = (use: Use, days: number): number => {
  use.world.clock.advance(`P${days}D`)
  return 1_000 - now(use).balance
}

rule(
  'C',
  'who is prompt pays by the due date and says so',
  { when: 'a living customer is billed', on: ['payments', 'conversations'] },
  () => {
    const use = owing('prompt', { due_date: '2026-06-12' })
    expect(paidAfter(use, 13)).toBe(1_000)
    expect((now(use).paid_on ?? '') <= '2026-06-12').toBe(true)
    expect(said(use)[0]).toEqual([
      `We have paid $1,000.00 for invoice ${use.invoice.invoice_number} by ACH today.`,
      ['remittance_advice'],
    ])
  },
)

rule(
  'C',
  'a remittance advice begins a conversation of its own',
  { when: 'a living customer is billed', on: ['conversations'] },
  () => {
    const use = owing('prompt', { due_date: '2026-06-12' })
    const sent = remind(use)
    paidAfter(use, 13)
    const groups = use.db.threads.findMany((q) => q.where({ customer: use.customer.id })).map((each) => each.thread_group)
    expect(groups).toEqual([sent.thread_group, expect.not.stringContaining(sent.thread_group)])
  },
)

rule(
  'C',
  'of a payment that was announced a prompt customer tells on its day',
  { when: 'a payment arrives', on: ['conversations'] },
  () => {
    const use = owing('prompt', { due_date: '2026-06-12' })
    use.db.payments.create({ invoice: use.invoice.id, amount: 1_000, payment_date: '2026-06-05', status: 'PENDING' })
    use.world.clock.moveTo('2026-06-05T03:59:00Z')
    expect(said(use)).toEqual([])
    use.world.clock.advance('P20D')
    const body = `We have paid $1,000.00 for invoice ${use.invoice.invoice_number} by ACH today.`
    expect(use.db.threads.findMany().map((each) => [each.body, each.timestamp.slice(0, 10)])).toEqual([[body, '2026-06-05']])
    const hour = timeIn('America/New_York', Date.parse(use.db.threads.findMany()[0]?.timestamp ?? ''))
    expect(hour >= '09:00' && hour < '17:00', hour).toBe(true)
  },
)

rule('C', 'what will happen and what has is told with the name of the customer and the number of the invoice', () => {
  const use = owing('promiser')
  remind(use)
  const { simulator, world, invoice } = use
  const ahead = client({ simulator, world })
    .call('GET /__sim/timeline')
    .body.map(({ summary }: { summary: string }) => summary)
  expect(ahead).toEqual(
    expect.arrayContaining(['Gadget Works answers', `${invoice.invoice_number} of Gadget Works is paid`, 'quickbooks is synced']),
  )
  const { fired } = world.clock.change({ advance: 'P20D' })
  const told = fired.map(({ summary, outcome }) => `${summary}: ${outcome}`)
  for (const line of [
    'Gadget Works answers: a day is promised',
    `${invoice.invoice_number} of Gadget Works is paid: paid $1,000.00`,
    `the agent looks at ${invoice.invoice_number} of Gadget Works: proposed: Customer waits for an answer`,
  ])
    expect(told).toContain(line)
})

rule(
  'C',
  'who is forgetful pays some days after a reminder',
  { when: 'a living customer is written to', on: ['payments'] },
  () => {
    const use = owing('forgetful')
    expect(paidAfter(use, 5)).toBe(0)
    remind(use)
    expect(paidAfter(use, 1)).toBe(0)
    expect(paidAfter(use, 9)).toBe(1_000)
  },
)

rule(
  'C',
  'a payment is in the books with the nightly sync, not while that fails',
  { when: 'an accounting system syncs', on: ['payments'] },
  () => {
    const use = owing('forgetful')
    connect(use, false)
    remind(use)
    expect(paidAfter(use, 12)).toBe(0)
    const [waiting] = use.db.incoming_payments.all()
    connect(use, true)
    expect(paidAfter(use, 1)).toBe(1_000)
    expect(use.db.payments.all().map(({ remote_id }) => remote_id)).toEqual([waiting?.id])
  },
)

rule(
  'C',
  'who promises names a day, and pays on it',
  { when: 'a living customer is written to', on: ['promises', 'conversations', 'payments'] },
  () => {
    const use = owing('promiser')
    remind(use)
    use.world.clock.advance('P3D')
    expect(said(use)).toMatchObject([[expect.stringContaining('Pat Doe'), ['promise_to_pay']]])
    const [promise] = use.db.promises.all()
    expect((promise?.promised_date ?? '') > '2026-06-03').toBe(true)
    expect(paidAfter(use, 15)).toBe(1_000)
    expect(use.db.promises.all()[0]?.status).toBe('kept')
  },
)

rule(
  'C',
  'a promise is for the invoices of the reminder that it answers; another reminder gets another one',
  { when: 'a living customer is written to', on: ['promises', 'conversations'] },
  () => {
    const use = owing('breaker')
    const bill = (due_date: string) =>
      use.db.invoices.create({ customer: use.customer.id, amount: 500, issue_date: '2026-04-20', due_date })
    const [other] = [bill('2026-05-20'), bill('2026-07-20')]
    remind(use)
    use.world.clock.advance('P2D')
    const promised = () => use.db.promises.all().map(({ invoice, status }) => [invoice, status])
    expect(promised()).toEqual([[use.invoice.id, 'active']])
    remind({ ...use, invoice: other })
    use.world.clock.advance('P2D')
    expect(promised()).toHaveLength(2)
    expect(promised()).toContainEqual([other.id, 'active'])
    const answers = use.db.threads.findMany((q) => q.where({ direction: 'inbound' }))
    expect(answers.map(({ invoices: named }) => named)).toEqual(expect.arrayContaining([[use.invoice.id], [other.id]]))
  },
)

rule(
  'C',
  'who promises keeps the promise, wherever the company is',
  { when: 'a living customer is written to', on: ['promises'] },
  () => {
    for (const zone of ['America/New_York', 'Pacific/Auckland', 'Pacific/Kiritimati', 'Pacific/Honolulu'])
      for (const seed of [1, 2, 3, 4]) {
        const use = owing('promiser', {}, seed, zone)
        remind(use)
        use.world.clock.advance('P30D')
        expect(
          use.db.promises.all().map(({ status }) => status),
          zone,
        ).toEqual(['kept'])
      }
  },
)

/** Owing customers of one character, with an invoice each. */
function many(persona: Persona, count: number, seed: number, given: (i: number) => object = () => ({})) {
  const use = owing(persona, {}, seed)
  const owed = Array.from({ length: count }, (_, i) => {
    const customer = use.db.customers.create({ company: use.customer.company, customer_company_name: `Gadget ${i}`, persona })
    use.db.contacts.create({ customer: customer.id, name: 'Pat Doe', email: `pat@gadget-${i}.example` })
    const invoice = use.db.invoices.create({ customer: customer.id, amount: 10, due_date: '2026-05-22', ...given(i) })
    return { ...use, customer, invoice }
  })
  return { ...use, owed }
}

const MONDAY = '2026-06-01'

rule(
  'C',
  'who promises has paid by the day, on whatever weekday the reminder came',
  { when: 'a living customer is written to', on: ['promises'] },
  () => {
    for (const seed of [1, 2, 3])
      for (const day of [0, 1, 2, 3, 4]) {
        const { world, db, owed } = many('promiser', 40, seed)
        world.clock.moveTo(`${addDays(MONDAY, day)}T22:00:00Z`)
        for (const each of owed) remind(each)
        world.clock.advance('P30D')
        const promised = db.promises.all()
        expect(promised).toHaveLength(40)
        for (const { status, promised_date, created_at } of promised) {
          expect(status, `seed ${seed}, ${promised_date}`).toBe('kept')
          expect(daysBetween(created_at.slice(0, 10), promised_date)).toBeGreaterThanOrEqual(4)
        }
      }
  },
)

rule(
  'C',
  'who pays within some days of something does so on a working day of these',
  { when: 'a living customer is written to', on: ['payments'] },
  () => {
    const late = (each: Use): number => daysBetween(each.invoice.due_date, now(each).paid_on ?? '9999-12-31')
    const prompt = many('prompt', 60, 1, (i) => ({ issue_date: '2026-05-20', due_date: addDays('2026-06-03', i % 15) }))
    prompt.world.clock.advance('P30D')
    for (const each of prompt.owed) expect(late(each), each.invoice.due_date).toBeLessThanOrEqual(0)
    const slow = many('slow', 60, 1, (i) => ({ due_date: addDays('2026-05-20', i % 15) }))
    slow.world.clock.advance('P70D')
    for (const each of slow.owed) {
      expect(late(each)).toBeGreaterThanOrEqual(20)
      expect(late(each)).toBeLessThanOrEqual(45)
      expect(dayOfWeek(now(each).paid_on ?? '')).toBe(4)
    }
    for (const day of [0, 1, 2, 3, 4, 5, 6]) {
      const forgetful = many('forgetful', 20, 1, () => ({ due_date: '2026-05-29' }))
      const today = addDays(MONDAY, day)
      forgetful.world.clock.moveTo(`${today}T15:00:00Z`)
      for (const each of forgetful.owed) remind(each)
      forgetful.world.clock.advance('P10D')
      for (const each of forgetful.owed)
        expect([2, 3, 4, 5, 6], today).toContain(daysBetween(today, now(each).paid_on ?? '9999-12-31'))
    }
  },
)

rule('C', 'what is due on receipt is paid on the next working day by who is prompt', () => {
  const friday = { issue_date: '2026-06-05', due_date: '2026-06-05' }
  const use = owing('promiser')
  use.world.clock.moveTo('2026-06-05T14:00:00Z')
  const customer = use.db.customers.create({ customer_company_name: 'Prompt Ltd', persona: 'prompt' })
  const invoice = use.db.invoices.create({ customer: customer.id, amount: 10, ...friday })
  use.world.clock.advance('P5D')
  expect(now({ ...use, invoice }).paid_on).toBe('2026-06-08')
})

rule(
  'C',
  'who breaks promises names a day and does not pay, and names another after the next reminder',
  { when: 'a living customer is written to', on: ['promises'] },
  () => {
    const use = owing('breaker', { due_date: '2026-05-31' })
    remind(use)
    expect(paidAfter(use, 18)).toBe(0)
    expect(use.db.promises.all().map(({ status }) => status)).toEqual(['broken'])
    remind(use)
    use.world.clock.advance('P5D')
    expect(
      use.db.promises
        .all()
        .map(({ status }) => status)
        .sort(),
    ).toEqual(['active', 'broken'])
  },
)

rule(
  'C',
  'who pays in parts pays some and asks for time for the rest, which comes',
  { when: 'a living customer is written to', on: ['payments', 'conversations'] },
  () => {
    const use = owing('part_payer')
    remind(use)
    const part = paidAfter(use, 14)
    expect(part).toBeGreaterThanOrEqual(300)
    expect(part).toBeLessThan(600)
    expect(said(use)[0]).toEqual([expect.stringContaining('rest'), ['payment_plan']])
    expect(paidAfter(use, 45)).toBe(1_000)
  },
)

rule(
  'C',
  'who disputes says why, and pays once that is answered',
  { when: 'a living customer is written to', on: ['conversations', 'payments'] },
  () => {
    const use = disputing()
    expect(said(use)[0]?.[1]).toEqual(['dispute'])
    expect(paidAfter(use, 10)).toBe(0)
    const [dispute] = use.db.threads.findMany((q) => q.where({ direction: 'inbound' }))
    const answer = { customer: use.customer.id, invoices: [use.invoice.id], thread_group: dispute?.thread_group ?? '' }
    use.db.threads.create({ ...answer, direction: 'outbound', body: 'Here is the delivery note.' })
    expect(paidAfter(use, 12)).toBe(1_000)
  },
)

rule(
  'C',
  'a dispute is settled by an answer that says something of it: not by an order, a question, three dots, or that somebody looks into it',
  { when: 'a living customer is written to', on: ['conversations', 'payments'] },
  () => {
    const use = disputing()
    for (const [body, answers] of [
      ['We look into it, and you will hear from us.', 1],
      ['...', 1],
      ['Pay the invoice now.', 2],
      ['Which PO number should we put on the corrected invoice?', 3],
    ] as const) {
      answer(use, body)
      expect([body, paidAfter(use, 4), said(use).length]).toEqual([body, 0, answers])
    }
    expect(said(use)[1]?.[0]).toMatch(/^We (still need|release)/)
    expect(said(use)[2]?.[0]).toContain('Our order number is PO-')
    answer(use, 'Sorry, you are right. The corrected invoice is attached.')
    expect(paidAfter(use, 12)).toBe(1_000)
  },
)

rule(
  'C',
  'thanks, and that a day is noted, make nobody answer or pay',
  { when: 'a living customer is written to', on: ['conversations', 'payments'] },
  () => {
    const use = owing('promiser')
    remind(use, 'email', { body: 'Thank you very much. Have a nice day!' })
    use.world.clock.advance('P3D')
    expect(said(use)).toEqual([])
    remind(use)
    use.world.clock.advance('P3D')
    for (const body of ['We have noted the day of your payment.', 'Thank you for getting in touch. We look into it.']) {
      answer(use, body)
      use.world.clock.advance('P1D')
    }
    expect(said(use)).toHaveLength(1)
  },
)

rule(
  'C',
  'a call in which nobody was reached makes nobody pay; a meeting is as good as a call',
  { when: 'a living customer is called', on: ['payments'] },
  () => {
    const paid = (body: string, communication_type: 'call' | 'meeting' = 'call'): number =>
      [1, 2, 3, 4, 5, 6]
        .map((seed) => owing('silent', {}, seed))
        .reduce((sum, use) => {
          remind(use, communication_type, { body })
          return sum + paidAfter(use, 20)
        }, 0)
    expect(paid('Wrong number, nobody there.')).toBe(0)
    expect(paid('They are going to file for bankruptcy.')).toBe(0)
    expect(paid('Spoke with Pat, who looks for the invoice.')).toBeGreaterThan(0)
    expect(paid('Nobody came.', 'meeting')).toBe(0)
    expect(paid('Met Pat, who looks for the invoice.', 'meeting')).toBeGreaterThan(0)
  },
)

rule(
  'C',
  'what is not due for more than a week is paid in time, and not because somebody writes',
  { when: 'a living customer is written to', on: ['conversations', 'payments', 'promises'] },
  () => {
    for (const persona of ['promiser', 'forgetful', 'part_payer'] as const) {
      const use = owing(persona, { due_date: '2026-07-10' })
      remind(use)
      expect([persona, paidAfter(use, 20), use.db.promises.count()]).toEqual([persona, 0, 0])
      const words = [expect.stringContaining('July 10, 2026'), []]
      expect(said(use)).toEqual(persona === 'forgetful' ? [] : [words])
    }
  },
)

rule(
  'C',
  'of two letters about one invoice only one is answered with a day',
  { when: 'a living customer is written to', on: ['promises', 'conversations'] },
  () => {
    const use = owing('promiser')
    remind(use)
    use.world.clock.advance('PT1H')
    remind(use)
    use.world.clock.advance('P4D')
    const [promise] = use.db.promises.all()
    expect([said(use).length, use.db.promises.count()]).toEqual([1, 1])
    use.world.clock.moveTo(`${promise?.promised_date}T12:00:00Z`)
    expect(now(use).paid_on).toBe(addDays(promise?.promised_date ?? '', -1))
  },
)

rule(
  'C',
  'who was reminded of what is paid by now says nothing of the rest',
  { when: 'a living customer is written to', on: ['conversations'] },
  () => {
    const use = owing('promiser')
    use.db.invoices.create({ customer: use.customer.id, amount: 500, issue_date: '2026-04-01', due_date: '2026-05-01' })
    remind(use)
    use.db.payments.create({ invoice: use.invoice.id, amount: 1_000 })
    use.world.clock.advance('P5D')
    expect(said(use)).toEqual([])
  },
)

rule(
  'C',
  'what is disputed is not paid before that is settled, and written off where nobody settles it',
  { when: 'a living customer is written to', on: ['payments', 'invoices'] },
  () => {
    const use = disputing()
    answer(use, 'We look into it.')
    expect(paidAfter(use, 100)).toBe(0)
    use.world.clock.advance('P75D')
    expect(now(use)).toMatchObject({ closed_as: 'written_off', written_off_amount: 1_000 })
  },
)

rule(
  'C',
  'whoever it is, what is disputed is paid once that is resolved or answered',
  { when: 'a living customer is written to', on: ['payments'] },
  () => {
    const resolve = ({ db }: Use) =>
      db.threads.updateMany((q) => q.where({ direction: 'inbound' }), { data: () => ({ is_resolved: true }) })
    for (const persona of ['forgetful', 'slow', 'disputer'] as const)
      for (const settle of [resolve, (use: Use) => answer(use, 'We have corrected the price.')]) {
        const use = owing(persona)
        use.world.emit('invoice.disputed', { invoice: use.invoice.id, reason: 'The price is wrong.' })
        remind(use)
        expect(paidAfter(use, 90), persona).toBe(0)
        settle(use)
        expect(paidAfter(use, 40), persona).toBe(1_000)
      }
  },
)

rule(
  'C',
  'who breaks promises makes two for an invoice, and then says nothing',
  { when: 'a living customer is written to', on: ['promises'] },
  () => {
    const use = owing('breaker', { due_date: '2026-05-31' })
    for (let i = 0; i < 3; i++) {
      remind(use)
      use.world.clock.advance('P15D')
    }
    expect(use.db.promises.all().map(({ status }) => status)).toEqual(['broken', 'broken'])
  },
)

rule(
  'C',
  'who breaks promises does not pay by the day, whatever was meant before',
  { when: 'a living customer is written to', on: ['promises', 'payments'] },
  () => {
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const use = owing('breaker', { due_date: '2026-04-08' }, seed)
      remind(use)
      use.world.clock.advance('P40D')
      expect(use.db.promises.all().map(({ status }) => status)).toEqual(['broken'])
      expect(now(use).balance).toBe(0)
    }
  },
)

rule(
  'C',
  'of what is on its way nobody writes, and nothing of it is paid again',
  { when: 'a living customer is written to', on: ['conversations', 'payments'] },
  () => {
    for (const persona of ['promiser', 'breaker', 'part_payer', 'disputer'] as const) {
      const use = owing(persona)
      connect(use, false)
      use.db.incoming_payments.create({ invoice: use.invoice.id, amount: 1_000 })
      remind(use)
      use.world.clock.advance('P60D')
      expect([said(use), use.db.incoming_payments.count()], persona).toEqual([[], 1])
    }
  },
)

rule(
  'C',
  'who was called answers in a conversation of its own',
  { when: 'a living customer is called', on: ['conversations'] },
  () => {
    const use = owing('promiser')
    const other = use.db.invoices.create({
      customer: use.customer.id,
      amount: 5,
      issue_date: '2026-05-01',
      due_date: '2026-08-01',
    })
    const letter = remind({ ...use, invoice: other }, 'email', { body: 'Thank you.' })
    remind(use, 'call')
    use.world.clock.advance('P3D')
    const [reply] = use.db.threads.findMany((q) => q.where({ direction: 'inbound' }))
    expect(reply).toMatchObject({ subject: `Your call about ${use.invoice.invoice_number}`, invoices: [use.invoice.id] })
    expect(reply?.thread_group).not.toBe(letter.thread_group)
  },
)

rule(
  'C',
  'an answer says something first to what a letter says beside that money is owed',
  { when: 'a living customer is written to', on: ['conversations'] },
  () => {
    for (const [body, words] of [
      ['Our lawyers will sue you. Please pay.', 'There is no need for lawyers.'],
      ['We will sue.', 'There is no need for lawyers.'],
      ['This leaves us no choice but court.', 'There is no need for lawyers.'],
      ['From next week on we charge interest of 1.5% per month on $1,000.00.', 'There is no need for interest or fees.'],
      ['A late fee of 2% applies.', 'There is no need for interest or fees.'],
      ['You may deduct 3 percent. Shall we do that?', 'Thank you for the offer, but'],
      ['You can pay in three installments without interest.', 'Thank you for the offer, but'],
      ['Which PO number do you need?', 'Our order number is PO-'],
      ['We still need your purchase order number.', 'Our order number is PO-'],
      ['Your purchase order number is 4711. When will you pay?', undefined],
      ['Could you send a remittance advice for your last payment?', 'We have made no payment yet.'],
      ['Did something come up?', 'The approval has taken longer'],
      ['You owe us $123,456.78.', 'is $1,000.00.'],
      ['You owe us $1,000.00.', undefined],
      ['$1,000.00 is past due. In total $1,000.00 of $1,800.00 is overdue, and you paid $75.00 in March.', undefined],
      ['Please pay by check to Northfield, 12 Court Street, Albany.', undefined],
      ['> Our lawyers will sue you.\nPlease pay.', undefined],
      ['We are considering legal remedies.', 'There is no need for lawyers.'],
      ['Interest accrues at 1.5% a month.', 'There is no need for interest or fees.'],
      ['We add interest to the balance.', 'There is no need for interest or fees.'],
      ['We charge interest of $12.50 a month.', 'There is no need for interest or fees.'],
      ['You will receive a legal notice.', 'There is no need for lawyers.'],
      ['We have waived the late fee.', undefined],
      ['There are no late fees or interest.', undefined],
      ['If you pay this week, we take 2% off.', 'Thank you for the offer, but'],
      ['Please tell us why it is open.', 'The approval has taken longer'],
      ['We are 100% sure that you have the goods.', undefined],
      ['It is in the interest of both of us to settle this.', undefined],
      ['Please note our new legal name, Acme LLC.', undefined],
      ['Your second instalment has arrived; where is the third?', undefined],
      ['It is past due, which is why I write again.', undefined],
      ['Please pay.\n\nKind regards,\nJo Doe\n\nLegal advice: this e-mail is confidential.', undefined],
      ['Hi Sue,\n\nPlease pay.\n\nKind regards,\nCourt Street Bakery', undefined],
      ['Please pay.\n\nThank you.\nSue Miller\nCourt Street Bakery', undefined],
      ['Dear Ms. Legal:\nSue from our side asks you to pay.\n\nCourt Street Bakery', undefined],
    ] as readonly (readonly [string, string?])[]) {
      const use = owing('promiser')
      use.db.invoices.create({ customer: use.customer.id, amount: 800, due_date: '2026-07-20' })
      const { id } = use.db.invoices.create({ customer: use.customer.id, amount: 75, due_date: '2026-03-20' })
      if (!body.includes('last payment')) use.db.payments.create({ invoice: id, payment_date: '2026-03-20' })
      remind(use, 'email', { body })
      use.world.clock.advance('P3D')
      const [[text] = ['']] = said(use) as [string][]
      if (words) expect(text).toContain(words)
      else expect(text).not.toMatch(/lawyers|interest|offer|approval|Our |What we have open/)
    }
  },
)

rule(
  'C',
  'who asks for time takes an offer of installments, and who disputes says nothing of terms',
  { when: 'a living customer is written to', on: ['conversations'] },
  () => {
    const answered = (use: Use, body: string) => {
      remind(use, 'email', { body })
      use.world.clock.advance('P3D')
      return said(use).at(-1)?.[0]
    }
    expect(answered(owing('part_payer'), 'You can pay in two installments.')).toMatch(
      /^Thank you for the offer; that helps us\. /,
    )
    expect(answered(owing('part_payer'), 'We offer you a discount.')).toContain('we cannot make use of it')
    expect(answered(disputing(), 'Pay now, and take 2%.')).not.toContain('offer')
  },
)

rule(
  'C',
  'who is silent answers nothing, and may pay after a call',
  { when: 'a living customer is called', on: ['payments'] },
  () => {
    const use = owing('silent')
    remind(use)
    expect([paidAfter(use, 20), said(use)]).toEqual([0, []])
    remind(use, 'call')
    expect([0, 1_000]).toContain(paidAfter(use, 14))
  },
)

rule(
  'C',
  'who is out of office sends an automatic reply, and acts days later',
  { when: 'a living customer is written to', on: ['conversations', 'payments'] },
  () => {
    const use = owing('out_of_office')
    remind(use)
    use.world.clock.advance('PT2M')
    const [reply] = use.db.threads.findMany((q) => q.where({ direction: 'inbound' }))
    expect(reply).toMatchObject({ subject: `Automatic reply: Invoice ${use.invoice.invoice_number}`, requires_response: false })
    expect(paidAfter(use, 3)).toBe(0)
    expect(paidAfter(use, 30)).toBe(1_000)
  },
)

rule(
  'C',
  'a machine answers the first letter of an absence; who is back answers what came meanwhile, under its own subject',
  { when: 'a living customer is written to', on: ['conversations', 'promises'] },
  () => {
    const uses = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => owing('out_of_office', { due_date: '2026-06-03' }, seed))
    for (const use of uses) {
      remind(use)
      use.world.clock.advance('P1D')
      remind(use)
      use.world.clock.advance('P1D')
      expect(said(use)).toHaveLength(1)
      use.world.clock.advance('P10D')
    }
    const answers = uses.flatMap((use) => written(use).slice(1))
    expect(answers.length).toBeGreaterThan(0)
    for (const { subject, promise } of answers) expect([subject.slice(0, 12), promise?.amount]).toEqual(['Re: Invoice ', null])
    // What comes once they are back is read at once.
    for (const use of uses) {
      remind(use)
      use.world.clock.advance('PT2M')
      expect(use.db.threads.findMany().filter(({ subject }) => subject.startsWith('Automatic'))).toHaveLength(1)
    }
  },
)

rule(
  'C',
  'of six weeks a machine answers at most one letter',
  { when: 'a living customer is written to', on: ['conversations'] },
  () => {
    const use = owing('out_of_office')
    const replies = (days: number): number => {
      use.world.clock.advance(`P${days}D`)
      remind(use)
      use.world.clock.advance('PT2M')
      return use.db.threads.findMany().filter(({ subject }) => subject.startsWith('Automatic')).length
    }
    expect([replies(0), replies(40), replies(1), replies(1)]).toEqual([1, 1, 1, 2])
  },
)

rule(
  'C',
  'mail to somebody who has moved on comes back, until the contact has another address',
  { when: 'a living customer is written to', on: ['conversations'] },
  () => {
    const use = owing('moved_on')
    remind(use)
    use.world.clock.advance('PT5M')
    expect(use.db.bounces.all()).toMatchObject([{ address: 'pat@gadget.example' }])
    use.db.contacts.updateMany((q) => q.where({ is_primary: true }), { data: () => ({ email: 'kim@gadget.example' }) })
    remind(use)
    expect(paidAfter(use, 10)).toBe(1_000)
    expect(use.db.bounces.count()).toBe(1)
    const heard = owing('moved_on')
    const asked = heard.db.threads.create({ customer: heard.customer.id, direction: 'inbound', body: 'Which order is it for?' })
    heard.db.threads.create({ customer: heard.customer.id, direction: 'outbound', in_reply_to: asked.id, body: 'For order 7.' })
    heard.world.clock.advance('PT5M')
    expect(heard.db.bounces.count()).toBe(0)
  },
)

const paidOn = (use: Use): string => {
  use.world.clock.advance('P120D')
  return now(use).paid_on ?? 'never'
}
const isBetween = (date: string, first: string, last: string) =>
  expect([first <= date, date <= last, date]).toEqual([true, true, date])

rule(
  'C',
  'who is given more time, or less, pays by the new due date',
  { when: 'an invoice of a living customer changes', on: ['payments'] },
  () => {
    for (const [persona, from, to, first, last] of [
      ['prompt', '2026-07-31', '2026-06-15', '2026-06-08', '2026-06-15'],
      ['prompt', '2026-06-15', '2026-07-31', '2026-07-27', '2026-07-31'],
      ['slow', '2026-06-15', '2026-07-15', '2026-08-04', '2026-08-29'],
    ] as const) {
      const use = owing(persona, { due_date: from })
      use.db.invoices.update(use.invoice, { data: () => ({ due_date: to }) })
      isBetween(paidOn(use), first, last)
    }
    const promised = owing('prompt', { due_date: '2026-07-31' })
    promised.db.promises.create({ customer: promised.customer.id, invoice: promised.invoice.id, promised_date: '2026-08-10' })
    promised.db.invoices.update(promised.invoice, { data: () => ({ due_date: '2026-06-15' }) })
    isBetween(paidOn(promised), '2026-06-08', '2026-06-15')
  },
)

rule(
  'C',
  'what was promised is paid on the workday before, where the invoice does not fall due after that day',
  { when: 'an invoice of a living customer changes', on: ['payments'] },
  () => {
    const use = owing('promiser')
    remind(use)
    use.world.clock.advance('P3D')
    const [promise] = use.db.promises.all()
    use.db.invoices.update(use.invoice, { data: () => ({ due_date: promise?.promised_date ?? '' }) })
    expect(paidOn(use)).toBe(weekdayBefore(promise?.promised_date ?? ''))
  },
)

rule(
  'C',
  'who becomes another customer pays what is open like that one, and so does the customer to whom an invoice moves',
  { when: 'an invoice of a living customer changes', on: ['payments'] },
  () => {
    const due = { due_date: '2026-06-15' }
    const become = (from: Persona, to: Persona) => {
      const use = owing(from, due)
      use.db.customers.update(use.customer, { data: () => ({ persona: to }) })
      return paidOn(use)
    }
    isBetween(become('silent', 'prompt'), '2026-06-11', '2026-06-15')
    isBetween(become('slow', 'prompt'), '2026-06-11', '2026-06-15')
    isBetween(become('prompt', 'slow'), '2026-07-05', '2026-07-30')
    const moved = owing('silent', due)
    const other = moved.db.customers.create({ company: moved.customer.company, persona: 'prompt' })
    moved.db.invoices.update(moved.invoice, { data: () => ({ customer: other.id }) })
    isBetween(paidOn(moved), '2026-06-11', '2026-06-15')
  },
)

rule(
  'C',
  'what is paid in part is not paid twice because its due date moves',
  { when: 'an invoice of a living customer changes', on: ['payments'] },
  () => {
    const use = owing('part_payer')
    remind(use)
    for (let days = 0; now(use).balance === 1_000 && days < 30; days++) use.world.clock.advance('P1D')
    use.db.invoices.update(use.invoice, { data: () => ({ due_date: '2026-08-31' }) })
    use.world.clock.advance('P120D')
    expect([now(use).balance, use.db.payments.findMany((q) => q.where({ invoice: use.invoice.id })).length]).toEqual([0, 2])
  },
)

rule('C', 'without life nobody does anything', () => {
  const world = createSimulator().world()
  const { size } = world.table(invoices)
  world.clock.advance('P90D')
  expect([world.table(plans).size, world.table(invoices).size]).toEqual([0, size])
})

/** What there is to see of a customer, without what only tells order of arrival. */
const lifeOf = (world: World, customer: string): string =>
  JSON.stringify(
    world
      .table(invoices)
      .list('ofCustomer', customer)
      .map(({ invoice_number: _, trail: __, ...rest }) => rest),
  )

rule('C', 'what happens to one customer changes nothing of the life of another', () => {
  const simulator = createSimulator({ life: 'on' })
  const [one, other] = [simulator.fork('one'), simulator.fork('other')]
  const [touched, untouched] = [...one.table(customers).all()].filter(
    ({ company, status }) => status === 'active' && company.endsWith('1'),
  )
  for (let i = 0; i < 6; i++) {
    one.clock.advance('P10D')
    other.clock.advance('P10D')
    one.emit('customer.replied', { customer: (touched as Customer).id, body: 'Hello?' })
  }
  expect(lifeOf(one, (untouched as Customer).id)).toBe(lifeOf(other, (untouched as Customer).id))
})

rule('C', 'a world that lives can be saved, loaded, forked and gone back in, and lives on the same', () => {
  const simulator = createSimulator({ life: 'on' })
  const world = simulator.fork('one')
  world.clock.advance('P20D')
  const file = JSON.parse(JSON.stringify(world.save()))
  const other = createSimulator()
  const loaded = other.fork('two')
  loaded.load(file)
  const steps = simulator.fork('steps', { from: 'one' })
  world.clock.advance('P30D')
  loaded.clock.advance('P30D')
  for (let i = 0; i < 30; i++) steps.clock.advance('P1D')
  const rows = ({ rows, changed, removed }: ReturnType<World['save']>) => JSON.stringify([rows, changed, removed])
  expect(rows(loaded.save())).toBe(rows(world.save()))
  expect(rows(steps.save())).toBe(rows(world.save()))
  onTestFinished(() => void simulator.remove('steps'))
})

rule('C', 'every customer has a persona, which no call of the vendor’s shows', () => {
  const simulator = createSimulator({ life: 'on' })
  const world = simulator.world()
  const { body } = world.handle({ method: 'GET', url: '/__sim/personas', origin: 'http://x', headers: {} })
  const people = JSON.parse(body) as { persona: Persona; next: object | null }[]
  expect(people).toHaveLength(world.table(customers).size)
  expect(people.every(({ persona }) => personas.includes(persona))).toBe(true)
  expect(people.filter(({ next }) => next).length).toBeGreaterThan(20)
})

rule(
  'C',
  'a running world that lives begins with what fell due earlier on its day, and worlds that begin together are the same',
  () => {
    let ms = Date.parse('2026-11-26T15:00:00Z')
    const simulator = createSimulator({ life: 'on', clock: 'running', machine: () => ms })
    const world = simulator.world()
    world.clock.catchUp()
    expect([...world.clock.pending()].filter(({ at }) => Date.parse(at) < ms)).toEqual([])
    expect(world.table(timelineTable).size).toBeGreaterThan(100)
    expect(world.journal.entries()).toEqual([])
    expect(simulator.world('other').base.state).toBe(world.base.state)
    ms += 60_000
    const later = simulator.world('later')
    expect(later.base.state).not.toBe(world.base.state)
    expect(later.journal.entries()).toEqual([])
    later.clock.catchUp()
    expect(later.isUntouched).toBe(true)
    const rows = ({ rows, changed, removed }: ReturnType<World['save']>) => JSON.stringify([rows, changed, removed])
    const loaded = createSimulator({
      machine: () => ms,
      world: JSON.parse(JSON.stringify(later.save())),
    })
    expect(rows(loaded.world().save({ whole: true }))).toBe(rows(later.save({ whole: true })))
  },
)

rule(
  'C',
  'a frozen world that lives starts at rest: what falls due before its moment has happened, once for all that start so',
  () => {
    const simulator = createSimulator({ life: 'on' })
    const world = simulator.world()
    const due = ({ clock }: World) => [...clock.pending()].filter(({ at }) => Date.parse(at) <= clock.ms)
    expect(due(world)).toEqual([])
    for (const url of ['/__sim/clock', '/~other/__sim/clock'])
      simulator.handle({ method: 'GET', url, origin: 'http://x', headers: {} })
    expect([world.isUntouched, world.changes(), world.journal.entries({ kind: 'clock' })]).toEqual([true, [], []])
    expect(simulator.world('other').base.state).toBe(world.base.state)
    expect(simulator.fork('auto', { settings: { oauth: 'auto' } }).base.state).not.toBe(world.base.state)
    expect(simulator.fork('again', { settings: { oauth: 'auto' } }).base.state).toBe(simulator.world('auto').base.state)
    for (const options of [{ scenario: 'empty' }, { seed: 2 }, { from: 'other' }]) {
      const made = simulator.fork(undefined, options)
      made.clock.catchUp()
      expect([due(made), made.isUntouched, made.journal.entries()], JSON.stringify(options)).toEqual([[], true, []])
    }
    world.clock.advance('P1D')
    const file = JSON.parse(JSON.stringify(world.save()))
    const whole = JSON.stringify(world.save({ whole: true }).rows)
    world.reset()
    world.clock.catchUp()
    expect([due(world), world.isUntouched]).toEqual([[], true])
    world.load(file)
    world.clock.catchUp()
    expect([due(world), world.changes()]).toEqual([[], []])
    expect(JSON.stringify(world.save({ whole: true }).rows)).toBe(whole)
  },
)

rule('C', 'what is due before the moment of a scenario of one’s own has happened when a world starts, without life too', () => {
  const simulator = createSimulator({
    scenario: {
      name: 'waiting',
      now: '2026-06-01T12:00:00Z',
      recipe: () => ({}),
      prepare(world: World) {
        const db = collections(world)
        const company = db.companies.create({ timezone: 'America/New_York' })
        const customer = db.customers.create({ company: company.id })
        const invoice = db.invoices.create({ customer: customer.id, amount: 10 })
        db.promises.create({ invoice: invoice.id, amount: 10, promised_date: '2026-05-31' })
      },
    },
  })
  const world = simulator.world()
  world.clock.catchUp()
  expect([world.isUntouched, world.journal.entries()]).toEqual([true, []])
  expect([...world.table(promises).all()].map(({ status }) => status)).toEqual(['broken'])
})

rule('C', 'a company that moves to another time zone takes the hours of its plans along', () => {
  const use = owing('promiser')
  remind(use)
  const { company: id } = use.invoice
  const hours = (zone: string) =>
    use.db.plans
      .findMany((q) => q.where({ company: id }))
      .map(({ id: plan, at }) => [plan, dateIn(zone, Date.parse(at)), timeIn(zone, Date.parse(at))])
  const before = hours('America/New_York')
  expect(before.map(([plan]) => plan?.split(':')[0])).toEqual(expect.arrayContaining(['bill', 'pay', 'reply', 'sync']))
  use.db.companies.update((q) => q.where({ id }), { data: () => ({ timezone: 'America/Los_Angeles' }) })
  expect(hours('America/Los_Angeles')).toEqual(before)
})

rule('C', 'a deadline that was told is the same moment where the company is now', () => {
  const use = owing('forgetful')
  const { company, customer: about } = use.invoice
  const id = `wait:${about}`
  use.db.plans.create({ id, company, intent: 'wait', about, at: '2026-06-09T14:30:00Z' })
  use.db.companies.update((q) => q.where({ id: company }), { data: () => ({ timezone: 'Asia/Tokyo' }) })
  expect(use.db.plans.findFirst((q) => q.where({ id }))?.at).toBe('2026-06-09T14:30:00Z')
})

rule('C', 'what a company that moves is too late for is done at its hour of the next weekday, a sync of the next day', () => {
  const use = owing('forgetful')
  const { company, id: about } = use.customer
  // It is Friday, before 11 o'clock in New York, and before midnight in Tokyo.
  use.world.clock.moveTo('2026-06-05T14:30:00Z')
  for (const intent of ['advise', 'sync', 'look'] as const)
    use.db.plans.create({ id: `${intent}:${about}`, company, intent, about, at: '2026-06-05T15:00:00Z' })
  use.db.companies.update((q) => q.where({ id: company }), { data: () => ({ timezone: 'Asia/Tokyo' }) })
  const atOf = (intent: string) => use.db.plans.findFirst((q) => q.where({ id: `${intent}:${about}` }))?.at
  expect(['advise', 'sync'].map(atOf)).toEqual(['2026-06-08T02:00:00Z', '2026-06-06T02:00:00Z'])
  // The agent has looked.
  expect(atOf('look')).toBeUndefined()
})

rule(
  'C',
  'a mailbox of which no webhooks tell is synced every night, so that what the customer wrote shows',
  { when: 'a mailbox syncs', on: ['conversations', 'connections'] },
  () => {
    const use = owing('promiser')
    use.db.connections.updateMany((q) => q.where({ product: 'email' }), { data: () => ({ is_active: false }) })
    const { id } = use.db.connections.create({
      company: use.customer.company,
      integration: 'outlook',
      webhook_sync_enabled: false,
    })
    const { result } = use.world.emit('customer.replied', { customer: use.customer.id, body: 'Which order is this for?' })
    const isShown = () => use.db.threads.findFirst((q) => q.where({ id: result.thread }))?.is_synced
    expect(isShown()).toBe(false)
    use.world.clock.advance('P1D')
    expect(isShown()).toBe(true)
    expect(use.db.connections.findFirst((q) => q.where({ id }))?.last_synced_at).toBe('2026-06-02T06:00:00Z')
  },
)
