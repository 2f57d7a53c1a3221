import { expect } from 'vitest'
import { type Persona, personas } from '../../src/ar/customers/persona.ts'
import { addDays } from '../../src/core/time/day.ts'
import { instantIn } from '../../src/core/time/time-zone.ts'
import { collections, defineScenario } from '../../src/data/index.ts'
import { createSimulator } from '../../src/index.ts'
import { client } from '../support/client.ts'
import { wrongProposals } from '../support/proposals.ts'
import { rule } from '../support/rule.ts'

const LIVES = Number(process.env.LIVES ?? 1)

rule(
  'C',
  'no proposal of the agent says what is not so, asks for what is paid, disputed, promised or a sequence’s, or stands twice',
  () => {
    for (let seed = 1; seed <= LIVES; seed++) {
      const world = createSimulator({ life: 'on', seed }).world()
      expect(wrongProposals(world), `seed ${seed}`).toEqual([])
      for (let i = 0; i < 40; i++) {
        world.clock.advance('P2DT5H')
        expect(wrongProposals(world), `seed ${seed}`).toEqual([])
      }
    }
  },
)

/** A company with customers of some personas, each with invoices of some ages. */
function place(given: Parameters<typeof createSimulator>[0] = {}, of: readonly Persona[] = personas) {
  const simulator = createSimulator({ scenario: 'empty', life: 'on', ...given })
  const world = simulator.world()
  const db = collections(world)
  const company = db.companies.findFirst()?.id
  for (const persona of of) {
    const { id: customer } = db.customers.create({ company, customer_company_name: persona, persona })
    db.contacts.create({ customer, name: 'Pat Doe', email: `pat-${persona.replaceAll('_', '-')}@example.com` })
    for (const due of [-40, -12, 5]) db.invoices.create({ customer, amount: 100, issue_date: day(due - 30), due_date: day(due) })
  }
  return { simulator, world, db, use: client({ simulator, world }) }
}

const day = (n: number): string => addDays('2026-06-01', n)

/** At half past eight somebody approves what needs a decision, and does what they have to do themselves. */
function approveAll({ world, use }: ReturnType<typeof place>, date: string): number {
  world.clock.moveTo(inNewYork(date, '08:30'))
  const { data } = use.ar('GET actions?category=needs_action&page_size=100').body
  for (const { id, action_type } of data) {
    expect(use.ar(`POST actions/${id}/approve`).status).toBe(200)
    if (action_type !== 'email') expect(use.ar(`POST actions/${id}/complete`).status).toBe(200)
  }
  world.clock.advance('PT10S')
  return data.length
}

const isWorkday = (date: string): boolean => ![0, 6].includes(new Date(date).getUTCDay())

rule('C', 'who approves all that the agent proposes, every working day for 400 days, harms nobody', () => {
  for (let seed = 1; seed <= LIVES; seed++) {
    const at = place({ seed }, LIVES > 1 ? personas : ['forgetful', 'breaker', 'part_payer', 'disputer', 'moved_on'])
    let approved = 0
    for (let n = 1; n <= 400; n++) {
      if (isWorkday(day(n))) approved += approveAll(at, day(n))
      if (n % 5 === 0) expect(wrongProposals(at.world), `seed ${seed}`).toEqual([])
    }
    expect(approved).toBeGreaterThan(200)
    expect(at.world.harms().map(({ sentence }) => sentence)).toEqual([])
  }
})

/** A customer who owes one invoice, due so many days from now. */
function owing(due: number, persona: Persona = 'slow') {
  const simulator = createSimulator({ scenario: 'empty', life: 'on' })
  const world = simulator.world()
  const db = collections(world)
  const customer = db.customers.create({ customer_company_name: 'Gadget Works', persona })
  db.contacts.create({ customer: customer.id, name: 'Pat Doe', email: 'pat@gadget.example' })
  const invoice = db.invoices.create({ customer: customer.id, amount: 1_000, issue_date: day(due - 30), due_date: day(due) })
  return { simulator, world, db, customer, invoice, use: client({ simulator, world }) }
}

type Owing = ReturnType<typeof owing>

const inNewYork = (date: string, time: string): string => instantIn('America/New_York', date, time)

/** To half past eight in the morning, so many days from the start. */
const goTo = ({ world }: Pick<Owing, 'world'>, n: number) => world.clock.moveTo(inNewYork(day(n), '08:30'))

/** What is proposed, the newest last. */
const proposed = ({ db }: Pick<Owing, 'db'>) =>
  db.actions
    .findMany((q) => q.where({ status: 'proposed' }))
    .map(({ action_type, trigger_event_label }) => `${action_type}: ${trigger_event_label}`)

const decide = (use: Owing, how: 'cancel' | 'complete' | 'reject') => {
  const { id } = use.db.actions.findFirst((q) => q.where({ status: 'proposed' })) ?? {}
  expect(use.use.ar(`POST actions/${id}/${how}`, how === 'reject' ? { reason: 'Not now.' } : undefined).status).toBe(200)
}

/** What an insight says of the invoice. */
function insightOf({ use, db, invoice }: Owing, type: string) {
  const path = `/api/intelligence/insights?company_id=${use.companyId}&invoice_id=${invoice.id}&insight_type=${type}`
  const { body } = use.call(`GET ${path}`, undefined, { authorization: `Token ${db.tokens.findFirst()?.id}` })
  return body.results[0].payload_json
}

/** Why the last proposal was taken back. */
const whyBack = ({ db }: Pick<Owing, 'db'>) =>
  db.actions.findMany((q) => q.where({ status: 'cancelled' })).map(({ approval_log }) => approval_log.at(-1)?.reason)

const approve = ({ use, db, world }: Owing, final_content?: string) => {
  const [action] = db.actions.findMany((q) => q.where({ status: 'proposed' }))
  expect(use.ar(`POST actions/${action?.id}/approve`, final_content ? { final_content } : undefined).status).toBe(200)
  world.clock.advance('PT10S')
}

rule(
  'C',
  'the agent of a living world proposes on the first working morning on which an invoice is 1, 7, 14, 30, 60 or 90 days late',
  { when: 'an invoice of a living customer is late', on: ['actions'] },
  () => {
    const use = owing(4)
    for (const [n, what] of [
      [4, []],
      // The 6th is a Saturday.
      [6, []],
      [7, ['email: Invoice overdue']],
      [11, ['email: Invoice overdue for 7 days or more']],
      [18, ['email: Invoice overdue for 14 days or more']],
    ] as const) {
      goTo(use, n)
      expect(proposed(use), day(n)).toEqual(what)
    }
    const [first] = use.db.actions.all()
    expect(first).toMatchObject({ created_at: inNewYork('2026-06-08', '08:00'), metadata: { confidence: 0.75 } })
    expect(first?.updated_at).toBe(inNewYork('2026-06-19', '08:00'))
  },
)

rule(
  'C',
  'the agent writes ahead of time to those who tend to be late, and takes that back once the day has passed',
  { when: 'an invoice of a living customer is due soon', on: ['actions'] },
  () => {
    const use = owing(9)
    for (const due of [-60, -90, -120]) {
      const { id } = use.db.invoices.create({
        customer: use.customer.id,
        amount: 50,
        issue_date: day(due - 30),
        due_date: day(due),
      })
      use.db.payments.create({ invoice: id, payment_date: day(due + 20) })
    }
    goTo(use, 2)
    expect(proposed(use)).toEqual(['email: Invoice due soon'])
    expect(owingOnTime()).toEqual([])
    use.world.clock.moveTo(inNewYork(day(10), '00:00'))
    expect([proposed(use), whyBack(use)]).toEqual([[], ['The due date has passed.']])
  },
)

rule(
  'C',
  'who owes something for 60 days or more is not written to ahead of time',
  { when: 'an invoice of a living customer is due soon', on: ['actions'] },
  () => {
    for (const [late, count] of [
      [50, 1],
      [65, 0],
    ] as const) {
      const use = owing(9)
      const { id: customer } = use.customer
      use.db.invoices.create({ customer, amount: 50, issue_date: day(-late - 30), due_date: day(-late) })
      for (const due of [-60, -90, -120]) {
        const { id } = use.db.invoices.create({ customer, amount: 50, issue_date: day(due - 30), due_date: day(due) })
        use.db.payments.create({ invoice: id, payment_date: day(due + 20) })
      }
      goTo(use, 2)
      expect(proposed(use).filter((each) => each === 'email: Invoice due soon')).toHaveLength(count)
    }
  },
)

function owingOnTime(): string[] {
  const use = owing(9, 'prompt')
  goTo(use, 3)
  return proposed(use)
}

rule(
  'C',
  'a promise, a dispute, a sequence and a payment each take the agent’s proposal back',
  { when: 'a living customer promises, disputes, pays or is enrolled', on: ['actions'] },
  () => {
    const ends: readonly [string, (use: Owing) => unknown][] = [
      [
        'The customer promised to pay.',
        ({ world, customer }) => world.emit('promise.made', { customer: customer.id, date: day(20) }),
      ],
      [
        'The customer disputed the invoice.',
        ({ world, invoice }) => world.emit('invoice.disputed', { invoice: invoice.id, reason: 'The price is wrong.' }),
      ],
      ['The invoice was paid.', ({ world, invoice }) => world.emit('invoice.paid', { invoice: invoice.id })],
      [
        'A sequence writes to the customer.',
        ({ db, customer }) =>
          db.enrollments.create({ sequence: db.sequences.create({ status: 'active' }).id, customer: customer.id }),
      ],
      ['The customer is inactive.', ({ use, customer }) => use.ar(`PATCH customers/${customer.id}`, { status: 'inactive' })],
    ]
    for (const [reason, happen] of ends) {
      const use = owing(-10)
      goTo(use, 1)
      expect(proposed(use)).toHaveLength(1)
      happen(use)
      expect([proposed(use), whyBack(use)], reason).toEqual([[], [reason]])
    }
  },
)

rule(
  'C',
  'what a person approved before is not taken back by a promise',
  { when: 'a living customer promises, disputes, pays or is enrolled', on: ['actions'] },
  () => {
    const use = owing(-35)
    goTo(use, 1)
    const [call] = use.db.actions.all()
    use.use.ar(`POST actions/${call?.id}/approve`)
    use.world.emit('promise.made', { customer: use.customer.id, date: day(20) })
    expect(use.db.actions.all().map(({ action_type, status }) => [action_type, status])).toEqual([['call', 'processing']])
  },
)

rule(
  'C',
  'a message that waits is answered first, in its conversation, and asks for nothing',
  { when: 'a living customer writes', on: ['actions'] },
  () => {
    const use = owing(-10)
    use.world.emit('customer.replied', { customer: use.customer.id, body: 'Which order is this for?' })
    goTo(use, 1)
    const [message] = use.db.threads.all()
    expect(use.db.actions.all()).toMatchObject([
      { trigger_event_label: 'Customer waits for an answer', thread: message?.id, action_type: 'email' },
    ])
    approve(use)
    expect(use.db.threads.findMany((q) => q.where({ requires_response: true }))).toEqual([])
    expect(use.world.harms()).toEqual([])
  },
)

rule(
  'C',
  'what was written of an invoice that is paid by now is answered under no other, and keeps nobody from asking for that',
  { when: 'a living customer writes', on: ['actions'] },
  () => {
    const use = owing(-10, 'silent')
    const other = use.db.invoices.create({ customer: use.customer.id, amount: 500, issue_date: day(-38), due_date: day(-8) })
    use.world.emit('customer.replied', { customer: use.customer.id, body: 'Paid soon.' })
    use.db.threads.updateMany((q) => q.where({ direction: 'inbound' }), { data: () => ({ invoices: [use.invoice.id] }) })
    goTo(use, 1)
    expect(proposed(use)).toEqual(['email: Customer waits for an answer'])
    use.db.payments.create({ invoice: use.invoice.id, amount: 1_000 })
    goTo(use, 2)
    expect(proposed(use)).toEqual(['email: Invoice overdue for 7 days or more'])
    expect(use.db.actions.findFirst((q) => q.where({ status: 'proposed' }))?.invoice).toBe(other.id)
    approve(use)
    expect(use.world.harms()).toEqual([])
  },
)

rule(
  'C',
  'what is disputed is asked for again only once somebody has said more than that it is looked into',
  { when: 'a living customer writes', on: ['actions'] },
  () => {
    const use = owing(-25, 'silent')
    use.world.emit('invoice.disputed', { invoice: use.invoice.id, reason: 'Two pallets never arrived.' })
    goTo(use, 1)
    expect(use.db.actions.findFirst()?.draft_content).toMatch(/come back to you|hear from us/)
    approve(use)
    goTo(use, 2)
    expect(proposed(use)).toEqual(['task: Dispute waits for an answer'])
    goTo(use, 40)
    expect(proposed(use)).toEqual(['task: Dispute waits for an answer'])
    const [dispute] = use.db.threads.findMany((q) => q.where({ direction: 'inbound' }))
    const { thread_group = '', invoices = [] } = dispute ?? {}
    const said = { customer: use.customer.id, thread_group, invoices, direction: 'outbound', timestamp: use.world.clock.now() }
    use.db.threads.create({ ...said, direction: 'outbound', body: 'Here is the delivery note for both pallets.' })
    goTo(use, 43)
    expect(whyBack(use)).toContain('The dispute is answered.')
    goTo(use, 52)
    expect(proposed(use)).toEqual(['call: No answer came'])
  },
)

rule(
  'C',
  'thanks, that a message was put with the account, and the note of a promise answer no dispute',
  { when: 'a living customer writes', on: ['actions'] },
  () => {
    const later: readonly [(use: Owing) => unknown, RegExp, string?][] = [
      [
        ({ world, customer }) => world.emit('customer.replied', { customer: customer.id, body: 'Thanks!' }),
        /come back|hear from/,
      ],
      [
        ({ world, customer }) => world.emit('promise.made', { customer: customer.id, date: day(20), amount: 300 }),
        /July|June 21/,
      ],
      [() => {}, /come back|hear from/, 'Thank you. We have put your message with your account.'],
    ]
    for (const [write, draft, final_content] of later) {
      const use = owing(-25, 'silent')
      use.db.invoices.create({ customer: use.customer.id, amount: 300, issue_date: day(-30), due_date: day(5) })
      use.world.emit('invoice.disputed', { invoice: use.invoice.id, reason: 'The price is wrong.' })
      use.world.clock.advance('PT1H')
      write(use)
      goTo(use, 1)
      const [answer] = use.db.actions.findMany((q) => q.where({ status: 'proposed' }))
      expect(answer?.draft_content).toMatch(draft)
      approve(use, final_content)
      goTo(use, 2)
      expect(proposed(use)).toEqual(['task: Dispute waits for an answer'])
      expect(insightOf(use, 'invoice_signal').tags).toContain('dispute_open')
    }
  },
)

