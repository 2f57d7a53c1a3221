/** What was paid too much. */
import type { World } from '../../core/world/handle.ts'
import { whileUnchanged } from '../../core/world/while-unchanged.ts'
import type { Customer } from '../customers/customer.ts'
import { sumOf } from '../customers/customer-totals.ts'
import { type InvoiceRow, invoices } from './invoice.ts'

/** The overpaid invoices of a customer, and what was paid too much for all of them. */
interface Credit {
  readonly sum: number
  readonly of: readonly InvoiceRow[]
}

export const creditOf = whileUnchanged([invoices], (world: World, { id }: Customer): Credit => {
  const of = world.table(invoices).list('overpaidOfCustomer', id)
  return { sum: -sumOf(of), of }
})
