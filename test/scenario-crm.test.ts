/** The CRM of the default scenario: whether its rows are true to each other, for any seed. What holds for all tables is in scenario.test.ts. */
import { expect, test } from 'vitest'
import { recipe } from '../fixtures/default/recipe.ts'
import type { AnyTable } from '../src/core/store/definition.ts'
import { DAY_MS } from '../src/core/time/day.ts'
import { timeIn } from '../src/core/time/time-zone.ts'
import { countersTable } from '../src/core/world/ids.ts'
import { samplesOf } from '../src/core/world/scenario/samples.ts'
import { crmSessions } from '../src/crm/auth/session.ts'
import { crmUsers, type UserRow } from '../src/crm/auth/user.ts'
import { crmEvents } from '../src/crm/calendar/event.ts'
import { crmConnections } from '../src/crm/connections/connection.ts'
import { bytesOf, crmBlobs, crmDocuments, type DocumentRow } from '../src/crm/documents/document.ts'
import { smallFile } from '../src/crm/documents/file.ts'
import { addressesOf, crmEmails, type EmailRow, folderOf, folders } from '../src/crm/email/email.ts'
import { crmEntities, type Entity, isLinkedTo, linksOf } from '../src/crm/entities/entity.ts'
import { crm } from '../src/crm/index.ts'
import { zoneOf } from '../src/crm/life/people.ts'
import { crmProviders, providerIds } from '../src/crm/oauth/provider.ts'
import { createSimulator, type World } from '../src/index.ts'
import { law, rowsOf } from './support/default-worlds.ts'
import { letterDates } from './support/texts.ts'

const tables: readonly AnyTable[] = [
  crmUsers,
  crmSessions,
  crmEntities,
  crmProviders,
  crmConnections,
  crmEmails,
  crmEvents,
  crmDocuments,
  crmBlobs,
]
const usersOf = (world: World): UserRow[] => world.table(crmUsers).list('inOrder', 'all')
const tenantOf = (world: World, user: string): string => world.table(crmUsers).get(user)?.tenantSlug ?? ''
const byTenant = (world: World, slugs: readonly string[]): number[] => {
  const [first] = usersOf(world)
  return [true, false].map((isFirst) => slugs.filter((slug) => (slug === first?.tenantSlug) === isFirst).length)
}
const ownersOf = (world: World, table: typeof crmEmails | typeof crmEvents): string[] =>
  (rowsOf(world, table as AnyTable) as { user: string }[]).map(({ user }) => tenantOf(world, user))

/** The e-mails of each conversation, in order. */
function conversations(world: World): EmailRow[][] {
  const emails = rowsOf(world, crmEmails).sort((a, b) => Number(a.id) - Number(b.id))
  const ids = new Set(emails.map(({ threadId }) => threadId))
  return [...ids].map((id) => emails.filter(({ threadId }) => threadId === id))
}

law('there are two tenants, and the first has plenty', (world) => {
  const [first, ...others] = usersOf(world)
  expect([first, ...others].map((user) => user?.role)).toEqual(['admin', 'user', 'user', 'admin', 'user'])
  expect(new Set(usersOf(world).map(({ tenantSlug }) => tenantSlug)).size).toBe(2)
  for (const { tenantSlug } of usersOf(world)) expect(tenantSlug).toMatch(/^[a-z]+(-[a-z]+)+$/)
  const entities = rowsOf(world, crmEntities)
  expect(
    byTenant(
      world,
      usersOf(world).map(({ tenantSlug }) => tenantSlug),
    ),
  ).toEqual([3, 2])
  expect(
    byTenant(
      world,
      entities.map(({ tenantSlug }) => tenantSlug),
    ),
  ).toEqual([25, 4])
  expect(
    byTenant(
      world,
      rowsOf(world, crmDocuments).map(({ tenantSlug }) => tenantSlug),
    ),
  ).toEqual([14, 3])
  expect(byTenant(world, ownersOf(world, crmEvents))).toEqual([expect.toSatisfy((count) => count > 40), 3])
  const [many = 0, few] = byTenant(world, ownersOf(world, crmEmails))
  expect(many).toBeGreaterThan(180)
  expect(few).toBe(3)
})