rule(
  'C',
  'who answers a promise and says something of what was disputed before it has answered the dispute',
  { when: 'a person writes, calls or notes', on: ['actions'] },
  () => {
    const use = owing(-25, 'silent')
    use.world.emit('invoice.disputed', { invoice: use.invoice.id, reason: 'The price is wrong.' })
    use.world.clock.advance('PT1H')
    use.world.emit('promise.made', { customer: use.customer.id, date: day(20), amount: 300 })
    goTo(use, 1)
    approve(use, 'Thank you. The price is as agreed: see the quote.')
    goTo(use, 2)
    expect(proposed(use)).toEqual([])
  },
)

rule(
  'C',
  'a question of which somebody has only said that it is looked into waits on: nobody is dunned, and it is to be answered',
  { when: 'a living customer writes', on: ['actions'] },
  () => {
    const use = owing(-25, 'silent')
    const [reminder] = [use.use.ar(`POST invoices/${use.invoice.id}/send-reminder`).body]
    const ask = (body: string) => use.world.emit('customer.replied', { customer: use.customer.id, thread: reminder.id, body })
    ask('We never received this invoice. Please send us a copy of it.')
    goTo(use, 1)
    expect(use.db.actions.findFirst()?.draft_content).toMatch(/come back to you|hear from us/)
    approve(use)
    goTo(use, 2)
    expect(proposed(use)).toEqual(['task: Question waits for an answer'])
    expect(use.db.actions.findFirst((q) => q.where({ status: 'proposed' }))?.description).toContain('Please send us a copy')
    decide(use, 'complete')
    goTo(use, 8)
    expect(proposed(use)).toEqual([])
    goTo(use, 40)
    expect(proposed(use)).toEqual(['task: Question waits for an answer'])
    const { data } = use.use.ar(`GET communications/threads?customer_id=${use.customer.id}`).body
    const { thread_group, invoices } = data[0]
    const said = {
      customer: use.customer.id,
      thread_group,
      invoices,
      direction: 'outbound',
      timestamp: use.world.clock.now(),
    } as const
    use.db.threads.create({ ...said, body: 'Here is the copy of the invoice.' })
    goTo(use, 43)
    expect(whyBack(use)).toContain('The question is answered.')
    goTo(use, 52)
    expect(proposed(use)).toEqual(['call: No answer came'])
  },
)

rule(
  'C',
  'who says that they have paid is told that somebody looks into it, and the payment is looked for: nobody is dunned until then',
  { when: 'a living customer writes', on: ['actions'] },
  () => {
    const use = owing(-25, 'silent')
    const { id: customer } = use.customer
    use.world.emit('customer.replied', { customer, body: 'We have paid this by wire on Friday.' })
    goTo(use, 1)
    expect(use.db.actions.findFirst()?.draft_content).toMatch(/come back to you|hear from us/)
    approve(use)
    for (const n of [2, 9]) {
      goTo(use, n)
      expect(proposed(use), day(n)).toEqual(['task: Payment said to be sent'])
    }
    const [task] = use.db.actions.findMany((q) => q.where({ status: 'proposed' }))
    expect(task?.description).toContain('They say: “We have paid this by wire on Friday.”')
    use.world.emit('invoice.paid', { invoice: use.invoice.id })
    expect([proposed(use), whyBack(use).at(-1)]).toEqual([[], 'The invoice was paid.'])
  },
)

rule(
  'C',
  'a payment that comes after somebody said so ends the search for it: the rest is asked for, and what else is late',
  { when: 'a payment arrives', on: ['actions'] },
  () => {
    const search = 'task: Payment said to be sent'
    const rest = 'email: Partial payment received'
    for (const [isNamed, isOther, amount, is_searched, next] of [
      [false, false, 400, false, rest],
      [true, false, 400, false, rest],
      [false, false, 1_000, false, 'email: Invoice overdue for 14 days or more'],
      [false, true, 200, false, 'call: Invoice overdue for 30 days or more'],
      [true, true, 200, true, search],
    ] as const) {
      const use = owing(-25, 'silent')
      const { id: customer } = use.customer
      const other = use.db.invoices.create({ customer, amount: 500, issue_date: day(-36), due_date: day(-6) })
      const invoices = isNamed ? [use.invoice.id] : []
      use.db.threads.create({ customer, direction: 'inbound', body: 'We have paid this by wire on Friday.', invoices })
      goTo(use, 1)
      use.use.ar(`POST actions/${use.db.actions.findFirst((q) => q.where({ invoice: use.invoice.id }))?.id}/approve`)
      goTo(use, 2)
      expect(proposed(use)).toContain(search)
      use.world.emit('invoice.paid', { invoice: isOther ? other.id : use.invoice.id, amount })
      expect(proposed(use).includes(search)).toBe(is_searched)
      goTo(use, 10)
      expect(proposed(use)[0]).toBe(next)
    }
  },
)

rule(
  'C',
  'a payment that was looked for and not found ends the wait once the customer is told, and is looked for again after two weeks',
  { when: 'a person writes, calls or notes', on: ['actions'] },
  () => {
    const use = owing(-25, 'silent')
    const { id: customer } = use.customer
    use.world.emit('customer.replied', { customer, body: 'The payment is on its way.' })
    goTo(use, 1)
    approve(use)
    goTo(use, 2)
    decide(use, 'complete')
    goTo(use, 11)
    expect(proposed(use)).toEqual([])
    goTo(use, 17)
    expect(proposed(use)).toEqual(['task: Payment said to be sent'])
    const told = { customer_id: customer, communication_type: 'call', invoice_ids: [use.invoice.id] }
    use.use.ar('POST communications/log-manual', { ...told, notes: 'Told them that nothing came. They check with their bank.' })
    goTo(use, 18)
    expect([proposed(use), whyBack(use).at(-1)]).toEqual([[], 'A payment came, or the customer is answered.'])
  },
)

/** A customer who has asked, was told that somebody looks into it, and writes again; thirteen days later. */
function askedAndThenWrote(body: string): Owing {
  const use = owing(-25, 'silent')
  for (const [day, said] of ['Which delivery is it for?', body].entries()) {
    use.world.emit('customer.replied', { customer: use.customer.id, body: said })
    goTo(use, day + 1)
    approve(use)
  }
  goTo(use, 13)
  return use
}

rule(
  'C',
  'a question about an invoice that it names holds back that one, and no older one',
  { when: 'a living customer writes', on: ['actions'] },
  () => {
    const use = owing(-25, 'silent')
    const { db, world, customer } = use
    const { invoice_number } = db.invoices.create({
      customer: customer.id,
      amount: 400,
      issue_date: day(-42),
      due_date: day(-12),
    })
    world.emit('customer.replied', { customer: customer.id, body: `Which order is ${invoice_number} for?` })
    goTo(use, 1)
    approve(use)
    goTo(use, 3)
    const about = db.actions
      .findMany((q) => q.where({ status: 'proposed' }))
      .map(({ invoice, action_type }) => [action_type, invoice])
    expect(about).toContainEqual(['email', use.invoice.id])
    expect(about.filter(([, id]) => id !== use.invoice.id).map(([type]) => type)).toEqual(['task'])
  },
)

rule(
  'C',
  'who asked and then writes something else has asked no more',
  { when: 'a living customer writes', on: ['actions'] },
  () => {
    expect(proposed(askedAndThenWrote('We have found it.'))).toEqual(['call: Invoice overdue for 30 days or more'])
  },
)

rule(
  'C',
  'who only thanks for a first answer still waits for more',
  { when: 'a living customer writes', on: ['actions'] },
  () => {
    expect(proposed(askedAndThenWrote('Thanks!'))).toEqual(['task: Question waits for an answer'])
  },
)

rule(
  'C',
  'of what a customer disputes the task quotes whole words, and shows where it leaves some out',
  { when: 'a living customer promises, disputes, pays or is enrolled', on: ['actions'] },
  () => {
    const quoted = (reason: string) => {
      const use = owing(-25, 'silent')
      use.world.emit('invoice.disputed', { invoice: use.invoice.id, reason })
      goTo(use, 1)
      approve(use)
      goTo(use, 2)
      expect(proposed(use)).toEqual(['task: Dispute waits for an answer'])
      return use.db.actions.findFirst((q) => q.where({ status: 'proposed' }))?.description
    }
    expect(quoted('Two pallets never arrived.')).toContain('“Two pallets never arrived.”')
    expect(quoted(`${'missing '.repeat(24)}pallets\u{1f600} and more`)).toContain('missing missing…”')
    expect(quoted(`${'x'.repeat(199)}\u{1f600}`)).toContain('x…”')
  },
)

rule('C', 'a dispute that somebody resolves is one no more', { when: 'a living customer writes', on: ['actions'] }, () => {
  const use = owing(-25, 'silent')
  use.world.emit('invoice.disputed', { invoice: use.invoice.id, reason: 'Two pallets never arrived.' })
  goTo(use, 1)
  approve(use)
  goTo(use, 2)
  use.db.threads.updateMany((q) => q.where({ direction: 'inbound' }), { data: () => ({ is_resolved: true }) })
  expect(proposed(use)).toEqual([])
  goTo(use, 10)
  expect(proposed(use)).toEqual(['call: Invoice overdue for 30 days or more'])
})

rule(
  'C',
  'a dispute that is settled by phone, in person or by an entry that is resolved is one no more, and is paid',
  { when: 'a person writes, calls or notes', on: ['actions', 'payments'] },
  () => {
    const settled = { notes: 'The price is as agreed, and they withdraw the dispute.' }
    for (const entry of [
      { communication_type: 'call', ...settled },
      { communication_type: 'meeting', ...settled },
      { communication_type: 'email', ...settled },
      { communication_type: 'note', notes: 'Done.', is_resolved: true },
    ]) {
      const use = owing(-25, 'disputer')
      use.world.emit('invoice.disputed', { invoice: use.invoice.id, reason: 'The price is wrong.' })
      goTo(use, 1)
      const named = { customer_id: use.customer.id, invoice_ids: [use.invoice.id] }
      expect(use.use.ar('POST communications/log-manual', { ...named, ...entry }).status).toBe(201)
      expect(proposed(use), entry.communication_type).toEqual([])
      goTo(use, 60)
      expect(use.use.ar(`GET invoices/${use.invoice.id}`).body.balance, entry.communication_type).toBe(0)
    }
  },
)

rule(
  'C',
  'a step of a sequence settles no dispute',
  { when: 'a step is sent or skipped', on: ['actions', 'conversations'] },
  () => {
    const use = owing(-25, 'silent')
    const { invoice } = use
    const sent = use.db.threads.create({ customer: use.customer.id, direction: 'outbound', invoices: [invoice.id] })
    use.world.clock.advance('PT1H')
    use.world.emit('invoice.disputed', { invoice: invoice.id, reason: 'Half of it never came.' })
    use.world.clock.advance('PT1H')
    const next = { customer: use.customer.id, direction: 'outbound', in_reply_to: sent.id, body: 'It is still open.' } as const
    use.db.threads.create(next)
    goTo(use, 2)
    expect(proposed(use)).toEqual(['email: Customer waits for an answer'])
  },
)

rule(
  'C',
  'a call that is logged in the place of a proposed letter is a call, and no letter that waits for an answer',
  { when: 'a person writes, calls or notes', on: ['actions'] },
  () => {
    const use = owing(-25, 'silent')
    use.world.emit('customer.replied', { customer: use.customer.id, body: 'Which order is this for?' })
    goTo(use, 1)
    const [action] = use.db.actions.findMany((q) => q.where({ status: 'proposed' }))
    const entry = { customer_id: use.customer.id, communication_type: 'call', notes: 'Told Pat.', invoice_ids: [use.invoice.id] }
    const { body } = use.use.ar('POST communications/log-manual', { ...entry, scheduled_action_id: action?.id })
    expect(use.use.ar(`GET actions/${action?.id}`).body).toMatchObject({ status: 'completed', channel_id: body.id })
    goTo(use, 2)
    expect(proposed(use)).toEqual([])
  },
)

rule(
  'C',
  'who asks for time for the rest is granted 45 days, and not asked for it in that time; who is refused is',
  { when: 'a living customer writes', on: ['actions'] },
  () => {
    const asking = () => {
      const use = owing(-10, 'silent')
      use.world.emit('customer.replied', { customer: use.customer.id, body: 'Could the rest wait for a month?' })
      const tags = { strategy_tags: ['payment_plan'], invoices: [use.invoice.id] }
      use.db.threads.updateMany((q) => q.where({ direction: 'inbound' }), { data: () => tags })
      goTo(use, 1)
      return use
    }
    const use = asking()
    expect(use.db.actions.findFirst((q) => q.where({ status: 'proposed' }))?.draft_content).toContain('July 16, 2026')
    const part = asking()
    part.db.payments.create({ invoice: part.invoice.id, amount: 300 })
    expect(part.db.actions.findFirst((q) => q.where({ status: 'proposed' }))?.draft_content).toContain(
      `Thank you for your payment. $700.00 of invoice ${part.invoice.invoice_number} is left, which may wait until July 16, 2026.`,
    )
    approve(use)
    goTo(use, 44)
    expect(proposed(use)).toEqual([])
    goTo(use, 46)
    expect(proposed(use)).toEqual(['call: Invoice overdue for 30 days or more'])
    const refused = asking()
    const [action] = refused.db.actions.findMany((q) => q.where({ status: 'proposed' }))
    refused.use.ar(`POST actions/${action?.id}/approve`, { final_content: 'Unfortunately we cannot wait for it.' })
    refused.world.clock.advance('PT10S')
    goTo(refused, 14)
    expect(proposed(refused)).not.toEqual([])
  },
)

rule(
  'C',
  'an address is sought once for a customer, again two weeks after somebody did, and nobody is named of whom mail came back',
  { when: 'a message cannot be delivered', on: ['actions'] },
  () => {
    const use = owing(-8, 'silent')
    const { db, customer } = use
    db.invoices.create({ customer: customer.id, amount: 500, issue_date: day(-50), due_date: day(-9) })
    db.contacts.updateMany((q) => q.where({ customer: customer.id }), { data: () => ({ email: 'gone@gadget.example' }) })
    const { id: thread } = db.threads.create({ customer: customer.id, direction: 'outbound', timestamp: '2026-05-01T12:00:00Z' })
    db.bounces.create({ thread, address: 'gone@gadget.example' })
    goTo(use, 1)
    expect(proposed(use)).toEqual(['task: No address that works'])
    const [task] = db.actions.findMany((q) => q.where({ status: 'proposed' }))
    approve(use)
    expect(use.use.ar(`POST actions/${task?.id}/complete`).status).toBe(200)
    const sought = () => db.actions.findMany((q) => q.where({ trigger_event_label: 'No address that works' })).length
    for (let n = 2; n < 15; n++) {
      goTo(use, n)
      expect(sought(), day(n)).toBe(1)
    }
    goTo(use, 18)
    expect(sought()).toBe(2)
    expect(proposed(use)).toEqual(['task: No address that works'])
    db.contacts.updateMany((q) => q.where({ customer: customer.id }), { data: () => ({ email: 'kim@gadget.example' }) })
    expect(whyBack(use)).toContain('There is an address again.')
    goTo(use, 21)
    expect(proposed(use).sort()).toEqual([
      'call: Invoice overdue for 30 days or more',
      'email: Invoice overdue for 14 days or more',
    ])
    db.bounces.create({ thread, address: 'kim@gadget.example' })
    goTo(use, 23)
    expect(db.actions.findMany((q) => q.where({ action_type: 'call' }))[0]?.description).toMatch(/accounts payable/)
  },
)

