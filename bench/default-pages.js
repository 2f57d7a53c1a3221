/** The default page of every list of both APIs, over HTTP, against a bare server that sends the same bytes. */
import { withChildren } from './child.js'
import { atLeast } from './goals.js'
import { CONNECTIONS, loadInTurns, toText } from './load.js'

/** Requests that differ in a header that nothing reads, so that none was answered before. */
function anew(path, headers) {
  let n = 0
  return () => toText('GET', path, { ...headers, 'x-n': n++ })
}

export const measure = () =>
  withChildren([['servers/default-world.js'], ['servers/bare-pages.js']], async (arsim, bare) => {
    const facts = []
    const ratios = []
    for (const { id, path, headers } of arsim.ready.lists) {
      const text = toText('GET', path, headers)
      const [first, again, node] = await loadInTurns(
        [
          { server: arsim, next: anew(path, headers) },
          { server: arsim, next: () => text },
          { server: bare, next: () => text },
        ],
        { ms: 250, warmUpMs: 150 },
      )
      facts.push([id, [first, again, node].map(({ perSecond }) => perSecond)])
      ratios.push(
        { what: `${id}, arsim / node:http`, value: again.perSecond / node.perSecond, goal: atLeast(0.5) },
        { what: `${id}, the same if it was never asked for`, value: first.perSecond / node.perSecond },
      )
    }
    return {
      title: 'The default page of every list of both APIs: requests per second',
      how: `default world; ${CONNECTIONS} connections, each waits for its answer; medians of 3 rounds in turns`,
      facts: [['', ['for the first time', 'again', 'node:http']], ...facts],
      ratios,
    }
  })
