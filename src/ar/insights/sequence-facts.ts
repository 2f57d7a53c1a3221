/** What is to come of the sequences in which a customer is, and about which invoices. */
import type { World } from '../../core/world/handle.ts'
import type { OpenInvoice } from '../customers/customer-totals.ts'
import { enrollments, takesCareOf } from '../sequences/enrollment.ts'
import { isReady, type ScheduledStepRow, scheduledSteps } from '../sequences/scheduled-step.ts'
import type { Debtor } from './debtor.ts'

export interface SequenceFacts {
  /** The open invoices of which a sequence takes care that has still something to come. */
  readonly remindedAbout: ReadonlySet<string>
  /** Those of which one does that has a step for a person. */
  readonly readyAbout: ReadonlySet<string>
  /** The first step of those that are not over that waits for a person. */
  readonly ready: ScheduledStepRow | undefined
}

export function sequencesOf(world: World, { id }: Debtor, open: readonly OpenInvoice[]): SequenceFacts {
  const active = new Map(
    world
      .table(enrollments)
      .list('activeOfCustomer', id)
      .map((each) => [each.id, each]),
  )
  const steps = world
    .table(scheduledSteps)
    .list('pendingOfCustomer', id)
    .filter(({ enrollment }) => active.has(enrollment))
  const invoicesOf = (some: readonly ScheduledStepRow[]): ReadonlySet<string> => {
    const theirs = some.flatMap(({ enrollment }) => active.get(enrollment) ?? [])
    return new Set(open.filter((invoice) => theirs.some((each) => takesCareOf(each, invoice))).map((invoice) => invoice.id))
  }
  return {
    remindedAbout: invoicesOf(steps.filter((step) => !isReady(step))),
    readyAbout: invoicesOf(steps.filter(isReady)),
    ready: steps.find(isReady),
  }
}
