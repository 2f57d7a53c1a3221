/** Chance, as a function of the seed and a cause: what else happens in a world changes nothing of it. */

import type { World } from '../../core/world/handle.ts'
import { itemOf, numberBetween, seededFraction } from '../../core/world/random.ts'

/** A number from 0, up to but not 1. */
export const draw = (world: World, what: string, cause: string, n = 0): number =>
  seededFraction(world.ids.source.seed, `life/${what}/${cause}`, n)

/** A whole number from one to another, both included. */
export const drawBetween = (world: World, what: string, cause: string, [from, to]: readonly [number, number], n = 0): number =>
  numberBetween(draw(world, what, cause, n), from, to)

/** One of several. */
export const drawOne = <T>(world: World, what: string, cause: string, from: readonly T[], n = 0): T =>
  itemOf(draw(world, what, cause, n), from)
