/** The invoices that a text is about, by the numbers that it names. */
import { withoutQuotes } from '../../core/values/quotes.ts'
import type { World } from '../../core/world/handle.ts'
import { numbersIn } from '../harms/figures.ts'
import { type InvoiceRow, invoices } from '../invoices/invoice.ts'
import type { ThreadRow } from './thread.ts'

/** The open invoices of a customer that a letter names. */
export function namedIn(world: World, customer: string, text: string): InvoiceRow[] {
  const open = world.table(invoices).list('openOfCustomer', customer)
  const numbers = numbersIn(
    withoutQuotes(text),
    open.map(({ invoice_number }) => invoice_number),
  )
  return open.filter(({ invoice_number }) => numbers.includes(invoice_number))
}

type Letter = Pick<ThreadRow, 'customer' | 'subject' | 'body'>

/** What a letter of a customer is about: what it names, else what the message is about that it answers, whose subject it has. */
export function meantIn(world: World, { customer, subject, body }: Letter, earlier: ThreadRow | undefined): string[] | undefined {
  const named = namedIn(world, customer, earlier ? body : `${subject}\n${body}`)
  return named.length ? named.map(({ id }) => id) : earlier?.invoices
}
