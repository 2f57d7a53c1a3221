/** A filtered page of 20, over HTTP, against json-server with the same rows. */
import { withChildren } from './child.js'
import { over } from './goals.js'
import { CONNECTIONS, loadInTurns, toText } from './load.js'

const ROWS = 5_000

export const measure = () =>
  withChildren(
    [
      ['servers/arsim.js', ROWS, 1],
      ['servers/json-server.js', ROWS, 1],
    ],
    async (arsim, jsonServer) => {
      const { headers, customer, lists } = arsim.ready
      const [list] = lists
      const facts = []
      const ratios = []
      for (const { what, ours, theirs } of pages(customer)) {
        const [here, there] = await loadInTurns(
          [
            { server: arsim, next: always(toText('GET', `${list}?${ours}&page_size=20`, headers)) },
            { server: jsonServer, next: always(toText('GET', `/actions?${theirs}&_page=1&_limit=20`)) },
          ],
          { ms: 700, warmUpMs: 400 },
        )
        facts.push(
          [`${what}, arsim serve`, [here.perSecond, here.cpuUs]],
          [`${what}, json-server`, [there.perSecond, there.cpuUs]],
        )
        ratios.push({ what: `${what}, arsim serve / json-server`, value: here.perSecond / there.perSecond, goal: over(1) })
      }
      return {
        title: 'A filtered page of 20: requests per second, and microseconds of CPU time for each',
        how: `${ROWS} actions; json-server 0.17 without its middleware, and it need not sort; ${CONNECTIONS} connections; medians of 3 rounds in turns`,
        facts,
        ratios,
      }
    },
  )

const always = (text) => () => text

const pages = (customer) => [
  { what: 'by status', ours: 'status=proposed', theirs: 'status=proposed' },
  {
    what: 'needs action',
    ours: 'category=needs_action',
    theirs: 'status=proposed&is_recommended=true&action_required=true&is_deleted=false',
  },
  { what: 'by customer', ours: `customer_id=${customer}`, theirs: `customer=${customer}` },
  { what: 'by search', ours: 'search=supply+17', theirs: 'customer_name_like=supply+17' },
]
