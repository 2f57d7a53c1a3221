/** A little site on loopback: its page starts MSW's service worker with the simulator behind it, `/empty` does nothing. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { onTestFinished } from 'vitest'
import { listening } from '../support/listening.ts'

interface File {
  readonly type: string
  readonly content: string | Uint8Array
}

/** Serves the site until the test is finished. Returns its origin. */
export async function openSite(): Promise<string> {
  const files = new Map<string, File>([
    ['/', page('<script type="module" src="/mocked-page.js"></script>')],
    ['/empty', page('')],
    ['/mocked-page.js', { type: 'text/javascript', content: await bundledPage() }],
    [
      '/mockServiceWorker.js',
      { type: 'text/javascript', content: readFileSync(fromRoot('node_modules/msw/lib/mockServiceWorker.js')) },
    ],
  ])
  const { origin, close } = await listening((request, response) => {
    const file = files.get(request.url ?? '')
    response
      .writeHead(file ? 200 : 404, { 'content-type': file?.type ?? 'text/plain' })
      .end(file?.content ?? 'The site has no such file.')
  })
  onTestFinished(close)
  return origin
}

const fromRoot = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

const page = (body: string) => ({ type: 'text/html', content: `<!doctype html><meta charset="utf-8"><title>site</title>${body}` })

let bundle: Promise<Uint8Array> | undefined

/** The page with the package as it was built: its own name means itself. */
function bundledPage(): Promise<Uint8Array> {
  const entryPoints = [fromRoot('test/browser/mocked-page.ts')]
  bundle ??= build({ entryPoints, bundle: true, platform: 'browser', format: 'esm', write: false }).then(
    ({ outputFiles }) => outputFiles[0]?.contents ?? new Uint8Array(),
  )
  return bundle
}
