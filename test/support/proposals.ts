/** What must be so of the agent's proposals at any time: nothing that a person who approves them would be sorry for. */
import { type ActionRow, actions } from '../../src/ar/actions/action.ts'
import { agentMistakes } from '../../src/ar/agent/mistakes/agent-mistake.ts'
import { replyTo } from '../../src/ar/communications/subject.ts'
import { threads } from '../../src/ar/communications/thread.ts'
import { todayOf } from '../../src/ar/companies/company.ts'
import { customers } from '../../src/ar/customers/customer.ts'
import { amountsIn, datesIn, holeIn, numbersIn } from '../../src/ar/harms/figures.ts'
import { type InvoiceRow, invoices, isOpen } from '../../src/ar/invoices/invoice.ts'
import { payments } from '../../src/ar/payments/payment.ts'
import { reaches } from '../../src/ar/promises/keeping.ts'
import { promises } from '../../src/ar/promises/promise.ts'
import { enrollments } from '../../src/ar/sequences/enrollment.ts'
import { daysBetween } from '../../src/core/time/day.ts'
import type { World } from '../../src/index.ts'
import { cents } from './texts.ts'

function holdsOf(world: World, invoice: InvoiceRow): string[] {
  const { customer, id } = invoice
  const asked = world.table(threads).list('asked', customer)
  const announced = world
    .table(payments)
    .list('ofInvoice', id)
    .filter(({ status }) => status === 'PENDING')
    .reduce((sum, { amount }) => sum + cents(amount), 0)
  const isInSequence = world
    .table(enrollments)
    .list('activeOfCustomer', customer)
    .some((enrollment) => Date.parse(invoice.created_at) <= Date.parse(enrollment.created_at))
  const promised = world
    .table(promises)
    .list('activeOf', customer)
    .some((promise) => reaches(world, promise, invoice))
  return [
    ...(isOpen(invoice) ? [] : ['is closed']),
    ...(promised ? ['is promised'] : []),
    ...(asked.some(({ strategy_tags, invoices: named }) => strategy_tags.includes('dispute') && named.includes(id))
      ? ['is disputed']
      : []),
    ...(announced >= cents(invoice.balance) ? ['is announced'] : []),
    ...(isInSequence ? ['is in the hands of a sequence'] : []),
    ...(world.table(customers).get(customer)?.status === 'inactive' ? ['is owed by somebody inactive'] : []),
  ]
}

const isAnswer = (world: World, { thread }: ActionRow): boolean =>
  world.table(threads).get(thread ?? '')?.requires_response === true

/** Asks for payment, as far as anybody can tell. */
const isDunning = (world: World, action: ActionRow): boolean =>
  action.action_type !== 'task' && action.action_required && !isAnswer(world, action)

/** An answer has the subject of what it answers. */
function ownSubject(world: World, { thread, draft_subject }: ActionRow): string | null {
  const answered = world.table(threads).get(thread ?? '')
  return answered && draft_subject === replyTo(answered.subject) ? null : draft_subject
}

function untrue(world: World, action: ActionRow, invoice: InvoiceRow, today: string): string[] {
  const text = [action.description, ownSubject(world, action), action.draft_content, action.trigger_event_label].join('\n')
  const days = daysBetween(invoice.due_date, today)
  const theirs = world.table(invoices).list('ofCustomer', invoice.customer)
  const paid = world
    .table(payments)
    .list('ofCustomer', invoice.customer)
    .map(({ amount }) => amount)
  const made = world.table(promises).list('ofCustomer', invoice.customer)
  const credit = theirs.reduce((sum, { balance }) => sum + Math.max(0, -balance), 0)
  const right = new Set(
    [invoice.balance, invoice.amount - invoice.balance, credit, ...paid, ...made.map(({ amount }) => amount ?? 0)].map(cents),
  )
  const promised = made.map(({ promised_date }) => promised_date)
  const dates = { due: [invoice.due_date], issued: [invoice.issue_date], promised, paid: [] as string[] }
  const ages = [...text.matchAll(/(\d+) days? (?:overdue|late)\b/g)].filter(([, n]) => Number(n) !== days)
  const early = [...text.matchAll(/due in (\d+) days?/g)].filter(([, n]) => Number(n) !== -days)
  const atLeast = [...text.matchAll(/overdue for (\d+) days or more/g)].filter(([, n]) => days < Number(n))
  return [
    ...[...ages, ...early, ...atLeast].map(([words]) => words),
    ...(/due soon/.test(text) && days > 0 ? ['due soon'] : []),
    ...(action.trigger_event_label === 'Invoice overdue' && days < 1 ? ['overdue'] : []),
    ...amountsIn(text)
      .filter((amount) => !right.has(amount.cents))
      .map((amount) => amount.text),
    ...datesIn(text)
      .filter(({ label, date }) => !dates[label].includes(date))
      .map((date) => date.text),
    ...numbersIn(text, [invoice.invoice_number]).filter((number) => !theirs.some((each) => each.invoice_number === number)),
    ...(holeIn(text) ? [`a hole: ${holeIn(text)?.where}`] : []),
  ]
}

/** All that is wrong with the proposals of a world, a sentence each. */
export function wrongProposals(world: World): string[] {
  const open = [...world.table(actions).all()].filter(
    ({ status, is_deleted, approval_log }) =>
      !is_deleted && (status === 'proposed' || (status === 'scheduled' && !approval_log.length)),
  )
  const recommended = new Map<string, number>()
  return open.flatMap((action) => {
    const invoice = world.table(invoices).get(action.invoice)
    if (!invoice) return [`${action.id} is about nothing`]
    const count = (recommended.get(invoice.id) ?? 0) + (action.is_recommended ? 1 : 0)
    recommended.set(invoice.id, count)
    const what = `${action.action_type} about ${invoice.invoice_number} (${action.trigger_event_label}) at ${world.clock.now()}`
    if (world.table(agentMistakes).find('ofAction', action.id)) return []
    const today = todayOf(world, invoice.company)
    return [
      ...(count > 1 ? [`${what} is one of two`] : []),
      ...(isDunning(world, action) ? holdsOf(world, invoice).map((why) => `${what} ${why}`) : []),
      ...(isOpen(invoice)
        ? untrue(world, action, invoice, today).map((words) => `${what} says "${words}"`)
        : [`${what} is closed`]),
    ]
  })
}
