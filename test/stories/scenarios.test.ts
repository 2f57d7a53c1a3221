import { expect } from 'vitest'
import { collections, defineScenario } from '../../src/data/index.ts'
import { createSimulator, ScenarioError, type Simulator, SimulatorError, type World } from '../../src/index.ts'
import { client } from '../support/client.ts'
import { rule } from '../support/rule.ts'

const arOf = (simulator: Simulator, world: World = simulator.world()) => client({ simulator, world }).ar

/** A customer with three overdue invoices, one paid, an angry reply yesterday. */
const latePayer = defineScenario({
  name: 'late payer',
  tell({ db, emit, day, on }) {
    const customer = db.customers.create({ customer_company_name: 'Slow Ltd' })
    db.contacts.create({ customer: customer.id, name: 'Sam Slow' })
    db.invoices.createMany(3, (n) => ({ customer: customer.id, amount: 800, issue_date: day(-90), due_date: day(-10 - 20 * n) }))
    const paid = db.invoices.create({ customer: customer.id, amount: 950, issue_date: day(-60), due_date: day(-30) })
    db.payments.create({ invoice: paid.id, payment_date: day(-28) })
    on(-1, '09:30', () => emit('customer.replied', { customer: customer.id, body: 'Stop writing to us!' }))
  },
})

rule('C', 'a scenario of one’s own begins with one company, its member and a mailbox, and adds what it tells', () => {
  const simulator = createSimulator({ scenario: latePayer })
  const ar = arOf(simulator)
  expect(ar('GET customers').body).toMatchObject({
    count: 1,
    data: [{ customer_company_name: 'Slow Ltd', overdue_balance: 2400 }],
  })
  expect(ar('GET invoices?status=overdue').body.count).toBe(3)
  const facets = { past_due_1_30: 2, past_due_31_60: 1, current: 0, closed_paid: 1 }
  expect(ar('GET invoices').body).toMatchObject({ count: 4, facets: { status: facets } })
})

rule('C', 'what a scenario does on another day has the time of that day', () => {
  const ar = arOf(createSimulator({ scenario: latePayer }))
  const time = '2026-05-31T09:30:00Z'
  expect(ar('GET communications/threads').body).toMatchObject({
    count: 1,
    data: [{ body: 'Stop writing to us!', timestamp: time, created_at: time, requires_response: true }],
  })
})

rule('C', 'an invoice and a payment that a scenario tells as it begins were made on their days, where those are past', () => {
  const told = (tell: Parameters<typeof defineScenario>[0]['tell']) => {
    const simulator = createSimulator({ scenario: defineScenario({ name: 'told', now: '2026-06-10T15:00:00Z', tell }) })
    return { ar: arOf(simulator), db: collections(simulator.world()) }
  }
  const { ar, db } = told(({ db, emit, day, on }) => {
    const { id: customer } = db.customers.create({ customer_company_name: 'Slow Ltd' })
    db.contacts.create({ customer, name: 'Sam Slow' })
    const issued = { customer, amount: 800, issue_date: day(-90) }
    const [, , oldest] = db.invoices.createMany(3, (n) => ({ ...issued, due_date: day(-10 - 20 * n) }))
    db.invoices.create({ ...issued, due_date: day(-10), created_at: `${day(-2)}T09:00:00Z` })
    on(-1, '12:00', () => db.invoices.create({ ...issued, due_date: day(-10) }))
    db.invoices.create({ customer, amount: 5, issue_date: day(3) })
    on(-8, '09:30', () => emit('promise.made', { customer, date: day(-3), amount: 800 }))
    db.payments.create({ invoice: oldest?.id ?? '', payment_date: day(-5) })
  })
  const times = db.invoices.findMany().map(({ created_at }) => created_at)
  const issued = '2026-03-12T04:00:00Z'
  expect(times).toEqual([issued, issued, issued, '2026-06-08T09:00:00Z', '2026-06-09T12:00:00Z', '2026-06-10T00:00:00Z'])
  expect(db.payments.findFirst()).toMatchObject({ created_at: '2026-06-05T04:00:00Z' })
  expect(db.promises.findMany().map(({ status, covers }) => [status, covers.length])).toEqual([['kept', 3]])
  const history = ar('GET ar-aging/history').body.data.slice(-7, -1)
  expect(history.map((day: { date: string; total_balance: number }) => [day.date, day.total_balance])).toEqual([
    ['2026-06-04', 2400],
    ['2026-06-05', 1600],
    ['2026-06-06', 1600],
    ['2026-06-07', 1600],
    ['2026-06-08', 2400],
    ['2026-06-09', 3205],
  ])
  const early = () =>
    told(({ db, emit, day, on }) => {
      const { id: customer } = db.customers.create()
      db.contacts.create({ customer })
      db.invoices.create({ customer, amount: 800, issue_date: day(-5) })
      on(-8, '09:30', () => emit('promise.made', { customer, date: day(-3) }))
    })
  expect(early).toThrow('The customer owes nothing that could be promised.')
})

