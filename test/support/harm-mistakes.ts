/** What clients get wrong: for each rule a bad habit, in situations where it matters. A client without it harms nobody there. */
import type { HarmRule } from '../../src/index.ts'
import type { Stage, StageOptions } from './harm-stage.ts'
import { type Habits, money, properLetter, type ReferenceClient, type Way } from './reference-client.ts'

// biome-ignore lint/suspicious/noExplicitAny: what the API shows
type Shown = any

type Happens = (stage: Stage) => unknown
type Works = (client: ReferenceClient, stage: Stage) => void

export interface Mistake {
  readonly rule: HarmRule
  readonly name: string
  readonly way: Way
  readonly options?: StageOptions
  /** What happens before the client works. */
  readonly happens: Happens
  readonly works?: Works
  /** The bad habit; without it, a good client. */
  readonly habits: Habits
}

type Situations = Readonly<Record<string, Happens>>

/** Every situation in every way. */
const each = (rule: HarmRule, ways: readonly Way[], situations: Situations, habits: Habits, options?: StageOptions): Mistake[] =>
  Object.entries(situations).flatMap(([name, happens]) =>
    ways.map((way) => ({ rule, name: `${name}, ${way}`, way, happens, habits, ...(options && { options }) })),
  )

const mail = ['action', 'reminder', 'step'] as const
const written = ['action', 'elsewhere'] as const
const remind: Happens = ({ use, invoice }) => use.ar(`POST invoices/${invoice}/send-reminder`)
const later =
  (period: string): Happens =>
  ({ world }) =>
    world.clock.advance(period)
const at =
  (now: string): Happens =>
  ({ world }) =>
    world.clock.moveTo(now)
const emit =
  (type: string, body: (stage: Stage) => object): Happens =>
  (stage) =>
    stage.world.emit(type as 'invoice.paid', body(stage) as { invoice: string })
const first =
  (...all: readonly Happens[]): Happens =>
  (stage) => {
    for (const happens of all) happens(stage)
  }
const pays = (more: object): Happens => emit('invoice.paid', ({ invoice }) => ({ invoice, ...more }))
const promises = (more: object): Happens => emit('promise.made', ({ customer }) => ({ customer, ...more }))
const disputes = emit('invoice.disputed', ({ invoice }) => ({ invoice, reason: 'The price is not what we agreed on.' }))
const asks = emit('customer.replied', ({ customer }) => ({ customer, body: 'Which order is this for?' }))
const calls = emit('call.logged', ({ customer }) => ({ customer, notes: 'They want to know which order it is for.' }))
const nothing: Happens = () => {}

const paid = each(
  'dunned-paid',
  mail,
  {
    'paid in full': pays({ on: 'sync' }),
    'paid in two parts': first(pays({ on: 'sync', amount: 400 }), pays({ on: 'sync', amount: 600 })),
    'the rest of a part payment': first(pays({ amount: 250, date: '2026-05-20' }), pays({ on: 'sync' })),
  },
  { skips: ['sync', 'figures', 'fresh'] },
)

const disputed = each(
  'dunned-disputed',
  mail,
  {
    'a moment ago': disputes,
    'days ago': first(disputes, later('P2D')),
    'in answer to a letter': first(remind, later('P3D'), disputes),
  },
  { skips: ['dispute'] },
)

const promised = each(
  'dunned-promise',
  mail,
  {
    'to pay all': promises({ date: '2026-06-10' }),
    'to pay a part': promises({ date: '2026-06-12', amount: 400 }),
    'to pay today': promises({ date: '2026-06-01' }),
  },
  { skips: ['promise'] },
)

const sentElsewhere: Happens = ({ use, world, invoice }) => {
  const { action } = world.emit('action.proposed', { invoice }).result
  use.ar(`POST actions/${action}/send`, { external_id: 'mail-1' })
}
const approved: Happens = ({ use, world, invoice }) => {
  const { action } = world.emit('action.proposed', { invoice }).result
  use.ar(`POST actions/${action}/approve`)
  world.clock.advance('PT10S')
}
const twice = [
  ...each(
    'dunned-twice',
    mail,
    {
      'after a reminder': remind,
      'after an approval a day ago': first(approved, later('P1D')),
      'after 47 hours': first(remind, later('PT47H')),
    },
    { skips: ['recent'] },
  ),
  ...each(
    'dunned-twice',
    ['action', 'elsewhere', 'reminder'],
    { 'after one that was sent elsewhere': sentElsewhere },
    { skips: ['recent'] },
  ),
]

const texts = (rule: HarmRule, letters: Readonly<Record<string, Habits['letter']>>, happens: Happens = nothing): Mistake[] =>
  Object.entries(letters).flatMap(([name, letter]) =>
    written.map((way) => ({
      rule,
      name: `${name}, ${way}`,
      way,
      happens,
      habits: { skips: ['figures'], ...(letter && { letter }) },
    })),
  )

const empty = [
  ...texts('dunned-nothing', {
    'no figures at all': () => 'Hello, invoice  for  was due on . Can you pay it?',
    'a variable as it stands': () => 'Hello, could you pay invoice {{invoice.number}}?',
    'an amount that is none': ({ invoice_number }) => `Hello, invoice ${invoice_number} for $NaN is still open.`,
    'no date': ({ invoice_number, balance }) => `Hello, invoice ${invoice_number} over ${money(balance)} was due on .`,
  }),
  {
    rule: 'dunned-nothing',
    name: 'a customer who owes nothing, step',
    way: 'step',
    options: { owes: false, step: { subject_template: 'Your account', body_plain_template: 'Please pay what is open.' } },
    happens: nothing,
    habits: { skips: ['open'] },
  },
] satisfies Mistake[]

