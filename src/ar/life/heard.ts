/** What a customer says first, to what a letter says beside that something is owed. */
import { toLetterDate } from '../../core/time/day.ts'
import { ownText, withoutQuotes } from '../../core/values/quotes.ts'
import type { World } from '../../core/world/handle.ts'
import type { ThreadRow } from '../communications/thread.ts'
import { toMoney } from '../conventions/money.ts'
import { sumOf } from '../customers/customer-totals.ts'
import { type InvoiceRow, invoices } from '../invoices/invoice.ts'
import { isCounted, payments } from '../payments/payment.ts'
import { drawBetween } from './draw.ts'

interface Heard {
  readonly world: World
  readonly message: ThreadRow
  readonly owed: readonly InvoiceRow[]
  /** "INV-2001 and INV-2007". */
  readonly numbers: string
}

const answers: readonly (readonly [about: RegExp, says: (heard: Heard) => string])[] = [
  [/\b(?:lawyers?|attorneys?|court|legal)\b/i, noLawyers],
  // With a capital it is a name.
  [/\bsue\b/, noLawyers],
  [/\b(?:discount|instal?lments?)\b|\d ?(?:%|percent)/i, () => 'Thank you for the offer; we had rather pay as agreed.'],
  [
    /\b(?:PO|order) number\b/i,
    ({ world, message }) => `Our order number is PO-${drawBetween(world, 'order', message.customer, [10_000, 99_999])}.`,
  ],
  [/\b(?:remittance|proof of payment)\b/i, lastPayment],
  [/\b(?:come up|what happened|where it is|why)\b/i, () => 'The approval has taken longer than we thought.'],
]

function noLawyers(): string {
  return 'There is no need for lawyers.'
}

function lastPayment({ world, message }: Heard): string {
  const last = world.table(payments).list('ofCustomer', message.customer).find(isCounted)
  const invoice = world.table(invoices).get(last?.invoice ?? '')
  return last && invoice
    ? `Our last payment was ${toMoney(last.amount)} on ${toLetterDate(last.payment_date)}, for ${invoice.invoice_number}.`
    : 'We have made no payment yet.'
}

const amounts = /\$ ?\d[\d,]*(?:\.\d\d)?/g

/** Whether a letter names a sum that is none of what the customer owes. */
function isWrong({ world, message: { customer, body }, owed }: Heard): boolean {
  const open = world.table(invoices).list('openOfCustomer', customer)
  const known = [...open.flatMap(({ amount, balance }) => [amount, balance, amount - balance]), sumOf(open), sumOf(owed)]
  const told = known.map((amount) => toMoney(amount))
  return [...withoutQuotes(body).matchAll(amounts)].some(
    ([text]) => !told.includes(toMoney(Number(text.replaceAll(/[^\d.]/g, '')))),
  )
}

/** What is said first; undefined where a letter says nothing that asks for it. */
export function remarkOn(heard: Heard): string | undefined {
  const found = answers.find(([about]) => about.test(ownText(heard.message.body)))
  if (found) return found[1](heard)
  const { owed, numbers } = heard
  return isWrong(heard) ? `What we have open for ${numbers} is ${toMoney(sumOf(owed))}.` : undefined
}
