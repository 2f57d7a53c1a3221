/** A proposal as it would be made now. */
import { toLetterDate } from '../../core/time/day.ts'
import { dateIn } from '../../core/time/time-zone.ts'
import { beginningOf } from '../../core/values/beginning.ts'
import { ownText } from '../../core/values/quotes.ts'
import type { World } from '../../core/world/handle.ts'
import { whileUnchanged } from '../../core/world/while-unchanged.ts'
import { type ActionRow, actions } from '../actions/action.ts'
import { recentDelays } from '../analytics/expected.ts'
import { addresseesOf, contactIn } from '../communications/addressees.ts'
import { bounces } from '../communications/bounce.ts'
import { isFromCustomer } from '../communications/from-customer.ts'
import { graceOf } from '../communications/grace.ts'
import { isDispute, isDisputedIn, openIn, questionsOf } from '../communications/questions.ts'
import { replyTo } from '../communications/subject.ts'
import { isToLookInto, type ThreadRow, threads } from '../communications/thread.ts'
import { companies, zoneOf } from '../companies/company.ts'
import { listed } from '../conventions/in-words.ts'
import { addUp, toMoney } from '../conventions/money.ts'
import type { Contact } from '../customers/contact.ts'
import { type Customer, customers } from '../customers/customer.ts'
import { givenName } from '../customers/given-name.ts'
import { type InvoiceRow, invoices } from '../invoices/invoice.ts'
import { creditOf } from '../invoices/overpaid.ts'
import { drawOne } from '../life/draw.ts'
import { asLeft, partPromised, promisesFor, reaches } from '../promises/keeping.ts'
import { type PromiseRow, promises } from '../promises/promise.ts'
import { contactedAbout, hasArrived, sentAbout, textSent } from './contacted.ts'
import type { Mistake } from './mistakes/mistake.ts'
import { otherName, otherNumber, staleBalance } from './mistakes/wrong.ts'
import { bearings, confidenceOf, type Occasion, urgencyOf } from './occasion.ts'
import { brokenPromises, daysLate, deputyOf, isAfter, isInSequence, isReachable, isToBeAsked, partPaid } from './situation.ts'
import { answers, type Facts, type LetterText, rude, type Texts, usual, words } from './words.ts'

