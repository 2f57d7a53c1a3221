/** The dashboard's page and files as they are served: what they allow, and what is no file of it. */

import { readFileSync } from 'node:fs'
import { type IncomingHttpHeaders, request } from 'node:http'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSimulator } from '../src/index.ts'
import { type Serving, serve } from '../src/serve/http.ts'

const simulator = createSimulator()
let serving: Serving
beforeAll(async () => {
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
  const first = /src="\.\/(assets\/[^"]+\.js)"/.exec(textOf('index.html'))?.[1] ?? ''
  const scripts = [...reached(first)]
  expect(scripts.some((file) => file.startsWith('assets/Calls-'))).toBe(true)
  const size = scripts.reduce((sum, file) => sum + gzipSync(textOf(file), { level: 9 }).length, 0)
  expect(size).toBeGreaterThan(50_000)
  expect(size).toBeLessThan(300_000)
})
