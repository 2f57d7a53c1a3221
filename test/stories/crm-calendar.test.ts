import * as fc from 'fast-check'
import { expect } from 'vitest'
import { mailbox } from '../support/mailbox.ts'
import { rule } from '../support/rule.ts'

const idsOf = ({ body }: { readonly body: { readonly data: readonly { id: number }[] } }) => body.data.map(({ id }) => id)

const meeting = { title: 'Meeting', start: '2026-07-01T14:00:00Z', end: '2026-07-01T15:00:00Z' }

const at = (quarters: number) => new Date(Date.UTC(2026, 6, 1) + quarters * 900_250).toISOString().replace('.000Z', 'Z')

rule('D crm-calendar-1', 'a range lists the events that overlap it, by their start', () => {
  const times = fc.record({ start: fc.nat(12), length: fc.integer({ min: 1, max: 6 }) })
  const border = fc.option(fc.nat(16), { nil: undefined })
  fc.assert(
    fc.property(fc.array(times, { maxLength: 12 }), border, border, (events, from, to) => {
      fc.pre(from === undefined || to === undefined || from < to)
      const { crm, colleague, event } = mailbox()
      const rows = events.map(({ start, length }) => {
        const { id } = event({ start: at(start), end: at(start + length) })
        return { id: Number(id), start, end: start + length }
      })
      event({ connectionId: colleague.connection.id, start: at(0), end: at(16) })
      const query = new URLSearchParams({
        ...(from !== undefined && { start: at(from) }),
        ...(to !== undefined && { end: at(to) }),
      })
      const expected = rows
        .filter(({ start, end }) => start < (to ?? 99) && end > (from ?? -1))
        .sort((a, b) => a.start - b.start || a.id - b.id)
        .map(({ id }) => id)
      expect(idsOf(crm(`GET calendar/events?${query}`))).toEqual(expected)
    }),
    { numRuns: 60 },
  )
})

rule('C', 'an event that only touches a range is not in it, and a date begins in UTC', () => {
  const { crm, event } = mailbox()
  const { id } = event({ start: '2026-07-01T23:00:00Z', end: '2026-07-02T00:00:00Z' })
  const isIn = (start: string, end: string) =>
    idsOf(crm(`GET calendar/events?${new URLSearchParams({ start, end })}`)).includes(Number(id))
  expect(isIn('2026-07-01', '2026-07-02')).toBe(true)
  expect(isIn('2026-07-02', '2026-07-03')).toBe(false)
  expect(isIn('2026-07-01', '2026-07-01T23:00Z')).toBe(false)
  expect(isIn('2026-07-01', '2026-07-01T23:00:00.001Z')).toBe(true)
  expect(isIn('2026-07-01T23:59:59.999Z', '2026-07-03')).toBe(true)
  expect(isIn('2026-07-02T02:00:00+02:00', '2026-07-03')).toBe(false)
  expect(isIn('2026-07-02T00:00:00+02:00', '2026-07-02T01:00:00.5+02:00')).toBe(true)
})

rule('C', 'a range ends after its start', () => {
  const { crm } = mailbox()
  for (const end of ['2026-06-30', '2026-07-01', '2026-07-01T01:00:00+02:00'])
    expect(crm(`GET calendar/events?${new URLSearchParams({ start: '2026-07-01', end })}`)).toMatchObject({
      status: 400,
      body: { error: { details: [{ field: 'end' }] } },
    })
})

rule('C', 'attendees whom the CRM knows are linked', { when: 'a CRM meeting changes', on: ['CRM records'] }, () => {
  const { crm, contactId } = mailbox()
  const { body, status } = crm('POST calendar/events', {
    ...meeting,
    attendees: ['Pat@Acme.example', 'x@y.example', 'pat@acme.example'],
  })
  expect(status).toBe(201)
  expect(body.data).toMatchObject({
    attendees: ['pat@acme.example', 'x@y.example'],
    entities: [{ entityType: 'contact', entityId: contactId }],
  })
  expect(crm(`GET calendar/events/${body.data.id}`).body.data).toEqual(body.data)
})

