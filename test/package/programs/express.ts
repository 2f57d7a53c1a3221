import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createSimulator } from 'arsim'
import { simulatorRouter } from 'arsim/express'
import express from 'express'
import { approve } from './approve.ts'

const app = express()
app.use(express.json())
app.use('/mock', simulatorRouter(createSimulator()))
app.get('/mine', (_request, response) => {
  response.send('mine')
})

const server = createServer(app)
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

const mine = await (await fetch(`${origin}/mine`)).text()
console.log(JSON.stringify({ mine, approved: await approve(`${origin}/mock`) }))
server.close()
server.closeAllConnections()
