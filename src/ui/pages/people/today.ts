/** What day it is where a company is: it says how late an invoice is. */
import { useMinute, useRead } from '../../data/queries.ts'
import { rowOf } from '../../data/stored.ts'

/** `2026-06-01`, where somebody is; in UTC where nobody knows where that is. */
function dayIn(now: string, timeZone: string): string {
  try {
    return new Intl.DateTimeFormat('en-CA', { timeZone }).format(new Date(now))
  } catch {
    return now.slice(0, 10)
  }
}

/** Undefined until it is known. */
export function useToday(world: string, company: string): string | undefined {
  const now = useMinute(world)
  const { data } = useRead(rowOf<{ readonly id: string; readonly timezone: string }>(world, 'companies', company))
  return now && data && dayIn(now, data.timezone)
}
