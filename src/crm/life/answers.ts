/** What people answer: to the last question of a letter, or to what it says. */
import { withoutQuotes } from '../../core/values/quotes.ts'
import { namesDay, plain } from './wish.ts'

type Question = 'done' | 'papers' | 'move' | 'cancel' | 'meeting' | 'interest' | 'offer' | 'open' | 'more' | 'price' | 'whether'
type Kind = Question | 'farewell' | 'wishes' | 'absence'

/** What a letter asks, or says. */
export interface Topic {
  readonly kind: Kind
  /** The words that ask or say it. */
  readonly asked: string
}

/** A meeting that an answer proposes. */
export interface Proposal {
  /** When it is, in words: with the time where one was named. */
  readonly date: string
  /** Why it is at another time than was asked for; undefined where it is not. */
  readonly but: string | undefined
}

export interface AnswerFacts {
  /** The first name of who is answered. */
  readonly us: string
  readonly meeting: Proposal | undefined
  /** Whether the letter answers a question. */
  readonly isAnswer: boolean
}
type Text = (facts: AnswerFacts) => string

const meetings = /\b(meet|meeting|call|talk|speak|chat|demo|visit|lunch|training|review|appointment|invitation)\b/
const isOfMeeting = (text: string): boolean => meetings.test(text) || namesDay(text)
const moves = /\b(?:move|push|put|shift|change)\b/
/** Words that ask for another time. */
const movesMeeting = (text: string): boolean =>
  /\b(?:postpone|reschedule|(?:another|other|different|better) (?:time|day|date|week)s?)\b/.test(text) ||
  (moves.test(text) && isOfMeeting(text))
/** Words that call a meeting off. */
const endsMeeting = (text: string): boolean => /\b(?:cancel|skip|call (?:it )?off)\b/.test(text) && isOfMeeting(text)

const detail =
  /(^|, )(?:who|whom|where|why|what (?!time|day|date|about)|which (?!time|day|date)|how (?!about)|when (?:is|was|does))\b/
/** What is asked of a meeting that stands. */
const asksOfMeeting = (text: string): boolean => detail.test(text) && meetings.test(text)
const isStillOn = (text: string): boolean => /\bstill\b/.test(text) && isOfMeeting(text)

/** How questions look, by kind. The first that fits counts. */
const looks: readonly (readonly [Question, Pick<RegExp, 'test'>])[] = [
  ['done', /(^|, )(did|have|has|had|was|were)\b/],
  ['papers', /\b(could|can|would|will) you\b(?!.*\binvit).*\b(send|share|forward|attach|return|sign|bring)\b/],
  ['papers', /\bdo you have (?:the|a|your|any)\b.*\b(?:contract|form|document|papers?|copy|notes)\b/],
  ['open', { test: asksOfMeeting }],
  ['move', { test: movesMeeting }],
  ['cancel', { test: endsMeeting }],
  ['whether', { test: isStillOn }],
  ['meeting', /\b(meet|meeting|call|talk|speak|chat|demo|visit|catch up|schedule|calendar|appointment|suits?)\b/],
  ['meeting', /\byou (be )?(free|available)\b|\bhave (some |any )?time\b/],
  ['meeting', { test: namesDay }],
  ['interest', /\b(still|interest|interested)\b/],
  ['offer', /(^|, )(shall|should|may|can) (i|we)\b/],
  ['open', /\b(tell|know|explain|remind)\b.*\b(who|whom|what|when|where|why|how|which|whether|if)\b/],
  ['more', /\b(anything|any (other |more |further |open )?(questions?|news|changes?|concerns?))\b/],
  ['open', /(^|, )(what|how|who|where|which)\b.*\byour\b/],
  ['price', /\b(price|prices|quote|offer|cost|budget|discount)\b/],
  ['papers', /\b(contract|form|document|papers?|copy|notes)\b/],
  ['whether', /(^|, )(could|can|would|will|do|does|is|are|am|shall|should|may|might)\b/],
]

/** Who is told so writes no more. */
const farewell = /\b(not|never|stop) (writ|contact|e-?mail|call)\w*\b[^.?!]{0,60}\b(me|us|again|any ?more)\b|\bunsubscribe me\b/i

