import { expect } from 'vitest'
import { type ActionRow, actions } from '../../src/ar/actions/action.ts'
import { threads } from '../../src/ar/communications/thread.ts'
import { type Customer, customers } from '../../src/ar/customers/customer.ts'
import { failures } from '../../src/ar/failures/failure.ts'
import { type ConnectionRow, connections } from '../../src/ar/integrations/connection.ts'
import { collections } from '../../src/data/index.ts'
import type { World } from '../../src/index.ts'
import { client } from '../support/client.ts'
import { rule } from '../support/rule.ts'

/** What happens to an action while time passes; the world has others under way. */
const firedFor = (world: World, id: string, period: string) => world.clock.advance(period).filter(({ subject }) => subject === id)

rule(
  'C',
  'an approved e-mail is delivered 5 seconds later: completed, with a thread that holds the final text',
  { when: 'an action is delivered', on: ['actions', 'conversations'] },
  () => {
    const { ar, samples, world } = client()
    const id = samples.actions?.proposed as string
    ar(`POST actions/${id}/approve`, { final_content: 'Please pay by Friday.' })

    expect(firedFor(world, id, 'PT4S')).toEqual([])
    expect(ar(`GET actions/${id}`).body.status).toBe('processing')

    expect(firedFor(world, id, 'PT1S')).toMatchObject([{ event: 'deliverAction', outcome: 'completed' }])
    const { body } = ar(`GET actions/${id}`)
    expect(body).toMatchObject({ status: 'completed', executed_at: '2026-06-01T14:00:05Z' })
    expect(world.table(threads).get(body.channel_id)).toMatchObject({
      customer: body.customer,
      invoices: [body.invoice],
      communication_type: 'email',
      direction: 'outbound',
      subject: body.draft_subject,
      body: 'Please pay by Friday.',
      timestamp: '2026-06-01T14:00:05Z',
    })
  },
)

rule('C', 'without a final text the draft goes out', () => {
  const { ar, samples, world } = client()
  const { body: approved } = ar(`POST actions/${samples.actions?.proposed}/approve`)
  world.clock.advance('PT5S')
  const { body } = ar(`GET actions/${approved.id}`)
  expect(world.table(threads).get(body.channel_id)?.body).toBe(approved.draft_content)
})

rule(
  'C',
  'an armed delivery failure returns the action to proposed with the reason, and the next try succeeds',
  { when: 'an action is approved', on: ['actions', 'failures'] },
  () => {
    const { ar, samples, world } = client()
    const id = samples.actions?.proposed as string
    world.transactions.seed(() => world.create(failures, { kind: 'delivery', subject: id, reason: 'The mailbox is full.' }))
    ar(`POST actions/${id}/approve`)

    expect(firedFor(world, id, 'PT5S')).toMatchObject([{ outcome: 'proposed: The mailbox is full.' }])
    expect(ar(`GET actions/${id}`).body).toMatchObject({
      status: 'proposed',
      executed_at: null,
      metadata: { last_error: 'The mailbox is full.' },
    })

    ar(`POST actions/${id}/approve`)
    world.clock.advance('PT5S')
    expect(ar(`GET actions/${id}`).body.status).toBe('completed')
  },
)

rule('C', 'with no mailbox that works nothing can be delivered', { when: 'a mailbox expires or goes', on: ['actions'] }, () => {
  const { ar, samples, world, companyId } = client()
  world.transactions.seed(() => {
    for (const row of world.table(connections).list('ofCompany', companyId)) world.save(connections, { ...row, is_active: false })
  })
  const id = samples.actions?.proposed as string
  ar(`POST actions/${id}/approve`)
  world.clock.advance('PT5S')
  expect(ar(`GET actions/${id}`).body).toMatchObject({
    status: 'proposed',
    metadata: { last_error: 'No active mailbox to send from.' },
  })
})

rule('C', 'an approved call or task stays processing until somebody completes it', () => {
  const { ar, samples, world } = client()
  for (const kind of ['call', 'task'] as const) {
    const id = samples.actions[kind] as string
    ar(`POST actions/${id}/approve`)
    world.clock.advance('PT1H')
    expect(ar(`GET actions/${id}`).body.status).toBe('processing')
    expect(ar(`POST actions/${id}/complete`).body.status).toBe('completed')
  }
})

rule('C', 'who is refused because of a status reads which calls can change it', () => {
  const { ar, samples } = client()
  expect(ar(`POST actions/${samples.actions?.processing}/approve`).headers['x-sim-warning']).toEqual([
    'While the action is processing, these calls can change its status: rejectAction, cancelAction, completeAction.',
  ])
  const { id } = ar(`POST actions/${samples.actions?.proposed}/cancel`).body
  expect(ar(`POST actions/${id}/approve`).headers['x-sim-warning']).toEqual([
    'While the action is cancelled, no call can change its status.',
  ])
})

