/** What a customer says first, to what a letter says beside that something is owed. */
import { toLetterDate } from '../../core/time/day.ts'
import { ownText, withoutQuotes } from '../../core/values/quotes.ts'
import type { World } from '../../core/world/handle.ts'
import { sentencesOf } from '../communications/reading.ts'
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
  [
    /\b(?:lawyers?|attorneys?|small claims|legal (?:action|proceedings|steps|measures|means|counsel|team|department))\b/i,
    lawyers,
  ],
  // With a capital they are names.
  [/\b(?:sue|court)\b/, lawyers],
  [
    /\b(?:late (?:payment )?(?:fees?|charges?)|surcharges?|(?:charg|add|accru|demand|claim|bill)\w* (?:(?!no |without )\S+ ){0,3}?interest|interest (?:charges|will|(?:of|at) \d|on (?:the )?(?:overdue|late)))\b/i,
    () => 'There is no need for interest or fees.',
  ],
  [/\binstal?lments?\b/i, (heard) => (heard.says === 'rest_later' ? 'Thank you for the offer; that helps us.' : declined(heard))],
  [
    /\b(?:discount|rebate)\b|\d ?(?:%|percent) off\b|\b(?:take|deduct|offer|give|grant|allow) (?:[a-z]+ ){0,2}\d[\d.]* ?(?:%|percent)/i,
    declined,
  ],
  [/\b(?:come up|what happened|where it is|why)\b/i, () => 'The approval has taken longer than we thought.'],
]

/** Who disputes says nothing of terms. */
function declined({ says }: Heard): string | undefined {
  return says === 'dispute' ? undefined : 'Thank you for the offer, but we cannot make use of it.'
}

/** What is answered only where it is asked for: letters speak of it for other reasons, too. */
const asked: readonly (readonly [what: RegExp, says: Remark])[] = [
  [
    // One that is told is not asked for.
    /\b(?:PO|order) number\b(?! (?:is |was )?[#\w-]*\d)/i,
    ({ world, message }) => `Our order number is PO-${drawBetween(world, 'order', message.customer, [10_000, 99_999])}.`,
  ],
  [/\b(?:remittance|proof of payment)\b/i, lastPayment],
]

/** What a sentence asks for is wanted now, and not with a payment to come. */
const isAskingFor = (sentence: string): boolean =>
  (sentence.endsWith('?') ||
    /\b(?:send|provide|forward|share|give|tell|confirm|need|missing|without|let (?:us|me)|which|what)\b/i.test(sentence)) &&
  !/\b(?:when|once|after|with) (?:you|your|the) (?:pay|have paid)/i.test(sentence)

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
  const { body } = heard.message
  const told = ownText(body)
  const wishes = sentencesOf(body).filter(isAskingFor)
  const [, says] =
    answers.find(([about]) => about.test(told)) ?? asked.find(([what]) => wishes.some((wish) => what.test(wish))) ?? []
  if (says) return says(heard)
  const { owed, numbers } = heard
  return isWrong(heard) ? `What we have open for ${numbers} is ${toMoney(sumOf(owed))}.` : undefined
}
