import { expect, vi } from 'vitest'
import { actions } from '../../src/ar/actions/action.ts'
import { daysGiven, isInVain, onlyPutsOff, putsOff, saysPaid, wants } from '../../src/ar/communications/reading.ts'
import { threads } from '../../src/ar/communications/thread.ts'
import { collections } from '../../src/data/index.ts'
import { client } from '../support/client.ts'
import { rule } from '../support/rule.ts'
import { sequenceOf } from '../support/sequence.ts'

const start = () => {
  const it = client()
  return { ...it, db: collections(it.world), customer: it.samples.customers?.active as string }
}

rule(
  'D communications-25',
  'a manual entry completes its action now, and what was planned for it no longer happens',
  { when: 'a person writes, calls or notes', on: ['actions'] },
  () => {
    const { ar, samples, world } = start()
    const action = ar(`GET actions/${samples.actions?.scheduled}`).body
    const entry = { customer_id: action.customer, communication_type: 'call', notes: 'Called instead.' }
    expect(ar('POST communications/log-manual', { ...entry, scheduled_action_id: action.id }).status).toBe(201)
    const completed = ar(`GET actions/${action.id}`).body
    expect(completed).toMatchObject({ status: 'completed', executed_at: '2026-06-01T14:00:00Z' })
    world.clock.moveTo(action.scheduled_for)
    expect(ar(`GET actions/${action.id}`).body).toEqual(completed)
  },
)

rule('D communications-26', 'a manual entry completes its touchpoint', () => {
  const { ar, db, customer } = start()
  const { id } = db.touchpoints.create({ customer })
  const entry = { customer_id: customer, communication_type: 'meeting', notes: 'Met them.', scheduled_touchpoint_id: id }
  for (let i = 0; i < 2; i++) expect(ar('POST communications/log-manual', entry).status).toBe(201)
  expect(db.touchpoints.findFirst((q) => q.where({ id }))).toMatchObject({
    status: 'completed',
    completed_at: '2026-06-01T14:00:00Z',
  })
})

rule('C', 'a manual entry whose last write fails leaves the action as it was', () => {
  const { ar, samples, world } = start()
  const action = ar(`GET actions/${samples.actions?.proposed}`).body
  const entry = { customer_id: action.customer, communication_type: 'call', notes: 'x', scheduled_action_id: action.id }
  for (const table of [threads, actions] as const) {
    const put = vi.spyOn(world.table<{ id: string }, string>(table as never), 'put').mockImplementation(() => {
      throw new Error('stop')
    })
    expect(ar('POST communications/log-manual', entry).status).toBe(500)
    put.mockRestore()
    expect(world.changes()).toEqual([])
  }
  expect(ar(`GET actions/${action.id}`).body).toEqual(action)
  expect(ar('POST communications/log-manual', entry).status).toBe(201)
})

rule('D communications-21', 'an entry without a subject is named after its type and the customer', () => {
  const { ar, customer } = start()
  const { customer_name } = ar(`GET communications/threads?customer_id=${customer}`).body.data[0] ?? {}
  const name = ar(`GET customers/${customer}`).body.customer_company_name
  expect([undefined, name]).toContain(customer_name)
  const subjects = ['call', 'email', 'meeting', 'note', 'manual'].map(
    (communication_type) =>
      ar('POST communications/log-manual', { customer_id: customer, communication_type, notes: 'x' }).body.subject,
  )
  expect(subjects).toEqual([
    `Call with ${name}`,
    `E-mail with ${name}`,
    `Meeting with ${name}`,
    `Note on ${name}`,
    `Contact with ${name}`,
  ])
})

