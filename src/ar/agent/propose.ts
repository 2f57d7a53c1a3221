/** How proposals come, change and go. */

import { differIn } from '../../core/values/same.ts'
import type { World } from '../../core/world/handle.ts'
import { type ActionRow, actions } from '../actions/action.ts'
import { disputeAbout } from '../communications/questions.ts'
import type { InvoiceRow } from '../invoices/invoice.ts'
import { confidenceFor, creditIn, drafted, type Found, HELD } from './draft.ts'
import { type Memory, recall, remember, whoseWay } from './memory.ts'
import { agentMistakes } from './mistakes/agent-mistake.ts'
import { bearings, isWay, type Occasion } from './occasion.ts'
import { isUndecided } from './situation.ts'

/** What is dealt with by a proposal: while something is in the way nothing is, and by an answer nothing else. */
function dealtWith(world: World, occasion: Occasion, since: string | null): string | null {
  if (occasion === 'reply_waits') return since
  return isWay(occasion) ? null : world.clock.now()
}

/** What was dealt with before something came in the way. */
const beforeWay = ({ occasion, before }: Memory): string | null => (isWay(occasion) ? before : null)

/** The columns that every new proposal has in common. */
export const fresh = {
  status: 'proposed',
  is_recommended: true,
  scheduled_for: null,
  executed_at: null,
  channel_id: null,
  external_id: null,
  approval_log: [],
  is_deleted: false,
} satisfies Partial<ActionRow>

function note(world: World, invoice: InvoiceRow, { id }: ActionRow, { occasion, mistake }: Found): void {
  const memory = recall(world, invoice.id)
  const since = dealtWith(world, occasion, memory.since)
  const before = id === memory.action ? memory.before : (memory.since ?? beforeWay(memory))
  remember(world, memory, { since, before, action: id, occasion, mistake: mistake ?? null, is_unanswered: false })
  if (isWay(occasion)) remember(world, recall(world, whoseWay(occasion, invoice)), { action: id, occasion })
  if (mistake) world.create(agentMistakes, { action: id, kind: mistake })
}

/** A new proposal. Its id follows from the invoice and the time. */
export function propose(world: World, invoice: InvoiceRow, found: Found): string {
  const { id, company, customer } = invoice
  const { occasion, thread = null, until = null } = found
  const disputed = disputeAbout(world, invoice)
  world.ids.because(`proposal ${id} ${world.clock.now()}`, () => {
    const action = world.create(actions, {
      ...fresh,
      company,
      customer,
      invoice: id,
      action_required: occasion !== 'awaiting_reply',
      thread,
      response_deadline: until,
      metadata: {
        ...(disputed && { dispute: disputed.body }),
        confidence: confidenceFor(world, invoice, occasion),
      },
      ...drafted(world, invoice, found),
    })
    note(world, invoice, action, found)
  })
  return `proposed: ${bearings[occasion].trigger}`
}

/** The text that a person has given goes with the draft that it was given for. */
const withoutText = ({ final_content: _, ...metadata }: ActionRow['metadata']): ActionRow['metadata'] => metadata

/** What was proposed is said anew, for what has come since. */
export function revise(world: World, invoice: InvoiceRow, action: ActionRow, found: Found): string {
  const metadata = { ...withoutText(action.metadata), confidence: confidenceFor(world, invoice, found.occasion) }
  const { thread = null } = found
  const revised = world.save(actions, { ...action, ...drafted(world, invoice, found, action.action_type), thread, metadata })
  for (const mistake of world.table(agentMistakes).list('ofAction', action.id)) world.table(agentMistakes).delete(mistake.id)
  world.ids.because(`proposal ${invoice.id} ${world.clock.now()}`, () => note(world, invoice, revised, found))
  return `revised: ${bearings[found.occasion].trigger}`
}

const texts = [
  'description',
  'recommendation_label',
  'trigger_event_label',
  'urgency_score',
  'draft_subject',
  'draft_content',
] as const

/** The agent's own proposal, in the words that the facts ask for now. */
export function reword(world: World, invoice: InvoiceRow, action: ActionRow): void {
  const { occasion, mistake } = recall(world, invoice.id)
  if (!occasion) return
  const { thread, response_deadline, action_type } = action
  const found: Found = {
    occasion,
    thread: thread ?? undefined,
    until: response_deadline ?? undefined,
    mistake: mistake ?? undefined,
  }
  const next = { ...action, ...drafted(world, invoice, found, action_type) }
  if (differIn(next, action, texts)) world.save(actions, { ...next, metadata: withoutText(action.metadata) })
}

/** What was paid too much for others has changed, or was asked about: what the agent proposes to ask for an invoice says so. */
export function rewordCredit(world: World, invoice: InvoiceRow): void {
  const { action: id, occasion } = recall(world, invoice.id)
  const action = world.table(actions).get(id ?? '')
  if (!action || !occasion || !bearings[occasion].duns) return
  const credit = creditIn(world, invoice, action.action_type)
  const text = `${action.description}\n${action.draft_content}`
  const isTold = credit ? text.includes(credit) : !text.includes(HELD)
  if (!isTold && isUndecided(world, action)) reword(world, invoice, action)
}
