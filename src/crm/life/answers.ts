/** What people answer: to the last question of a letter, or to a letter that asks nothing. */

const kinds = ['meeting', 'price', 'papers', 'done', 'whether', 'open'] as const
type Kind = (typeof kinds)[number]

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

/** By kind: how its questions look. The first that fits counts. */
const looks: Readonly<Record<Exclude<Kind, 'open'>, RegExp>> = {
  done: /(^|, )(did|have|has|had|was|were)\b/,
  meeting:
    /\b(meet|meeting|call|talk|chat|demo|visit|catch up|schedule|calendar|appointment|suits?|(mon|tues|wednes|thurs|fri)day)\b/,
  price: /\b(price|prices|quote|offer|cost|budget|discount)\b/,
  papers: /\b(send|sign|signed|contract|form|document|papers?|attach|copy|notes)\b/,
  whether: /(^|, )(could|can|would|will|do|does|is|are|am|shall|should|may|might)\b/,
}

/** Longer letters are not read to the end. */
const MOST = 10_000

/** What is asked last; undefined where nothing is. */
export function topicOf(body: string): Topic | undefined {
  const text = body.slice(0, MOST)
  const end = text.lastIndexOf('?')
  if (end < 0) return undefined
  const question = text.slice(beginningOf(text, end), end).trim().toLowerCase()
  return { kind: kinds.find((kind) => kind !== 'open' && looks[kind].test(question)) ?? 'open' }
}

/** Where the sentence begins that ends there. */
const beginningOf = (text: string, end: number): number =>
  Math.max(...['.', '!', '?', '\n'].map((mark) => text.lastIndexOf(mark, end - 1))) + 1

const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']

/** The day of the week that a letter names last, Sunday being 0; a weekend is no day to meet. */
export function weekdayIn(body: string): number | undefined {
  const text = body.slice(0, MOST).toLowerCase()
  const [last] = days.map((day, number) => ({ number, at: text.lastIndexOf(day) })).sort((a, b) => b.at - a.at)
  return last && last.at >= 0 && last.number % 6 !== 0 ? last.number : undefined
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
  whether: [() => 'Yes, that is fine with us.', ({ us }) => `Yes, please do, ${us}.`],
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
