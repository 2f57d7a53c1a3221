/** When customers pay where nobody says a word: by these the past of a company is made as well as what comes. */
import type { Persona } from '../customers/persona.ts'

export type Days = readonly [from: number, to: number]

/** Days from the due date to the payment. */
export const lateness: Readonly<Record<Persona, Days>> = {
  prompt: [-4, 0],
  forgetful: [16, 34],
  slow: [20, 45],
  promiser: [18, 40],
  breaker: [45, 80],
  part_payer: [20, 40],
  disputer: [35, 70],
  silent: [95, 140],
  out_of_office: [14, 30],
  moved_on: [25, 50],
}

/** Days from the due date until what somebody never pays is written off. */
export const writtenOff: Days = [150, 180]
/** Days from a part to the rest. */
export const untilRest: Days = [28, 40]
/** How much of what is owed the first part is, by chance from 0 to 1. */
export const partOf = (chance: number): number => 0.3 + 0.3 * chance
