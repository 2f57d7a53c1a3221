/** Many customers are enrolled in a sequence of a year, and the clock moves on by a year. */
import { under } from './goals.js'
import { RUNS, twice } from './twice.js'

const CUSTOMERS = 10_000

export const measure = async () => {
  const medians = await twice('enrollments.js', CUSTOMERS)
  const advanceMs = medians((run) => run.advanceMs)
  return {
    title: `A year of ${CUSTOMERS} customers, each enrolled in a sequence of five steps`,
    how: `POST .../enrollments/bulk, then PATCH /__sim/clock {"advance":"P1Y"}, in process; medians of ${RUNS} processes`,
    facts: [
      ['', ['first time', 'second time']],
      ['enrolling, ms', medians((run) => run.enrollMs)],
      ['advancing, ms', advanceMs],
      ['events per second', medians((run) => (run.events * 1000) / run.advanceMs)],
      ['as many rows into a sorted tree, ms', medians((run) => run.plainMs)],
    ],
    ratios: [
      { what: 'advancing, seconds', value: advanceMs[0] / 1000, goal: under(2) },
      { what: 'advancing / rows into a sorted tree', value: medians((run) => run.advanceMs / run.plainMs)[0] },
      { what: 'the same, second time', value: medians((run) => run.advanceMs / run.plainMs)[1] },
    ],
  }
}
