/** A process whose requests MSW answers: from a simulator, or from a handler that knows one body. */
import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { handlers } from '../dist/src/serve/msw.js'
import { filled, get } from './filled.js'

const { simulator, world, targets } = filled(1_000, 1)
const { actions, headers } = targets
const body = JSON.parse(get(world, actions[0], headers))
const answering = {
  simulator: () => handlers(simulator),
  bare: () => [http.get('http://ar.example/api/companies/:c/actions/:id', () => HttpResponse.json(body))],
}
setupServer(...answering[process.argv[2]]()).listen({ onUnhandledRequest: 'error' })

/** One request after the other; microseconds for each. */
async function requestFor(ms) {
  const start = performance.now()
  let answers = 0
  let now = start
  while (now - start < ms) {
    const response = await fetch(`http://ar.example${actions[answers++ % actions.length]}`, { headers })
    if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`)
    await response.text()
    now = performance.now()
  }
  return ((now - start) * 1000) / answers
}

process.on('disconnect', () => process.exit())
process.on('message', async ({ ms }) => process.send({ us: await requestFor(ms) }))
process.send({})