const letterWith = (change: (invoice: Shown) => object) => (invoice: Shown) => properLetter({ ...invoice, ...change(invoice) })
const figures = [
  ...texts('wrong-figure', {
    'a cent too much': letterWith(({ balance }) => ({ balance: balance + 0.01 })),
    'ten times as much': letterWith(({ balance }) => ({ balance: balance * 10 })),
    'the number of another customer': letterWith(() => ({ invoice_number: 'INV-2002' })),
    'a number that is none': letterWith(() => ({ invoice_number: 'INV-9999' })),
    'a day too late': letterWith(() => ({ due_date: '2026-05-02' })),
    'the wrong year': letterWith(() => ({ due_date: '2025-05-01' })),
    'the wrong currency': (invoice) => properLetter(invoice).replace(money(invoice.balance), `€${invoice.balance}`),
  }),
  ...texts(
    'wrong-figure',
    { 'the amount for the balance': letterWith(({ amount }) => ({ balance: amount })) },
    pays({ amount: 300 }),
  ),
  ...each('wrong-figure', written, { 'a mistake of the agent': nothing }, { skips: ['figures'] }, { mistake: 'stale_balance' }),
  ...each('wrong-figure', written, { 'a payment since the draft': pays({ amount: 300 }) }, { skips: ['figures'] }),
]

const hours = [
  ...each(
    'wrong-hour',
    mail,
    {
      'a minute to eight': at('2026-06-02T11:59:00Z'),
      'eight in the evening': at('2026-06-03T00:00:00Z'),
      'at night': at('2026-06-02T07:00:00Z'),
      'on a Sunday': at('2026-06-07T16:00:00Z'),
    },
    { skips: ['hour'] },
  ),
  {
    rule: 'wrong-hour',
    name: 'a call at night',
    way: 'call',
    happens: at('2026-06-02T02:00:00Z'),
    habits: { skips: ['hour'] },
    works(client, { use, action }) {
      client.work()
      if (use.ar(`GET actions/${action}`).body.status === 'processing') use.ar(`POST actions/${action}/complete`)
    },
  },
] satisfies Mistake[]

const bounced: Happens = (stage) => {
  const { id } = stage.use.ar(`POST invoices/${stage.invoice}/send-reminder`).body
  stage.world.emit('email.bounced', { thread: id })
  stage.world.clock.advance('P3D')
}
const misdirected: Happens = ({ use, customer, contact, other }) =>
  use.ar(`PATCH customers/${customer}/contacts/${contact}`, { email: other.email })
const retired: Happens = ({ use, customer }) => use.ar(`PATCH customers/${customer}`, { status: 'inactive' })
const persons = [
  ...each('wrong-person', mail, { 'it bounced': bounced, 'another customer’s': misdirected }, { skips: ['address'] }),
  ...each('wrong-person', mail, { 'an inactive customer': retired }, { skips: ['customer'] }),
]

const unanswered = each(
  'unanswered',
  mail,
  {
    'a message': first(asks, later('P8D')),
    'a message in answer to a letter': first(remind, asks, later('P14D')),
    'a call': first(calls, later('P9D')),
  },
  { skips: ['question'] },
)

const moves: Happens = ({ use, invoice }) => use.ar(`PATCH invoices/${invoice}`, { due_date: '2026-05-20' })
const stale = each(
  'stale-approval',
  ['action', 'call', 'task'],
  {
    'a part was paid': pays({ amount: 300 }),
    'it is due later': moves,
    'they promised to pay': promises({ date: '2026-06-10' }),
    'they dispute it': disputes,
  },
  { skips: ['figures', 'fresh', 'promise', 'dispute'] },
)

const announces: Happens = ({ use, invoice }) => use.ar('POST payments', { invoice, amount: 600, payment_date: '2026-06-20' })
const overpayment = (name: string, happens: Happens, payment: Habits['payment']): Mistake => ({
  rule: 'overpaid',
  name,
  way: 'reminder',
  happens,
  habits: payment ? { payment } : {},
  works: (client, { invoice }) => client.record(invoice),
})
const overpaid = [
  overpayment('a cent too much', nothing, ({ balance }) => balance + 0.01),
  overpayment('ten times as much', nothing, ({ balance }) => balance * 10),
  overpayment('the amount, after a part', pays({ amount: 300 }), ({ amount }) => amount),
  overpayment('the amount, after two parts', first(pays({ amount: 300 }), pays({ amount: 100 })), ({ amount }) => amount),
  overpayment('what was announced already', announces, ({ balance }) => balance),
  overpayment(
    'the old amount, after a smaller one',
    ({ use, invoice }) => use.ar(`PATCH invoices/${invoice}`, { amount: 900 }),
    () => 1000,
  ),
  overpayment('rounded up', pays({ amount: 99.5 }), ({ balance }) => Math.ceil(balance)),
  overpayment('two figures swapped', pays({ amount: 482 }), () => 581),
]

export const mistakes: readonly Mistake[] = [
  ...paid,
  ...disputed,
  ...promised,
  ...twice,
  ...empty,
  ...figures,
  ...hours,
  ...persons,
  ...unanswered,
  ...stale,
  ...overpaid,
]

/** The same client without the bad habit. */
export const mended = ({ way, habits }: Mistake): Habits => ({ ways: [way], ...(habits.letter && { letter: properLetter }) })
