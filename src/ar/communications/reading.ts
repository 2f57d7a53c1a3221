/** What a text of the company says, as far as a customer or the agent has to know: a few words are looked for in its own text. */
import { ownText } from '../../core/values/quotes.ts'

const delay = /\b(?:look(?:ing)? into|(?:come|get) back to you|hear from us|checking)\b/i
/** Words of a delay that are none: thanks, a condition, what was done. */
const noDelay =
  /\b(?:(?:thank(?:s| you)|thankful|grateful) for (?:checking|looking)|checking (?:in|out|accounts?)|anything|(?:after|finished|done|completed) (?:checking|looking)|(?:not|never|n.t|no longer) (?:be )?(?:checking|look))\b|^\W*(?:(?:and|but) )?(?:if|should|unless|in case|it|that|this|your)\b|\b(?:back to you|hear from us) (?:only )?(?:if|should|unless|in case)\b/i
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
/** What a customer asks for. */
const wish =
  /\?|\b(?:kindly|(?:can|could|would|will) you|asked (?:you )?(?:for|to)|owed (?:a|an|us)|you (?:still )?owe|missing|remind (?:me|us))\b|\b(?:not|never|\w{2,6}n.t) (?:yet )?(?:been )?(?:got(?:ten)?|get|received?|arrived?|reach(?:ed)?)\b/i
/** To please excuse, or find something attached, is for nothing; what follows by an `and` may be. */
const plea =
  /\bplease\b(?! (?:(?:excuse|forgive|pardon) (?:(?:us|me|our|my|the|this|that|any|for|being|paying) ){0,4}(?:delay|late\w*|oversight)|accept (?:our|my) (?:\w+ )?apolog|bear with|(?:find|see|note) (?:(?:the|our|my|an?|it|this|them|copy|of|proof|payment|remittance|advice) ){0,4}(?:attached|enclosed))(?![^.?!;\n]{0,80}\band\b))/i
const order =
  /(?:^|[.!?;:\n])\W{0,3}(?:(?:just|so|then) )?(?:(?:re-?)?send (?:us|me|it|an?|the|another|over)|(?:correct|re-?issue|forward|provide) (?:it|this|that|us|me|an?|the|your)|(?:let|tell|call|e-?mail) (?:us|me))\b/i
const need =
  /(?<!not |n.t |no longer )\b(?:need|require) (?:(?:an?|the|your|another|its|new|signed|corrected?|proper) ){0,3}(?:cop(?:y|ies)|invoice|po|purchase order|order number|credit|statement|proof|delivery note|details|breakdown|pdf|scan)\b/i
/** Of goods and credits that are to come. */
const lacking =
  /\b(?:box(?:es)?|pallets?|items?|pieces?|units?|parts?|goods|deliver(?:y|ies)|orders?|shipments?|credits?|refunds?|cop(?:y|ies))\b[^.?!;\n]{0,60}\b(?:outstanding|(?:over|past )?due|open|owed|unpaid)\b/i
const thanks = /^\W*(?:many )?(?:thank|thanks|great|perfect|good|ok)\b/i
const grant = /\bwithin (?:the next )?(\d{1,2}|ten) (?:calendar )?days\b/i
const nobody =
  /\b(?:no answer|nobody|no one|voice ?mail|wrong number|busy|(?:not|never|n.t) (?:there|available|reach(?:ed)?)|could not reach)\b/i
const not = String.raw`\b(?:[Nn]ot|[Nn]ever|\w{2,6}n.t)`
/** No thing follows: it was about the call. */
const ended = String.raw`(?=\W*$|[.,;:!?)\n]| (?:${[
  String.raw`(?:again|at|because|but|by|either|on|so|this|today|twice|yet)\b`,
  String.raw`[-\u2013\u2014]`,
].join('|')}))`
const name = String.raw`\p{Lu}[\p{L}'\u2019-]{0,40}`
const person = 'the (?:customer|contact|controller|bookkeeper|office)'
const whom = `(?:him|her|them|any(?:one|body)|${person}|${name}(?: ${name})?)${ended}`
/** Nobody was reached, as far as nothing is noted that somebody told. Names have a capital. */
const unreached = new RegExp(
  [
    String.raw`\b\w{2,6}n.t (?:there|available)\b`,
    String.raw`(?:\b\w{2,6}n.t|\b[Uu]nable to|\b[Ff]ailed to) reach(?:ed)? ${whom}`,
    String.raw`(?:${not}|\b[Uu]nable to|\b[Ff]ailed to) get (?:hold of ${whom}|through(?: to ${whom}|${ended}))`,
    String.raw`${not} (?:pick(?:ed|ing)? up|answer(?:ed|ing)?)(?: (?:\w{1,9} )?(?:phone|calls?)\b|${ended})`,
    String.raw`(?<!\b(?:has|had|have|got|received) )\b[Nn]o (?:reply|response|luck|pick-?up)${ended}`,
    String.raw`\b[Aa]nswering machine\b|\b(?:[Rr]ang|[Rr]inging) out\b|\b[Kk]ept ringing\b`,
    // Not "he left a message".
    [
      String.raw`(?:^|[.!?;:,\n(] ?|\b(?:I|[Ww]e|and|then|just|have|.ve) )[Ll]eft `,
      String.raw`(?:(?!us\b|me\b)\w{1,40} )?(?:(?:an?|another|the|short|brief|second|voice) ){0,3}message\b`,
    ].join(''),
    [
      String.raw`(?<!\bhad \w{1,9} )\b(?:[Pp]hone|[Nn]umber|[Ll]ine) (?:(?:is|was) )?`,
      `(?:disconnected|dead|engaged|out of service|not in service)${ended}`,
    ].join(''),
  ].join('|'),
  'u',
)
/** Somebody is not there, or wants not to talk. */
const absent =
  /\b(?:(?:is|are|was|were|still) (?:away(?! from)|out(?! (?:of|for (?:signature|delivery|approval)|by|with)\b)|on (?:vacation|holiday|leave)|in a meeting)|out of (?:the )?office|not in(?= today| the office| yet| until|\W*$)|hung up|no longer (?:works?|with|there))\b/i
