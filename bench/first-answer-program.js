/** A process that answers one call through MSW: prints how long the simulator took for it, from its import on; MSW was there before. */
import 'msw'
import { setupServer } from 'msw/node'

const start = performance.now()
const { createSimulator } = await import('../dist/node/index.js')
const { handlers } = await import('../dist/node/msw.js')
const simulator = createSimulator()
const server = setupServer(...handlers(simulator, { ar: 'https://ar.example' }))
server.listen()
const { headers, path } = simulator.apis.find(({ name }) => name === 'ar').caller(simulator.world(), 'member')
const response = await fetch(`https://ar.example/api/companies/${path.company_id}/actions`, { headers })
await response.text()
if (response.status !== 200) throw new Error(`Not a measurable answer: ${response.status}`)
console.log(performance.now() - start)