/** Other invoices of the customer, of 500 each. */
const others = ({ db, customer }: Owing, count: number) =>
  Array.from({ length: count }, () =>
    db.invoices.create({ customer: customer.id, amount: 500, issue_date: day(-60), due_date: day(-5) }),
  )

/** What the letter that is proposed for the invoice says of what was paid too much. */
const creditIn = ({ db, invoice }: Owing) =>
  /We hold .*/.exec(db.actions.findFirst((q) => q.where({ invoice: invoice.id, status: 'proposed' }))?.draft_content ?? '')?.[0]

rule(
  'C',
  'a letter that asks for money says how much was paid too much for other invoices, and asks whether it may be used',
  { when: 'a payment arrives', on: ['actions'] },
  () => {
    const use = owing(-4, 'silent')
    const [one, two] = others(use, 2)
    goTo(use, 1)
    expect(creditIn(use)).toBeUndefined()
    use.world.emit('invoice.paid', { invoice: one?.id ?? '', amount: 700 })
    expect(creditIn(use)).toBe(`We hold a credit of $200.00 from ${one?.invoice_number}: tell us if we may use it for this.`)
    use.world.emit('invoice.paid', { invoice: two?.id ?? '', amount: 900 })
    const both = `We hold a credit of $600.00 from ${one?.invoice_number} and ${two?.invoice_number}: tell us if we may use it for this.`
    expect([creditIn(use), proposed(use)]).toEqual([both, ['email: Invoice overdue']])
    expect(wrongProposals(use.world)).toEqual([])
    approve(use)
    use.world.clock.advance('PT1M')
    expect(use.db.threads.findFirst((q) => q.where({ direction: 'outbound' }))?.body).toContain(both)
    expect(use.world.harms()).toEqual([])
    use.world.emit('customer.replied', { customer: use.customer.id, body: 'Where can we find your bank details?' })
    goTo(use, 2)
    expect([creditIn(use), proposed(use)]).toEqual([undefined, ['email: Customer waits for an answer']])
  },
)

rule(
  'C',
  'what was paid too much for other invoices holds nothing back, and is named no more once it is gone',
  { when: 'an invoice of a living customer changes', on: ['actions'] },
  () => {
    const use = owing(-4, 'silent')
    const [other] = others(use, 3)
    use.use.ar('POST payments', { invoice: other?.id, amount: 1_500 })
    goTo(use, 1)
    expect(proposed(use)).toEqual(Array(3).fill('email: Invoice overdue'))
    expect(creditIn(use)).toContain('$1,000.00')
    use.use.ar(`PATCH invoices/${other?.id}`, { amount: 1_500 })
    expect([creditIn(use), proposed(use).length]).toEqual([undefined, 3])
    const lowered = use.use.ar(`PATCH invoices/${other?.id}`, { amount: 1_400 })
    expect([lowered.status, creditIn(use)]).toEqual([200, expect.stringContaining('$100.00')])
    const { id: customer } = use.db.customers.create({ customer_company_name: 'Gadget Sales' })
    use.db.invoices.update((q) => q.where({ id: other?.id ?? '' }), { data: () => ({ customer }) })
    expect(creditIn(use)).toBeUndefined()
  },
)

rule(
  'C',
  'of more overpaid invoices than a letter can name, it says no sum',
  { when: 'a payment arrives', on: ['actions'] },
  () => {
    const use = owing(-4, 'silent')
    const told = others(use, 9).map(({ id }) => {
      use.use.ar('POST payments', { invoice: id, amount: 600 })
      goTo(use, 1)
      return creditIn(use)
    })
    expect(told.at(-2)).toMatch(/^We hold a credit of \$800\.00 from INV-/)
    expect(told.at(-1)).toBe('We hold a credit from other invoices: tell us if we may use it for this.')
  },
)

rule(
  'C',
  'a credit is asked about in one letter that arrives, and named in calls and tasks',
  { when: 'a person writes, calls or notes', on: ['actions'] },
  () => {
    const use = owing(-13, 'silent')
    const [one] = others(use, 2)
    use.use.ar('POST payments', { invoice: one?.id, amount: 700 })
    goTo(use, 1)
    const drafts = () =>
      use.db.actions
        .findMany((q) => q.where({ status: 'proposed' }))
        .map(({ draft_content }) => draft_content?.includes('We hold'))
    expect(drafts()).toEqual([true, true])
    approve(use)
    expect(drafts()).toEqual([false])
    const { id: thread = '' } = use.db.threads.findFirst((q) => q.where({ direction: 'outbound' })) ?? {}
    use.world.emit('customer.replied', { customer: use.customer.id, body: 'Yes, use the credit.' })
    for (let n = 2; n < 6; n++) {
      goTo(use, n)
      for (const { id } of use.db.actions.findMany((q) => q.where({ status: 'proposed', action_type: 'email' })))
        use.use.ar(`POST actions/${id}/approve`)
    }
    expect(
      use.db.threads
        .findMany()
        .filter(({ body }) => body.includes('We hold'))
        .map(({ id }) => id),
    ).toEqual([thread])
    goTo(use, 18)
    const { action_type, description } =
      use.db.actions.findFirst((q) => q.where({ status: 'proposed', invoice: use.invoice.id })) ?? {}
    expect([action_type, description]).toEqual([
      'call',
      expect.stringContaining(` We hold a credit of $200.00 from ${one?.invoice_number}.`),
    ])
  },
)

rule(
  'C',
  'a credit is asked about in one letter where several are approved at once, and in another where that does not arrive',
  { when: 'an action is approved', on: ['actions'] },
  () => {
    const use = owing(-13, 'silent')
    const [one] = others(use, 3)
    use.use.ar('POST payments', { invoice: one?.id, amount: 700 })
    goTo(use, 1)
    const asking = (columns: object) =>
      use.db.actions.findMany((q) => q.where(columns)).filter(({ draft_content }) => draft_content?.includes('We hold')).length
    const act = (verb: string, status: 'proposed' | 'processing') => {
      const { id } = use.db.actions.findFirst((q) => q.where({ status })) ?? {}
      expect(use.use.ar(`POST actions/${id}/${verb}`).status).toBe(200)
    }
    expect(asking({ status: 'proposed' })).toBe(3)
    act('approve', 'proposed')
    expect(asking({ status: 'proposed' })).toBe(0)
    act('cancel', 'processing')
    expect(asking({ status: 'proposed' })).toBe(2)
    for (let n = 0; n < 2; n++) act('approve', 'proposed')
    expect(asking({ status: 'processing' })).toBe(1)
    use.world.clock.advance('PT1M')
    const sent = use.db.threads.findMany().filter(({ body }) => body.includes('We hold'))
    expect(sent.length).toBe(1)
    for (const { id } of sent) use.world.emit('email.bounced', { thread: id })
    use.db.contacts.update((q) => q.where({ customer: use.customer.id }), { data: () => ({ email: 'new@gadget.example' }) })
    goTo(use, 2)
    expect(asking({ status: 'proposed' })).toBeGreaterThan(0)
  },
)

rule('C', 'a payment that is announced for all of it is not asked for', { when: 'a payment arrives', on: ['actions'] }, () => {
  const use = owing(-6, 'silent')
  const announce = (amount: number) =>
    use.db.payments.create({ invoice: use.invoice.id, amount, payment_date: day(20), status: 'PENDING' })
  announce(400)
  goTo(use, 1)
  expect(proposed(use)).toEqual(['email: Invoice overdue for 7 days or more'])
  announce(600)
  expect([proposed(use), whyBack(use)]).toEqual([[], ['The payment is announced.']])
  goTo(use, 15)
  expect(proposed(use)).toEqual([])
})

rule(
  'C',
  'who has broken several promises is called, and comes to the last steps like anybody else',
  { when: 'a promise of a living customer is broken', on: ['actions'] },
  () => {
    const use = owing(-40, 'silent')
    const told = [3, 10, 23].map((n) => {
      use.world.emit('promise.made', { customer: use.customer.id, date: day(n - 1) })
      use.db.threads.updateMany((q) => q.where({ direction: 'inbound' }), { data: () => ({ is_resolved: true }) })
      goTo(use, n)
      const now = proposed(use)
      const { id } = use.db.actions.findFirst((q) => q.where({ status: 'proposed' })) ?? {}
      use.use.ar(`POST actions/${id}/approve`)
      if (now[0]?.startsWith('call')) {
        const note = {
          communication_type: 'call',
          customer_id: use.customer.id,
          notes: 'Left a message, no answer.',
          action_id: id,
        }
        expect(use.use.ar('POST communications/log-manual', note).status).toBe(201)
      }
      use.world.clock.advance('PT10S')
      return now
    })
    expect(told).toEqual([
      ['email: Promise to pay broken'],
      ['call: Promises to pay broken'],
      ['email: Invoice overdue for 60 days or more'],
    ])
    expect(
      use.db.actions
        .all()
        .map(({ description }) => description)
        .join('\n'),
    ).toContain('2 ')
  },
)

rule(
  'C',
  'after a call about broken promises come the later steps, and no letter that knows nothing of them',
  { when: 'a promise of a living customer is broken', on: ['actions'] },
  () => {
    const broken = (n: number) => {
      const use = owing(-1, 'silent')
      for (let i = 1; i <= n; i++) {
        use.world.emit('promise.made', { customer: use.customer.id, date: day(i) })
        use.db.threads.updateMany((q) => q.where({ direction: 'inbound' }), {
          data: () => ({ is_resolved: true, requires_response: false }),
        })
        use.world.clock.moveTo(inNewYork(day(i + 1), '01:00'))
      }
      goTo(use, 3)
      return use
    }
    const [once, twice] = [broken(1), broken(2)]
    const [mail, call] = ['email: Promise to pay broken', 'call: Promises to pay broken']
    expect([proposed(once), proposed(twice)]).toEqual([[mail], [call]])
    goTo(once, 8)
    expect(proposed(once)).toEqual([mail])
    decide(once, 'reject')
    goTo(once, 14)
    expect(proposed(once)).toEqual([mail])
    goTo(twice, 8)
    decide(twice, 'complete')
    for (const n of [14, 21, 28]) {
      goTo(twice, n)
      expect(proposed(twice), day(n)).toEqual([])
    }
    goTo(twice, 29)
    expect(proposed(twice)).toEqual(['call: Invoice overdue for 30 days or more'])
  },
)

rule(
  'C',
  'who was met about an invoice is not written to about it for five working days',
  { when: 'a person writes, calls or notes', on: ['actions'] },
  () => {
    const use = owing(-20)
    const about = { customer_id: use.customer.id, invoice_ids: [use.invoice.id] }
    const note = { ...about, communication_type: 'meeting', notes: 'Met them at the fair.' }
    expect(use.use.ar('POST communications/log-manual', note).status).toBe(201)
    goTo(use, 4)
    expect(proposed(use)).toEqual([])
    goTo(use, 9)
    expect(proposed(use)).toHaveLength(1)
  },
)

rule(
  'C',
  'what is answered decides what with: a question, thanks, a call',
  { when: 'a living customer writes', on: ['actions'] },
  () => {
    const draftOf = (given: object) => {
      const use = owing(-10)
      use.db.threads.create({
        customer: use.customer.id,
        direction: 'inbound',
        requires_response: true,
        timestamp: use.world.clock.now(),
        subject: 'Hello',
        ...given,
      })
      goTo(use, 1)
      const [action] = use.db.actions.findMany((q) => q.where({ status: 'proposed' }))
      return [action?.draft_subject, action?.draft_content] as const
    }
    expect(draftOf({ body: 'Which order is it?' })[1]).toMatch(/come back to you|hear from us/)
    expect(draftOf({ body: 'Thanks!' })[1]).not.toMatch(/come back to you|hear from us/)
    expect(draftOf({ body: 'Thanks!' })[0]).toBe('Re: Hello')
    const reminded = 'Thanks for the reminder. It is due for approval; please excuse the delay.'
    expect(draftOf({ body: reminded })[1]).not.toMatch(/come back to you|hear from us/)
    const [subject, text] = draftOf({ body: 'Is the price right?', communication_type: 'call' })
    expect(subject).toBe('Your call')
    expect(text).not.toMatch(/message|write/)
    const [met, said] = draftOf({ body: 'Is paid tomorrow.', communication_type: 'meeting' })
    expect(met).toBe('Our meeting')
    expect(said).toMatch(/our meeting/)
    expect(said).not.toMatch(/message|read/)
  },
)

rule(
  'C',
  'a promise that was not kept is followed up where it was made',
  { when: 'a promise of a living customer is broken', on: ['actions'] },
  () => {
    const use = owing(-10)
    use.world.emit('promise.made', { customer: use.customer.id, date: day(2) })
    goTo(use, 1)
    approve(use)
    goTo(use, 3)
    const [promise] = use.db.promises.all()
    const [action] = use.db.actions.findMany((q) => q.where({ status: 'proposed' }))
    expect([promise?.status, action?.trigger_event_label, action?.thread]).toEqual([
      'broken',
      'Promise to pay broken',
      promise?.thread,
    ])
    expect(action?.draft_content).toContain('June 3, 2026')
  },
)

rule(
  'C',
  'who did not pay a part that was promised is told of that part, and who promised all of it of the invoice',
  { when: 'a promise of a living customer is broken', on: ['actions'] },
  () => {
    const use = owing(-10, 'silent')
    const other = use.db.invoices.create({ customer: use.customer.id, amount: 500, issue_date: day(-30), due_date: day(-8) })
    use.world.emit('promise.made', { customer: use.customer.id, date: day(2), amount: 1_200 })
    goTo(use, 1)
    approve(use)
    goTo(use, 3)
    const drafts = use.db.actions.findMany((q) => q.where({ trigger_event_label: 'Promise to pay broken' }))
    const draftOf = (invoice: { id: string }) => drafts.find((each) => each.invoice === invoice.id)?.draft_content
    expect(draftOf(use.invoice)).toMatch(/(?:that|for) invoice/)
    expect(draftOf(other)).toMatch(/(?:that|for) \$200\.00 of invoice .*\$500\.00/)
    for (const { id } of drafts) use.use.ar(`POST actions/${id}/approve`)
    use.world.clock.advance('PT10S')
    expect(use.world.harms()).toEqual([])
  },
)