const MUST = /\b(?:have to|must|need to|would like to|let us|let's|please|want to|(?:we|i) should)\b/
const notComing =
  /\b(?:cannot|can't|can not|won't|will not|(?:un|not )able to)\b.{0,30}\b(?:make (?:it|the)|attend|join|meet|be there|come(?! (?:to a|back|up)))\b/

/** What a sentence can say without a question. */
const remarks: readonly (readonly [Kind, Pick<RegExp, 'test'>])[] = [
  ['wishes', /\b(happy (birthday|new year|holidays)|merry christmas|congratulations|get well)\b/],
  ['move', { test: (text) => MUST.test(text) && movesMeeting(text) }],
  ['cancel', { test: (text) => notComing.test(text) || (MUST.test(text) && endsMeeting(text)) }],
  ['absence', /\b(on (vacation|holiday|leave)|out of (the )?office)\b/],
  [
    'meeting',
    /\b(?:let us|let's|(?:we|i) (?:should|could|would like to)|i'd like to)\b.{0,40}\b(?:meet|talk|speak|chat)\b|\bplease (?:call|ring) (?:me|us)\b/,
  ],
]

/** Longer letters are not read to the end. */
const MOST = 10_000

/** What somebody reads of a letter: not what they have written themselves. */
export const readOf = (body: string): string => withoutQuotes(body.slice(0, MOST))

/** The sentences of a letter, in small letters. */
const sentencesOf = (body: string): string[] =>
  (plain(readOf(body)).match(/[^.!?\n]+\??/g) ?? []).map((sentence) => sentence.trim().toLowerCase())

/** Whether a letter asks to hear nothing more. */
export const isFarewell = (body: string): boolean => farewell.test(readOf(body))

/** What a letter is about that wants an answer: what it asks last, but a meeting where it asks for one; undefined for mere news. */
export function topicOf(body: string): Topic | undefined {
  if (isFarewell(body)) return { kind: 'farewell', asked: '' }
  const sentences = sentencesOf(body)
  const said = firstOf(sentences, remarks)
  const questions = sentences.filter((sentence) => sentence.endsWith('?')).map((sentence) => sentence.slice(0, -1))
  const kinds = questions.map(kindOf)
  const meeting = kinds.findLast((kind) => kind === 'move' || kind === 'cancel' || kind === 'meeting')
  const kind = meeting ?? kinds.at(-1)
  if (kind === undefined) return said
  if (meeting === undefined) return { kind, asked: questions.at(-1) ?? '' }
  const asked = questions.slice(kinds.indexOf(meeting)).join(' or ')
  return { kind: meeting === 'meeting' && (said?.kind === 'cancel' || said?.kind === 'move') ? 'move' : meeting, asked }
}

function firstOf(sentences: readonly string[], ways: typeof remarks): Topic | undefined {
  for (const [kind, look] of ways) {
    const asked = sentences.find((sentence) => look.test(sentence))
    if (asked !== undefined) return { kind, asked }
  }
  return undefined
}

const kindOf = (question: string): Question => looks.find(([, look]) => look.test(question))?.[0] ?? 'open'

/** A letter that only thanks is short. */
const SHORT = 80

/** Whether a letter only thanks, or says that all is well. */
export function isThanks(body: string): boolean {
  const text = readOf(body).trim()
  return (
    text.length < SHORT &&
    !text.includes('?') &&
    /\b(thanks|thank you|great|perfect|wonderful|noted|see you|sounds good)\b/i.test(text)
  )
}

const but = (meeting: Proposal | undefined): string => (meeting?.but === undefined ? '' : `, but ${meeting.but}`)

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
  cancel: [
    ({ us }) => `No problem, ${us}. I have taken it out of my calendar.`,
    ({ us }) => `Thank you for telling me, ${us}. Let us meet another time.`,
  ],
  price: [
    () => 'The price is about what we had in mind. I will ask who has to agree here, and come back to you.',
    () => 'We have to look at the numbers together here. I will come back to you as soon as we have.',
  ],
  papers: [
    () => 'Of course. You will have it as soon as everybody here has had a look.',
    ({ us }) => `Yes, ${us}, I will see to it.`,
  ],
  done: [() => 'Yes, thank you.', ({ us }) => `Yes, ${us}, all is well here.`],
  interest: [({ us }) => `Yes, ${us}, it is still on our list.`],
  farewell: [({ us }) => `Understood, ${us}. You will not hear from me again.`],
  wishes: [({ us }) => `Thank you, ${us}, that is very kind of you.`],
  absence: [({ us }) => `Thank you for telling me, ${us}. Enjoy the time.`],
  offer: [() => 'Yes, please.', ({ us }) => `Yes, please do, ${us}.`],
  more: [() => 'Not at the moment, thank you.', ({ us }) => `No, ${us}, that is all for now.`],
  whether: [() => 'Yes, that is fine with us.', ({ us }) => `Yes, ${us}, that is fine.`],
  open: [
    () => 'I cannot say yet. I will ask my colleagues and come back to you.',
    ({ us }) => `Good question, ${us}. Let me find out.`,
  ],
}

const toAnswers: readonly Text[] = [({ us }) => `Thank you, ${us}, that answers it.`, () => 'Thanks for the answer. That helps.']
const toNews: readonly Text[] = [
  ({ us }) => `Thank you, ${us}. I have read it and will come back to you if anything is open.`,
  () => 'Thank you. I have passed it on to my colleagues.',
]

/** What can be answered. */
export function answersTo(topic: Topic | undefined, isAnswer: boolean): readonly Text[] {
  if (topic) return toTopics[topic.kind]
  return isAnswer ? toAnswers : toNews
}

/** The subject of the conversation. */
export const withoutRe = (subject: string): string => subject.replace(/^(?:re: *)+/i, '')
