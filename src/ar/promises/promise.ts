import * as z from 'zod'
import { type Columns, defineTable } from '../../core/store/definition.ts'
import { addDays } from '../../core/time/day.ts'
import type { World } from '../../core/world/handle.ts'
import { atLeast } from '../../core/world/rows/row-rule.ts'
import { defineRows } from '../../core/world/rows/rows.ts'
import { threads } from '../communications/thread.ts'
import { companies, dayMade, firstCompanyId, todayOf } from '../companies/company.ts'
import { addUp } from '../conventions/money.ts'
import { CalendarDate, Instant, Money, Uuid } from '../conventions/values.ts'
import { customers } from '../customers/customer.ts'
import { invoices } from '../invoices/invoice.ts'
import { promiseLifecycle } from './promise.lifecycle.ts'

/** An invoice that was open when a promise was made, and how much of it is promised: nothing where the amount does not reach it. */
const Cover = z.object({
  invoice: Uuid,
  amount: Money,
  due_date: CalendarDate,
  /** The payments of the same moment that came before the promise. */
  earlier: z.array(Uuid),
})
export type Cover = z.output<typeof Cover>

/** That a customer will pay by a date. No call shows it; aging, the forecast and insights read it. */
const PromiseRow = z.object({
  id: Uuid,
  company: Uuid,
  customer: Uuid,
  /** Null where it is about all that was open when it was made; an amount for that is taken by what falls due first, what is disputed last. */
  invoice: Uuid.nullable().default(null),
  /** The message in which it was made. */
  thread: Uuid.nullable().default(null),
  promised_date: CalendarDate,
  /** Null where it is about all that is open of it. */
  amount: Money.nullable().default(null),
  status: z.enum(promiseLifecycle.statuses),
  /** When the promised day is over, where the company is. */
  ends_at: Instant.nullable().default(null),
  /** What is due first comes first, what is disputed last of an amount; empty in worlds that were saved before this was kept. */
  covers: z.array(Cover).default([]),
  created_at: Instant,
  updated_at: Instant,
})
export type PromiseRow = z.output<typeof PromiseRow>

export const isActive = ({ status }: PromiseRow): boolean => status === 'active'

export const promises = defineTable({
  name: 'promises',
  kind: 'promise',
  row: PromiseRow,
  references: { company: companies, customer: customers, invoice: invoices, thread: threads },
  kept: {
    ends_at: 'It is the end of promised_date.',
    covers: 'It is what invoice and amount come to of what was open when it was made.',
  },
  lifecycle: promiseLifecycle,
  indexes: {
    ofCustomer: { group: ['customer'], order: [{ newest: 'created_at' }] },
    /** The one whose day comes first first. */
    activeOf: { group: ['customer'], order: [{ asc: 'promised_date' }, { newest: 'created_at' }], when: isActive },
  },
})

export const promiseRows = defineRows(promises, {
  samples: { active: isActive, broken: ({ status }) => status === 'broken' },
  defaults: promiseDefaults,
  rules: [atLeast(0.01, 'amount')],
})

/** A week after it was made; one that is broken was over yesterday. */
function promiseDefaults(given: Columns<PromiseRow>, world: World): Columns<PromiseRow> {
  const { company = firstCompanyId(world) ?? '', status = 'active' } = given
  const promised_date =
    status === 'broken' ? addDays(todayOf(world, company), -1) : addDays(dayMade(world, { ...given, company }), 7)
  return { company, promised_date, status }
}

/** With the whole amount that its message says for its day, null where that names none: invoices share that. @param others those that count, it among them */
export function wholeOf(promise: PromiseRow, others: readonly PromiseRow[]): PromiseRow {
  const { thread, promised_date } = promise
  if (thread === null) return promise
  const shares = others.filter((other) => other.thread === thread && other.promised_date === promised_date)
  const amounts = shares.flatMap(({ amount }) => amount ?? [])
  return { ...promise, amount: amounts.length < shares.length ? null : addUp(amounts) }
}

/** The whole amounts that the messages of some promises say, each for a day. */
export function wholesOf(some: readonly PromiseRow[]): number[] {
  const shares = new Map<string, number[]>()
  for (const { id, thread, promised_date, amount } of some) {
    const whole = `${thread ?? id} ${promised_date}`
    const others = shares.get(whole)
    if (others) others.push(amount ?? 0)
    else shares.set(whole, [amount ?? 0])
  }
  return [...shares.values()].map(addUp)
}
