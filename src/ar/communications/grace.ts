/** Time for the rest: what a customer asked for, and was not refused. */
import { toIso } from '../../core/time/clock.ts'
import { DAY_MS } from '../../core/time/day.ts'
import type { World } from '../../core/world/handle.ts'
import type { InvoiceRow } from '../invoices/invoice.ts'
import { answerFinder, claimAbout } from './questions.ts'
import { refuses } from './reading.ts'
import type { ThreadRow } from './thread.ts'

/** Who asks for time for the rest has so many days, once that is granted. */
const DAYS_FOR_REST = 45

/** Until when the rest may wait for which a message asks for time, as an ISO 8601 datetime. */
export const graceOf = ({ timestamp }: Pick<ThreadRow, 'timestamp'>): string =>
  toIso(Date.parse(timestamp) + DAYS_FOR_REST * DAY_MS)

/** Until when the rest of an invoice may wait, or might, as an ISO 8601 datetime; undefined where no time was granted. */
export function grantedUntil(
  world: World,
  invoice: Pick<InvoiceRow, 'id' | 'customer'>,
  answersTo = answerFinder(world),
): string | undefined {
  const claim = claimAbout(world, 'payment_plan', invoice)
  const answers = claim ? answersTo(claim, invoice.id) : []
  if (!claim || !answers.length || answers.some(({ body }) => refuses(body))) return undefined
  return graceOf(claim)
}
