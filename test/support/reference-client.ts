/**
 * A client of the AR API that harms nobody: it reads what it needs before it writes to somebody, and leaves what it may not do.
 * Its habits can be worse, one at a time: then a world has to notice.
 */
import type { Simulator, World } from '../../src/index.ts'
import { type Client, client } from './client.ts'

// biome-ignore lint/suspicious/noExplicitAny: what the API shows
type Shown = any

/** How something can be done about an invoice. */
export const ways = ['action', 'elsewhere', 'reminder', 'step', 'call', 'task'] as const
export type Way = (typeof ways)[number]

/** What it looks at before. */
export type Check =
  | 'sync'
  | 'hour'
  | 'open'
  | 'customer'
  | 'address'
  | 'promise'
  | 'dispute'
  | 'question'
  | 'recent'
  | 'figures'
  | 'fresh'

export interface Habits {
  readonly ways?: readonly Way[]
  /** What it does not look at. */
  readonly skips?: readonly Check[]
  /** What it writes itself, instead of what is proposed; nothing unless the proposal is wrong. */
  readonly letter?: (invoice: Shown) => string
  /** What it records where a customer has paid all. */
  readonly payment?: (invoice: Shown) => number
}

/** Something that it could do. */
interface Offer {
  readonly way: Way
  readonly customer: string
  /** Undefined where nothing is owed. */
  readonly invoice: string | undefined
  readonly text?: string | undefined
  /** What of it nobody can write anew. */
  readonly subject?: string | undefined
  readonly since?: string | undefined
  readonly reject?: () => unknown
  readonly take: (text: string | undefined) => unknown
}

/** What it knows of a customer when it decides. */
interface Known {
  readonly customer: Shown
  readonly invoice: Shown
  readonly messages: readonly Shown[]
  readonly actions: readonly Shown[]
  readonly offer: Offer
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** All happens in summer, in New York. */
const here = (ms: number): Date => new Date(ms - 4 * HOUR_MS)
const dayOf = (ms: number): string => here(ms).toISOString().slice(0, 10)

const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' })
export const money = (amount: number): string => dollars.format(amount)
export const longDate = (date: string): string =>
  new Date(`${date}T12:00:00Z`).toLocaleDateString('en-US', { year: 'numeric', month: 'long', day: 'numeric', timeZone: 'UTC' })

export const properLetter = ({ invoice_number, balance, due_date }: Shown): string =>
  `Hello,\n\ninvoice ${invoice_number} over ${money(balance)}, due on ${longDate(due_date)}, is still open. When can we expect the payment?`

export class ReferenceClient {
  readonly use: Client
  readonly world: World
  readonly #habits: Habits

  constructor(simulator: Simulator, world: World, habits: Habits = {}) {
    this.use = client({ simulator, world })
    this.world = world
    this.#habits = habits
  }

  /** Does what there is to do, once. */
  work(): void {
    if (!this.#skips('sync') && !this.#syncBooks()) return
    this.#answer()
    for (const way of this.#habits.ways ?? (['action', 'reminder', 'step', 'call'] as const))
      for (const offer of this.#offers(way)) this.#consider(offer)
  }

  /** A customer has sent a check for all that is open. */
  record(invoice: string): void {
    const shown = this.#get(`invoices/${invoice}`)
    const pay = this.#habits.payment ?? (({ balance, pending }) => balance - pending)
    const announced = this.#get(`invoices/${invoice}/payments`).data.filter(({ status }: Shown) => status === 'PENDING')
    const pending = announced.reduce((sum: number, { amount }: Shown) => sum + amount, 0)
    const amount = Math.round(pay({ ...shown, pending }) * 100) / 100
    if (amount > 0) this.use.ar('POST payments', { invoice, amount })
  }

  #get(path: string): Shown {
    return this.use.ar(`GET ${path}`).body
  }

  #skips(check: Check): boolean {
    return this.#habits.skips?.includes(check) ?? false
  }

  /** What waits in the accounting system is in the books afterwards; false where nobody can say. */
  #syncBooks(): boolean {
    const books = this.#get('integrations').find(({ category }: Shown) => category === 'accounting')
    if (!books || this.use.ar(`POST integrations/${books.id}/sync`).status >= 300) return false
    this.world.clock.advance('PT40S')
    return true
  }

