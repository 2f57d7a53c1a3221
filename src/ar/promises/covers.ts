/** Which invoices a promise covers, and how much of each. */
import { compareInstants } from '../../core/store/compare.ts'
import type { World } from '../../core/world/handle.ts'
import { answerFinder, disputeAbout } from '../communications/questions.ts'
import { toCents } from '../conventions/money.ts'
import { type InvoiceRow, invoices } from '../invoices/invoice.ts'
import { isCounted, type PaymentRow, payments } from '../payments/payment.ts'
import type { Cover, PromiseRow } from './promise.ts'

/** As much of a promise as tells what it covers. */
export type Promised = Pick<PromiseRow, 'id' | 'customer' | 'invoice' | 'amount' | 'created_at'>

/** By invoice, or by payment. */
export type Cents = ReadonlyMap<string, number>
export const NOTHING: Cents = new Map()

export const sumOf = (some: readonly PaymentRow[]): number => some.reduce((cents, { amount }) => cents + toCents(amount), 0)

/** The invoice that it names, or all that were there when it was made, the one that is due first first. */
function invoicesOf(world: World, { customer, invoice: id, created_at }: Promised): InvoiceRow[] {
  const named = world.table(invoices).get(id ?? '')
  if (id !== null) return named ? [named] : []
  const all = world.table(invoices).list('ofCustomer', customer)
  return all.filter((invoice) => compareInstants(invoice.created_at, created_at) <= 0)
}

/** An invoice as it stood: what was open of it, in cents, and the payments until then; nothing where it was not open. */
export function openAt(world: World, invoice: InvoiceRow, at: string) {
  const all = world.table(payments).list('ofInvoice', invoice.id)
  const earlier = all.filter(({ created_at }) => compareInstants(created_at, at) <= 0)
  const open = invoice.closed_as === null ? toCents(invoice.amount) - sumOf(earlier.filter(isCounted)) : 0
  return open > 0 ? [{ invoice, earlier, open }] : []
}

/** Who disputes an invoice pays the others first. */
function disputedLast<Part extends { readonly invoice: InvoiceRow }>(world: World, parts: readonly Part[]): Part[] {
  const answersTo = answerFinder(world)
  const disputed = new Set(parts.filter(({ invoice }) => disputeAbout(world, invoice, answersTo)))
  return [...parts.filter((part) => !disputed.has(part)), ...disputed]
}

/**
 * Of what is due first, and not disputed, what is neither announced nor taken, as far as the amount reaches; then the others.
 * @param taken by other promises
 */
export function coversOf(world: World, promise: Promised, taken = NOTHING): Cover[] {
  const { amount, created_at } = promise
  const open = invoicesOf(world, promise).flatMap((invoice) => openAt(world, invoice, created_at))
  const parts = amount === null || open.length < 2 ? open : disputedLast(world, open)
  let rest = amount === null ? Number.POSITIVE_INFINITY : toCents(amount)
  const take = (most: number): number => {
    const cents = Math.max(0, Math.min(rest, most))
    rest -= cents
    return cents
  }
  const free = parts.map(({ invoice, earlier, open }) => {
    const announced = earlier.filter((payment) => !isCounted(payment))
    return take(open - sumOf(announced) - (taken.get(invoice.id) ?? 0))
  })
  return parts.map(({ invoice: { id, due_date }, earlier, open }, i) => {
    const mine = free[i] as number
    const atOnce = earlier.filter((payment) => compareInstants(payment.created_at, created_at) === 0)
    return { invoice: id, amount: (mine + take(open - mine)) / 100, due_date, earlier: atOnce.map((payment) => payment.id) }
  })
}

/** A world that was saved before promises kept what they cover has to work it out. */
export const coveredBy = (world: World, promise: PromiseRow): readonly Cover[] =>
  promise.covers.length ? promise.covers : coversOf(world, promise)

/** Whether a promise was made for an invoice, or for a part of it. */
export const isFor = (world: World, promise: PromiseRow, { id }: Pick<InvoiceRow, 'id'>): boolean =>
  coveredBy(world, promise).some(({ invoice, amount }) => invoice === id && amount > 0)
