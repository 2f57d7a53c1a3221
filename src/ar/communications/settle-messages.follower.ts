import { defineFollower } from '../../core/world/follower.ts'
import type { World } from '../../core/world/handle.ts'
import { closes, comesAfter, isAnswerTo } from './questions.ts'
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

/** What answers in a conversation, or elsewhere, settles what was asked before it; what arrives late may be answered already. */
function settle(world: World, news: ThreadRow): void {
  const group = world.table(threads).list('ofGroup', news.thread_group)
  const isAnswered = (asked: ThreadRow): boolean =>
    asked.id === news.id
      ? news.is_resolved || group.some((message) => comesAfter(message, news) && closes(world, message, news))
      : !comesAfter(asked, news) && closes(world, news, asked)
  const answered = [
    ...group.filter((message) => message.requires_response && isAnswered(message)),
    ...askedElsewhere(world, news).filter((asked) => !comesAfter(asked, news)),
  ]
  for (const message of answered) world.table(threads).put({ ...message, requires_response: false, updated_at: news.updated_at })
}

const askedElsewhere = (world: World, news: ThreadRow): ThreadRow[] =>
  world
    .table(threads)
    .list('asked', news.customer)
    .filter((asked) => asked.thread_group !== news.thread_group && isAnswerTo(world, news, asked))
