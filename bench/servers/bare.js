/** A bare `node:http` server that answers everything with the bytes of one action. */
import { createServer } from 'node:http'
import { filled, get } from '../filled.js'
import { ready } from './ready.js'

const { world, targets } = filled(20, 1)
const body = get(world, targets.actions[0], targets.headers)
const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
const server = createServer((_request, response) => {
  response.writeHead(200, headers)
  response.end(body)
}).listen(0, '127.0.0.1', () => ready(server))
