/** A site of empty pages; `/redirect?URL` leads on. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** Serves the site until the test is finished. Returns its origin by a name: that of another site, or one of this machine. */
export async function openEmptySite(name = 'other.example'): Promise<string> {
  const server = createServer(({ url = '' }, response) => {
    const [path, query = ''] = url.split('?')
    if (path === '/redirect') response.writeHead(307, { location: decodeURIComponent(query) }).end()
    else response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>empty</title><body>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return `http://${name}:${(server.address() as AddressInfo).port}`
}
