/** A process whose world lives, or does not; answers with milliseconds of a year, and microseconds of a second in which nothing is due. */
import { createSimulator } from '../dist/node/index.js'
import { manyRows } from './many-rows.js'

const [life, customers] = [process.argv[2], Number(process.argv[3] ?? 0)]
const scenario = customers ? manyRows('debtors', customers) : 'default'
const world = createSimulator({ life, scenario, maxBytes: 8_000_000_000 }).world()
world.clock.now()

function year() {
  world.reset()
  const start = performance.now()
  const { count } = world.clock.change({ advance: 'P1Y' })
  return { ms: performance.now() - start, events: count }
}

const SECONDS = 60

/** Seconds that pass one by one in minutes in which nothing is due. */
function seconds(ms) {
  let [spent, count] = [0, 0]
  world.reset()
  while (spent < ms) {
    while (world.clock.nextDue - world.clock.ms <= SECONDS * 1_000) world.clock.advance('PT10M')
    const start = performance.now()
    for (let i = 0; i < SECONDS; i++) world.clock.advance('PT1S')
    spent += performance.now() - start
    count += SECONDS
  }
  return { us: (spent * 1_000) / count }
}

process.on('disconnect', () => process.exit())
process.on('message', ({ ms }) => process.send(ms ? seconds(ms) : year()))
process.send({})
