/** What customers owe, and what they say of it: what they promise and keep, and what they dispute. */
import { compareInstants } from '../../core/store/compare.ts'
import { weekdayBefore } from '../../core/time/office-hours.ts'
import type { World } from '../../core/world/handle.ts'
import { answersTo, claimAbout, isAnswerTo, isOn } from '../communications/questions.ts'
import { settles } from '../communications/reading.ts'
import type { ThreadRow } from '../communications/thread.ts'
import { todayOf } from '../companies/company.ts'
import type { Customer } from '../customers/customer.ts'
import { type InvoiceRow, invoices } from '../invoices/invoice.ts'
import { isFor } from '../promises/covers.ts'
import { promiseFor } from '../promises/keeping.ts'
import { promises } from '../promises/promise.ts'
import { draw, drawBetween } from './draw.ts'
import type { Days } from './lateness.ts'
import { payday, planPayment, timeOn, unpaid } from './pay.ts'
import { personaOf, personaWhenBack } from './persona.ts'
import { drop, plan, plannedFor } from './plan.ts'

/** Who breaks promises makes so many for an invoice, and no more. */
const MOST_PROMISES = 2
/** From the day that was promised to the payment, of who breaks promises. */
const BROKEN_FOR: Days = [7, 21]
/** A customer who disputes invoices disputes so many of them. */
export const DISPUTED = 0.4

/** What a message of the company is about: those of the invoices that it names for which money has to come; where it names none, all that are past due. */
export function owedBy(world: World, { company, customer, invoices: named }: ThreadRow): InvoiceRow[] {
  const open = world.table(invoices).list('openOfCustomer', customer)
  const owed = open.filter((invoice) => unpaid(world, invoice) > 0)
  return owed.filter(({ id, due_date }) => (named.length ? named.includes(id) : due_date < todayOf(world, company)))
}

const madeFor = (world: World, invoice: InvoiceRow): number =>
  world
    .table(promises)
    .list('ofCustomer', invoice.customer)
    .filter((each) => isFor(world, each, invoice)).length

/** What a day can be promised for: nothing for which one is, or was too often. */
export const unpromised = (world: World, debtor: Customer, owed: readonly InvoiceRow[]): InvoiceRow[] =>
  owed.filter((invoice) => !promiseFor(world, invoice) && (keepsWord(world, debtor) || madeFor(world, invoice) < MOST_PROMISES))

/** The payment of what is owed, by a date. */
interface Promised {
  readonly debtor: Customer
  readonly owed: readonly InvoiceRow[]
  readonly date: string
  /** The message that it follows from. */
  readonly cause: string
}

/** What was promised is paid a day before, so that the books know of it by the day; by those who break promises some time after it. */
export function keep(world: World, { debtor, owed, date, cause }: Promised): void {
  const isKept = keepsWord(world, debtor)
  for (const { id, company } of owed)
    if (isKept) plan(world, { company, intent: 'pay', about: id, at: timeOn(world, company, weekdayBefore(date), cause) })
    else putOff(world, id, timeOn(world, company, payday(date, drawBetween(world, 'breaks', id, BROKEN_FOR), BROKEN_FOR), cause))
}

/** What was meant for sooner is done then. */
function putOff(world: World, invoice: string, at: string): void {
  const planned = plannedFor(world, 'pay', invoice)
  if (!planned || compareInstants(planned.at, at) >= 0) return
  drop(world, 'pay', invoice)
  plan(world, { ...planned, at })
}

function keepsWord(world: World, debtor: Customer): boolean {
  const persona = personaOf(world, debtor)
  return (persona === 'out_of_office' ? personaWhenBack(world, debtor) : persona) === 'promiser'
}

/** Whether an invoice is one that its customer would dispute. */
export const isDoubted = (world: World, { id }: InvoiceRow): boolean => draw(world, 'doubts', id) < DISPUTED

/** Whether a customer disputes an invoice, and has had no answer to that. */
export function isRejected(world: World, invoice: InvoiceRow): boolean {
  const claim = claimAbout(world, 'dispute', invoice)
  const answers = claim ? answersTo(world, claim, invoice.id) : []
  return isDoubted(world, invoice) && !answers.some(({ is_resolved, body }) => is_resolved || settles(body))
}

/** What is disputed no more is paid. */
export function endDisputes(world: World, message: ThreadRow): void {
  for (const invoice of world.table(invoices).list('openOfCustomer', message.customer)) {
    const claim = claimAbout(world, 'dispute', invoice)
    if (!claim || !isOn(message, claim, invoice.id) || !isAnswerTo(world, message, claim)) continue
    drop(world, 'write_off', invoice.id)
    planPayment(world, invoice)
  }
}
