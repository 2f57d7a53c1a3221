/** The ways to serve, behind one door. */
import express from 'express'
import { setupServer } from 'msw/node'
import type { SimRequest } from '../../src/core/values/http.ts'
import type { Simulator } from '../../src/index.ts'
import { simulatorRouter } from '../../src/serve/express.ts'
import { serve } from '../../src/serve/http.ts'
import { handlers } from '../../src/serve/msw.ts'
import { listening } from './listening.ts'

/** What a client sees, without what the transport adds. */
export interface Seen {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: string
}

export interface Way {
  readonly origin: string
  /** Of each API by its name, where they have addresses of their own. */
  readonly origins?: Readonly<Record<string, string>>
  readonly send: (request: Omit<SimRequest, 'origin'>) => Promise<Seen>
  readonly close: () => Promise<unknown>
}

const transport = ['date', 'connection', 'keep-alive', 'content-length', 'transfer-encoding', 'x-powered-by']

async function viaFetch(origin: string, { method, url, headers, body }: Omit<SimRequest, 'origin'>): Promise<Seen> {
  const response = await fetch(origin + url, {
    method,
    redirect: 'manual',
    headers: headers as Record<string, string>,
    ...(body !== undefined && { body: body as string }),
  })
  const seen = Object.fromEntries([...response.headers].filter(([name]) => !transport.includes(name)))
  return { status: response.status, headers: seen, body: await response.text() }
}

export const ways: Readonly<Record<string, (simulator: Simulator) => Promise<Way>>> = {
  async core(simulator) {
    const origin = 'http://127.0.0.1'
    return { origin, send: async (request) => sendToCore(simulator, { ...request, origin }), close: async () => {} }
  },

  async http(simulator) {
    const { url: origin, close } = await serve(simulator, { port: 0 })
    return { origin, send: (request) => viaFetch(origin, request), close }
  },

  async express(simulator) {
    const app = express()
    app.use(simulatorRouter(simulator))
    const { origin, close } = await listening(app)
    return { origin, send: (request) => viaFetch(origin, request), close }
  },

  async msw(simulator) {
    const origin = 'http://ar.example'
    // On its own origin only: the other ways are called with the same fetch.
    const origins = { ar: origin, crm: origin }
    const server = setupServer(...handlers(simulator, origins))
    server.listen({ onUnhandledRequest: 'bypass' })
    return { origin, origins, send: (request) => viaFetch(origin, request), close: async () => server.close() }
  },
}

export function sendToCore(simulator: Simulator, request: SimRequest): Seen {
  const { status, headers, bytes, body } = simulator.handle(request)
  const flat = Object.entries(headers).map(([name, value]) => [name, typeof value === 'string' ? value : value.join(', ')])
  return { status, headers: Object.fromEntries(flat), body: bytes ? new TextDecoder().decode(bytes) : body }
}