rule(
  'C',
  'who promised all that was left of an invoice of which a part was paid is told of the invoice, not of a part',
  { when: 'a promise of a living customer is broken', on: ['actions'] },
  () => {
    const told = (promise: object) => {
      const use = owing(-10, 'silent')
      use.use.ar('POST payments', { invoice: use.invoice.id, amount: 400 })
      use.world.emit('promise.made', { customer: use.customer.id, date: day(2), ...promise })
      goTo(use, 1)
      approve(use)
      goTo(use, 3)
      return use.db.actions.findFirst((q) => q.where({ trigger_event_label: 'Promise to pay broken' }))?.draft_content
    }
    expect([told({}), told({ amount: 600 })]).toEqual(Array(2).fill(expect.stringMatching(/(?:that|for) invoice .*\$600\.00/)))
    expect(told({ amount: 500 })).toMatch(/(?:that|for) \$500\.00 of invoice .*\$600\.00/)
  },
)

rule(
  'C',
  'who promises to pay is told that the day is noted',
  { when: 'a living customer promises, disputes, pays or is enrolled', on: ['actions'] },
  () => {
    const use = owing(-10)
    use.world.emit('promise.made', { customer: use.customer.id, date: day(8) })
    goTo(use, 1)
    expect(proposed(use)).toEqual(['email: Customer waits for an answer'])
    expect(use.db.actions.findFirst()?.draft_content).toContain('June 9, 2026')
    goTo(use, 9)
    expect(use.db.actions.findFirst((q) => q.where({ status: 'proposed' }))?.draft_content).toContain('$1,000.00')
  },
)

rule(
  'C',
  'who promises to pay what a sequence takes care of is not told that nobody writes until then',
  { when: 'a living customer promises, disputes, pays or is enrolled', on: ['actions'] },
  () => {
    const drafts = (isEnrolled: boolean) =>
      [1, 2, 3, 4].map((seed) => {
        const simulator = createSimulator({ scenario: 'empty', life: 'on', seed })
        const world = simulator.world()
        const db = collections(world)
        const { id: customer } = db.customers.create({ persona: 'silent' })
        db.contacts.create({ customer })
        db.invoices.create({ customer, amount: 1_000, issue_date: day(-40), due_date: day(-10) })
        if (isEnrolled) db.enrollments.create({ sequence: db.sequences.create({ status: 'active' }).id, customer })
        world.emit('promise.made', { customer, date: day(8) })
        goTo({ world }, 1)
        return db.actions.findFirst((q) => q.where({ status: 'proposed' }))?.draft_content
      })
    expect(drafts(false).join()).toContain('until then we do not write')
    const told = drafts(true).join()
    expect(told.match(/We have noted June 9, 2026/g)).toHaveLength(4)
    expect(told).not.toContain('do not write')
  },
)

rule(
  'C',
  'a message with a broken promise is only answered where nobody may ask for the money',
  { when: 'a promise of a living customer is broken', on: ['actions'] },
  () => {
    const inTheWay: readonly ((use: Owing) => unknown)[] = [
      ({ use, customer }) => use.ar(`PATCH customers/${customer.id}`, { status: 'inactive' }),
      ({ db, invoice }) => db.payments.create({ invoice: invoice.id, amount: 1_000, payment_date: day(20), status: 'PENDING' }),
      ({ db, customer }) =>
        db.enrollments.create({ sequence: db.sequences.create({ status: 'active' }).id, customer: customer.id }),
    ]
    for (const happen of inTheWay) {
      const use = owing(-10, 'silent')
      use.world.emit('promise.made', { customer: use.customer.id, date: day(1) })
      goTo(use, 3)
      expect(proposed(use)).toEqual(['email: Promise to pay broken'])
      happen(use)
      for (const n of [4, 7]) {
        goTo(use, n)
        expect(proposed(use)).toEqual(['email: Customer waits for an answer'])
      }
    }
  },
)

rule(
  'C',
  'what somebody else has the agent propose and it puts off comes again once nothing is in the way',
  { when: 'a living customer writes', on: ['actions'] },
  () => {
    const use = owing(-35, 'silent')
    use.world.emit('action.proposed', { invoice: use.invoice.id, action_type: 'call' })
    use.world.emit('customer.replied', { customer: use.customer.id, body: 'It is with our controller.' })
    expect(whyBack(use)).toEqual(['The customer wrote, and waits for an answer.'])
    goTo(use, 1)
    approve(use)
    goTo(use, 15)
    expect(proposed(use)).toEqual(['call: Invoice overdue for 30 days or more'])
    const disputed = owing(-8, 'silent')
    disputed.world.emit('action.proposed', { invoice: disputed.invoice.id, action_type: 'call' })
    disputed.world.clock.advance('PT1H')
    disputed.world.emit('invoice.disputed', { invoice: disputed.invoice.id, reason: 'Two pallets never arrived.' })
    goTo(disputed, 1)
    approve(disputed)
    goTo(disputed, 2)
    const [task] = disputed.db.actions.findMany((q) => q.where({ status: 'proposed' }))
    expect(task).toMatchObject({ trigger_event_label: 'Dispute waits for an answer' })
    expect(task?.description).toContain('“Two pallets never arrived.”')
    expect(task?.metadata.dispute).toBe('Two pallets never arrived.')
  },
)

rule(
  'C',
  'what nobody has proposed for a late invoice when life begins is proposed on the first working morning, unless it was decided about',
  { when: 'life begins', on: ['actions'] },
  () => {
    const first = (isDecided: boolean, isProposed = false) => {
      const scenario = defineScenario({
        name: 'late before',
        from: 'empty',
        tell({ db }) {
          const customer = db.customers.create({ customer_company_name: 'Gadget Works', persona: 'silent' }).id
          db.contacts.create({ customer, name: 'Pat Doe', email: 'pat@gadget.example' })
          const invoice = db.invoices.create({ customer, amount: 100, issue_date: day(-130), due_date: day(-100) }).id
          if (isDecided)
            db.actions.create({ invoice, action_type: 'task', status: 'completed', executed_at: `${day(-5)}T15:00:00Z` })
          if (isProposed) {
            db.actions.create({ invoice, action_type: 'email', trigger_event_label: 'Final notice' })
            db.threads.create({ customer, direction: 'inbound', requires_response: true, timestamp: `${day(-1)}T15:00:00Z` })
          }
        },
      })
      const world = createSimulator({ life: 'on', scenario }).world()
      const use = { world, db: collections(world), use: client({ world }) } as unknown as Owing
      goTo(use, 1)
      return use
    }
    expect(proposed(first(false))).toEqual(['task: Invoice overdue for 90 days or more'])
    expect(proposed(first(true))).toEqual([])
    const use = first(false, true)
    expect(proposed(use)).toEqual(['email: Customer waits for an answer'])
    use.db.threads.updateMany((q) => q.where({ direction: 'inbound' }), { data: () => ({ requires_response: false }) })
    goTo(use, 2)
    expect(proposed(use)).toEqual(['task: Invoice overdue for 90 days or more'])
  },
)

rule(
  'C',
  'a sequence takes care of the invoices that were there when the customer was enrolled, and the agent of later ones',
  { when: 'a living customer promises, disputes, pays or is enrolled', on: ['actions'] },
  () => {
    const use = owing(-10, 'silent')
    const sequence = use.db.sequences.create({ status: 'active' }).id
    use.db.enrollments.create({ sequence, customer: use.customer.id })
    goTo(use, 2)
    expect(proposed(use)).toEqual([])
    const given = { customer: use.customer.id, amount: 500, issue_date: day(1), due_date: day(1) }
    const { id } = use.db.invoices.create({ ...given, created_at: use.world.clock.now() })
    // It was due at once: the first letter has time for a week.
    goTo(use, 7)
    expect(proposed(use)).toEqual([])
    goTo(use, 8)
    expect(proposed(use)).toEqual(['email: Invoice overdue for 7 days or more'])
    expect(use.db.actions.all().map(({ invoice }) => invoice)).toEqual([id])
  },
)

rule(
  'C',
  'of several messages in a conversation the last one is answered',
  { when: 'a living customer writes', on: ['actions'] },
  () => {
    const use = owing(-10, 'silent')
    use.world.emit('promise.made', { customer: use.customer.id, date: day(4) })
    use.world.clock.advance('PT1H')
    use.world.emit('promise.made', { customer: use.customer.id, date: day(11) })
    goTo(use, 1)
    const draft = use.db.actions.findFirst((q) => q.where({ status: 'proposed' }))?.draft_content
    expect(draft).toContain('June 12, 2026')
    approve(use)
    expect(use.db.threads.findMany((q) => q.where({ requires_response: true }))).toEqual([])
  },
)

rule(
  'C',
  'the answer to a promise of a part names the sum and what it reaches, and asks nobody for money',
  { when: 'a living customer promises, disputes, pays or is enrolled', on: ['actions'] },
  () => {
    const use = owing(-10, 'silent')
    const other = use.db.invoices.create({ customer: use.customer.id, amount: 500, issue_date: day(-38), due_date: day(-8) })
    use.world.emit('promise.made', { customer: use.customer.id, date: day(11), amount: 400 })
    goTo(use, 1)
    const draft = use.db.actions.findFirst((q) => q.where({ status: 'proposed' }))?.draft_content
    expect(draft).toContain(`your payment of $400.00 for invoice ${use.invoice.invoice_number}`)
    expect(draft).toContain(`Let us know a day for ${other.invoice_number}, too.`)
    expect(wrongProposals(use.world)).toEqual([])
    approve(use)
    expect(use.world.harms()).toEqual([])
  },
)

rule(
  'C',
  'the answer to a promise names no more than is still to come of it',
  { when: 'a living customer promises, disputes, pays or is enrolled', on: ['actions'] },
  () => {
    const draftAfter = (amount: number, happen: (use: Owing) => unknown) => {
      const use = owing(-10, 'silent')
      use.world.emit('promise.made', { customer: use.customer.id, date: day(11), amount })
      goTo(use, 1)
      happen(use)
      const draft = use.db.actions.findFirst((q) => q.where({ status: 'proposed' }))?.draft_content
      approve(use)
      expect(use.world.harms()).toEqual([])
      return draft
    }
    const pay = (amount: number) => (use: Owing) => use.world.emit('invoice.paid', { invoice: use.invoice.id, amount })
    expect(draftAfter(1_000, pay(700))).toContain('your payment of $300.00')
    expect(draftAfter(500, pay(200))).toContain('your payment of $300.00')
    expect(draftAfter(1_000, ({ use, invoice }) => use.ar(`PATCH invoices/${invoice.id}`, { amount: 600 }))).toContain(
      'of $600.00',
    )
    expect(draftAfter(5_000, () => undefined)).toContain('your payment of $1,000.00')
  },
)

rule(
  'C',
  'of what is promised for several invoices the answer says anew what is to come when one of them is paid in part',
  { when: 'a payment arrives', on: ['actions'] },
  () => {
    const use = owing(-10, 'silent')
    const { id: customer } = use.customer
    const other = use.db.invoices.create({ customer, amount: 500, issue_date: day(-38), due_date: day(-8) })
    use.world.emit('promise.made', { customer, date: day(11), amount: 1_200 })
    const [made] = use.db.promises.updateMany((q) => q.where({ customer }), {
      data: () => ({ invoice: use.invoice.id, amount: 1_000 }),
    })
    use.db.promises.create({ invoice: other.id, customer, thread: made?.thread, amount: 200, promised_date: day(11) })
    goTo(use, 1)
    const draft = () => use.db.actions.findFirst((q) => q.where({ status: 'proposed' }))?.draft_content
    expect(draft()).toContain('your payment of $1,200.00')
    use.world.emit('invoice.paid', { invoice: other.id, amount: 150 })
    expect(draft()).toContain('your payment of $1,050.00')
  },
)

rule(
  'C',
  'the answer to a promise asks for no day for what was written about elsewhere, as long as that waits for an answer',
  { when: 'a living customer promises, disputes, pays or is enrolled', on: ['actions'] },
  () => {
    const draftOf = (about: 'elsewhere' | 'in the same letter') => {
      const use = owing(-10, 'silent')
      const { id: customer } = use.customer
      const other = use.db.invoices.create({ customer, amount: 500, issue_date: day(-38), due_date: day(-8) })
      const letter = use.use.ar(`POST invoices/${other.id}/send-reminder`).body
      if (about === 'elsewhere') use.use.ar(`POST invoices/${use.invoice.id}/send-reminder`)
      else
        use.db.threads.updateMany((q) => q.where({ id: letter.id }), { data: () => ({ invoices: [use.invoice.id, other.id] }) })
      use.world.clock.advance('PT1H')
      use.world.emit('promise.made', { customer, date: day(11), amount: 1_000 })
      goTo(use, 1)
      return use.db.actions.findFirst((q) => q.where({ status: 'proposed' }))?.draft_content
    }
    expect(draftOf('elsewhere')).not.toContain('Let us know a day')
    expect(draftOf('in the same letter')).toContain('Let us know a day for')
  },
)

rule(
  'C',
  'the answer to a promise in parts names each sum with its day',
  { when: 'a living customer promises, disputes, pays or is enrolled', on: ['actions'] },
  () => {
    const use = owing(-10, 'silent')
    const { id: customer } = use.customer
    use.world.emit('promise.made', { customer, date: day(11), amount: 400 })
    const [made] = use.db.promises.all()
    if (!made) throw new Error('nothing is promised')
    use.db.promises.create({ customer, thread: made.thread, amount: 300, promised_date: day(14) })
    goTo(use, 1)
    const draft = use.db.actions.findFirst((q) => q.where({ status: 'proposed' }))?.draft_content
    expect(draft).toContain('We have noted your payments: $400.00 by June 12, 2026 and $300.00 by June 15, 2026.')
    approve(use)
    expect(use.world.harms()).toEqual([])
  },
)

