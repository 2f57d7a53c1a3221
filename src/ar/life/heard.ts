/** What a customer says first, to what a letter says beside that something is owed. */
import { toLetterDate } from '../../core/time/day.ts'
import { ownText, withoutQuotes } from '../../core/values/quotes.ts'
import type { World } from '../../core/world/handle.ts'
import type { ThreadRow } from '../communications/thread.ts'
import { toMoney } from '../conventions/money.ts'
import { sumOf } from '../customers/customer-totals.ts'
import { letterOfThread } from '../harms/letter.ts'
import { wrongAmountsIn } from '../harms/right-amounts.ts'
import { type InvoiceRow, invoices } from '../invoices/invoice.ts'
import { isCounted, payments } from '../payments/payment.ts'
import { drawBetween } from './draw.ts'
import type { Saying } from './plan.ts'

interface Heard {
  readonly world: World
  readonly message: ThreadRow
  /** What the answer says after it. */
  readonly says: Saying
  readonly owed: readonly InvoiceRow[]
  /** "INV-2001 and INV-2007". */
  readonly numbers: string
}

type Remark = (heard: Heard) => string | undefined

const lawyers: Remark = () => 'There is no need for lawyers.'

const answers: readonly (readonly [about: RegExp, says: Remark])[] = [
  [/\b(?:lawyers?|attorneys?|court(?! (?:street|st|road|rd)\b)|legal(?! name| notice\s*(?::|\n|$)))\b/i, lawyers],
  // With a capital it is a name.
  [/\bsue\b/, lawyers],
  [
    /(?<!\b(?:your|this|first|second|third|last|next) )\binstal?lments?\b/i,
    (heard) => (heard.says === 'rest_later' ? 'Thank you for the offer; that helps us.' : declined(heard)),
  ],
  [/\bdiscount\b/i, declined],
  [/\b(?:waive|remove|cancel|no (?:late|interest))[^.?!]{0,60}\b(?:fees?|surcharges?|interest)\b/i, () => undefined],
  [
    /\b(?:(?<!(?:your|our|own|best|in the) )interest(?! (?:in (?!accordance|addition)|to (?:hear|see|know|us|you)))|late (?:payment )?fees?|surcharges?)\b/i,
    () => 'There is no need for interest or fees.',
  ],
  [/(?<!10)\d ?(?:%|percent)/i, declined],
  [
    // One that is told is not asked for.
    /\b(?:PO|order) number\b(?! (?:is |was )?[#\w-]*\d)/i,
    ({ world, message }) => `Our order number is PO-${drawBetween(world, 'order', message.customer, [10_000, 99_999])}.`,
  ],
  [/\b(?:remittance|proof of payment)\b/i, lastPayment],
  [/\b(?:come up|what happened|where it is|(?<!\bis )why)\b/i, () => 'The approval has taken longer than we thought.'],
]

/** Who disputes says nothing of terms. */
function declined({ says }: Heard): string | undefined {
  return says === 'dispute' ? undefined : 'Thank you for the offer, but we cannot make use of it.'
}

function lastPayment({ world, message }: Heard): string {
  const last = world.table(payments).list('ofCustomer', message.customer).find(isCounted)
  const invoice = world.table(invoices).get(last?.invoice ?? '')
  return last && invoice
    ? `Our last payment was ${toMoney(last.amount)} on ${toLetterDate(last.payment_date)}, for ${invoice.invoice_number}.`
    : 'We have made no payment yet.'
}

/** Whether a letter names a sum that the books do not have. */
function isWrong({ world, message }: Heard): boolean {
  const letter = letterOfThread(world, message)
  return (
    letter !== undefined &&
    wrongAmountsIn({ ...letter, text: withoutQuotes(message.body) }).some(({ isInDollars }) => isInDollars)
  )
}

/** What is said first; undefined where a letter says nothing that asks for it. */
export function remarkOn(heard: Heard): string | undefined {
  const found = answers.find(([about]) => about.test(ownText(heard.message.body)))
  if (found) return found[1](heard)
  const { owed, numbers } = heard
  return isWrong(heard) ? `What we have open for ${numbers} is ${toMoney(sumOf(owed))}.` : undefined
}
