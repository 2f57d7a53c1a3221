/** What a letter asks, or says. */

import { isFarewell } from './farewell.ts'
import { offeredIn, readOf, sentencesOf } from './read.ts'
import { MONTHS, NEXT, namesDay, plain, withDates } from './said-days.ts'
import {
  asksOfMeeting,
  asksToMove,
  asksWhen,
  callsOff,
  endsMeeting,
  hasWhen,
  isKept,
  isOfStanding,
  isOfThis,
  isWish,
  like,
  MEET,
  MEETING,
  MUST,
  movesMeeting,
  NEW,
  namesOther,
  OTHERS,
  OURS,
  offered,
  oneMore,
  parts,
  SUITS,
  WHEN,
} from './said-meetings.ts'
import { place, places } from './said-places.ts'
import { COUNT, shiftIn, timeAt } from './said-times.ts'
import { daysIn, wishesIn } from './wish.ts'

type Question =
  | 'done'
  | 'papers'
  | 'move'
  | 'cancel'
  | 'stands'
  | 'when'
  | 'meeting'
  | 'interest'
  | 'offer'
  | 'open'
  | 'more'
  | 'price'
  | 'whether'
export type Kind = Question | 'stays' | 'unclear' | 'farewell' | 'wishes' | 'absence' | 'illness' | 'greeting' | 'day' | 'joins'

/** What a letter asks, or says. */
export interface Topic {
  readonly kind: Kind
  /** The words that ask or say it. */
  readonly asked: string
  /** What is said beside it of a meeting that cannot be. */
  readonly beside?: Topic | undefined
}
/** Whether another time or place is named, and not for one meeting more. */
export const isForThis = ({ kind, asked }: Topic): boolean =>
  (kind === 'meeting' || kind === 'day') && (hasWhen(asked) || place.test(asked)) && !oneMore.test(asked.replace(places, ''))

/** How questions look, by kind. The first that fits counts. */
const looks: readonly (readonly [Question, Pick<RegExp, 'test'>])[] = [
  ['stands', { test: isOfStanding }],
  ['done', /(^|, )(did|have|has|had|was|were)\b/],
  [
    'papers',
    /\b(could|can|would|will) you\b(?! (?:please )?not\b|.*\b(?:invit|(?:send|share)(?: \w+){0,2}? (?:your availab|when you)|(?:bring|move|push)\b.{0,60} forward\b|return (?:my|our) call\b)).*\b(send|share|forward|attach|return|(?:counter)?sign|bring|review|complete|fill (?:in|out))\b/,
  ],
  ['papers', /\bdo you have (?:the|a|your|any)\b.*\b(?:contract|form|document|papers?|copy|notes)\b/],
  ['when', asksWhen],
  ['open', { test: asksOfMeeting }],
  ['move', { test: (text) => !isKept(text) && movesMeeting(text) }],
  ['cancel', { test: (text) => !isKept(text) && endsMeeting(text) }],
  ['meeting', { test: isWish }],
  ['interest', /\binterest(?:ed)?\b|\bstill\b.*\b(?:want|need|plan|consider|looking|thinking|on your)\b/],
  ['open', /\bask (?:you )?(?:who|what|when|where|why|how|which)\b/],
  ['offer', /(^|, )(?:(?:shall|should) (?:i|we)|(?:may|can) (?:i|we)\b(?! (?:get|have|see)\b))\b/],
  [
    'open',
    /\b(?:tell|know|explain|remind|recommend|suggest)\b|\bstill\b|\bany (?:news|changes?) (?:about|on|from|of|with)\b|(^|, )when\b/,
  ],
  ['more', /\b(anything|any (other |more |further |open )?(questions?|news|changes?|concerns?))\b/],
  ['open', /(^|, )(what|how|who|where|which)\b.*\byour\b/],
  ['price', /\b(price|prices|quote|offer|cost|budget|discount)\b/],
  ['papers', /\b(contract|form|document|papers?|copy|notes)\b/],
  ['whether', /(^|, )(could|can|would|should|may|might) (you|we|i|it|that|this)\b|\b(?:fine|ok|okay|all right|agree)\b/],
]

