import * as z from 'zod'
import type { World } from '../../core/world/handle.ts'
import { Thread, type ThreadRow, threads } from './thread.ts'

/** A message, and its thread group in the order of time. */
export const ThreadDetail = z.object({ thread: Thread, messages: z.array(Thread) }).meta({ id: 'ThreadDetail' })

export function toDetail(world: World, thread: ThreadRow): z.output<typeof ThreadDetail> {
  const group = world.table(threads).in('ofGroup', thread.thread_group)
  return {
    thread: world.show(threads, thread),
    messages: [...group.keys()].map((message) => world.show(threads, message)),
  }
}
