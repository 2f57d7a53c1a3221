/** A site of empty pages; `/redirect?URL` leads on. */
import { onTestFinished } from 'vitest'
import { listening } from '../support/listening.ts'

/** Serves the site until the test is finished. Returns its origin by a name: that of another site, or one of this machine. */
export async function openEmptySite(name = 'other.example'): Promise<string> {
  const { port, close } = await listening(({ url = '' }, response) => {
    const [path, query = ''] = url.split('?')
    if (path === '/redirect') response.writeHead(307, { location: decodeURIComponent(query) }).end()
    else response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>empty</title><body>')
  })
  onTestFinished(close)
  return `http://${name}:${port}`
}
