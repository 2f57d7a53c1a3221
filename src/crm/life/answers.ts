/** What people answer: to the last question of a letter, or to what it says. */
import { withoutQuotes } from '../../core/values/quotes.ts'
import { namesDay } from './wish.ts'

type Question = 'done' | 'papers' | 'meeting' | 'interest' | 'offer' | 'open' | 'more' | 'price' | 'whether'
type Kind = Question | 'farewell' | 'wishes' | 'absence'

/** What a letter asks, or says. */
interface Topic {
  readonly kind: Kind
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

/** How questions look, by kind. The first that fits counts. */
const looks: readonly (readonly [Question, Pick<RegExp, 'test'>])[] = [
  ['done', /(^|, )(did|have|has|had|was|were)\b/],
  ['papers', /\b(could|can|would|will) you\b(?!.*\binvit).*\b(send|share|forward|attach|return|sign)\b/],
  ['meeting', /\b(meet|meeting|call|talk|chat|demo|visit|catch up|schedule|calendar|appointment|suits?)\b/],
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

/** What can be said without a question. */
const remarks: readonly (readonly [Kind, RegExp])[] = [
  ['wishes', /\b(happy (birthday|new year|holidays)|merry christmas|congratulations|get well)\b/i],
  ['absence', /\b(on (vacation|holiday|leave)|out of (the )?office)\b/i],
]

/** Longer letters are not read to the end. */
const MOST = 10_000

/** What somebody reads of a letter: not what they have written themselves. */
export const readOf = (body: string): string => withoutQuotes(body.slice(0, MOST)).replace(/\b([ap])\.m\./gi, '$1m')

/** What is asked last, in small letters; undefined where nothing is. */
export function questionIn(body: string): string | undefined {
  const text = readOf(body)
  const end = text.lastIndexOf('?')
  return end < 0 ? undefined : text.slice(beginningOf(text, end), end).trim().toLowerCase()
}

/** Whether a letter asks to hear nothing more. */
export const isFarewell = (body: string): boolean => farewell.test(readOf(body))

/** What a letter is about that wants an answer; undefined for mere news. */
export function topicOf(body: string): Topic | undefined {
  const kind = isFarewell(body)
    ? 'farewell'
    : (kindOf(questionIn(body)) ?? remarks.find(([, look]) => look.test(readOf(body)))?.[0])
  return kind && { kind }
}

const kindOf = (question: string | undefined): Kind | undefined =>
  question === undefined ? undefined : (looks.find(([, look]) => look.test(question))?.[0] ?? 'open')

/** A letter that only thanks is short. */
const SHORT = 80

/** Whether a letter only thanks, or says that all is well. */
export function isThanks(body: string): boolean {
  const text = readOf(body).trim()
  return text.length < SHORT && !text.includes('?') && /\b(thanks|thank you|great|perfect|wonderful|noted|see you)\b/i.test(text)
}

/** Where the sentence begins that ends there. */
const beginningOf = (text: string, end: number): number =>
  Math.max(...['.', '!', '?', '\n'].map((mark) => text.lastIndexOf(mark, end - 1))) + 1

const but = (meeting: Proposal | undefined): string => (meeting?.but === undefined ? '' : `, but ${meeting.but}`)

const toTopics: Readonly<Record<Kind, readonly Text[]>> = {
  meeting: [
    ({ meeting }) => `Gladly${but(meeting)}. ${meeting?.date} suits us; you have an invitation from me.`,
    ({ us, meeting }) =>
      `Thank you for asking, ${us}${but(meeting)}. Let us do that on ${meeting?.date}. I have sent you an invitation.`,
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
