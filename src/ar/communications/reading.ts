/** What a text of the company says, as far as a customer or the agent has to know: a few words are looked for in its own text. */
import { ownText } from '../../core/values/quotes.ts'

const delay = /\b(?:look(?:ing)? into|(?:come|get) back to you|hear from us|checking)\b/i
/** Words of a delay that are none: thanks, a condition, what was done, what somebody else is to do. */
const noDelay =
  /\b(?:(?:thank(?:s| you)|thankful|grateful) for (?:checking|looking)|checking (?:in|out|accounts?)|anything|(?:after|finished|done|completed) (?:checking|looking)|(?:not|never|n.t|no longer) (?:be )?(?:checking|look)|(?:you|please)(?: (?!(?:we|I|our|my|that)\b)\w+){0,6} look(?:ing)?)\b|^\W*(?:(?:and|but) )?(?:if|should|unless|in case|it|that|this|your)\b|\b(?:back to you|hear from us) (?:only )?(?:if|should|unless|in case)\b/i
const ours = /\b(?:we|us|our|I|me|my)\b|^\W*(?:checking|looking|will)\b/i
/** A part of a text that says nothing of substance beside a delay. */
const mere =
  /^\W*(?:(?:(?:many )?thank|sorry|(?:we|I) (?:am sorry|are sorry|apologi[sz]e)|hi|hello|dear|(?:kind|best|warm) regards|as soon as|please (?:bear|be patient)|(?:we|I) (?:will )?check|(?:we|I) (?:have )?(?:got|received) your)\b[^\d]*|\p{L}+\W*)$/iu
/** A part of a text that only acknowledges. */
const courtesy =
  /^\W*(?:(?:many )?thank(?:s| you)|you(?:.re| are) (?:very )?welcome|no problem|my pleasure|(?:we|and) have (?:read|noted|put your|made a note))\b[^\d]*$/i
const clauseEnd = /[.?!;:,](?:\s+|$)|\n|\s(?:and|but) (?=(?:it|that|this|your|our|we|I|you|please|have|attach\w*)\b)/i
const refusal = /\b(?:cannot|can.t|unable|unfortunately|not (?:possible|agree|accept)|no more time)\b/i
const settlement =
  /\b(?:correct\w*|attach\w*|enclos\w*|here is|credit\w*|delivery note|order number|PO|price|quantity|quote|adjust\w*|reissu\w*|replac\w*|agree\w*|apolog\w*|sorry|right|checked|confirm\w*)\b/i
const request =
  /\?|\b(?:please|remind\w*|(?:over|past )?due|open|ow(?:e|ed|ing)|outstanding|unpaid|not (?:been )?(?:paid|received|arrived|reached))\b/i
/** What a customer asks for; to please excuse, or find something attached, is for nothing. A signature of their own can be missing. */
const wish =
  /\?|\b(?:kindly|(?:can|could|would|will) you|(?:re)?send (?:us|me)|need (?:an?|the|your)|(?<!not )asked (?:you )?for|owed an?|missing (?:on|from|in)|(?<!(?:^|[.;,]\s*)(?:only )?(?:the|our) (?:(?:second|final|internal) )?(?:signature|approval|release) is (?:still )?)missing|(?:not|never) (?:yet )?(?:been )?(?:received|arrived|got))\b|\bplease\b(?! (?:(?:excuse|forgive|pardon|accept|bear|ignore)\b|(?:find|see|note) (?:\w+ ){0,3}(?:attached|enclosed)))/i
const anyOf = (...ways: string[]): RegExp => new RegExp(String.raw`\b(?:${ways.join('|')})\b`, 'i')

const MONEY = 'payment|money|wire|transfer|cheque|check|funds|amount'
const PAID = String.raw`(?:paid|wired|transferred|remitted|settled (?:this|it|your|the (?:invoice|bill|balance)|by (?:wire|transfer|ach|che(?:ck|que)|card)|in full|\S{0,40}\d))`
const SENT = '(?:sent|made|initiated|mailed|posted|processed|released)'
/** That money was sent. */
const sent = anyOf(
  String.raw`(?:we|I)(?:['\u2019]ve| have)?(?: already| just| now)? (?:${PAID}|${SENT} (?:the|a|our|your) (?:${MONEY})\b(?! (?:plan|proposal|schedule|detail)))`,
  `(?:was|were|is already|(?:has|have)(?: already)? been)(?: already)? ${PAID}`,
  String.raw`(?:${MONEY})(?: for \S{1,40})? (?:(?:is|are)(?: already)? (?:on (?:its|the|their) way|in the (?:mail|post))|(?:was|has been)(?: already)? ${SENT}|went out|(?:has )?left our (?:bank|account))`,
  String.raw`(?<!\w )(?:bank )?(?:payment|transfer) (?:${SENT}|done)`,
)
/** A sentence that says nothing else of who paid. */
const bare =
  /(?:^|[.!?]\s|\n)\s{0,4}(?:(?:thanks|sorry|yes|done)[,:] )?(?:already )?(?:paid|wired)(?=\s{0,4}(?:$|[.!\n])| (?:already|yesterday|today|in full|on|last|this|by (?:wire|transfer|ach|che(?:ck|que)))\b)/i