rule('D communications-24', 'a manual entry keeps what was said of it', () => {
  const { ar, samples } = start()
  const invoice = ar(`GET invoices/${samples.invoices?.past_due_1_30}`).body
  const contact = ar(`GET customers/${invoice.customer}`).body.contacts[0].id
  const { body } = ar('POST communications/log-manual', {
    customer_id: invoice.customer,
    communication_type: 'email',
    notes: 'They will pay.',
    direction: 'inbound',
    subject: 'About the invoice',
    contact_id: contact,
    invoice_ids: [invoice.id],
    timestamp: '2026-05-12T16:30:00+02:00',
    is_resolved: true,
    strategy_tags: ['promise_to_pay'],
  })
  expect(body).toMatchObject({
    direction: 'inbound',
    subject: 'About the invoice',
    contact,
    invoices: [invoice.id],
    timestamp: '2026-05-12T14:30:00Z',
    is_resolved: true,
    requires_response: false,
    strategy_tags: ['promise_to_pay'],
    connection: null,
  })
  expect(ar(`GET communications/threads?invoice_id=${invoice.id}&communication_type=manual`).body.data).toContainEqual(body)
  expect(ar(`GET communications/emails/${body.id}`).status).toBe(404)
})

rule('C', 'an approved e-mail, once delivered, is a thread that the lists show', () => {
  const { ar, samples, world } = start()
  ar(`POST actions/${samples.actions?.proposed}/approve`)
  world.clock.advance('PT5S')
  const { channel_id, customer } = ar(`GET actions/${samples.actions?.proposed}`).body
  const [newest] = ar(`GET communications/emails?customer_id=${customer}`).body.data
  expect(newest).toMatchObject({ id: channel_id, direction: 'outbound', timestamp: '2026-06-01T14:00:05Z' })
})

rule(
  'C',
  'a message that waits in its mailbox is nowhere to be seen before the sync',
  { when: 'a mailbox syncs', on: ['conversations'] },
  () => {
    const { ar, db, world } = start()
    const waiting = db.threads.findFirst((q) => q.where({ is_synced: false }))
    if (!waiting) throw new Error('nothing waits')
    const isListed = () =>
      ar(`GET communications/threads?view=message&customer_id=${waiting.customer}`).body.data.some(
        ({ id }: { id: string }) => id === waiting.id,
      )
    expect(isListed()).toBe(false)
    expect(ar(`GET communications/threads/${waiting.id}`).status).toBe(404)
    expect(ar('POST thread-notes', { thread_id: waiting.id, content: 'x' }).status).toBe(400)

    ar(`POST integrations/${waiting.connection}/sync`)
    world.clock.advance('PT12S')
    expect(isListed()).toBe(true)
    expect(ar(`GET communications/threads/${waiting.id}`).body.thread.requires_response).toBe(true)
  },
)

rule(
  'C',
  'an inbound message waits for an answer until a later outbound one, or until it is resolved',
  { when: 'a person writes, calls or notes', on: ['conversations'] },
  () => {
    const { ar, db, customer, world } = start()
    const asks = (id: string) => ar(`GET communications/threads/${id}`).body.thread.requires_response
    const question = db.threads.create({ customer })
    expect(asks(question.id)).toBe(true)
    db.threads.create({ customer, thread_group: question.id, direction: 'outbound', timestamp: '2026-05-01T10:00:00Z' })
    expect(asks(question.id), 'an earlier outbound message answers nothing').toBe(true)
    db.threads.create({ customer, direction: 'outbound' })
    expect(asks(question.id), 'nor does one of another conversation').toBe(true)
    world.clock.advance('PT1M')
    const answer = db.threads.create({ customer, thread_group: question.id, direction: 'outbound' })
    expect(asks(question.id)).toBe(false)

    world.clock.advance('PT1M')
    const next = db.threads.create({ customer, thread_group: question.id })
    expect(asks(next.id), 'the customer asks again').toBe(true)
    db.threads.update(next, { data: () => ({ is_resolved: true }) })
    expect(asks(next.id)).toBe(false)

    const late = db.threads.create({ customer, thread_group: question.id, timestamp: question.timestamp })
    expect(answer.timestamp > late.timestamp && asks(late.id), 'it was answered before it arrived').toBe(false)
  },
)

