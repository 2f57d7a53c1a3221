/** Who was harmed by which message, and what customers are called. */
import { useMemo } from 'react'
import { call, type GotOf } from '../../data/call.ts'
import { useOnce, useReads } from '../../data/queries.ts'
import { rowOf } from '../../data/stored.ts'
import { boxIdOf, type Owned } from './boxes.ts'

export type Harm = GotOf<'sim.listHarms'>[number]

const tables: readonly string[] = ['threads', 'crm_emails']

/** The messages that a harm names. */
export const messagesOf = ({ rows }: Harm): string[] => rows.flatMap(({ table, id }) => (tables.includes(table) ? [id] : []))

export const harmedIn = (harms: readonly Harm[]): Set<string> => new Set(harms.flatMap(messagesOf))

/** The harms that were done in a mailbox, by what did them; undefined until that is known. */
export function useHarmsIn(world: string, box: string, harms: readonly Harm[]): readonly Harm[] | undefined {
  const causeOf = ({ rows: [cause] }: Harm) => cause && rowOf<Owned>(world, cause.table, cause.id)
  const causes = useOnce(harms.flatMap((harm) => causeOf(harm) ?? []))
  return causes && harms.filter((harm) => boxIdOf(causes.get(causeOf(harm)?.path ?? '') ?? {}) === box)
}

/** One address holds so many ids. */
const AT_ONCE = 100

/** Names of customers, by their ids. */
export function useNames(world: string, customers: readonly string[]): ReadonlyMap<string, string> {
  const parts = Array.from({ length: Math.ceil(customers.length / AT_ONCE) }, (_, at) =>
    customers.slice(at * AT_ONCE, (at + 1) * AT_ONCE),
  )
  const read = useReads(parts.map((part) => call('sim.getPersonas', { world, query: { customer: part.join(',') } })))
  return useMemo(() => new Map(read.flatMap((people) => people ?? []).map(({ id, name }) => [id, name])), [read])
}
