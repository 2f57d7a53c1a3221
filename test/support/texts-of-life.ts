/** Whether what was written in a world that lives names only what the books had then. */
import { actions } from '../../src/ar/actions/action.ts'
import { graceOf } from '../../src/ar/communications/grace.ts'
import { threads } from '../../src/ar/communications/thread.ts'
import { zoneOf } from '../../src/ar/companies/company.ts'
import { members } from '../../src/ar/companies/member.ts'
import { contacts } from '../../src/ar/customers/contact.ts'
import { amountsIn, holeIn, numbersIn } from '../../src/ar/harms/figures.ts'
import { type InvoiceRow, invoices } from '../../src/ar/invoices/invoice.ts'
import { incomingPayments } from '../../src/ar/payments/incoming-payment.ts'
import { payments } from '../../src/ar/payments/payment.ts'
import { promises } from '../../src/ar/promises/promise.ts'
import { toLetterDate } from '../../src/core/time/day.ts'
import { dateIn } from '../../src/core/time/time-zone.ts'
import { withoutQuotes } from '../../src/core/values/quotes.ts'
import type { World } from '../../src/index.ts'
import { cents, letterDates } from './texts.ts'

/** A text about a customer, and between when it was written. */
interface Told {
  readonly text: string
  readonly company: string
  readonly customer: string
  readonly from: string
  readonly until: string
  /** Days that it names because something is waited for until then. */
  readonly dates: readonly string[]
}

function* textsSince(world: World, since: string): Generator<Told> {
  for (const { subject, body, company, customer, timestamp, promise } of world.table(threads).all())
    if (timestamp > since) {
      const dates = promise ? [promise.date] : []
      yield { text: `${subject}\n${withoutQuotes(body)}`, company, customer, from: timestamp, until: timestamp, dates }
    }
  for (const action of world.table(actions).all())
    if (action.created_at > since) {
      const { company, customer, created_at: from, updated_at: until, response_deadline } = action
      const text = [action.description, action.draft_subject, action.draft_content].join('\n')
      const asked = world.table(threads).get(action.thread ?? '')
      const dates = [
        ...(response_deadline ? [dateIn(zoneOf(world, company), Date.parse(response_deadline))] : []),
        ...(asked ? [dateIn(zoneOf(world, company), Date.parse(graceOf(asked)))] : []),
      ]
      yield { text, company, customer, from, until, dates }
    }
}

/** What was open of an invoice on each day of a time, in cents. */
function openDuring(world: World, { company, trail, amount }: InvoiceRow, from: string, until: string): number[] {
  const [first, last] = [from, until].map((at) => dateIn(zoneOf(world, company), Date.parse(at))) as [string, string]
  const days = trail.filter(({ day }) => day <= last)
  const known = days.slice(
    Math.max(
      0,
      days.findLastIndex(({ day }) => day < first),
    ),
  )
  return known.length ? known.map(({ balance }) => cents(balance)) : [cents(amount)]
}

const greeting = /^(?:Hi|Hello|Dear|Good morning) ([A-Z]\w+),$/m

function wrongIn(world: World, { text, company, customer, from, until, dates }: Told): string[] {
  const theirs = world
    .table(invoices)
    .list('ofCustomer', customer)
    .filter(({ created_at }) => created_at <= until)
  const open = theirs.flatMap((invoice) => openDuring(world, invoice, from, until))
  const paid = [payments, incomingPayments].flatMap((table) =>
    theirs.flatMap(({ id }) => world.table(table as typeof payments).list('ofInvoice', id)),
  )
  const amounts = new Set([
    // What is below zero was paid too much: of each, and in all.
    ...open.map(Math.abs),
    theirs.reduce((sum, { balance }) => sum + Math.max(0, -cents(balance)), 0),
    ...theirs.flatMap((invoice) => openDuring(world, invoice, from, until).map((rest) => cents(invoice.amount) - rest)),
    ...paid.filter(({ created_at }) => created_at <= until || from === until).map(({ amount }) => cents(amount)),
  ])
  const promised = world
    .table(promises)
    .list('ofCustomer', customer)
    .filter(({ created_at }) => created_at <= until)
  const letters = world
    .table(threads)
    .list('ofCustomer', company, customer)
    .filter(({ direction, timestamp }) => direction === 'outbound' && timestamp < until)
  const days = [
    ...theirs.map(({ due_date }) => due_date),
    ...promised.map(({ promised_date }) => promised_date),
    ...letters.map(({ timestamp }) => dateIn(zoneOf(world, company), Date.parse(timestamp))),
    ...dates,
  ]
  const people = [...world.table(contacts).list('ofCustomer', customer), ...world.table(members).list('ofCompany', company)]
  const names = new Set(people.map(({ name }) => name.split(' ')[0]))
  const numbers = new Set(theirs.map(({ invoice_number }) => invoice_number))
  const name = greeting.exec(text)?.[1]
  const right = new Set(days.map(toLetterDate))
  return [
    ...numbersIn(text, numbers).filter((number) => !numbers.has(number)),
    ...amountsIn(text)
      .filter((amount) => !amounts.has(amount.cents))
      .map((amount) => amount.text),
    ...(text.match(letterDates) ?? []).filter((date) => !right.has(date)),
    ...(name !== undefined && !names.has(name) ? [name] : []),
    ...(holeIn(text) ? ['a hole'] : []),
  ]
}

/** What was written since a moment, and names what the books did not have then. */
export const untrueTexts = (world: World, since: string): string[] =>
  [...textsSince(world, since)].flatMap((told) => wrongIn(world, told).map((words) => `"${words}" at ${told.from}: ${told.text}`))
