/** The dashboard's page and files as they are served: what they allow, and what is no file of it. */

import { readFileSync } from 'node:fs'
import { type IncomingHttpHeaders, request } from 'node:http'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { companies } from '../src/ar/companies/company.ts'
import { createSimulator } from '../src/index.ts'
import { type Serving, serve } from '../src/serve/http.ts'
import { callerIn } from './support/caller.ts'

const simulator = createSimulator()
let serving: Serving
beforeAll(async () => {
  // It takes a while where sources are run.
  simulator.world()
  serving = await serve(simulator, { port: 0 })
})
afterAll(() => serving.close())

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** With the path as it stands: no client tidies it. */
const ask = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { port } = new URL(serving.url)
    request({ host: '127.0.0.1', port, path, method, headers: { host: `127.0.0.1:${port}`, ...headers } }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part) => (text += part))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }))
    })
      .on('error', reject)
      .end()
  })

const html = { accept: 'text/html' }
const scriptOf = ({ text }: Answer): string => /src="(\/__ui\/assets\/[^"]+\.js)"/.exec(text)?.[1] ?? ''

test('the page runs no script but files of its own, is framed by nobody, and is read by no other site', async () => {
  const page = await ask('/~default/', html)
  expect(page.status).toBe(200)
  const policy = Object.fromEntries(
    `${page.headers['content-security-policy']}`.split('; ').map((each) => [each.split(' ')[0], each.split(' ').slice(1)]),
  )
  expect(policy).toMatchObject({
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'connect-src': ["'self'"],
    'frame-ancestors': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
  })
  expect(page.headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-cache',
  })
  expect(page.headers).not.toHaveProperty('access-control-allow-origin')
  expect(page.text.match(/<script(?![^>]*\ssrc=)/g)).toBeNull()
  expect(page.text.match(/\son\w+=/g)).toBeNull()
  expect(page.text.match(/https?:\/\//g)).toBeNull()
})

test('its files are kept for ever, compressed where that is understood, and never guessed at', async () => {
  const script = scriptOf(await ask('/', html))
  const [plain, zipped] = [await ask(script), await ask(script, { 'accept-encoding': 'gzip' })]
  expect(plain.headers).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'public, max-age=31536000, immutable',
  })
  expect(plain.headers).not.toHaveProperty('content-encoding')
  expect(zipped.status).toBe(200)
  const large = builtFiles().find((file) => file.startsWith('assets/App')) ?? ''
  expect((await ask(`/__ui/${large}`, { 'accept-encoding': 'gzip' })).headers['content-encoding']).toBe('gzip')
})

test('HEAD answers as GET does, without the bytes; other methods are not the dashboard’s', async () => {
  for (const path of ['/~default/', scriptOf(await ask('/', html))]) {
    const [whole, head] = [await ask(path, html), await ask(path, html, 'HEAD')]
    expect(head.status).toBe(200)
    expect(head.headers['content-length']).toBe(whole.headers['content-length'])
    expect(head.text).toBe('')
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS'])
      expect((await ask(path, html, method)).headers).not.toHaveProperty('cross-origin-opener-policy')
  }
})

test('what is no file of it is 404, wherever the path would lead', async () => {
  const names = [
    'nothing.js',
    '..',
    '../files.js',
    '../../package.json',
    '..%2f..%2fpackage.json',
    '%2e%2e/files.js',
    '__proto__',
    'constructor',
    'a%00.js',
    'x'.repeat(5_000),
  ]
  for (const name of names) {
    const { status, text } = await ask(`/__ui/assets/${name}`, html)
    expect([name, status === 404 || status === 400]).toEqual([name, true])
    expect(text).not.toContain('"version"')
  }
  expect((await ask('/__ui/files.js', html)).status).toBe(404)
  expect((await ask('/__ui/index.html', html)).status).toBe(404)
})

test('a world whose name has odd letters is no page, and nothing of the name is in an answer as markup', async () => {
  for (const name of ['a"b', '<script>alert(1)</script>', '%3Cscript%3E', 'ü', '%', '..', 'a'.repeat(65)]) {
    const { headers, text } = await ask(encodeURI(`/~${name}/worlds`), html)
    expect(`${headers['content-type']}`.includes('text/html') && text.includes('<script>alert')).toBe(false)
    expect(headers).not.toHaveProperty('cross-origin-opener-policy')
  }
  expect(simulator.worlds.map(({ id }) => id)).toEqual(['default'])
})

test('programs, which do not ask for a page, get the few lines of text, and other hosts nothing', async () => {
  const { headers, text } = await ask('/', { accept: '*/*' })
  expect(headers['content-type']).toContain('text/plain')
  expect(text).toContain('/__sim')
  expect((await ask('/', { ...html, host: 'evil.example' })).status).toBe(403)
  expect((await ask(scriptOf(await ask('/', html)), { host: 'evil.example' })).status).toBe(403)
})

/** As a browser asks that is to show it. */
const opened = { ...html, 'sec-fetch-dest': 'document' }
const figuresOf = ({ text }: Answer): string[] =>
  [...text.matchAll(/class="[^"]*\bfigure\b[^>]*><strong>([\d,]+)</g)].map(([, count]) => `${count}`)

/** How many there are, as a member of the first company is told. */
function countOf(below: string): string {
  const caller = callerIn(simulator)
  const { body } = simulator.handle({
    method: 'GET',
    url: `/api/companies/${caller.path.company_id}${below}`,
    origin: 'http://localhost',
    headers: { ...caller.headers, 'x-sim-observer': '1', 'sec-fetch-site': 'same-origin' },
  })
  return String(JSON.parse(body).count)
}

