/** Which mistake the agent makes, by chance and by what there is to make one with. */
import { HOUR_MS } from '../../../core/time/day.ts'
import type { World } from '../../../core/world/handle.ts'
import type { InvoiceRow } from '../../invoices/invoice.ts'
import { draw } from '../../life/draw.ts'
import { promiseHolding } from '../../promises/keeping.ts'
import type { Contacted } from '../contacted.ts'
import type { Found } from '../draft.ts'
import { bearings, milestoneAt } from '../occasion.ts'
import { daysLate, isAfter, isReachable, questionAbout } from '../situation.ts'
import { mistakeShares, sharesIn } from './agent-mistakes.setting.ts'
import type { Mistake } from './mistake.ts'

const shareOf = (world: World, mistake: Mistake): number => sharesIn(world.setting(mistakeShares)).get(mistake) ?? 0

/** Whether it makes a mistake at all. */
export const mayErr = (world: World, mistake: Mistake): boolean => shareOf(world, mistake) > 0

/** @param cause what it would be made about; the same cause leads to the same */
const errs = (world: World, mistake: Mistake, cause: string): boolean => {
  const share = shareOf(world, mistake)
  return share > 0 && draw(world, `agent errs ${mistake}`, cause) < share
}

/** The letter that the invoice itself would ask for. */
const dun = (world: World, invoice: InvoiceRow, mistake: Mistake): Found | undefined => {
  const milestone = milestoneAt(daysLate(world, invoice))
  if (!milestone) return undefined
  return { occasion: milestone.days > 0 ? 'overdue_1' : 'due_soon', mistake }
}

/** Once more what was sent only yesterday; within so many milliseconds. */
const YESTERDAY_MS = 30 * HOUR_MS

/** What would not be proposed at all by an agent without fault. */
export function wrongly(
  world: World,
  invoice: InvoiceRow,
  since: string | null,
  contacted: Contacted | undefined,
): Found | undefined {
  const promise = promiseHolding(world, invoice)
  if (promise)
    return isAfter(promise.created_at, since) && errs(world, 'dunned_promise', promise.id)
      ? dun(world, invoice, 'dunned_promise')
      : undefined
  const question = questionAbout(world, invoice)
  if (question?.strategy_tags.includes('dispute') && question.invoices.includes(invoice.id))
    return isAfter(question.timestamp, since) && errs(world, 'dunned_dispute', question.id)
      ? dun(world, invoice, 'dunned_dispute')
      : undefined
  return question || !contacted ? undefined : twice(world, invoice, since, contacted)
}

/** A reminder of yesterday is sent once more. */
function twice(world: World, invoice: InvoiceRow, since: string | null, { at, isMail, message }: Contacted): Found | undefined {
  const isFresh = isMail && message?.in_reply_to === null && world.clock.ms - Date.parse(at) < YESTERDAY_MS
  if (!isFresh || !isAfter(at, since) || !errs(world, 'duplicate', `${invoice.id}/${at}`)) return undefined
  const found = dun(world, invoice, 'duplicate')
  return found && { ...found, repeats: message }
}

/** What can be wrong in a letter that is right otherwise. */
export function inLetter(world: World, invoice: InvoiceRow, { occasion }: Found): Mistake | undefined {
  const cause = `${invoice.id}/${occasion}/${world.clock.now()}`
  if (!bearings[occasion].duns || bearings[occasion].type !== 'email') return undefined
  return (['stale_balance', 'wrong_number'] as const).find((mistake) => errs(world, mistake, cause))
}

/** Whether a letter is proposed although none reaches the customer. */
export const writesToNobody = (world: World, invoice: InvoiceRow, { occasion }: Found): boolean =>
  bearings[occasion].duns &&
  !isReachable(world, invoice) &&
  errs(world, 'wrong_person', `${invoice.id}/${occasion}/${world.clock.now()}`)
