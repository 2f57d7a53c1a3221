/** A world whose journal is full and streamed; tells how much memory the process holds, after as many entries again as it is asked for. */
import { createSimulator } from '../../dist/src/index.js'
import { serve } from '../../dist/src/serve/http.js'

const simulator = createSimulator({ journal: 1_000 })
const world = simulator.world()
const { server } = await serve(simulator, { port: 0 })
const subject = 'x'.repeat(10_000)

process.on('disconnect', () => process.exit())
process.on('message', async ({ entries }) => {
  for (let i = 0; i < entries; i++) world.journal.record({ kind: 'control', action: 'noted', subject: `${i}${subject}` })
  // What is written leaves the process first.
  await new Promise((resolve) => setTimeout(resolve, 300))
  globalThis.gc()
  const { heapUsed, external } = process.memoryUsage()
  process.send({ bytes: heapUsed + external })
})
process.send({ port: server.address().port })