test('a page that is opened shows what waits before any script has run, and nothing of that is in the journal', async () => {
  const page = await ask('/', opened)
  expect(figuresOf(page)).toEqual([
    countOf('/actions?category=needs_action&page_size=1'),
    countOf('/sequences/queue?status=ready&page_size=1'),
    countOf('/invoices?status=overdue&limit=1'),
  ])
  expect(figuresOf(await ask('/~default/?a=1', opened))).toEqual(figuresOf(page))
  expect(page.text).toContain(`http://127.0.0.1:${new URL(serving.url).port}/~default/api`)
  expect(page.text.match(/<script(?![^>]*\ssrc=)/g)).toBeNull()
  expect(page.headers['content-security-policy']).toContain("script-src 'self';")
  expect(simulator.world().journal.last).toBe(0)
})

test('nothing is drawn for a page of another site, for other pages, and for a world that is not there', async () => {
  for (const asked of [html, { ...html, 'sec-fetch-dest': 'empty' }, { ...html, 'sec-fetch-dest': 'iframe' }])
    expect(figuresOf(await ask('/', asked))).toEqual([])
  for (const path of ['/~default/clock', '/~nobody/', '/~nobody/worlds']) {
    const page = await ask(path, opened)
    expect(page.status).toBe(200)
    expect(page.text).toContain('<div id="dashboard"></div>')
  }
  expect(simulator.worlds.map(({ id }) => id)).toEqual(['default'])
})

test('where a control token is wanted, nothing is drawn', async () => {
  const kept = await serve(createSimulator({ controlToken: 'only-mine' }), { port: 0 })
  const page = await fetch(kept.url, { headers: opened }).then((answer) => answer.text())
  await kept.close()
  expect(page).toContain('<div id="dashboard"></div>')
})

test('a first page that cannot be rendered is reported, and the browser gets the page that renders itself', async () => {
  const reported = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const handling = vi.spyOn(simulator, 'handle').mockImplementation(() => {
    throw new Error('out of order')
  })
  const page = await ask('/', opened)
  handling.mockRestore()
  expect(reported.mock.calls).toEqual([['GET / failed:', new Error('out of order')]])
  reported.mockRestore()
  expect(page.status).toBe(200)
  expect(page.text).toContain('<div id="dashboard"></div>')
  expect(page.text.trimEnd().endsWith('</html>')).toBe(true)
  expect(figuresOf(await ask('/', opened))).toHaveLength(3)
})

test('what somebody has written is text on the page that is drawn, and in what it has read', async () => {
  const name = `'"><script>alert(1)</script>&#39;</div><img src=x onerror=alert(1)>`
  const world = simulator.world('written')
  const [company] = world.table(companies).all()
  world.transactions.run(() => world.table(companies).put({ ...(company as NonNullable<typeof company>), name }))
  const { text } = await ask('/~written/', opened)
  simulator.remove('written')
  expect(text).toContain('alert(1)')
  expect(text).not.toMatch(/<script>|<img src=x/)
  const read = /data-read='([^']*)'/.exec(text)?.[1] ?? ''
  const plain = read.replaceAll('&lt;', '<').replaceAll('&#39;', "'").replaceAll('&amp;', '&')
  expect(JSON.stringify(JSON.parse(plain))).toContain(JSON.stringify(name).slice(1, -1))
})

const folder = new URL('../dist/ui/', import.meta.url)
const textOf = (file: string): string => readFileSync(new URL(file, folder), 'utf8')

/** The names of all files, from the list that the server reads. */
const builtFiles = (): string[] => Object.keys(JSON.parse(/files = (\{.*\})/.exec(textOf('files.js'))?.[1] ?? '{}'))

/** All scripts that one leads to, but those that only the reference needs. */
function reached(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file) || /\/Reference-/.test(file)) return seen
  seen.add(file)
  for (const [, next = ''] of textOf(file).matchAll(/(?:from|import)\s*\(?\s*["'`]\.\/([\w-]+\.js)["'`]/g))
    reached(`assets/${next}`, seen)
  return seen
}

test('all scripts of the dashboard but the reference are under 300 kB with gzip', () => {
  const first = /type="module"[^>]* src="\.\/(assets\/[^"]+\.js)"/.exec(textOf('index.html'))?.[1] ?? ''
  const scripts = [...reached(first)]
  expect(scripts.some((file) => file.startsWith('assets/Calls-'))).toBe(true)
  const size = scripts.reduce((sum, file) => sum + gzipSync(textOf(file), { level: 9 }).length, 0)
  expect(size).toBeGreaterThan(50_000)
  expect(size).toBeLessThan(300_000)
})

test('the build remembers all files beside the dashboard’s own that are packed into it, to see when they change', async () => {
  const { metafile } = await build({
    entryPoints: ['src/ui/start.tsx', 'src/ui/dashboard.tsx', 'src/ui/server.tsx'],
    bundle: true,
    splitting: true,
    format: 'esm',
    packages: 'external',
    external: ['*.css', '*/serve/openapi.ts'],
    outdir: 'dist/ui',
    write: false,
    metafile: true,
  })
  const packed = Object.keys(metafile.inputs).filter((file) => !file.startsWith('src/ui/'))
  expect(packed).toContain('src/core/call/status.ts')
  const [first = ''] = textOf('files.js').split('\n')
  expect(first.split(' ').slice(2).toSorted()).toEqual(packed.toSorted())
})
