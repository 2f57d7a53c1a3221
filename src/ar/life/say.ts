/** What customers write, in their own words over the facts at hand. */
import { toLetterDate } from '../../core/time/day.ts'
import type { World } from '../../core/world/handle.ts'
import { bounceBack } from '../communications/bounce-back.ts'
import { AUTOMATIC } from '../communications/subject.ts'
import { threads } from '../communications/thread.ts'
import { whyNot, writeBack } from '../communications/write-back.ts'
import { contacts } from '../customers/contact.ts'
import { type Customer, customers } from '../customers/customer.ts'
import { drawOne } from './draw.ts'
import type { Plan, Saying } from './plan.ts'
import { isDoubted, owedBy } from './react.ts'

interface Facts {
  /** The numbers of what it is about: "INV-2001 and INV-2007". */
  readonly numbers: string
  readonly date: string
}

type Words = readonly ((facts: Facts) => string)[]

const words: Readonly<Record<Saying, Words>> = {
  promise: [
    ({ numbers, date }) => `Thank you for the reminder. ${numbers} will be paid on ${date}.`,
    ({ numbers, date }) => `${numbers} is approved and goes out with our payment run on ${date}.`,
    ({ date }) => `This is being taken care of. You will have the money by ${date}.`,
  ],
  dispute: [
    ({ numbers }) =>
      `We cannot release ${numbers}: the unit price is not the one of our order. Please check it against your quote.`,
    ({ numbers }) => `The quantity on ${numbers} is more than we received. Please send us the delivery note.`,
    ({ numbers }) => `${numbers} has no order number on it, so our system rejects it. Please send a corrected copy.`,
  ],
  rest_later: [
    ({ numbers }) => `We are sending a part of what is open on ${numbers} this week. Could the rest wait for about a month?`,
    ({ numbers }) =>
      `Cash is tight at the moment. You will get a part for ${numbers} in the next days, and the rest in a few weeks.`,
  ],
  out_of_office: [
    () => 'I am out of the office and have only limited access to my e-mail. I will answer when I am back.',
    () => 'Thank you for your message. I am away at the moment. Your e-mail is not forwarded.',
  ],
}

const done: Readonly<Record<Saying, string>> = {
  promise: 'a day is promised',
  dispute: 'it is disputed',
  rest_later: 'a part is announced, and time asked for',
  out_of_office: 'an automatic reply is sent',
}

/** As a person lists them. */
const listed = (numbers: readonly string[]): string =>
  numbers.length < 2 ? (numbers[0] ?? 'Your invoice') : `${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`

const signed = (world: World, { id, customer_company_name }: Customer, text: string): string =>
  `${text}\n\n${world.table(contacts).find('ofCustomer', id)?.name ?? customer_company_name}`

export function reply(world: World, { about, says, date }: Plan): string {
  const message = world.table(threads).get(about)
  const customer = world.table(customers).get(message?.customer ?? '')
  if (!message || !customer || !says) return 'nobody answers'
  const thread = message.communication_type === 'email' ? about : undefined
  if (whyNot(world, customer, thread) !== undefined) return 'nobody can answer'
  const owed = owedBy(world, message)
  const meant = says === 'dispute' ? owed.filter((invoice) => isDoubted(world, invoice)) : owed
  const named = meant.map(({ id }) => id)
  if (!meant.length && says !== 'out_of_office') return 'there is nothing to say any more'
  const numbers = listed(meant.map(({ invoice_number }) => invoice_number))
  const text = drawOne(world, 'words', about, words[says])({ numbers, date: date === null ? '' : toLetterDate(date) })
  writeBack(
    world,
    customer,
    {
      body: signed(world, customer, text),
      ...(says === 'out_of_office' && { subject: `${AUTOMATIC}${message.subject}`, requires_response: false }),
      ...(says !== 'out_of_office' && { invoices: named }),
      ...(says === 'dispute' && { strategy_tags: ['dispute'] }),
      ...(says === 'rest_later' && { strategy_tags: ['payment_plan'] }),
      ...(says === 'promise' &&
        date !== null && { strategy_tags: ['promise_to_pay'], promise: { date, amount: null, invoices: named } }),
    },
    thread,
  )
  return done[says]
}

export function comeBack(world: World, { about }: Plan): string {
  const message = world.table(threads).get(about)
  return message && bounceBack(world, message) ? 'came back' : 'no report can come'
}
