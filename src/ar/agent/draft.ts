/** A proposal as it would be made now. */
import { toLetterDate } from '../../core/time/day.ts'
import { dateIn } from '../../core/time/time-zone.ts'
import type { World } from '../../core/world/handle.ts'
import type { ActionRow } from '../actions/action.ts'
import type { AgentError } from '../actions/agent-mistake.ts'
import { staleBalance } from '../actions/draft.ts'
import { recentDelays } from '../analytics/expected.ts'
import { replyTo } from '../communications/subject.ts'
import { type ThreadRow, threads } from '../communications/thread.ts'
import { companies, todayOf, zoneOf } from '../companies/company.ts'
import { toMoney } from '../conventions/money-in-words.ts'
import { contacts } from '../customers/contact.ts'
import { customers } from '../customers/customer.ts'
import { type InvoiceRow, withNumber } from '../invoices/invoice.ts'
import { drawOne } from '../life/draw.ts'
import { bearings, confidenceOf, type Occasion, urgencyOf } from './occasion.ts'
import { brokenPromise } from './situation.ts'
import { type Facts, type Letter, noted, usual, words } from './words.ts'

/** What there is to propose. */
export interface Found {
  readonly occasion: Occasion
  /** The message that it answers. */
  readonly thread?: string | undefined
  /** Until when an answer is waited for. */
  readonly until?: string | undefined
  readonly mistake?: AgentError | undefined
  /** The letter that is sent once more, word for word. */
  readonly repeats?: Letter | undefined
}

/** The columns that follow from the facts. */
type Drafted = Pick<
  ActionRow,
  | 'action_type'
  | 'description'
  | 'recommendation_label'
  | 'trigger_event_label'
  | 'urgency_score'
  | 'draft_subject'
  | 'draft_content'
>

/** The day that a message names, as long as it is to come. */
function notedIn(world: World, message: ThreadRow | undefined): string {
  const date = message?.promise?.date ?? ''
  return message && date >= todayOf(world, message.company) ? toLetterDate(date) : ''
}

function factsOf(world: World, invoice: InvoiceRow, answered: ThreadRow | undefined, until: string | null | undefined): Facts {
  const { company, customer, invoice_number, amount, balance, due_date } = invoice
  const name = world.table(customers).get(customer)?.customer_company_name ?? ''
  const contact = world.table(contacts).find('ofCustomer', customer)?.name ?? name
  const promised = brokenPromise(world, invoice)?.promised_date
  return {
    first: contact === name ? name : (contact.split(' ')[0] ?? name),
    contact,
    customer: name,
    company: world.table(companies).get(company)?.name ?? '',
    number: invoice_number,
    balance: toMoney(balance),
    paid: toMoney(amount - balance),
    due: toLetterDate(due_date),
    promised: promised === undefined ? '' : toLetterDate(promised),
    noted: notedIn(world, answered),
    until: until ? toLetterDate(dateIn(zoneOf(world, company), Date.parse(until))) : '',
  }
}

/** The number with another last digit, that is none of the customer's. */
function otherNumber(world: World, { company, customer, invoice_number }: InvoiceRow): string {
  const isTheirs = (number: string): boolean => [...withNumber(world, company, number)].some((each) => each.customer === customer)
  const [digit = '0'] = /\d(?=\D*$)/.exec(invoice_number) ?? []
  const others = Array.from({ length: 9 }, (_, i) => invoice_number.replace(/\d(?=\D*$)/, String((Number(digit) + i + 1) % 10)))
  return others.find((number) => !isTheirs(number)) ?? `${invoice_number}0`
}

/** What a letter says that is wrong in a way. */
function mistaken(world: World, invoice: InvoiceRow, mistake: AgentError | null | undefined, facts: Facts): Facts {
  if (mistake === 'stale_balance') return { ...facts, balance: toMoney(staleBalance(invoice)) }
  if (mistake === 'wrong_number') return { ...facts, number: otherNumber(world, invoice) }
  return facts
}

const NO_LETTER = { draft_subject: null, draft_content: null }

/** @param type what is to be done, where that is not what the occasion usually asks for */
export function drafted(
  world: World,
  invoice: InvoiceRow,
  { occasion, thread, until, mistake, repeats }: Found,
  type: ActionRow['action_type'] = bearings[occasion].type,
): Drafted {
  const answered = world.table(threads).get(thread ?? '')
  const facts = factsOf(world, invoice, answered, until)
  const own = type === bearings[occasion].type ? words[occasion] : usual[type]
  const cause = `${invoice.id}/${occasion}`
  const say = <Text>(texts: readonly ((facts: Facts) => Text)[], of: Facts): Text =>
    drawOne(world, 'agent words', cause, texts)(of)
  const letters = occasion === 'reply_waits' && facts.noted ? noted : own.letters
  const letter = (): Letter => repeats ?? say(letters ?? usual.email.letters, mistaken(world, invoice, mistake, facts))
  const { subject, body } = type === 'email' ? letter() : { subject: null, body: null }
  return {
    action_type: type,
    description: say(own.says ?? usual[type].says, facts),
    recommendation_label: own.label,
    trigger_event_label: bearings[occasion].trigger,
    urgency_score: urgencyOf(occasion, invoice.balance),
    ...(body === null ? NO_LETTER : { draft_subject: answered ? replyTo(answered.subject) : subject, draft_content: body }),
  }
}

export const confidenceFor = (world: World, { customer }: InvoiceRow, occasion: Occasion): number =>
  confidenceOf(occasion, recentDelays(world, customer).length)
