/** What can be wrong with a letter that goes out. */

import { toLetterDate, weekdayOf } from '../../core/time/day.ts'
import { workingDaysBetween } from '../../core/time/office-hours.ts'
import { dateIn } from '../../core/time/time-zone.ts'
import type { World } from '../../core/world/handle.ts'
import { bounces, hasBounced } from '../communications/bounce.ts'
import { onlyPromises, questionsOf } from '../communications/questions.ts'
import type { ThreadRow } from '../communications/thread.ts'
import { addUp, toCents, toMoney } from '../conventions/money.ts'
import { contacts } from '../customers/contact.ts'
import { type InvoiceRow, isOpen, withNumber } from '../invoices/invoice.ts'
import { incomingPayments } from '../payments/incoming-payment.ts'
import { payments } from '../payments/payment.ts'
import { promiseHolding } from '../promises/keeping.ts'
import { promises } from '../promises/promise.ts'
import { datesIn, holeIn, type Label, type LabelledDate } from './figures.ts'
import { isDecentTime } from './hours.ts'
import { dayIn, earlierReminder, type Letter, momentIn } from './letter.ts'
import { knownTo, wrongAmountsIn } from './right-amounts.ts'
import type { Finding, Rule } from './rule.ts'

const invoiceRow = ({ id }: InvoiceRow) => ({ table: 'invoices', id })
const threadRow = ({ id }: ThreadRow) => ({ table: 'threads', id })

const reminded = ({ customer, day }: Letter, invoice: InvoiceRow): string =>
  `${customer.customer_company_name} was reminded of invoice ${invoice.invoice_number} on ${day}`

/** Of each invoice that a reminder is about: what is found, if anything. */
const forEachInvoice =
  (judge: (letter: Letter, invoice: InvoiceRow) => Omit<Finding, 'subject'> | undefined) =>
  (letter: Letter): Finding[] =>
    letter.isReminder
      ? letter.about.flatMap((invoice) => {
          const found = judge(letter, invoice)
          return found ? [{ ...found, subject: invoice.id, rows: [invoiceRow(invoice), ...(found.rows ?? [])] }] : []
        })
      : []

/** In the books, or waiting in the accounting system. */
function findPaid(letter: Letter, invoice: InvoiceRow): Omit<Finding, 'subject'> | undefined {
  const { balance, amount, paid_on } = invoice
  if (!isOpen(invoice))
    return paid_on === null
      ? undefined
      : { sentence: `${reminded(letter, invoice)}, which had been paid on ${toLetterDate(paid_on)}.` }
  const waiting = letter.world.table(incomingPayments).list('ofInvoice', invoice.id)
  const paid = addUp(waiting.map((payment) => payment.amount))
  const last = waiting.at(-1)
  if (!last || toCents(paid) < toCents(balance)) return undefined
  const sum = toCents(paid) < toCents(amount) ? `the last ${toMoney(paid)}` : toMoney(paid)
  return {
    sentence: `${reminded(letter, invoice)}, for which ${sum} had been paid on ${toLetterDate(last.payment_date)}; that was not in the books yet.`,
    rows: waiting.map(({ id }) => ({ table: 'incoming_payments', id })),
  }
}

/** The message that disputes an invoice and waits for an answer. */
export const disputeOf = (world: World, { id, customer }: InvoiceRow): ThreadRow | undefined =>
  questionsOf(world, customer).find(
    ({ strategy_tags, invoices: named }) => strategy_tags.includes('dispute') && named.includes(id),
  )

function findDisputed(letter: Letter, invoice: InvoiceRow): Omit<Finding, 'subject'> | undefined {
  const dispute = disputeOf(letter.world, invoice)
  if (!dispute) return undefined
  const since = dayIn(letter.zone, dispute.timestamp)
  return {
    sentence: `${reminded(letter, invoice)}, which they dispute since ${since} without an answer.`,
    rows: [threadRow(dispute)],
  }
}

function findPromised(letter: Letter, invoice: InvoiceRow): Omit<Finding, 'subject'> | undefined {
  const promise = promiseHolding(letter.world, invoice)
  if (!promise) return undefined
  return {
    sentence: `${reminded(letter, invoice)}, although they had promised payment by ${toLetterDate(promise.promised_date)}.`,
    rows: [{ table: 'promises', id: promise.id }],
  }
}

function findTwice(letter: Letter, invoice: InvoiceRow): Omit<Finding, 'subject'> | undefined {
  const earlier = earlierReminder(letter, invoice)
  if (!earlier) return undefined
  return {
    sentence: `${reminded(letter, invoice)}, after a reminder of ${momentIn(letter.zone, earlier.at)}.`,
    rows: [earlier.row],
    steps: earlier.steps,
  }
}

function findNothing({ isReminder, open, customer, day, text }: Letter): Finding[] {
  if (!isReminder) return []
  const name = customer.customer_company_name
  if (!open.length) return [{ subject: 'nothing', sentence: `${name} was asked for money on ${day}, but owes nothing.` }]
  const hole = holeIn(text)
  if (!hole) return []
  const { what, where } = hole
  return [
    { subject: 'hole', sentence: `The letter to ${name} of ${day} has no ${what} where it should have one: "${where.trim()}".` },
  ]
}

/** A letter about invoices; of what else it says nobody knows what is right. */
const speaksOfBooks = ({ kind, isReminder, about }: Letter): boolean => kind === 'email' && (isReminder || about.length > 0)

const wrongFigure = ({ customer, day }: Letter, text: string, why: string): Finding => ({
  subject: text,
  sentence: `The letter to ${customer.customer_company_name} of ${day} says "${text}", but ${why}.`,
})

