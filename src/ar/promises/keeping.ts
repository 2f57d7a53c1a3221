/** What is still to come of promises, and what becomes of one once nothing is. */
import { compareInstants } from '../../core/store/compare.ts'
import { memoize } from '../../core/values/memoize.ts'
import type { World } from '../../core/world/handle.ts'
import { whileUnchanged } from '../../core/world/while-unchanged.ts'
import { companies, dayMade } from '../companies/company.ts'
import { toCents } from '../conventions/money.ts'
import { type Customer, customers } from '../customers/customer.ts'
import { type InvoiceRow, invoices, isOpen } from '../invoices/invoice.ts'
import { isCounted, type PaymentRow, payments } from '../payments/payment.ts'
import { type Cents, coveredBy, coversOf, NOTHING, type Promised, sumOf } from './covers.ts'
import { promiseLifecycle } from './promise.lifecycle.ts'
import { type Cover, isActive, type PromiseRow, promises } from './promise.ts'

/** What was paid of an invoice, the oldest first, and how much that is. */
type PaidOf = (invoice: string) => { readonly paid: readonly PaymentRow[]; readonly sum: number }

/**
 * Each invoice is looked up once, however many promises cover it.
 * @param counts which payments count
 * @param listOf the payments of an invoice, the newest first
 */
export function paidBy(
  world: World,
  counts: (payment: PaymentRow) => boolean,
  listOf = (invoice: string): readonly PaymentRow[] => world.table(payments).list('ofInvoice', invoice),
): PaidOf {
  const known = new Map<string, ReturnType<PaidOf>>()
  return (invoice) => {
    const before = known.get(invoice)
    if (before) return before
    const paid = listOf(invoice).filter(counts).reverse()
    const found = { paid, sum: sumOf(paid) }
    known.set(invoice, found)
    return found
  }
}

/** An invoice that a promise covers, as it stands; in cents. */
interface Part {
  readonly invoice: string
  readonly promised: number
  readonly open: number
  /** What was paid since by the promised day, the oldest first. */
  readonly inTime: readonly PaymentRow[]
  /** What was paid later. */
  readonly late: readonly PaymentRow[]
  /** It is closed by what was paid since. */
  readonly isPaid: boolean
}

/** A promise as it stands. */
interface Standing {
  /** By invoice what is to come, or did not come. */
  readonly left: Cents
  /** Something of it was paid. */
  readonly isPaid: boolean
}

const add = (sums: Map<string, number>, id: string, cents: number): unknown => sums.set(id, (sums.get(id) ?? 0) + cents)

/** By the promised day it was credited, written off or moved beyond it: no more is asked for. */
function isTakenAway(world: World, { promised_date }: PromiseRow, { due_date }: Cover, invoice: InvoiceRow): boolean {
  const { company, closed_as, updated_at, trail } = invoice
  if (closed_as !== null) return dayMade(world, { company, created_at: updated_at }) <= promised_date
  const due = trail.findLast(({ day }) => day <= promised_date)?.due_date ?? due_date
  return due > due_date && due > promised_date
}

function partsOf(world: World, promise: PromiseRow, covers: readonly Cover[], paidOf: PaidOf): Part[] {
  const { customer, created_at, promised_date } = promise
  const made = dayMade(world, promise)
  return covers.flatMap((cover): Part[] => {
    const invoice = world.table(invoices).get(cover.invoice)
    if (invoice?.customer !== customer) return []
    const isSince = ({ id, created_at: paid, payment_date }: PaymentRow): boolean =>
      payment_date >= made && compareInstants(paid, created_at) >= 0 && !cover.earlier.includes(id)
    const { paid, sum } = paidOf(invoice.id)
    const since = paid.filter(isSince)
    const inTime = since.filter(({ payment_date }) => payment_date <= promised_date)
    const open = isTakenAway(world, promise, cover, invoice) ? 0 : Math.max(0, toCents(invoice.amount) - sum)
    return [
      {
        invoice: invoice.id,
        promised: Math.min(toCents(cover.amount), sumOf(since) + open),
        open,
        inTime,
        late: since.filter(({ payment_date }) => payment_date > promised_date),
        isPaid: !isOpen(invoice) && invoice.closed_as === null && (invoice.paid_on ?? '') >= made,
      },
    ]
  })
}

