/** What the agent writes: letters, and what is to be said or done, over the facts at hand. Nothing in it grows old by itself. */
import type { ActionRow } from '../actions/action.ts'
import { listed } from '../conventions/in-words.ts'
import type { Occasion } from './occasion.ts'

/** What a text can speak of, in words. */
export interface Facts {
  /** Whom a letter greets; empty where nobody is known by name, or it answers somebody else. */
  readonly first: string
  /** Whom to speak to: nobody by name of whom mail came back. */
  readonly contact: string
  /** Who else is known there, whom letters would reach; empty where there is nobody. */
  readonly deputy: string
  /** Who wrote what it is about, or was written to; the customer where nobody knows, or they are there no more. */
  readonly concerned: string
  readonly customer: string
  /** That contact at that customer; only who it is where both are one person. */
  readonly whom: string
  readonly isPerson: boolean
  readonly company: string
  readonly number: string
  /** The numbers of the other open invoices that are answered about. */
  readonly others: readonly string[]
  /** What is still owed, and what was paid of it. */
  readonly balance: string
  readonly paid: string
  readonly due: string
  /** The day that was promised last, and of what: "$300.00 of "; empty where that was all of it. */
  readonly promised: string
  readonly part: string
  /** The day of the last letter that asked about it; empty where there was none. */
  readonly asked: string
  /** How often a promise was broken. */
  readonly times: number
  /** Asks whether what was paid too much for others may be used; empty where nothing was, or no payment is asked for. */
  readonly credit: string
  /** What is answered: a message, or what was said. */
  readonly heard: 'your message' | 'your call' | 'our meeting'
  /** What that says, in short. */
  readonly said: string
  /** The days that the message promises which is answered, how much is to come by each, and of which invoices; no sum where that is all. */
  readonly noted: readonly { readonly day: string; readonly sum: string; readonly of: string }[]
  /** The numbers of the invoices that it reaches, where others are late. */
  readonly reached: readonly string[]
  /** The numbers of the other late ones that may be asked for. */
  readonly left: readonly string[]
  /** How long the rest may wait for which that message asks for time. */
  readonly rest: string
  /** Until when an answer is waited for. */
  readonly until: string
}

export interface LetterText {
  readonly subject: string
  readonly body: string
}

export type Texts<Text> = readonly ((facts: Facts) => Text)[]

interface Words {
  /** What is advised, in a few words. */
  readonly label: string
  readonly letters?: Texts<LetterText>
  readonly says?: Texts<string>
  /** Of what is done in another way than usual, where the words of that would say what is not so. */
  readonly instead?: Partial<Readonly<Record<ActionRow['action_type'], Words>>>
}

const letter = ({ first, company, credit }: Facts, subject: string, ...paragraphs: string[]): LetterText => ({
  subject,
  body: [first ? `Hi ${first},` : 'Hello,', ...paragraphs, ...(credit ? [credit] : []), `Kind regards,\n${company}`].join('\n\n'),
})

/** What nobody should approve. */
export const rude: Texts<LetterText> = [
  (f) =>
    letter(
      f,
      `PAY NOW: invoice ${f.number}`,
      `${f.balance} for invoice ${f.number}, due on ${f.due}, is not paid.`,
      'We are tired of your excuses. Pay today, or we will see to it that everybody in your trade knows how you treat your bills.',
    ),
]

const firm: Texts<LetterText> = [
  (f) =>
    letter(
      f,
      `Overdue: invoice ${f.number}`,
      `Invoice ${f.number} was due on ${f.due}, and ${f.balance} of it is not paid.`,
      'Please arrange the payment this week, or tell us what keeps you from it.',
    ),
  (f) =>
    letter(
      f,
      `Invoice ${f.number}: please reply`,
      `${f.balance} for invoice ${f.number} is still open; it was due on ${f.due}.`,
      'Please let us have the date of your payment, or name the part that you do not agree with.',
    ),
]

