/** What can be wrong with the approval of a proposal. */
import { compareInstants } from '../../core/store/compare.ts'
import { toLetterDate } from '../../core/time/day.ts'
import type { ActionRow } from '../actions/action.ts'
import { toMoney } from '../conventions/money.ts'
import type { Customer } from '../customers/customer.ts'
import type { InvoiceRow } from '../invoices/invoice.ts'
import { promisesFor } from '../promises/keeping.ts'
import { draftedAt, draftMemory, type InvoiceState, stateOf } from './draft-memory.ts'
import { disputeOf } from './letter-rules.ts'
import type { Finding, Judged, Rule } from './rule.ts'

export interface Approval extends Judged {
  readonly action: ActionRow
  readonly invoice: InvoiceRow
  readonly customer: Customer
  /** The date of it where the customer is, as a letter has it. */
  readonly day: string
}

/** How a fact is told that has changed. */
const changes: { readonly [Fact in keyof InvoiceState]: (was: InvoiceState[Fact], is: InvoiceState[Fact]) => string } = {
  invoice_number: (was, is) => `the number changed from ${was} to ${is}`,
  balance: (was, is) => `the balance changed from ${toMoney(was)} to ${toMoney(is)}`,
  due_date: (was, is) => `the due date changed from ${toLetterDate(was)} to ${toLetterDate(is)}`,
}

const told = <Fact extends keyof InvoiceState>(fact: Fact, was: InvoiceState, is: InvoiceState): string[] =>
  was[fact] === is[fact] ? [] : [changes[fact](was[fact], is[fact])]

function changesOf({ world, action, invoice }: Approval): string[] {
  const was = world.table(draftMemory).get(action.id)?.was
  const is = stateOf(invoice)
  return was ? (Object.keys(changes) as (keyof InvoiceState)[]).flatMap((fact) => told(fact, was, is)) : []
}

/** What the customer has said since. */
function newsOf(approval: Approval): string[] {
  const { world, action, invoice } = approval
  const since = draftedAt(world, action)
  const isNews = (at: string): boolean => compareInstants(at, since) > 0
  const promise = promisesFor(world, invoice).find(({ created_at }) => isNews(created_at))
  const dispute = disputeOf(world, invoice)
  return [
    ...(promise ? [`payment was promised by ${toLetterDate(promise.promised_date)}`] : []),
    ...(dispute && isNews(dispute.timestamp) ? ['they disputed it'] : []),
  ]
}

function findStale(approval: Approval): Finding[] {
  const news = [...changesOf(approval), ...newsOf(approval)]
  if (!news.length) return []
  const { action, invoice, customer, day } = approval
  const what = { email: 'e-mail', call: 'call', task: 'task' }[action.action_type]
  const proposal = `The ${what} about invoice ${invoice.invoice_number} of ${customer.customer_company_name}`
  return [
    {
      subject: action.approval_log.at(-1)?.timestamp ?? '',
      sentence: `${proposal} was approved on ${day} as it had been drafted, although since then ${news.join(', and ')}.`,
      rows: [{ table: 'invoices', id: invoice.id }],
    },
  ]
}

export const approvalRules = [
  {
    name: 'stale-approval',
    is: 'A proposal was approved as it stood although its facts had changed since it was drafted.',
    judge: findStale,
  },
] as const satisfies readonly Rule<Approval>[]
