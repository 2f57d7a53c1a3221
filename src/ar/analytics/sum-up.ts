/** The sums by day of all books, worked out at once: when a scenario is put in, and to see that the followers are right. */
import type { World } from '../../core/world/handle.ts'
import { toCents } from '../conventions/money.ts'
import { customerTotals } from '../customers/customer-totals.ts'
import { isCounted, payments } from '../payments/payment.ts'
import { type DayChange, type DayTotals, dayTotals, idOfDay } from './day-totals.ts'

export function sumsByDay(world: World): Map<string, DayTotals> {
  const sums = new Map<string, DayTotals>()
  const add = (company: string, kind: DayChange['kind'], date: string, amount: number): void => {
    const id = idOfDay({ company, kind, date })
    const { cents = 0, count = 0 } = sums.get(id) ?? {}
    sums.set(id, { id, company, kind, date, cents: cents + toCents(amount), count: count + 1 })
  }
  for (const { company, open } of world.table(customerTotals).all())
    for (const { balance, due_date, expected } of open) {
      add(company, 'due', due_date, balance)
      for (const { date, amount } of expected) add(company, 'expected', date, amount)
    }
  for (const payment of world.table(payments).all())
    if (isCounted(payment)) add(payment.company, 'received', payment.payment_date, payment.amount)
  return sums
}

export function sumUp(world: World): void {
  for (const row of sumsByDay(world).values()) world.table(dayTotals).put(row)
}
