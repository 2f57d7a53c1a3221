/** What happens in a world, as it happens: pages read again what they show, but not more often than they can. */
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Entry } from '../../core/world/journal/entry.ts'
import { call, keyOf } from './call.ts'
import type { Client } from './client.ts'
import { useClient } from './context.ts'
import { readEvents, type ServerEvent } from './events.ts'

/** Between two times that pages read anew. */
const PAUSE_MS = 500
const RETRY_MS = 2_000

/** Something of the stream: an entry, or what became of those before. */
export type News = { readonly event: 'entry'; readonly entry: Entry } | { readonly event: 'reset' | 'undo' | 'gap' | 'opened' }

export type Listener = (news: readonly News[]) => void
const listeners = new Map<string, Set<Listener>>()

/** Hears all that happens in a world that is shown, many at a time. Returns what ends that. */
export function listen(world: string, listener: Listener): () => void {
  const all = listeners.get(world) ?? new Set()
  listeners.set(world, all.add(listener))
  return () => void all.delete(listener)
}

const tell = (world: string, news: readonly News[]): void => {
  for (const listener of listeners.get(world) ?? []) listener(news)
}

function toNews({ event, data }: ServerEvent): News {
  return event === 'message' ? { event: 'entry', entry: JSON.parse(data) } : { event: event as 'reset' | 'undo' | 'gap' }
}

/** Follows the journal of a world for as long as the page is seen. */
export function useLive(world: string, isThere: boolean): void {
  const client = useClient()
  const queries = useQueryClient()
  useEffect(() => {
    if (!isThere) return
    let ending: AbortController | undefined
    const askAgain = () => void queries.invalidateQueries({ queryKey: WORLDS }, { cancelRefetch: false })
    const refresh = throttled(() => refreshed(queries, world))
    const follow = () => {
      ending?.abort()
      if (document.hidden) return
      ending = new AbortController()
      const heard = (news: readonly News[]) => {
        tell(world, news)
        refresh()
      }
      void keepReading(client, world, ending.signal, heard, askAgain)
    }
    follow()
    document.addEventListener('visibilitychange', follow)
    return () => {
      document.removeEventListener('visibilitychange', follow)
      ending?.abort()
    }
  }, [client, queries, world, isThere])
}

/** Where the list of all worlds is kept. */
const WORLDS = keyOf(call('sim.listWorlds'))

/** Reads again what is shown of a world; under the empty name are all worlds, which change when one comes or goes. */
export const refreshed = (queries: QueryClient, world: string): Promise<void> =>
  queries.invalidateQueries({ predicate: ({ queryKey: [of], meta }) => of === world && meta?.stays !== true })

/** @param onEnd hears that nothing comes any more: the world may be gone, or the server */
async function keepReading(
  client: Client,
  world: string,
  signal: AbortSignal,
  heard: Listener,
  onEnd: () => void,
): Promise<void> {
  while (!signal.aborted) {
    try {
      const { body } = await client.open(call('sim.streamJournal', { world }), signal)
      heard([{ event: 'opened' }])
      if (body) for await (const events of readEvents(body)) heard(events.map(toNews))
    } catch {
      // What is wrong is told by the calls that pages make.
    }
    if (!signal.aborted) onEnd()
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
  }
}

/** Does something soon, once however often it is asked for, and never twice at a time. */
function throttled(work: () => Promise<unknown>): () => void {
  let isBusy = false
  let isWanted = false
  const start = async (): Promise<void> => {
    isBusy = true
    isWanted = false
    await work().catch(() => undefined)
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    isBusy = false
    if (isWanted) void start()
  }
  return () => {
    isWanted = true
    if (!isBusy) void start()
  }
}