rule('C', 'a scheduled e-mail is delivered at its time', () => {
  const { ar, samples, world } = client()
  const { body } = ar(`GET actions/${samples.actions?.scheduled}`)
  world.clock.moveTo(body.scheduled_for)
  expect(ar(`GET actions/${body.id}`).body).toMatchObject({ status: 'completed', executed_at: body.scheduled_for })
})

rule('C', 'a scheduled call or task becomes processing at its time and waits for a person', () => {
  const { ar, samples, world } = client()
  const call = world.table(actions).get(samples.actions?.call as string)
  if (!call) throw new Error('no call')
  world.transactions.seed(() => world.save(actions, { ...call, status: 'scheduled', scheduled_for: '2026-06-02T09:00:00Z' }))
  world.clock.moveTo('2026-06-02T09:00:00Z')
  expect(ar(`GET actions/${call.id}`).body).toMatchObject({ status: 'processing', executed_at: null })
})

rule('C', 'what was rejected or cancelled in time is not delivered', () => {
  for (const verb of ['reject', 'cancel']) {
    const { ar, samples, world } = client()
    const id = samples.actions?.proposed as string
    ar(`POST actions/${id}/approve`)
    ar(`POST actions/${id}/${verb}`)
    expect(firedFor(world, id, 'PT1M')).toEqual([])
    expect(ar(`GET actions/${id}`).body).toMatchObject({ status: 'cancelled', executed_at: null })
  }
})

rule('C', 'a repeated completion changes nothing, not even when it was changed last', () => {
  const { ar, samples, world } = client()
  world.clock.advance('PT1H')
  const before = ar(`GET actions/${samples.actions?.completed}`).body
  const changes = world.changes()
  expect(ar(`POST actions/${before.id}/complete`).body).toEqual(before)
  expect(world.changes()).toEqual(changes)
})

rule('C', 'every entry of the log names who, why and when; what was not said is null', () => {
  const { ar, samples, world } = client()
  const id = samples.actions?.task as string
  ar(`POST actions/${id}/approve`, { comment: 'Fine.' })
  world.clock.advance('PT1H')
  expect(ar(`POST actions/${id}/reject`, { reason: 'Paid.' }).body.approval_log).toEqual([
    { action: 'approved', approved_by: null, reason: null, comment: 'Fine.', timestamp: '2026-06-01T14:00:00Z' },
    { action: 'rejected', approved_by: null, reason: 'Paid.', comment: null, timestamp: '2026-06-01T15:00:00Z' },
  ])
})

// biome-ignore lint/suspicious/noExplicitAny: a listed action
type Listed = any

/** All rows of a list, page by page. */
function everything({ ar }: ReturnType<typeof client>, query: string): Listed[] {
  const rows: Listed[] = []
  for (let page = 1; ; page++) {
    const { body } = ar(`GET actions?page_size=100&page=${page}&${query}`)
    rows.push(...body.data)
    if (body.data.length === 0) {
      expect(body.count).toBe(rows.length)
      return rows
    }
  }
}

rule('D actions-4', 'needs_action lists what is proposed, required and recommended, and only that', () => {
  const use = client()
  const fits = (a: Listed) => a.status === 'proposed' && a.action_required && a.is_recommended
  const all = everything(use, '')
  const listed = everything(use, 'category=needs_action')
  expect(listed.length).toBeGreaterThan(3)
  expect(listed).toEqual(all.filter(fits))
})

rule('D actions-5', 'awaiting_customer lists what is proposed and recommended but not required', () => {
  const use = client()
  const listed = everything(use, 'category=awaiting_customer')
  expect(listed.length).toBeGreaterThan(1)
  expect(listed).toEqual(everything(use, '').filter((a) => a.status === 'proposed' && a.is_recommended && !a.action_required))
})

rule(
  'D actions-6',
  'history lists what is completed, or cancelled and recommended, deleted ones too unless told otherwise',
  () => {
    const use = client()
    const fits = (a: Listed) => a.status === 'completed' || (a.status === 'cancelled' && a.is_recommended)
    const ids = (rows: Listed[]) => rows.map(({ id }) => id).toSorted()
    const all = everything(use, 'include_deleted=true')
    const listed = everything(use, 'category=history')
    expect(ids(listed)).toEqual(ids(all.filter(fits)))
    expect(listed.some((a) => a.is_deleted)).toBe(true)
    expect(ids(everything(use, 'category=history&include_deleted=false'))).toEqual(
      ids(all.filter((a) => fits(a) && !a.is_deleted)),
    )
  },
)

