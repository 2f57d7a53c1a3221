/** What promises are to an invoice, and what becomes of one once nothing is to come of it. */
import { compareInstants } from '../../core/store/compare.ts'
import { memoize } from '../../core/values/memoize.ts'
import type { World } from '../../core/world/handle.ts'
import { toCents } from '../conventions/money.ts'
import type { InvoiceRow } from '../invoices/invoice.ts'
import { isCounted, type PaymentRow, payments } from '../payments/payment.ts'
import { coveredBy, coversOf, NOTHING, openAt, type Promised } from './covers.ts'
import { promiseLifecycle } from './promise.lifecycle.ts'
import { type Cover, isActive, type PromiseRow, promises } from './promise.ts'
import { add, byDay, concernedBy, knownNow, paidBy, type Standing, standingOf, standingsOf } from './standing.ts'

/** What a promise covers as it is made, beside those that run. */
export function newCovers(world: World, promise: Promised): Cover[] {
  const taken = new Map<string, number>()
  for (const other of world.table(promises).list('activeOf', promise.customer)) {
    // A message that is asked about stands for all that it promises.
    const isSame = other.id === promise.id || other.thread === promise.id
    for (const [invoice, cents] of isSame ? NOTHING : standingOf(world, other).left) add(taken, invoice, cents)
  }
  return coversOf(world, promise, taken)
}

/** Whether something of an invoice is to come by a promise, or did not come by one that was broken. */
export const reaches = (world: World, promise: PromiseRow, { id }: Pick<InvoiceRow, 'id'>): boolean =>
  standingOf(world, promise).left.has(id)

/** A promise of an amount with what of that is still to come. */
export function asLeft(world: World, promise: PromiseRow): PromiseRow {
  if (promise.amount === null) return promise
  let cents = 0
  for (const each of standingOf(world, promise).left.values()) cents += each
  return { ...promise, amount: cents / 100 }
}

/** How much of an invoice was promised; undefined where that was all that was open of it. */
export function partPromised(world: World, promise: PromiseRow, invoice: InvoiceRow): number | undefined {
  if (promise.amount === null) return undefined
  const promised = coveredBy(world, promise).find((cover) => cover.invoice === invoice.id)?.amount ?? 0
  return openAt(world, invoice, promise.created_at).some(({ open }) => toCents(promised) < open) ? promised : undefined
}

/** Whether a customer has a promise of an amount that runs: what is paid of one invoice may change what is to come of others. */
export const hasPromisedAmount = (world: World, customer: string): boolean =>
  world
    .table(promises)
    .list('activeOf', customer)
    .some(({ amount }) => amount !== null)

/** The promises by which something of an invoice is to come, the one whose day comes first first. */
export const promisesFor = (world: World, { id, customer }: Pick<InvoiceRow, 'id' | 'customer'>): readonly PromiseRow[] =>
  (world.table(promises).in('activeOf', customer).size && knownNow(world, customer)?.about.get(id)) || []

/** The promise that speaks for an invoice: of those by which something of it is to come the one whose day comes first. */
export const promiseFor = (world: World, invoice: Pick<InvoiceRow, 'id' | 'customer'>): PromiseRow | undefined =>
  promisesFor(world, invoice)[0]

/** Those that were broken, and by which something of an invoice did not come, the newest first. */
export const missedFor = (world: World, { id, customer }: Pick<InvoiceRow, 'id' | 'customer'>): readonly PromiseRow[] =>
  knownNow(world, customer)?.missed.get(id) ?? []

/** The promise for which nobody asks for an invoice: none where one for another part was broken since the last was made. */
export function promiseHolding(world: World, invoice: Pick<InvoiceRow, 'id' | 'customer'>): PromiseRow | undefined {
  const running = promisesFor(world, invoice)
  const missed = running.length ? missedFor(world, invoice) : []
  const isSince = ({ created_at }: PromiseRow): boolean =>
    missed.every(({ updated_at }) => compareInstants(created_at, updated_at) >= 0)
  return running.some(isSince) ? running[0] : undefined
}

/** What becomes of a promise by which nothing is to come: it is kept by what was paid, and means nothing where nothing was. */
const endingBy = ({ left, isPaid }: Standing): 'keep' | 'cancel' | undefined =>
  left.size ? undefined : isPaid ? 'keep' : 'cancel'

export const endingOf = (world: World, promise: PromiseRow): 'keep' | 'cancel' | undefined => endingBy(standingOf(world, promise))

/** Ends the promises of a customer by which nothing is to come any more, as far as some invoices concern them. */
export function settlePromises(world: World, customer: string, ids: readonly string[]): void {
  if (!world.table(promises).in('activeOf', customer).size) return
  // The end of one changes nothing of the others.
  for (const [promise, standing] of standingsOf(world, concernedBy(world, customer, ids))) {
    const event = isActive(promise) ? endingBy(standing) : undefined
    if (event) world.save(promises, promiseLifecycle.apply(event, promise))
  }
}

/** The payments of an invoice as they were before one changed, the newest first. */
const listBefore =
  (world: World, before: PaymentRow | undefined, after: PaymentRow | undefined) =>
  (invoice: string): readonly PaymentRow[] => {
    const others = world
      .table(payments)
      .list('ofInvoice', invoice)
      .filter(({ id }) => id !== after?.id)
    return before?.invoice === invoice ? [...others, before].sort(payments.indexes.ofInvoice.compare) : others
  }

/**
 * A payment that reaches the books late was made by the day that was promised, and with it all of the promise is; without one
 * that is taken back it no longer is. What somebody set otherwise, or the payment makes no difference to, stays.
 */
export function judgeAnew(world: World, before: PaymentRow | undefined, after: PaymentRow | undefined): void {
  const changed = [before, after].filter((payment) => payment !== undefined && isCounted(payment)) as PaymentRow[]
  const ids = changed.map(({ invoice }) => invoice)
  const firstDay = changed.map(({ payment_date }) => payment_date).sort()[0] ?? ''
  for (const customer of new Set(changed.map((payment) => payment.customer))) {
    const concerned = concernedBy(world, customer ?? '', ids)
    const judged = new Map(concerned.map((promise) => [promise.id, promise]))
    const standings = (meant: () => readonly PromiseRow[], listOf?: (invoice: string) => readonly PaymentRow[]) =>
      memoize((day: string) =>
        standingsOf(
          world,
          meant(),
          paidBy(world, (it) => isCounted(it) && it.payment_date <= day, listOf),
        ),
      )
    const were = standings(() => concerned, listBefore(world, before, after))
    const are = standings(() => [...judged.values()])
    // What is paid late is for the one that was broken, and so for none whose day comes later.
    for (const promise of concerned.toSorted(byDay)) {
      const { status, promised_date, ends_at } = promise
      if (isActive(promise) || firstDay > promised_date) continue
      const [wasKept, isKept] = [were, are].map((by) => !by(promised_date).get(promise)?.left.size)
      if (wasKept === isKept || isKept === (status === 'kept')) continue
      const event = isKept ? 'keep' : world.clock.isPast(ends_at ?? '') ? 'break' : 'resume'
      judged.set(promise.id, world.save(promises, promiseLifecycle.apply(event, promise)))
    }
  }
}
