import * as fc from 'fast-check'
import { expect, onTestFinished, vi } from 'vitest'
import { type Folder, folders } from '../../src/crm/email/email.ts'
import { type Mailbox, mailbox } from '../support/mailbox.ts'
import { rule } from '../support/rule.ts'

const idsOf = ({ body }: { readonly body: { readonly data: readonly { id: number }[] } }) => body.data.map(({ id }) => id)

const sent = (it: Mailbox, fields: object = {}) =>
  it.crm('POST email/send', { to: ['pat@acme.example'], subject: 'Offer', body: 'Hello', ...fields })

rule('C', 'the counts agree with the lists, whatever is read, starred, archived or sent', () => {
  const change = fc.record({
    what: fc.constantFrom('read', 'star', 'archive', 'send'),
    at: fc.nat(5),
    value: fc.constantFrom(undefined, true, false),
  })
  fc.assert(
    fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
      const it = mailbox()
      const { crm, me, colleague, email } = it
      const make = (i: number) =>
        email({ connectionId: me.connection.id, isSent: i > 3, isRead: i % 2 === 0, isArchived: i === 1 })
      const ids = [0, 1, 2, 3, 4, 5].map((i) => make(i).id)
      email({ connectionId: colleague.connection.id })
      for (const { what, at, value } of changes)
        expect((what === 'send' ? sent(it) : crm(`PATCH email/${ids[at]}/${what}`, { value })).status).toBeLessThan(300)

      const total = (folder: Folder, more = '') => crm(`GET email/inbox?folder=${folder}${more}`).body.pagination.total
      const counts = crm('GET email/folders/counts').body.data
      for (const folder of folders)
        expect(counts[folder]).toEqual({ total: total(folder), unread: total(folder, '&unread=true') })
      const all = folders.reduce((sum, folder) => sum + total(folder), 0)
      expect(all).toBe(6 + changes.filter(({ what }) => what === 'send').length)
    }),
    { numRuns: 25 },
  )
})

rule('D crm-email-6', 'a call flips the flag, and a second one flips it back', () => {
  const { crm, email } = mailbox()
  const { id } = email()
  for (const [call, flag] of [
    ['read', 'isRead'],
    ['star', 'isStarred'],
    ['archive', 'isArchived'],
  ] as const)
    for (const value of [true, false]) expect(crm(`PATCH email/${id}/${call}`).body.data[flag]).toBe(value)
})

rule('C', 'a value sets the flag, however often', () => {
  const { crm, email } = mailbox()
  const { id } = email()
  for (const value of [true, true, false, false])
    expect(crm(`PATCH email/${id}/star`, { value }).body.data).toMatchObject({ id: Number(id), isStarred: value })
})

rule('C', 'the pages of a folder hold each e-mail once, the newest first', () => {
  const seconds = fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 25 })
  fc.assert(
    fc.property(seconds, fc.integer({ min: 1, max: 7 }), fc.constantFrom('asc', 'desc'), (times, limit, sortOrder) => {
      const { crm, email } = mailbox()
      const received = times.map((time) => new Date(Date.UTC(2026, 4, 1) + time * 250).toISOString().replace('.000Z', 'Z'))
      const rows = received.map((receivedAt) => email({ receivedAt }))
      const pages = Math.ceil(rows.length / limit)
      const seen = Array.from({ length: pages }, (_, i) =>
        crm(`GET email/inbox?limit=${limit}&page=${i + 1}&sortOrder=${sortOrder}`),
      )
      const expected = rows
        .map(({ id, receivedAt }) => ({ id: Number(id), at: Date.parse(receivedAt) }))
        .sort((a, b) => a.at - b.at || a.id - b.id)
        .map(({ id }) => id)
      expect(seen.flatMap(idsOf)).toEqual(sortOrder === 'asc' ? expected : expected.reverse())
      for (const { body } of seen) expect(body.pagination).toMatchObject({ limit, total: rows.length, totalPages: pages })
      expect(crm(`GET email/inbox?limit=${limit}&page=${pages + 1}`).body.data).toEqual([])
    }),
    { numRuns: 25 },
  )
})

