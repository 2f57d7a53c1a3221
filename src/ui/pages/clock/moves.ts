/** How far a clock can be moved, and by what call. */
import { type Call, call, type GotOf } from '../../data/call.ts'
import { DAY_MS } from '../../parts/format.ts'

/** One call goes so far. */
export const MOST_DAYS = 400

export type Moved = GotOf<'sim.setClock'>
export type Due = GotOf<'sim.getTimeline'>[number]

export const steps = [
  { name: 'a second', advance: 'PT1S' },
  { name: 'an hour', advance: 'PT1H' },
  { name: 'a day', advance: 'P1D' },
  { name: 'a week', advance: 'P7D' },
] as const

export const advance = (world: string, by: string): Call<Moved> => call('sim.setClock', { world, body: { advance: by } })
export const goTo = (world: string, now: string): Call<Moved> => call('sim.setClock', { world, body: { now } })
export const setMode = (world: string, mode: 'running' | 'frozen'): Call<Moved> => call('sim.setClock', { world, body: { mode } })

/** What happens first of all that can still happen. */
export const nextOf = (due: readonly Due[]): Due | undefined => due.find(({ failed }) => failed === null)

/** What an input of dates has, as a time in UTC; undefined where it has none. */
export function toInstant(local: string): string | undefined {
  const ms = Date.parse(`${local}Z`)
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString().replace('.000Z', 'Z')
}

/** The same the other way round. */
export const toLocal = (at: Date): string => at.toISOString().slice(0, 19)

export const furthest = (now: Date): Date => new Date(now.getTime() + MOST_DAYS * DAY_MS)

/** Why a clock cannot go to a time; undefined where it can. */
export function problemOf(to: string, now: Date): 'past' | 'far' | undefined {
  const ms = Date.parse(to)
  if (ms < Math.trunc(now.getTime() / 1_000) * 1_000) return 'past'
  return ms > furthest(now).getTime() ? 'far' : undefined
}
