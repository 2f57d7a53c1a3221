/** Fork and reset of a world, in process. */
import { withChildren } from './child.js'
import { atMost, under } from './goals.js'
import { inTurns } from './in-turns.js'

const SIZES = [1_000, 100_000]

export const measure = () =>
  withChildren(
    SIZES.map((rows) => ['in-process.js', rows, 1]),
    async (...children) => {
      const ms = async (work) => (await inTurns(children, { work, ms: 300 })).map((us) => us / 1000)
      const works = { fork: await ms('fork'), reset: await ms('reset'), 'fork and first write': await ms('fork_and_write') }
      const named = Object.entries(works)
      return {
        title: 'Fork and reset of a world, milliseconds',
        how: `in process, worlds of ${SIZES.join(' and ')} actions; a reset after 10 writes, of which only the reset counts; medians of 5 rounds in turns`,
        facts: named.flatMap(([work, each]) => SIZES.map((rows, i) => [`${work}, ${rows} actions`, each[i]])),
        ratios: [
          ...['fork', 'reset'].flatMap((work) =>
            SIZES.map((rows, i) => ({ what: `${work}, ms at ${rows} actions`, value: works[work][i], goal: under(0.1) })),
          ),
          ...['fork', 'reset'].map((work) => ({
            what: `${work}, time at ${SIZES[1]} / ${SIZES[0]} actions`,
            value: works[work][1] / works[work][0],
            goal: atMost(1.5),
          })),
        ],
      }
    },
  )