for (const [days, said] of [
  [
    [11, 14],
    'your payments for invoices INV-1001 and INV-2: INV-1001 in full by June 12, 2026 and $100.00 for INV-2 by June 15, 2026.',
  ],
  [[11, 11], 'your payment for invoices INV-1001 and INV-2'],
] as const)
  rule(
    'C',
    `what is promised in full has no sum: ${days[0] === days[1] ? 'of one day' : 'of two days'}`,
    { when: 'a living customer promises, disputes, pays or is enrolled', on: ['actions'] },
    () => {
      const use = owing(-10, 'silent')
      const { id: customer } = use.customer
      const two = use.db.invoices.create({ customer, amount: 500, due_date: day(-5), invoice_number: 'INV-2' })
      use.db.invoices.create({ customer, amount: 70, due_date: day(-4), invoice_number: 'INV-3' })
      use.world.emit('promise.made', { customer, date: day(days[0]) })
      const [made] = use.db.promises.updateMany((q) => q.where({ customer }), {
        data: () => ({ invoice: use.invoice.id, amount: null }),
      })
      const thread = made?.thread
      use.db.promises.create({ invoice: two.id, customer, thread, amount: 100, promised_date: day(days[1]) })
      goTo(use, 1)
      const draft = use.db.actions.findFirst((q) => q.where({ status: 'proposed', invoice: use.invoice.id }))?.draft_content
      expect(draft).toContain(said)
    },
  )

rule(
  'C',
  'a promise of an amount is for what is disputed last',
  { when: 'a promise is made', on: ['promises', 'actions'] },
  () => {
    const use = owing(-20, 'silent')
    const other = use.db.invoices.create({ customer: use.customer.id, amount: 300, issue_date: day(-38), due_date: day(-8) })
    use.world.emit('invoice.disputed', { invoice: use.invoice.id, reason: 'The price is wrong.' })
    use.world.emit('promise.made', { customer: use.customer.id, date: day(11), amount: 400 })
    const [promise] = use.db.promises.all()
    expect(promise?.covers.map(({ invoice, amount }) => [invoice, amount])).toEqual([
      [other.id, 300],
      [use.invoice.id, 100],
    ])
    use.db.promises.clear()
    use.world.emit('promise.made', { customer: use.customer.id, date: day(11), amount: 300 })
    goTo(use, 1)
    expect(insightOf(use, 'invoice_signal').tags).not.toContain('promise_to_pay_active')
    const drafts = use.db.actions.findMany((q) => q.where({ status: 'proposed' })).map(({ draft_content }) => draft_content)
    expect(drafts.join()).toContain(`$300.00 for invoice ${other.invoice_number}`)
  },
)

rule(
  'C',
  'an invoice for which the answer to a promise asks for a day waits for that as for any letter',
  { when: 'a living customer promises, disputes, pays or is enrolled', on: ['actions', 'conversations'] },
  () => {
    const use = owing(-22, 'silent')
    const other = use.db.invoices.create({ customer: use.customer.id, amount: 300, issue_date: day(-43), due_date: day(-13) })
    use.world.emit('promise.made', { customer: use.customer.id, date: day(11), amount: 1_000 })
    goTo(use, 1)
    for (const { id, thread } of use.db.actions.findMany((q) => q.where({ status: 'proposed' }))) {
      if (thread) expect(use.use.ar(`POST actions/${id}/approve`).body.draft_content).toContain(other.invoice_number)
      else use.use.ar(`POST actions/${id}/reject`)
    }
    use.world.clock.advance('PT10S')
    const [answer] = use.db.threads.findMany((q) => q.where({ direction: 'outbound' }))
    expect(answer?.invoices).toEqual([use.invoice.id, other.id])
    goTo(use, 7)
    expect(proposed(use)).toEqual([])
    goTo(use, 9)
    expect(proposed(use)).toEqual(['email: Invoice overdue for 14 days or more'])
  },
)

rule(
  'C',
  'the answer to a promise asks for no day for what is disputed',
  { when: 'a living customer promises, disputes, pays or is enrolled', on: ['actions'] },
  () => {
    const use = owing(-10, 'silent')
    const other = use.db.invoices.create({ customer: use.customer.id, amount: 500, issue_date: day(-38), due_date: day(-8) })
    use.world.emit('invoice.disputed', { invoice: other.id, reason: 'Two pallets never arrived.' })
    use.world.emit('promise.made', { customer: use.customer.id, date: day(11), amount: 1000 })
    goTo(use, 1)
    const drafts = use.db.actions.findMany((q) => q.where({ status: 'proposed' })).map(({ draft_content }) => draft_content)
    expect(drafts.join()).toContain(`your payment of $1,000.00 for invoice ${use.invoice.invoice_number}`)
    expect(drafts.join()).not.toContain('Let us know a day')
  },
)

rule('C', 'what a letter gives days for is waited for as long', { when: 'a response deadline passes', on: ['actions'] }, () => {
  for (const [days, until] of [
    ['ten', 14],
    ['20', 24],
  ] as const) {
    const use = owing(-65, 'silent')
    goTo(use, 1)
    const [action] = use.db.actions.findMany((q) => q.where({ status: 'proposed' }))
    use.use.ar(`POST actions/${action?.id}/approve`, { final_content: `Please pay within ${days} days.` })
    use.world.clock.advance('PT10S')
    goTo(use, until - 4)
    expect(proposed(use)).toEqual(['task: Letter sent'])
    goTo(use, until)
    expect(proposed(use)).toEqual(['call: No answer came'])
  }
})

rule('C', 'what was agreed in a call is waited for as long', { when: 'a person writes, calls or notes', on: ['actions'] }, () => {
  const use = owing(-8, 'silent')
  const told = { customer_id: use.customer.id, communication_type: 'call', invoice_ids: [use.invoice.id] }
  const { status } = use.use.ar('POST communications/log-manual', { ...told, notes: 'Spoke with Pat: they pay within 40 days.' })
  expect(status).toBe(201)
  for (const n of [7, 14, 22, 39]) {
    goTo(use, n)
    expect(proposed(use)).toEqual([])
  }
  goTo(use, 42)
  expect(proposed(use)).toEqual(['call: Invoice overdue for 30 days or more'])
})

rule(
  'C',
  'a promise is the reason only for what it reaches',
  { when: 'a living customer promises, disputes, pays or is enrolled', on: ['actions'] },
  () => {
    const use = owing(-10, 'silent')
    use.db.invoices.create({ customer: use.customer.id, amount: 500, issue_date: day(-38), due_date: day(-8) })
    goTo(use, 1)
    expect(proposed(use)).toHaveLength(2)
    use.world.emit('promise.made', { customer: use.customer.id, date: day(11), amount: 400 })
    expect(whyBack(use).sort()).toEqual(['The customer promised to pay.', 'The customer wrote, and waits for an answer.'])
  },
)

rule('C', 'a promise that was kept after all is not followed up', { when: 'a payment arrives', on: ['actions'] }, () => {
  const use = owing(-4)
  use.world.emit('promise.made', { customer: use.customer.id, date: day(1), amount: 400 })
  goTo(use, 1)
  approve(use)
  goTo(use, 2)
  expect(proposed(use)).toEqual(['email: Promise to pay broken'])
  const paid = { invoice: use.invoice.id, amount: 400, payment_date: day(1) }
  expect(use.use.ar('POST payments', paid).status).toBe(201)
  expect([use.db.promises.findFirst()?.status, proposed(use)]).toEqual(['kept', []])
  expect(whyBack(use).at(-1)).toBe('What was promised was paid.')
})

rule(
  'C',
  'a promise that was broken before the invoice is due is followed up once it is',
  { when: 'a promise of a living customer is broken', on: ['actions'] },
  () => {
    const use = owing(8)
    use.world.emit('promise.made', { customer: use.customer.id, date: day(1) })
    goTo(use, 1)
    approve(use)
    goTo(use, 8)
    expect([use.db.promises.findFirst()?.status, proposed(use)]).toEqual(['broken', []])
    goTo(use, 10)
    expect(proposed(use)).toEqual(['email: Promise to pay broken'])
  },
)

rule(
  'C',
  'a promise that is followed up is so once: another letter waits for an answer to that, whatever step comes in between',
  { when: 'a promise of a living customer is broken', on: ['actions'] },
  () => {
    const use = owing(-4)
    use.world.emit('promise.made', { customer: use.customer.id, date: day(1) })
    goTo(use, 1)
    approve(use)
    goTo(use, 2)
    expect(proposed(use)).toEqual(['email: Promise to pay broken'])
    approve(use)
    for (const n of [3, 4, 9]) {
      goTo(use, n)
      expect(proposed(use), day(n)).toEqual([])
    }
    goTo(use, 10)
    expect(proposed(use)).toEqual(['email: Promise to pay broken'])
    const again = use.db.actions.findFirst((q) => q.where({ status: 'proposed' }))?.draft_content
    expect(again).toContain('On June 3, 2026 we asked you about the payment')
    expect(again).toContain('that was to come by June 2, 2026')
  },
)

rule(
  'C',
  'a promise that breaks ends the wait for an answer to a reminder, unless that went out within 48 hours',
  { when: 'a promise of a living customer is broken', on: ['actions'] },
  () => {
    for (const [time, what] of [
      ['08:00', ['email: Promise to pay broken']],
      ['08:01', ['task: Letter sent']],
    ] as const) {
      const use = owing(-4)
      use.world.emit('promise.made', { customer: use.customer.id, date: day(8) })
      goTo(use, 1)
      approve(use)
      use.world.clock.moveTo(inNewYork(day(7), time))
      use.db.threads.create({ customer: use.customer.id, direction: 'outbound', invoices: [use.invoice.id] })
      goTo(use, 9)
      expect([use.db.promises.findFirst()?.status, proposed(use)], time).toEqual(['broken', what])
    }
  },
)

rule(
  'C',
  'the call for an answer that did not come names the promise that was broken last, also where a part of it came',
  { when: 'a promise of a living customer is broken', on: ['actions'] },
  () => {
    for (const amount of [0, 300]) {
      const use = owing(-4, 'silent')
      use.world.emit('promise.made', { customer: use.customer.id, date: day(8), amount: 500 })
      goTo(use, 1)
      approve(use)
      if (amount) use.world.emit('invoice.paid', { invoice: use.invoice.id, amount })
      use.world.clock.moveTo(inNewYork(day(7), '08:01'))
      use.db.threads.create({ customer: use.customer.id, direction: 'outbound', invoices: [use.invoice.id] })
      goTo(use, 15)
      expect(proposed(use)).toEqual(['call: No answer came'])
      const call = use.db.actions.findFirst((q) => q.where({ status: 'proposed' }))
      expect(call?.description).toContain(' The promise for June 9, 2026 was not kept.')
    }
  },
)

rule(
  'C',
  'a promise of an amount holds back reminders for the invoices that it reaches, and is followed up for those',
  { when: 'a promise of a living customer is broken', on: ['actions'] },
  () => {
    const use = owing(-12)
    const bill = (due: number) =>
      use.db.invoices.create({ customer: use.customer.id, amount: 500, issue_date: day(due - 30), due_date: day(due) })
    const [second, third] = [bill(-11), bill(-10)]
    const of = (invoice: string) =>
      use.db.actions.findMany((q) => q.where({ invoice, status: 'proposed' })).map(({ trigger_event_label: label }) => label)
    const each = () => [use.invoice, second, third].map(({ id }) => of(id).join())
    use.world.emit('promise.made', { customer: use.customer.id, date: day(3), amount: 1_200 })
    goTo(use, 1)
    approve(use, 'Thank you.')
    goTo(use, 2)
    expect(each()).toEqual(['', '', 'Invoice overdue for 7 days or more'])
    // What is credited of the first was promised for nothing else.
    use.use.ar(`PATCH invoices/${use.invoice.id}`, { amount: 600 })
    expect(each()).toEqual(['', '', 'Invoice overdue for 7 days or more'])
    use.use.ar(`PATCH invoices/${use.invoice.id}`, { amount: 1_000 })
    goTo(use, 4)
    expect(each()).toEqual(['Promise to pay broken', 'Promise to pay broken', 'Invoice overdue for 14 days or more'])
  },
)

rule(
  'C',
  'a promise of an amount is followed up for no invoice that it did not reach when it was made',
  { when: 'a promise of a living customer is broken', on: ['actions'] },
  () => {
    for (const change of [{ status: 'closed_credit_memo' }, { status: 'closed_written_off' }, { due_date: day(50) }]) {
      const use = owing(-12)
      use.db.invoices.create({ customer: use.customer.id, amount: 300, issue_date: day(-37), due_date: day(-7) })
      use.world.emit('promise.made', { customer: use.customer.id, date: day(9), amount: 1_000 })
      goTo(use, 1)
      expect(use.use.ar(`PATCH invoices/${use.invoice.id}`, change).status).toBe(200)
      for (let n = 2; n < 16; n++) {
        goTo(use, n)
        expect(proposed(use)).not.toContain('email: Promise to pay broken')
      }
    }
  },
)

rule(
  'C',
  'of what is promised in parts the one that is not kept is followed up, with its day',
  { when: 'a promise of a living customer is broken', on: ['actions'] },
  () => {
    const use = owing(-12)
    const promise = (n: number) => use.world.emit('promise.made', { customer: use.customer.id, date: day(n), amount: 500 })
    promise(4)
    use.world.clock.advance('PT2H')
    promise(11)
    goTo(use, 1)
    approve(use)
    goTo(use, 3)
    use.world.emit('invoice.paid', { invoice: use.invoice.id, amount: 500 })
    goTo(use, 8)
    expect(proposed(use)).not.toContain('email: Promise to pay broken')
    goTo(use, 14)
    expect(proposed(use)).toEqual(['email: Promise to pay broken'])
    const { draft_content } = use.db.actions.findMany((q) => q.where({ status: 'proposed' })).at(-1) ?? {}
    expect(draft_content).toContain('June 12')
  },
)

rule(
  'C',
  'a part that was missed is followed up though a promise for another part runs, unless another day is promised for it',
  { when: 'a promise of a living customer is broken', on: ['actions', 'insights'] },
  () => {
    const use = owing(-12, 'silent')
    const promise = (n: number) => use.world.emit('promise.made', { customer: use.customer.id, date: day(n), amount: 300 })
    for (const n of [4, 24, 45]) promise(n)
    goTo(use, 1)
    approve(use)
    goTo(use, 7)
    expect(proposed(use)).toEqual(['email: Promise to pay broken'])
    const { draft_content } = use.db.actions.findMany((q) => q.where({ status: 'proposed' })).at(-1) ?? {}
    expect(draft_content).toMatch(/\$300\.00 of invoice .*June 5/)
    expect(insightOf(use, 'invoice_signal')).toMatchObject({ action_required: true })
    approve(use)
    expect(use.world.harms()).toEqual([])
    for (let n = 8; n < 24; n++) {
      goTo(use, n)
      expect(proposed(use).join()).toMatch(/^(?:|task: Letter sent|call: No answer came)$/)
    }
    goTo(use, 25)
    expect(proposed(use)).toEqual(['call: Promises to pay broken'])
    promise(30)
    expect([proposed(use), whyBack(use).at(-1)]).toEqual([[], 'The customer promised to pay.'])
  },
)

