/** Meetings as a letter speaks of them: that there should be one, at another time, or none. */
import { MONTHS, NEXT, namesDay } from './said-days.ts'
import { PLACE, place } from './said-places.ts'
import { minutesIn, shiftIn, timeAt } from './said-times.ts'
import { invitation } from './wish.ts'

/** What any meeting can be called. */
const ANY = 'meeting|call|talk|chat|session|appointment|invitation'
export const MEETING = `(?:${ANY}|demo|visit|lunch|training|workshop|presentation|kick-?off|review(?! of))`
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
export const WHEN = String.raw`(?:(?:the )?same time,? )?(?:on |at |in )?(?:the |early |late )?(?:\d|\w+day\b|tomorrow|next|this (?:morning|afternoon|evening|week)|week of|${MONTHS})`
export const like = (source: string): RegExp => new RegExp(source)

/** A meeting that both know of. */
export const OURS = String.raw`(?:the|our|your|this|that) (?:\w+ )?${MEETING}\b(?! off)`
export const hasWhen = (text: string): boolean => namesDay(text) || timeAt(text).time !== undefined || isNear.test(text)
const isNear = /\b(?:same time|(?:in|to|until|this) (?:the )?(?:morning|afternoon)|(?:next|following) (?:day|week|month))\b/

/** Words that ask for another time. */
const otherTime = like(
  String.raw`\b(?:postpone|reschedule)d?(?=,|$| (?:it|that|${WHEN})\b|.{0,40}\b${MEETING}\b)|\b(?:another|other|different|better) (?:time|day|date|week|slot)s?\b|\bsuits? you better\b|\b(?:bring|move|push) (?:it|that|.{0,20}\b${MEETING}) (?:forward|up|back)\b`,
)
/** What somebody does with a meeting, or says of it. */
const ofMeeting = like(
  String.raw`\b(?:meet|speak|talk)\b|\b(?:move|start|begin|make|do|have|hold) (?:it\b|that\b|at\b|(?:half )?an hour\b|${WHEN}|${OURS})|^(?:so )?${OURS}.{0,20} (?:is|starts|will)\b|^(?:how|what) about\b`,
)
const shortens = like(String.raw`\b(?:shorten|extend|cut) (?:it|that|${OURS}${NEXT})`)
/** What is named in the place of what was. */
export const namesOther = (text: string): boolean =>
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
export const movesMeeting = (text: string): boolean =>
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
export const endsMeeting = (text: string): boolean =>
  ending.test(text) || (/\b(?:cancel|skip|call off)\b/.test(text) && meetings.test(text))

