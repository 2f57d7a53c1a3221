/** Reading and acting, by calls. */
import {
  keepPreviousData,
  type UseMutationResult,
  type UseQueryOptions,
  type UseQueryResult,
  useMutation,
  useQueries,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { WorldGuide } from '../../guide.ts'
import { type Call, call, type GotOf, keyOf } from './call.ts'
import type { CallError, Client } from './client.ts'
import { useClient } from './context.ts'
import { refreshed } from './live.ts'

/**
 * Reads, and reads again whenever something happens in the world.
 *
 * @param options.stays what never changes while the page is open
 * @example
 * const { data } = useRead(call('sim.getClock', { world }))
 */
export function useRead<Got>(
  what: Call<Got>,
  { enabled = true, stays = false, everyMs }: { enabled?: boolean; stays?: boolean; everyMs?: number } = {},
): UseQueryResult<Got, CallError> {
  return useQuery<Got, CallError>({
    ...readingOf(useClient(), what),
    meta: { stays },
    enabled,
    placeholderData: keepPreviousData as never,
    ...(everyMs && { refetchInterval: everyMs }),
  })
}

/** How something is read. */
const readingOf = <Got>(client: Client, what: Call<Got>): UseQueryOptions<Got, CallError> => ({
  queryKey: keyOf(what),
  queryFn: ({ signal }) => client.send(what, signal),
  initialData: () => client.readNow(what) as never,
})

/** Reads several things of a kind; those that are not there yet are undefined. */
export function useReads<Got>(all: readonly Call<Got>[]): readonly (Got | undefined)[] {
  const client = useClient()
  return useQueries({
    queries: all.map((what) => readingOf(client, what)),
    combine: (results) => results.map(({ data }) => data),
  })
}

/**
 * Reads what does not change, each once, however many there are: all of it by its path, or nothing until all is known. What
 * cannot be read is undefined.
 */
export function useOnce<Got>(all: readonly Call<Got>[]): ReadonlyMap<string, Got | undefined> | undefined {
  const client = useClient()
  const queries = useQueryClient()
  const readOne = async (what: Call<Got>) =>
    [what.path, await queries.ensureQueryData(readingOf(client, what)).catch(() => undefined)] as const
  return useQuery({
    queryKey: ['once', ...all.map(keyOf)],
    queryFn: async () => new Map(await Promise.all(all.map(readOne))),
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  }).data
}

/** Makes calls that change something, and reads anew what is shown. Who uses it tells what goes wrong. */
export function useChange<Got = unknown>(
  onDone?: (got: Got) => void,
  onError?: (error: CallError) => void,
): UseMutationResult<Got, CallError, Call<Got>> {
  const client = useClient()
  const queries = useQueryClient()
  return useMutation<Got, CallError, Call<Got>>({
    mutationFn: (what) => client.send(what),
    onError: (error) => onError?.(error),
    onSuccess: (got) => onDone?.(got),
    onSettled: (_got, _error, { world }) => refreshed(queries, world ?? ''),
  })
}

export type World = GotOf<'sim.listWorlds'>[number]

export const useWorlds = (): UseQueryResult<World[], CallError> => useRead(call('sim.listWorlds'), { everyMs: 5_000 })

/** A world, as the list of all told it last. */
export const useListed = (world: string | undefined): World | undefined =>
  useRead(call('sim.listWorlds'), { enabled: false }).data?.find(({ id }) => id === world)

/** Whether the server has stopped answering: what is shown is what it said before. */
export function useIsLost(): boolean {
  const { error, failureReason } = useRead(call('sim.listWorlds'), { enabled: false })
  return (failureReason ?? error)?.status === 0
}

/** What the guide says: who can call, and with what. Of an API that a simulator does not have there is nothing. */
export type Guide = Pick<WorldGuide, 'version' | 'world' | 'scenario' | 'seed' | 'life'> & Partial<WorldGuide>
export type Company = WorldGuide['companies'][number]
export type Member = Company['members'][number]
export type CrmUser = WorldGuide['crm_users'][number]

/** Tokens of the CRM are good for 15 minutes of a clock that may run: those that are shown never come to their end. */
const TOKENS_MS = 300_000

export const guideOf = (world: string): Call<Guide> => call('sim.getGuide', { world }) as Call<Guide>

export const useGuide = (world: string): UseQueryResult<Guide, CallError> => useRead(guideOf(world), { everyMs: TOKENS_MS })

/** The time of a world: it goes on by itself where its clock runs, for as long as the server answers. */
export function useWorldTime(world: string): { readonly now: Date; readonly mode: 'running' | 'frozen' } | undefined {
  const { data, dataUpdatedAt } = useRead(call('sim.getClock', { world }))
  const [machine, setMachine] = useState(Date.now)
  const isLost = useIsLost()
  const isRunning = data?.mode === 'running'
  useEffect(() => {
    if (!isRunning || isLost) return
    const timer = setInterval(() => setMachine(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [isRunning, isLost])
  if (!data) return undefined
  const passed = isRunning ? Math.max(0, machine - dataUpdatedAt) : 0
  return { now: new Date(Date.parse(data.now) + passed), mode: data.mode }
}

/** The same to the minute, as an ISO 8601 datetime in UTC: for what need not be worked out every second. */
export function useMinute(world: string): string | undefined {
  const minute = useWorldTime(world)?.now.toISOString().slice(0, 16)
  return minute && `${minute}:00Z`
}
