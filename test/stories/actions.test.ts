import { expect } from 'vitest'
import { type ActionRow, actions } from '../../src/ar/actions/action.ts'
import { threads } from '../../src/ar/communications/thread.ts'
import { type Customer, customers } from '../../src/ar/customers/customer.ts'
import { failures } from '../../src/ar/failures/failure.ts'
import { type ConnectionRow, connections } from '../../src/ar/integrations/connection.ts'
import { client } from '../support/client.ts'
import { rule } from '../support/rule.ts'

rule('C', 'an approved e-mail is delivered 5 seconds later: completed, with a thread that holds the final text', () => {
  const { ar, samples, world } = client()
  const id = samples.actions?.proposed as string
  ar(`POST actions/${id}/approve`, { final_content: 'Please pay by Friday.' })

  expect(world.clock.advance('PT4S')).toEqual([])
  expect(ar(`GET actions/${id}`).body.status).toBe('processing')

  expect(world.clock.advance('PT1S')).toMatchObject([{ event: 'deliverAction', subject: id, outcome: 'completed' }])
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
})

rule('C', 'without a final text the draft goes out', () => {
  const { ar, samples, world } = client()
  const { body: approved } = ar(`POST actions/${samples.actions?.proposed}/approve`)
  world.clock.advance('PT5S')
  const { body } = ar(`GET actions/${approved.id}`)
  expect(world.table(threads).get(body.channel_id)?.body).toBe(approved.draft_content)
})

rule('C', 'an armed delivery failure returns the action to proposed with the reason, and the next try succeeds', () => {
  const { ar, samples, world } = client()
  const id = samples.actions?.proposed as string
  world.transactions.seed(() => world.create(failures, { kind: 'delivery', subject: id, reason: 'The mailbox is full.' }))
  ar(`POST actions/${id}/approve`)

  expect(world.clock.advance('PT5S')).toMatchObject([{ outcome: 'proposed: The mailbox is full.' }])
  expect(ar(`GET actions/${id}`).body).toMatchObject({
    status: 'proposed',
    executed_at: null,
    metadata: { last_error: 'The mailbox is full.' },
  })

  ar(`POST actions/${id}/approve`)
  world.clock.advance('PT5S')
  expect(ar(`GET actions/${id}`).body.status).toBe('completed')
})

rule('C', 'with no mailbox that works nothing can be delivered', () => {
  const { ar, samples, world, companyId } = client()
  world.transactions.seed(() => {
    for (const row of [...world.table(connections).in('ofCompany', companyId).keys()])
      world.save(connections, { ...row, is_active: false })
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
  for (const kind of ['call', 'task']) {
    const id = samples.actions?.[kind] as string
    ar(`POST actions/${id}/approve`)
    world.clock.advance('PT1H')
    expect(ar(`GET actions/${id}`).body.status).toBe('processing')
    expect(ar(`POST actions/${id}/complete`).body.status).toBe('completed')
  }
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
    expect(world.clock.advance('PT1M')).toEqual([])
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

rule('C', 'other lists show the most urgent first, then by id', () => {
  const listed = everything(client(), '')
  const wanted = listed.toSorted((a, b) => b.urgency_score - a.urgency_score || (a.id < b.id ? -1 : 1))
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
      for (const row of [...world.table(connections).in('ofCompany', companyId).keys()])
        if (row.connection_config.allow_shared_sending) world.save(connections, { ...row, is_active: false })
    })
    expect(sender()).toBe(nylas_own)
  },
)
