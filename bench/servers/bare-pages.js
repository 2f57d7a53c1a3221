/** A bare `node:http` server that answers each path of an API's lists with the bytes that arsim answers. */
import { createServer } from 'node:http'
import { createSimulator } from '../../dist/src/index.js'
import { lists } from '../lists.js'
import { ready } from './ready.js'

const pages = new Map(lists(createSimulator()).map(({ path, body }) => [path, Buffer.from(body)]))
const server = createServer(({ url }, response) => {
  const page = pages.get(url)
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': page.length })
  response.end(page)
}).listen(0, '127.0.0.1', () => ready(server))