rule(
  'C',
  'what was paid late of a part that was missed takes back what asked for it',
  { when: 'a payment arrives', on: ['actions'] },
  () => {
    const use = owing(-12, 'silent')
    for (const n of [4, 24]) use.world.emit('promise.made', { customer: use.customer.id, date: day(n), amount: 300 })
    goTo(use, 1)
    approve(use)
    goTo(use, 7)
    use.world.emit('invoice.paid', { invoice: use.invoice.id, amount: 300 })
    expect([proposed(use), whyBack(use).at(-1)]).toEqual([[], 'What was promised was paid.'])
    goTo(use, 23)
    expect(proposed(use)).toEqual([])
  },
)

rule(
  'C',
  'the answer to several promises of a conversation names them all',
  { when: 'a living customer promises, disputes, pays or is enrolled', on: ['actions'] },
  () => {
    const use = owing(-12)
    for (const n of [11, 14]) use.world.emit('promise.made', { customer: use.customer.id, date: day(n), amount: 300 })
    const draft = () => use.db.actions.findMany((q) => q.where({ status: 'proposed' })).at(-1)?.draft_content
    goTo(use, 1)
    expect(draft()).toContain('We have noted your payments: $300.00 by June 12, 2026 and $300.00 by June 15, 2026.')
    approve(use)
    use.world.emit('promise.made', { customer: use.customer.id, date: day(17), amount: 400 })
    goTo(use, 2)
    expect(draft()).toContain('We have noted June 18, 2026 as the day of your payment of $400.00.')
  },
)

rule(
  'C',
  'a promise that was broken before an answer asks for another day waits for that day',
  { when: 'a promise of a living customer is broken', on: ['actions'] },
  () => {
    const use = owing(-25, 'silent')
    const { id: customer } = use.customer
    use.db.invoices.create({ customer, amount: 400, issue_date: day(-42), due_date: day(-12) })
    use.world.emit('promise.made', { customer, date: day(1), amount: 1_000 })
    goTo(use, 1)
    approve(use)
    use.world.clock.advance('PT4H')
    use.world.emit('promise.made', { customer, date: day(12), amount: 400 })
    goTo(use, 2)
    approve(use)
    expect(use.db.threads.findMany((q) => q.where({ direction: 'outbound' })).at(-1)?.body).toContain(
      `Let us know a day for ${use.invoice.invoice_number}, too.`,
    )
    goTo(use, 3)
    expect(proposed(use)).toEqual([])
    goTo(use, 10)
    expect(proposed(use)).toContain('email: Promise to pay broken')
  },
)

rule(
  'C',
  'a letter that names other open invoices is about them, too',
  { when: 'a person writes, calls or notes', on: ['actions'] },
  () => {
    const use = owing(-25, 'promiser')
    const { id: customer } = use.customer
    const other = use.db.invoices.create({ customer, amount: 400, issue_date: day(-42), due_date: day(-12) })
    goTo(use, 1)
    approve(use, `Two invoices are past due, ${use.invoice.invoice_number} and ${other.invoice_number}. When will you pay both?`)
    const [letter] = use.db.threads.findMany((q) => q.where({ direction: 'outbound' }))
    expect(letter?.invoices).toEqual([use.invoice.id, other.id])
    goTo(use, 4)
    expect(new Set(use.db.promises.findMany().map(({ invoice }) => invoice))).toEqual(new Set([use.invoice.id, other.id]))
  },
)

rule('C', 'nobody is asked for a rest below one dollar', { when: 'a payment arrives', on: ['actions'] }, () => {
  for (const [rest, count] of [
    [0.99, 0],
    [1, 1],
  ] as const) {
    const use = owing(-4, 'silent')
    use.world.emit('invoice.paid', { invoice: use.invoice.id, amount: 1_000 - rest })
    goTo(use, 1)
    const asked = () => use.db.actions.findMany((q) => q.where({ status: 'proposed', invoice: use.invoice.id })).length
    expect(asked()).toBe(count)
    use.world.clock.moveTo(inNewYork(day(100), '08:30'))
    expect(asked()).toBe(count)
  }
})

rule(
  'C',
  'a due date that moves into the future takes back what asked for the payment',
  { when: 'an invoice of a living customer changes', on: ['actions'] },
  () => {
    const use = owing(-10)
    use.world.emit('promise.made', { customer: use.customer.id, date: day(1) })
    goTo(use, 1)
    approve(use)
    goTo(use, 2)
    expect(proposed(use)).toEqual(['email: Promise to pay broken'])
    use.use.ar(`PATCH invoices/${use.invoice.id}`, { due_date: day(20) })
    expect([proposed(use), whyBack(use)]).toEqual([[], ['The invoice is not due yet.']])
    goTo(use, 21)
    expect(proposed(use)).toEqual(['email: Promise to pay broken'])
  },
)

rule(
  'C',
  'what the agent put off because the customer wrote is proposed again once they are answered',
  { when: 'a living customer writes', on: ['actions'] },
  () => {
    const use = owing(-10)
    use.db.invoices.create({ customer: use.customer.id, amount: 500, issue_date: day(-70), due_date: day(-40) })
    const overdue = 'email: Invoice overdue for 7 days or more'
    goTo(use, 1)
    expect(proposed(use)).toContain(overdue)
    use.world.emit('customer.replied', { customer: use.customer.id, body: 'Who ordered this?' })
    goTo(use, 2)
    expect(proposed(use)).toEqual(['email: Customer waits for an answer'])
    approve(use)
    goTo(use, 3)
    expect(proposed(use)).toContain(overdue)
  },
)

rule(
  'C',
  'the agent’s proposal is said anew, its draft too, when the balance, the due date or the contact changes',
  { when: 'an invoice of a living customer changes', on: ['actions'] },
  () => {
    const use = owing(-10)
    goTo(use, 1)
    const draft = () => use.db.actions.all()[0]?.draft_content ?? ''
    expect(draft()).toContain('$1,000.00')
    use.db.payments.create({ invoice: use.invoice.id, amount: 400 })
    expect(draft()).toContain('$600.00')
    expect(draft()).not.toContain('$1,000.00')
    use.db.contacts.updateMany((q) => q.where({ is_primary: true }), { data: () => ({ name: 'Kim Roe' }) })
    expect(draft()).toContain('Hi Kim,')
    use.db.invoices.update(use.invoice, { data: () => ({ due_date: '2026-05-20' }) })
    expect(draft()).toContain('May 20, 2026')
    expect(use.db.actions.count()).toBe(1)
    expect(use.use.ar(`POST actions/${use.db.actions.all()[0]?.id}/approve`).status).toBe(200)
    use.world.clock.advance('PT10S')
    expect(use.world.harms()).toEqual([])
  },
)

/** Another contact of the customer. */
const addBert = ({ db, customer }: Owing) =>
  db.contacts.create({ customer: customer.id, name: 'Bert New', email: 'bert@gadget.example', is_primary: false })

const removePat = ({ db }: Owing) => db.contacts.deleteMany((q) => q.where({ name: 'Pat Doe' }))

/** What is proposed now. */
const open = ({ db }: Owing) => db.actions.findFirst((q) => q.where({ status: 'proposed' }))

const bertWrites = ({ world, invoice }: Owing) =>
  world.emit('email.received', {
    from: 'bert@gadget.example',
    subject: invoice.invoice_number,
    body: `Which purchase order is ${invoice.invoice_number} for?`,
  })

const lastSent = ({ db }: Owing) => db.threads.findMany((q) => q.where({ direction: 'outbound' })).at(-1)

rule(
  'D actions-39',
  'an answer goes to the primary contact first, whoever at the customer wrote',
  { when: 'an action is approved', on: ['conversations'] },
  () => {
    const use = owing(-8)
    addBert(use)
    bertWrites(use)
    goTo(use, 1)
    approve(use)
    const contact = use.db.contacts.findFirst((q) => q.where({ is_primary: true }))?.id
    expect(lastSent(use)).toMatchObject({ contact, recipients: ['pat@gadget.example', 'bert@gadget.example'] })
  },
)

rule(
  'C',
  'an answer greets who wrote, and goes to the primary contact and to them; where they are there no more it greets nobody',
  { when: 'a living customer writes', on: ['actions', 'conversations'] },
  () => {
    const use = owing(-8)
    addBert(use)
    bertWrites(use)
    goTo(use, 1)
    expect(open(use)).toMatchObject({
      description: expect.stringMatching(/^E-mail Bert New about /),
      draft_content: expect.stringMatching(/^Hi Bert,\n/),
    })
    approve(use)
    expect(lastSent(use)?.recipients).toEqual(['pat@gadget.example', 'bert@gadget.example'])
    goTo(use, 2)
    expect(open(use)).toMatchObject({ trigger_event_label: 'Question waits for an answer' })
    const gone = owing(-8)
    addBert(gone)
    bertWrites(gone)
    goTo(gone, 1)
    gone.db.contacts.deleteMany((q) => q.where({ name: 'Bert New' }))
    expect(open(gone)?.draft_content).toMatch(/^Hello,\n/)
    approve(gone)
    expect(lastSent(gone)?.recipients).toEqual(['pat@gadget.example'])
  },
)

rule(
  'C',
  'who writes is answered although mail to the primary contact came back, and the task to find an address names them',
  { when: 'a message cannot be delivered', on: ['actions', 'conversations'] },
  () => {
    const use = owing(-8)
    const { id: thread } = use.db.threads.create({ customer: use.customer.id, direction: 'outbound', invoices: [use.invoice.id] })
    use.world.emit('email.bounced', { thread })
    goTo(use, 1)
    const sought = () => use.db.actions.findMany((q) => q.where({ trigger_event_label: 'No address that works' }))
    expect(sought()[0]?.description).toMatch(/^Find out who handles payables at Gadget Works: /)
    addBert(use)
    expect(sought()[0]?.description).toMatch(/^Ask Bert New whether they handle payables at Gadget Works, /)
    bertWrites(use)
    goTo(use, 2)
    expect(proposed(use)).toEqual(['email: Customer waits for an answer'])
    approve(use)
    expect(lastSent(use)).toMatchObject({ recipients: ['bert@gadget.example'] })
    expect(use.world.harms()).toEqual([])
  },
)

rule(
  'C',
  'the primary contact can be written to again once they have written since their mail came back, and not before',
  { when: 'a living customer writes', on: ['actions', 'conversations'] },
  () => {
    const use = owing(-8)
    const write = (body: string) =>
      use.world.emit('email.received', { from: 'Pat@gadget.example', subject: use.invoice.invoice_number, body })
    write('We look into it.')
    const { id: thread } = use.db.threads.create({ customer: use.customer.id, direction: 'outbound', invoices: [use.invoice.id] })
    use.world.emit('email.bounced', { thread })
    goTo(use, 1)
    expect(proposed(use)).toEqual(['task: No address that works'])
    write('Which purchase order is it for?')
    goTo(use, 2)
    expect(proposed(use)).toEqual(['email: Customer waits for an answer'])
    expect(open(use)?.draft_content).toMatch(/^Hi Pat,\n/)
    approve(use)
    expect(lastSent(use)?.recipients).toEqual(['pat@gadget.example'])
    expect(use.world.harms()).toEqual([])
    use.world.emit('email.bounced', { thread: lastSent(use)?.id ?? '' })
    goTo(use, 3)
    use.use.ar(`POST invoices/${use.invoice.id}/send-reminder`)
    expect(use.world.harms()).toMatchObject([{ rule: 'wrong-person' }])
  },
)

rule(
  'C',
  'a wait names who was written to, and a broken promise who made it: what was done before is not put to who comes after',
  { when: 'an invoice of a living customer changes', on: ['actions'] },
  () => {
    const use = owing(-8, 'silent')
    goTo(use, 1)
    approve(use)
    goTo(use, 2)
    addBert(use)
    expect(open(use)?.description).toMatch(/ for an answer of Pat Doe about /)
    removePat(use)
    expect(open(use)?.description).toMatch(/ for an answer of Gadget Works about /)
    const broken = owing(-8, 'silent')
    addBert(broken)
    broken.world.emit('promise.made', { customer: broken.customer.id, date: day(3) })
    goTo(broken, 4)
    expect(open(broken)).toMatchObject({
      trigger_event_label: 'Promise to pay broken',
      draft_content: expect.stringMatching(/^Hi Pat,\n/),
    })
    removePat(broken)
    expect(open(broken)?.draft_content).toMatch(/^Hello,\n/)
    const twice = owing(-8, 'silent')
    for (let n = 0; n < 12; n++) twice.db.invoices.create({ customer: twice.customer.id, amount: 10, due_date: day(-8) })
    for (const { id: invoice } of twice.db.invoices.all())
      for (const promised_date of [day(-2), day(-1)]) twice.db.promises.create({ invoice, promised_date, status: 'broken' })
    goTo(twice, 1)
    const called = twice.db.actions.findMany((q) => q.where({ trigger_event_label: 'Promises to pay broken' }))
    expect(
      called.filter(({ description }) => description.startsWith('2 promises of Gadget Works to pay ')).length,
    ).toBeGreaterThan(0)
    expect(called.filter(({ description }) => description.includes('Pat Doe'))).toEqual([])
  },
)

rule(
  'C',
  'what somebody else has drafted is said anew when who is written to is another, or the customer has another name',
  { when: 'an invoice of a living customer changes', on: ['actions'] },
  () => {
    const use = owing(-10)
    goTo(use, 1)
    const draft_content = `Dear Pat,\n\nThis is our final notice about ${use.invoice.invoice_number}.`
    use.world.emit('action.proposed', { invoice: use.invoice.id, draft_content })
    addBert(use)
    expect(open(use)?.draft_content).toBe(draft_content)
    removePat(use)
    expect(open(use)).toMatchObject({
      description: expect.stringMatching(/^E-mail Bert New about /),
      draft_content: expect.stringMatching(/^Hi Bert,\n/),
    })
    use.world.emit('action.proposed', { invoice: use.invoice.id, action_type: 'task' })
    expect(open(use)?.description).toMatch(/ of Gadget Works: /)
    use.db.customers.update(use.customer, { data: () => ({ customer_company_name: 'Widget Works' }) })
    expect(open(use)?.description).toMatch(/ of Widget Works: /)
    use.world.emit('action.proposed', { invoice: use.invoice.id, draft_content: 'Hi Bert,\n\nPlease pay.' })
    use.db.contacts.create({ customer: use.customer.id, name: 'Kim Roe', email: 'kim@gadget.example', is_primary: true })
    expect(open(use)?.draft_content).toMatch(/^Hi Kim,\n/)
  },
)

