/** What summaries of the timeline and letters speak of, as people call it. Long names are cut in summaries. */
import type { World } from '../../core/world/handle.ts'
import { companies } from '../companies/company.ts'
import { customers } from '../customers/customer.ts'
import { invoices } from '../invoices/invoice.ts'

const LONG = 80

export const companyInWords = (world: World, id: string): string =>
  world.table(companies).get(id)?.name.slice(0, LONG) ?? 'a company'

export const customerInWords = (world: World, id: string | undefined): string =>
  world
    .table(customers)
    .get(id ?? '')
    ?.customer_company_name.slice(0, LONG) ?? 'a customer'

/** "INV-2001 of Gadget Works". */
export function invoiceInWords(world: World, id: string | undefined): string {
  const invoice = world.table(invoices).get(id ?? '')
  return invoice ? `${invoice.invoice_number.slice(0, LONG)} of ${customerInWords(world, invoice.customer)}` : 'an invoice'
}

/** As a person lists them. */
export const listed = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
