import { compareInstants } from '../../core/store/compare.ts'
import { defineFollower } from '../../core/world/follower.ts'
import type { World } from '../../core/world/handle.ts'
import { closes, isAnswerTo } from './questions.ts'
import { type ThreadRow, threads } from './thread.ts'

/** What was asked is answered by what comes later: in its thread group, or elsewhere about its invoices. */
export const settleMessages = defineFollower({
  of: threads,
  run(world, before, after) {
    if (after && isNews(before, after)) settle(world, after)
  },
})

/** A message is new to the group when it arrives, and when it is resolved. */
const isNews = (before: ThreadRow | undefined, after: ThreadRow): boolean =>
  after.is_synced && (!before?.is_synced || (after.is_resolved && !before.is_resolved))

/** What closes a conversation, or answers elsewhere, settles what was asked before it. */
function settle(world: World, news: ThreadRow): void {
  const { thread_group, timestamp, updated_at } = news
  const group = world.table(threads).list('ofGroup', thread_group)
  const isBefore = (message: ThreadRow): boolean => compareInstants(message.timestamp, timestamp) <= 0
  const answered = closes(world, news)
    ? [...group, ...askedElsewhere(world, news)].filter(isBefore)
    : group.some((message) => closes(world, message) && !isBefore(message))
      ? [news]
      : []
  for (const message of answered)
    if (message.requires_response) world.table(threads).put({ ...message, requires_response: false, updated_at })
}

const askedElsewhere = (world: World, news: ThreadRow): ThreadRow[] =>
  world
    .table(threads)
    .list('asked', news.customer)
    .filter((asked) => asked.thread_group !== news.thread_group && isAnswerTo(world, news, asked))