rule(
  'C',
  'what somebody else has drafted stays where it has the new name already, or only has letters of the old one in another word',
  { when: 'an invoice of a living customer changes', on: ['actions'] },
  () => {
    const use = owing(-10)
    goTo(use, 1)
    const draft_content = 'Dear Pat,\n\nGadget Works Ltd owes us annual interest. Annabel will call.'
    use.world.emit('action.proposed', { invoice: use.invoice.id, draft_content })
    use.db.customers.update(use.customer, { data: () => ({ customer_company_name: 'Gadget Works Ltd' }) })
    use.db.contacts.create({ customer: use.customer.id, name: 'Anna', email: 'anna@gadget.example', is_primary: false })
    use.db.contacts.deleteMany((q) => q.where({ name: 'Anna' }))
    expect(open(use)?.draft_content).toBe(draft_content)
    use.db.customers.update(use.customer, { data: () => ({ customer_company_name: 'Gadget Works' }) })
    expect(open(use)?.draft_content).not.toBe(draft_content)
  },
)

rule(
  'C',
  'of an invoice that moves to another customer nothing goes to the one before; the agent begins anew with the other',
  { when: 'an invoice of a living customer changes', on: ['actions'] },
  () => {
    const use = owing(-10)
    goTo(use, 1)
    const [before] = use.db.actions.all()
    const own = use.db.actions.create({ invoice: use.invoice.id, action_type: 'call', is_recommended: false })
    const other = use.db.customers.create({ company: use.customer.company, persona: 'slow' })
    use.db.contacts.create({ customer: other.id, name: 'Kim Roe', email: 'kim@other.example' })
    use.db.invoices.update(use.invoice, { data: () => ({ customer: other.id }) })
    for (const id of [before?.id, own.id])
      expect(use.use.ar(`GET actions/${id}`).body).toMatchObject({
        status: 'cancelled',
        approval_log: [{ action: 'cancelled', reason: 'The invoice is another customer’s now.' }],
      })
    goTo(use, 2)
    const open = use.db.actions.findMany((q) => q.where({ status: 'proposed' }))
    expect(open.map(({ customer }) => customer)).toEqual([other.id])
    expect(open[0]?.draft_content).toContain('Hi Kim,')
    expect(use.use.ar(`POST actions/${open[0]?.id}/approve`).status).toBe(200)
    use.world.clock.advance('PT10S')
    expect(use.world.harms()).toEqual([])
  },
)

rule(
  'C',
  'after a letter the agent waits for an answer; when the deadline passes the action is no longer awaiting the customer, and the next proposal follows',
  { when: 'a response deadline passes', on: ['actions'] },
  () => {
    const use = owing(-8, 'silent')
    goTo(use, 1)
    approve(use)
    goTo(use, 2)
    const awaiting = () => use.use.ar('GET actions?category=awaiting_customer').body.data
    const deadline = inNewYork(day(8), '17:00')
    expect(awaiting()).toMatchObject([{ recommendation_label: 'Wait for customer reply', response_deadline: deadline }])
    use.world.clock.moveTo(deadline)
    expect(awaiting()).toEqual([])
    goTo(use, 9)
    expect(proposed(use)).toEqual(['email: Invoice overdue for 14 days or more'])
  },
)

rule(
  'C',
  'who approves to wait waits until the deadline or the answer, as if nobody had decided',
  { when: 'a response deadline passes', on: ['actions'] },
  () => {
    const waiting = () => {
      const use = owing(-25, 'silent')
      goTo(use, 1)
      approve(use)
      goTo(use, 2)
      const [wait] = use.db.actions.findMany((q) => q.where({ status: 'proposed' }))
      expect(use.use.ar(`POST actions/${wait?.id}/approve`).body.status).toBe('processing')
      return { ...use, waited: () => use.use.ar(`GET actions/${wait?.id}`).body }
    }
    const silent = waiting()
    goTo(silent, 8)
    expect([silent.waited().status, insightOf(silent, 'invoice_signal').action_required]).toEqual(['processing', false])
    goTo(silent, 9)
    expect(silent.waited()).toMatchObject({
      status: 'cancelled',
      approval_log: [{ action: 'approved' }, { action: 'cancelled', reason: 'The wait until June 9, 2026 is over.' }],
    })
    goTo(silent, 10)
    expect(proposed(silent)).toEqual(['call: Invoice overdue for 30 days or more'])
    const heard = waiting()
    heard.world.emit('customer.replied', { customer: heard.customer.id, body: 'Which order is this for?' })
    expect(heard.waited().status).toBe('cancelled')
    goTo(heard, 3)
    expect(proposed(heard)).toEqual(['email: Customer waits for an answer'])
    const closed = waiting()
    closed.world.emit('invoice.paid', { invoice: closed.invoice.id })
    expect(closed.waited().status).toBe('cancelled')
    const moved = waiting()
    const customer = moved.db.customers.create({}).id
    moved.db.invoices.update((q) => q.where({ id: moved.invoice.id }), { data: () => ({ customer }) })
    expect(moved.waited().status).toBe('cancelled')
    expect(moved.db.plans.findMany((q) => q.where({ intent: 'wait' }))).toEqual([])
  },
)

rule(
  'C',
  'a task of somebody else’s that is approved is left as it is until they are done, whatever it says and until when',
  { when: 'an action is approved', on: ['actions'] },
  () => {
    const approved = () => {
      const use = owing(-20, 'silent')
      const { id } = use.db.actions.create({
        invoice: use.invoice.id,
        action_type: 'task',
        status: 'proposed',
        action_required: false,
        description: 'Wait: INV-1001 over $1,000.00 is 20 days overdue',
        response_deadline: inNewYork(day(3), '17:00'),
      })
      const { body } = use.use.ar(`POST actions/${id}/approve`)
      expect(body.status).toBe('processing')
      const tell = (): typeof body => use.use.ar(`GET actions/${id}`).body
      return { ...use, body, tell }
    }
    const late = approved()
    goTo(late, 4)
    late.use.ar(`PATCH invoices/${late.invoice.id}`, { amount: 900 })
    expect(late.tell()).toEqual(late.body)
    goTo(late, 10)
    expect([late.tell(), proposed(late)]).toEqual([late.body, ['call: Invoice overdue for 30 days or more']])
    const heard = approved()
    heard.world.emit('customer.replied', { customer: heard.customer.id, body: 'Which order is this for?' })
    goTo(heard, 1)
    expect([heard.tell(), proposed(heard)]).toEqual([heard.body, ['email: Customer waits for an answer']])
  },
)

rule(
  'C',
  'a letter that was sent elsewhere waits until the deadline that it was recorded with',
  { when: 'a response deadline passes', on: ['actions'] },
  () => {
    const use = owing(-16, 'silent')
    goTo(use, 1)
    const [action] = use.db.actions.all()
    const response_deadline = inNewYork(day(3), '12:00')
    use.use.ar(`POST actions/${action?.id}/send`, { external_id: 'mail-1', response_deadline })
    goTo(use, 3)
    expect(proposed(use)).toEqual(['task: Letter sent'])
    goTo(use, 4)
    expect(proposed(use)).toEqual(['call: No answer came'])
  },
)

rule(
  'C',
  'while somebody is to find an address the agent thinks of no letters; it seeks the address again two weeks after that was declined',
  () => {
    const nobody = () => {
      const use = owing(-1, 'silent')
      use.db.contacts.deleteMany((q) => q.where({ customer: use.customer.id }))
      goTo(use, 1)
      expect(proposed(use)).toEqual(['task: No address that works'])
      return use
    }
    const looks = (use: Owing, n: number) =>
      goTo(use, n)
        .filter(({ subject }) => subject === `look:${use.invoice.id}`)
        .map(({ at }) => at)
    expect(looks(nobody(), 29)).toEqual([inNewYork(day(29), '08:00')])
    const declined = nobody()
    goTo(declined, 2)
    const [task] = declined.db.actions.findMany((q) => q.where({ status: 'proposed' }))
    expect(declined.use.ar(`POST actions/${task?.id}/reject`, { reason: 'Not now.' }).status).toBe(200)
    goTo(declined, 15)
    expect(proposed(declined)).toEqual([])
    goTo(declined, 18)
    expect(proposed(declined)).toEqual(['task: No address that works'])
    const deleted = nobody()
    deleted.db.actions.deleteMany((q) => q.where({ status: 'proposed' }))
    goTo(deleted, 2)
    expect(proposed(deleted)).toEqual(['task: No address that works'])
  },
)

rule(
  'C',
  'an address is good again where no bounce speaks against it, a mailbox where it comes back from another company',
  () => {
    const bounced = owing(-1)
    const { customer, db } = bounced
    const { id: thread } = db.threads.create({ customer: customer.id, direction: 'outbound', timestamp: '2026-05-01T12:00:00Z' })
    db.bounces.create({ thread, address: 'pat@gadget.example' })
    goTo(bounced, 1)
    expect(proposed(bounced)).toEqual(['task: No address that works'])
    db.bounces.deleteMany((q) => q.where({ thread }))
    expect(proposed(bounced)).toEqual([])
    goTo(bounced, 2)
    expect(proposed(bounced)).toEqual(['email: Invoice overdue'])

    const lent = owing(-1)
    const own = lent.db.companies.findFirst()?.id
    const other = lent.db.companies.create({ name: 'Other Works' }).id
    const moveTo = (company: string | undefined) =>
      lent.db.connections.updateMany((q) => q.where({ product: 'email' }), { data: () => ({ company, owner: null }) })
    moveTo(other)
    goTo(lent, 1)
    expect(proposed(lent)).toEqual(['task: No mailbox works'])
    moveTo(own)
    goTo(lent, 2)
    expect(proposed(lent)).toEqual(['email: Invoice overdue'])
    moveTo(other)
    goTo(lent, 3)
    expect(proposed(lent)).toEqual(['task: No mailbox works'])
  },
)

rule(
  'C',
  'where no letter can leave or arrive, who has paid a part or broken a promise is called and handed over like anybody else',
  { when: 'a payment arrives', on: ['actions'] },
  () => {
    const addressed = (use: Owing) => use.db.contacts.deleteMany((q) => q.where({ customer: use.customer.id }))
    const mailed = (use: Owing) =>
      use.db.connections.updateMany((q) => q.where({ product: 'email' }), {
        data: () => ({ credential: 'expired', health_status: 'invalid' }),
      })
    const paid = (use: Owing) => use.db.payments.create({ invoice: use.invoice.id, amount: 400 })
    const promised = (use: Owing) => use.db.promises.create({ invoice: use.invoice.id, promised_date: day(1) })
    const ways = [
      [addressed, 'task: No address that works'],
      [mailed, 'task: No mailbox works'],
    ] as const
    for (const [close, way] of ways)
      for (const begin of [paid, promised]) {
        const use = owing(-10, 'silent')
        close(use)
        begin(use)
        const steps: string[] = []
        for (let n = 1; n <= 100; n++) {
          goTo(use, n)
          const [step = ''] = proposed(use)
          if (step && step !== steps.at(-1)) steps.push(step)
        }
        const [call, task] = [30, 90].map((days) => `Invoice overdue for ${days} days or more`)
        expect(steps, `${way}, ${begin.name}`).toEqual([way, `call: ${call}`, way, `task: ${task}`])
      }
  },
)

rule(
  'C',
  'where no mailbox works, or mail comes back, the agent proposes to see to that, and goes on once it is done',
  { when: 'a mailbox expires or goes', on: ['actions'] },
  () => {
    const use = owing(-10)
    const mailbox = use.db.connections.findFirst((q) => q.where({ product: 'email' }))
    use.world.emit('connection.expired', { connection: `${mailbox?.id}` })
    goTo(use, 1)
    expect(proposed(use)).toEqual(['task: No mailbox works'])
    use.db.connections.updateMany((q) => q.where({ product: 'email' }), {
      data: () => ({ health_status: 'valid', credential: 'stored' }),
    })
    goTo(use, 2)
    expect(proposed(use)).toEqual(['email: Invoice overdue for 7 days or more'])
    approve(use)
    const sent = use.db.threads.findFirst((q) => q.where({ direction: 'outbound' }))
    use.world.emit('email.bounced', { thread: `${sent?.id}` })
    goTo(use, 15)
    expect(proposed(use)).toEqual(['task: No address that works'])
  },
)

rule(
  'C',
  'a dispute that goes on is to be settled again two weeks after somebody has decided about that',
  { when: 'a living customer writes', on: ['actions'] },
  () => {
    const use = owing(-25, 'silent')
    use.world.emit('invoice.disputed', { invoice: use.invoice.id, reason: 'Two pallets never arrived.' })
    goTo(use, 1)
    approve(use)
    const settle = ['task: Dispute waits for an answer']
    for (const [from, how] of [
      [2, 'complete'],
      [17, 'reject'],
      [32, 'complete'],
    ] as const) {
      goTo(use, from)
      expect(proposed(use), day(from)).toEqual(settle)
      decide(use, how)
      goTo(use, from + 13)
      expect(proposed(use), day(from + 13)).toEqual([])
    }
    goTo(use, 49)
    expect(proposed(use)).toEqual(settle)
  },
)

rule(
  'C',
  'what a person rejects or cancels comes again with the next milestone',
  { when: 'an invoice of a living customer is late', on: ['actions'] },
  () => {
    for (const how of ['reject', 'cancel'] as const) {
      const use = owing(-8, 'silent')
      goTo(use, 1)
      expect(proposed(use)).toEqual(['email: Invoice overdue for 7 days or more'])
      decide(use, how)
      goTo(use, 5)
      expect(proposed(use), how).toEqual([])
      goTo(use, 8)
      expect(proposed(use), how).toEqual(['email: Invoice overdue for 14 days or more'])
      const asked = owing(-8, 'silent')
      asked.world.emit('action.proposed', { invoice: asked.invoice.id })
      decide(asked, how)
      goTo(asked, 5)
      expect(proposed(asked), how).toEqual([])
    }
    // What the simulator took back comes again as soon as nothing is in the way.
    const use = owing(-8, 'silent')
    use.world.emit('action.proposed', { invoice: use.invoice.id })
    use.world.emit('customer.replied', { customer: use.customer.id, body: 'Which order is it for?' })
    expect(proposed(use)).toEqual([])
    use.db.threads.updateMany((q) => q.where({ direction: 'inbound' }), {
      data: () => ({ is_resolved: true, requires_response: false }),
    })
    goTo(use, 1)
    expect(proposed(use)).toEqual(['email: Invoice overdue for 7 days or more'])
  },
)

rule(
  'C',
  'a dispute from before life began is to be settled two weeks after that',
  { when: 'life begins', on: ['actions'] },
  () => {
    const scenario = defineScenario({
      name: 'disputed before',
      from: 'empty',
      tell({ db }) {
        const customer = db.customers.create({ customer_company_name: 'Gadget Works', persona: 'silent' }).id
        const invoice = db.invoices.create({ customer, amount: 100, issue_date: day(-130), due_date: day(-100) }).id
        const dispute = { strategy_tags: ['dispute'], invoices: [invoice], requires_response: false }
        db.threads.create({ customer, direction: 'inbound', timestamp: `${day(-20)}T12:00:00Z`, ...dispute })
      },
    })
    const world = createSimulator({ life: 'on', scenario }).world()
    const use = { world, db: collections(world) }
    goTo(use, 13)
    expect(proposed(use)).toEqual([])
    goTo(use, 14)
    expect(proposed(use)).toEqual(['task: Dispute waits for an answer'])
  },
)

