/** Fork, reset, reads and writes in a big world against a small one, without HTTP. */
import { withChildren } from './child.js'
import { under } from './goals.js'
import { inTurns } from './in-turns.js'
import { COLUMNS, SIZES } from './sizes.js'

const works = {
  fork: 'fork',
  reset: 'reset after 10 writes',
  fork_before: 'fork before an entry',
  undo: 'undo of a write',
  fork_and_write: 'fork and a first write',
  get: 'get',
  page: 'page',
  needs_action: 'page of needs action',
  customer: 'page of one customer',
  search: 'page of a search',
  write: 'write',
}

export const measure = () =>
  withChildren(
    SIZES.map((size) => ['in-process.js', ...size]),
    async (...children) => {
      const us = { first_read: children.map(({ ready }) => ready.firstReadUs) }
      for (const work of Object.keys(works)) us[work] = await inTurns(children, { work, ms: 150 })
      const named = Object.entries({ ...works, first_read: 'first read of an action' })
      const sameAtAnySize = (work) => [
        ...us[work].slice(0, 2).map((value, i) => ({
          what: `${works[work]}, ms at ${COLUMNS[i]}`,
          value: value / 1000,
          goal: under(0.1),
        })),
        { what: `${works[work]}, ms more at 100,000`, value: (us[work][1] - us[work][0]) / 1000, goal: under(0.01) },
      ]
      const slower = ([work, what]) => ({ what: `${what}, times slower at 100,000`, value: us[work][1] / us[work][0] })
      return {
        title: 'In process, microseconds per call',
        how: 'random ids; of what undoes writes, the writes do not count; medians of 5 rounds in turns',
        facts: [['', COLUMNS], ...named.map(([work, what]) => [what, us[work]])],
        ratios: [...['fork', 'reset', 'fork_before', 'undo'].flatMap(sameAtAnySize), ...named.map(slower)],
      }
    },
  )
