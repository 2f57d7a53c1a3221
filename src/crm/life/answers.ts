/** What people answer: to the last question of a letter, or to what it says. */
import { withoutQuotes } from '../../core/values/quotes.ts'
import { PLACE, place, places } from './said-places.ts'
import { daysIn, invitation, MONTHS, minutesIn, NEXT, namesDay, plain, shiftIn, timeAt, wishesIn } from './wish.ts'

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

/** A meeting that an answer proposes. */
export interface Proposal {
  /** When it is, in words: with the time and the place where they were named. */
  readonly date: string
  /** Why it is at another time than was asked for; undefined where it is not. */
  readonly but: string | undefined
  /** Whether it is the one that should move. */
  readonly stays: boolean
}

interface AnswerFacts {
  /** The first name of who is answered. */
  readonly us: string
  readonly meeting: Proposal | undefined
  /** When the meeting is that the letter speaks of, in words; undefined where there is none. */
  readonly known: string | undefined
  /** Whether it is at another time than the letter says. */
  readonly isOther: boolean
  /** Whether the letter answers a question. */
  readonly isAnswer: boolean
}
type Text = (facts: AnswerFacts) => string

/** What any meeting can be called. */
const ANY = 'meeting|call|talk|chat|session|appointment|invitation'
const MEETING = `(?:${ANY}|demo|visit|lunch|training|workshop|presentation|kick-?off|review(?! of))`
const meetings = new RegExp(String.raw`\b(?:meet|speak|${MEETING}(?! off))\b`)
const isMeeting = new RegExp(`^${MEETING}$`)
const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .replace(/\bcall(?:ed)? off\b/g, '')
    .match(/[\p{L}\d-]+/gu) ?? []
const isAny = new RegExp(`^(?:${ANY})$`)
/** How many words of its title a text has that names a meeting, by all of them or by what kind of meeting it is; 0 of others, less than 1 where any can be called so. */
export function sharedWords(text: string, title: string): number {
  const [said, name] = [new Set(wordsOf(text)), wordsOf(title)]
  const shared = name.filter((word) => said.has(word))
  if (shared.every((word) => isAny.test(word))) return shared.length && 0.5
  return shared.length === name.length || shared.some((word) => isMeeting.test(word)) ? shared.length : 0
}
/** Words for a day or a time, at the beginning of what they are tried on. */
const WHEN = String.raw`(?:on |at |in )?(?:the |early |late )?(?:\d|\w+day\b|tomorrow|next|this (?:morning|afternoon|evening|week)|week of|${MONTHS})`
const like = (source: string): RegExp => new RegExp(source)

/** A meeting that both know of. */
const OURS = String.raw`(?:the|our|your|this|that) (?:\w+ )?${MEETING}\b(?! off)`
const hasWhen = (text: string): boolean => namesDay(text) || timeAt(text).time !== undefined || isNear.test(text)
const isNear = /\b(?:same time|(?:in|to|until|this) (?:the )?(?:morning|afternoon)|(?:next|following) (?:day|week|month))\b/

/** Words that ask for another time. */
const otherTime = like(
  String.raw`\b(?:postpone|reschedule)d?(?=,|$| (?:it|that|${WHEN})\b|.{0,40}\b${MEETING}\b)|\b(?:another|other|different|better) (?:time|day|date|week|slot)s?\b|\bsuits? you better\b|\b(?:bring|move|push) (?:it|that|.{0,20}\b${MEETING}) (?:forward|up|back)\b`,
)
/** What somebody does with a meeting, or says of it. */
const ofMeeting = like(
  String.raw`\b(?:meet|speak|talk)\b|\b(?:move|start|begin|make|do|have|hold) (?:it\b|that\b|at\b|${WHEN}|${OURS})|^(?:so )?${OURS}.{0,20} (?:is|starts|will)\b|^(?:how|what) about\b`,
)
const shortens = like(String.raw`\b(?:shorten|extend|cut) (?:it|that|${OURS}${NEXT})`)
/** What is named in the place of what was. */
const namesOther = (text: string): boolean =>
  ((/\binstead\b/.test(text) && (ofMeeting.test(text) || isWish(text))) || shortens.test(text)) &&
  (hasWhen(text) || place.test(text) || minutesIn(text) !== undefined)