/** What a sentence can say without a question; what it asks for comes first. */
const remarks: readonly (readonly [Kind, Pick<RegExp, 'test'>])[] = [
  ['move', { test: asksToMove }],
  ['cancel', { test: (text) => !isKept(text) && callsOff(text) }],
  ['stands', { test: (text) => MUST.test(text) && /\bconfirm\b/.test(text) && isOfStanding(text) }],
  [
    'meeting',
    like(
      [
        String.raw`\b(?:(?:let us|let's|(?:we|i)(?: should| could|(?: would|'d) (?:rather|(?:like|love|prefer) to))|happy to|(?:i|we) (?:propose|suggest) (?:to|(?:that )?we))\b(?! not\b)`,
        String.raw`.{0,40}\b(?:${MEET}|talk|speak|chat|catch up|(?:have|do|schedule|set up|arrange|jump on|hop on) ${NEW})\b${OTHERS})`,
        String.raw`|\b(?:propose|suggest|invite you(?: all)? (?:to|for)|please (?:have|schedule|set up|arrange|book)) (?:${NEW}|an? slot)|(?:^|\bplease )(?:call|ring) (?:me|us)(?: back)?${NEXT}`,
        String.raw`|\b(?:pick|choose) one\b.{0,9} or ${WHEN}|\b(?:let me know|tell me|send me|suggest|propose)\b.{0,30}\b(?:you(?:'re| are) (?:free|available)|(?:time|day|date|slot)s? ${SUITS}|your availability)`,
      ].join(''),
    ),
  ],
  ['papers', /\bplease (?:(?!not|never)\w+ ){0,2}?(?:send|share|forward|return|review|complete|(?:counter)?sign)\b/],
  ['day', { test: (text) => !text.endsWith('?') && offered.test(text) && namesDay(text) }],
  ['wishes', /\b(happy (birthday|new year|holidays)|merry christmas|congratulations|get well)\b/],
  [
    'absence',
    /\b(on (vacation|holiday|(?:\w+ )?leave)|out of (the )?office)\b|\bi(?: am|'m| will be) away\b(?! from (?:my|our|the)\b)/,
  ],
  ['illness', /\bi(?: am|'m) (?:\w+ )?(?:ill|sick|unwell)\b/],
]

/** Of what is to be moved, what it is. */
export const movedIn = ({ kind, asked }: Topic): string | undefined => (kind === 'move' ? parts(asked)?.[0] : asked)

/** A meeting whose new day is still to come is off. */
const dateLater =
  /\b(?:indefinitely|further notice)\b|\b(?:back to you|let you know)(?:(?: (?:soon|shortly|later|as soon as|by|next|tomorrow)\b.*)?$|.*\b(?:dates?|days?|times?|slots?|options?|when)\b)/
/** Days that nobody can tell, and more than one; dates are in numbers. */
const unclearDay = new RegExp(
  [
    String.raw`\b(?:meet|talk|speak|chat) (?:\w+ )?yesterday\b|\b\w*day week\b(?! of)`,
    String.raw`(?:\b\w+day,? (?:(?:of|in|a|the) )*)?\b(?:fortnight|next (?:quarter|year))\b`,
    String.raw`\bweek (?:today|tomorrow|\w+day)\b|(?:\bthe(?= \w+ before)|${COUNT}) (?:day|week|month|year)s? (?:from|before|after) \S+`,
    String.raw`\b(?:(?:first|last)(?! week)|second|third|fourth|fifth)(?: (?:working )?(?:\w*day|week|half)s?)? (?:in|of) (?:(?:the|this|next) )?(?:${MONTHS}|month|week|quarter|year)\b`,
    String.raw`\b(?:business|working) days?\b|\bevery (?:\w+ )?(?:\w*day|week|month)(?:s? (?:and|or) \w+day)*|\bin (?:week|kw) \d+\b`,
    String.raw`\b(?:(?:beginning|start)(?! of next)|middle|end) of (?:the|this|next) week\b|\b(?:in|within) (?:\w+ ){1,2}years?\b`,
    String.raw`\b(?:in|on|at|over|during|this|next|before|after) (?:(?:the|this|next) )?(?:q[1-4]|weekend|easter|christmas|thanksgiving|new year'?s?|labou?r|memorial|independence|spring|summer|autumn|fall|winter)(?: (?:day|holidays?|break))?(?=[,;]|\W*$| at\b)`,
    String.raw`\b(?:before|after) (?:${OURS}|(?:the )?holidays\b)`,
  ].join('|'),
  'g',
)
const isUnclear = (asked: string): boolean => {
  const text = withDates(asked, 0).toLowerCase()
  const rest = text.replaceAll(unclearDay, '')
  return rest !== text && daysIn(rest, 0).length === 0
}

/** `at 9 IST`: known zones are those of North America and a few more. */
const unknownZone =
  /(?:\b\d{1,2}(?::\d\d| ?[apAP][mM])|\b(?:at|before|after|(?:between|from) \S+ (?:and|to)) \d{1,2})(?: ?[apAP][mM])? ?\(?(?!(?:[ECMP][SD]T|BST|CES?T|GMT|JST|BUT|NET|NOT|VAT)\b)[A-Z]{2,3}T\b/

/** `When do we meet?` asks for a meeting where there is none. */
const isWishWithout = ({ kind, asked }: Topic): boolean => kind === 'when' && isWish(asked)
/** Whether it is about another thing where the two have no meeting that can be meant. */
export const needsMeeting = (topic: Topic): boolean => isOfThis(topic.asked) || isWishWithout(topic)

/** What a letter is about that wants an answer; undefined for mere news. @param hasMeeting whether there is a meeting that `it does not work` and `when do we meet` can be about */
export function topicOf(body: string, hasMeeting = true): Topic | undefined {
  const topic = firstTopicOf(body, hasMeeting)
  return topic && decided(!hasMeeting && isWishWithout(topic) ? { ...topic, kind: 'meeting' } : topic, body)
}

/** As the days in the rest of the letter make it. */
function decided(topic: Topic, body: string): Topic {
  if (!['meeting', 'move', 'day'].includes(topic.kind)) return topic
  const { kind, asked } = topic
  const [, next = ''] = (kind === 'move' && parts(asked)) || []
  const hasTime = timeAt(asked).time !== undefined
  const timed = plain(readOf(body)).split(/[.!?\n]/)
  if (
    (isUnclear(next || asked) && shiftIn(asked) === 0) ||
    timed.some((said) => unknownZone.test(said) && (!hasTime || asked.includes(said.trim().toLowerCase())))
  )
    return { ...topic, kind: 'unclear' }
  if (kind !== 'move' || shiftIn(asked) !== 0 || namesOther(asked) || place.test(asked)) return topic
  const offers = [`in ${next}`, ...offeredIn(body, asked).map((sentence) => sentence.replace(dateLater, ''))]
  const isNamed = wishesIn({ asked: offers.join('.') }, 0, 0).offers.some(({ days, time }) => days ?? time)
  return !isNamed && sentencesOf(body).some((sentence) => dateLater.test(sentence)) ? { ...topic, kind: 'cancel' } : topic
}

/** Whether a meeting cannot be as it is. */
export const isOff = (topic: Topic | undefined): boolean => topic?.kind === 'cancel' || topic?.kind === 'move'

/** What it asks last, but a meeting where it asks for one. */
function firstTopicOf(body: string, hasMeeting: boolean): Topic | undefined {
  if (isFarewell(body)) return { kind: 'farewell', asked: '' }
  const sentences = sentencesOf(body).filter((sentence) => hasMeeting || !isOfThis(sentence.replace(/\?$/, '')))
  const said = topicIn(sentences)
  const asking = sentences.filter((sentence) => sentence.endsWith('?')).map((sentence) => sentence.slice(0, -1))
  const questions = asking.filter((question) => !greeting.test(question)).map(questionOf)
  const last = questions.at(-1)
  if (!last) return toldIn(sentences) ?? (asking.length ? { kind: 'greeting', asked: '' } : undefined)
  const parted = questions.flatMap((question) => {
    const parts = question.kind === 'open' ? [] : wishes(question.asked)
    return parts.length > 1 ? parts.map(questionOf) : [question]
  })
  const kind = parted.findLast((each) => each.kind === 'move' || each.kind === 'cancel' || each.kind === 'meeting')?.kind
  if (!kind) {
    const told = toldIn(sentences.flatMap(wishes).filter((wish) => !wish.endsWith('?')))
    if (!isOff(told)) return last
    return last.kind === 'whether' || last.kind === 'offer' ? told : { ...last, beside: told && decided(told, body) }
  }
  const asked = parted
    .slice(parted.findIndex((each) => each.kind === kind))
    .flatMap((each) => (each.kind === 'papers' ? [] : each.asked))
    .join(' or ')
  return isOff(said) ? { kind: kind === 'meeting' ? 'move' : kind, asked, beside: said } : { kind, asked }
}

const questionOf = (asked: string) => ({ kind: kindOf(asked), asked })

/** The wishes of a sentence. */
const wishes = (sentence: string): string[] =>
  sentence.split(
    /(?:,|,? and|,? but) (?=(?:(?:also|please|then|so) )?(?:(?:can|could|would|will|shall|should|is|are) (?:we|you|it|that|this|i)|see you|not (?:the|our)|send|share|bring|forward|review|sign|return|keep|leave|let|call|meet|move|cancel|postpone|reschedule)\b)/,
  )

/** What is told; a day that is offered beside a meeting that cannot be is one for it. */
function toldIn(sentences: readonly string[]): Topic | undefined {
  const said = topicIn(sentences)
  const next = said?.kind === 'cancel' ? topicIn(sentences.flatMap(wishes).filter((wish) => !callsOff(wish))) : undefined
  const isNext = (next?.kind === 'meeting' || next?.kind === 'day') && daysIn(next.asked, 0).length > 0
  return isNext ? { kind: 'move', asked: next.asked, beside: said } : said
}

function topicIn(sentences: readonly string[]): Topic | undefined {
  for (const [kind, look] of remarks) {
    const said = sentences.find((sentence) => look.test(sentence))
    if (said !== undefined) return { kind, asked: wishes(said).find((wish) => look.test(wish)) ?? said }
  }
  return undefined
}

/** An "or" that leaves the day open and asks for no decision: "or later", "or on Friday". */
const orDay = like(String.raw`\bor (?:so|later|earlier|sooner|on|${WHEN})`)
/** What no yes answers: questions for a fact, and for one of two things. */
const wantsFact = /^(?:and |but |so )?(?:who|when|where|why|what(?! about)|how(?! about)|which)\b|\bor (?!not\b)\w/
const agreeing: readonly Question[] = ['papers', 'done', 'offer', 'interest', 'whether', 'price']

/** What calendars and books know: nobody agrees to it, or says that it is done, without a look. */
const known = like(
  String.raw`\b(?:meet|${MEETING}|join|sync|calendar|event|agenda|invoice|bill|pa(?:y|id)|transfer|refund|deliver|ship|order|discount|price|earlier|later|decide|cancel|postpone|reschedule|move|push|shift|slot|confirm|sign)`,
)
/** What who is asked has got or read is all that they know at once. */
const got = /\b(?:get|got|rece(?:ive|ipt)\w*|see|seen|read|reach|arrive\w*|look\w*)\b/
const isUnsure = (kind: Question, question: string): boolean =>
  (kind === 'offer' || kind === 'whether' || kind === 'done') &&
  !got.test(question) &&
  (kind === 'done' || hasWhen(question) || known.test(question))

function kindOf(question: string): Question {
  const kind = looks.find(([, look]) => look.test(question))?.[0] ?? 'open'
  if (isUnsure(kind, question)) return 'open'
  if (!wantsFact.test(kind === 'papers' ? question.replace(orDay, '') : question)) return kind
  if (kind === 'stands') return /^(?:when|what (?:time|day|date)|which day)\b|\bor\b/.test(question) ? 'when' : 'open'
  return agreeing.includes(kind) ? 'open' : kind
}

/** What is asked out of kindness. */
const greeting =
  /^(?:and )?how (?:are (?:you|things)(?: doing| today)?$|(?:is|was|were) (?:it going$|your (?:week(?:end)?|holidays?|vacation|trip|day)\b))/

/** A letter that only thanks is short. */
const SHORT = 80

/** Whether a letter only thanks, or says that all is well. */
export function isThanks(body: string): boolean {
  const text = readOf(body).trim()
  return (
    text.length < SHORT &&
    !text.includes('?') &&
    !/\b(?:not?|nothing|none|still)\b|n't\b/i.test(text) &&
    /\b(thanks|thank you|danke?|great|perfect|wonderful|noted|see you|sounds good|ok|confirmed|works|looking forward)\b/i.test(
      text,
    )
  )
}