rule(
  'C',
  'an entry made by hand answers what the customer asked about its invoices, where somebody was reached or it is resolved',
  { when: 'a person writes, calls or notes', on: ['conversations'] },
  () => {
    const { ar, db, samples } = start()
    const { id, customer } = ar(`GET invoices/${samples.invoices?.past_due_1_30}`).body
    const other = db.invoices.create({ customer, amount: 80 }).id
    const log = (entry: object) =>
      ar('POST communications/log-manual', { customer_id: customer, communication_type: 'call', notes: 'Told.', ...entry })
    const isOpenAfter = (entry: object) => {
      const question = db.threads.create({ customer, invoices: [id] })
      expect(log(entry).status).toBe(201)
      return ar(`GET communications/threads/${question.id}`).body.thread.requires_response
    }
    expect(isOpenAfter({ invoice_ids: [other] })).toBe(true)
    expect(isOpenAfter({ invoice_ids: [id], notes: 'No answer, left a voicemail.' })).toBe(true)
    expect(isOpenAfter({ invoice_ids: [id], notes: 'Spoke with Pat, we are looking into it.' })).toBe(true)
    expect(isOpenAfter({ invoice_ids: [id], communication_type: 'note' })).toBe(true)
    expect(isOpenAfter({ invoice_ids: [id], timestamp: '2026-05-01T10:00:00Z' }), 'before it was asked').toBe(true)
    expect(isOpenAfter({ invoice_ids: [id, other] })).toBe(false)
    expect(isOpenAfter({ invoice_ids: [id], communication_type: 'note', is_resolved: true })).toBe(false)
  },
)

rule(
  'C',
  'what names no invoice is answered by an entry about the invoice that is owed for longest, or about none',
  { when: 'a person writes, calls or notes', on: ['conversations'] },
  () => {
    const { ar, db, companyId: company } = start()
    const customer = db.customers.create({ company }).id
    const [oldest, other] = ['2026-05-01', '2026-05-20'].map(
      (due_date) => db.invoices.create({ customer, amount: 80, due_date }).id,
    )
    const waitsAfter = (entry: object) => {
      const question = db.threads.create({ customer, body: 'Which order is this for?' })
      const logged = { customer_id: customer, communication_type: 'call', notes: 'Told.', ...entry }
      expect(ar('POST communications/log-manual', logged).status).toBe(201)
      return ar(`GET communications/threads/${question.id}`).body.thread.requires_response
    }
    expect(waitsAfter({ invoice_ids: [other] })).toBe(true)
    expect(waitsAfter({ communication_type: 'note' })).toBe(true)
    expect(waitsAfter({ communication_type: 'note', is_resolved: true })).toBe(false)
    expect(waitsAfter({ invoice_ids: [oldest] })).toBe(false)
    expect(waitsAfter({})).toBe(false)
  },
)

rule('C', 'a question is put off by what says nothing else', () => {
  for (const text of [
    'We look into it.',
    'You will hear from us.',
    'Hi Pat,\n\nThank you for getting in touch. We look into it, and you will hear from us.\n\nKind regards,\nAcme',
    'Hi Pat,\n\nThank you for your message. We check what you write, and come back to you as soon as we know more.\n\nKind regards,\nAcme',
    'Thank you for your call. We check what you told us, and come back to you as soon as we know more.',
    'We are checking whether the price is right.',
    'Thanks, Pat, we are checking.',
    'I am checking and will get back to you.',
    'Let me look into it.',
    "Sorry for the trouble. We'll get back to you by June 5.",
    'Looking into it.',
    'Thank you for asking. Our warehouse is checking.',
  ])
    expect(onlyPutsOff(text), text).toBe(true)
  for (const text of [
    'It is for your order of May 2. Thank you for checking with us.',
    'It is for order 4711; the quantity is right. Should anything else be wrong we will get back to you.',
    'It is 12. If you hear from us again, ignore it.',
    'Here is the copy. We get back to you if anything else is missing.',
    'Attached is the copy. You will hear from us only if it is wrong.',
    'We checked: it is for order 4711. We get back to you.',
    'It was delivered on May 2, and we are checking the rest.',
    'Just checking in: it is for order 4711.',
    'Our checking account is 4711.',
    'After checking, it is for order 4711.',
    'We finished checking; the price is right.',
    'Here is the copy of the invoice.',
    'Hi Pat,\n\nThe invoice is attached. Thank you for checking.\n\nKind regards,\nAcme',
    'Yes, it is right. Looking forward to hear from us both.',
    'The price is right. We are checking the quantity.',
  ])
    expect(onlyPutsOff(text), text).toBe(false)
})

