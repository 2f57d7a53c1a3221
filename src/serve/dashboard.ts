/** The dashboard's files, as they were packed when the package was built. None is read before somebody opens the page. */
import { readFile } from 'node:fs/promises'
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { setImmediate } from 'node:timers/promises'
import { split } from '../core/address.ts'
import type { Simulator } from '../core/simulator.ts'
import { pathAlone, plainRefusal } from '../core/values/http.ts'
import { isWorldId } from '../core/worlds.ts'
import { toOrigin } from './node.ts'
import { writeResponse } from './write.ts'

interface Files {
  readonly folder: URL
  readonly files: Readonly<Record<string, { readonly type: string; readonly isCompressed: boolean }>>
}

/**
 * Renders the first page of a world, with what it has read for that, as JSON.
 *
 * @param root the path that the simulator is mounted at
 * @param path the page's, below that
 * @returns undefined for any other page, and where nothing may be read
 */
export type RenderPage = (simulator: Simulator, origin: string, root: string, path: string) => RenderedPage | undefined

interface RenderedPage {
  readonly html: string
  readonly read: string
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
  vary: 'accept, accept-encoding, sec-fetch-dest',
}
/** Their names change with what is in them. */
const ofFile = { ...always, 'cache-control': 'public, max-age=31536000, immutable', vary: 'accept-encoding' }

const filePath = /^\/__ui\/(assets\/[\w.-]+)(?:\?|$)/
/** `/~trial/clock`: what an API or a document answers has gone there before. */
function isPage(target: string): boolean {
  const { worldId, path } = split(target)
  return worldId !== undefined && isWorldId(worldId) && !path.startsWith('/__')
}

/**
 * Answers a request for the dashboard, of whoever wants a page: it has the same addresses for every world.
 *
 * @param path below the point where the simulator is mounted
 * @param home another address of its first page
 * @returns undefined for any other request
 */
export function dashboardFor(
  simulator: Simulator,
  { method, headers }: IncomingMessage,
  path: string,
  home?: string,
): Answer | undefined {
  if (method !== 'GET' && method !== 'HEAD') return undefined
  const file = filePath.exec(path)?.[1]
  if (file) return (request, response) => sendFile(request, response, file)
  const place = pathAlone(path)
  if (!(place === home || isPage(path)) || !headers.accept?.includes('text/html')) return undefined
  return (request, response, mountedAt = '') => sendPage(simulator, request, response, mountedAt, place)
}

async function sendFile(request: IncomingMessage, response: ServerResponse, name: string): Promise<void> {
  const { folder, files } = await load()
  const file = Object.hasOwn(files, name) ? files[name] : undefined
  if (!file) return writeResponse(response, plainRefusal(404, 'There is no such file.'))
  const isZipped = file.isCompressed && /\bgzip\b/.test(`${request.headers['accept-encoding']}`)
  const bytes = await readFile(new URL(isZipped ? `${name}.gz` : name, folder))
  send(request, response, bytes, { ...ofFile, ...(isZipped && { 'content-encoding': 'gzip' }), 'content-type': file.type })
}

async function sendPage(
  simulator: Simulator,
  request: IncomingMessage,
  response: ServerResponse,
  mountedAt: string,
  path: string,
): Promise<void> {
  const { folder, files } = await load()
  const page = await readFile(new URL('index.html', folder), 'utf8')
  const text = page.replaceAll('"./', `"${mountedAt}/__ui/`)
  const headers = { ...ofPage, 'content-type': files['index.html']?.type }
  if (!isOpened(request)) return send(request, response, Buffer.from(text), headers)
  const [head = '', rest = ''] = text.split(EMPTY)
  // The browser prepares for the page while it is rendered.
  response.writeHead(200, headers).write(head)
  await setImmediate()
  let rendered: RenderedPage | undefined
  try {
    rendered = (await renderer(folder))(simulator, toOrigin(request, ''), mountedAt, path)
  } finally {
    response.end((rendered && rendered.read.length < MOST_READ ? filled(rendered) : EMPTY) + rest)
  }
}

/** Whether a browser shows it: what a page of another site asks for is not worth rendering. */
const isOpened = ({ method, headers }: IncomingMessage): boolean => method === 'GET' && headers['sec-fetch-dest'] === 'document'

/** Where the page is rendered. */
const EMPTY = '<div id="dashboard"></div>'
/** In characters: a world that has more to say is read by the page itself. */
const MOST_READ = 500_000

/** Inert: a button that does nothing yet takes no click. */
const filled = ({ html, read }: RenderedPage): string => `<div id="dashboard" inert data-read='${inQuotes(read)}'>${html}</div>`
const inQuotes = (text: string): string => text.replaceAll('&', '&amp;').replaceAll("'", '&#39;').replaceAll('<', '&lt;')

function send({ method }: IncomingMessage, response: ServerResponse, bytes: Buffer, headers: OutgoingHttpHeaders): void {
  response.writeHead(200, { ...headers, 'content-length': bytes.length })
  response.end(method === 'HEAD' ? undefined : bytes)
}

/** Only the build makes it. */
const LIST: string = '#dashboard'
const load = (): Promise<Files> => import(LIST)
const renderer = async (folder: URL): Promise<RenderPage> => (await import(new URL('server.js', folder).href)).renderPage