/** Where a broken promise was asked about already, no letter does as if it had not been. */
const unlessAsked =
  (first: (facts: Facts) => LetterText) =>
  (f: Facts): LetterText =>
    f.asked
      ? letter(
          f,
          `Invoice ${f.number}: what we asked`,
          `On ${f.asked} we asked you about the payment of ${f.part}invoice ${f.number} that was to come by ${f.promised}. ${f.balance} of it, due on ${f.due}, is still open, and we know of no other day.`,
          'Please call us, or tell us what keeps you from it.',
        )
      : first(f)

/** What is to be said in a call, or done in a task, where nothing more is to be said of the occasion. */
export const usual: Readonly<Record<ActionRow['action_type'], Required<Omit<Words, 'instead'>>>> = {
  email: { label: 'Send reminder', letters: firm, says: [(f) => `E-mail ${f.contact} about ${f.number}, due ${f.due}.`] },
  call: {
    label: 'Call about overdue invoice',
    letters: [],
    says: [
      (f) => `Call ${f.whom} about ${f.number}: ${f.balance}, due ${f.due}. Ask for a date of payment.`,
      (f) => `Ask ${f.contact} why ${f.balance} of ${f.number}, due ${f.due}, is open, and whether anything is missing.`,
    ],
  },
  task: {
    label: 'Review the account',
    letters: [],
    says: [(f) => `Decide how to go on with ${f.number} of ${f.customer}: ${f.balance}, due ${f.due}.`],
  },
}

const isWritten = ({ heard }: Facts): boolean => heard === 'your message'

const subjectTo = ({ heard }: Facts): string => `${heard.slice(0, 1).toUpperCase()}${heard.slice(1)}`

/** The invoices of a promise, where those are named: " for invoices INV-1 and INV-2". */
const reachedIn = ({ reached }: Facts): string =>
  reached.length ? ` for ${reached.length > 1 ? 'invoices' : 'invoice'} ${listed(reached)}` : ''

const firstIn = ({ noted: [first = { day: '', sum: '', of: '' }] }: Facts): { day: string; sum: string } => first

/** Parts of the same need no number. */
function partsIn({ noted }: Facts): string {
  const isOfOne = noted.every((part) => part.of === noted[0]?.of)
  const whatOf = ({ sum, of }: Facts['noted'][number]): string =>
    isOfOne ? sum || 'the rest' : sum ? `${sum}${of && ` for ${of}`}` : of ? `${of} in full` : 'all else'
  return listed(noted.map((part) => `${whatOf(part)} by ${part.day}`))
}

/** That the last promise was broken, where it was. */
const brokenIn = ({ promised }: Facts): string => promised && ` The promise for ${promised} was not kept.`

/** The payment that is promised. */
function paymentIn(f: Facts): string {
  const { sum } = firstIn(f)
  return `your payment${sum && ` of ${sum}`}${reachedIn(f)}`
}

const restIn = ({ left }: Facts): string => (left.length ? ` Let us know a day for ${listed(left)}, too.` : '')

/** Answers to a promise, to one in parts, to who asks for time, to who has sent a part since, to what is to be looked into, and to all else. Only `delayed` says that another is to come. */
export const answers: Readonly<Record<'noted' | 'parts' | 'granted' | 'thanked' | 'delayed' | 'read', Texts<LetterText>>> = {
  noted: [
    (f) =>
      letter(
        f,
        subjectTo(f),
        `Thank you for letting us know. We have noted ${firstIn(f).day} as the day of ${paymentIn(f)}.${restIn(f)}`,
      ),
    (f) =>
      letter(
        f,
        subjectTo(f),
        `Thank you for your answer. We expect ${paymentIn(f)} by ${firstIn(f).day}; until then we do not write to you about ${f.reached.length > 1 ? 'these' : 'it'}.${restIn(f)}`,
      ),
  ],
  parts: [
    (f) =>
      letter(
        f,
        subjectTo(f),
        `Thank you for letting us know. We have noted your payments${reachedIn(f)}: ${partsIn(f)}.${restIn(f)}`,
      ),
  ],
  granted: [
    (f) =>
      letter(
        f,
        subjectTo(f),
        `Thank you for telling us. Send what you can for ${f.others.length ? 'invoices' : 'invoice'} ${listed([f.number, ...f.others])}; the rest may wait until ${f.rest}.`,
      ),
  ],
  thanked: [
    (f) =>
      letter(
        f,
        subjectTo(f),
        `Thank you for your payment. ${f.balance} of invoice ${f.number} is left, which may wait until ${f.rest}.${f.others.length ? ` So may the rest of ${listed(f.others)}.` : ''}`,
      ),
  ],
  delayed: [
    (f) =>
      letter(
        f,
        subjectTo(f),
        `Thank you for ${f.heard}. We check what you ${isWritten(f) ? 'write' : 'told us'}, and come back to you as soon as we know more.`,
      ),
    (f) => letter(f, subjectTo(f), 'Thank you for getting in touch. We look into it, and you will hear from us.'),
  ],
  read: [
    (f) =>
      letter(
        f,
        subjectTo(f),
        `Thank you for ${f.heard}. We have ${isWritten(f) ? 'read it, and have noted what you say' : 'noted what you told us'}.`,
      ),
    (f) =>
      letter(
        f,
        subjectTo(f),
        `Thank you for getting in touch. We have ${isWritten(f) ? 'put your message with your account' : `made a note of ${f.heard}`}.`,
      ),
  ],
}

