/** What people answer: to the last question of a letter, or to a letter that asks nothing. */
import { withoutQuotes } from '../../core/values/quotes.ts'

type Kind = 'done' | 'papers' | 'meeting' | 'offer' | 'open' | 'more' | 'price' | 'whether'

/** What a letter asks. */
interface Topic {
  readonly kind: Kind
}

export interface AnswerFacts {
  /** The first name of who is answered. */
  readonly us: string
  /** The day of the meeting that the answer proposes. */
  readonly date: string | undefined
  /** Whether the letter answers a question. */
  readonly isAnswer: boolean
}
type Text = (facts: AnswerFacts) => string

/** A day of the week that is no deadline. */
const weekday = /(?<!\b(?:by|before|until|till|since) )\b(sun|mon|tues|wednes|thurs|fri|satur)day\b/

/** How questions look, by kind. The first that fits counts. */
const looks: readonly (readonly [Kind, RegExp])[] = [
  ['done', /(^|, )(did|have|has|had|was|were)\b/],
  ['papers', /\b(could|can|would|will) you\b(?!.*\binvit).*\b(send|share|forward|attach|return|sign)\b/],
  ['meeting', /\b(meet|meeting|call|talk|chat|demo|visit|catch up|schedule|calendar|appointment|suits?)\b/],
  ['meeting', weekday],
  ['offer', /(^|, )(shall|should|may|can) (i|we)\b/],
  ['open', /\b(tell|know|explain|remind)\b.*\b(who|whom|what|when|where|why|how|which|whether|if)\b/],
  ['more', /\b(anything|any (other |more |further |open )?(questions?|news|changes?|concerns?))\b/],
  ['price', /\b(price|prices|quote|offer|cost|budget|discount)\b/],
  ['papers', /\b(contract|form|document|papers?|copy|notes)\b/],
  ['whether', /(^|, )(could|can|would|will|do|does|is|are|am|shall|should|may|might)\b/],
]

/** Longer letters are not read to the end. */
const MOST = 10_000

/** What somebody reads of a letter: not what they have written themselves. */
const readOf = (body: string): string => withoutQuotes(body.slice(0, MOST))

/** What is asked last; undefined where nothing is. */
export function topicOf(body: string): Topic | undefined {
  const text = readOf(body)
  const end = text.lastIndexOf('?')
  if (end < 0) return undefined
  const question = text.slice(beginningOf(text, end), end).trim().toLowerCase()
  return { kind: looks.find(([, look]) => look.test(question))?.[0] ?? 'open' }
}

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

const days = ['sun', 'mon', 'tues', 'wednes', 'thurs', 'fri', 'satur']

/** The day of the week that a letter names last, Sunday being 0; a weekend is no day to meet, nor is a deadline. */
export function weekdayIn(body: string): number | undefined {
  const [, name = ''] = [...readOf(body).toLowerCase().matchAll(new RegExp(weekday, 'g'))].at(-1) ?? []
  const number = days.indexOf(name)
  return number > 0 && number < 6 ? number : undefined
}

const toQuestions: Readonly<Record<Kind, readonly Text[]>> = {
  meeting: [
    ({ date }) => `Gladly. ${date} suits us; you have an invitation from me.`,
    ({ us, date }) => `Thank you for asking, ${us}. Let us do that on ${date}. I have sent you an invitation.`,
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
  if (topic) return toQuestions[topic.kind]
  return isAnswer ? toAnswers : toNews
}

/** The subject of the conversation. */
export const withoutRe = (subject: string): string => subject.replace(/^(?:re: *)+/i, '')
