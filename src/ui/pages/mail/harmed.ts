/** Who was harmed by which message, and what customers are called. */
import { useMemo } from 'react'
import { call, type GotOf } from '../../data/call.ts'
import { useRead } from '../../data/queries.ts'

export type Harm = GotOf<'sim.listHarms'>[number]

const tables: readonly string[] = ['threads', 'crm_emails']

/** The messages that a harm names. */
export const messagesOf = ({ rows }: Harm): string[] => rows.flatMap(({ table, id }) => (tables.includes(table) ? [id] : []))

export const harmedIn = (harms: readonly Harm[]): Set<string> => new Set(harms.flatMap(messagesOf))

/** Names of customers, by their ids. */
export function useNames(world: string): ReadonlyMap<string, string> {
  const { data } = useRead(call('sim.getPersonas', { world }))
  return useMemo(() => new Map(data?.map(({ id, name }) => [id, name])), [data])
}
