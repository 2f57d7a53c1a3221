/** What the personas and the intentions of customers are, in words. */
import type { GotOf } from '../../data/call.ts'

export type Person = GotOf<'sim.getPersonas'>[number]

/** As the documentation of life has them. */
export const personas: Readonly<Record<string, string>> = {
  prompt: 'pays by the due date, and sends a remittance advice',
  forgetful: 'pays 2 to 6 days after a reminder',
  slow: 'pays 20 to 45 days late, whatever is written',
  promiser: 'answers with a date, and pays the workday before',
  breaker: 'answers with a date, and does not pay',
  part_payer: 'pays a part, and asks for time for the rest',
  disputer: 'disputes four invoices of ten, and pays the others',
  silent: 'answers nothing; six of ten pay after a call',
  out_of_office: 'sends an automatic reply, and acts days later',
  moved_on: 'gets no mail until the contact has another address',
}

const intents: Readonly<Record<string, string>> = {
  bill: 'is billed',
  pay: 'pays',
  write_off: 'is written off',
  advise: 'tells of a payment',
  reply: 'writes back',
  auto_reply: 'is out of office',
  bounce: 'lets mail come back',
  sync: 'is synced',
}

export const intentInWords = ({ next }: Pick<Person, 'next'>): string | undefined =>
  next ? (intents[next.intent] ?? next.intent) : undefined