law('every reference names a row of the same tenant, and what is in a mailbox belongs to its user', (world) => {
  for (const table of tables)
    for (const row of rowsOf(world, table))
      for (const [column, target] of Object.entries(table.references))
        expect(world.table(target).get(row[column] as string), `${table.name} ${row.id}`).toBeDefined()
  for (const table of [crmEmails, crmEvents] as const)
    for (const { user, connectionId } of rowsOf(world, table as AnyTable))
      expect(world.table(crmConnections).get(connectionId as string)?.user).toBe(user)
  for (const { tenantSlug, entityType, entityId, uploadedBy } of rowsOf(world, crmDocuments)) {
    expect(world.table(crmEntities).get(entityId)).toMatchObject({ tenantSlug, type: entityType })
    expect(tenantOf(world, uploadedBy)).toBe(tenantSlug)
  }
})

law('everybody has one session, and at most one connection of a provider', (world) => {
  const users = usersOf(world).map(({ id }) => id)
  const sessions = rowsOf(world, crmSessions)
  expect(sessions.map(({ user }) => user).sort()).toEqual(users.sort())
  for (const { id, generation, endedAt } of sessions)
    expect([id, generation, endedAt]).toEqual([expect.stringMatching(/^session-\d$/), 1, null])
  const pairs = rowsOf(world, crmConnections).map(({ user, provider }) => `${user} ${provider}`)
  expect(new Set(pairs).size).toBe(pairs.length)
  expect(rowsOf(world, crmProviders).map(({ id, isConfigured }) => [id, isConfigured])).toEqual(
    providerIds.map((id) => [id, true]),
  )
})

law('lunch is between 11:30 and 14:00 where the host works', (world) => {
  const lunches = rowsOf(world, crmEvents).filter(({ title }) => title.startsWith('Lunch'))
  expect(lunches.length).toBeGreaterThan(0)
  for (const { start, end, attendees } of lunches) {
    const times = [start, end].map((each) => timeIn(zoneOf(world, attendees[0] ?? ''), Date.parse(each)))
    expect(times.every((time) => time >= '11:30' && time <= '14:00')).toBe(true)
  }
})

law('people, addresses and passwords are unique, and all addresses are on reserved domains', (world) => {
  const users = rowsOf(world, crmUsers)
  const entities = rowsOf(world, crmEntities)
  const connections = rowsOf(world, crmConnections).map(({ email }) => email)
  const passwords = rowsOf(world, world.tables.find(({ name }) => name === 'users') as AnyTable).map(({ password }) => password)
  const people = entities.filter(({ type }) => type === 'contact' || type === 'lead')
  const addresses = [...users.map(({ email }) => email), ...people.flatMap((entity) => entity.addresses)]
  for (const list of [
    addresses,
    connections,
    entities.map(({ name }) => name),
    [...passwords, ...users.map((user) => user.password)],
  ])
    expect(list).toHaveLength(new Set(list).size)
  const written = [
    ...rowsOf(world, crmEmails).flatMap(addressesOf),
    ...rowsOf(world, crmEvents).flatMap(({ attendees }) => attendees),
  ]
  for (const address of [...addresses, ...connections, ...written])
    expect(address).toMatch(/^[a-z.]+@([a-z]+\.example|example\.com)$|^contact@company\.com$/)
})

law(
  'contacts and leads have one address, accounts those of their contacts and one to share at most, deals those of contacts',
  (world) => {
    const entities = rowsOf(world, crmEntities)
    const of = (type: Entity['type']) => entities.filter((entity) => entity.type === type)
    for (const { addresses } of [...of('contact'), ...of('lead')]) expect(addresses).toHaveLength(1)
    const domainOf = (address = '') => address.split('@')[1]
    for (const { addresses } of of('account')) {
      const contacts = of('contact').flatMap((contact) => contact.addresses)
      const own = contacts.filter((address) => domainOf(address) === domainOf(addresses[0]))
      expect(own.length).toBeGreaterThan(0)
      const shared = addresses.filter((address) => !own.includes(address))
      expect(shared.length).toBeLessThan(2)
      expect([...own, ...shared].sort()).toEqual([...addresses].sort())
    }
    for (const { name, addresses } of of('deal')) {
      const account = of('account').find((each) => name.startsWith(`${each.name}: `))
      expect(addresses.length).toBeGreaterThan(0)
      for (const address of addresses) expect(account?.addresses).toContain(address)
    }
  },
)

