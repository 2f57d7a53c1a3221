/** Node's requests and responses as the simulator's, for the server and for Express. */
import type { IncomingMessage, OutgoingHttpHeader, ServerResponse } from 'node:http'
import type { SimRequest, SimResponse } from '../core/http.ts'

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

/** A body that goes on and on is cut off here: at so many times what it may have. */
const PATIENCE = 32

/** Reads the body to the end, but keeps no more than one byte beyond the limit: enough to see that it is too long. */
export function readBody(request: IncomingMessage, limit: number, done: (body: Uint8Array | undefined) => void): void {
  const bytes = new Bytes(Math.min(Number(request.headers['content-length']) || 0, limit + 1))
  request.on('data', (chunk: Buffer) => {
    bytes.add(chunk, limit + 1)
    if (bytes.arrived > PATIENCE * limit) request.destroy()
  })
  request.on('end', () => done(bytes.arrived ? bytes.all() : undefined))
}

const BLOCK = 65_536

/** Bytes as they come: in one buffer where their number is announced, else in blocks, which are put together in the end. */
class Bytes {
  arrived = 0
  #kept = 0
  readonly #blocks: Buffer[]
  /** What is free of the last block. */
  #room: Buffer

  constructor(announced: number) {
    this.#room = Buffer.allocUnsafe(announced)
    this.#blocks = [this.#room]
  }

  /** Keeps no more than `most` in all. */
  add(chunk: Buffer, most: number): void {
    this.arrived += chunk.length
    let rest = chunk.subarray(0, most - this.#kept)
    while (rest.length) rest = rest.subarray(this.#fill(rest))
  }

  #fill(bytes: Buffer): number {
    if (this.#room.length === 0) this.#blocks.push((this.#room = Buffer.allocUnsafeSlow(BLOCK)))
    const copied = bytes.copy(this.#room)
    this.#room = this.#room.subarray(copied)
    this.#kept += copied
    return copied
  }

  all(): Buffer {
    const [only, ...more] = this.#blocks
    return only && more.length === 0 && this.#room.length === 0 ? only : Buffer.concat(this.#blocks, this.#kept)
  }
}

export function writeResponse(response: ServerResponse, { status, headers, body, bytes }: SimResponse): void {
  // A flat list of names and values, which Node writes as it is.
  const flat: OutgoingHttpHeader[] = []
  for (const name in headers) flat.push(name, headers[name] as OutgoingHttpHeader)
  if (status === 204) response.writeHead(status, flat).end()
  else {
    flat.push('content-length', bytes ? bytes.length : Buffer.byteLength(body))
    response.writeHead(status, flat).end(bytes ?? body)
  }
}