const findWrongFigures = (letter: Letter): Finding[] =>
  speaksOfBooks(letter) ? [...wrongNumbers(letter), ...wrongAmounts(letter), ...wrongDates(letter)] : []

function wrongNumbers(letter: Letter): Finding[] {
  const { world, customer, numbers } = letter
  const isTheirs = (number: string) =>
    [...withNumber(world, customer.company, number)].some((each) => each.customer === customer.id)
  return numbers
    .filter((number) => !isTheirs(number))
    .map((number) => wrongFigure(letter, number, 'they have no invoice of that number'))
}

function wrongAmounts(letter: Letter): Finding[] {
  return wrongAmountsIn(letter).map(({ text }) => wrongFigure(letter, text, 'the books have no such amount for them'))
}

/** By label, the dates that are right. */
const rightDates: Readonly<Record<Label, (letter: Letter) => readonly (string | null)[]>> = {
  due: (letter) => knownTo(letter).map(({ due_date }) => due_date),
  issued: (letter) => knownTo(letter).map(({ issue_date }) => issue_date),
  promised: ({ world, customer }) =>
    world
      .table(promises)
      .list('ofCustomer', customer.id)
      .map(({ promised_date }) => promised_date),
  paid: ({ world, customer }) =>
    world
      .table(payments)
      .list('ofCustomer', customer.id)
      .map(({ payment_date }) => payment_date),
}

const wrongDates = (letter: Letter): Finding[] =>
  datesIn(letter.text)
    .filter(({ label, date }: LabelledDate) => !rightDates[label](letter).includes(date))
    .map(({ text }) => wrongFigure(letter, text, 'the books have no such date for them'))

function findWrongHour({ kind, isReminder, at, zone, customer }: Letter): Finding[] {
  if (at === null || !(isReminder || kind === 'call') || isDecentTime(zone, at)) return []
  const done = kind === 'call' ? 'called' : 'written to'
  const day = weekdayOf(dateIn(zone, Date.parse(at)))
  const sentence = `${customer.customer_company_name} was ${done} on ${day}, ${momentIn(zone, at)} (${zone}).`
  return [{ subject: 'hour', sentence }]
}

function findWrongPerson({ world, kind, customer, recipients, day, row, isReminder }: Letter): Finding[] {
  if (kind !== 'email') return []
  const { company, id, customer_company_name: name, status } = customer
  const wrote = `A letter to ${name} of ${day}`
  const inactive =
    isReminder && status === 'inactive' ? [{ subject: 'inactive', sentence: `${wrote} went to a customer who is inactive.` }] : []
  const addressed = recipients.flatMap((address): Finding[] => {
    const bounce = world.table(bounces).find('ofAddress', company, address.toLowerCase())
    if (bounce && bounce.thread !== row.id && hasBounced(world, company, address))
      return [
        {
          subject: address,
          sentence: `${wrote} went to ${address}, from where mail had come back.`,
          rows: [{ table: 'bounces', id: bounce.id }],
        },
      ]
    const other = world
      .table(contacts)
      .list('byEmail', company, address.toLowerCase())
      .find((contact) => contact.customer !== id)
    return other
      ? [
          {
            subject: address,
            sentence: `${wrote} went to ${address}, which is an address of another customer: ${other.name}.`,
            rows: [{ table: 'contacts', id: other.id }],
          },
        ]
      : []
  })
  return [...inactive, ...addressed]
}

const PATIENCE_DAYS = 5

function findUnanswered(letter: Letter): Finding[] {
  if (!letter.isReminder) return []
  const { zone, today, customer, day } = letter
  const questions = questionsOf(letter.world, letter.customer.id).filter((message) => !onlyPromises(message))
  return questions.flatMap((question) => {
    const days = workingDaysBetween(dateIn(zone, Date.parse(question.timestamp)), today)
    if (days <= PATIENCE_DAYS) return []
    const asked = `the message "${question.subject}" of ${dayIn(zone, question.timestamp)}`
    return [
      {
        subject: question.id,
        sentence: `${customer.customer_company_name} was reminded on ${day} while ${asked} has waited ${days} working days for an answer.`,
        rows: [threadRow(question)],
      },
    ]
  })
}

export const letterRules = [
  {
    name: 'dunned-paid',
    is: 'A reminder went out for an invoice that was paid before, in the books or not yet.',
    judge: forEachInvoice(findPaid),
  },
  {
    name: 'dunned-disputed',
    is: 'A reminder went out for an invoice that is disputed, and the dispute has no answer.',
    judge: forEachInvoice(findDisputed),
  },
  {
    name: 'dunned-promise',
    is: 'A reminder went out for an invoice while a promise to pay it runs.',
    judge: forEachInvoice(findPromised),
  },
  {
    name: 'dunned-twice',
    is: 'Two reminders for one invoice went out within 48 hours.',
    judge: forEachInvoice(findTwice),
  },
  {
    name: 'dunned-nothing',
    is: 'A letter about a debt went to a customer who has none, or has a gap where an amount, a number or a date should be.',
    judge: findNothing,
  },
  {
    name: 'wrong-figure',
    is: 'A letter names an invoice number, a currency amount or a labelled date that the books do not have for this customer.',
    judge: findWrongFigures,
  },
  {
    name: 'wrong-hour',
    is: 'A reminder went out, or a call was made, before 8 or from 20 o’clock on where the customer is, or on a Sunday.',
    judge: findWrongHour,
  },
  {
    name: 'wrong-person',
    is: 'A letter went to an address that bounced and from where nobody wrote since, or that is another customer’s, or a reminder to an inactive customer.',
    judge: findWrongPerson,
  },
  {
    name: 'unanswered',
    is: 'A reminder went out while a question of the customer waits for more than 5 working days.',
    judge: findUnanswered,
  },
] as const satisfies readonly Rule<Letter>[]