law('every deal and its account have mail, events and a document', (world) => {
  const entities = rowsOf(world, crmEntities)
  const deals = entities.filter(({ type }) => type === 'deal')
  const accounts = entities.filter(
    ({ type, name }) => type === 'account' && deals.some((deal) => deal.name.startsWith(`${name}: `)),
  )
  expect([deals.length, accounts.length]).toEqual([4, 4])
  for (const entity of [...deals, ...accounts]) {
    expect(
      rowsOf(world, crmEmails).some((email) => isLinkedTo(email.entities, entity)),
      entity.name,
    ).toBe(true)
    expect(
      rowsOf(world, crmEvents).some((event) => isLinkedTo(event.entities, entity)),
      entity.name,
    ).toBe(true)
    const active = rowsOf(world, crmDocuments).filter(({ status, entityId }) => status === 'active' && entityId === entity.id)
    expect(active.length, entity.name).toBeGreaterThan(0)
  }
})

law('a token is good for an hour from the last sync on, and a sync that has begun takes ten seconds', (world) => {
  const now = world.clock.now()
  const connections = rowsOf(world, crmConnections)
  for (const { status, tokenExpiresAt, lastSyncAt, updatedAt, error, isRevoked, syncs, unfetched } of connections) {
    const lasts = Date.parse(tokenExpiresAt) - Date.parse(lastSyncAt ?? '')
    expect(lasts > 0 && lasts <= 3_600_000).toBe(true)
    expect(tokenExpiresAt < now).toBe(true)
    expect(error !== null).toBe(status === 'error')
    if (isRevoked) expect(status).toBe('expired')
    if (status === 'expired') expect(updatedAt).toBe(tokenExpiresAt)
    for (const { endsAt } of syncs) expect([status, Date.parse(endsAt) - Date.parse(now)]).toEqual(['active', 10_000])
    expect(unfetched).toEqual([])
  }
  expect(connections.flatMap(({ syncs }) => syncs)).toHaveLength(1)
})

law('there is what the vendor’s examples name', (world) => {
  const [first] = usersOf(world)
  const entity = (id: string) => world.table(crmEntities).get(id)
  for (const [id, type] of [
    ['42', 'contact'],
    ['1', 'account'],
  ] as const)
    expect(entity(id)).toMatchObject({ type, tenantSlug: first?.tenantSlug })
  const unmatched = rowsOf(world, crmEmails).filter(({ from }) => from === 'contact@company.com')
  expect(unmatched).toMatchObject([{ user: first?.id, entities: [], isSynced: true }])
})

law('e-mails and events are linked to the records of their addresses', (world) => {
  for (const email of rowsOf(world, crmEmails))
    expect(email.entities).toEqual(linksOf(world, tenantOf(world, email.user), addressesOf(email)))
  for (const { user, attendees, entities } of rowsOf(world, crmEvents))
    expect(entities).toEqual(linksOf(world, tenantOf(world, user), attendees))
  const links = rowsOf(world, crmEmails).map(({ entities }) => entities.length)
  expect(new Set(links).size).toBeGreaterThan(3)
})

law('a conversation is in order, named after its first e-mail, and goes on with replies', (world) => {
  const all = conversations(world)
  expect(Math.max(...all.map(({ length }) => length))).toBe(6)
  for (const [first, ...replies] of all) {
    expect(first?.subject).not.toMatch(/^Re: /)
    expect(first?.threadId).toBe(`thread-${first?.id}`)
    let before = first?.receivedAt ?? ''
    for (const { user, subject, receivedAt } of replies) {
      expect([user, subject]).toEqual([first?.user, `Re: ${first?.subject}`])
      expect(receivedAt > before).toBe(true)
      before = receivedAt
    }
  }
})

