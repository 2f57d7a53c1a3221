import type { EventExample } from '../../core/call/event.ts'
import type { Example, Rule } from '../../core/call/operation.ts'
import { closedStates, type InvoiceRow, stateOf } from './invoice.ts'

/** Why an invoice in that state does not take something. */
export const cannot = (verb: string, state: string): string => `Cannot ${verb} this invoice: it is ${state}.`

/** What is refused for an invoice that is closed, with the status that it has. */
export const refuseClosed = <Call>(verb: string, invoiceOf: (call: Call) => InvoiceRow | undefined): Rule<Call>[] =>
  closedStates.map((state) => ({
    refuse: cannot(verb, state),
    when: (call) => {
      const invoice = invoiceOf(call)
      return invoice !== undefined && stateOf(invoice) === state
    },
  }))

/** An example for each of them. */
export const closedExamples = (verb: string, call: (sample: string) => Pick<Example, 'path' | 'body'>): Example[] =>
  closedStates.map((state) => ({
    name: `refuses an invoice that is ${state}`,
    mark: 'C',
    ...call(state),
    expect: { status: 400, body: { detail: cannot(verb, state) } },
  }))

/** An example of an event that no closed invoice meets. */
export const closedExample = (refuse: string, others: object = {}): EventExample => ({
  name: 'refuses a closed invoice',
  mark: 'C',
  body: { invoice: '$samples.invoices.closed_paid', ...others },
  expect: { status: 400, body: { error: { message: refuse } } },
})
