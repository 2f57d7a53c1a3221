/** GET one action by id, over HTTP. */
import { withChildren } from './child.js'
import { atLeast } from './goals.js'
import { anyOf, CONNECTIONS, loadInTurns, toText } from './load.js'

const ROWS = 5_000

export const measure = () =>
  withChildren(
    [
      ['servers/arsim.js', ROWS, 1],
      ['servers/arsim.js', ROWS, 1, 'no journal'],
      ['servers/bare.js'],
      ['servers/bare-by-path.js', ROWS],
      ['servers/express.js', ROWS, 1],
    ],
    async (arsim, silent, bare, byPath, express) => {
      const { headers, actions } = arsim.ready
      const gets = (paths) => anyOf(paths.map((path) => toText('GET', path, headers)))
      const [ours, unkept, node, known, json, send] = await loadInTurns([
        { server: arsim, next: gets(actions) },
        { server: silent, next: gets(silent.ready.actions) },
        { server: bare, next: gets(actions) },
        { server: byPath, next: gets(byPath.ready.actions) },
        { server: express, next: gets(actions) },
        { server: express, next: gets(actions.map((path) => path.replace('/api/', '/text/'))) },
      ])
      return {
        title: 'GET one action by id: requests per second, and microseconds of CPU time for each',
        how: `${ROWS} actions, random ids, an authorization header; ${CONNECTIONS} connections, each waits for its answer; medians of 3 rounds in turns`,
        facts: [
          ['arsim serve', ours],
          ['the same without a journal', unkept],
          ['node:http, one answer of the same size', node],
          ['node:http, a Map of the same answers', known],
          ['Express 5, a Map and json()', json],
          ['Express 5, a Map and send() of ready JSON', send],
        ].map(([what, { perSecond, cpuUs }]) => [what, [perSecond, cpuUs]]),
        ratios: [
          { what: 'arsim serve / node:http', value: ours.perSecond / node.perSecond, goal: atLeast(0.75) },
          { what: 'the same by CPU time', value: node.cpuUs / ours.cpuUs },
          { what: 'arsim serve / node:http with a Map of answers', value: ours.perSecond / known.perSecond },
          { what: 'with its journal / without', value: ours.perSecond / unkept.perSecond, goal: atLeast(0.93) },
          { what: 'arsim serve / Express with json()', value: ours.perSecond / json.perSecond },
          { what: 'arsim serve / Express with send()', value: ours.perSecond / send.perSecond },
        ],
      }
    },
  )
