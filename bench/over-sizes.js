/** Requests of worlds of several sizes, over HTTP. */
import { withChildren } from './child.js'
import { atMost } from './goals.js'
import { anyOf, CONNECTIONS, loadInTurns, toText } from './load.js'
import { COLUMNS, SIZES } from './sizes.js'

/**
 * @param how what is to be known of the requests
 * @param shape what the worlds are filled with
 * @param requests by what they are: each makes a source of requests of what a server tells of itself
 * @param ratiosOf what is told of the loads of one kind of request, beside how much slower it is in a big world
 */
export const overSizes = ({ title, how, shape = 'actions', requests, ratiosOf = () => [] }) =>
  withChildren(
    SIZES.map((size) => ['servers/arsim.js', ...size, shape]),
    async (...servers) => {
      const facts = []
      const ratios = []
      for (const [what, toNext] of Object.entries(requests)) {
        const peers = servers.map((server) => ({ server, next: toNext(server.ready) }))
        const loads = await loadInTurns(peers, { ms: 500, warmUpMs: 300 })
        const [small, big] = loads
        facts.push(
          [`${what}, requests per second`, loads.map(({ perSecond }) => perSecond)],
          [`${what}, microseconds of CPU time`, loads.map(({ cpuUs }) => cpuUs)],
        )
        ratios.push(
          { what: `${what}, times slower`, value: small.perSecond / big.perSecond, goal: atMost(1.5) },
          ...ratiosOf(what, loads),
        )
      }
      const rounds = `${CONNECTIONS} connections; medians of 3 rounds in turns`
      return { title, how: [...how, rounds].join('; '), facts: [['', COLUMNS], ...facts], ratios }
    },
  )

/** A source of reads. */
export const reads = (paths, headers) => anyOf(paths.map((path) => toText('GET', path, headers)))

/** Reads below each company. */
export const ofCompanies =
  (path) =>
  ({ companies, headers }) =>
    reads(
      companies.map((company) => company + path),
      headers,
    )
