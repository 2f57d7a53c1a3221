import { compareInstants } from '../../core/store/compare.ts'
import { defineFollower } from '../../core/world/follower.ts'
import type { World } from '../../core/world/handle.ts'
import { type ThreadRow, threads } from './thread.ts'

/** What was asked in a thread group is answered by what comes later. */
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
  const group = world.table(threads).list('ofGroup', news.thread_group)
  const answered = closes(news)
    ? group.filter((message) => message.requires_response && compareInstants(message.timestamp, news.timestamp) <= 0)
    : group.some((message) => closes(message) && compareInstants(message.timestamp, news.timestamp) > 0)
      ? [news]
      : []
  for (const message of answered)
    if (message.requires_response) world.table(threads).put({ ...message, requires_response: false, updated_at: news.updated_at })
}

const closes = ({ direction, is_resolved }: ThreadRow): boolean => direction === 'outbound' || is_resolved
