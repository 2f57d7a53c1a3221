import { compareInstants } from '../../core/store/compare.ts'
import { defineFollower } from '../../core/world/follower.ts'
import type { World } from '../../core/world/handle.ts'
import { isInVain, putsOff } from './reading.ts'
import { isOurs, type ThreadRow, threads } from './thread.ts'

/** What was asked is answered by what comes later: in its thread group, or about its invoices. */
export const settleMessages = defineFollower({
  of: threads,
  run(world, before, after) {
    if (after && isNews(before, after)) settle(world, after)
  },
})

/** A message is new to the group when it arrives, and when it is resolved. */
const isNews = (before: ThreadRow | undefined, after: ThreadRow): boolean =>
  after.is_synced && (!before?.is_synced || (after.is_resolved && !before.is_resolved))

/** A later outbound message, or one that is resolved, answers what was asked before it. */
function settle(world: World, news: ThreadRow): void {
  const { thread_group, timestamp, updated_at } = news
  const group = world.table(threads).list('ofGroup', thread_group)
  const answered = closes(news)
    ? [...group, ...askedElsewhere(world, news)].filter((message) => compareInstants(message.timestamp, timestamp) <= 0)
    : group.some((message) => closes(message) && compareInstants(message.timestamp, timestamp) > 0)
      ? [news]
      : []
  for (const message of answered)
    if (message.requires_response) world.table(threads).put({ ...message, requires_response: false, updated_at })
}

const closes = ({ direction, is_resolved }: ThreadRow): boolean => direction === 'outbound' || is_resolved

/** What the customer asks in other conversations, and an entry made by hand about the same invoices answers: one that is resolved, or in which somebody was reached and told more than to wait. */
function askedElsewhere(world: World, news: ThreadRow): ThreadRow[] {
  const { customer, thread_group, invoices, is_manual, is_resolved, body } = news
  if (!invoices.length || !is_manual || !(is_resolved || (isOurs(news) && !isInVain(body) && !putsOff(body)))) return []
  return world
    .table(threads)
    .list('asked', customer)
    .filter((asked) => asked.thread_group !== thread_group && asked.invoices.some((id) => invoices.includes(id)))
}