/** `Could we make it 11?` */
const makes = /\b(?:we|us|let's|please|i) (?:make|do|have) it (?!by|until|without)/
/** Another place for a meeting, which its name or `it` stands for. */
const itsPlace = like(
  String.raw`\b(?:(?:do|did|have|make|move|switch|change) (?:it|that|this|${OURS}) |(?:switch|change) )(?:(?:over|by|on|via|to|an?) ){0,2}${PLACE}`,
)
/** What is done with `it` has to do with a meeting where one is named, or where the day or the time comes next. */
const IT = String.raw`\b(?:make|have|do|put|push|move|shift|change|delay)d? (?:it|that|this)\b`
const ofIt = like(IT)
const itsWhen = like(
  String.raw`(?<!\bplease let us )${IT}(?: (?:back|forward|up|out|from|to|on|for|at|in|until|till|after|before))* (?:${WHEN}|(?:the )?(?:same|following|morning|afternoon|week|day|mid|middle|end|beginning|start|half|quarter|noon|midday)\b|(?:in )?\w+ (?:hour|day|week|month)s?\b)`,
)
const isWhenOfIt = (text: string): boolean => hasWhen(text) && (!ofIt.test(text) || itsWhen.test(text) || meetings.test(text))
const movesMeeting = (text: string): boolean =>
  otherTime.test(text) ||
  (makes.test(text) && (isWhenOfIt(text) || minutesIn(text) !== undefined)) ||
  namesOther(text) ||
  itsPlace.test(text) ||
  (ofMeeting.test(text) && / (?:earlier|later)\b/.test(text) && shiftIn(text) !== 0) ||
  (moving.test(text) && (meetings.test(text) || isWhenOfIt(text) || shiftIn(text) !== 0))
const moving = like(
  String.raw`\b(?:move|push|put|shift|change|delay)d?\b(?:$| (?:it|that|this|(?:the|our) (?:time|date|slot)(?= to\b|$)|${WHEN})|.{0,40}\b(?:${MEETING}|(?:follow|catch)-up)\b)|${MEETING}\b.{0,40}\b(?:moved|shifted)|\b(?:swap|switch) (?:it|that|\w+day|.{0,20}\b(?:${MEETING}|time|date|slot))\b.{0,30} (?:to|for) ${WHEN}`,
)
/** Words that call a meeting off. */
const ending = like(String.raw`\b(?:cancel|skip|call off)(?:$| (?:it|that|${WHEN})\b)|\bcall it off\b`)
const endsMeeting = (text: string): boolean =>
  ending.test(text) || (/\b(?:cancel|skip|call off)\b/.test(text) && meetings.test(text))

const detail =
  /(^|, )(?:who|whom|where|why(?! not| don't we)|what (?!time|day|date|about)|which (?!time|day|date|of (?:these|them|those)|one)|how (?!about)|when (?:is|was|does))\b/
/** One meeting more than there is. */
const oneMore = like(String.raw`\b(?:another|also|again|second|more|(?:meet|talk) (?:about|to)|an? (?:\w+ )?${MEETING})\b`)
/** Whether another time or place is named, and not for one meeting more. */
export const isForThis = ({ kind, asked }: Topic): boolean =>
  (kind === 'meeting' || kind === 'day') && (hasWhen(asked) || place.test(asked)) && !oneMore.test(asked.replace(places, ''))
/** What is asked of a meeting that stands. */
const asksOfMeeting = (text: string): boolean => detail.test(text) && (meetings.test(text) || namesDay(text))
/** When a meeting is that both know of. */
const asksWhen = like(
  String.raw`\b(?:when|what (?:time|day|date)|which day)\b.{0,10}\b(?:is|does|do we have|was)\b.{0,5}\b(?:our|the|your) (?:next )?${MEETING}(?= ?(?:$|on|next|this|tomorrow|again|with (?:you|us|me)|start|begin|take place))`,
)
const standing = like(
  [
    String.raw`\b(?:are we meeting|do we meet|did we (?:say|agree on)) ${WHEN}`,
    String.raw`\bis (?:our|the) ${MEETING} (?:on|at|tomorrow|next)\b`,
    `\\bconfirm(?:ed)? (?:that )?${OURS}${NEXT}`,
    String.raw`^(?:(?:is|are|was|has|does) )?${OURS}.{0,30} (?:confirmed|still)\b`,
    String.raw`(?:^|, |so )(?:${OURS} (?:is|starts|will)\b|we (?:are )?(?:meet|talk|speak)).*, (?:right|correct)$`,
    String.raw`\bstill (?:meeting|on(?= ?(?:$|for\b|${WHEN})))`,
    String.raw`\b(?:do we have|is there|are we having) (?:an?|any|our) (?:\w+ )?${MEETING}${NEXT}`,
  ].join('|'),
)
const standingDay = like(String.raw`\bconfirm ${WHEN}|^is ${WHEN}.{0,20} confirmed\b`)
/** Whether a meeting stands. */
const isOfStanding = (text: string): boolean =>
  standing.test(text) || (hasWhen(text) && (standingDay.test(text) || (/\bstill\b/.test(text) && asksForDay.test(text))))

/** "meet", but not "meet our needs" or "meet the deadline". */
const MEET = String.raw`meet(?! (?:\w+ ){0,2}(?:need|requirement|deadline|standard|expectation|criteria|target|goal|demand|terms|price|budget|offer)| half)`
/** "speak", but not "speak German". */
const SPEAK = String.raw`speak(?! \w*(?:ish|man|ench|ese|ian)\b)`
/** A meeting that there is not yet: `a short call`, `lunch`. */
const NEW = String.raw`(?:an? )?(?:(?!the|our|your|this)\w+ )?${MEETING}${NEXT}`
const ASK = `(?:^|can|could|shall|should|would|will|may|might|like|want|need|have|interested|possible|chance|time|when|about)`
const FINE = '(?:fine|good|great|perfect|better|best|ok|okay|all right|possible|convenient)'
/** That a day suits, and not somebody or something else. */
const SUITS = String.raw`(?:(?:that |which |would )?(?:works?|suits?)|(?:would be|is) ${FINE})(?: (?:best|well|fine|better))?(?=\W*$|,| (?:for )?(?:me|us|you|both)\b| too\b)`
/** Behind words such as "talk": "to me" may follow, but not "to the bank". */
const OTHERS = String.raw`(?! (?:to|with) (?!me\b|us\b|you\b))`
const asksToMeet = [
  like(
    String.raw`\b${ASK}\b.{0,40}\b(?:${MEET}|talk|${SPEAK}|chat|catch up|sync up|get together|join (?:me|us)|visit|zoom|come (?:by|over|to (?:your|our) office)|invite(?! (?!me\b|us\b|for\b|on\b|at\b)\w)|(?<!\b(?:ask|tell) (?!you)\w+ to )call (?:me|us|you)|return (?:my|our) call|schedule|treffen|sprechen)\b${OTHERS}`,
  ),
  like(String.raw`\b${ASK}.{0,40}\b(?:an?|another) (?:\w+ ){0,2}${MEETING}${NEXT}`),
  /\b(?:are you|you(?:'re| are| be)?) (?:free|available|around)\b|\byour availability\b|\bhave (?:some |any |a little )?time\b(?! to (?!meet|talk|speak|chat|catch))|\byou have (?:half )?\w+ (?:minute|hour)s?(?= ?(?:$|[^\w ]|(?:for|on|at|in|to|this|next|today|tomorrow|some\w*)\b))/,
  like(
    String.raw`\b(?:suggest|propose|tell me|let me know) (?:an?|some|another|which|what|any) (?:\w+ )?(?:time|day|date|slot)s?(?=\W*$|,| (?:on|in|next|this|for (?:us|(?:the|our|an?) (?:\w+ )?${MEETING}))\b| ${SUITS})`,
  ),
  /\b(?:when|what|which|time|day|date|then|that)\b.{0,30}\b(?:suits?|(?:works?|fine|good) (?:best |well )?for) you\b|\bpasst\b/,
]
/** A day is named for nothing else than a meeting. */
const NOT_ELSE = String.raw`(?!.*\bfor (?:the|your|our|an?) (?!(?:\w+ )?${MEETING}))`
const asksForDay = like(String.raw`^(?:.*\b(?:is|would|does|do|will|are|about|say|or|maybe|perhaps),? )?${WHEN}`)
const suits = like(String.raw`\b(?:suits?|works?|${FINE})\b(?! (?!for|with)\w+ (?:date|day|time)\b)${NOT_ELSE}`)
const offersDay = like(
  String.raw`(?:^|\b(?:about|(?:me|us) for) )${NEW}|\babout ${WHEN}${NOT_ELSE}|^(?:or |and |maybe |perhaps )?${WHEN}|\b(?:can|could|shall|should) we (?:say|do|have|see|try)\b|\byou (?:do|make|manage) ${WHEN}`,
)
const isWish = (text: string): boolean =>
  asksToMeet.some((look) => look.test(text)) ||
  ((namesDay(text) || timeAt(text).time !== undefined) && (offersDay.test(text) || (asksForDay.test(text) && suits.test(text))))

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

const NOT = "(?:do not|don't|never)"
const MAIL = '(?:e-?mails?|mails?|messages|letters|newsletters?)'
/** What asks for no more letters: "please do not write to me", "unsubscribe me". */
const farewell = like(
  [
    String.raw`(?:^|[,;:]\s*|\b(?:please|just|and|but|you)(?: to)? )(?:` +
      [
        String.raw`(?:${NOT} (?:ever )?(?:write|contact|e-?mail)|stop (?:writ|contact|e-?mail)ing)(?: to)?(?: me| us)?(?=\s*(?:$|[.!?,;]))`,
        String.raw`(?:${NOT} (?:ever )?(?:write|contact|e-?mail|call)|stop (?:writ|contact|e-?mail|call)ing)\b[^.?!]{0,60}\b(?:again|any ?more)\b`,
        String.raw`(?:stop sending (?:(?:me|us) )?|(?:${NOT}|(?<=please )not) send (?:(?:me|us) )?(?:any|more|further|your) (?=(?:\w+ )?${MAIL}\s*(?:$|[,;]|to (?:me|us)\b|any ?more\b|again\b)))(?:\w+ )?${MAIL}`,
        `no more ${MAIL}`,
        'unsubscribe(?! here)',
      ].join('|') +
      ')',
    String.raw`(?:not|n't|no longer) (?:want|wish|like)\b.{0,20}\b(?:(?:more|your) ${MAIL}|hear from you)\b`,
    String.raw`\b(?:remove|take|delete) (?:me|us|(?:my|our) \S+) (?:off|from) \w+ (?:\w+ )?list(?! of)`,
    String.raw`\bunsubscribe (?:me|us)\b`,
  ].join('|'),
)
/** What stands below letters to whoever has them by mistake. */
const footer = /^\s*(?:if you (?:are not|have received|received)|to unsubscribe)\b/

const MUST =
  /\b(?:ha(?:ve|s) to|must|needs? to|(?:would|'d) (?:like to|prefer|rather)|let us|let's|please|want to|(?:we|i) should|(?:decided|forced|writing) to)\b/
/** What can come behind somebody who does not come. */
const COMES = String.raw`(?=[,;]|\W*(?:$|(?:it|you|us|then|after all|any ?more|because|as|and|but|today)\b|(?:to )?${OURS}${NEXT}|${WHEN}))`
const notComing = like(
  String.raw`\b(?:cannot|can't|can not|won't|will not|(?:un|not )able to|can no longer|(?:let us|let's|should) not|(?:no|not|\w+n't) (?:want|wish|need) to)\b.{0,30}\b(?:make .{0,20}${MEETING}|(?:make it|attend|join|meet|talk|speak|be there|come)${COMES}|do (?=${WHEN}))\b`,
)
/** Before a comma it can be a page that nobody can join. */
const joins = /\bjoin[,;]/
/** What tells that a meeting is off already: "the call was cancelled". */
const already = like(
  [
    String.raw`\b${MEETING}(?! off)(?: \S+){0,4}? (?:cancell?ed|called off|(?:is|are) off$|(?:(?:will|can|does) ?not|won't|can't|doesn't) take place)`,
    String.raw`(?:\b(?:cancell?ed|called off):?|(?:\b(?:am|are)|'m|'re) cancell?ing|(?:\bnot|n't|\bno longer) need) ${OURS}${NEXT}|^cancell?ed: ${MEETING}$`,
    String.raw`\b(?:decline|(?:cannot|can't|not) accept) (?:your|the|this) invitation\b`,
  ].join('|'),
)
/** What does not suit. */
const fails =
  /(?:day|date|time|slot|week|morning|afternoon|meeting|\d(?: ?[ap]m|st|nd|rd|th)?) (?:(?:does not|doesn't|will not|won't|no longer) (?:works?|suits?|fits?)|(?:is|are)(?:n't| not| no longer) (?:possible|convenient|good|fine|ok|okay))\b/
const failsThis =
  /^(?:\w+,? ){0,2}(?:that|it) (?:(?:does|will) not|doesn't|won't|no longer) (?:work|suit)s?(?: for| me| us| after| all)*\W*$/
/** A meeting that both know of is named. */
export const ours = like(String.raw`\b${OURS}`)
/** Whether only the meeting can be meant that the conversation is about. */
export const isOfThis = (text: string): boolean =>
  failsThis.test(text) || (itsPlace.test(text) && !ours.test(text) && !hasWhen(text))
const isTheDay = /\b(?:the|that|this|your) (?:day|date|time|slot|meeting)\b/
const collides = /\b(?:have|got|there is) a(?:\w* \w+)? (?:conflict|clash)\b(?! (?:in|of|about|between)\b)/
/** What stays as it is. */
const stays =
  /(?:\b(?:not|never|no need to)|n't)(?: \w+){0,3} (?:cancel\w*|postpone\w*|reschedule\w*|move[ds]?|skip|call(?:ed)? off|change|shift)\b/
const isKept = (text: string): boolean => stays.test(text) && !invitation.test(text)
const callsOff = (text: string): boolean =>
  (notComing.test(text) && (!joins.test(text) || meetings.test(text) || hasWhen(text))) ||
  ((MUST.test(text) || /^(?:cancel|skip)\b/.test(text)) && endsMeeting(text)) ||
  already.test(text) ||
  failsThis.test(text) ||
  (fails.test(text) && (hasWhen(text) || isTheDay.test(text))) ||
  (collides.test(text) && (hasWhen(text) || meetings.test(text)))

/** A day is said to suit. */
const offered = like(
  String.raw`^(?:(?:\w+,|actually|but) )?(?:(?:(?:i|we)(?:(?: am|'m| are|'re) (?:free|available)| (?:can|could) (?:do|make|meet)| propose| suggest|(?: would|'d) prefer)|(?:let us|let's) (?:do|say|try|make it)) ${WHEN}\w*${NEXT}|(?:either )?${WHEN}.{0,30} ${SUITS})${NOT_ELSE}`,
)

const asksToMove = (text: string): boolean =>
  !isKept(text) &&
  (((MUST.test(text) || /^(?:move|postpone|reschedule)\b/.test(text)) && movesMeeting(text)) ||
    (!text.endsWith('?') && namesOther(text)))

/** Until when somebody is away, beside something else. */
export const absence = /\b(?:on (?:vacation|holidays?|leave)|away|out of (?:the )?office|travell?ing)\b[^,;]*[,;]/

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

/** Longer letters are not read to the end. */
const MOST = 10_000

/** What somebody reads of a letter: not what they have written themselves. */
export const readOf = (body: string): string => withoutQuotes(body.slice(0, MOST))

/** Of what is to be moved, what it is. */
export const movedIn = ({ kind, asked }: Topic): string | undefined => (kind === 'move' ? parts(asked)?.[0] : asked)

/** What is to be moved, and to when. */
export function parts(text: string): [old: string, next: string] | undefined {
  const verb = text.search(movedBy)
  if (verb < 0) return undefined
  const to = text.slice(verb).search(movedTo)
  return to < 0 ? [text, ''] : [text.slice(0, verb + to), text.slice(verb + to).replace(/^\w+ ?/, '')]
}
const movedBy = like(
  String.raw`\b(?:(?:move|push|put|shift|change|bring|delay|swap|switch)d?|postponed?|rescheduled?|make (?:it|the|our)|(?:do|have) it)\b`,
)
const movedTo = like(String.raw`\b(?:to|for|until|till|(?<=(?:move|push|shift|put) )it(?= ${WHEN})|(?<=(?:make|do|have) )it)\b`)

/** Beside what is to be moved only that offers a day. */
const offering = /\b(?:can|could|would|free|available|back|works?|suits?|fine|propose|suggest|how about|maybe|perhaps)\b/
/** The sentences beside what is asked that offer something. */
export const offeredIn = (body: string, asked: string): string[] =>
  sentencesOf(body).filter((sentence) => offering.test(sentence) && !asked.includes(sentence.replace(/\?$/, '')))

/** The sentences of a letter, in small letters. */
const sentencesOf = (body: string): string[] =>
  (plain(readOf(body)).match(/[^.!?\n]+\??/g) ?? []).map((sentence) => sentence.trim().toLowerCase())

/** Whether a letter asks to hear nothing more. */
export const isFarewell = (body: string): boolean =>
  plain(readOf(body))
    .toLowerCase()
    .split(/[.!?]|\n\s*\n/)
    .some((sentence) => farewell.test(sentence) && !footer.test(sentence))

/** A meeting whose new day is still to come is off. */
const dateLater =
  /\b(?:indefinitely|further notice)\b|\b(?:back to you|let you know)(?:(?: (?:soon|shortly|later|as soon as|by|next|tomorrow)\b.*)?$|.*\b(?:dates?|days?|times?|slots?|options?|when)\b)/
/** Days that nobody can tell, and more than one. */
const unclearDay = new RegExp(
  String.raw`\b(?:meet|talk|speak|chat) (?:\w+ )?yesterday\b|\b\w*day week\b(?! of)|(?:\b\w+day,? (?:(?:of|in|a|the) )*)?\b(?:fortnight|next (?:quarter|year))\b|\bweek (?:from )?(?:today|tomorrow|\w+day)\b|\b(?:second|third|fourth|last) \w+days? (?:in|of)\b|\bbusiness days?\b|\bevery (?:\w+ )?(?:\w*day|week|month)(?:s? (?:and|or) \w+day)*|\bin (?:week|kw) \d+\b|\bend of (?:the|this) week\b|\b(?:in|on|at|over|during|this|next) (?:(?:the|this|next) )?(?:q[1-4]|weekend|easter|christmas|thanksgiving|spring|summer|autumn|winter)(?: day)?(?=[,;]|\W*$| at\b)|\b(?:(?:day|week|month)s? )?(?:before|after) ${OURS}`,
  'g',
)
const isUnclear = (text: string): boolean => {
  const rest = text.replaceAll(unclearDay, '')
  return rest !== text && daysIn(rest, 0).length === 0
}

/** `at 9 IST`: known zones are those of North America and a few more. */
const unknownZone =
  /(?:\b\d{1,2}(?::\d\d| ?[apAP][mM])|\b(?:at|before|after|(?:between|from) \S+ (?:and|to)) \d{1,2})(?: ?[apAP][mM])? ?\(?(?!(?:[ECMP][SD]T|BST|CES?T|GMT|JST|BUT|NET|NOT|VAT)\b)[A-Z]{2,3}T\b/

/** What a letter is about that wants an answer; undefined for mere news. @param hasMeeting whether `it does not work` can be said of a meeting */
export function topicOf(body: string, hasMeeting = true): Topic | undefined {
  const topic = firstTopicOf(body, hasMeeting)
  return topic && decided(topic, body)
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
  const isNamed = wishesIn(offers.join('.'), '', 0, 0).offers.some(({ days, time }) => days ?? time)
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
  if (!last) return said ?? (asking.length ? { kind: 'greeting', asked: '' } : undefined)
  const parted = questions.flatMap((question) => {
    const parts = question.kind === 'open' ? [] : wishes(question.asked)
    return parts.length > 1 ? parts.map(questionOf) : [question]
  })
  const kind = parted.findLast((each) => each.kind === 'move' || each.kind === 'cancel' || each.kind === 'meeting')?.kind
  if (!kind) {
    const told = topicIn(sentences.flatMap(wishes).filter((wish) => !wish.endsWith('?')))
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

const but = (meeting: Proposal | undefined): string => (meeting?.but === undefined ? '' : `, but ${meeting.but}`)

const noMeeting = 'I have no such meeting with you in my calendar.'

const toTopics: Readonly<Record<Kind, readonly Text[]>> = {
  meeting: [
    ({ meeting }) => `Gladly${but(meeting)}. ${meeting?.date} suits us; you have an invitation from me.`,
    ({ us, meeting }) =>
      `Thank you for asking, ${us}${but(meeting)}. Let us do that on ${meeting?.date}. I have sent you an invitation.`,
  ],
  move: [
    ({ us, meeting }) => `No problem, ${us}${but(meeting)}. ${meeting?.date} suits us; you have a new invitation from me.`,
    ({ meeting }) => `That is fine${but(meeting)}. Let us do it on ${meeting?.date} then. I have sent you another invitation.`,
  ],
  stays: [({ us, meeting }) => `Thank you, ${us}${but(meeting)}. It stays on ${meeting?.date}.`],
  unclear: [({ us }) => `I am not sure when you mean, ${us}. Please tell me the date and the time.`],
  cancel: [
    ({ us, known }) => (known ? `No problem, ${us}. I have taken it out of my calendar.` : noMeeting),
    ({ us, known }) => `Thank you for telling me, ${us}. ${known ? 'Let us meet another time.' : noMeeting}`,
  ],
  joins: [({ known }) => `${known} suits me, too. I have the invitation.`],
  day: [({ meeting }) => `Good${but(meeting)}. ${meeting?.date} suits us; you have an invitation from me.`],
  when: [({ known }) => (known ? `It is on ${known}.` : noMeeting)],
  stands: [({ known, isOther }) => (known ? `${isOther ? 'In my calendar it is on' : 'Yes, it is on'} ${known}.` : noMeeting)],
  price: [() => 'We have to look at the numbers together here. I will come back to you as soon as we have.'],
  papers: [
    () => 'Of course. You will have it as soon as everybody here has had a look.',
    ({ us }) => `Yes, ${us}, I will see to it.`,
  ],
  done: [() => 'Yes, thank you.', ({ us }) => `Yes, ${us}, all is well here.`],
  interest: [({ us }) => `Yes, ${us}, it is still on our list.`],
  farewell: [({ us }) => `Understood, ${us}. You will not hear from me again.`],
  greeting: [({ us }) => `Fine, thank you, ${us}.`],
  wishes: [({ us }) => `Thank you, ${us}, that is very kind of you.`],
  absence: [({ us }) => `Thank you for telling me, ${us}. Enjoy the time.`],
  illness: [({ us }) => `I am sorry to hear that, ${us}. Get well soon!`],
  offer: [() => 'Yes, please.', ({ us }) => `Yes, please do, ${us}.`],
  more: [() => 'Not at the moment, thank you.', ({ us }) => `No, ${us}, that is all for now.`],
  whether: [() => 'Yes, that is fine with us.', ({ us }) => `Yes, ${us}, that is fine.`],
  open: [
    () => 'I cannot say yet. I will ask my colleagues and come back to you.',
    ({ us }) => `Let me find out, ${us}. I will come back to you.`,
  ],
}

const toAnswers: readonly Text[] = [({ us }) => `Thank you, ${us}, that answers it.`, () => 'Thanks for the answer. That helps.']
const toNews: readonly Text[] = [
  ({ us }) => `Thank you, ${us}. I have read it and will come back to you if anything is open.`,
  () => 'Thank you. I have passed it on to my colleagues.',
]
/** What is no answer yet, or none that helps. */
const noAnswers: readonly (readonly [RegExp, readonly Text[]])[] = [
  [
    /\b(?:find out|(?:come|get) back to|let you know|please wait|(?:will|have to) (?:ask|check|look))\b/i,
    [({ us }) => `Take your time, ${us}.`],
  ],
  [
    /^(?:\W*(?:hi|hello|dear)\b.*\n)?\W*(?:sorry,? )?(?:but )?no\b|\b(?:do not|don't) know\b|\bno idea\b/i,
    [({ us }) => `Thank you anyway, ${us}.`],
  ],
]

/** What can be answered. */
export function answersTo(kind: Kind | undefined, isAnswer: boolean, body: string): readonly Text[] {
  if (kind) return toTopics[kind]
  if (!isAnswer) return toNews
  const text = plain(readOf(body))
  return noAnswers.find(([look]) => look.test(text))?.[1] ?? toAnswers
}

/** The subject of the conversation. */
export const withoutRe = (subject: string): string => subject.replace(/^(?:re: *)+/i, '')
