/** What customers write, in their own words over the facts at hand. */
import { toLetterDate } from '../../core/time/day.ts'
import type { World } from '../../core/world/handle.ts'
import { bounceBack } from '../communications/bounce-back.ts'
import { claimAbout } from '../communications/questions.ts'
import { AUTOMATIC } from '../communications/subject.ts'
import { type ThreadRow, threads } from '../communications/thread.ts'
import { type Said, whyNot, writeBack } from '../communications/write-back.ts'
import { listed } from '../conventions/in-words.ts'
import { contacts } from '../customers/contact.ts'
import { type Customer, customers } from '../customers/customer.ts'
import type { InvoiceRow } from '../invoices/invoice.ts'
import { drawOne } from './draw.ts'
import { remarkOn } from './heard.ts'
import { isRejected, keep, owedBy, unpromised } from './owed.ts'
import type { Plan, Saying } from './plan.ts'

interface Facts {
  /** The numbers of what it is about: "INV-2001 and INV-2007". */
  readonly numbers: string
  /** The day by which money comes that is promised. */
  readonly date: string
  /** When the first of it is due. */
  readonly due: string
}

type Words = readonly ((facts: Facts) => string)[]

const words: Readonly<Record<Exclude<Saying, 'dispute'>, Words>> = {
  promise: [
    ({ numbers, date }) => `${numbers} will be paid by ${date}.`,
    ({ numbers, date }) => `The payment of ${numbers} is approved, goes out with our next run and reaches you by ${date}.`,
    ({ date }) => `This is being taken care of. You will have the money by ${date}.`,
    ({ numbers, date }) => `I have asked our accounts payable about ${numbers}. The payment will reach you by ${date}.`,
    ({ numbers, date }) => `You can expect the payment of ${numbers} by ${date}.`,
  ],
  not_due: [
    ({ numbers, due }) => `Nothing of ${numbers} is due before ${due}. It will be paid in time.`,
    ({ numbers, due }) => `We have ${due} as the due date of ${numbers}, so it is in no payment run yet.`,
  ],
  rest_later: [
    ({ numbers }) => `We can send a part of what is open on ${numbers} in the next days. Could the rest wait for about a month?`,
    ({ numbers }) =>
      `Cash is tight at the moment. You will get a part for ${numbers} in the next days, and the rest in a few weeks.`,
    ({ numbers }) => `We have to split the payment of ${numbers}: a part goes out soon, the rest in about a month.`,
  ],
}

/** Why somebody does not pay, and what is said where that was not answered. */
const reasons: readonly (readonly [first: (number: string) => string, again: (number: string) => string])[] = [
  [
    (number) => `We cannot release ${number}: the unit price is not the one of our order. Please check it against your quote.`,
    (number) => `We release ${number} once its unit price is the one of your quote.`,
  ],
  [
    (number) => `The quantity on ${number} is more than we received. Please send us the delivery note.`,
    (number) => `We still need the delivery note for ${number}.`,
  ],
  [
    (number) => `There is no order number on ${number}, so our system rejects it. Please send a corrected copy.`,
    (number) => `We still need a copy of ${number} with our order number on it.`,
  ],
]

const automatic = [
  'I am out of the office and have only limited access to my e-mail. Please allow some days for an answer.',
  'Thank you for your message. I am away at the moment. Your e-mail is not forwarded.',
]

const done: Readonly<Record<Saying, string>> = {
  promise: 'a day is promised',
  not_due: 'it is not due yet',
  dispute: 'it is disputed',
  rest_later: 'a part is announced, and time asked for',
}

const signed = (world: World, { id, customer_company_name }: Customer, text: string): string =>
  `${text}\n\n${world.table(contacts).find('ofCustomer', id)?.name ?? customer_company_name}`

/** What of the invoices of a message an answer is about, once it is written. */
function meantBy(world: World, says: Saying, message: ThreadRow, debtor: Customer): InvoiceRow[] {
  const owed = owedBy(world, message)
  if (says === 'dispute') return owed.filter((invoice) => isRejected(world, invoice))
  return says === 'promise' ? unpromised(world, debtor, owed) : owed
}

function reasonFor(world: World, invoice: InvoiceRow): string {
  const [first, again] = drawOne(world, 'reason', invoice.id, reasons)
  return (claimAbout(world, 'dispute', invoice) ? again : first)(invoice.invoice_number)
}

function textOf(world: World, { about, says, date }: Plan & { says: Saying }, meant: readonly InvoiceRow[]): string {
  if (says === 'dispute') return meant.map((invoice) => reasonFor(world, invoice)).join(' ')
  return drawOne(
    world,
    'words',
    about,
    words[says],
  )({
    numbers: numbersOf(meant),
    date: date === null ? '' : toLetterDate(date),
    due: toLetterDate(meant.map(({ due_date }) => due_date).sort()[0] ?? ''),
  })
}

const numbersOf = (meant: readonly InvoiceRow[]): string =>
  listed(meant.map(({ invoice_number }) => invoice_number)) || 'Your invoice'

/** What an answer is to those who read it. */
function marks(says: Saying, date: string | null, invoices: string[]): Partial<Said> {
  if (says === 'dispute') return { strategy_tags: ['dispute'] }
  if (says === 'rest_later') return { strategy_tags: ['payment_plan'] }
  if (says === 'not_due' || date === null) return { requires_response: false }
  return { strategy_tags: ['promise_to_pay'], promise: { date, amount: null, invoices } }
}

export function reply(world: World, plan: Plan): string {
  const { about, says, date } = plan
  const message = world.table(threads).get(about)
  const customer = world.table(customers).get(message?.customer ?? '')
  if (!message || !customer || !says) return 'nobody answers'
  const meant = meantBy(world, says, message, customer)
  if (!meant.length) return 'there is nothing to say any more'
  if (date !== null) keep(world, { debtor: customer, owed: meant, date, cause: about })
  // Who was called begins a conversation.
  const thread = message.communication_type === 'email' ? about : null
  if (whyNot(world, customer, thread) !== undefined) return 'nobody can answer'
  const invoices = meant.map(({ id }) => id)
  const numbers = numbersOf(meant)
  const text = [remarkOn({ world, message, says, owed: meant, numbers }), textOf(world, { ...plan, says }, meant)]
  const body = signed(world, customer, text.filter((part) => part !== undefined).join(' '))
  const subject = thread === null ? `Your call about ${numbers}` : undefined
  writeBack(world, customer, { body, subject, invoices, ...marks(says, date, invoices) }, thread)
  return done[says]
}

/** What a machine answers for somebody who is away. */
export function replyAutomatically(world: World, { about }: Plan): string {
  const message = world.table(threads).get(about)
  const customer = world.table(customers).get(message?.customer ?? '')
  if (!message || !customer || whyNot(world, customer, about) !== undefined) return 'nobody can answer'
  const body = signed(world, customer, drawOne(world, 'words', about, automatic))
  writeBack(world, customer, { body, subject: `${AUTOMATIC}${message.subject}`, requires_response: false }, about)
  return 'an automatic reply is sent'
}

export function comeBack(world: World, { about }: Plan): string {
  const message = world.table(threads).get(about)
  return message && bounceBack(world, message) ? 'came back' : 'no report can come'
}