rule('C', 'history shows the latest first, by execution, or by the last change of what was cancelled before', () => {
  const times = everything(client(), 'category=history').map((a) => Date.parse(a.executed_at ?? a.updated_at))
  expect(times).toEqual(times.toSorted((a, b) => b - a))
})

rule('C', 'other lists show the most urgent first, of equal ones the newest', () => {
  const listed = everything(client(), '')
  const wanted = listed.toSorted(
    (a, b) => b.urgency_score - a.urgency_score || (a.created_at > b.created_at ? -1 : a.created_at < b.created_at ? 1 : 0),
  )
  expect(listed).toEqual(wanted)
})

rule('D actions-7', 'alternatives lists every required and proposed action of one invoice', () => {
  const use = client()
  const all = everything(use, '').filter((a) => a.status === 'proposed' && a.action_required)
  const invoice = all.find((a) => all.filter((b) => b.invoice === a.invoice).length > 1)?.invoice
  expect(invoice).toBeDefined()
  expect(everything(use, `category=alternatives&invoice_id=${invoice}`)).toEqual(all.filter((a) => a.invoice === invoice))
})

rule('D actions-9', 'statuses narrow any category', () => {
  const use = client()
  expect(everything(use, 'category=needs_action&status=completed')).toEqual([])
  const listed = everything(use, 'category=history&status=cancelled,proposed')
  expect(listed.length).toBeGreaterThan(0)
  expect(new Set(listed.map(({ status }) => status))).toEqual(new Set(['cancelled']))
})

rule('D actions-12', 'deleted actions are hidden unless they are asked for', () => {
  const use = client()
  expect(everything(use, '').some((a) => a.is_deleted)).toBe(false)
  expect(everything(use, 'include_deleted=Yes').some((a) => a.is_deleted)).toBe(true)
})

rule('D actions-15', 'the days of execution are inclusive, and fall back to the last change for what was cancelled', () => {
  const use = client()
  const day = (a: Listed) => (a.executed_at ?? a.updated_at).slice(0, 10)
  const all = everything(use, 'category=history')
  const days = [...new Set(all.map(day))].toSorted()
  const [from, to] = [days[2], days.at(-3)]
  expect(everything(use, `category=history&executed_after=${from}&executed_before=${to}`)).toEqual(
    all.filter((a) => day(a) >= (from as string) && day(a) <= (to as string)),
  )
})

rule('D actions-11', 'the search looks into description, labels, customer name and invoice number, in any case', () => {
  const use = client()
  const all = everything(use, '')
  const one = all[5]
  for (const text of [
    one.description,
    one.recommendation_label,
    one.trigger_event_label,
    one.customer_name,
    one.invoice_number,
  ]) {
    const wanted = text.slice(1).toUpperCase()
    const found = everything(use, `search=${encodeURIComponent(wanted)}`)
    expect(found.map(({ id }) => id)).toContain(one.id)
    expect(found.length).toBeLessThan(all.length)
  }
  expect(everything(use, 'search=no%20such%20thing')).toEqual([])
})

rule('D actions-10', 'lists filter by customer and by invoice', () => {
  const use = client()
  const all = everything(use, '')
  const { customer, invoice } = all[0]
  expect(everything(use, `customer_id=${customer}`)).toEqual(all.filter((a) => a.customer === customer))
  expect(everything(use, `invoice_id=${invoice.toUpperCase()}`)).toEqual(all.filter((a) => a.invoice === invoice))
})

rule('C', 'pages cover the list without overlap, whatever their size', () => {
  const use = client()
  const all = everything(use, 'include_deleted=true').map(({ id }) => id)
  for (const size of [1, 7, 20, 100]) {
    const paged = Array.from({ length: Math.ceil(all.length / size) }, (_, i) =>
      use.ar(`GET actions?include_deleted=true&page_size=${size}&page=${i + 1}`).body.data.map(({ id }: Listed) => id),
    )
    expect(paged.flat()).toEqual(all)
  }
})