/** What comes behind that where it is still to be. */
const notYet = /^\W{0,4}(?:once|if|as soon|upon|next|tomorrow)\b/i
/** What comes before that where nobody says that it is so. */
const unsaid =
  /\b(?:once|if|when|until|unless|whether|before|soon as|you sa\w+|(?:not|\w+n.t) think)\b|\b(?:no|not|nothing|none of \w+|will|should|to)\s*$/i
const thanks = /^\W*(?:many )?(?:thank|thanks|great|perfect|good|ok)\b/i
/** Days from the letter on; from an invoice on they are its terms. */
const grant =
  /\bwithin (?:the next )?(\d{1,2}|ten) (?:calendar )?days\b(?! (?:of|from|after) (?:(?:the|its|your) )?(?:\w+ of )?(?:invoice|issue|issuing|delivery|billing|due|shipment)\b)/i
/** What was said before is given by no letter. */
const toldBefore = /\b(?:terms|you (?:told|said|wrote|promised (?:us|me|to|that|payment)))\b/i
const NOT = String.raw`(?:not|never|\w{2,6}n.t)`
const nobody = anyOf(
  'no answer|voice ?mail|answering machine|wrong number|busy|rang out|could not reach|hung up before',
  String.raw`(?:line|phone) (?:(?:was|is) )?(?:engaged|dead|switched off)|reception\w* sa\w+|unable to reach(?! an?\b)`,
  String.raw`(?:nobody|no one)(?! (?:here |from us |of us )?(?:(?:had|has) )?(?:told|informed|asked|sent|mentioned|explained|knew|knows)\b)`,
  String.raw`${NOT} (?:there|available|reach(?:ed)?(?! an?\b)|get hold of)`,
  String.raw`(?:${NOT} (?:answer|pick up|get through)(?: the phone)?|no reply|(?<=^|[.,;] )not in)(?=\W*$|[.,;])`,
)
/** A clause that begins so tells of somebody who was spoken to, and can say more than that somebody else is not there. */
const reached =
  /(?:^|[.!?;:,\n]) *(?:(?:and|but|then|later) )?(?:(?:I|we)(?: have|.ve)? |have )?(?:reached|told|answered|got (?:hold of|through to)|explained(?: \S{1,40}){0,5} to|(?:spoke|talked) (?:to|with)) (?!(?:(?:the|an?|her|his|their|\S{1,40}['\u2019]s) ){0,2}(?:nobody|no|me|us|that|reception\w*|voice ?mail|switchboard|(?:answering )?machine)\b)\p{L}/iu
const insolvent = /\b(?:bankrupt\w*|insolven\w*)\b/i

const clausesOf = (text: string): string[] =>
  ownText(text)
    .split(clauseEnd)
    .filter((clause) => /[\p{L}\d]/u.test(clause))

/** It acknowledges what somebody wrote, and says nothing of it. */
export function isCourtesy(text: string): boolean {
  const clauses = clausesOf(text)
  return clauses.length > 0 && clauses.every((clause) => courtesy.test(clause))
}

const isDelay = (clause: string): boolean => delay.test(clause) && !noDelay.test(clause)

/** It promises an answer, and is none yet. */
export const putsOff = (text: string): boolean => delay.test(text) && clausesOf(text).some(isDelay)

/** It promises an answer to a question, and says nothing else. */
export function onlyPutsOff(text: string): boolean {
  if (!delay.test(text)) return false
  const clauses = clausesOf(text)
  return clauses.some((clause) => isDelay(clause) && ours.test(clause)) && clauses.every((it) => isDelay(it) || mere.test(it))
}

/** The days within which it asks for something; 0 where it names none. */
export function daysGiven(text: string): number {
  if (!grant.test(text)) return 0
  const given = clausesOf(text).map((clause) => clause.split(grant))
  const [, days = '0'] = given.find(([before = '', count]) => count && !toldBefore.test(before)) ?? []
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

/** Of a customer’s: it asks for more than to be read. To find what is its own takes long, and few texts ask for anything. */
export const wants = (text: string): boolean => wish.test(text) && wish.test(ownText(text))

/** Of a customer’s: it says that money was sent. */
export const saysPaid = (text: string): boolean =>
  (sent.test(text) || bare.test(text)) &&
  (bare.test(ownText(text)) ||
    clausesOf(text).some((clause) => {
      const [before = '', after] = clause.split(sent)
      return after !== undefined && !unsaid.test(before) && !notYet.test(after)
    }))

/** It says thanks and no more, or nothing: three dots. */
export function isIdle(text: string): boolean {
  const own = ownText(text)
  return own !== '' && !asks(own) && !/\d/.test(own) && (thanks.test(own) || !/\p{L}{2}/u.test(own))
}

/** It notes a call in which nobody was reached who could pay. */
export const isInVain = (text: string): boolean => insolvent.test(text) || (nobody.test(text) && !reached.test(text))
