/** What the books have that a letter can get wrong. */
import { compareInstants } from '../../../core/store/compare.ts'
import type { World } from '../../../core/world/handle.ts'
import { type ActionRow, actions } from '../../actions/action.ts'
import { contacts } from '../../customers/contact.ts'
import { customers } from '../../customers/customer.ts'
import { givenName } from '../../customers/given-name.ts'
import { type InvoiceRow, invoices, isOpen, withNumber } from '../../invoices/invoice.ts'
import type { LetterText } from '../words.ts'

/** What stood in the books before the payments; where there was none, more than was ever asked. */
export const staleBalance = ({ amount, balance }: InvoiceRow): number =>
  amount > balance ? amount : Math.round(balance * 110) / 100

/** The number with another last digit, that is none of the customer's. */
export function otherNumber(world: World, { company, customer, invoice_number }: InvoiceRow): string {
  const isTheirs = (number: string): boolean => [...withNumber(world, company, number)].some((each) => each.customer === customer)
  const [digit = '0'] = /\d(?=\D*$)/.exec(invoice_number) ?? []
  const others = Array.from({ length: 9 }, (_, i) => invoice_number.replace(/\d(?=\D*$)/, String((Number(digit) + i + 1) % 10)))
  return others.find((number) => !isTheirs(number)) ?? `${invoice_number}0`
}

/** An invoice that is not meant: another open one of the customer, else another of theirs. */
export function otherInvoice(world: World, { id, customer }: InvoiceRow): InvoiceRow | undefined {
  const others = world
    .table(invoices)
    .list('ofCustomer', customer)
    .filter((each) => each.id !== id)
  return others.find(isOpen) ?? others[0]
}

/** By which name a letter would greet another customer than this one. */
export function otherName(world: World, { company, customer }: InvoiceRow): string | undefined {
  const nameOf = (id: string): string => givenName(world.table(contacts).find('ofCustomer', id)?.name ?? '')
  const own = nameOf(customer)
  for (const { id } of world.table(customers).in('ofCompany', company).keys()) {
    const name = nameOf(id)
    if (name !== '' && name !== own) return name
  }
  return undefined
}

/** The newest letter about the invoice that was proposed before. */
export function earlierLetter(world: World, { company, id }: InvoiceRow): LetterText | undefined {
  const letters = world.table(actions).list('ofInvoice', company, id).filter(isLetter)
  const newest = letters.sort((a, b) => compareInstants(b.created_at, a.created_at))[0]
  return newest && { subject: newest.draft_subject ?? '', body: newest.draft_content ?? '' }
}

const isLetter = ({ action_type, draft_content, status }: ActionRow): boolean =>
  action_type === 'email' && draft_content !== null && status !== 'cancelled'