rule(
  'C',
  'a delivery goes out from the mailbox of the customer’s owner, else from the oldest shared one, else from the oldest',
  () => {
    const { ar, samples, world, companyId } = client()
    const { customer } = ar(`GET actions/${samples.actions?.proposed}`).body
    const { nylas_teammate, nylas_shared, nylas_own } = samples.connections as Record<string, string>
    const mailbox = (id = '') => world.table(connections).get(id) as ConnectionRow
    const sender = () => {
      const { id } = ar('GET actions?category=needs_action').body.data[0]
      const action = world.table(actions).get(id) as ActionRow
      world.transactions.seed(() =>
        world.save(actions, { ...action, customer: customer as string, action_type: 'email' as const }),
      )
      ar(`POST actions/${id}/approve`)
      world.clock.advance('PT5S')
      return world.table(threads).get(ar(`GET actions/${id}`).body.channel_id)?.connection
    }
    const owned = (ar_owner: string | null) => {
      const row = world.table(customers).get(customer) as Customer
      world.transactions.seed(() => world.save(customers, { ...row, ar_owner }))
    }
    owned(mailbox(nylas_teammate).owner)
    expect(sender()).toBe(nylas_teammate)
    owned(null)
    expect(sender()).toBe(nylas_shared)
    world.transactions.seed(() => {
      for (const row of world.table(connections).list('ofCompany', companyId))
        if (row.connection_config.allow_shared_sending) world.save(connections, { ...row, is_active: false })
    })
    expect(sender()).toBe(nylas_own)
  },
)

/** A customer who asked something by e-mail, and an action about what they owe. */
function asked() {
  const base = client()
  const db = collections(base.world)
  const { ar, world, companyId } = base
  const customer = db.customers.create({ company: companyId, customer_company_name: 'Acme' })
  const contact = db.contacts.create({ customer: customer.id, name: 'Pat Ray', email: 'pat@acme.example' })
  const invoice = db.invoices.create({ customer: customer.id, amount: 100 })
  const first = db.threads.create({ customer: customer.id, direction: 'outbound', subject: 'Invoice A-1' })
  const question = db.threads.create({ customer: customer.id, thread_group: first.id, subject: 'Re: Invoice A-1' })
  const propose = (body: object) => {
    const { rows } = world.emit('action.proposed', { invoice: invoice.id, ...body })
    return ar(`GET actions/${rows[0]?.id}`).body
  }
  return { ...base, db, customer: customer.id, contact: contact.id, invoice: invoice.id, first, question, propose }
}

rule(
  'C',
  'an e-mail that answers a message goes into its conversation, names it, and settles what was asked',
  { when: 'an action is delivered', on: ['conversations'] },
  () => {
    const { ar, world, first, question, propose } = asked()
    expect(ar(`GET communications/threads/${question.id}`).body.thread.requires_response).toBe(true)
    const action = propose({ thread: question.id })
    expect(action).toMatchObject({ thread: question.id, draft_subject: 'Re: Invoice A-1' })
    ar(`POST actions/${action.id}/approve`)
    world.clock.advance('PT5S')
    const { thread, messages } = ar(`GET communications/threads/${ar(`GET actions/${action.id}`).body.channel_id}`).body
    expect(thread).toMatchObject({
      thread_group: first.id,
      in_reply_to: question.id,
      subject: 'Re: Invoice A-1',
      message_count: 3,
    })
    expect(messages.map(({ id }: { id: string }) => id)).toEqual([first.id, question.id, thread.id])
    expect(ar(`GET communications/threads/${question.id}`).body.thread.requires_response).toBe(false)
    expect(ar('GET communications/threads').body.data[0].thread_group).toBe(first.id)
  },
)

rule(
  'C',
  'a message waits for no answer once the action that answers it is done, here or elsewhere',
  { when: 'an action is delivered', on: ['conversations'] },
  () => {
    const waits = ({ ar, question }: ReturnType<typeof asked>) =>
      ar(`GET communications/threads/${question.id}`).body.thread.requires_response
    for (const verb of ['send', 'complete', 'reject']) {
      const story = asked()
      const action = story.propose({ thread: story.question.id })
      expect(story.ar(`POST actions/${action.id}/${verb}`).status, verb).toBe(200)
      expect(waits(story), verb).toBe(verb === 'reject')
    }
    const story = asked()
    const { customer, question, first } = story
    const logged = story.ar('POST communications/log-manual', {
      customer_id: customer,
      communication_type: 'email',
      notes: 'Answered from my own mailbox.',
      scheduled_action_id: story.propose({ thread: question.id }).id,
    })
    expect([logged.status, logged.body.thread_group, logged.body.in_reply_to]).toEqual([201, first.id, question.id])
    expect(waits(story)).toBe(false)
  },
)