export const words: Readonly<Record<Occasion, Words>> = {
  due_soon: {
    label: 'Send due date notice',
    letters: [
      (f) =>
        letter(
          f,
          `Invoice ${f.number} is due soon`,
          `A short note ahead of time: invoice ${f.number} for ${f.balance} is due on ${f.due}.`,
          'If anything is missing for your payment run, tell us, and we will sort it out before then.',
        ),
      (f) =>
        letter(
          f,
          `Ahead of time: invoice ${f.number}`,
          `Invoice ${f.number} for ${f.balance} falls due on ${f.due}. We only want to be sure that it has reached you.`,
        ),
    ],
    instead: {
      call: {
        label: 'Call ahead of the due date',
        says: [(f) => `Ask ${f.contact} whether anything is missing to pay ${f.balance} for ${f.number} by ${f.due}.`],
      },
    },
  },
  overdue_1: {
    label: 'Send friendly reminder',
    letters: [
      (f) =>
        letter(
          f,
          `Reminder: invoice ${f.number}`,
          `Invoice ${f.number} was due on ${f.due}, and ${f.balance} is still open in our books. It may simply have slipped through.`,
          'Could you let us know when we can expect the payment? If it is on its way already, please disregard this message.',
        ),
      (f) =>
        letter(
          f,
          `A quick check on invoice ${f.number}`,
          `Could you look into invoice ${f.number} for us? It was due on ${f.due}, and ${f.balance} has not reached us.`,
          'If anything holds it up, tell us, and we will help.',
        ),
    ],
  },
  overdue_7: {
    label: 'Send reminder',
    letters: [
      (f) =>
        letter(
          f,
          `Invoice ${f.number} is past due`,
          `${f.balance} for invoice ${f.number} has been open since ${f.due}.`,
          'Please tell us the day on which it will be paid, or what is missing.',
        ),
      (f) =>
        letter(
          f,
          `Any news of invoice ${f.number}?`,
          `Invoice ${f.number} was due on ${f.due}; ${f.balance} is open. A short answer with the date of your payment would be enough.`,
        ),
    ],
  },
  overdue_14: { label: 'Send firm reminder', letters: firm },
  overdue_30: { label: 'Call about overdue invoice' },
  overdue_60: {
    label: 'Send final notice',
    letters: [
      (f) =>
        letter(
          f,
          `Final notice: invoice ${f.number}`,
          `${f.balance} for invoice ${f.number}, which was due on ${f.due}, is still not paid.`,
          'Please pay it within a week, or call us, so that we find a way together before this leaves our hands.',
        ),
    ],
  },
  overdue_90: {
    label: 'Prepare collection handover',
    says: [
      (f) =>
        `Put together ${f.number} and all letters to ${f.customer} for the collection partner. Open: ${f.balance}, due ${f.due}.`,
      (f) => `Decide whether ${f.number} of ${f.customer} goes to the collection partner: ${f.balance}, due ${f.due}.`,
    ],
  },
  promise_broken: {
    label: 'Follow up on broken promise',
    letters: [
      unlessAsked((f) =>
        letter(
          f,
          `Payment of ${f.number} did not arrive`,
          `You told us that ${f.part}invoice ${f.number} would be paid by ${f.promised}. ${f.balance} of it, due on ${f.due}, is still open.`,
          'Did something come up? Please send us a new date that we can rely on.',
        ),
      ),
      unlessAsked((f) =>
        letter(
          f,
          `About your date for invoice ${f.number}`,
          `We had noted ${f.promised} as the day of payment for ${f.part}invoice ${f.number}, which was due on ${f.due}. ${f.balance} has not reached us.`,
          'Could you find out where it is?',
        ),
      ),
    ],
  },
  promises_broken: {
    label: 'Call about broken promises',
    says: [
      (f) =>
        `${f.times} promises of ${f.customer} to pay ${f.number} were broken, the last for ${f.promised}, and ${f.balance} is open. Ask what is in the way.`,
      (f) =>
        `Call ${f.customer}: ${f.times} promises for ${f.number} were broken, the last for ${f.promised}. Ask for a part of the ${f.balance} now.`,
    ],
  },
  payment_short: {
    label: 'Ask for remaining balance',
    letters: [
      (f) =>
        letter(
          f,
          `Remaining balance of invoice ${f.number}`,
          `Thank you for your payment. Of invoice ${f.number}, due on ${f.due}, ${f.balance} is left to pay.`,
          'Please tell us the day on which we may expect it.',
        ),
    ],
  },
  no_answer: {
    label: 'Call, as no answer came',
    says: [
      (f) => `${f.customer} has not answered. Call ${f.contact} about ${f.number}: ${f.balance}, due ${f.due}.${brokenIn(f)}`,
      (f) => `Ask ${f.contact} by phone why no answer came about ${f.number}. ${f.balance} is open, due ${f.due}.${brokenIn(f)}`,
    ],
  },
  reply_waits: {
    label: 'Answer the customer',
    letters: answers.read,
  },
  dispute_waits: {
    label: 'Settle the dispute',
    says: [
      (f) =>
        `Check what ${f.concerned} disputes about ${f.number}, and answer: ${f.balance} is held back, due ${f.due}. They say: “${f.said}”`,
      (f) =>
        `${f.customer} does not pay ${f.number} (${f.balance}, due ${f.due}) before this is answered: “${f.said}” Check it, and write.`,
    ],
  },
  question_waits: {
    label: 'Answer the question',
    says: [
      (f) =>
        `Find out what ${f.concerned} asks about ${f.number} (${f.balance}, due ${f.due}), and write: so far they know that it is looked into. They say: “${f.said}”`,
      (f) => `${f.customer} was promised an answer about ${f.number} (${f.balance}, due ${f.due}): “${f.said}” Send it.`,
    ],
  },
  payment_said: {
    label: 'Look for the payment',
    says: [
      (f) =>
        `Look for what ${f.customer} says was paid of ${f.number} (${f.balance}, due ${f.due}), and write: so far they know that it is looked into. They say: “${f.said}”`,
    ],
  },
  awaiting_reply: {
    label: 'Wait for customer reply',
    says: [(f) => `Wait until ${f.until} for an answer of ${f.concerned} about ${f.number}: ${f.balance}, due ${f.due}.`],
  },
  mailbox_expired: {
    label: 'Reconnect the mailbox',
    says: [
      (f) =>
        `Connect a mailbox again: none works, so no customer can be written to, ${f.customer} about ${f.number} among them (${f.balance}, due ${f.due}).`,
    ],
  },
  address_gone: {
    label: 'Find the right address',
    says: [
      (f) =>
        f.deputy && !f.isPerson
          ? `Ask ${f.deputy} whether they handle payables at ${f.customer}, and if so make them the primary contact: no letter about ${f.number} (${f.balance}, due ${f.due}) can reach the one there is.`
          : `Find ${f.isPerson ? 'an address of' : 'out who handles payables at'} ${f.customer}: no letter about ${f.number} (${f.balance}, due ${f.due}) can reach them.`,
    ],
  },
}
