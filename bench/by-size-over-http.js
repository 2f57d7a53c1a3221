/** Reads and writes in a big world against a small one, over HTTP. */
import { toText } from './load.js'
import { overSizes, reads } from './over-sizes.js'

export const measure = () =>
  overSizes({
    title: 'arsim serve at 100,000 actions against 1,000',
    how: ['random ids, every action was read once; write = send, with a reset after every 250'],
    requests,
    ratiosOf: (what, [small, big, spread]) => [
      { what: `${what}, times slower by CPU time`, value: big.cpuUs / small.cpuUs },
      { what: `${what}, times slower in 100 companies`, value: small.perSecond / spread.perSecond },
    ],
  })

const pages =
  (query) =>
  ({ lists, headers }) =>
    reads(
      lists.map((list) => `${list}?${query}`),
      headers,
    )

const requests = {
  get: ({ actions, headers }) => reads(actions, headers),
  page: pages('page_size=20'),
  'page of needs action': pages('category=needs_action&page_size=20'),
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
