/** The dashboard's files, as they were packed when the package was built. None is read before somebody opens the page. */
import { readFile } from 'node:fs/promises'
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { plainRefusal } from '../core/values/http.ts'
import { writeResponse } from './write.ts'

interface Files {
  readonly folder: URL
  readonly files: Readonly<Record<string, { readonly type: string; readonly isCompressed: boolean }>>
}

type Answer = (request: IncomingMessage, response: ServerResponse, mountedAt?: string) => Promise<void>

/** Nothing of another origin, no script but the files, and in no frame of others. Styles are also set by the components. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

const always = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
}
const ofPage = {
  ...always,
  'content-security-policy': policy,
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-cache',
  vary: 'accept, accept-encoding',
}
/** Their names change with what is in them. */
const ofFile = { ...always, 'cache-control': 'public, max-age=31536000, immutable', vary: 'accept-encoding' }

const filePath = /^\/__ui\/(assets\/[\w.-]+)(?:\?|$)/
/** `/~trial/clock`: what an API or a document answers has gone there before. */
const pagePath = /^\/~[\w-]{1,64}(?:\/(?!__)[^?]*)?(?:\?|$)/

/**
 * Answers a request for the dashboard, of whoever wants a page: it has the same addresses for every world.
 *
 * @param path below the point where the simulator is mounted
 * @param home another address of its first page
 * @returns undefined for any other request
 */
export function dashboardFor({ method, headers }: IncomingMessage, path: string, home?: string): Answer | undefined {
  if (method !== 'GET' && method !== 'HEAD') return undefined
  const file = filePath.exec(path)?.[1]
  if (file) return (request, response) => sendFile(request, response, file)
  const isPage = pagePath.test(path) || path.replace(/\?.*/, '') === home
  return isPage && headers.accept?.includes('text/html') ? sendPage : undefined
}

const encodings = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const

async function sendFile(request: IncomingMessage, response: ServerResponse, name: string): Promise<void> {
  const { folder, files } = await load()
  const file = Object.hasOwn(files, name) ? files[name] : undefined
  if (!file) return writeResponse(response, plainRefusal(404, 'There is no such file.'))
  const accepted = `${request.headers['accept-encoding'] ?? ''}`.split(/[\s,;]+/)
  const [encoding, ending] = (file.isCompressed && encodings.find(([each]) => accepted.includes(each))) || []
  const bytes = await readFile(new URL(name + (ending ?? ''), folder))
  const more = encoding && { 'content-encoding': encoding }
  send(request, response, bytes, { ...ofFile, ...more, 'content-type': file.type })
}

async function sendPage(request: IncomingMessage, response: ServerResponse, mountedAt = ''): Promise<void> {
  const { folder, files } = await load()
  const page = await readFile(new URL('index.html', folder), 'utf8')
  const text = page.replaceAll('"./', `"${mountedAt}/__ui/`)
  send(request, response, Buffer.from(text), { ...ofPage, 'content-type': files['index.html']?.type })
}

function send({ method }: IncomingMessage, response: ServerResponse, bytes: Buffer, headers: OutgoingHttpHeaders): void {
  response.writeHead(200, { ...headers, 'content-length': bytes.length })
  response.end(method === 'HEAD' ? undefined : bytes)
}

/** Only the build makes it. */
const LIST: string = '#dashboard'
const load = (): Promise<Files> => import(LIST)
