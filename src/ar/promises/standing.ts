/** How promises stand: what is still to come of each, and whether something of it was paid. */
import { compareInstants } from '../../core/store/compare.ts'
import type { World } from '../../core/world/handle.ts'
import { whileUnchanged } from '../../core/world/while-unchanged.ts'
import { companies, dayMade } from '../companies/company.ts'
import { toCents } from '../conventions/money.ts'
import { type Customer, customers } from '../customers/customer.ts'
import { type InvoiceRow, invoices, isOpen } from '../invoices/invoice.ts'
import { isCounted, type PaymentRow, payments } from '../payments/payment.ts'
import { type Cents, coveredBy, NOTHING, sumOf } from './covers.ts'
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
  /** What is for it: in time, and where it was broken until another day is promised. */
  readonly forIt: readonly PaymentRow[]
  /** It is closed by what was paid since. */
  readonly isPaid: boolean
}

/** A promise as it stands. */
export interface Standing {
  /** By invoice what is to come, or did not come. */
  readonly left: Cents
  /** Something of it was paid. */
  readonly isPaid: boolean
}

export const add = (sums: Map<string, number>, id: string, cents: number): unknown => sums.set(id, (sums.get(id) ?? 0) + cents)

function listAt(lists: Map<string, PromiseRow[]>, id: string): PromiseRow[] {
  const list = lists.get(id) ?? []
  lists.set(id, list)
  return list
}

/** By the promised day it was credited, written off or moved beyond it: no more is asked for. */
function isTakenAway(world: World, { promised_date }: PromiseRow, { due_date }: Cover, invoice: InvoiceRow): boolean {
  const { company, closed_as, updated_at, trail } = invoice
  if (closed_as !== null) return dayMade(world, { company, created_at: updated_at }) <= promised_date
  const due = trail.findLast(({ day }) => day <= promised_date)?.due_date ?? due_date
  return due > due_date && due > promised_date
}

/** Whether a payment was made after a promise. */
function sinceOf(world: World, promise: PromiseRow): (payment: PaymentRow) => boolean {
  const made = dayMade(world, promise)
  return ({ created_at, payment_date }) => payment_date >= made && compareInstants(created_at, promise.created_at) >= 0
}

type FindNext = (promise: PromiseRow, invoice: string) => PromiseRow | undefined

/** Finds the first promise for an invoice that was made after the day of another one: to be asked in the order of these days. */
function nextFinder(world: World, meant: readonly PromiseRow[]): FindNext {
  const about = new Map<string, PromiseRow[]>()
  return ({ ends_at, created_at }, id) => {
    if (!about.size)
      for (const promise of meant)
        for (const { invoice, amount } of coveredBy(world, promise)) if (amount > 0) listAt(about, invoice).push(promise)
    const later = listAt(about, id)
    while (later.length && compareInstants(later.at(-1)?.created_at ?? '', ends_at ?? created_at) < 0) later.pop()
    return later.at(-1)
  }
}

function partsOf(world: World, promise: PromiseRow, covers: readonly Cover[], paidOf: PaidOf, nextFor?: FindNext): Part[] {
  const { customer, promised_date, status } = promise
  const made = dayMade(world, promise)
  const isSince = sinceOf(world, promise)
  return covers.flatMap((cover): Part[] => {
    const invoice = world.table(invoices).get(cover.invoice)
    if (invoice?.customer !== customer) return []
    const { paid, sum } = paidOf(invoice.id)
    const since = paid.filter((payment) => isSince(payment) && !cover.earlier.includes(payment.id))
    const inTime = since.filter(({ payment_date }) => payment_date <= promised_date)
    const late = since.filter(({ payment_date }) => payment_date > promised_date)
    const next = late.length && status === 'broken' ? nextFor?.(promise, invoice.id) : undefined
    const isForNext = next ? sinceOf(world, next) : () => status !== 'broken'
    const open = isTakenAway(world, promise, cover, invoice) ? 0 : Math.max(0, toCents(invoice.amount) - sum)
    return [
      {
        invoice: invoice.id,
        promised: Math.min(toCents(cover.amount), sumOf(since) + open),
        open,
        inTime,
        late,
        forIt: [...inTime, ...late.filter((payment) => !isForNext(payment))],
        isPaid: !isOpen(invoice) && invoice.closed_as === null && (invoice.paid_on ?? '') >= made,
      },
    ]
  })
}

