/** Asks several processes for the same work in turns; the median of each, in microseconds per call. */
import { median } from './median.js'

export async function inTurns(children, message, rounds = 5) {
  const results = children.map(() => [])
  for (const child of children) await child.ask(message)
  for (let round = 0; round < rounds; round++)
    for (const [i, child] of children.entries()) results[i].push((await child.ask(message)).us)
  return results.map(median)
}