rule(
  'C',
  'other attendees change the links of an event, other fields do not',
  { when: 'a CRM meeting changes', on: ['CRM records'] },
  () => {
    const { crm, db, contactId } = mailbox()
    const pat = [{ entityType: 'contact', entityId: contactId }]
    const lead = db.crm_entities.create({ tenantSlug: 'acme', type: 'lead', addresses: ['lee@x.example'] })
    db.crm_entities.create({ tenantSlug: 'other', type: 'lead', addresses: ['lee@x.example'] })
    const { id } = crm('POST calendar/events', { ...meeting, attendees: ['pat@acme.example'] }).body.data
    const update = (body: object) => crm(`PATCH calendar/events/${id}`, body).body.data.entities
    expect(update({ location: 'Room 1' })).toEqual(pat)
    expect(update({ attendees: ['Lee@x.example', 'lee@x.example'] })).toEqual([{ entityType: 'lead', entityId: Number(lead.id) }])
    expect(idsOf(crm(`GET calendar/events/entity/lead/${lead.id}`))).toEqual([id])
    expect(idsOf(crm(`GET calendar/events/entity/contact/${contactId}`))).toEqual([])
    expect(update({ attendees: [] })).toEqual([])
  },
)

rule(
  'C',
  'coming events of a matched address are linked to the record',
  { when: 'a CRM record is matched', on: ['CRM calendar'] },
  () => {
    const { crm, contactId } = mailbox()
    crm('POST email/match', { emailAddress: 'lee@x.example', entityType: 'contact', entityId: contactId })
    expect(crm('POST calendar/events', { ...meeting, attendees: ['lee@x.example'] }).body.data.entities).toEqual([
      { entityType: 'contact', entityId: contactId },
    ])
  },
)

rule('C', 'an updated event still ends after its start, and a refused update changes nothing', () => {
  const time = fc.option(fc.nat(8), { nil: undefined })
  fc.assert(
    fc.property(time, time, fc.constantFrom('PATCH', 'PUT'), (start, end, method) => {
      const { crm, event } = mailbox()
      const { id } = event({ start: at(3), end: at(5), attendees: ['pat@acme.example'] })
      const before = crm(`GET calendar/events/${id}`).body.data
      const times = { ...(start !== undefined && { start: at(start) }), ...(end !== undefined && { end: at(end) }) }
      const { status, body } = crm(`${method} calendar/events/${id}`, { title: 'New', attendees: [], ...times })
      const isGood = (start ?? 3) < (end ?? 5)
      expect(status).toBe(isGood ? 200 : 400)
      const after = crm(`GET calendar/events/${id}`).body.data
      if (isGood) expect(after).toEqual({ ...before, title: 'New', attendees: [], entities: [], ...times })
      else {
        expect(body.error.details).toMatchObject([{ field: 'end' }])
        expect(after).toEqual(before)
      }
    }),
    { numRuns: 40 },
  )
})

rule('C', 'an update tells when it was made', () => {
  const { crm, world } = mailbox()
  const created = crm('POST calendar/events', meeting).body.data
  world.clock.advance('PT5M')
  expect(crm(`PUT calendar/events/${created.id}`, { description: 'More' }).body.data).toEqual({
    ...created,
    description: 'More',
    updatedAt: world.clock.now(),
  })
})

rule('C', 'times that no calendar can hold are refused', () => {
  const { crm, db } = mailbox()
  for (const end of ['9999-12-31T23:59:59-05:00', '2026-02-30T12:00:00Z', '2026-07-01T25:00:00Z', '2026-07-02', 1_782_921_600])
    expect(crm('POST calendar/events', { ...meeting, end }).status, String(end)).toBe(400)
  expect(db.crm_events.all()).toEqual([])
})

rule('C', 'a title is one line, and a day one that there is, also in an invitation', () => {
  const { crm, me, world, event } = mailbox()
  const { id } = event()
  for (const title of ['Two\nlines', 'Nothing\u0000', 'Two\u2028lines']) {
    expect(crm('POST calendar/events', { ...meeting, title }).status).toBe(400)
    expect(crm(`PATCH calendar/events/${id}`, { title }).status).toBe(400)
    expect(() => world.emit('crm.event_invited', { user: me.user.id, ...meeting, title })).toThrow('Must be one line')
  }
  expect(() => world.emit('crm.event_invited', { user: me.user.id, ...meeting, end: '2026-02-30T15:00:00Z' })).toThrow(
    'There is no 2026-02-30.',
  )
  expect(crm(`PATCH calendar/events/${id}`, { end: '2027-02-29T15:00:00Z' }).body.error.details[0].message).toBe(
    'There is no 2027-02-29.',
  )
})

