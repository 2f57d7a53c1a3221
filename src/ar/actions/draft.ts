/** What the agent writes about an invoice, right or wrong in a way that somebody asks for. */
import { compareInstants } from '../../core/store/compare.ts'
import { toLetterDate } from '../../core/time/day.ts'
import type { World } from '../../core/world/handle.ts'
import { companies, todayOf } from '../companies/company.ts'
import { toMoney } from '../conventions/money.ts'
import { contacts } from '../customers/contact.ts'
import { customers } from '../customers/customer.ts'
import { daysOverdue, type InvoiceRow, invoices, isOpen } from '../invoices/invoice.ts'
import { type ActionRow, actions } from './action.ts'
import type { Mistake } from './agent-mistake.ts'

export interface Draft {
  readonly draft_subject: string
  readonly draft_content: string
}

/** What a letter is made of. */
interface Facts {
  readonly greeted: string
  readonly company: string
  readonly number: string
  readonly balance: number
  readonly due_date: string
  readonly days: number
  readonly isRude: boolean
}

/** The draft about an invoice; undefined where the books have nothing to make the mistake with. */
export function draftOf(world: World, invoice: InvoiceRow, mistake: Mistake | undefined): Draft | undefined {
  if (mistake === 'duplicate') return earlierDraft(world, invoice)
  const named = mistake === 'wrong_invoice' ? otherInvoice(world, invoice) : invoice
  const greeted = mistake === 'wrong_customer' ? otherCustomer(world, invoice) : invoice.customer
  if (!named || greeted === undefined) return undefined
  return letterOf({
    greeted: nameOf(world, greeted),
    company: world.table(companies).get(invoice.company)?.name ?? '',
    number: named.invoice_number,
    balance: mistake === 'stale_balance' ? staleBalance(invoice) : named.balance,
    due_date: named.due_date,
    days: daysOverdue(named, todayOf(world, named.company)),
    isRude: mistake === 'wrong_tone',
  })
}

function letterOf({ greeted, company, number, balance, due_date, days, isRude }: Facts): Draft {
  const owed = `invoice ${number} for ${toMoney(balance)}`
  const state = days > 0 ? `was due on ${toLetterDate(due_date)} and is ${days} days late` : `is due on ${toLetterDate(due_date)}`
  const asks = isRude
    ? 'We are tired of your excuses. Pay today, or we will see to it that everybody in your trade knows how you treat your bills.'
    : 'Could you let us know when we can expect the payment? If it is on its way already, please disregard this message.'
  return {
    draft_subject: isRude ? `PAY NOW: invoice ${number}` : `Invoice ${number}`,
    draft_content: `Hello ${greeted},\n\n${owed} ${state}. ${asks}\n\n${isRude ? '' : 'Kind regards,\n'}${company}`,
  }
}

const nameOf = (world: World, customer: string): string =>
  world.table(contacts).find('ofCustomer', customer)?.name ?? world.table(customers).get(customer)?.customer_company_name ?? ''

/** What stood in the books before the payments; where there was none, more than was ever asked. */
export const staleBalance = ({ amount, balance }: Pick<InvoiceRow, 'amount' | 'balance'>): number =>
  amount > balance ? amount : Math.round(balance * 110) / 100

/** An invoice that is not meant: another open one of the customer, else another of theirs. */
function otherInvoice(world: World, { id, customer }: InvoiceRow): InvoiceRow | undefined {
  const others = world
    .table(invoices)
    .list('ofCustomer', customer)
    .filter((each) => each.id !== id)
  return others.find(isOpen) ?? others[0]
}

function otherCustomer(world: World, { company, customer }: InvoiceRow): string | undefined {
  for (const { id } of world.table(customers).in('ofCompany', company).keys()) if (id !== customer) return id
  return undefined
}

/** What the newest e-mail about the invoice says that was proposed before. */
function earlierDraft(world: World, { company, id }: InvoiceRow): Draft | undefined {
  const about = world.table(actions).list('ofInvoice', company, id).filter(isLetter)
  const newest = about.sort((a, b) => compareInstants(b.created_at, a.created_at))[0]
  return newest && { draft_subject: newest.draft_subject ?? '', draft_content: newest.draft_content ?? '' }
}

const isLetter = ({ action_type, draft_content, status }: ActionRow): boolean =>
  action_type === 'email' && draft_content !== null && status !== 'cancelled'
