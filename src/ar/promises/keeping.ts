/** How far a promise reaches, and when it is kept: once what it is about is open no longer, or as much has been paid since as was promised. */
import { compareInstants } from '../../core/store/compare.ts'
import { dateIn } from '../../core/time/time-zone.ts'
import type { World } from '../../core/world/handle.ts'
import { whileUnchanged } from '../../core/world/while-unchanged.ts'
import { zoneOf } from '../companies/company.ts'
import { addUp, toCents } from '../conventions/money.ts'
import { type InvoiceRow, invoices } from '../invoices/invoice.ts'
import { isCounted, type PaymentRow, payments } from '../payments/payment.ts'
import { promiseLifecycle } from './promise.lifecycle.ts'
import { type PromiseRow, promises } from './promise.ts'

/** As much of a promise as tells how far it reaches. */
type Promised = Pick<PromiseRow, 'customer' | 'invoice' | 'amount' | 'created_at'>

const isNotLater = (a: string, b: string): boolean => compareInstants(a, b) <= 0

/** Whether a promise is about an invoice: the one that it names, or any that was there when it was made. */
export const isAbout = ({ invoice, created_at }: Promised, { id, created_at: billed }: InvoiceRow): boolean =>
  invoice === null ? isNotLater(billed, created_at) : invoice === id

/** The invoices that a promise is about, the open ones. */
const openOf = (world: World, promise: Promised): InvoiceRow[] =>
  world
    .table(invoices)
    .list('openOfCustomer', promise.customer)
    .filter((invoice) => isAbout(promise, invoice))

/** Nothing of it is owed any more. */
export function isFulfilled(world: World, promise: PromiseRow): boolean {
  const { amount } = promise
  return !openOf(world, promise).length || (amount !== null && paidSince(world, promise) >= toCents(amount))
}

/** In cents, what of a promise is neither paid nor announced yet. */
export const toCome = (world: World, promise: PromiseRow): number =>
  promise.amount === null
    ? Number.POSITIVE_INFINITY
    : Math.max(0, toCents(promise.amount) - paidSince(world, promise, () => true))

/** In cents. */
function paidSince(world: World, promise: Promised, counts: (payment: PaymentRow) => boolean = isCounted): number {
  let cents = 0
  for (const payment of world.table(payments).in('ofCustomer', promise.customer).keys()) {
    const invoice = world.table(invoices).get(payment.invoice)
    if (counts(payment) && isNotLater(promise.created_at, payment.created_at) && invoice && isAbout(promise, invoice))
      cents += toCents(payment.amount)
  }
  return cents
}

/** Ends the promises of a customer that are kept by now. */
export function settlePromises(world: World, customer: string): void {
  for (const promise of world.table(promises).list('activeOf', customer))
    if (isFulfilled(world, promise)) world.save(promises, promiseLifecycle.apply('keep', promise))
}

/** A payment that reaches the books late was made by the day that was promised, and with it all of the promise is. */
export function settleBroken(world: World, { customer, payment_date, invoice: id }: PaymentRow): void {
  const invoice = world.table(invoices).get(id)
  for (const promise of world.table(promises).list('ofCustomer', customer ?? ''))
    if (promise.status === 'broken' && payment_date <= promise.promised_date && invoice && isAbout(promise, invoice))
      if (wasKept(world, promise)) world.save(promises, promiseLifecycle.apply('keep', promise))
}

/** By the dates of the payments, whenever these reached the books: from the day on which it was promised, until the day that was named. */
function wasKept(world: World, promise: PromiseRow): boolean {
  const { customer, company, amount, promised_date, created_at } = promise
  const dayOf = (at: string): string => dateIn(zoneOf(world, company), Date.parse(at))
  const isInTime = (payment: PaymentRow): boolean => isCounted(payment) && payment.payment_date <= promised_date
  const made = dayOf(created_at)
  const isSince = (payment: PaymentRow): boolean => isInTime(payment) && payment.payment_date >= made
  if (amount !== null && paidSince(world, promise, isSince) >= toCents(amount)) return true
  const isSettled = ({ id, amount: asked, closed_as, updated_at }: InvoiceRow): boolean => {
    // What is closed otherwise has not changed since.
    if (closed_as !== null) return dayOf(updated_at) <= promised_date
    const paid = world.table(payments).list('ofInvoice', id).filter(isInTime)
    return toCents(addUp(paid.map((payment) => payment.amount))) >= toCents(asked)
  }
  const promised = world.table(invoices).list('ofCustomer', customer)
  return promised.filter((invoice) => isAbout(promise, invoice)).every(isSettled)
}

/** An amount for all that is open: what falls due first takes of it what is open of it. */
const isShared = ({ invoice, amount }: Promised): boolean => invoice === null && amount !== null

/** Whether a customer has a promise that runs and that invoices share: a change of one may bring it to another. */
export const hasShared = (world: World, customer: string): boolean =>
  world.table(promises).list('activeOf', customer).some(isShared)

/** In cents, what the promises that run say of an invoice by name. */
function namedFor(world: World, { id, customer }: InvoiceRow): number {
  let cents = 0
  for (const { invoice, amount } of world.table(promises).in('activeOf', customer).keys())
    if (invoice === id) cents += amount === null ? Number.POSITIVE_INFINITY : toCents(amount)
  return cents
}

/** The ids of the open invoices that a shared promise reaches with what is not paid of it yet: of each it takes what no promise names. */
const reachedBy = whileUnchanged([promises, invoices, payments], (world, promise: Promised): ReadonlySet<string> => {
  let cents = toCents(promise.amount ?? 0) - paidSince(world, promise)
  const reached = new Set<string>()
  for (const invoice of cents > 0 ? openOf(world, promise) : []) {
    const open = toCents(invoice.balance) - namedFor(world, invoice)
    if (open <= 0) continue
    reached.add(invoice.id)
    cents -= open
    if (cents <= 0) break
  }
  return reached
})

/** Whether an open invoice is one that a promise covers: of an amount for all that is open as far as that reaches. */
export function reachOf(world: World, promise: Promised): (invoice: InvoiceRow) => boolean {
  if (!isShared(promise)) return (invoice) => isAbout(promise, invoice)
  const reached = reachedBy(world, promise)
  return ({ id }) => reached.has(id)
}

/** The last promise about an invoice that still runs. */
export function promiseFor(world: World, invoice: InvoiceRow): PromiseRow | undefined {
  for (const promise of world.table(promises).in('activeOf', invoice.customer).keys())
    if (reachOf(world, promise)(invoice)) return promise
  return undefined
}
