/** The amounts in a letter that are held against the books. */
import { toCents } from '../conventions/money.ts'
import { sumOf } from '../customers/customer-totals.ts'
import { type InvoiceRow, invoices, isOpen } from '../invoices/invoice.ts'
import { creditOf } from '../invoices/overpaid.ts'
import { payments } from '../payments/payment.ts'
import { asLeft } from '../promises/keeping.ts'
import { isActive, promises, wholesOf } from '../promises/promise.ts'
import { type Amount, amountsIn } from './figures.ts'
import type { Letter } from './letter.ts'

/** The amounts that are right, the likely ones first; each group is only asked for where the ones before do not have it. */
function* rightAmounts(letter: Letter, told: ReadonlySet<number>): Generator<readonly number[]> {
  const { world, customer, open, about, today } = letter
  const known = knownTo(letter)
  yield known.flatMap(({ amount, balance }) => {
    const isWhole = balance === amount || balance <= 0
    // Of what is paid in part the amount alone is an older balance.
    return isWhole || told.has(toCents(balance)) || told.has(toCents(amount - balance)) ? [Math.abs(balance), amount] : [balance]
  })
  yield [open, open.filter(({ due_date }) => due_date < today), about.filter(isOpen)].map(sumOf)
  yield [creditOf(world, customer).sum]
  const promised = world.table(promises).list('ofCustomer', customer.id)
  const active = promised.filter(isActive)
  yield [
    customer.credit_limit ?? 0,
    ...promised.flatMap(({ amount, covers }) => [amount ?? 0, ...covers.map((cover) => cover.amount)]),
    ...wholesOf(promised),
    ...wholesOf(active),
    ...wholesOf(active.map((promise) => asLeft(world, promise))),
  ]
  yield world
    .table(payments)
    .list('ofCustomer', customer.id)
    .map(({ amount }) => amount)
  yield known.map(({ amount, balance }) => amount - balance)
  yield world
    .table(invoices)
    .list('ofCustomer', customer.id)
    .flatMap(({ credited_amount, written_off_amount }) => [credited_amount, written_off_amount])
}

/** The invoices of which a letter may tell. */
export const knownTo = ({ about, named, open }: Letter): InvoiceRow[] => [...new Set([...about, ...named, ...open])]

/** Those that the books do not have for the customer, and those of another currency. */
export function wrongAmountsIn(letter: Letter): Amount[] {
  const amounts = amountsIn(letter.text)
  const named = new Set(amounts.map((amount) => amount.cents))
  const isRight = (figure: number): boolean => {
    for (const group of rightAmounts(letter, named)) if (group.some((amount) => toCents(amount) === figure)) return true
    return false
  }
  return amounts.filter((amount) => !amount.isInDollars || !isRight(amount.cents))
}