/** What there is to propose. */
export interface Found {
  readonly occasion: Occasion
  /** The message that it answers. */
  readonly thread?: string | undefined
  /** Until when an answer is waited for. */
  readonly until?: string | undefined
  readonly mistake?: Mistake | undefined
  /** The letter that is sent once more, word for word. */
  readonly repeats?: LetterText | undefined
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

/** A message, and what else waits for the same answer. */
function answeredWith(world: World, { id, customer, thread_group }: ThreadRow): Set<string | null> {
  const asked = questionsOf(world, customer).filter((other) => other.thread_group === thread_group)
  return new Set([id, ...asked.map((other) => other.id)])
}

/** What is to come by which days of what is promised in what is answered; the invoices that it reaches where others are late. */
function notedIn(world: World, message: ThreadRow | undefined): Pick<Facts, 'noted' | 'reached' | 'left'> {
  const running = message ? world.table(promises).list('activeOf', message.customer) : []
  const answered = message && running.length ? answeredWith(world, message) : NOTHING
  const made = running.filter(({ thread }) => answered.has(thread))
  const [first] = made
  if (!first) return { noted: [], reached: [], left: [] }
  const open = world.table(invoices).list('openOfCustomer', first.customer)
  const isReached = (invoice: InvoiceRow): boolean => made.some((promise) => reaches(world, promise, invoice))
  const others = open.filter((invoice) => !isReached(invoice) && daysLate(world, invoice) > 0)
  const left = others.filter((invoice) => isToBeAsked(world, invoice, message))
  const notedFor = (day: string): Facts['noted'][number] => {
    const shares = made.filter(({ promised_date }) => promised_date === day).map((promise) => asLeft(world, promise))
    const amounts = shares.flatMap(({ amount }) => amount ?? [])
    const of = listed(namesOf(shares.flatMap(({ invoice }) => world.table(invoices).get(invoice ?? '') ?? [])))
    return { day: toLetterDate(day), sum: amounts.length < shares.length ? '' : toMoney(addUp(amounts)), of }
  }
  return {
    noted: [...new Set(made.map(({ promised_date }) => promised_date))].map(notedFor),
    reached: others.length ? namesOf(open.filter(isReached)) : [],
    left: left.length > MOST_NAMED ? ['the rest'] : namesOf(left),
  }
}

const NOTHING: ReadonlySet<string | null> = new Set()

/** None where they would fill the letter. */
const namesOf = (some: readonly InvoiceRow[]): string[] =>
  some.length > MOST_NAMED ? [] : some.map(({ invoice_number }) => invoice_number)

const MOST_NAMED = 8

const heardBy: Partial<Readonly<Record<ThreadRow['communication_type'], Facts['heard']>>> = {
  call: 'your call',
  meeting: 'our meeting',
}

/** Of what a message says the first paragraph, as many words of it as fit. */
function saidIn({ body }: ThreadRow): string {
  const said = (ownText(body).split(/\n\s*\n/)[0] ?? '').replace(/\s+/g, ' ').trim()
  return said.length > LONGEST_QUOTE ? `${beginningOf(said, LONGEST_QUOTE).replace(/ \S*$/, '')}…` : said
}

const LONGEST_QUOTE = 200

/** The numbers of the other open invoices that a message names. */
const othersIn = (world: World, { id }: InvoiceRow, message: ThreadRow): string[] =>
  openIn(world, message)
    .filter((each) => each.id !== id)
    .map(({ invoice_number }) => invoice_number)

/** Somebody else has written what is answered, who cannot be written to. */
const isOfAnother = (answered: ThreadRow | undefined, addressee: Contact | undefined): boolean =>
  answered !== undefined && isFromCustomer(answered) && answered.contact !== null && answered.contact !== addressee?.id

/** The day on which it was last asked about in a letter that a promise was broken; empty where it was not. */
function askedOn(world: World, invoice: InvoiceRow, promise: PromiseRow): string {
  const { trigger } = bearings.promise_broken
  const sent = sentAbout(
    world,
    invoice,
    (it) => it.trigger_event_label === trigger && isAfter(it.executed_at ?? '', promise.updated_at),
  )
  return sent?.executed_at ? toLetterDate(dateIn(zoneOf(world, invoice.company), Date.parse(sent.executed_at))) : ''
}

/** What letters and calls begin with that tell of what was paid too much. */
export const HELD = 'We hold a credit'

/** A letter is on its way to the customer, or has arrived. */
const isSent = (world: World, action: ActionRow): boolean =>
  action.action_type === 'email' &&
  (action.status === 'completed' ? hasArrived(world, action) : action.status === 'processing' && !action.is_deleted)

/** What a customer has paid too much, without a sum where the invoices would fill the letter; asked about in one that arrives. */
const creditNow = whileUnchanged([invoices, actions, threads, bounces], (world, debtor: Customer) => {
  const { sum, of } = creditOf(world, debtor)
  if (!of.length) return { told: '', question: '' }
  const named = namesOf(of)
  const held = `${HELD} ${named.length ? `of ${toMoney(sum)} from ${listed(named)}` : 'from other invoices'}`
  const question = `${held}: tell us if we may use it for this.`
  const letters = world.table(actions).list('ofCustomer', debtor.company, debtor.id)
  const isAsked = letters.some((letter) => textSent(letter).includes(question) && isSent(world, letter))
  return { told: `${held}.`, question: isAsked ? '' : question }
})

/** One letter asks whether what was paid too much for other invoices may be used; calls and tasks tell of it each time. */
export function creditIn(world: World, { customer }: InvoiceRow, type: ActionRow['action_type']): string {
  const debtor = world.table(customers).get(customer)
  const { told, question } = debtor ? creditNow(world, debtor) : { told: '', question: '' }
  return type === 'email' ? question : told
}

function factsOf(
  world: World,
  invoice: InvoiceRow,
  answered: ThreadRow | undefined,
  { occasion, until }: Pick<Found, 'occasion' | 'until'>,
  type: ActionRow['action_type'],
): Facts {
  const { company, customer, invoice_number, amount, balance, due_date } = invoice
  const { customer_company_name: name = '', is_person = false } = world.table(customers).get(customer) ?? {}
  const addressees = addresseesOf(world, customer, answered)
  // Who wrote is greeted, whoever is written to first.
  const addressee = addressees.find(({ id }) => id === answered?.contact) ?? addressees[0]
  const known = addressee?.name
  const isPerson = is_person || known === name
  const someone = isPerson ? name : 'accounts payable'
  const contact = known !== undefined && isReachable(world, invoice, answered) ? known : someone
  const concerned = answered ?? (until ? contactedAbout(world, invoice)?.message : undefined)
  const broken = brokenPromises(world, invoice)
  const part = broken[0] && partPromised(world, broken[0], invoice)
  return {
    first: known === undefined || isOfAnother(answered, addressee) ? '' : givenName(known),
    contact,
    get deputy() {
      return deputyOf(world, invoice)?.name ?? ''
    },
    concerned: (concerned && contactIn(world, concerned)?.name) ?? name,
    customer: name,
    whom: contact === name ? name : `${contact} at ${name}`,
    isPerson,
    company: world.table(companies).get(company)?.name ?? '',
    number: invoice_number,
    others: answered ? othersIn(world, invoice, answered) : [],
    balance: toMoney(balance),
    paid: toMoney(amount - balance),
    due: toLetterDate(due_date),
    promised: broken[0] ? toLetterDate(broken[0].promised_date) : '',
    part: part ? `${toMoney(part)} of ` : '',
    asked: broken[0] ? askedOn(world, invoice, broken[0]) : '',
    times: broken.length,
    heard: heardBy[answered?.communication_type ?? 'email'] ?? 'your message',
    said: answered ? saidIn(answered) : '',
    get credit() {
      return bearings[occasion].duns ? creditIn(world, invoice, type) : ''
    },
    ...notedIn(world, answered),
    rest: answered ? toLetterDate(dateIn(zoneOf(world, company), Date.parse(graceOf(answered)))) : '',
    until: until ? toLetterDate(dateIn(zoneOf(world, company), Date.parse(until))) : '',
  }
}

/** What a letter says that is wrong in a way. */
function mistaken(world: World, invoice: InvoiceRow, mistake: Mistake | undefined, facts: Facts): Facts {
  if (mistake === 'stale_balance') return { ...facts, balance: toMoney(staleBalance(invoice)) }
  if (mistake === 'wrong_number') return { ...facts, number: otherNumber(world, invoice) }
  if (mistake === 'wrong_customer') return { ...facts, first: otherName(world, invoice) ?? facts.first }
  return facts
}

/** The letters that answer a message, by what that says. */
function lettersTo(world: World, invoice: InvoiceRow, message: ThreadRow, { noted }: Facts): Texts<LetterText> {
  const { strategy_tags, timestamp } = message
  if (noted.length > 1) return answers.parts
  // Who has another day or steps before them is not told that nobody writes.
  if (noted.length)
    return isInSequence(world, invoice) || promisesFor(world, invoice).length > 1 ? answers.noted.slice(0, 1) : answers.noted
  if (strategy_tags.includes('payment_plan'))
    return isAfter(partPaid(world, invoice)?.created_at ?? timestamp, timestamp) ? answers.thanked : answers.granted
  return isDispute(message) || isDisputedIn(world, message) || isToLookInto(message) ? answers.delayed : answers.read
}

/** An e-mail is answered under its subject. */
const subjectOf = (answered: ThreadRow | undefined, subject: string | null): string | null =>
  answered?.communication_type === 'email' ? replyTo(answered.subject) : subject

const NO_LETTER = { draft_subject: null, draft_content: null }

/** @param type what is to be done, where that is not what the occasion usually asks for */
export function drafted(
  world: World,
  invoice: InvoiceRow,
  { occasion, thread, until, mistake, repeats }: Found,
  type: ActionRow['action_type'] = bearings[occasion].type,
): Drafted {
  const answered = world.table(threads).get(thread ?? '')
  const facts = factsOf(world, invoice, answered, { occasion, until }, type)
  const own = type === bearings[occasion].type ? words[occasion] : (words[occasion].instead?.[type] ?? usual[type])
  const cause = `${invoice.id}/${occasion}`
  const say = <Text>(texts: readonly ((facts: Facts) => Text)[], of: Facts): Text =>
    drawOne(world, 'agent words', cause, texts)(of)
  const usually = occasion === 'reply_waits' && answered ? lettersTo(world, invoice, answered, facts) : own.letters
  const letters = mistake === 'wrong_tone' ? rude : (usually ?? usual.email.letters)
  const letter = (): LetterText => repeats ?? say(letters, mistaken(world, invoice, mistake, facts))
  const { subject, body } = type === 'email' ? letter() : { subject: null, body: null }
  return {
    action_type: type,
    description: [say(own.says ?? usual[type].says, facts), type === 'email' ? '' : facts.credit].filter(Boolean).join(' '),
    recommendation_label: own.label,
    trigger_event_label: bearings[occasion].trigger,
    urgency_score: urgencyOf(occasion, invoice.balance),
    ...(body === null ? NO_LETTER : { draft_subject: subjectOf(answered, subject), draft_content: body }),
  }
}

export const confidenceFor = (world: World, { customer }: InvoiceRow, occasion: Occasion): number =>
  confidenceOf(occasion, recentDelays(world, customer).length)
