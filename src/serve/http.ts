/** The standalone server: the simulator answers what comes to `node:http`. */

import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { hostOf, toPath } from '../core/address.ts'
import type { Simulator } from '../core/simulator.ts'
import { plainRefusal } from '../core/values/http.ts'
import { bugSentence } from '../core/values/message-of.ts'
import { refuseStrangers } from '../core/values/nearest-name.ts'
import { dashboardFor } from './dashboard.ts'
import { documentFor } from './documents.ts'
import { hostCheck } from './host-check.ts'
import { answerRequest, type Log, mayContinue, senders } from './node.ts'
import { answerElsewhere } from './site.ts'
import { CLOSING } from './stream.ts'
import { writeResponse } from './write.ts'

export interface ServeOptions {
  /** 4010 unless told; 0 for a free one. */
  readonly port?: number | undefined
  /** 127.0.0.1 unless told. */
  readonly host?: string | undefined
  /** Names that requests may be addressed to, beside this machine's own; `*` for any. */
  readonly allowedHosts?: readonly string[] | undefined
  /** Hears of every call that was answered. */
  readonly log?: Log | undefined
}

/** A simulator that listens. */
export interface Serving {
  readonly server: Server
  /** Where: `http://127.0.0.1:4010`. */
  readonly url: string
  /** Takes no more connections, lets calls under way finish, and ends. */
  readonly close: () => Promise<void>
}

const OPTIONS = ['port', 'host', 'allowedHosts', 'log'] satisfies (keyof ServeOptions)[]

/** What has not finished by then is cut off. */
const PATIENCE_MS = 2_000
const SWEEP_MS = 20

/**
 * Serves a simulator over HTTP.
 *
 * @throws TypeError for an option that there is not
 * @throws the system's error, such as `EADDRINUSE`, where it cannot listen
 * @example
 * const { url, close } = await serve(createSimulator(), { port: 0 })
 */
export async function serve(simulator: Simulator, options: ServeOptions = {}): Promise<Serving> {
  refuseStrangers(options, OPTIONS)
  const { port = 4010, host = '127.0.0.1', allowedHosts = [], log } = options
  const listener = listenerOf(simulator, [...allowedHosts, host.includes(':') ? `[${host}]` : host], log)
  const server = createServer(listener).setMaxListeners(0)
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    const address = simulator.route(request.url as string)
    if (!address || mayContinue(request, address.bodyLimit)) response.writeContinue()
    listener(request, response)
  })
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
        server.emit(CLOSING)
        const cut = setTimeout(() => server.closeAllConnections(), PATIENCE_MS)
        // A connection whose call has just finished is kept alive: it is idle from then on.
        const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS)
        server.close(() => {
          clearTimeout(cut)
          clearInterval(sweep)
          resolve()
        })
        server.closeIdleConnections()
      }),
  }
}

function listenerOf(simulator: Simulator, allowedHosts: readonly string[], log: Log | undefined): RequestListener {
  const refusalOf = hostCheck(allowedHosts)
  const senderOf = senders()
  return (request, response) => {
    const sender = senderOf(request)
    const refusal = refusalOf(hostOf(request.url as string) ?? sender.headers.host ?? '')
    if (refusal) return writeResponse(response, refusal)
    const url = toPath(request.url as string)
    const known = log ? undefined : simulator.again({ method: request.method as string, url, ...sender })
    if (known) return writeResponse(response, known)
    const address = simulator.route(url)
    if (address) return answerRequest(simulator, request, response, { address, url, sender, log })
    const other = documentFor(simulator, url) ?? dashboardFor(simulator, request, url, '/')
    if (!other) return writeResponse(response, answerElsewhere(simulator, request.method as string, url))
    other(request, response).catch((error: Error) => {
      console.error(`${request.method} ${request.url} failed:`, error)
      if (!response.headersSent) writeResponse(response, plainRefusal(500, bugSentence(error.message)))
    })
  }
}
