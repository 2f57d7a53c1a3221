/** Node's requests and responses as the simulator's, for the server and for Express. */
import type { IncomingMessage, OutgoingHttpHeader, ServerResponse } from 'node:http'
import { BODY_LIMIT, type SimRequest, type SimResponse } from '../core/http.ts'

/** @param url path and query, below the point where the simulator is mounted */
export function toSimRequest(request: IncomingMessage, url: string, body?: string | Uint8Array, mountedAt = ''): SimRequest {
  const scheme = 'encrypted' in request.socket ? 'https' : 'http'
  return {
    method: request.method as string,
    url,
    origin: `${scheme}://${request.headers.host ?? 'localhost'}${mountedAt}`,
    headers: request.headers as Record<string, string | undefined>,
    body,
  }
}

/** A body that goes on and on is cut off here. */
const PATIENCE = 32 * BODY_LIMIT

/** Reads the body to the end, but keeps no more than what is enough to see that it is too long. */
export function readBody(request: IncomingMessage, done: (body: Uint8Array | undefined) => void): void {
  const chunks: Buffer[] = []
  let size = 0
  request.on('data', (chunk: Buffer) => {
    if (size <= BODY_LIMIT) chunks.push(chunk)
    size += chunk.length
    if (size > PATIENCE) request.destroy()
  })
  request.on('end', () => done(chunks.length ? Buffer.concat(chunks) : undefined))
}

export function writeResponse(response: ServerResponse, { status, headers, body }: SimResponse): void {
  // A flat list of names and values, which Node writes as it is.
  const flat: OutgoingHttpHeader[] = []
  for (const name in headers) flat.push(name, headers[name] as OutgoingHttpHeader)
  if (status === 204) response.writeHead(status, flat).end()
  else {
    flat.push('content-length', Buffer.byteLength(body))
    response.writeHead(status, flat).end(body)
  }
}