rule('C', 'who is told that it is looked into is put off, and not who is asked to look into it', () => {
  for (const text of [
    'We look into it.',
    'Kim is looking into it.',
    'Thank you for your patience while we look into it.',
    'The price is right. We are checking the quantity.',
  ])
    expect(putsOff(text), text).toBe(true)
  for (const text of [
    'The price is the one of your order. Could you look into it on your side and release the payment?',
    'Please look into it.',
    'Could you please look into this for us?',
    'The quote is attached. Thank you for checking with us.',
  ])
    expect(putsOff(text), text).toBe(false)
})

rule('C', 'days that a letter gives are counted from it: not terms, and not what was said before', () => {
  for (const [text, days] of [
    ['Please pay within ten days.', 10],
    ['Please pay within the next 14 days.', 14],
    ['Please pay within 20 days of the date of this letter.', 20],
    ['You told us that it would come within 20 days; please pay within 12 days from today.', 12],
    ['Agreed that they pay within 20 days.', 20],
    ['Our terms are payment within 30 days. Please pay.', 0],
    ['It was to be paid within 30 days of the invoice date.', 0],
    ['You told us that the money would be here within 10 days.', 0],
    ['Please pay within 10 days of receipt, as our terms have passed.', 10],
    ['Please pay as you promised within 14 days.', 14],
    ['Please pay.', 0],
  ] as const)
    expect(daysGiven(text), text).toBe(days)
})

rule('C', 'who asks for something wants more than who only excuses', () => {
  for (const text of [
    'Please be so kind as to send us a copy of the invoice.',
    'Please see whether the price is right; our order says 900.',
    'Please allow us two more weeks.',
    'Please find out what was delivered',
    'Please note our new PO number and reissue the invoice',
    'We are owed a credit',
    'Send me a copy.',
    'I need a copy of the invoice.',
    'We have not yet received the goods.',
    'Please note that the price is wrong; correct it.',
    'Please find the mistake and send a new invoice.',
    'Please find us the delivery note.',
    'Please be advised that we need a corrected invoice.',
    'The invoice is missing.',
    'The approval is missing on the invoice.',
    'Only your signature is missing.',
    'Your second signature is missing.',
    'On your invoice the signature is missing.',
    'The customs release is missing.',
    'The bill has not been received.',
    "We asked for a copy. It's overdue.",
    'Please allow for a credit note.',
    'We never got it.',
    'Which order is it for?',
  ])
    expect(wants(text), text).toBe(true)
  for (const text of [
    'Thanks for the reminder. It is due for approval; please excuse the delay.',
    'Please accept our apologies.',
    'Please find attached our remittance advice.',
    'Please find enclosed proof of payment.',
    'Please see attached.',
    'It is with our controller.',
    'We have found it.',
    'Thanks!',
    'Please excuse us for being late.',
    'Please forgive the late payment.',
    'We will check it and send payment on Friday.',
    'Correct, we pay on Friday.',
    'We need until Friday.',
    'Please bear with us.',
    'Thanks for the reminder. I have INV-2165 on my desk, only the second signature is missing.',
    'The approval is still missing; you will have the money next week.',
    'We pay on Friday.\n\nKind regards,\nPat Doe\nGadget Works\n\nHave you seen our new catalogue?',
    'We pay on Friday.\n\nPat Doe\n\nPlease consider the environment before printing this e-mail.',
  ])
    expect(wants(text), text).toBe(false)
  for (const text of [
    'Thank you.\n\nINV-2001 was received in error, we never ordered this. Could you cancel it?',
    'Thank you.\n\nThe discount was intended only for June. Could you correct it?',
  ])
    expect(wants(text), text).toBe(true)
})

