import type { World } from '../../core/world/handle.ts'
import { defineTimer } from '../../core/world/timer.ts'
import { hasRecipient, NO_RECIPIENT, sendEmail } from '../communications/add-thread.ts'
import { namedIn } from '../communications/named.ts'
import { openIn } from '../communications/questions.ts'
import { senderOfAction } from '../communications/sender.ts'
import { isAsked, threads } from '../communications/thread.ts'
import { invoiceInWords } from '../conventions/in-words.ts'
import { takeFailure } from '../failures/failure.ts'
import type { ConnectionRow } from '../integrations/connection.ts'
import { actionLifecycle } from './action.lifecycle.ts'
import { type ActionRow, actions, withoutError } from './action.ts'

const deliveryTime = (action: ActionRow): string | null => {
  if (action.is_deleted) return null
  if (action.status === 'scheduled') return action.scheduled_for
  return action.status === 'processing' ? action.deliver_at : null
}

const toDo = { email: 'an e-mail goes out', call: 'a call is due', task: 'a task is due' } as const

/** Approved e-mails go out after a moment, scheduled ones at their time. A scheduled call or task then waits for a person. */
export const deliverAction = defineTimer({
  name: 'deliverAction',
  of: actions,
  at: deliveryTime,
  summary: (world, { action_type, invoice }) => `${toDo[action_type]} about ${invoiceInWords(world, invoice)}`,
  run(world, action) {
    if (action.action_type !== 'email') {
      world.save(actions, actionLifecycle.apply('start', action))
      return 'processing'
    }
    const mailbox = senderOfAction(world, action)
    const failure =
      takeFailure(world, 'delivery', action.id) ??
      (mailbox ? undefined : 'No active mailbox to send from.') ??
      (hasRecipient(world, action.customer) ? undefined : NO_RECIPIENT)
    return mailbox && failure === undefined ? deliver(world, action, mailbox) : giveBack(world, action, failure ?? '')
  },
})

function deliver(world: World, action: ActionRow, mailbox: ConnectionRow): string {
  const earlier = world.table(threads).get(action.thread ?? '')
  const body = action.metadata.final_content ?? action.draft_content ?? ''
  // An answer is about all that was asked about, and each letter about what it names.
  const answered = earlier && isAsked(earlier) ? openIn(world, earlier) : []
  const named = namedIn(world, action.customer, body)
  const thread = sendEmail(world, mailbox, {
    company: action.company,
    customer: action.customer,
    subject: action.draft_subject ?? action.description,
    body,
    invoices: [...new Set([action.invoice, ...[...answered, ...named].map(({ id }) => id)])],
    earlier,
  })
  const completed = actionLifecycle.apply('deliver', action, 'completed')
  world.save(actions, {
    ...completed,
    executed_at: world.clock.now(),
    channel_id: thread.id,
    metadata: withoutError(action),
  })
  return 'completed'
}

function giveBack(world: World, action: ActionRow, last_error: string): string {
  const proposed = actionLifecycle.apply('deliver', action, 'proposed')
  world.save(actions, { ...proposed, metadata: { ...action.metadata, last_error } })
  return `proposed: ${last_error}`
}