/** What only somebody tells who was spoken to, and things that are out, or not there, as people are. */
const told = new RegExp(
  String.raw`\b(?:${[
    String.raw`pay(?:s|ing|ments?)?|paid|promis\w+|agree[ds]?|confirm\w*|disput\w+|approv\w+`,
    String.raw`transfer\w*|wir(?:e[ds]?|ing)|settl\w+|called back|answered(?=:)|goes out`,
    '(?<!\\b(?:reception(?:ist)?|message|machine|recording|operator|switchboard|desk) )(?:says?|said)',
    [
      String.raw`(?:sends?|sending|sent)(?! (?:\w{1,20} ){0,2}`,
      String.raw`(?:e-?mails?|letters?|texts?|reminders?|messages?|cop(?:y|ies)|statements?)\b)`,
    ].join(''),
    String.raw`cheques?|checks?(?! (?:again|back|later|with|(?:the )?(?:phone )?number)\b)|money|cash|bank|invoices?`,
    String.raw`credit\w*|letters? (?:is|are|was|were)|goods|orders?|PO|prices?|deliver\w*|stock|systems?`,
    'parcels?|pallets?|documents?|signature|supplier',
    String.raw`(?<!never )got (?:through|a (?:firm )?date)|had \w{1,40} on the (?:phone|line)`,
  ].join('|')})\b`,
  'i',
)
/** What a call was about. */
const purpose =
  /\b(?:about|regarding) (?:\w{1,20} ){0,2}(?:payments?|invoices?|checks?|cheques?|orders?|goods|prices?|money|delivery|dispute)\b/gi
/** A clause that begins so tells of somebody who was spoken to, and can say more than that somebody else is not there. */
const reached =
  /(?:^|[.!?;:,\n]) *(?:(?:and|but|then|later) )?(?:(?:I|we)(?: have|.ve)? |have )?(?:reached|told|answered|(?:spoke|talked) (?:to|with)) (?!(?:(?:the|an?|her|his|their|\S{1,40}['\u2019]s) ){0,2}(?:nobody|no|me|us|that|reception\w*|voice ?mail|switchboard|(?:answering )?machine)\b)\p{L}/iu
const insolvent = /\b(?:bankrupt\w*|insolven\w*)\b/i

/** It promises an answer, and is none yet. */
export const putsOff = (text: string): boolean => delay.test(ownText(text))

const clausesOf = (text: string): string[] =>
  ownText(text)
    .split(clauseEnd)
    .filter((clause) => /[\p{L}\d]/u.test(clause))

/** It acknowledges what somebody wrote, and says nothing of it. */
export function isCourtesy(text: string): boolean {
  const clauses = clausesOf(text)
  return clauses.length > 0 && clauses.every((clause) => courtesy.test(clause))
}

/** It promises an answer to a question, and says nothing else. */
export function onlyPutsOff(text: string): boolean {
  if (!putsOff(text)) return false
  const clauses = clausesOf(text)
  const isDelay = (clause: string): boolean => delay.test(clause) && !noDelay.test(clause)
  return clauses.some((clause) => isDelay(clause) && ours.test(clause)) && clauses.every((it) => isDelay(it) || mere.test(it))
}

/** The days within which it asks for something; 0 where it names none. */
export function daysGiven(text: string): number {
  const [, days = '0'] = grant.exec(ownText(text)) ?? []
  return days.toLowerCase() === 'ten' ? 10 : Number(days)
}

/** Its own, one by one. */
export const sentencesOf = (text: string): string[] => ownText(text).split(/(?<=[.?!])\s/)

/** It gives no more time. */
export const refuses = (text: string): boolean => refusal.test(ownText(text))

/** It says something of what was disputed, and does not only ask. */
export const settles = (text: string): boolean =>
  sentencesOf(text).some((sentence) => !sentence.endsWith('?') && settlement.test(sentence))

/** It asks for an answer, or for money. */
export const asks = (text: string): boolean => request.test(ownText(text))

/** Of a customer’s: it asks for more than to be read. */
export const wants = (text: string): boolean => isWish(text) && isWish(ownText(text))

const isWish = (text: string): boolean => [wish, plea, order, need, lacking].some((pattern) => pattern.test(text))

/** It says thanks and no more, or nothing: three dots. */
export function isIdle(text: string): boolean {
  const own = ownText(text)
  return own !== '' && !asks(own) && !/\d/.test(own) && (thanks.test(own) || !/\p{L}{2}/u.test(own))
}

const isOfNobody = (text: string): boolean =>
  nobody.test(text) || ((unreached.test(text) || absent.test(text)) && !told.test(text.replaceAll(purpose, '')))

/** It notes a call in which nobody was reached who could pay. */
export const isInVain = (text: string): boolean => insolvent.test(text) || (isOfNobody(text) && !reached.test(text))