rule('C', 'that money was sent is told apart from that it will be', () => {
  for (const text of [
    'We have paid this by wire.',
    'We already transferred it on Friday.',
    'Hi,\n\nI’ve paid INV-2001 yesterday. Anna',
    'INV-2001 has been paid.',
    'The payment is on its way.',
    'The money for INV-2001 went out on June 2.',
    'The check was mailed last week.',
    'Thanks; our wire was already sent.',
    'This has already been paid.',
    'This invoice is already paid.',
    'Hello,\nPayment sent.',
    'We have made a payment',
    'We have sent the money.',
    'The cheque is in the mail.',
    'Payment has been processed.',
    'There is no balance, as we have paid this.',
    'We paid when the goods came.',
    'Paid yesterday.',
    'Hi Pat,\n\nalready paid on June 3.\n\nKim',
    'Thanks, paid.',
    'We settled this by wire last Thursday.',
    'INV-2001 has been settled in full.',
    'Your money left our account on Tuesday.',
    'The cheque was posted on Friday.',
    'Payment released today',
    'Bank transfer done',
  ])
    expect(saysPaid(text), text).toBe(true)
  for (const text of [
    'It will be paid by wire.',
    'We have not paid this.',
    'The payment goes out with our next run.',
    'We write once it has been paid.',
    'If we have paid it, you will see it.',
    'You will have the money by June 12, 2026.',
    'The payment is not on its way.',
    'Thank you.\n\n> We have paid this by wire.',
    'No payment was made because the goods never came.',
    'Nothing was paid, as the quantity is wrong.',
    'None of it has been paid.',
    'As soon as it has been paid we tell you.',
    'You will hear from us before the payment has been sent.',
    'You said we paid too late.',
    'I don’t think we paid this.',
    'It should have been paid last week.',
    'We will have the payment sent on Friday.',
    'We have made a payment plan.',
    'Sent from my phone',
    'To be paid on Friday.',
    'The dispute was settled.',
    'We settled on a price.',
    'I will get it approved, paid and closed by Friday.',
    'Once it is approved: paid the same day.',
    'Paid by Friday, I hope.',
    'Paid next week?',
    'Payment released once you send the PO.',
    'Can you send a list of invoices (open, paid, overdue)?',
    'The matter was settled by 2025.',
  ])
    expect(saysPaid(text), text).toBe(false)
  for (const part of ['\n', ' ', '. ', 'paid\n'])
    expect(saysPaid(`${part.repeat(1_000_000 / part.length)}x`), part).toBe(part === 'paid\n')
})