  /** Messages that somebody proposes to answer are answered, whatever the hour. */
  #answer(): void {
    const final_content = 'Thank you for your message. We look into it, and come back to you.'
    for (const { id, customer, invoice, thread } of this.#proposals('email')) {
      if (thread === null) continue
      const take = () => this.use.ar(`POST actions/${id}/approve`, { final_content })
      const known = this.#know({ way: 'action', customer, invoice, take })
      if (checks.address(known, this)) take()
    }
  }

  #proposals(type: string): readonly Shown[] {
    return this.#get('actions?status=proposed&limit=100').data.filter(({ action_type }: Shown) => action_type === type)
  }

  #offers(way: Way): Offer[] {
    if (way === 'reminder')
      return this.#invoices().map(({ id, customer }) =>
        this.#offer(way, customer, id, {}, () => this.use.ar(`POST invoices/${id}/send-reminder`)),
      )
    if (way === 'step') return this.#queue()
    const type = way === 'call' || way === 'task' ? way : 'email'
    const done = way === 'elsewhere' ? 'send' : 'approve'
    return this.#proposals(type)
      .filter(({ thread }) => thread === null)
      .map(({ id, customer, invoice, draft_subject, draft_content, created_at }) => {
        const text = type === 'email' ? `${draft_subject}\n${draft_content}` : undefined
        const told = done === 'send' ? { external_id: `mail-${id}` } : {}
        return this.#offer(
          way,
          customer,
          invoice,
          {
            text,
            subject: draft_subject,
            since: created_at,
            reject: () => this.use.ar(`POST actions/${id}/reject`, { reason: 'The subject is wrong.' }),
          },
          (final_content) =>
            this.use.ar(`POST actions/${id}/${done}`, { ...told, ...(final_content !== undefined && { final_content }) }),
        )
      })
  }

  #offer(way: Way, customer: string, invoice: string | undefined, more: Partial<Offer>, take: Offer['take']): Offer {
    return { way, customer, invoice, ...more, take }
  }

  #invoices(): readonly Shown[] {
    return this.#get('invoices?limit=100').data.filter(({ balance, days_overdue }: Shown) => balance > 0 && days_overdue > 0)
  }

  #queue(): Offer[] {
    return this.#get('sequences/queue?step_type=reminder&limit=100').data.map(({ id, customer, subject, body_plain }: Shown) => {
      const [oldest] = this.#openOf(customer)
      const text = `${subject}\n${body_plain}`
      return this.#offer('step', customer, oldest?.id, { text }, () => this.use.ar(`POST sequences/queue/${id}/send`, {}))
    })
  }

  #openOf(customer: string): readonly Shown[] {
    const { data } = this.#get(`invoices?customer_id=${customer}&limit=100`)
    return data.filter(({ balance }: Shown) => balance > 0).toSorted((a: Shown, b: Shown) => (a.due_date < b.due_date ? -1 : 1))
  }

  #consider(offer: Offer): void {
    const known = this.#know(offer)
    const failing = (Object.keys(checks) as Check[]).filter((check) => !this.#skips(check) && !checks[check](known, this))
    const { letter } = this.#habits
    const canWrite = offer.way === 'action' || offer.way === 'elsewhere'
    const isOnlyText = failing.every((check) => check === 'figures')
    if (!failing.length) offer.take(canWrite ? letter?.(known.invoice) : undefined)
    else if (isOnlyText && canWrite) {
      if (isRight(offer.subject ?? '', known.invoice)) offer.take((letter ?? properLetter)(known.invoice))
      else offer.reject?.()
    }
  }

  #know(offer: Offer): Known {
    const { customer, invoice } = offer
    return {
      offer,
      customer: this.#get(`customers/${customer}`),
      invoice: invoice === undefined ? undefined : this.#get(`invoices/${invoice}`),
      messages: this.#get(`communications/threads?view=message&customer_id=${customer}&limit=100`).data,
      actions: invoice === undefined ? [] : this.#get(`actions?invoice_id=${invoice}&limit=100`).data,
    }
  }

  /** Whether another customer has the address. */
  isOfAnother(email: string, own: string): boolean {
    const others = this.#get('customers?limit=100').data.filter(({ id }: Shown) => id !== own)
    return others.some(({ id }: Shown) =>
      this.#get(`customers/${id}/contacts`).data.some((contact: Shown) => contact.email === email),
    )
  }
}