rule('C', 'the events of one person are not there for a colleague or a stranger', () => {
  const { crm, db, contactId, event } = mailbox()
  const row = event({ attendees: ['pat@acme.example'] })
  for (const as of ['colleague', 'stranger']) {
    for (const method of ['GET', 'PATCH', 'PUT', 'DELETE'])
      expect(crm(`${method} calendar/events/${row.id}`, method === 'GET' ? undefined : { title: 'Mine' }, as).status).toBe(404)
    expect(crm('GET calendar/events', undefined, as).body.data).toEqual([])
  }
  expect(crm(`GET calendar/events/entity/contact/${contactId}`, undefined, 'colleague').body.data).toEqual([])
  expect(crm(`GET calendar/events/entity/contact/${contactId}`, undefined, 'stranger').status).toBe(404)
  expect(db.crm_events.all()).toEqual([row])
})

rule('D crm-calendar-7', 'a deleted event is gone', () => {
  const { crm, contactId } = mailbox()
  const { id } = crm('POST calendar/events', { ...meeting, attendees: ['pat@acme.example'] }).body.data
  expect(crm(`DELETE calendar/events/${id}`)).toMatchObject({ status: 200, body: { success: true, data: { id } } })
  for (const method of ['GET', 'PATCH', 'PUT', 'DELETE'])
    expect(crm(`${method} calendar/events/${id}`, method === 'GET' ? undefined : {}).status).toBe(404)
  expect(crm('GET calendar/events').body.data).toEqual([])
  expect(crm(`GET calendar/events/entity/contact/${contactId}`).body.data).toEqual([])
})

rule('C', 'a record lists the events that are linked to it, by their start', () => {
  const { crm, contactId, event } = mailbox()
  const attendees = ['pat@acme.example']
  const starts = ['2026-07-03T09:00:00Z', '2026-07-01T09:00:00.500Z', '2026-07-01T09:00:00Z']
  const ids = starts.map((start) => Number(event({ start, attendees }).id))
  event({ start: '2026-07-02T09:00:00Z', attendees: ['x@y.example'] })
  expect(idsOf(crm(`GET calendar/events/entity/contact/${contactId}`))).toEqual(ids.toReversed())
})

rule('C', 'an event needs an active connection, and is looked at first', () => {
  const { crm, db, event, me, world } = mailbox()
  world.emit('connection.expired', { connection: me.connection.id })
  expect(crm('POST calendar/events', meeting)).toMatchObject({ status: 409, body: { error: { code: 'CONFLICT' } } })
  expect(crm('POST calendar/events', { ...meeting, end: meeting.start }).status).toBe(400)
  expect(crm('POST calendar/sync').status).toBe(409)
  expect(db.crm_events.all()).toEqual([])
  const { id } = event()
  expect(crm(`PATCH calendar/events/${id}`, { start: '2199-01-01T00:00:00Z' })).toMatchObject({
    status: 400,
    body: { error: { details: [{ field: 'end' }] } },
  })
})

rule(
  'D crm-calendar-9',
  'a sync of the calendar runs on the active connection, and leaves waiting e-mails where they are',
  () => {
    const { crm, me, world, email } = mailbox()
    email({ isSynced: false })
    expect(crm('POST calendar/sync')).toMatchObject({ status: 202, body: { data: { type: 'calendar', status: 'started' } } })
    expect(crm('POST calendar/sync')).toMatchObject({ status: 200, body: { data: { status: 'already_running' } } })
    world.clock.advance('PT10S')
    expect(crm(`GET connections/${me.connection.id}/status`).body.data).toMatchObject({
      syncStatus: 'idle',
      lastSyncAt: world.clock.now(),
    })
    expect(crm('GET email/inbox').body.data).toEqual([])
  },
)

rule(
  'C',
  'an event is changed through its own calendar only: no other connection stands in',
  { when: 'a CRM connection expires or goes', on: ['CRM calendar'] },
  () => {
    const { crm, db, me, world, event } = mailbox()
    const { id } = event()
    db.crm_connections.create({ user: me.user.id, provider: 'microsoft', email: 'me@ms.example' })
    world.emit('connection.expired', { connection: me.connection.id })
    const before = crm(`GET calendar/events/${id}`).body.data
    for (const [method, body] of [['PATCH', { title: 'Moved' }], ['PUT', { title: 'Moved' }], ['DELETE']] as const)
      expect(crm(`${method} calendar/events/${id}`, body)).toMatchObject({ status: 409, body: { error: { code: 'CONFLICT' } } })
    expect(crm(`GET calendar/events/${id}`).body.data).toEqual(before)
    crm(`POST connections/${me.connection.id}/refresh`)
    expect(crm(`PATCH calendar/events/${id}`, { title: 'Moved' }).body.data.title).toBe('Moved')
  },
)

