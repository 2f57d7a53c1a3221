/** A world in a process of its own, without HTTP: does one kind of work for a while and answers with microseconds per call. */
import { filled, get, post } from './filled.js'
import { median } from './median.js'

/** Takes the start of the program out of the time of a first read. */
filled(2_000, 1, 'frozen')
const [rows, companies] = process.argv.slice(2).map(Number)
const { simulator, world, targets, firstReadUs } = filled(rows, companies, 'frozen')
const { headers, lists, actions, proposed } = targets
const any = (items) => items[Math.floor(Math.random() * items.length)]

let sent = 0
const send = (where) => post(where, `${proposed[sent++ % proposed.length]}/send`, headers)

/** Each does its work for some milliseconds. */
const works = {
  get: (ms) => repeat(ms, () => get(world, any(actions), headers)),
  page: (ms) => repeat(ms, () => get(world, `${any(lists)}?page_size=20`, headers)),
  needs_action: (ms) => repeat(ms, () => get(world, `${any(lists)}?category=needs_action&page_size=20`, headers)),
  customer: (ms) => repeat(ms, () => get(world, `${any(lists)}?customer_id=${targets.customer}&page_size=20`, headers)),
  search: (ms) => repeat(ms, () => get(world, `${any(lists)}?search=supply+17&page_size=20`, headers)),
  write: (ms) => repeat(ms, writeOne()),
  fork: (ms) => repeat(ms, fork),
  fork_before: (ms) => repeatAfter(ms, writeOne(), forkBefore),
  undo: (ms) => repeatAfter(ms, writeOne(), () => world.undo()),
  fork_and_write: (ms) => repeat(ms, () => send(fork())),
  reset(ms) {
    const write10 = () => {
      for (let i = 0; i < 10; i++) send(world)
    }
    world.reset()
    return repeatAfter(ms, write10, () => world.reset())
  },
}

/** Worlds under a few names, so that there are never many at once. */
let forks = 0
function fork() {
  const id = `fork-${forks++ % 100}`
  simulator.remove(id)
  return simulator.fork(id)
}

/** Starts with a world as new, and takes it back now and then, so that there is always something to write. */
function writeOne() {
  let since = 0
  world.reset()
  return () => {
    if (since++ % 250 === 0) world.reset()
    send(world)
  }
}

function forkBefore() {
  const id = `fork-${forks++ % 100}`
  simulator.remove(id)
  return simulator.fork(id, { from: world.id, before: world.journal.last })
}

/** Microseconds per call, the mean. */
function repeat(ms, work) {
  const start = performance.now()
  let calls = 0
  let now = start
  while (now - start < ms) {
    work()
    calls++
    now = performance.now()
  }
  return ((now - start) * 1000) / calls
}

/** Microseconds of a call after something that does not count, the median. */
function repeatAfter(ms, before, work) {
  const times = []
  const end = performance.now() + ms
  do {
    before()
    const start = performance.now()
    work()
    times.push((performance.now() - start) * 1000)
  } while (performance.now() < end)
  return median(times)
}

process.on('disconnect', () => process.exit())
process.on('message', ({ work, ms }) => process.send({ us: works[work](ms) }))
process.send({ firstReadUs })