rule('C', 'a scenario plays on the day it is asked for: in a running world its dates count from today', () => {
  const machine = () => Date.parse('2027-03-09T10:00:00Z')
  const ar = arOf(createSimulator({ scenario: latePayer, clock: 'running', machine }))
  expect(ar('GET communications/threads').body.data[0].timestamp).toBe('2027-03-08T09:30:00Z')
  expect(ar('GET invoices?limit=1').body.data[0].due_date).toBe('2027-01-18')
})

rule('C', 'a scenario can make calls, the one of the default world too', () => {
  const scenario = defineScenario({
    name: 'caller',
    tell: ({ world }) => expect(client({ world }).ar('POST customers', { customer_company_name: 'By call' }).status).toBe(201),
  })
  for (const world of [createSimulator({ scenario }).world(), createSimulator().fork('theirs', { scenario })])
    expect(arOf(createSimulator(), world)('GET customers').body.count).toBe(1)
})

rule('C', 'a scenario can go on from the default one', () => {
  const more = defineScenario({
    name: 'one more',
    from: 'default',
    tell: ({ db }) => db.customers.create({ customer_company_name: 'One More' }),
  })
  const simulator = createSimulator({ scenario: more })
  expect(arOf(simulator)('GET customers').body.count).toBe(41)
  expect(simulator.fork('plain', { scenario: 'default' }).base.scenario).toBe('default')
  expect(simulator.fork('again', { scenario: 'one more', seed: 1 }).base.state).toBe(simulator.world().base.state)
})

rule('C', 'a reset takes a world back to what its scenario told', () => {
  const simulator = createSimulator({ scenario: latePayer })
  const before = arOf(simulator)('GET invoices').body
  simulator.world().clock.advance('P40D')
  simulator.world().reset()
  expect(arOf(simulator)('GET invoices').body).toEqual(before)
  expect(simulator.world().changes()).toEqual([])
})

rule('C', 'a scenario that fails says which it is and what went wrong', () => {
  const tell = (work: Parameters<typeof defineScenario>[0]['tell']) => () =>
    createSimulator({ scenario: defineScenario({ name: 'broken', tell: work }) })
  expect(tell(({ db }) => db.customers.create({ nam: 'X' } as object))).toThrow(ScenarioError)
  expect(tell(({ db }) => db.customers.create({ nam: 'X' } as object))).toThrow(
    'The scenario "broken" failed: Cannot create this customer:\n  nam: There is no such column.',
  )
  expect(tell(({ on }) => on(-1, 'noon', () => {}))).toThrow('"noon" is no time of day such as "09:30".')
  expect(tell(({ on }) => on(-1, '10:00', undefined as never))).toThrow('on(-1, "10:00") does nothing: give it a function.')
  for (const offset of [Number.NaN, -0.5, -1e300])
    expect(tell(({ on }) => on(offset, '09:00', () => {}))).toThrow('A day is a whole number, such as -3.')
  for (const [offset, time] of [
    [5, '09:00'],
    [0, '20:00'],
  ] as const)
    expect(tell(({ on }) => on(offset, time, () => {}))).toThrow(
      `on(${offset}, "${time}") is after the start, 2026-06-01T14:00:00Z: nothing comes from the future.`,
    )
  expect(tell(({ on }) => on(0, '14:00', () => {}))).not.toThrow()
  expect(() => createSimulator({ scenario: { ...latePayer, from: 'nothing' } })).toThrow(SimulatorError)
})

