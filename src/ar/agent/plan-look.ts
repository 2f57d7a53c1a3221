/** When the agent looks at an invoice next: what was planned for sooner is done then. */
import { morningOf, nextMorning } from '../../core/time/office-hours.ts'
import { instantIn } from '../../core/time/time-zone.ts'
import type { World } from '../../core/world/handle.ts'
import { actions } from '../actions/action.ts'
import { todayOf, zoneOf } from '../companies/company.ts'
import type { InvoiceRow } from '../invoices/invoice.ts'
import { plan } from '../life/plan.ts'
import { recall } from './memory.ts'
import { mayErr } from './mistakes/err.ts'
import { bearings, isWay, milestones } from './occasion.ts'
import { daysLate, graceFor, isUndecided, undecidedOf } from './situation.ts'
import { saysSoUntil } from './tend.ts'

/** On the working morning after a moment. */
export function lookAfter(world: World, { id, company }: InvoiceRow, at: string | number): void {
  plan(world, { company, intent: 'look', about: id, at: nextMorning(zoneOf(world, company), new Date(at).getTime()) })
}

/** On the next working morning. */
export const lookSoon = (world: World, invoice: InvoiceRow): void => lookAfter(world, invoice, world.clock.ms)

/** When the invoice comes to its next milestone, the grace for it ends, or a text grows old. */
export function lookLater(world: World, invoice: InvoiceRow): void {
  const { id, company, due_date } = invoice
  const late = daysLate(world, invoice)
  const grace = graceFor(world, invoice)
  if (grace !== undefined) lookAfter(world, invoice, grace)
  const isInVain = seesToWay(world, invoice) && !mayErr(world, 'wrong_person')
  const next = milestones.findLast(({ days, occasion }) => days > late && !(isInVain && bearings[occasion].type === 'email'))
  if (next) plan(world, { company, intent: 'look', about: id, at: morningOf(zoneOf(world, company), due_date, next.days) })
  lookOnceOld(world, invoice)
}

/** When what is proposed is so no longer: at the end of this day, or of the due date. */
export function lookOnceOld(world: World, invoice: InvoiceRow): void {
  const { id, company, due_date } = invoice
  const today = todayOf(world, company)
  const ends = undecidedOf(world, invoice)
    .flatMap((action) => saysSoUntil(action, today, due_date) ?? [])
    .sort()[0]
  if (ends !== undefined && ends >= today)
    plan(world, { company, intent: 'look', about: id, at: instantIn(zoneOf(world, company), ends, '00:00', 1) })
}

/** Whether somebody is to make that letters can leave or arrive: until then there are none to propose. */
function seesToWay(world: World, invoice: InvoiceRow): boolean {
  const { occasion, action } = recall(world, invoice.id)
  if (!isWay(occasion)) return false
  const task = world.table(actions).get(action ?? '')
  return task !== undefined && isUndecided(world, task)
}
