/** What people answer: to the last question of a letter, or to what it says. */

import { readOf } from './read.ts'
import { plain } from './said-days.ts'
import type { Kind } from './topic.ts'

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
  /** What is wrong with the day that is named; undefined where nothing is, or none is understood. */
  readonly odd: string | undefined
  /** When the meeting is that the letter speaks of, in words; undefined where there is none. */
  readonly known: string | undefined
  /** Whether it is at another time than the letter says. */
  readonly isOther: boolean
  /** Whether the letter answers a question. */
  readonly isAnswer: boolean
}
type Text = (facts: AnswerFacts) => string

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
  unclear: [
    ({ us, odd }) =>
      odd ? `${odd}, ${us}. Which day do you mean?` : `I am not sure when you mean, ${us}. Please tell me the date and the time.`,
  ],
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