rule('C', 'folder, q and unread together select what a plain filter selects', () => {
  const word = fc.constantFrom('Offer', 'offer 7', 'Müller', '100%', '', 'a.b')
  const address = fc.constantFrom('offer@x.example', 'pat@acme.example', 'a.b@y.example')
  const fields = fc.record({
    subject: word,
    body: word,
    from: address,
    to: fc.array(address, { minLength: 1, maxLength: 2 }),
    cc: fc.array(address, { maxLength: 1 }),
    bcc: fc.array(address, { maxLength: 1 }),
    isRead: fc.boolean(),
    isArchived: fc.boolean(),
    isSent: fc.boolean(),
  })
  const query = fc.record({
    folder: fc.constantFrom(undefined, ...folders),
    q: fc.constantFrom(undefined, 'OFFER', 'mÜller', '100%', 'A.B', ' pat@ACME ', 'x.example', 'nothing', '  '),
    unread: fc.constantFrom(undefined, 'true', 'false', '1', '0', 'yes', 'no'),
  })
  fc.assert(
    fc.property(fc.array(fields, { maxLength: 12 }), query, (emails, { folder, q, unread }) => {
      const { crm, email } = mailbox()
      const rows = emails.map((each) => email(each))
      const given = Object.entries({ folder, q, unread }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
      const found = idsOf(crm(`GET email/inbox?${new URLSearchParams(given)}`))
      const wanted = q?.trim().toLowerCase() ?? ''
      const onlyUnread = unread && ['true', '1', 'yes'].includes(unread)
      const expected = rows
        .filter(({ isArchived, isSent }) => (isArchived ? 'archive' : isSent ? 'sent' : 'inbox') === (folder ?? 'inbox'))
        .filter(({ isRead }) => !onlyUnread || !isRead)
        .filter((row) => {
          const texts = [row.subject, row.body, row.from, ...row.to, ...row.cc, ...row.bcc]
          return texts.some((text) => text.toLowerCase().includes(wanted))
        })
      expect(found.toSorted((a, b) => a - b)).toEqual(expected.map(({ id }) => Number(id)))
    }),
    { numRuns: 60 },
  )
})

rule('D crm-email-8', 'archiving moves an e-mail to the archive and back to where it was', () => {
  const it = mailbox()
  const { crm, email } = it
  const places = [
    [email().id, 'inbox'],
    [sent(it).body.data.id, 'sent'],
  ] as const
  for (const [id, folder] of places) {
    expect(crm(`PATCH email/${id}/archive`).body.data).toMatchObject({ folder: 'archive', isArchived: true })
    expect(idsOf(crm('GET email/inbox?folder=archive'))).toEqual([Number(id)])
    expect(idsOf(crm(`GET email/inbox?folder=${folder}`))).toEqual([])
    expect(crm(`PATCH email/${id}/archive`).body.data).toMatchObject({ folder, isArchived: false })
    expect(idsOf(crm(`GET email/inbox?folder=${folder}`))).toEqual([Number(id)])
  }
})

rule('C', 'the e-mails of one person are not there for a colleague or a stranger', () => {
  const { crm, db, me, contactId, email } = mailbox()
  const row = email({ user: me.user.id, from: 'pat@acme.example' })
  for (const as of ['colleague', 'stranger']) {
    for (const call of ['read', 'star', 'archive']) expect(crm(`PATCH email/${row.id}/${call}`, {}, as).status).toBe(404)
    expect(crm(`GET email/thread/${row.threadId}`, undefined, as).status).toBe(404)
    expect(crm('GET email/inbox', undefined, as).body.data).toEqual([])
    expect(crm('GET email/folders/counts', undefined, as).body.data.inbox).toEqual({ total: 0, unread: 0 })
  }
  expect(crm(`GET email/threads/contact/${contactId}`, undefined, 'colleague').body.data).toEqual([])
  expect(crm(`GET email/threads/contact/${contactId}`, undefined, 'stranger').status).toBe(404)
  expect(db.crm_emails.all()).toEqual([row])
})

rule(
  'C',
  'an e-mail that waits at the provider is not there before the next sync has ended',
  { when: 'a CRM account syncs', on: ['CRM mail'] },
  () => {
    const { crm, world, email } = mailbox()
    const { id, threadId } = email({ isSynced: false })
    const isThere = () => [
      idsOf(crm('GET email/inbox')).length === 1,
      crm('GET email/folders/counts').body.data.inbox.unread === 1,
      crm(`GET email/thread/${threadId}`).status === 200,
      crm(`PATCH email/${id}/star`).status === 200,
    ]
    expect(isThere()).toEqual([false, false, false, false])
    expect(crm('POST email/sync')).toMatchObject({ status: 202, body: { data: { type: 'email', status: 'started' } } })
    expect(isThere()).toEqual([false, false, false, false])
    world.clock.advance('PT10S')
    expect(isThere()).toEqual([true, true, true, true])
  },
)

rule(
  'C',
  'matching an address links all e-mails of the tenant with it, past ones and those that wait',
  { when: 'a CRM record is matched', on: ['CRM mail', 'CRM records'] },
  () => {
    const { crm, db, me, colleague, stranger, contactId, email } = mailbox()
    const of = ({ connection }: { connection: { id: string } }, fields: object) =>
      email({ connectionId: connection.id, ...fields }).id
    const lee = 'lee@acme.example'
    const linked = [
      of(me, { from: lee }),
      of(me, { to: ['x@y.example'], cc: [lee] }),
      of(me, { bcc: [lee], isSent: true, to: ['x@y.example'] }),
      of(me, { from: lee, isSynced: false }),
      of(colleague, { from: lee }),
    ]
    const others = [of(me, { from: 'other@acme.example' }), of(stranger, { from: lee })]
    const match = { emailAddress: 'Lee@ACME.example', entityType: 'contact', entityId: contactId }
    expect(crm('POST email/match', match)).toMatchObject({ status: 200, body: { data: { matched: 3 } } })
    const entitiesOf = (id: string) => db.crm_emails.findFirst((q) => q.where({ id }))?.entities
    for (const id of linked) expect(entitiesOf(id)).toEqual([{ entityType: 'contact', entityId: contactId }])
    for (const id of others) expect(entitiesOf(id)).toEqual([])
  },
)

rule('C', 'matching an address again changes nothing', () => {
  const { crm, db, world, contactId, email } = mailbox()
  email({ from: 'lee@acme.example' })
  const match = { emailAddress: 'lee@acme.example', entityType: 'contact', entityId: contactId }
  const first = crm('POST email/match', match).body
  const rows = () => [...db.crm_emails.all(), ...db.crm_entities.all()]
  const [before, state] = [rows(), world.freeze().state]
  expect(crm('POST email/match', match).body).toEqual(first)
  expect(rows()).toEqual(before)
  for (const [table, version] of world.freeze().state) expect(version, table.name).toBe(state.get(table))
})

rule(
  'D crm-email-13',
  'coming e-mails of a matched address are linked to the record',
  { when: 'a CRM record is matched', on: ['CRM mail'] },
  () => {
    const it = mailbox()
    const { crm, contactId, email } = it
    const entities = [{ entityType: 'contact', entityId: contactId }]
    expect(sent(it, { to: ['lee@acme.example'] }).body.data.entities).toEqual([])
    crm('POST email/match', { emailAddress: 'lee@acme.example', entityType: 'contact', entityId: contactId })
    expect(sent(it, { to: ['x@y.example'], bcc: ['Lee@acme.example'] }).body.data.entities).toEqual(entities)
    const { id } = email({ from: 'lee@acme.example' })
    expect(crm(`PATCH email/${id}/read`).body.data.entities).toEqual(entities)
  },
)

rule('C', 'an address can belong to several records', () => {
  const it = mailbox()
  const { crm, db, contactId } = it
  const deal = Number(db.crm_entities.create({ tenantSlug: 'acme', type: 'deal' }).id)
  const both = [
    { entityType: 'contact', entityId: contactId },
    { entityType: 'deal', entityId: deal },
  ]
  const { id } = sent(it).body.data
  crm('POST email/match', { emailAddress: 'pat@acme.example', entityType: 'deal', entityId: deal })
  expect(crm(`PATCH email/${id}/read`).body.data.entities).toEqual(both)
  expect(sent(it).body.data.entities).toEqual(both)
})

rule('C', 'a record is only found under its own type, and in its own tenant', () => {
  const { crm, db, contactId } = mailbox()
  const before = db.crm_entities.all()
  const match = (entityType: string, as: string) =>
    crm('POST email/match', { emailAddress: 'lee@acme.example', entityType, entityId: contactId }, as).status
  expect(match('deal', 'user')).toBe(404)
  expect(match('contact', 'stranger')).toBe(404)
  expect(crm(`GET email/threads/lead/${contactId}`).status).toBe(404)
  expect(db.crm_entities.all()).toEqual(before)
})

rule('C', 'the threads of a record are whole, those with the newest e-mail first', () => {
  const { crm, contactId, colleague, email } = mailbox()
  const pat = 'pat@acme.example'
  const make = (threadId: string, day: string, fields: object) =>
    email({ threadId, receivedAt: `2026-05-${day}T09:00:00Z`, ...fields })
  make('old', '01', { from: pat, subject: 'First' })
  make('mixed', '02', { from: 'lee@x.example', subject: 'Begins elsewhere', cc: [] })
  make('mixed', '03', { from: pat, subject: 'Re: Begins elsewhere' })
  make('mixed', '05', { from: 'lee@x.example', subject: 'Re: Begins elsewhere' })
  make('none', '06', { from: 'lee@x.example' })
  make('colleague', '07', { from: pat, connectionId: colleague.connection.id })
  const threads = crm(`GET email/threads/contact/${contactId}`).body.data
  expect(threads).toEqual([
    {
      threadId: 'mixed',
      subject: 'Begins elsewhere',
      messageCount: 3,
      lastMessageAt: '2026-05-05T09:00:00Z',
      participants: ['lee@x.example', 'me@acme.example', pat],
    },
    {
      threadId: 'old',
      subject: 'First',
      messageCount: 1,
      lastMessageAt: '2026-05-01T09:00:00Z',
      participants: [pat, 'me@acme.example'],
    },
  ])
  for (const { threadId, messageCount } of threads)
    expect(crm(`GET email/thread/${threadId}`).body.data).toHaveLength(messageCount)
})

rule('C', 'a thread shows its e-mails in the order of time, those of one moment as they were sent', () => {
  const it = mailbox()
  const { crm, world } = it
  const { threadId } = sent(it).body.data
  const ids = [...Array(12)].map(() => sent(it, { threadId }).body.data.id)
  world.clock.advance('PT0.5S')
  ids.push(sent(it, { threadId }).body.data.id)
  expect(idsOf(crm(`GET email/thread/${threadId}`)).slice(1)).toEqual(ids)
})

rule(
  'D crm-email-9',
  'an e-mail goes out through the oldest active connection, and is in `sent` at once',
  { when: 'a CRM e-mail is sent', on: ['CRM mail', 'CRM records'] },
  () => {
    const it = mailbox()
    const { crm, db, me, contactId } = it
    const second = db.crm_connections.create({ user: me.user.id, provider: 'microsoft', email: 'me@ms.example' })
    expect(sent(it).body.data).toMatchObject({ connectionId: Number(me.connection.id), from: 'me@acme.example' })
    db.crm_connections.update((q) => q.where({ id: me.connection.id }), { data: (row) => void (row.status = 'expired') })
    const { body, status } = sent(it, { cc: ['x@y.example'] })
    expect(status).toBe(201)
    expect(body.data).toMatchObject({
      connectionId: Number(second.id),
      folder: 'sent',
      from: 'me@ms.example',
      to: ['pat@acme.example'],
      cc: ['x@y.example'],
      isRead: true,
      entities: [{ entityType: 'contact', entityId: contactId }],
    })
    expect(crm('GET email/inbox?folder=sent&limit=1').body.data).toEqual([body.data])
  },
)

rule('C', 'an e-mail begins a thread of its own, or goes on with one of the caller', () => {
  const it = mailbox()
  const { db, colleague, email } = it
  const first = sent(it).body.data
  expect(sent(it).body.data.threadId).not.toBe(first.threadId)
  expect(sent(it, { threadId: first.threadId }).body.data.threadId).toBe(first.threadId)
  const { threadId } = email({ connectionId: colleague.connection.id })
  const before = db.crm_emails.all()
  expect(sent(it, { threadId }).status).toBe(404)
  expect(db.crm_emails.all()).toEqual(before)
})

rule('C', 'a thread that there is not is refused before a connection that cannot be used', () => {
  const it = mailbox()
  it.world.emit('connection.expired', { connection: it.me.connection.id })
  expect(sent(it).status).toBe(409)
  expect(sent(it, { threadId: 'no-such-thread' }).status).toBe(404)
})

rule(
  'C',
  'once the connection has expired nothing is sent and nothing synced',
  { when: 'a CRM connection expires or goes', on: ['CRM mail', 'syncs'] },
  () => {
    const it = mailbox()
    const { crm, db, me, world } = it
    world.emit('connection.expired', { connection: me.connection.id })
    expect(sent(it)).toMatchObject({ status: 409, body: { success: false, error: { code: 'CONFLICT' } } })
    expect(sent(it, { to: [] }).status).toBe(400)
    expect(crm('POST email/sync').status).toBe(409)
    expect(db.crm_emails.all()).toEqual([])
  },
)

const syncAs = ({ crm, world }: Mailbox, as = 'user') => {
  crm('POST email/sync', undefined, as)
  world.clock.advance('PT10S')
}

rule('C', 'an answer goes out from the mailbox of its thread, or from the one that is asked for', () => {
  const it = mailbox()
  const { db, me, colleague, email, world } = it
  const second = db.crm_connections.create({ user: me.user.id, provider: 'microsoft', email: 'me@ms.example' })
  const { threadId } = email({ connectionId: second.id, from: 'pat@acme.example' })
  expect(sent(it, { threadId }).body.data).toMatchObject({ threadId, connectionId: Number(second.id), from: 'me@ms.example' })
  const asked = { threadId, connectionId: Number(me.connection.id) }
  expect(sent(it, asked).body.data).toMatchObject({ ...asked, from: 'me@acme.example' })
  expect(sent(it, { connectionId: Number(second.id) }).body.data.from).toBe('me@ms.example')
  for (const connectionId of [Number(colleague.connection.id), 999_999, 0, 'first', String(second.id)])
    expect(sent(it, { connectionId }), String(connectionId)).toMatchObject({
      status: 400,
      body: { error: { details: [{ field: 'connectionId' }] } },
    })

  world.emit('connection.expired', { connection: second.id })
  const before = db.crm_emails.all()
  expect(sent(it, { connectionId: Number(second.id) }).status).toBe(409)
  expect(db.crm_emails.all()).toEqual(before)
})

rule(
  'C',
  'the mailbox of a thread that has expired is not replaced by another one',
  { when: 'a CRM connection expires or goes', on: ['CRM mail'] },
  () => {
    const it = mailbox()
    const { crm, db, me, email, world } = it
    const second = db.crm_connections.create({ user: me.user.id, provider: 'microsoft', email: 'me@ms.example' })
    const { threadId } = email({ connectionId: second.id, from: 'pat@acme.example' })
    world.emit('connection.expired', { connection: second.id })
    expect(sent(it, { threadId }).status).toBe(409)
    crm(`POST connections/${second.id}/refresh`)
    expect(sent(it, { threadId }).status).toBe(201)
  },
)

rule(
  'C',
  'what is sent to a colleague, a stranger or oneself is there after the next sync, unread',
  { when: 'a CRM e-mail is sent', on: ['CRM mail'] },
  () => {
    const it = mailbox()
    const { crm, contactId, world } = it
    const everybody = {
      to: ['Colleague@acme.example', 'me@acme.example'],
      cc: ['pat@acme.example'],
      bcc: ['me@other.example', 'hidden@x.example'],
    }
    const answer = sent(it, everybody).body.data
    world.clock.advance('PT1H')
    const inbox = (as: string) => crm('GET email/inbox', undefined, as).body.data
    for (const as of ['user', 'colleague']) {
      expect(inbox(as)).toEqual([])
      syncAs(it, as)
      expect(inbox(as)).toMatchObject([
        {
          threadId: answer.threadId,
          from: 'me@acme.example',
          to: ['colleague@acme.example', 'me@acme.example'],
          cc: ['pat@acme.example'],
          bcc: [],
          isRead: false,
          receivedAt: answer.receivedAt,
          createdAt: answer.receivedAt,
          entities: [{ entityType: 'contact', entityId: contactId }],
        },
      ])
    }
    expect(crm(`GET email/thread/${answer.threadId}`).body.data).toHaveLength(2)
    expect(crm('GET email/inbox?folder=sent').body.data).toEqual([answer])
  },
)

rule(
  'C',
  'who gets a blind copy sees nobody else’s, and answers in the same thread',
  { when: 'a CRM e-mail is sent', on: ['CRM mail'] },
  () => {
    const it = mailbox()
    const { crm, db, stranger } = it
    db.crm_connections.update((q) => q.where({ id: stranger.connection.id }), {
      data: (row) => void (row.email = 'them@other.example'),
    })
    const { threadId } = sent(it, { bcc: ['them@other.example', 'hidden@x.example'] }).body.data
    syncAs(it, 'stranger')
    const [copy] = crm('GET email/inbox', undefined, 'stranger').body.data
    expect(copy).toMatchObject({ threadId, bcc: ['them@other.example'], entities: [] })
    crm('POST email/send', { to: ['me@acme.example'], subject: 'Re: Offer', body: 'Thanks', threadId }, 'stranger')
    syncAs(it)
    expect(crm(`GET email/thread/${threadId}`).body.data.map(({ subject }: { subject: string }) => subject)).toEqual([
      'Offer',
      'Re: Offer',
    ])
  },
)

rule('C', 'everybody gets an e-mail once, at their plain address', () => {
  const it = mailbox()
  const { crm } = it
  const fields = {
    to: ['"Lee, Ann" <Ann@x.example>', 'ann@x.example'],
    cc: ['Bo <bo@bücher.example>', 'ANN@x.example'],
    bcc: ['bo@BÜCHER.example', 'c@xn--bcher-kva.xn--p1ai'],
  }
  expect(sent(it, fields).body.data).toMatchObject({
    to: ['ann@x.example'],
    cc: ['bo@bücher.example'],
    bcc: ['c@xn--bcher-kva.xn--p1ai'],
  })
  for (const wrong of [
    'Ann',
    'Ann <>',
    '<a@b.co> Ann',
    'a@b.co>',
    'Ann <a@b.co> <c@d.co>',
    'a@b .co',
    'a@.co',
    'a@b',
    'a@b.co,c@d.co',
    'a@\u2003b.co',
  ])
    expect(sent(it, { to: [wrong] }).body.error?.details, wrong).toMatchObject([
      { field: 'to.0', message: 'Must be a valid email address.' },
    ])
  expect(
    crm('POST calendar/events', {
      title: 'Call',
      start: '2026-07-01T14:00:00Z',
      end: '2026-07-01T15:00:00Z',
      attendees: ['Pat <pat@acme.example>'],
    }).body.data.attendees,
  ).toEqual(['pat@acme.example'])
})

rule('C', 'an e-mail goes to 100 people at most, whichever list they are in', () => {
  const it = mailbox()
  const people = (from: number, length: number) => Array.from({ length }, (_, i) => `person-${from + i}@x.example`)
  expect(sent(it, { to: people(0, 50), cc: people(50, 30), bcc: [...people(80, 20), ...people(0, 50)] }).status).toBe(201)
  for (const fields of [{ to: people(0, 101) }, { to: people(0, 50), cc: people(50, 50), bcc: people(100, 1) }])
    expect(sent(it, fields)).toMatchObject({ status: 400, body: { error: { details: [{ field: 'to' }] } } })
})

rule('C', 'a subject is one line, and a body is not blank', () => {
  const it = mailbox()
  for (const subject of ['Offer\r\nBcc: x@y.example', 'a\nb', 'a\u0000b', 'a\u2028b', 'a\tb'])
    expect(sent(it, { subject })).toMatchObject({ status: 400, body: { error: { details: [{ field: 'subject' }] } } })
  for (const body of ['', ' ', '\n\t '])
    expect(sent(it, { body })).toMatchObject({ status: 400, body: { error: { details: [{ field: 'body' }] } } })
  expect(sent(it, { body: ' two\n\nlines ' }).body.data).toMatchObject({ body: ' two\n\nlines ', snippet: 'two lines' })
  const body = '<p>Hello&nbsp;<b>you</b></p><blockquote>Hi</blockquote>'
  expect(sent(it, { body }).body.data).toMatchObject({ body, snippet: 'Hello you' })
})

rule('C', 'of an e-mail in markup a search finds what a reader sees, quotes too, and the snippet shows it', () => {
  const it = mailbox()
  const body =
    '<style>p { color: red }</style><p>Total&nbsp;price: <b>1,200</b> USD &amp; VAT for M&uuml;ller &copy; Caf&Eacute;</p><blockquote>An offer</blockquote>'
  expect(sent(it, { body }).body.data.snippet).toBe('Total price: 1,200 USD & VAT for Müller © CafÉ')
  const found = (q: string) => it.crm(`GET email/inbox?folder=sent&q=${encodeURIComponent(q)}`).body.pagination.total
  for (const q of ['total price', '1,200 USD', 'usd & vat', 'Müller ©', 'café', 'an offer']) expect([q, found(q)]).toEqual([q, 1])
  for (const q of ['<b>', 'nbsp', 'uuml', 'color', '&toString;']) expect([q, found(q)]).toEqual([q, 0])
  const plain = 'AT&amp;T &eacute; &toString; &xacute; 1 < 2'
  expect(sent(it, { body: plain }).body.data.snippet).toBe(plain)
  expect(sent(it, { body: `${plain}<br>` }).body.data.snippet).toBe('AT&T é &toString; &xacute; 1 < 2')
})

rule('C', 'a search reads the text of markup once, and not where the subject or an address has what is sought', () => {
  const it = mailbox()
  const body = '<p>Total <b>price</b></p>'
  sent(it, { body })
  const split = vi.spyOn(String.prototype, 'split')
  onTestFinished(() => split.mockRestore())
  const readFor = (q: string) => {
    split.mockClear()
    expect(it.crm(`GET email/inbox?folder=sent&q=${q}`).body.pagination.total).toBe(1)
    return split.mock.contexts.filter((text) => String(text) === body).length
  }
  expect(['offer', 'pat@', 'price', 'total'].map(readFor)).toEqual([0, 0, 1, 0])
})

rule('C', 'a snippet ends with a whole character', () => {
  const it = mailbox()
  const snippetOf = (body: string) => sent(it, { body }).body.data.snippet
  const family = '👩‍👩‍👧‍👦'
  expect(snippetOf(`${'x'.repeat(119)}😀`)).toBe('x'.repeat(119))
  expect(snippetOf(`${'x'.repeat(118)}😀 more`)).toBe(`${'x'.repeat(118)}😀`)
  expect(snippetOf(`${'x'.repeat(115)}${family}`)).toBe('x'.repeat(115))
  expect(snippetOf(`${'x'.repeat(119)}e\u0301`)).toBe('x'.repeat(119))
  expect(snippetOf('y'.repeat(300))).toBe('y'.repeat(120))
})

rule(
  'C',
  'the e-mails of a folder are sorted by any column, of a list by its first item, by when they were made unless told',
  () => {
    const it = mailbox()
    const { crm, email } = it
    const late = email({ subject: 'b', receivedAt: '2026-05-04T09:00:00Z', isSynced: false })
    const rows = [
      email({ subject: 'c', receivedAt: '2026-05-03T09:00:00Z', createdAt: '2026-05-05T09:00:00Z' }),
      email({ subject: 'a', receivedAt: '2026-05-02T09:00:00Z', createdAt: '2026-05-06T09:00:00Z', isRead: true }),
    ]
    syncAs(it)
    const [c = '', a = ''] = rows.map(({ id }) => id)
    const list = (query: string) => idsOf(crm(`GET email/inbox?${query}`)).map(String)
    for (const order of ['', 'sortBy=created_at', 'sortBy=createdAt&sortOrder=desc']) expect(list(order)).toEqual([a, c, late.id])
    for (const order of ['sortBy=received_at', 'sortBy=receivedAt']) expect(list(order)).toEqual([late.id, c, a])
    expect(list('sortBy=subject&sortOrder=asc')).toEqual([a, late.id, c])
    expect(list('sortBy=id')).toEqual([a, c, late.id])
    expect(list('sortBy=is_read&sortOrder=desc')[0]).toBe(a)
    expect(list('sortBy=to').toSorted()).toEqual([late.id, c, a].toSorted())
    for (const column of ['entities', 'isSynced', 'user', 'constructor'])
      expect(crm(`GET email/inbox?sortBy=${column}`).status, column).toBe(400)
  },
)

rule('C', 'an address has at most 64 characters before the @, and 254 in all', () => {
  const { crm, world, me } = mailbox()
  const domain = (length: number) =>
    `${`${'d'.repeat(60)}.`
      .repeat(9)
      .slice(0, length - 8)
      .replace(/\.$/, 'd')}.example`
  const addresses = [
    [`${'a'.repeat(64)}@acme.example`, 201],
    [`${'a'.repeat(65)}@acme.example`, 400],
    [`a@${domain(252)}`, 201],
    [`a@${domain(253)}`, 400],
    [`Ann Lee ${'x'.repeat(200)} <${'a'.repeat(64)}@acme.example>`, 201],
  ] as const
  for (const [address, status] of addresses)
    expect([address, crm('POST email/send', { to: [address], subject: 'Hello', body: 'Hello' }).status]).toEqual([
      address,
      status,
    ])
  expect(() =>
    world.emit('crm.email_received', {
      user: me.user.id,
      from: `${'a'.repeat(65)}@acme.example`,
      subject: 'Hello',
      body: 'Hello',
    }),
  ).toThrow('Must be a valid email address.')
})
