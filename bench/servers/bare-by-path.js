/** A bare `node:http` server that answers the path of each action with its bytes, which it has at hand. */
import { createServer } from 'node:http'
import { filled, get } from '../filled.js'
import { ready } from './ready.js'

const { world, targets } = filled(Number(process.argv[2]), 1)
const bodies = new Map(targets.actions.map((path) => [path, get(world, path, targets.headers)]))
const server = createServer(({ url }, response) => {
  const body = bodies.get(url)
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
  response.end(body)
}).listen(0, '127.0.0.1', () => ready(server, { actions: targets.actions }))