const detail =
  /(^|, )(?:who|whom|where|why(?! not| don't we)|what (?!time|day|date|about|(?:do|would) you prefer(?!:))|which (?!time|day|date|of (?:these|them|those)|one)|how (?!about)|when (?:is|was|does))\b/
/** One meeting more than there is. */
export const oneMore = like(
  String.raw`\b(?:another|also|again|second|more|(?:meet|talk) (?:about|to) (?!(?:\w+ (?:about )?)?(?:it|this|that|you)${NEXT})|an? (?:\w+ )?${MEETING})\b`,
)
/** What is asked of a meeting that stands. */
export const asksOfMeeting = (text: string): boolean => detail.test(text) && (meetings.test(text) || namesDay(text))
/** When a meeting is that both know of. */
export const asksWhen = like(
  String.raw`\b(?:when|what (?:time|day|date)|which day)\b.{0,10}\b(?:(?:is|does|do we have|was)\b.{0,5}\b(?:our|the|your) (?:(?!last|of|for|to)\w+ ){0,2}${MEETING}|(?:do|are|will|did(?: we say)?|shall(?=.* ${WHEN})) (?:we|you and i) (?:meet(?:ing)?|talk(?:ing)?|speak(?:ing)?))(?=,? ?(?:$|on|next|this|tomorrow|again|with (?:you|us|me)|for (?:you|us|me)|in (?:\w+ ){1,3}time|start|begin|take place)|, \w+$)`,
)
const standing = like(
  [
    String.raw`\b(?:are we (?:meeting|good for|set for)|do we meet|did we (?:say|agree on)|^see you) ${WHEN}`,
    String.raw`\bis (?:our|the) ${MEETING} (?:on|at|tomorrow|next)\b`,
    `\\bconfirm(?:ed)? (?:that )?${OURS}${NEXT}`,
    String.raw`^(?:(?:is|are|was|has|does) )?${OURS}.{0,30} (?:confirmed|still)\b`,
    String.raw`(?:^|, |so )(?:${OURS} (?:is|starts|will)\b|we (?:are )?(?:still )?(?:meet|talk|speak)).*, (?:right|correct|(?:are|do)n't we)$`,
    String.raw`\bstill (?:meeting|(?:(?<=(?:you|we) still )free|on)(?= ?(?:$|for\b|${WHEN})))`,
    String.raw`\b(?:do we have|is there|are we having) (?:an?|any|our) (?:\w+ )?${MEETING}${NEXT}`,
  ].join('|'),
)
const standingDay = like(String.raw`\bconfirm ${WHEN}|^is ${WHEN}.{0,20} confirmed\b`)
/** Whether a meeting stands. */
export const isOfStanding = (text: string): boolean =>
  standing.test(text) || (hasWhen(text) && (standingDay.test(text) || (/\bstill\b/.test(text) && asksForDay.test(text))))

/** "meet", but not "meet our needs" or "meet the deadline". */
export const MEET = String.raw`meet(?! (?:\w+ ){0,2}(?:need|requirement|deadline|standard|expectation|criteria|target|goal|demand|terms|price|budget|offer)| half)`
/** "speak", but not "speak German". */
const SPEAK = String.raw`speak(?! \w*(?:ish|man|ench|ese|ian)\b)`
/** A meeting that there is not yet: `a short call`, `lunch`. */
export const NEW = String.raw`(?:an? )?(?:(?!the|our|your|this)\w+ )?${MEETING}${NEXT}`
const ASK = `(?:^|can|could|shall|should|would|will|may|might|like|want|need|have|interested|possible|chance|time|when|about)`
export const FINE = '(?:fine|good|great|perfect|better|best|ok|okay|all right|possible|convenient)'
/** That a day suits, and not somebody or something else. */
export const SUITS = String.raw`(?:(?:that |which |would )?(?:works?|suits?)|(?:would be|is) (?:even )?${FINE})(?: (?:best|well|fine|better))?(?=\W*$|,| (?:for )?(?:me|us|you|both)\b| too\b)`
/** Behind words such as "talk": "to me" may follow, but not "to the bank". */
export const OTHERS = String.raw`(?! (?:to|with) (?!me\b|us\b|you\b))`
const asksToMeet = [
  like(
    String.raw`\b${ASK}\b.{0,40}\b(?:${MEET}|talk|${SPEAK}|chat|catch up|sync up|get together|join (?:me|us)|visit|zoom|(?:come|stop|drop|swing) (?:over|to (?:your|our) office)|invite(?! (?!me\b|us\b|for\b|on\b|at\b)\w)|(?<!\b(?:ask|tell) (?!you)\w+ to )call (?:me|us|you)|return (?:my|our) call|schedule|treffen|sprechen)\b${OTHERS}`,
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
  String.raw`(?:^|\b(?:about|(?:me|us) for) )${NEW}|\babout ${WHEN}${NOT_ELSE}|^(?:or |and |maybe |perhaps )?${WHEN}|\b(?:can|could|shall|should) we (?:say|do|have|see|try)\b|\b(?:what|which (?:day|date|time|one|of (?:these|them|those))) (?:do|would) you prefer\b|\byou (?:prefer(?! on)|do|make|manage) ${WHEN}`,
)
export const isWish = (text: string): boolean =>
  asksToMeet.some((look) => look.test(text)) ||
  ((namesDay(text) || timeAt(text).time !== undefined) && (offersDay.test(text) || (asksForDay.test(text) && suits.test(text))))

export const MUST =
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
export const isKept = (text: string): boolean => stays.test(text) && !invitation.test(text)
export const callsOff = (text: string): boolean =>
  (notComing.test(text) && (!joins.test(text) || meetings.test(text) || hasWhen(text))) ||
  ((MUST.test(text) || /^(?:cancel|skip)\b/.test(text)) && endsMeeting(text)) ||
  already.test(text) ||
  failsThis.test(text) ||
  (fails.test(text) && (hasWhen(text) || isTheDay.test(text))) ||
  (collides.test(text) && (hasWhen(text) || meetings.test(text)))

/** A day is said to suit. */
export const offered = like(
  String.raw`^(?:(?:\w+,|actually|but) )?(?:(?:(?:i|we)(?:(?: am|'m| are|'re) (?:free|available)| (?:can|could) (?:do|make|meet)| propose| suggest| meant|(?: would|'d) prefer)|(?:let us|let's) (?:do|say|try|make it)) ${WHEN}\w*${NEXT}|(?:either )?${WHEN}.{0,30} ${SUITS})${NOT_ELSE}`,
)

export const asksToMove = (text: string): boolean =>
  !isKept(text) &&
  (((MUST.test(text) || /^(?:move|postpone|reschedule)\b/.test(text)) && movesMeeting(text)) ||
    (!text.endsWith('?') && namesOther(text)))

/** Until when somebody is away, beside something else. */
export const absence = /\b(?:on (?:vacation|holidays?|leave)|away|out of (?:the )?office|travell?ing)\b[^,;]*[,;]/

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