rule('C', 'a column of a recipe that has no value counts as left out', () => {
  const recipe = (row: object) => () => ({ companies: [{ id: '#company/1', name: 'Acme', created_at: '@-1T00:00:00', ...row }] })
  const world = (row: object) =>
    createSimulator({ scenario: { name: 'x', now: '2026-06-01T14:00:00Z', recipe: recipe(row) } }).world()
  expect(collections(world({ timezone: undefined })).companies.all()).toEqual(collections(world({})).companies.all())
  expect(() => world({ tmezone: undefined })).toThrow('has no column "tmezone". Did you mean "timezone"?')
})

rule(
  'C',
  'a scenario is told by what there is: an option and a table that there are not are refused, with the nearest name',
  () => {
    const spec = { name: 'x', tell: () => {} }
    expect(() => defineScenario({ ...spec, form: 'default' } as typeof spec)).toThrow(
      'There is no option "form". Did you mean "from"?',
    )
    expect(() => defineScenario({ name: 'x' } as typeof spec)).toThrow(ScenarioError)
    const scenario = defineScenario({
      ...spec,
      tell: ({ db }) => (db as unknown as { contact: typeof db.contacts }).contact.create(),
    })
    expect(() => createSimulator({ scenario })).toThrow(
      'The scenario "x" failed: There is no table "contact". Did you mean "contacts"?',
    )
  },
)

rule('C', 'a scenario plays at the same time on every machine: it says its offset', () => {
  const at = (now: string) =>
    createSimulator({ scenario: { ...latePayer, now } })
      .world()
      .clock.now()
  expect(at('2026-07-01T23:00:00-05:00')).toBe('2026-07-02T04:00:00Z')
  for (const now of ['soon', '2026-07-01T09:00:00', 'June 7, 2026', '2026-07-01'])
    expect(() => at(now)).toThrow(
      `The scenario "late payer" plays at no time: "${now}" is not an ISO 8601 datetime with a time zone such as "2026-06-01T14:00:00Z".`,
    )
  expect(() => at('soon')).toThrow(ScenarioError)
})

rule('C', 'a scenario that is asynchronous is refused, also in a part of it', () => {
  const start = (tell: Parameters<typeof defineScenario>[0]['tell']) => () =>
    createSimulator({ scenario: defineScenario({ name: 'late', tell }) })
  const message = 'The scenario "late" failed: It is asynchronous, and has to be over when it returns: leave out async and await.'
  const later = async () => {
    await undefined
    throw new Error('Nobody hears of this.')
  }
  for (const tell of [
    later,
    ({ on }: { on: (offset: number, time: string, work: () => unknown) => unknown }) => void on(-1, '09:30', later),
  ]) {
    expect(start(tell)).toThrow(message)
    expect(start(tell)).toThrow(ScenarioError)
  }
})

rule('C', 'when a scenario is replaced, the worlds that play it start again, and no other', () => {
  const simulator = createSimulator({ scenario: latePayer })
  const other = simulator.fork('other', { scenario: 'default' })
  const mine = simulator.fork('mine')
  other.clock.advance('P1D')
  simulator.replaceScenario(defineScenario({ name: 'late payer', tell: ({ db }) => db.customers.create({}) }))
  for (const world of [simulator.world(), mine]) expect(arOf(simulator, world)('GET invoices').body.count).toBe(0)
  expect(other.clock.now()).toBe('2026-06-02T14:00:00Z')
})