rule('C', 'an event is cancelled, and takes place again', { when: 'a CRM meeting changes', on: ['CRM calendar'] }, () => {
  const { crm, event, world } = mailbox()
  const { id } = event({ attendees: ['pat@acme.example'] })
  const set = (status: string) => crm(`PATCH calendar/events/${id}`, { status })
  expect(set('cancelled').body.data.status).toBe('cancelled')
  expect(() => world.emit('crm.event_answered', { event: id, answer: 'accepted' })).toThrow('The event is cancelled')
  expect(crm('GET calendar/events').body.data).toMatchObject([{ status: 'cancelled' }])
  expect(set('confirmed').body.data.status).toBe('confirmed')
  expect(set('postponed').status).toBe(400)
})

rule(
  'C',
  'answers hold until an event is at another time or takes place again, and for those who are invited only',
  { when: 'a CRM meeting changes', on: ['CRM calendar'] },
  () => {
    const { crm, event, world } = mailbox()
    const attendees = ['pat@acme.example', 'lee@acme.example']
    const { id } = event({ start: meeting.start, end: meeting.end, attendees })
    const change = (given: object) => crm(`PATCH calendar/events/${id}`, given).body.data.responses
    const answer = () => {
      for (const attendee of attendees) world.emit('crm.event_answered', { event: id, attendee, answer: 'accepted' })
      return attendees.map((attendee) => ({ attendee, answer: 'accepted' }))
    }
    const all = answer()
    for (const kept of [{ title: 'Other' }, { location: 'Room 1' }, { start: meeting.start }, { timeZone: 'Europe/Berlin' }])
      expect(change(kept), JSON.stringify(kept)).toEqual(all)
    expect(change({ attendees: attendees.slice(1) })).toEqual(all.slice(1))
    expect(change({ attendees })).toEqual(all.slice(1))
    for (const moved of [{ start: '2026-07-01T14:10:00Z' }, { end: '2026-07-01T15:10:00Z' }]) {
      answer()
      expect(change(moved), JSON.stringify(moved)).toEqual([])
    }
    answer()
    expect(change({ status: 'cancelled' })).toEqual(all)
    expect(change({ status: 'confirmed' })).toEqual([])
  },
)

rule('C', 'an event that lasts all day goes from midnight to midnight in its time zone', () => {
  const { crm } = mailbox()
  const create = (body: object) => crm('POST calendar/events', { title: 'Fair', ...body })
  const fair = { start: '2026-10-24', end: '2026-10-26', allDay: true, timeZone: 'Europe/Berlin' }
  // The night in which the clocks are put back.
  const { body } = create(fair)
  expect(body.data).toMatchObject({
    start: '2026-10-23T22:00:00Z',
    end: '2026-10-25T23:00:00Z',
    allDay: true,
    timeZone: 'Europe/Berlin',
  })
  expect(idsOf(crm('GET calendar/events?start=2026-10-25T22:30:00Z'))).toEqual([body.data.id])
  expect(create({ ...fair, start: '2026-10-23T22:00:00Z' }).status).toBe(201)

  const refused = (given: object) => create(given).body.error.details.map(({ field }: { field: string }) => field)
  expect(refused({ ...fair, start: '2026-10-24T10:00:00Z' })).toEqual(['start'])
  expect(refused({ ...fair, end: fair.start })).toEqual(['end'])
  expect(refused({ ...fair, allDay: false })).toEqual(['start', 'end'])
  expect(refused({ ...fair, start: '2026-02-30' })).toEqual(['start'])
  expect(refused({ ...fair, start: '0000-01-01', timeZone: 'Asia/Tokyo' })).toEqual(['start'])
  expect(refused({ ...fair, timeZone: '+02:00' })).toEqual(['timeZone'])

  const update = (given: object) => crm(`PATCH calendar/events/${body.data.id}`, given)
  expect(update({ end: '2026-10-25' }).body.data.end).toBe('2026-10-24T22:00:00Z')
  expect(update({ start: '2026-10-24T10:00:00Z' }).status).toBe(400)
  expect(update({ start: '2026-10-24T10:00:00Z', allDay: false }).body.data).toMatchObject({ allDay: false })
})

