/** Reads and writes in a big world against a small one, over HTTP. */
import { withChildren } from './child.js'
import { atMost } from './goals.js'
import { anyOf, CONNECTIONS, loadInTurns, toText } from './load.js'
import { COLUMNS, SIZES } from './sizes.js'

export const measure = () =>
  withChildren(
    SIZES.map((size) => ['servers/arsim.js', ...size]),
    async (...servers) => {
      const facts = []
      const ratios = []
      for (const [what, toNext] of Object.entries(requests)) {
        const peers = servers.map((server) => ({ server, next: toNext(server.ready) }))
        const loads = await loadInTurns(peers, { ms: 700, warmUpMs: 500 })
        const [small, big, spread] = loads
        facts.push(
          [`${what}, requests per second`, loads.map(({ perSecond }) => perSecond)],
          [`${what}, microseconds of CPU time`, loads.map(({ cpuUs }) => cpuUs)],
        )
        ratios.push(
          { what: `${what}, times slower`, value: small.perSecond / big.perSecond, goal: atMost(1.5) },
          { what: `${what}, times slower by CPU time`, value: big.cpuUs / small.cpuUs },
          { what: `${what}, times slower in 100 companies`, value: small.perSecond / spread.perSecond },
        )
      }
      return {
        title: 'arsim serve at 100,000 actions against 1,000',
        how: `random ids, every action was read once; write = send, with a reset after every 250; ${CONNECTIONS} connections; medians of 3 rounds in turns`,
        facts: [['', COLUMNS], ...facts],
        ratios,
      }
    },
  )

const requests = {
  get: ({ actions, headers }) => anyOf(actions.map((path) => toText('GET', path, headers))),
  page: ({ lists, headers }) => anyOf(lists.map((list) => toText('GET', `${list}?page_size=20`, headers))),
  'page of needs action': ({ lists, headers }) =>
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