rule('C', 'a scenario that makes the same as the one it replaces leaves the worlds that play it as they are', () => {
  const told = (name: string, now?: string) =>
    defineScenario({ name: 'told', from: 'default', now, tell: ({ db }) => db.customers.create({ customer_company_name: name }) })
  const simulator = createSimulator({ scenario: told('One Ltd') })
  const [world, running] = [simulator.world(), simulator.fork('running', { clock: 'running' })]
  for (const { clock } of [world, running]) clock.advance('P40D')
  const untouched = simulator.fork('untouched')
  expect(simulator.replaceScenario(told('One Ltd'))).toEqual([])
  expect(world.clock.now()).toBe('2026-07-11T14:00:00Z')
  expect(untouched.save().rows).toEqual({})
  expect(simulator.replaceScenario(told('One Ltd', '2026-06-01T15:00:00Z'))).toEqual([world, running, untouched])
  expect(world.clock.now()).toBe('2026-06-01T15:00:00Z')
  expect(simulator.replaceScenario(told('Two Ltd', '2026-06-01T15:00:00Z'))).toEqual([world, running, untouched])
})

rule(
  'C',
  'a scenario that makes the same leaves worlds of any number of seeds, and one that plays later is told for its own day only',
  () => {
    const told = (now?: string) =>
      defineScenario({
        name: 'told',
        from: 'empty',
        now,
        tell: ({ db, world }) => {
          if (world.clock.today() > '2026-06-20' !== (now !== undefined)) throw new Error('It plays on another day.')
          db.customers.create({})
        },
      })
    const simulator = createSimulator({ scenario: told() })
    for (let seed = 2; seed < 12; seed++) simulator.fork(`seed-${seed}`, { seed })
    for (const { clock } of simulator.worlds) clock.advance('P1D')
    expect(simulator.replaceScenario(told())).toEqual([])
    expect(simulator.replaceScenario(told('2026-07-01T00:00:00Z'))).toHaveLength(11)
  },
)

rule('C', 'a world of yesterday that a scenario leaves as it is belongs to it, and its file names it', () => {
  let now = Date.parse('2026-06-01T14:00:00Z')
  const told = (name: string) =>
    defineScenario({ name: 'told', from: 'default', tell: ({ db }) => db.customers.create({ customer_company_name: name }) })
  const simulator = createSimulator({ scenario: told('One Ltd'), clock: 'running', machine: () => now })
  const world = simulator.world()
  now += 86_400_000
  const { length } = JSON.stringify(simulator.save())
  expect(simulator.replaceScenario(told('One Ltd'))).toEqual([])
  expect(JSON.stringify(simulator.save())).toHaveLength(length)
  expect(simulator.replaceScenario(told('Two Ltd'))).toEqual([world])
})

rule('C', 'a scenario that fails replaces nothing', () => {
  const simulator = createSimulator({ scenario: latePayer })
  const fails = { ...latePayer, prepare: () => expect.unreachable() }
  expect(() => simulator.replaceScenario(fails)).toThrow(ScenarioError)
  expect(arOf(simulator)('GET invoices').body.count).toBe(4)
  simulator.world().reset()
  expect(arOf(simulator)('GET invoices').body.count).toBe(4)
})

rule('C', 'a scenario can go on from another one of one’s own', () => {
  const more = defineScenario({
    name: 'later payer',
    from: latePayer,
    now: undefined,
    tell: ({ db }) => db.customers.create({ customer_company_name: 'Slower Ltd' }),
  })
  const ar = arOf(createSimulator({ scenario: more }))
  expect(ar('GET customers').body.count).toBe(2)
  expect(ar('GET invoices').body.count).toBe(4)
})

rule('C', 'what is no scenario is told so', () => {
  for (const none of [{ name: 'none' }, { name: 'none', now: '2026-06-01T14:00:00Z' }, { name: 'none', from: 'empty' }]) {
    const scenario = none as unknown as typeof latePayer
    expect(() => createSimulator({ scenario })).toThrow('is told by a function')
    expect(() => createSimulator().fork('none', { scenario })).toThrow(ScenarioError)
  }
  const whole = { name: 'none', prepare: () => {} }
  for (const none of [null, 5, { ...whole, from: null }, { ...whole, from: 5 }]) {
    const scenario = none as unknown as typeof latePayer
    expect(() => createSimulator({ scenario })).toThrow('is told by a function')
    expect(() => createSimulator().fork('none', { scenario })).toThrow('is told by a function')
  }
  const ring = { ...whole, from: {} }
  ring.from = { ...whole, name: 'between', from: ring }
  expect(() => createSimulator({ scenario: ring as object as typeof latePayer })).toThrow(
    'The scenario "none" goes on from itself.',
  )
  const own = { ...whole, from: 'none' }
  const simulator = createSimulator({ scenario: { ...whole, from: 'empty' } })
  expect(() => createSimulator({ scenario: own })).toThrow('The scenario "none" goes on from itself.')
  expect(() => simulator.replaceScenario(own)).toThrow('The scenario "none" goes on from itself.')
})