rule('C', 'an e-mail that answers nothing, or what is gone, begins a conversation', () => {
  const { ar, world, db, question, propose } = asked()
  const ids = [propose({}), propose({ thread: question.id })].map(({ id }) => id)
  db.threads.delete(question)
  for (const id of ids) ar(`POST actions/${id}/approve`)
  world.clock.advance('PT5S')
  for (const id of ids) {
    const { thread } = ar(`GET communications/threads/${ar(`GET actions/${id}`).body.channel_id}`).body
    expect(thread).toMatchObject({ thread_group: thread.id, in_reply_to: null, message_count: 1 })
  }
})

rule('C', 'an action answers messages of its own customer only', () => {
  const { world, db, invoice, question } = asked()
  const other = db.threads.create({ customer: db.customers.findFirst()?.id })
  expect(() => world.emit('action.proposed', { invoice, thread: other.id })).toThrow('another customer')
  expect(() => world.emit('action.proposed', { invoice, thread: question.id, action_type: 'call' })).toThrow(
    'belongs to an e-mail',
  )
})

rule(
  'C',
  'an e-mail to a customer whom nobody can write to is not delivered',
  { when: 'a customer is deleted or goes', on: ['actions'] },
  () => {
    const { ar, world, db, contact, customer, invoice, propose } = asked()
    const { id } = propose({})
    const scheduled = db.actions.create({ customer, invoice, status: 'scheduled' })
    ar(`POST actions/${id}/approve`)
    ar(`DELETE customers/${customer}/contacts/${contact}`)
    world.clock.advance('P2D')
    for (const each of [id, scheduled.id])
      expect(ar(`GET actions/${each}`).body).toMatchObject({
        status: 'proposed',
        executed_at: null,
        metadata: { last_error: 'The customer has no contact to write to.' },
      })
    expect(ar(`POST actions/${id}/approve`)).toMatchObject({ status: 400 })
    // A task has no recipient, and what went elsewhere had one there.
    expect(ar(`POST actions/${id}/send`)).toMatchObject({ status: 200, body: { status: 'completed' } })
  },
)

rule('C', 'once an e-mail is out, what kept it before is forgotten', () => {
  const { ar, world, propose } = asked()
  const { id } = propose({})
  world.emit('delivery.will_fail', { action: id, reason: 'The mailbox is full.' })
  ar(`POST actions/${id}/approve`, { final_content: 'Please pay.' })
  world.clock.advance('PT5S')
  expect(ar(`GET actions/${id}`).body.metadata).toEqual({ final_content: 'Please pay.', last_error: 'The mailbox is full.' })
  ar(`POST actions/${id}/approve`)
  world.clock.advance('PT5S')
  expect(ar(`GET actions/${id}`).body).toMatchObject({ status: 'completed', metadata: { final_content: 'Please pay.' } })
  expect(ar(`GET actions/${id}`).body.metadata).not.toHaveProperty('last_error')
  for (const verb of ['send', 'complete']) {
    const other = propose({}).id
    world.emit('delivery.will_fail', { action: other, reason: 'The mailbox is full.' })
    ar(`POST actions/${other}/approve`)
    world.clock.advance('PT5S')
    expect(ar(`POST actions/${other}/${verb}`).body.metadata, verb).not.toHaveProperty('last_error')
  }
})

rule(
  'C',
  'a call that is done is in the customer’s communications, with contact and invoice, once',
  { when: 'a person writes, calls or notes', on: ['conversations', 'customers'] },
  () => {
    const { ar, contact, customer, invoice, propose } = asked()
    const { id, invoice_number } = propose({ action_type: 'call' })
    const { body } = ar(`POST actions/${id}/complete`)
    expect(body).toMatchObject({ status: 'completed' })
    expect(ar(`GET communications/threads/${body.channel_id}`).body.thread).toMatchObject({
      communication_type: 'call',
      direction: 'outbound',
      customer,
      contact,
      invoices: [invoice],
      body: expect.stringMatching(`^Called .+ about ${invoice_number}\\.$`),
      is_manual: true,
    })
    const calls = () => ar(`GET communications/threads?customer_id=${customer}&communication_type=call`).body.count
    expect(calls()).toBe(1)
    expect(ar(`POST actions/${id}/complete`).body).toEqual(body)
    // What is logged with its words is not logged a second time.
    const other = propose({ action_type: 'call' }).id
    const entry = { customer_id: customer, communication_type: 'call', notes: 'They pay.', scheduled_action_id: other }
    ar('POST communications/log-manual', entry)
    const task = propose({ action_type: 'task' }).id
    expect(ar(`POST actions/${task}/complete`).body.channel_id).toBe(null)
    expect(calls()).toBe(2)
    expect(ar(`GET customers/${customer}`).body.last_contact_at).toBe('2026-06-01T14:00:00Z')
  },
)