/** How much of a part is taken: first what was promised of it, then more. */
const shares = [({ promised }: Part): number => promised, (): number => Number.POSITIVE_INFINITY]

/** What is paid in time for one promise is paid for no other. @returns what of the sum is not */
function pay(parts: readonly Part[], sum: number, share: (part: Part) => number, spent: Map<string, number>): number {
  let rest = sum
  for (const part of parts) {
    let mine = share(part)
    for (const { id, amount } of part.inTime) {
      const used = Math.min(rest, mine, toCents(amount) - (spent.get(id) ?? 0))
      add(spent, id, used)
      rest -= used
      mine -= used
    }
  }
  return rest
}

/**
 * What has no room where it was promised goes on to what is due next.
 * @param all the parts, also those that the promise does not reach
 * @param taken by newer promises
 */
function spread(parts: readonly Part[], all: () => readonly Part[], sum: number, taken: Cents): Cents {
  const left = new Map<string, number>()
  let rest = sum
  const take = ({ invoice, open }: Part, most: number): void => {
    const cents = Math.min(rest, most, open - (taken.get(invoice) ?? 0) - (left.get(invoice) ?? 0))
    if (cents <= 0) return
    add(left, invoice, cents)
    rest -= cents
  }
  for (const part of parts) take(part, part.promised)
  if (rest > 0) for (const part of all()) take(part, rest)
  return left
}

/** The one whose day comes first goes first. */
const byDay = ({ promised_date: a }: PromiseRow, { promised_date: b }: PromiseRow): number => Number(a > b) - Number(a < b)

/** The promises of a customer, the newest first, but for those that mean nothing any more. */
export const meantBy = (world: World, customer: string): PromiseRow[] =>
  world
    .table(promises)
    .list('ofCustomer', customer)
    .filter(({ status }) => status !== 'cancelled')

/** Those that some invoices concern: they cover one of these, or one that such a promise covers. One that covers nothing is among them. */
function concernedBy(world: World, customer: string, ids: readonly string[]): PromiseRow[] {
  const meant = meantBy(world, customer)
  const concerned = new Set<PromiseRow>()
  const about = new Map<string, PromiseRow[]>()
  for (const promise of meant) {
    const covers = coveredBy(world, promise)
    if (!covers.length) concerned.add(promise)
    for (const { invoice } of covers) {
      const others = about.get(invoice)
      if (others) others.push(promise)
      else about.set(invoice, [promise])
    }
  }
  const reached = new Set(ids)
  for (const id of reached)
    for (const promise of about.get(id) ?? []) {
      if (concerned.has(promise)) continue
      concerned.add(promise)
      for (const { invoice } of coveredBy(world, promise)) reached.add(invoice)
    }
  return meant.filter((promise) => concerned.has(promise))
}

/**
 * How promises of a customer stand: all that are meant, or all that some invoices concern.
 * What is paid is for the one whose day comes first; where not enough is open for all that run, newer ones go before older ones.
 */
export function standingsOf(
  world: World,
  meant: readonly PromiseRow[],
  paidOf = paidBy(world, isCounted),
): ReadonlyMap<PromiseRow, Standing> {
  const stands = meant.map((promise) => {
    const covers = coveredBy(world, promise)
    // Of many invoices one promise reaches few: the others tell something only once they are paid.
    const reached = covers.filter(({ invoice, amount }) => amount > 0 || paidOf(invoice).sum > 0)
    const parts = partsOf(world, promise, reached, paidOf)
    const sum = parts.reduce((cents, { promised }) => cents + promised, 0)
    return { promise, parts, all: () => partsOf(world, promise, covers, paidOf), sum, rest: sum }
  })
  const spent = new Map<string, number>()
  const turns = stands.toSorted((a, b) => byDay(a.promise, b.promise))
  for (const share of shares) for (const each of turns) each.rest = pay(each.parts, each.rest, share, spent)
  const taken = new Map<string, number>()
  return new Map(
    stands.map(({ promise, parts, all, sum, rest }) => {
      const isRunning = isActive(promise)
      const unspent = (some: readonly PaymentRow[]): number =>
        some.reduce((cents, { id, amount }) => cents + toCents(amount) - (spent.get(id) ?? 0), 0)
      const left = spread(parts, all, rest - unspent(parts.flatMap(({ late }) => late)), isRunning ? taken : NOTHING)
      if (isRunning) for (const [invoice, cents] of left) add(taken, invoice, cents)
      // What it asked for may be gone, and something was paid of what stood beside that.
      const isPaid = rest < sum || parts.some((part) => part.isPaid || unspent(part.inTime) > 0)
      return [promise, { left, isPaid }]
    }),
  )
}