/** How much of a part is taken: first what was promised of it, then more. */
const shares = [({ promised }: Part): number => promised, (): number => Number.POSITIVE_INFINITY]

/** What is paid for one promise is paid for no other. @returns what of the sum is not */
function pay(parts: readonly Part[], sum: number, share: (part: Part) => number, spent: Map<string, number>): number {
  let rest = sum
  for (const part of parts) {
    let mine = share(part)
    for (const { id, amount } of part.forIt) {
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
export const byDay = ({ promised_date: a }: PromiseRow, { promised_date: b }: PromiseRow): number => Number(a > b) - Number(a < b)

/** The promises of a customer, the newest first, but for those that mean nothing any more. */
export const meantBy = (world: World, customer: string): PromiseRow[] =>
  world
    .table(promises)
    .list('ofCustomer', customer)
    .filter(({ status }) => status !== 'cancelled')

/** Those that some invoices concern: they cover one of these, or one that such a promise covers. One that covers nothing is among them. */
export function concernedBy(world: World, customer: string, ids: readonly string[]): PromiseRow[] {
  const meant = meantBy(world, customer)
  const concerned = new Set<PromiseRow>()
  const about = new Map<string, PromiseRow[]>()
  for (const promise of meant) {
    const covers = coveredBy(world, promise)
    if (!covers.length) concerned.add(promise)
    for (const { invoice } of covers) listAt(about, invoice).push(promise)
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
 * What is paid is for the one whose day comes first, past or not; where not enough is open for all that run, newer ones go before
 * older ones.
 */
export function standingsOf(
  world: World,
  meant: readonly PromiseRow[],
  paidOf = paidBy(world, isCounted),
): ReadonlyMap<PromiseRow, Standing> {
  const nextFor = nextFinder(world, meant)
  const turns = meant.toSorted(byDay).map((promise) => {
    const covers = coveredBy(world, promise)
    // Of many invoices one promise reaches few: the others tell something only once they are paid.
    const reached = covers.filter(({ invoice, amount }) => amount > 0 || paidOf(invoice).sum > 0)
    const parts = partsOf(world, promise, reached, paidOf, nextFor)
    const sum = parts.reduce((cents, { promised }) => cents + promised, 0)
    return { promise, parts, all: () => partsOf(world, promise, covers, paidOf), sum, rest: sum }
  })
  const spent = new Map<string, number>()
  for (const share of shares) for (const each of turns) each.rest = pay(each.parts, each.rest, share, spent)
  const taken = new Map<string, number>()
  const standOf = new Map(turns.map((each) => [each.promise, each]))
  return new Map(
    meant
      .flatMap((each) => standOf.get(each) ?? [])
      .map(({ promise, parts, all, sum, rest }): [PromiseRow, Standing] => {
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
  /** By invoice those that were broken, and by which something of it did not come, the newest first. */
  readonly missed: ReadonlyMap<string, readonly PromiseRow[]>
}

const knownOf = whileUnchanged([companies, promises, invoices, payments], (world, { id }: Customer): Known => {
  const meant = meantBy(world, id)
  const standings = standingsOf(world, meant)
  const [about, missed] = [new Map<string, PromiseRow[]>(), new Map<string, PromiseRow[]>()]
  for (const promise of world.table(promises).list('activeOf', id))
    for (const invoice of standings.get(promise)?.left.keys() ?? []) listAt(about, invoice).push(promise)
  for (const promise of meant)
    if (promise.status === 'broken')
      for (const invoice of standings.get(promise)?.left.keys() ?? []) listAt(missed, invoice).push(promise)
  return { standings, about, missed }
})

/** Undefined of a customer who never promised anything. */
export function knownNow(world: World, customer: string): Known | undefined {
  const hasPromised = world.table(promises).in('ofCustomer', customer).size > 0
  const debtor = hasPromised ? world.table(customers).get(customer) : undefined
  return debtor && knownOf(world, debtor)
}

export const standingOf = (world: World, promise: PromiseRow): Standing =>
  knownNow(world, promise.customer)?.standings.get(promise) ?? { left: NOTHING, isPaid: false }
