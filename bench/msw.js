/** One request that MSW answers, from a simulator and from a bare handler. */
import { withChildren } from './child.js'
import { atMost } from './goals.js'
import { inTurns } from './in-turns.js'

const ROUNDS = 9

export const measure = () =>
  withChildren(
    [
      ['msw-requests.js', 'simulator'],
      ['msw-requests.js', 'bare'],
    ],
    async (...children) => {
      await inTurns(children, { ms: 700 }, 0)
      const [ours, bare] = await inTurns(children, { ms: 300 }, ROUNDS)
      return {
        title: 'GET one action through MSW, microseconds',
        how: `fetch in Node, the body read, one after the other; the same body from a bare handler; medians of ${ROUNDS} rounds in turns`,
        facts: [
          ['handlers(simulator)', ours],
          ['http.get(path, () => HttpResponse.json(body))', bare],
        ],
        ratios: [{ what: 'simulator / bare handler', value: ours / bare, goal: atMost(1.2) }],
      }
    },
  )