rule('C', 'who was told something was reached, whatever else the notes say', () => {
  for (const note of [
    'Reached Pat, who was busy, and told her: the order number is on page two.',
    'Told Pat that no one will be charged twice; all is well.',
    'Busy at first. Then I spoke to her.',
    'Spoke with Pat: the order was for two pallets.',
    'Spoke with Pat, after nobody had picked up before.',
    'Pat did not answer the question about the delivery.',
    'Pat did not answer whether it is approved.',
    'Pat is on vacation from Monday on, and pays before.',
    'Pat agreed to Friday, then hung up.',
    'They left a message that the check is in the mail.',
    'Pat has had no reply from the bank.',
    'It is not in our system, Pat says.',
    'Pat will pick up the goods on Friday.',
    'Spoke with Pat, who was in a meeting before.',
    'The number on the invoice is wrong, Pat says.',
    'He is unable to get the approval before Monday.',
    'We were unable to reach an agreement on the price.',
    "They didn't reach an agreement.",
    'They failed to get the goods.',
    'They did not pick up the parcel.',
    'The check is out.',
    'The cheque is still out for signature.',
    'The goods are still out for delivery.',
    'The credit note is still out.',
    'They are out of cash.',
    'Kim said Pat is on holiday and that she sends it Friday.',
    'Kim: "Pat is in a meeting, I will transfer today."',
    'Kim answered: Pat is on vacation, it goes out on Friday.',
    'Had Pat on the phone. Kim is on leave.',
    'They said our number was out of service last week; they transfer now.',
    "She didn't get through all of it yet, transfers Friday.",
    'No response was needed; they transfer Friday.',
    'The bookkeeper is out; he transfers on Monday.',
    'He left the meeting with the message that all is fine.',
    'Pat promised to pay on Friday. Nobody had told him of the invoice.',
    'Explained the price to Pat, who agrees and pays on Friday; they are busy with the audit.',
    'Got hold of Pat, who pays on Friday. Kim was not available.',
  ])
    expect(isInVain(note), note).toBe(false)
  for (const note of [
    'Line was busy.',
    'Nobody answered.',
    'No one could be reached.',
    'Could not reach Pat.',
    'Reached nobody.',
    'Reached Pat\u2019s voicemail.',
    'Spoke with the receptionist: Pat is not available.',
    'Spoke with Pat: they are insolvent.',
    'Reception told me that Pat is not available.',
    'No answer, never reached Pat.',
    'Never reached Pat.',
    'Voicemail reached, no answer.',
    'They told me nobody is there until Monday',
    'Pat is busy',
    'Pat did not answer.',
    'Did not pick up the phone.',
    'Rang out.',
    "Pat didn't pick up.",
    'Didn\u2019t answer the phone.',
    'Went to answering machine.',
    'Unable to reach Pat.',
    'Called about the payment, did not answer.',
    'Could not get through.',
    'Line engaged.',
    'Phone switched off',
    'No reply.',
    'Not in.',
    'Could not get hold of Pat.',
    'No one took the call.',
    'Nobody was in.',
    'Nobody from accounting was there.',
    'Nobody replied.',
    'Receptionist said Pat is in a meeting.',
    'Hung up before I could say a word.',
    'Explained to reception why I call; no answer.',
  ])
    expect(isInVain(note), note).toBe(true)
  // A pattern that goes back over a text would still read when the test has to be over.
  for (const word of ['told ', 'told the ', ', I have ', '\n ', "told a's "])
    expect(isInVain(`busy ${word.repeat(1_000_000 / word.length)}reception`), word).toBe(true)
})

rule('C', 'of messages of one moment the one that arrived last is the latest of its thread', () => {
  const { ar, db, customer } = start()
  const first = db.threads.create({ customer, direction: 'outbound' })
  for (let i = 0; i < 6; i++) {
    const next = db.threads.create({ customer, thread_group: first.id, direction: i % 2 ? 'inbound' : 'outbound' })
    const [latest] = ar(`GET communications/threads?customer_id=${customer}`).body.data
    expect(latest).toMatchObject({ id: next.id, message_count: i + 2 })
  }
})

rule('C', 'a thread follows its messages when a test author moves or deletes them', () => {
  const { ar, db, customer, world } = start()
  const first = db.threads.create({ customer })
  world.clock.advance('PT1M')
  const second = db.threads.create({ customer, thread_group: first.id })
  const listed = () =>
    ar(`GET communications/threads?customer_id=${customer}&date_from=2026-06-01`).body.data.map(
      ({ id, message_count }: { id: string; message_count: number }) => [id, message_count],
    )
  expect(listed()).toEqual([[second.id, 2]])
  db.threads.update(second, { data: () => ({ thread_group: second.id }) })
  expect(listed()).toEqual([
    [second.id, 1],
    [first.id, 1],
  ])
  db.threads.delete(second)
  expect(listed()).toEqual([[first.id, 1]])
})

rule('D communications-11', 'a thread shows all messages of its group in the order of time', () => {
  const { ar, db } = start()
  for (const { id, thread_group } of db.threads.findMany((q) => q.where({ is_synced: true }))) {
    const { status, body } = ar(`GET communications/threads/${id}`)
    if (status === 404) continue
    expect(body.thread.id).toBe(id)
    const times = body.messages.map(({ timestamp }: { timestamp: string }) => Date.parse(timestamp))
    expect(times).toEqual(times.toSorted((a: number, b: number) => a - b))
    expect(new Set(body.messages.map((message: { thread_group: string }) => message.thread_group))).toEqual(
      new Set([thread_group]),
    )
    expect(body.messages.every((message: { message_count: number }) => message.message_count === body.messages.length)).toBe(true)
  }
})

