/** What a text of the company says, as far as a customer or the agent has to know: a few words are looked for in its own text. */
import { ownText } from '../../core/values/quotes.ts'

const delay = /\b(?:look(?:ing)? into|(?:come|get) back to you|hear from us|checking)\b/i
const refusal = /\b(?:cannot|can.t|unable|unfortunately|not (?:possible|agree|accept)|no more time)\b/i
const settlement =
  /\b(?:correct\w*|attach\w*|enclos\w*|here is|credit\w*|delivery note|order number|PO|price|quantity|quote|adjust\w*|reissu\w*|replac\w*|agree\w*|apolog\w*|sorry|right|checked|confirm\w*)\b/i
const request =
  /\?|\b(?:please|remind\w*|(?:over|past )?due|open|ow(?:e|ed|ing)|outstanding|unpaid|not (?:been )?(?:paid|received|arrived|reached))\b/i
const thanks = /^\W*(?:many )?(?:thank|thanks|great|perfect|good|ok)\b/i
const grant = /\bwithin (?:the next )?(\d{1,2}|ten) (?:calendar )?days\b/i
const nobody =
  /\b(?:no answer|nobody|no one|voice ?mail|wrong number|busy|(?:not|never|n.t) (?:there|available|reach(?:ed)?)|could not reach)\b/i
/** A clause that begins so tells of somebody who was spoken to, and can say more than that somebody else is not there. */
const reached =
  /(?:^|[.!?;:,\n]) *(?:(?:and|but|then|later) )?(?:(?:I|we)(?: have|.ve)? |have )?(?:reached|told|answered|(?:spoke|talked) (?:to|with)) (?!(?:(?:the|an?|her|his|their|\S{1,40}['\u2019]s) ){0,2}(?:nobody|no|me|us|that|reception\w*|voice ?mail|switchboard|(?:answering )?machine)\b)\p{L}/iu
const insolvent = /\b(?:bankrupt\w*|insolven\w*)\b/i

/** It promises an answer, and is none yet. */
export const putsOff = (text: string): boolean => delay.test(ownText(text))

/** The days within which it asks for something; 0 where it names none. */
export function daysGiven(text: string): number {
  const [, days = '0'] = grant.exec(ownText(text)) ?? []
  return days.toLowerCase() === 'ten' ? 10 : Number(days)
}

/** It gives no more time. */
export const refuses = (text: string): boolean => refusal.test(ownText(text))

/** It says something of what was disputed, and does not only ask. */
export const settles = (text: string): boolean =>
  ownText(text)
    .split(/(?<=[.?!])\s/)
    .some((sentence) => !sentence.endsWith('?') && settlement.test(sentence))

/** It asks for an answer, or for money. */
export const asks = (text: string): boolean => request.test(ownText(text))

/** It says thanks and no more, or nothing: three dots. */
export function isIdle(text: string): boolean {
  const own = ownText(text)
  return own !== '' && !asks(own) && !/\d/.test(own) && (thanks.test(own) || !/\p{L}{2}/u.test(own))
}

/** It notes a call in which nobody was reached who could pay. */
export const isInVain = (text: string): boolean => insolvent.test(text) || (nobody.test(text) && !reached.test(text))
