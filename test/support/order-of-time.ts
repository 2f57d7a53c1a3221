/** Whether everything in a world comes in the order in which it can have happened. */
import { actions } from '../../src/ar/actions/action.ts'
import { agingSnapshots } from '../../src/ar/aging/aging-snapshot.ts'
import { threads } from '../../src/ar/communications/thread.ts'
import { todayOf, zoneOf } from '../../src/ar/companies/company.ts'
import { invoices } from '../../src/ar/invoices/invoice.ts'
import { payments } from '../../src/ar/payments/payment.ts'
import { promises } from '../../src/ar/promises/promise.ts'
import { compareInstants } from '../../src/core/store/compare.ts'
import type { AnyTable, Row, RowOf } from '../../src/core/store/definition.ts'
import { dateIn } from '../../src/core/time/time-zone.ts'
import type { World } from '../../src/index.ts'

/** Points in time, or dates, the first of which must come first; what is null has not happened. */
type Times = readonly (string | null | undefined)[]

function isInOrder(times: Times): boolean {
  const known = times.filter((time) => typeof time === 'string')
  return known.every((time, i) => i === 0 || compareInstants(known[i - 1] ?? '', time) <= 0)
}

/** What is in order in each row of a table. */
interface Order {
  readonly of: AnyTable
  // biome-ignore lint/suspicious/noExplicitAny: each order types its own rows
  readonly times: (row: any, world: World) => readonly Times[]
}

const order = <T extends AnyTable>(of: T, times: (row: RowOf<T>, world: World) => readonly Times[]): Order => ({ of, times })

const orders: readonly Order[] = [
  order(invoices, (invoice, world) => [
    [invoice.issue_date, invoice.due_date],
    [invoice.issue_date, invoice.paid_on, todayOf(world, invoice.company)],
    [...invoice.trail.map(({ day }) => day), todayOf(world, invoice.company)],
  ]),
  order(payments, ({ invoice, created_at, payment_date, status, company }, world) => [
    [world.table(invoices).get(invoice)?.created_at, created_at, world.clock.now()],
    [world.table(invoices).get(invoice)?.issue_date, payment_date],
    status === 'PENDING' ? [] : [payment_date, todayOf(world, company)],
  ]),
  order(threads, ({ timestamp, in_reply_to }, world) => [
    [world.table(threads).get(in_reply_to ?? '')?.timestamp, timestamp, world.clock.now()],
  ]),
  order(actions, ({ invoice, thread, created_at, executed_at, approval_log }, world) => [
    [world.table(invoices).get(invoice)?.created_at, created_at, executed_at, world.clock.now()],
    [world.table(threads).get(thread ?? '')?.timestamp, world.clock.now()],
    [created_at, ...approval_log.map(({ timestamp }) => timestamp), world.clock.now()],
  ]),
  order(promises, ({ thread, created_at, promised_date, company }, world) => [
    [world.table(threads).get(thread ?? '')?.timestamp, created_at, world.clock.now()],
    [dateIn(zoneOf(world, company), Date.parse(created_at)), promised_date],
  ]),
  order(agingSnapshots, ({ date, company }, world) => [[date, todayOf(world, company)]]),
]

/** What was made was changed no earlier, and neither is to come. */
function stamped(world: World): string[] {
  return world.tables.flatMap((table) => {
    const { created, updated } = table.stamps
    const isWrong = (row: Row): boolean =>
      !isInOrder([created, updated].map((stamp) => stamp && (row[stamp as keyof Row] as string)).concat(world.clock.now()))
    return [...world.table(table).all()].filter(isWrong).map(({ id }) => `${table.name} ${id} was changed before it was made`)
  })
}

/** All that comes before what must come first, a sentence each; and what could not happen at its time. */
export function outOfOrder(world: World): string[] {
  return [
    ...stamped(world),
    ...orders.flatMap(({ of, times }) =>
      [...world.table(of).all()].flatMap((row) =>
        times(row, world)
          .filter((each) => !isInOrder(each))
          .map((each) => `${of.name} ${row.id}: ${each.join(', ')}`),
      ),
    ),
    ...[...world.clock.pending()]
      .filter(({ at }) => Date.parse(at) < world.clock.ms)
      .map(({ id, at }) => `${id} was due at ${at}`),
    ...[...world.clock.failed()].map(({ id, failed }) => `${id} failed: ${failed}`),
  ]
}