/** What there is to know of the promises of a customer. */
interface Known {
  readonly standings: ReadonlyMap<PromiseRow, Standing>
  /** By invoice those by which something of it is to come, the one whose day comes first first. */
  readonly about: ReadonlyMap<string, readonly PromiseRow[]>
}

const knownOf = whileUnchanged([companies, promises, invoices, payments], (world, { id }: Customer): Known => {
  const standings = standingsOf(world, meantBy(world, id))
  const about = new Map<string, PromiseRow[]>()
  for (const promise of world.table(promises).list('activeOf', id))
    for (const invoice of standings.get(promise)?.left.keys() ?? []) {
      const others = about.get(invoice)
      if (others) others.push(promise)
      else about.set(invoice, [promise])
    }
  return { standings, about }
})

function knownNow(world: World, customer: string): Known | undefined {
  const debtor = world.table(customers).get(customer)
  return debtor && knownOf(world, debtor)
}

const standingOf = (world: World, promise: PromiseRow): Standing =>
  knownNow(world, promise.customer)?.standings.get(promise) ?? { left: NOTHING, isPaid: false }

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

/** How much of an invoice was promised by one that was broken; undefined where that was all of it. */
export function partPromised(world: World, promise: PromiseRow, { id, balance }: InvoiceRow): number | undefined {
  const missing = standingOf(world, promise).left.get(id) ?? 0
  const promised = coveredBy(world, promise).find(({ invoice }) => invoice === id)?.amount
  return missing < toCents(balance) ? promised : undefined
}

/** Whether a customer has a promise that runs and that invoices share: what is paid of one may change what is to come of another. */
export const hasShared = (world: World, customer: string): boolean =>
  world
    .table(promises)
    .list('activeOf', customer)
    .some(({ invoice, amount }) => invoice === null && amount !== null)

/** The promises by which something of an invoice is to come, the one whose day comes first first. */
export const promisesFor = (world: World, { id, customer }: Pick<InvoiceRow, 'id' | 'customer'>): readonly PromiseRow[] =>
  (world.table(promises).in('activeOf', customer).size && knownNow(world, customer)?.about.get(id)) || []

/** The promise that speaks for an invoice: of those by which something of it is to come the one whose day comes first. */
export const promiseFor = (world: World, invoice: Pick<InvoiceRow, 'id' | 'customer'>): PromiseRow | undefined =>
  promisesFor(world, invoice)[0]

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
    const standings = (listOf?: (invoice: string) => readonly PaymentRow[]) =>
      memoize((day: string) =>
        standingsOf(
          world,
          concerned,
          paidBy(world, (it) => isCounted(it) && it.payment_date <= day, listOf),
        ),
      )
    const [were, are] = [standings(listBefore(world, before, after)), standings()]
    for (const promise of concerned) {
      const { status, promised_date, ends_at } = promise
      if (isActive(promise) || firstDay > promised_date) continue
      const [wasKept, isKept] = [were, are].map((by) => !by(promised_date).get(promise)?.left.size)
      if (wasKept === isKept || isKept === (status === 'kept')) continue
      const event = isKept ? 'keep' : world.clock.isPast(ends_at ?? '') ? 'break' : 'resume'
      world.save(promises, promiseLifecycle.apply(event, promise))
    }
  }
}
