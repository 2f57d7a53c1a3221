import { defineFollower } from '../../core/world/follower.ts'
import type { World } from '../../core/world/handle.ts'
import { conversations } from './conversation.ts'
import { isMail, type ThreadRow, threads } from './thread.ts'

/** Keeps what is known of each thread group: who is to answer, and its latest message. */
export const keepConversation = defineFollower({
  of: threads,
  keeps: conversations,
  run(world, before, after) {
    if (before && before.thread_group !== after?.thread_group) refresh(world, before.thread_group)
    if (after) refresh(world, after.thread_group, before ? undefined : after)
  },
  tookLast(world, { id }) {
    const messages = world.table(threads).in('ofGroup', id)
    const last = messages.maxKey()
    const other = last && messages.nextLowerKey(last)
    return other?.timestamp === last?.timestamp ? world.table(conversations).get(id)?.latest : undefined
  },
})

/** Of messages of one moment the one that arrived last is the latest. */
function refresh(world: World, group: string, arrived?: ThreadRow): void {
  const messages = world.table(threads).in('ofGroup', group)
  const last = messages.maxKey()
  const known = world.table(conversations).get(group)
  if (!last) {
    world.table(conversations).delete(group)
    return
  }
  const candidates = [arrived, known && world.table(threads).get(known.latest)]
  const latest = candidates.find((each) => each?.is_synced && each.thread_group === group && each.timestamp === last.timestamp)
  world.table(conversations).put(toConversation((latest && world.table(threads).get(latest.id)) ?? last, messages.size))
}

const toConversation = (latest: ThreadRow, message_count: number) => ({
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
