/** The same work twice in each of several processes: the first time warms up. */
import { withChildren } from './child.js'
import { median } from './median.js'

export const RUNS = 3

/** @returns what tells the medians of a number of both times */
export async function twice(...script) {
  const runs = []
  for (let run = 0; run < RUNS; run++) runs.push(await withChildren([script], async ({ ask }) => [await ask({}), await ask({})]))
  return (read) => [0, 1].map((nth) => median(runs.map((run) => read(run[nth]))))
}