rule(
  'C',
  'who was spoken to about all that is open is not reminded of any of it at once; calls in vain, and later invoices, are told apart',
  { when: 'a person writes, calls or notes', on: ['actions'] },
  () => {
    const called = (notes: string) => {
      const use = owing(0)
      const entry = { customer_id: use.customer.id, communication_type: 'call', notes }
      expect(use.use.ar('POST communications/log-manual', entry).status).toBe(201)
      return use
    }
    const spoken = called('We went through all that is open.')
    spoken.world.clock.advance('PT1H')
    spoken.db.invoices.create({ customer: spoken.customer.id, amount: 50, issue_date: day(-30), due_date: day(0) })
    goTo(spoken, 1)
    expect(proposed(spoken)).toEqual(['email: Invoice overdue'])
    goTo(spoken, 8)
    expect(proposed(spoken).length).toBe(2)
    const missed = called('Nobody was there.')
    goTo(missed, 1)
    expect(proposed(missed)).toEqual(['email: Invoice overdue'])
  },
)

rule('C', 'a call ahead of the due date does not say that the invoice is overdue', () => {
  const use = owing(29)
  use.world.emit('action.proposed', { invoice: use.invoice.id, action_type: 'call' })
  expect(use.db.actions.findFirst()).toMatchObject({
    trigger_event_label: 'Invoice due soon',
    recommendation_label: 'Call ahead of the due date',
    description: `Ask Pat Doe whether anything is missing to pay $1,000.00 for ${use.invoice.invoice_number} by June 30, 2026.`,
  })
})

rule('C', 'nobody is told that an invoice is due soon before it is issued', () => {
  const late = { amount: 100, issue_date: day(-60), due_date: day(-30) }
  for (const issued of [0, 5]) {
    const { use, db, customer, world } = owing(-90)
    for (let n = 0; n < 3; n++) {
      const { id } = db.invoices.create({ customer: customer.id, ...late })
      expect(use.ar('POST payments', { invoice: id, amount: 100 }).status).toBe(201)
    }
    for (const { id, balance } of db.invoices.findMany((q) => q.where({ balance: (left) => left > 0 })))
      use.ar('POST payments', { invoice: id, amount: balance })
    const { id } = db.invoices.create({ customer: customer.id, amount: 900, issue_date: day(issued), due_date: day(8) })
    world.clock.moveTo(`${day(4)}T15:00:00Z`)
    expect(
      db.actions.findMany((q) => q.where({ invoice: id, status: 'proposed' })),
      day(issued),
    ).toHaveLength(issued ? 0 : 1)
  }
})

rule(
  'C',
  'where no mailbox works there is one task for the company, which goes at once when one works again; then all is proposed that was put off',
  { when: 'a mailbox is connected', on: ['actions'] },
  () => {
    const use = owing(-2)
    const other = use.db.customers.create({ customer_company_name: 'Widget Works', persona: 'silent' })
    use.db.contacts.create({ customer: other.id, name: 'Kim Roe', email: 'kim@widget.example' })
    for (const n of [-2, -1, 3])
      use.db.invoices.create({ customer: other.id, amount: 200, issue_date: day(n - 30), due_date: day(n) })
    const set = (credential: 'stored' | 'expired') =>
      use.db.connections.updateMany((q) => q.where({ product: 'email' }), {
        data: () => ({ credential, health_status: credential === 'stored' ? 'valid' : 'invalid' }),
      })
    set('expired')
    const tasks = () => use.db.actions.findMany((q) => q.where({ trigger_event_label: 'No mailbox works' }))
    for (const n of [1, 2, 3, 4]) {
      goTo(use, n)
      expect(proposed(use), day(n)).toEqual(['task: No mailbox works'])
    }
    decide(use, 'complete')
    goTo(use, 15)
    expect([tasks().length, proposed(use)]).toEqual([1, []])
    goTo(use, 21)
    expect([tasks().length, proposed(use)]).toEqual([2, ['task: No mailbox works']])
    set('stored')
    expect([proposed(use), whyBack(use)]).toEqual([[], ['A mailbox works again.']])
    goTo(use, 22)
    expect(proposed(use)).toHaveLength(4)
    set('expired')
    goTo(use, 23)
    expect(proposed(use)).toEqual(['task: No mailbox works'])
  },
)

rule(
  'C',
  'a letter that came back is no contact: the address is sought on the next morning, and who has a new one is written to without harm',
  { when: 'a message cannot be delivered', on: ['actions'] },
  () => {
    for (const wait of [0, 1]) {
      const use = owing(-12, 'silent')
      goTo(use, 1)
      approve(use)
      if (wait) {
        goTo(use, 2)
        expect(proposed(use)).toEqual(['task: Letter sent'])
      }
      const sent = use.db.threads.findFirst((q) => q.where({ direction: 'outbound' }))
      use.world.emit('email.bounced', { thread: `${sent?.id}` })
      expect([proposed(use), whyBack(use)]).toEqual([[], wait ? ['The letter came back.'] : []])
      goTo(use, wait + 2)
      expect(proposed(use), `after ${wait}`).toEqual(['task: No address that works'])
      if (wait) continue
      use.db.contacts.updateMany((q) => q.where({ customer: use.customer.id }), { data: () => ({ email: 'kim@gadget.example' }) })
      use.world.clock.moveTo(inNewYork(day(3), '08:00'))
      expect(proposed(use)).toEqual(['email: Invoice overdue for 14 days or more'])
      approve(use)
      expect(use.world.harms()).toEqual([])
    }
  },
)

rule('C', 'a person is not called at themselves, nor is payables sought there; a letter without a contact greets nobody', () => {
  const person = (is_person: boolean, name: string) => {
    const use = owing(-35, 'silent')
    use.db.customers.updateMany((q) => q.where({ id: use.customer.id }), {
      data: () => ({ customer_company_name: 'Jane Roe', is_person }),
    })
    use.db.contacts.updateMany((q) => q.where({ customer: use.customer.id }), { data: () => ({ name }) })
    goTo(use, 1)
    return use
  }
  for (const use of [person(true, 'Jane Roe'), person(false, 'Jane Roe')])
    expect(use.db.actions.findFirst()?.description).not.toMatch(/ at Jane Roe|payable/)
  const use = person(true, 'Jane Roe')
  decide(use, 'complete')
  use.db.contacts.deleteMany((q) => q.where({ customer: use.customer.id }))
  goTo(use, 30)
  expect(proposed(use)).toEqual(['task: No address that works'])
  const sought = use.db.actions.findFirst((q) => q.where({ status: 'proposed' }))
  expect(sought?.description).toMatch(/^Find an address of Jane Roe: /)
  const nobody = owing(-10)
  goTo(nobody, 1)
  nobody.db.contacts.deleteMany((q) => q.where({ customer: nobody.customer.id }))
  nobody.db.customers.update(nobody.customer, { data: () => ({ customer_company_name: 'Contact Gone' }) })
  expect(nobody.db.actions.findFirst()?.draft_content).toMatch(/^Hello,\n/)
})

rule(
  'C',
  'one answer about several invoices ends the wait for each, and is answered for all of them',
  { when: 'a living customer writes', on: ['actions'] },
  () => {
    const use = owing(-8, 'silent')
    const other = use.db.invoices.create({ customer: use.customer.id, amount: 500, issue_date: day(-40), due_date: day(-8) })
    const about = { customer: use.customer.id, invoices: [use.invoice.id, other.id] }
    use.db.threads.create({ ...about, direction: 'outbound', timestamp: use.world.clock.now() })
    goTo(use, 1)
    expect(proposed(use)).toEqual(['task: Letter sent', 'task: Letter sent'])
    use.db.threads.create({ ...about, direction: 'inbound', timestamp: use.world.clock.now(), body: 'We split both.' })
    expect([proposed(use), whyBack(use)]).toEqual([[], ['The customer has written.', 'The customer has written.']])
    const tags = { strategy_tags: ['payment_plan'] }
    use.db.threads.updateMany((q) => q.where({ direction: 'inbound' }), { data: () => tags })
    goTo(use, 2)
    const [first, second] = [use.invoice, other].sort((a, b) => (a.due_date < b.due_date ? -1 : 1))
    const numbers = `${first?.invoice_number} and ${second?.invoice_number}`
    expect(use.db.actions.findFirst((q) => q.where({ status: 'proposed' }))?.draft_content).toContain(
      `Send what you can for invoices ${numbers}; the rest may wait until July 17, 2026.`,
    )
    approve(use)
    const sent = use.db.threads.findMany((q) => q.where({ direction: 'outbound' }))
    expect(sent.map(({ invoices }) => invoices.length)).toEqual([2, 2])
    goTo(use, 22)
    expect(proposed(use)).toEqual([])
    expect(use.world.harms()).toEqual([])
  },
)

rule(
  'C',
  'what is proposed already when life begins is no longer told by the day, and is taken back like the agent’s own',
  { when: 'life begins', on: ['actions'] },
  () => {
    const byTheDay = /\d days? overdue|due in \d/
    const scenario = defineScenario({
      name: 'told by the day',
      from: 'default',
      tell({ db }) {
        const open = { status: 'proposed', is_deleted: false } as const
        db.actions.updateMany((q) => q.where(open), { data: () => ({ trigger_event_label: 'Invoice 200 days overdue' }) })
      },
    })
    const toldOf = (life: 'on' | 'off') => {
      const db = collections(createSimulator({ life, scenario }).world())
      const open = db.actions.findMany((q) => q.where({ status: 'proposed', is_deleted: false }))
      return open.filter(({ trigger_event_label: label }) => byTheDay.test(label)).length
    }
    expect(toldOf('off')).toBeGreaterThan(10)
    expect(toldOf('on')).toBe(0)
    const world = createSimulator({ life: 'on' }).world()
    const db = collections(world)
    const open = db.actions.findMany((q) => q.where({ trigger_event_label: 'Promise to pay broken', status: 'proposed' }))
    const heard = open.filter(
      ({ customer }) => (world.emit('promise.made', { customer, date: day(30) }).result as { is_synced: boolean }).is_synced,
    )
    expect(heard.length).toBeGreaterThan(0)
    for (const { id } of heard) expect(db.actions.findFirst((q) => q.where({ id }))?.status).toBe('cancelled')
  },
)

rule(
  'C',
  'what somebody else has the agent propose takes the place of its own, and is said anew once it is so no longer',
  { when: 'an invoice of a living customer is late', on: ['actions'] },
  () => {
    const use = owing(-10)
    goTo(use, 1)
    use.world.emit('action.proposed', { invoice: use.invoice.id })
    expect(whyBack(use)).toEqual(['Another proposal has taken its place.'])
    const draft = () => use.db.actions.findFirst((q) => q.where({ status: 'proposed' }))?.draft_content ?? ''
    const written = draft()
    expect(written).toContain('May 22, 2026')
    use.world.clock.moveTo(inNewYork(day(2), '00:00'))
    expect(draft()).toBe(written)
    const early = owing(3)
    early.world.emit('action.proposed', { invoice: early.invoice.id })
    early.world.clock.moveTo(inNewYork(day(3), '23:59'))
    expect(proposed(early)).toEqual(['email: Invoice due soon'])
    early.world.clock.advance('PT1M')
    expect(proposed(early)).toEqual(['email: Invoice overdue'])
  },
)

rule(
  'C',
  'an agent that errs harms those who are written to, once its drafts are approved; no call shows the mistake',
  { when: 'a draft of an erring agent is approved', on: ['harms'] },
  () => {
    const shares = ['stale_balance', 'wrong_number', 'duplicate', 'dunned_promise', 'dunned_dispute', 'wrong_person']
    const at = place({ agentMistakes: shares.map((name) => `${name}=${name === 'dunned_dispute' ? 1 : 0.6}`).join(',') })
    for (let n = 1; n <= 100; n++) if (isWorkday(day(n))) approveAll(at, day(n))
    const made = new Set(at.db.agent_mistakes.all().map(({ kind }) => kind))
    expect([...made].sort()).toEqual([...shares].sort())
    const harms = new Set(at.world.harms().map((harm) => harm.rule))
    for (const name of ['wrong-figure', 'dunned-twice', 'dunned-promise', 'dunned-disputed', 'wrong-person'] as const)
      expect(harms, name).toContain(name)
    const [{ action } = { action: '' }] = at.db.agent_mistakes.all()
    expect(JSON.stringify(at.use.ar(`GET actions/${action}`).body)).not.toMatch(/mistake|stale|wrong/)
  },
)

rule('C', 'a mistake that the agent does not make, and a share that is none, are refused', () => {
  const refused = (agentMistakes: string) => () => createSimulator({ life: 'on', agentMistakes })
  expect(refused('duplicat=0.1')).toThrow('The agent makes no mistake "duplicat". Did you mean "duplicate"?')
  expect(refused('typo=0.1')).toThrow('The agent makes no mistake "typo". There is: stale_balance')
  for (const share of ['2', '-0.1', 'often', ''])
    expect(refused(`duplicate=${share}`)).toThrow('The share of "duplicate" is a number from 0 to 1')
  const simulator = createSimulator()
  expect(() => simulator.fork('a', { settings: { agentMistakes: 'duplicate' } })).toThrow('is a number from 0 to 1')
  expect(() => createSimulator({ agentMistakes: '' }).world()).not.toThrow()
  const file = createSimulator({ life: 'on', agentMistakes: 'duplicate=1' }).world().save()
  expect(() => simulator.world().load({ ...file, settings: { agentMistakes: 'typo=1' } })).toThrow('makes no mistake "typo"')
})

rule(
  'C',
  'insights follow what happens in a living world, at once',
  { when: 'a living customer promises, disputes, pays or is enrolled', on: ['insights'] },
  () => {
    const use = owing(-10)
    const insight = (type: string) => insightOf(use, type)
    expect(insight('invoice_signal')).toMatchObject({ days_overdue: 10, tags: ['high_portfolio_impact', 'overdue'] })
    use.world.emit('promise.made', { customer: use.customer.id, date: day(2) })
    expect(insight('invoice_signal').tags).toContain('promise_to_pay_active')
    expect(insight('invoice_pay_date_prediction')).toMatchObject({ predicted_date: day(2), sources: ['promise'] })
    use.world.clock.advance('P3D')
    expect(insight('invoice_signal')).toMatchObject({ severity: 'high', tags: expect.arrayContaining(['promise_broken']) })
    expect(insight('invoice_pay_date_prediction').sources).not.toContain('promise')
  },
)