law('sent e-mails are from the mailbox and read, others came to it', (world) => {
  for (const email of rowsOf(world, crmEmails)) {
    const mailbox = world.table(crmConnections).get(email.connectionId)
    if (email.isSent) expect([email.from, email.isRead, email.isSynced]).toEqual([mailbox?.email, true, true])
    else expect(email.to).toContain(mailbox?.email)
    expect(email.receivedAt > (mailbox?.createdAt ?? '')).toBe(true)
    expect(email.receivedAt < (mailbox?.lastSyncAt ?? '')).toBe(email.isSynced)
    expect(email.body).toBe(email.body.trim())
    expect(email.body).not.toMatch(/[`{}]|undefined|NaN/)
  }
})

law('there are e-mails of all kinds, and three wait at the provider for the first user', (world) => {
  const emails = rowsOf(world, crmEmails)
  const waiting = emails.filter(({ isSynced }) => !isSynced)
  const [first] = usersOf(world)
  expect(waiting.map(({ user, isSent, isRead }) => [user, isSent, isRead])).toEqual(Array(3).fill([first?.id, false, false]))
  expect(new Set(emails.map(folderOf))).toEqual(new Set(folders))
  for (const fits of [
    (email: EmailRow) => email.cc.length > 0,
    (email: EmailRow) => email.bcc.length > 0,
    (email: EmailRow) => email.isStarred,
    (email: EmailRow) => email.isSynced && !email.isRead,
  ])
    expect(emails.filter(fits).length).toBeGreaterThan(2)
})

law('documents have their bytes, unless they wait for them', (world) => {
  const documents = rowsOf(world, crmDocuments)
  expect(new Set(documents.map(({ key }) => key)).size).toBe(documents.length)
  const isText = ({ contentType }: DocumentRow): boolean => contentType.startsWith('text/')
  for (const document of documents) {
    const { key, size, status } = document
    const blob = world.table(crmBlobs).get(key)
    if (status !== 'pending') expect(blob !== undefined).toBe(isText(document))
    expect(size).toBe(status === 'pending' ? 0 : (blob ? bytesOf(blob) : smallFile(document)).length)
  }
  // One document waits to be confirmed, others for their bytes.
  expect(rowsOf(world, crmBlobs)).toHaveLength(
    documents.filter((document) => document.status !== 'pending' && isText(document)).length + 1,
  )
  // So the next upload takes no key that waits.
  expect(world.table(countersTable).get('crm_blob')?.last).toBe(documents.length)
})

law('the first user has samples of everything', (world) => {
  const sampled = crm.rows.filter(({ samples }) => Object.keys(samples).length > 0)
  const [first] = usersOf(world)
  const chosen = samplesOf(world, sampled, first?.id ?? '', () => true)
  for (const { table, samples } of sampled) expect(Object.keys(chosen[table.name] ?? {})).toEqual(Object.keys(samples))
  expect(sampled).toHaveLength(5)
})

law('a meeting ends on its day, and was planned before it', (world) => {
  for (const { start, end, createdAt, updatedAt } of rowsOf(world, crmEvents)) {
    expect(start < end && createdAt < start && createdAt <= updatedAt).toBe(true)
    expect(start.slice(0, 10)).toBe(end.slice(0, 10))
  }
})

const SEEDS = Number(process.env.SEEDS ?? 2)
/** From Monday to Sunday. */
const days = ['2026-06-01', '2026-06-02', '2026-06-03', '2026-06-04', '2026-06-05', '2026-06-06', '2026-06-07']
const isWeekend = (at: string) => new Date(at).getUTCDay() % 6 === 0

/** A world of a seed that begins on a day, in the afternoon as the frozen one does. */
const worldOn = (seed: number, day: string): World =>
  createSimulator({ seed, apis: ['crm'], clock: 'running', machine: () => Date.parse(`${day}T14:00:00Z`) }).world()

/** What people write of: a meeting that there is, before or after them, as they say. */
const spokenOf: readonly (readonly [
  RegExp,
  (event: { start: string; end: string; createdAt: string }, email: EmailRow) => boolean,
])[] = [
  [/You have the invitation/, ({ createdAt, start }, { receivedAt }) => createdAt <= receivedAt && receivedAt < start],
  [/your time today/, ({ end }, { receivedAt }) => end <= receivedAt && end.slice(0, 10) === receivedAt.slice(0, 10)],
  [
    /good to talk|The training went well/,
    ({ end }, { receivedAt }) => end <= receivedAt && Date.parse(receivedAt) - Date.parse(end) < 5 * DAY_MS,
  ],
]

test('on every day of the week, for many seeds, time is in order and each text is so when it is written', () => {
  for (let n = 0; n < SEEDS * days.length; n++) {
    const [seed, day = ''] = [1 + Math.floor(n / days.length), days[n % days.length]]
    const world = worldOn(seed, day)
    const now = world.clock.now()
    const [emails, events] = [rowsOf(world, crmEmails), rowsOf(world, crmEvents)]
    const where = `seed ${seed}, ${day}`
    const people = rowsOf(world, crmEntities).filter(({ type }) => type === 'contact' || type === 'lead')
    const known = new Map([
      ...usersOf(world).map(({ email, firstName }) => [email, firstName] as const),
      ...people.map(({ name, addresses: [address = ''] }) => [address, name.split(' ')[0]] as const),
    ])

    for (const email of emails) {
      const { receivedAt, createdAt, from, to, subject, body } = email
      expect([isWeekend(receivedAt), receivedAt < now, createdAt], where).toEqual([false, true, receivedAt])
      for (const date of `${subject} ${body}`.match(letterDates) ?? [])
        expect(new Date(`${date} UTC`).toISOString().slice(0, 10)).toBe(receivedAt.slice(0, 10))
      const [, greeted] = /^Hi (\w+),/.exec(body) ?? []
      const [reader = ''] = to
      const mailbox = world.table(crmConnections).get(email.connectionId)
      const owner = world.table(crmUsers).get(email.user)
      if (greeted) expect(greeted, body).toBe(reader === mailbox?.email ? owner?.firstName : (known.get(reader) ?? greeted))
      const other = email.isSent ? reader : from
      for (const [words, fits] of spokenOf) {
        if (!words.test(body)) continue
        const meetings = events.filter(
          ({ connectionId, attendees }) => connectionId === email.connectionId && attendees.includes(other),
        )
        expect(
          meetings.some((event) => fits(event, email)),
          `${where}: ${body}`,
        ).toBe(true)
      }
    }
    for (const thread of conversations(world))
      for (const [i, { receivedAt }] of thread.entries()) expect(receivedAt > (thread[i - 1]?.receivedAt ?? ''), where).toBe(true)
    for (const { title, start, end, createdAt, updatedAt, responses, attendees, status } of events) {
      expect(
        [isWeekend(start), start < end, createdAt < start, createdAt <= updatedAt, updatedAt < now],
        `${where}: ${title}`,
      ).toEqual([false, true, true, true, true])
      if (status === 'cancelled') expect(createdAt < updatedAt && updatedAt < start, `${where}: ${title}`).toBe(true)
      for (const { attendee } of responses) expect(attendees).toContain(attendee)
    }
    for (const { createdAt, updatedAt } of rowsOf(world, crmDocuments))
      expect([isWeekend(createdAt), createdAt <= updatedAt, updatedAt < now], where).toEqual([false, true, true])
    for (const { createdAt, updatedAt, lastSyncAt, syncs } of rowsOf(world, crmConnections))
      expect([
        createdAt < (lastSyncAt ?? ''),
        (lastSyncAt ?? '') <= updatedAt,
        updatedAt < now,
        syncs.every(({ endsAt }) => endsAt > now),
      ]).toEqual([true, true, true, true])

    const minutes = new Set(emails.map(({ receivedAt }) => receivedAt.slice(11, 16)))
    expect(minutes.size, where).toBeGreaterThan(emails.length / 3)
    for (const [i, one] of events.entries())
      for (const other of events.slice(i + 1))
        if (one.connectionId === other.connectionId && one.status === 'confirmed' && other.status === 'confirmed')
          expect(
            one.end <= other.start || other.end <= one.start,
            `${where}: ${one.start} ${one.title}, ${other.start} ${other.title}`,
          ).toBe(true)
  }
})

test('every seed has as many CRM rows', () => {
  const count = (seed: number) => {
    const rows = recipe(seed)
    return tables.map(({ name }) => rows[name]?.length)
  }
  const expected = count(1)
  for (let seed = 100; seed < 110; seed++) expect(count(seed), `seed ${seed}`).toEqual(expected)
})
