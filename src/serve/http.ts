/** The standalone server: the simulator answers its own paths straight from `node:http`, Express does the rest. */
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isLoopbackHost } from '../core/cors.ts'
import type { Simulator } from '../core/simulator.ts'
import { readBody, toSimRequest, writeResponse } from './node.ts'

export interface ServeOptions {
  /** 4010 unless told; 0 for a free one. */
  readonly port?: number | undefined
  /** 127.0.0.1 unless told. */
  readonly host?: string | undefined
  /** Names that requests may be addressed to while listening on loopback, beside this machine's own. */
  readonly allowedHosts?: readonly string[] | undefined
}

/** A simulator that listens. */
export interface Serving {
  readonly server: Server
  /** Where: `http://127.0.0.1:4010`. */
  readonly url: string
  readonly close: () => Promise<void>
}

/**
 * Serves a simulator over HTTP.
 *
 * @throws the system's error, such as `EADDRINUSE`, where it cannot listen
 * @example
 * const { url, close } = await serve(createSimulator(), { port: 0 })
 */
export async function serve(simulator: Simulator, options: ServeOptions = {}): Promise<Serving> {
  const { port = 4010, host = '127.0.0.1', allowedHosts = [] } = options
  const guard = isLoopbackHost(host.includes(':') ? `[${host}]` : host) ? allowedHosts : undefined
  const server = createServer(listener(simulator, guard))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const { address, family, port: bound } = server.address() as AddressInfo
  return {
    server,
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** @param allowedHosts names beside loopback; undefined allows any */
function listener(simulator: Simulator, allowedHosts: readonly string[] | undefined): RequestListener {
  const isAllowed = hostCheck(allowedHosts)
  const rest = lazily(() => import('./site.ts').then(({ site }) => site(simulator)))
  return (request, response) => {
    const { host = '' } = request.headers
    if (!isAllowed(host)) return refuseHost(response, host)
    const url = request.url as string
    if (!simulator.owns(pathOf(url))) return void rest(request, response)
    if (request.method === 'GET') return writeResponse(response, simulator.handle(toSimRequest(request, url)))
    readBody(request, simulator.bodyLimit(pathOf(url)), (body) =>
      writeResponse(response, simulator.handle(toSimRequest(request, url, body))),
    )
  }
}

const pathOf = (url: string) => {
  const end = url.indexOf('?')
  return end < 0 ? url : url.slice(0, end)
}

/** Remembers the last good host: it hardly ever changes. */
function hostCheck(allowed: readonly string[] | undefined): (host: string) => boolean {
  if (!allowed) return () => true
  let known = ''
  return (host) => {
    if (host !== '' && host === known) return true
    const isGood =
      isLoopbackHost(host.replace(/:\d+$/, '')) || allowed.includes(host) || allowed.includes(host.replace(/:\d+$/, ''))
    if (isGood) known = host
    return isGood
  }
}

function refuseHost(response: ServerResponse, host: string): void {
  const message = `This simulator only answers to this machine, not to "${host}". Allow the name with --allow-host.`
  writeResponse(response, {
    status: 403,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ error: { message } }),
  })
}

/** Express takes its time to load, and API calls do not need it. */
function lazily(load: () => Promise<RequestListener>): RequestListener {
  let loading: Promise<RequestListener> | undefined
  return async (request: IncomingMessage, response: ServerResponse) => {
    loading ??= load()
    ;(await loading)(request, response)
  }
}