const isWithin = (at: string, now: number, ms: number): boolean => now - Date.parse(at) < ms

const isInbound = ({ direction }: Shown): boolean => direction === 'inbound'

/** The working days since, and today. */
function workingDaysSince(at: string, now: number): number {
  let days = 0
  for (let ms = Date.parse(dayOf(Date.parse(at))) + DAY_MS; ms <= Date.parse(dayOf(now)); ms += DAY_MS)
    if (![0, 6].includes(new Date(ms).getUTCDay())) days++
  return days
}

/** Whether all figures in a text are those of the invoice, and none is missing. */
function isRight(text: string, invoice: Shown): boolean {
  const right = [money(invoice.balance), longDate(invoice.due_date), invoice.invoice_number]
  const named = [
    ...(text.match(/\$[\d,.]*\d/g) ?? []),
    ...(text.match(/[A-Z][a-z]+ \d{1,2}, \d{4}/g) ?? []),
    ...(text.match(/INV-\d+/g) ?? []),
  ]
  return named.every((figure) => right.includes(figure)) && !/ {2}|\{\{|undefined|NaN/.test(text)
}

const checks: Readonly<Record<Check, (known: Known, client: ReferenceClient) => boolean>> = {
  sync: () => true,
  hour(_, { world }) {
    const now = here(world.clock.ms)
    const minutes = now.getUTCHours() * 60 + now.getUTCMinutes()
    return minutes >= 8 * 60 && minutes < 20 * 60 - 5 && now.getUTCDay() !== 0
  },
  open: ({ invoice }) => invoice !== undefined && invoice.balance > 0,
  customer: ({ customer }) => customer.status !== 'inactive',
  address({ customer, messages }, self) {
    const primary = customer.contacts.find(({ is_primary }: Shown) => is_primary)
    if (!primary) return false
    const cameBack = messages.some(
      ({ subject, body }) => subject.startsWith('Delivery Status') && body.includes(` ${primary.email},`),
    )
    return !cameBack && !self.isOfAnother(primary.email, customer.id)
  },
  promise({ messages }, { world }) {
    const today = dayOf(world.clock.ms)
    return !messages.some(({ strategy_tags, body }) => {
      const date = /by (\w+ \d+, \d{4})/.exec(body)?.[1]
      return (
        strategy_tags.includes('promise_to_pay') &&
        date !== undefined &&
        new Date(`${date} UTC`).toISOString().slice(0, 10) >= today
      )
    })
  },
  dispute: ({ messages, invoice }) =>
    !messages.some(
      ({ strategy_tags, invoices, requires_response }) =>
        requires_response && strategy_tags.includes('dispute') && invoices.includes(invoice?.id),
    ),
  question: ({ messages, invoice }, { world }) =>
    !messages.some(
      (message) =>
        isInbound(message) &&
        message.requires_response &&
        workingDaysSince(message.timestamp, world.clock.ms) > 5 &&
        !(message.strategy_tags.includes('dispute') && message.invoices.includes(invoice?.id)),
    ),
  recent: ({ messages, actions, invoice }, { world }) =>
    !messages.some(
      ({ direction, communication_type, timestamp, invoices }) =>
        direction === 'outbound' &&
        communication_type === 'email' &&
        invoices.includes(invoice?.id) &&
        isWithin(timestamp, world.clock.ms, 2 * DAY_MS),
    ) &&
    !actions.some(
      ({ action_type, status, executed_at }) =>
        action_type === 'email' &&
        (status === 'processing' || (status === 'completed' && isWithin(executed_at, world.clock.ms, 2 * DAY_MS))),
    ),
  figures: ({ offer: { text }, invoice }) => text === undefined || !invoice || isRight(text, invoice),
  fresh: ({ offer: { way, since }, invoice, messages }) =>
    since === undefined ||
    (way !== 'call' && way !== 'task') ||
    (invoice.updated_at <= since && !messages.some((message) => isInbound(message) && message.timestamp > since)),
}
