import { arrivalOf } from '../../core/store/arrival.ts'
import { defineFollower } from '../../core/world/follower.ts'
import type { World } from '../../core/world/handle.ts'
import { type Conversation, conversations } from './conversation.ts'
import { isMail, type ThreadRow, threads } from './thread.ts'

/** Keeps what is known of each thread group: who is to answer, and its latest message. */
export const keepConversation = defineFollower({
  of: threads,
  keeps: conversations,
  run(world, before, after) {
    if (before && before.thread_group !== after?.thread_group) refresh(world, before.thread_group)
    if (after) refresh(world, after.thread_group)
  },
})

function refresh(world: World, group: string): void {
  const messages = world.table(threads).in('ofGroup', group)
  const latest = messages.maxKey()
  if (latest) world.table(conversations).put(toConversation(latest, messages.size), arrivalOf(latest))
  else world.table(conversations).delete(group)
}

const toConversation = (latest: ThreadRow, message_count: number): Conversation => ({
  id: latest.thread_group,
  company: latest.company,
  customer: latest.customer,
  latest: latest.id,
  timestamp: latest.timestamp,
  communication_type: latest.communication_type,
  is_manual: latest.is_manual,
  direction: latest.direction,
  requires_response: latest.requires_response,
  is_resolved: latest.is_resolved,
  is_mail: isMail(latest),
  is_ar_related: latest.is_ar_related,
  message_count,
})
