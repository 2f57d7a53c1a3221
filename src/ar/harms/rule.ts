/** A rule of harm: its name, what it is, and who finds it. */
import type { World } from '../../core/world/handle.ts'
import { harmsTable, type Step } from '../../core/world/harm.ts'
import { foreignUuid } from '../../core/world/random.ts'

export type RowName = { readonly table: string; readonly id: string }

/** What a rule has found: about what, in a sentence, with the rows that show it. */
export interface Finding {
  /** Tells the findings of one rule apart: an invoice, an address, a figure. */
  readonly subject: string
  readonly sentence: string
  readonly rows?: readonly RowName[]
  /** What else led to it, beside what was judged. */
  readonly steps?: readonly Step[]
}

export interface Rule<Fact, Name extends string = string> {
  readonly name: Name
  /** In words, for the documentation. */
  readonly is: string
  readonly judge: (fact: Fact) => readonly Finding[]
}

/** What rules judge: it happened in a row, by these steps. */
export interface Judged {
  readonly world: World
  readonly row: RowName
  readonly steps: readonly Step[]
}

/** Of one rule in one letter: more would not say more. */
const MOST_FINDINGS = 20

/** Writes down what the rules find. The same cause has the same id: what is judged twice is found once. */
export function notice<Fact extends Judged>(rules: readonly Rule<Fact>[], fact: Fact): void {
  const { world, row, steps } = fact
  for (const { name, judge } of rules)
    for (const { subject, sentence, rows = [], steps: others = [] } of judge(fact).slice(0, MOST_FINDINGS))
      world.table(harmsTable).put({
        id: foreignUuid(`harm ${name}`, `${row.id} ${subject}`),
        rule: name,
        at: world.clock.now(),
        cause: row.id,
        sentence,
        rows: [row, ...rows],
        steps: [...steps, ...others],
      })
}

/** What was found about a letter is known to be the letter of an action or of a step of a sequence. */
export function attribute(world: World, letter: string, row: RowName, steps: readonly Step[]): void {
  for (const harm of world.table(harmsTable).list('ofCause', letter))
    world.table(harmsTable).put({ ...harm, rows: [...harm.rows, row], steps: [...harm.steps, ...steps] })
}