rule('C', 'notes are listed newest first, and by thread', () => {
  const { ar, samples, world } = start()
  const thread_id = samples.threads?.call
  const before = ar('GET thread-notes').body
  const first = ar('POST thread-notes', { thread_id, content: 'One.' }).body
  world.clock.advance('PT1S')
  const second = ar('POST thread-notes', { thread_id: samples.threads?.email, content: 'Two.' }).body
  expect(ar('GET thread-notes').body).toEqual([second, first, ...before])
  expect(ar(`GET thread-notes?thread_id=${thread_id}`).body).toContainEqual(first)
  expect(ar(`GET thread-notes?thread_id=${thread_id}`).body).not.toContainEqual(second)
})

rule('C', 'what is logged names an invoice once, has a subject or none, and its time to the microsecond', () => {
  const { ar, db, customer } = start()
  const invoice = db.invoices.create({ customer, amount: 5 }).id
  const log = (fields: object) =>
    ar('POST communications/log-manual', { customer_id: customer, communication_type: 'call', notes: 'Spoke.', ...fields })
  expect(log({ invoice_ids: [invoice, invoice.toUpperCase()] }).body.invoices).toEqual([invoice])
  for (const subject of ['', ' ']) expect(log({ subject }).body).toEqual({ subject: ['This field may not be blank.'] })
  for (const [timestamp, kept] of [
    ['2026-05-12T14:30:00.123456Z', '2026-05-12T14:30:00.123456Z'],
    ['2026-05-12T14:30:00.000001+02:00', '2026-05-12T12:30:00.000001Z'],
    ['2026-05-12T14:30:00.1234Z', '2026-05-12T14:30:00.123400Z'],
    ['2026-05-12T14:30:00.123000Z', '2026-05-12T14:30:00.123Z'],
    ['2026-05-12T14:30:00.0Z', '2026-05-12T14:30:00Z'],
    ['2026-05-12T14:30Z', '2026-05-12T14:30:00Z'],
  ])
    expect(log({ timestamp }).body.timestamp).toBe(kept)
})

rule('C', 'a subject of several lines is refused, and a letter goes out with one', () => {
  const { ar, db, enroll, send, sequenceId, customerId } = sequenceOf([{ subject_template: 'For {{customer.name}}' }])
  const subject = 'Hello\r\nBcc: pat@company.com'
  const entry = { customer_id: customerId, communication_type: 'email', notes: 'Sent.', subject }
  const refused = ['Line breaks are not allowed.']
  expect(ar('POST communications/log-manual', entry)).toMatchObject({ status: 400, body: { subject: refused } })
  expect(ar(`POST sequences/${sequenceId}/steps`, { subject_template: subject })).toMatchObject({
    status: 400,
    body: { subject_template: refused },
  })
  db.customers.update((q) => q.where({ id: customerId }), { data: () => ({ customer_company_name: 'Acme\n& Sons' }) })
  enroll('2026-05-01')
  const { thread } = send()
  expect(db.threads.findFirst((q) => q.where({ id: thread }))?.subject).toBe('For Acme & Sons')
})

rule('C', 'a reminder names what is owed, and that it is a rest where a part was paid', () => {
  const { ar, world, companyId } = client()
  const db = collections(world)
  const customer = db.customers.create({ company: companyId }).id
  db.contacts.create({ customer, name: 'Ann', email: 'ann@acme.example' })
  const { id, invoice_number } = db.invoices.create({ customer, amount: 2263.1, due_date: '2026-05-20' })
  const letter = () => ar(`POST invoices/${id}/send-reminder`).body.body
  const begin = `Dear Ann,\n\nThis is a reminder of invoice ${invoice_number}: `
  expect(letter()).toContain(`${begin}$2,263.10 was due on May 20, 2026.`)
  ar('POST payments', { invoice: id, amount: 263.1 })
  expect(letter()).toContain(`${begin}$2,000.00 of it was due on May 20, 2026.`)
})
