/** Reads and writes in a big world against a small one, over HTTP and in process. */
import { withChildren } from './child.js'
import { atMost } from './goals.js'
import { inTurns } from './in-turns.js'
import { anyOf, CONNECTIONS, loadInTurns, toText } from './load.js'

const SIZES = [
  [1_000, 1],
  [100_000, 1],
  [100_000, 100],
]
const LIMIT = 1.5

export async function measure() {
  const served = await withChildren(
    SIZES.map((size) => ['servers/arsim.js', ...size]),
    overHttp,
  )
  const inside = await withChildren(
    SIZES.map((size) => ['in-process.js', ...size]),
    inProcess,
  )
  const timesSlower =
    ([small, big, spread], goal) =>
    (what) => [
      { what: `${what}, one company`, value: big / small, goal },
      { what: `${what}, 100 companies`, value: spread / small },
    ]
  return {
    title: 'get, page and write at 100,000 actions against 1,000: times slower',
    how: `random ids; write = send, with a reset after every 250; HTTP: ${CONNECTIONS} connections, medians of 3 rounds in turns`,
    facts: [
      ['', ['1,000', '100,000', 'in 100 companies']],
      ...served.map(({ what, perSecond }) => [`${what} over HTTP, per second`, perSecond]),
      ...served.map(({ what, cpuUs }) => [`${what} over HTTP, microseconds of CPU time`, cpuUs]),
      ...inside.map(({ what, us }) => [`${what} in process, microseconds`, us]),
    ],
    ratios: [
      ...served.flatMap(({ what, perSecond }) =>
        timesSlower(
          perSecond.map((n) => 1 / n),
          atMost(LIMIT),
        )(`${what} over HTTP`),
      ),
      ...served.flatMap(({ what, cpuUs }) => timesSlower(cpuUs)(`${what} over HTTP, by CPU time`)),
      ...inside.flatMap(({ what, us }) => timesSlower(us)(`${what} in process`)),
    ],
  }
}

async function overHttp(...children) {
  const results = []
  for (const [what, toNext] of Object.entries(requests)) {
    const peers = children.map((server) => ({ server, next: toNext(server.ready) }))
    const medians = await loadInTurns(peers, { ms: 1000, warmUpMs: 500 })
    results.push({ what, perSecond: medians.map((each) => each.perSecond), cpuUs: medians.map((each) => each.cpuUs) })
  }
  return results
}

const requests = {
  get: ({ actions, headers }) => anyOf(actions.map((path) => toText('GET', path, headers))),
  page: ({ lists, headers }) => anyOf(lists.map((list) => toText('GET', `${list}?page_size=20`, headers))),
  'needs action': ({ lists, headers }) =>
    anyOf(lists.map((list) => toText('GET', `${list}?category=needs_action&page_size=20`, headers))),
  write: ({ proposed, headers }) => writes(proposed, headers),
}

/** Each action can be sent once, so the world is reset now and then; until it has been, no action comes up again. */
function writes(proposed, headers) {
  const sends = proposed.map((path) => toText('POST', `${path}/send`, { ...headers, 'content-length': '0' }))
  const reset = toText('POST', '/__sim/reset', { 'content-type': 'application/json', 'content-length': '0' })
  let i = 0
  return () => {
    i++
    return i % 251 === 0 ? reset : sends[i % sends.length]
  }
}

async function inProcess(...children) {
  const us = (work) => inTurns(children, { work, ms: 250 }, 3)
  return [
    { what: 'first read of a row', us: children.map(({ ready }) => ready.firstReadUs) },
    { what: 'get', us: await us('get') },
    { what: 'page', us: await us('page') },
    { what: 'needs action', us: await us('needs_action') },
    { what: 'page of a customer', us: await us('customer') },
    { what: 'write', us: await us('write') },
  ]
}
