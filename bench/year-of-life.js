/** A year in which customers are billed, write and pay, and the agent proposes; and a second in which nobody does anything. */
import { withChildren } from './child.js'
import { atMost, under } from './goals.js'
import { inTurns } from './in-turns.js'
import { RUNS, twice } from './twice.js'

const CUSTOMERS = 10_000

export const measure = async () => {
  const medians = await twice('lives.js', 'on')
  const events = medians((run) => run.events)
  const seconds = medians(({ ms }) => ms / 1000)
  const many = await withChildren([['lives.js', 'on', CUSTOMERS]], ({ ask }) => ask({}))
  const idle = await withChildren(
    ['on', 'off'].map((life) => ['lives.js', life]),
    (...children) => inTurns(children, { ms: 300 }),
  )
  return {
    title: 'A year of life',
    how: `world.clock.advance('P1Y') of the default world, medians of ${RUNS} processes; once with ${CUSTOMERS} customers; advance('PT1S') where nothing is due, medians of 5 rounds in turns`,
    facts: [
      ['', ['first time', 'second time']],
      ['the default world, seconds', seconds],
      ['events', events],
      ['events per second', medians((run) => (run.events * 1000) / run.ms)],
      [`${CUSTOMERS} customers, seconds and events`, [many.ms / 1000, many.events]],
      ['an idle second, microseconds, with life and without', idle],
    ],
    ratios: [
      { what: 'a year of the default world, seconds', value: seconds[0], goal: under(1) },
      { what: 'the same, second time', value: seconds[1] },
      { what: `a year of ${CUSTOMERS} customers, seconds`, value: many.ms / 1000, goal: under(10) },
      {
        what: 'time for an event there / in the default world',
        value: many.ms / many.events / ((seconds[1] * 1000) / events[1]),
      },
      { what: 'an idle second with life / without', value: idle[0] / idle[1], goal: atMost(1.1) },
    ],
  }
}