rule('C', 'an event that lasts all day keeps its dates in another time zone', () => {
  const { crm } = mailbox()
  const fair = { title: 'Fair', start: '2026-11-01', end: '2026-11-02', allDay: true, timeZone: 'America/New_York' }
  const { id } = crm('POST calendar/events', fair).body.data
  const update = (given: object) => crm(`PATCH calendar/events/${id}`, given).body.data
  // The day in which the clocks are put back in New York has 25 hours, in Berlin 24.
  expect(update({ timeZone: 'Europe/Berlin' })).toMatchObject({
    start: '2026-10-31T23:00:00Z',
    end: '2026-11-01T23:00:00Z',
    timeZone: 'Europe/Berlin',
  })
  expect(update({ timeZone: 'Asia/Tokyo', end: '2026-11-03' })).toMatchObject({
    start: '2026-10-31T15:00:00Z',
    end: '2026-11-02T15:00:00Z',
  })
  // What no longer lasts all day is when it was.
  expect(update({ allDay: false, timeZone: 'UTC' })).toMatchObject({ start: '2026-10-31T15:00:00Z', allDay: false })
})

rule('C', 'an event that is to last all day needs its dates', () => {
  const { crm, event } = mailbox()
  const { id } = event({ start: '2026-06-02T09:00:00Z', end: '2026-06-02T10:00:00Z' })
  const update = (given: object) => crm(`PATCH calendar/events/${id}`, { allDay: true, ...given })
  const needsDates = { field: 'allDay', message: 'Send `start` and `end` along, as dates: it lasts all day.' }
  for (const given of [{}, { timeZone: 'Europe/Berlin' }, { start: '2026-06-02' }])
    expect(update(given)).toMatchObject({ status: 400, body: { error: { details: [needsDates] } } })
  expect(update({ start: '2026-06-02T11:00:00Z' }).body.error.details).toMatchObject([{ field: 'start' }, needsDates])
  expect(update({ start: '2026-06-02', end: '2026-06-03' }).status).toBe(200)
})

rule('C', 'a meeting is told in UTC, in no zone of its own unless told', () => {
  const { crm } = mailbox()
  expect(crm('POST calendar/events', meeting).body.data).toMatchObject({ allDay: false, timeZone: 'UTC' })
  expect(crm('POST calendar/events', { ...meeting, timeZone: 'America/New_York' }).body.data).toMatchObject({
    start: meeting.start,
    timeZone: 'America/New_York',
  })
})

rule(
  'C',
  'matching an address links the events of the tenant with it, past ones and those that wait',
  { when: 'a CRM record is matched', on: ['CRM calendar'] },
  () => {
    const { crm, db, me, colleague, stranger, contactId, event } = mailbox()
    const lee = 'lee@acme.example'
    const of = ({ connection }: typeof me, fields: object) =>
      event({ connectionId: connection.id, attendees: [lee], ...fields }).id
    const linked = [of(me, {}), of(me, { isSynced: false }), of(colleague, {})]
    const others = [of(me, { attendees: ['x@y.example'] }), of(stranger, {})]
    const match = { emailAddress: lee, entityType: 'contact', entityId: contactId }
    expect(crm('POST email/match', match)).toMatchObject({ status: 200, body: { data: { matched: 0 } } })
    const entitiesOf = (id: string) => db.crm_events.findFirst((q) => q.where({ id }))?.entities
    for (const id of linked) expect(entitiesOf(id)).toEqual([{ entityType: 'contact', entityId: contactId }])
    for (const id of others) expect(entitiesOf(id)).toEqual([])
    expect(idsOf(crm(`GET calendar/events/entity/contact/${contactId}`))).toEqual([Number(linked[0])])
    const before = db.crm_events.all()
    crm('POST email/match', match)
    expect(db.crm_events.all()).toEqual(before)
  },
)

rule(
  'C',
  'an invitation on sync is in the calendar once that was synced',
  { when: 'a CRM account syncs', on: ['CRM calendar'] },
  () => {
    const { crm, me, world } = mailbox()
    const { event } = world.emit('crm.event_invited', { user: me.user.id, ...meeting, on: 'sync' }).result
    const isThere = () => [
      idsOf(crm('GET calendar/events')).length === 1,
      crm(`GET calendar/events/${event}`).status === 200,
      crm(`PATCH calendar/events/${event}`, {}).status === 200,
      crm(`GET connections/${me.connection.id}/status`).body.data.counts.events === 1,
    ]
    crm('POST email/sync')
    world.clock.advance('PT10S')
    expect(isThere()).toEqual([false, false, false, false])
    crm('POST calendar/sync')
    world.clock.advance('PT10S')
    expect(isThere()).toEqual([true, true, true, true])
  },
)
