/** What a customer says first, to what a letter says beside that something is owed. */
import { toLetterDate } from '../../core/time/day.ts'
import { withoutQuotes } from '../../core/values/quotes.ts'
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

/** Addresses and names. */
const place =
  /\b(?:Court|Legal) (?:Street|St\b|Road|Rd\b|Avenue|Ave\b|Lane|Square|Place|Drive|House|Hotel|Bakery)|\b(?:Mr|Mrs|Ms|Dr)\.? (?:Court|Legal)\b|\b\d{1,5}\w? (?:\p{Lu}[\p{L}'\u2019-]{0,40} ){1,2}Court\b/gu
const law =
  /\b(?:(?<!\b(?:suppl(?:y|ies|ied)|serve|sell(?: to)?|(?:software|services) for) )(?:lawyers?|attorneys?)|small claims|(?<!\b(?:tennis|squash|badminton|padel|basketball|volleyball|sports|food) )court|legal(?! (?:services?|software|name|entity|form|address|holiday|paper|size)\b))\b/i
// With a capital it is a name.
const suit = /\bsue\b/

/** Not paid, no later, why not: nothing of what is offered or charged is denied. */
const aside =
  /\b(?:not|no|without|never|cannot|unable to|\w{2,6}n.t)(?: (?:yet|been|be|have|able|to|any|further|your|an?)){0,3} (?:pay\w*|paid|receiv\w+|hear\w*|settl\w+|arriv\w+|answer\w*|repl\w+|respon\w+|notice|delay|choice|option|later|only|wait|after|before|until|clear\w*|miss|forget|hesitate|worry)\b|\bwhy not\b|\bno(?=[.#]| \d)/gi
const denial = /\b(?:no|not|never|cannot|unable|\w{2,6}n.t|expired|lapsed)\b/i
const waiver = /\b(?:without|free of|waiv\w+|remov\w+|cancel\w*|refund\w*|revers\w+|credit\w*|forgiv\w+)\b/i
const isDenied = (sentence: string): boolean => denial.test(sentence.replaceAll(aside, ''))

const fee =
  /\b(?:late (?:payment )?(?:fees?|charges?)|finance charges?|(?<!\b(?:fuel|energy|freight|card) )surcharges?|(?:charg|add|accru|appl|lev[iy]|incur)\w* (?:\S+ ){0,3}?(?<!\bof )interest(?! in\b)|(?<!\b(?:of|in|best) )interest (?:charges|will|(?:of|at) \d|on (?:the )?(?:overdue|late)|(?:(?:is|also|then|now) )?(?:accru|appl|lev[iy]|incur|charged|added|due)\w*))\b/i
const claim = /\b(?:demand|claim|bill)\w* (?:\S+ ){0,3}?(?<!\bof )interest\b(?! (?:in|rates?)\b)/i

const chargesFees = (sentence: string): boolean =>
  (fee.test(sentence) || (claim.test(sentence) && /\d|\bwill\b/i.test(sentence))) &&
  !isDenied(sentence) &&
  !waiver.test(sentence.replaceAll(aside, ''))

/** One that is late is no offer. */
const instalments =
  /\binstal?lments?\b(?! (?:\S+ ){0,4}?(?:is|are|was|were|fell) (?:now |already )?(?:(?:over|past )?due|late|missed|unpaid|open)\b)/i
const discount =
  /\b(?:discounts?|rebates?)\b|\d ?(?:%|percent) (?:\S+ ){0,3}?(?:off|back|less|reduction|cut|deal)\b|\b(?:take|deduct|offer|give|grant|allow|accept|save|knock|cut|reduc(?:e|ing)|lower|subtract) (?:\S+ ){0,4}?(?!100\b)\d[\d.,]* ?(?:%|percent)(?! (?:interest|per|a) ?)/i
const free = /\b(?:no|without) (?:extra |additional |any )?(?:interest|fees?|costs?|charges?)\b/gi
const offers = (what: RegExp) => (sentence: string) => what.test(sentence) && !isDenied(sentence.replaceAll(free, ''))

const answers: readonly (readonly [isAbout: (sentence: string) => boolean, says: Remark])[] = [
  [(sentence) => law.test(sentence.replaceAll(place, '')) || suit.test(sentence), lawyers],
  [chargesFees, () => 'There is no need for interest or fees.'],
  [offers(instalments), (heard) => (heard.says === 'rest_later' ? 'Thank you for the offer; that helps us.' : declined(heard))],
  [offers(discount), declined],
  [
    (sentence) => /\b(?:come up|what happened|where it is|why)\b/i.test(sentence),
    () => 'The approval has taken longer than we thought.',
  ],
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
    /\b(?:send|provide|forward|share|give|tell|confirm|need|missing|without|let (?:us|me)|which|what|(?:please|kindly)(?! (?:pay|transfer|wire|remit|settle|note|find|see)\b))\b/i.test(
      sentence,
    )) &&
  !/\b(?:(?:when|once|after|with) (?:you|your|the) (?:pay|have paid)|(?:with|on|in|to) (?:your|the|each|any) (?:next )?(?:payment|transfer|wire|check|cheque)\b)/i.test(
    sentence,
  )

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
  const sentences = sentencesOf(body).map((sentence) => sentence.replace(/\s+/g, ' ').trim())
  const wishes = sentences.filter(isAskingFor)
  const [, says] =
    answers.find(([isAbout]) => sentences.some(isAbout)) ?? asked.find(([what]) => wishes.some((wish) => what.test(wish))) ?? []
  if (says) return says(heard)
  const { owed, numbers } = heard
  return isWrong(heard) ? `What we have open for ${numbers} is ${toMoney(sumOf(owed))}.` : undefined
}