rule('C', 'a scenario that takes the name of the one it goes on from replaces itself, and is not told twice', () => {
  const told = (name: string) =>
    defineScenario({ name: 'default', from: 'default', tell: ({ db }) => db.customers.create({ customer_company_name: name }) })
  const simulator = createSimulator({ scenario: told('One Ltd') })
  simulator.replaceScenario(told('Two Ltd'))
  simulator.replaceScenario(told('Three Ltd'))
  const names = collections(simulator.fork('next', { scenario: 'default' }))
    .customers.all()
    .map((each) => each.customer_company_name)
  expect(names.filter((name) => /^(One|Two|Three) Ltd$/.test(name))).toEqual(['Three Ltd'])
})

rule('C', 'a name stands for the scenario that was told first, and another one of that name plays in its own worlds', () => {
  const simulator = createSimulator({ scenario: latePayer })
  const other = defineScenario({ name: 'late payer', tell: ({ db }) => db.customers.create({}) })
  const invoicesOf = (world: World) => arOf(simulator, world)('GET invoices').body.count
  const apart = simulator.fork('apart', { scenario: other })
  expect([invoicesOf(apart), invoicesOf(simulator.fork('named', { scenario: 'late payer' }))]).toEqual([0, 4])
  apart.clock.advance('P1D')
  simulator.load(simulator.save())
  const again = simulator.world('apart')
  again.load(again.save())
  expect(invoicesOf(again)).toBe(0)
  const same = simulator.fork('same', { scenario: latePayer })
  same.load(same.save())
  simulator.replaceScenario(other)
  expect(invoicesOf(simulator.fork('other', { scenario: other }))).toBe(0)
})

rule('C', 'worlds of two scenarios of one name each start at their own time', () => {
  const at = (hour: number) =>
    defineScenario({ name: 'two', from: 'default', now: `2026-06-01T${hour}:00:00Z`, tell: () => undefined })
  const early = createSimulator({ scenario: at(14) })
  const rowsOf = (world: World) => collections(world).crm_connections.all()
  expect(rowsOf(early.fork('late', { scenario: at(15) }))).toEqual(rowsOf(createSimulator({ scenario: at(15) }).world()))
})

rule('C', 'a world that started from a file keeps its rows when its scenario is replaced, and can still be saved', () => {
  const world = createSimulator({ scenario: latePayer }).world()
  world.clock.advance('P1D')
  const simulator = createSimulator({ world: world.save(), scenario: latePayer })
  const played = simulator.fork('played', { scenario: latePayer })
  simulator.fork('copied', { from: 'played' })
  const next = defineScenario({ name: 'late payer', tell: ({ db }) => db.customers.create({}) })
  expect(simulator.replaceScenario(next)).toEqual([played])
  simulator.load(simulator.save())
  const owed = ['default', 'copied', 'played'].map((id) => collections(simulator.world(id)).invoices.all().length)
  expect(owed).toEqual([4, 4, 0])
  expect(simulator.world().clock.now()).toBe('2026-06-02T14:00:00Z')
})

rule('C', 'while it is told, a scenario moves no clock and goes back to nothing', () => {
  const file = createSimulator().world().save()
  const start = (tell: (world: World) => void) => () =>
    createSimulator({ scenario: defineScenario({ name: 'moves', tell: ({ world }) => tell(world) }) })
  for (const tell of [
    (world: World) => world.clock.advance('P1D'),
    (world: World) => world.clock.setMode('running'),
    (world: World) => world.reset(),
    (world: World) => world.load(file),
    (world: World) => world.snapshots.take('here'),
    (world: World) => world.save(),
  ] as const)
    expect(start(tell)).toThrow(/The scenario "moves" failed: A world is made before/)
})
