/** What the books and the conversation say of a customer. */
import { placeBefore } from '../../core/store/select.ts'
import { addDays, daysBetween } from '../../core/time/day.ts'
import type { World } from '../../core/world/handle.ts'
import { recentDelays, usualDelayOf } from '../analytics/expected.ts'
import { toCents } from '../conventions/money.ts'
import { customerTotals, type OpenInvoice } from '../customers/customer-totals.ts'
import { type InvoiceRow, invoices } from '../invoices/invoice.ts'
import { type ConversationFacts, conversationOf } from './conversation-facts.ts'
import type { Debtor } from './debtor.ts'
import { type PromiseFacts, promisesOf } from './promise-facts.ts'
import { type SequenceFacts, sequencesOf } from './sequence-facts.ts'

/** What fell due so long ago says no more how somebody pays. */
const RECENT_DAYS = 365

export interface CustomerFacts extends ConversationFacts, PromiseFacts, SequenceFacts {
  readonly customer: Debtor
  /** The open invoices, the one that was due first first. */
  readonly open: readonly OpenInvoice[]
  /** In cents. */
  readonly balance: number
  readonly overdue: number
  /** Of the oldest one; 0 where nothing is overdue. */
  readonly daysOverdue: number
  readonly delays: readonly number[]
  readonly usualDelay: number | null
  /** Something that fell due lately was written off. */
  readonly hasWrittenOff: boolean
}

export function customerFactsOf(world: World, customer: Debtor, today: string): CustomerFacts {
  const { open = [] } = world.table(customerTotals).get(customer.id) ?? {}
  const isLate = ({ due_date }: OpenInvoice): boolean => due_date < today
  const delays = recentDelays(world, customer.id)
  const conversation = conversationOf(world, customer, open, today)
  return {
    customer,
    open,
    balance: centsOf(open),
    overdue: centsOf(open.filter(isLate)),
    daysOverdue: Math.max(0, daysBetween(open[0]?.due_date ?? today, today)),
    delays,
    usualDelay: usualDelayOf(delays),
    hasWrittenOff: hasWrittenOff(world, customer, addDays(today, -RECENT_DAYS)),
    ...conversation,
    ...promisesOf(world, customer, open, conversation.heard),
    ...sequencesOf(world, customer, open),
  }
}

function hasWrittenOff(world: World, { id }: Debtor, since: string): boolean {
  const due = world
    .table(invoices)
    .in('ofCustomer', id)
    .keys(placeBefore<InvoiceRow>({ due_date: since }))
  for (const { written_off_amount } of due) if (written_off_amount > 0) return true
  return false
}

const centsOf = (open: readonly OpenInvoice[]): number => open.reduce((cents, { balance }) => cents + toCents(balance), 0)
