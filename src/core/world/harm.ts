/** Harm: what calls did to the reader of a letter, or to the books, although each was valid. */
import * as z from 'zod'
import { arrivalOf } from '../store/arrival.ts'
import { defineTable } from '../store/definition.ts'
import { noSuch } from '../values/nearest-name.ts'
import type { ChangedRow } from './journal/entry.ts'
import { checkNames, JournalError, portion } from './journal/filter.ts'

/**
 * The rules by their names, with what each is.
 * The core knows no rules: whoever puts the APIs together declares theirs here.
 */
// biome-ignore lint/suspicious/noEmptyInterface: declared by the package's entries
export interface HarmRules {}

/** The name of a rule, such as `dunned-paid`. */
export type HarmRule = keyof HarmRules & string

const RowName = z.object({ table: z.string(), id: z.string() })

/** A step that led to harm: a row that was made, or reached a status. */
const Step = RowName.extend({ status: z.string().nullable() })
export type Step = z.output<typeof Step>

export const harmsTable = defineTable({
  name: 'harms',
  kind: 'harm',
  row: z.object({
    id: z.string(),
    rule: z.string(),
    at: z.iso.datetime(),
    /** The letter, the approval or the payment that did it. */
    cause: z.string(),
    sentence: z.string(),
    rows: z.array(RowName),
    steps: z.array(Step),
  }),
  indexes: {
    inOrder: { group: [() => 'all'], order: [{ oldest: 'at' }] },
    ofCause: { group: ['cause'], order: [{ oldest: 'at' }] },
  },
})
export type HarmRow = z.output<typeof harmsTable.schema>

/** Something that was done to somebody, as a world tells of it. */
export interface Harm {
  /** Counted in the order in which a world noticed; an undo takes numbers back. */
  readonly number: number
  /** Follows from its cause: the same calls lead to the same id. */
  readonly id: string
  readonly rule: HarmRule
  /** When it was done, ISO 8601 in UTC. */
  readonly at: string
  /** What was done, with names, amounts and dates. */
  readonly sentence: string
  /** The letter, the payment or the action first, then what it is about. */
  readonly rows: readonly { readonly table: string; readonly id: string }[]
  /** The numbers of the entries of this world's journal that led to it; those that are no longer there are left out. */
  readonly entries: readonly number[]
}

/** Which harm is meant; all that is given must fit. */
export interface HarmFilter {
  readonly rule?: HarmRule | undefined
  /** Only what was noticed behind this number. */
  readonly after?: number | undefined
  /** At most so many: the newest, or the first behind `after`. */
  readonly limit?: number | undefined
}

/** An entry of a journal, as far as it tells what led to harm. */
interface Told {
  readonly number: number
  readonly rows: readonly ChangedRow[]
}

/**
 * The harm that fits, the newest last.
 * @throws JournalError for a rule or a field that there is not, and what is no number
 */
export function selectHarms(
  rows: Iterable<HarmRow>,
  names: readonly string[],
  filter: HarmFilter,
  journal: () => readonly Told[],
): Harm[] {
  checkNames('field', filter, ['rule', 'after', 'limit'])
  const { rule } = filter
  if (rule !== undefined && !names.includes(rule)) throw new JournalError('rule', noSuch('rule', rule, names))
  const inOrder = [...rows].sort((a, b) => numberOf(a) - numberOf(b))
  const asked = portion(inOrder, numberOf, (row) => rule === undefined || row.rule === rule, filter)
  const entries = asked.length ? entriesBy(journal()) : () => []
  return asked.map((row) => toHarm(row, entries))
}

const numberOf = (row: HarmRow): number => arrivalOf(row) ?? 0

const toHarm = (row: HarmRow, entriesOf: (step: Step) => readonly number[]): Harm => ({
  number: numberOf(row),
  id: row.id,
  rule: row.rule as HarmRule,
  at: row.at,
  sentence: row.sentence,
  rows: row.rows,
  entries: [...new Set(row.steps.flatMap(entriesOf))].sort((a, b) => a - b),
})

/** By step the entries in which it was made: a journal is gone through once. */
function entriesBy(journal: readonly Told[]): (step: Step) => readonly number[] {
  const numbers = new Map<string, number[]>()
  for (const { number, rows } of journal)
    for (const step of rows.flatMap(stepsOf)) {
      const known = numbers.get(step)
      if (known) known.push(number)
      else numbers.set(step, [number])
    }
  return ({ table, id, status }) => numbers.get(keyOf(table, id, status)) ?? []
}

function stepsOf({ table, id, before, after }: ChangedRow): string[] {
  const [was, is] = [statusOf(before), statusOf(after)]
  return [...(before === null ? [keyOf(table, id, null)] : []), ...(is !== undefined && is !== was ? [keyOf(table, id, is)] : [])]
}

const statusOf = (row: object | null): string | undefined => (row as { readonly status?: string } | null)?.status

const keyOf = (table: string, id: string, status: string | null): string => `${table} ${id} ${status ?? ''}`
