/** Node's requests and responses as the simulator's, for the server and for Express. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Address } from '../core/address.ts'
import type { Simulator } from '../core/simulator.ts'
import { pathAlone, type SimRequest, type SimResponse } from '../core/values/http.ts'
import type { Entry } from '../core/world/journal/entry.ts'
import { deliver } from './delivery.ts'
import type { LoggedCall } from './log.ts'

/** A request that has found its address. */
export interface Received {
  readonly address: Address
  /** Path and query, below the point where the simulator is mounted. */
  readonly url: string
  readonly sender: Sender
  /** What a parser that came first has made of the body. */
  readonly parsed?: unknown
  readonly log?: Log | undefined
}

/** Lets the simulator answer a request. */
export function answerRequest(
  simulator: Simulator,
  request: IncomingMessage,
  response: ServerResponse,
  { address, url, sender, parsed, log }: Received,
): void {
  const answer = (body?: Body, isTooLarge = false): void => {
    const asked: SimRequest = { method: request.method as string, url, ...sender, body, isTooLarge }
    deliver(response, log ? logged(simulator, address, asked, log) : simulator.handle(asked, address))
  }
  if (request.method === 'GET' || request.method === 'HEAD') answer()
  else if (request.readableEnded) answer(isBody(parsed) ? parsed : JSON.stringify(parsed))
  else
    readBody(request, address.bodyLimit, (body, isTooLarge) => {
      if (isTooLarge) closeAfter(request, response)
      answer(body, isTooLarge)
    })
}

/** Hears of every call that was answered. */
export type Log = (call: LoggedCall) => void

function logged(simulator: Simulator, address: Address, request: SimRequest, log: Log): SimResponse {
  const world = address.worldId ?? request.headers['x-sim-world'] ?? 'default'
  const entries: Entry[] = []
  const response = simulator.hear(
    (entry) => entries.push(entry),
    () => simulator.handle(request, address),
  )
  const time = new Date().toISOString()
  log({ time, world, method: request.method, path: pathAlone(request.url), response, entries })
  return response
}

type Body = string | Uint8Array | undefined

const isBody = (parsed: unknown): parsed is Body =>
  parsed === undefined || typeof parsed === 'string' || parsed instanceof Uint8Array

/** Where the simulator is mounted, as the caller sees it. */
export const toOrigin = ({ socket, headers }: IncomingMessage, mountedAt: string): string =>
  `${'encrypted' in socket ? 'https' : 'http'}://${headers.host ?? 'localhost'}${mountedAt}`

/** What a request says of who sends it. */
export interface Sender {
  /** Where the simulator is mounted, as they see it. */
  readonly origin: string
  readonly headers: SimRequest['headers']
}

export const toSender = (request: IncomingMessage, mountedAt: string): Sender => ({
  origin: toOrigin(request, mountedAt),
  headers: request.headers as SimRequest['headers'],
})

/** So many are remembered. */
const MOST_SENDERS = 8

/**
 * Who sends requests that nobody else has changed: most send the same headers each time, and what follows from them is not
 * worked out again.
 */
export function senders(): (request: IncomingMessage) => Sender {
  const known: { readonly raw: readonly string[]; readonly isEncrypted: boolean; readonly sender: Sender }[] = []
  return (request) => {
    const { rawHeaders: raw } = request
    const isEncrypted = 'encrypted' in request.socket
    for (const each of known) if (each.isEncrypted === isEncrypted && areAlike(each.raw, raw)) return each.sender
    const sender = Object.freeze(toSender(request, ''))
    Object.freeze(sender.headers)
    if (known.unshift({ raw, isEncrypted, sender }) > MOST_SENDERS) known.pop()
    return sender
  }
}

function areAlike(some: readonly string[], others: readonly string[]): boolean {
  if (some.length !== others.length) return false
  for (let at = 0; at < some.length; at++) if (some[at] !== others[at]) return false
  return true
}

/** How many bytes a request says it has. */
const announced = ({ headers }: IncomingMessage): number => Number(headers['content-length']) || 0

/** Reads a body to its end, or until it is longer than it may be. */
function readBody(
  request: IncomingMessage,
  limit: number,
  done: (body: Uint8Array | undefined, isTooLarge: boolean) => void,
): void {
  if (announced(request) > limit) {
    done(undefined, true)
    return
  }
  const bytes = new Bytes(announced(request))
  const end = () => done(bytes.length ? bytes.all() : undefined, false)
  const add = (chunk: Buffer): void => {
    if (bytes.length + chunk.length <= limit) bytes.add(chunk)
    else {
      request.off('data', add).off('end', end)
      done(undefined, true)
    }
  }
  request.on('data', add).on('end', end)
}

const BLOCK = 65_536

/** Bytes as they come: in one buffer where their number is announced, else in blocks, which are put together in the end. */
class Bytes {
  length = 0
  readonly #blocks: Buffer[]
  /** What is free of the last block. */
  #room: Buffer

  constructor(announced: number) {
    this.#room = Buffer.allocUnsafe(announced)
    this.#blocks = [this.#room]
  }

  add(chunk: Buffer): void {
    let rest = chunk
    while (rest.length) rest = rest.subarray(this.#fill(rest))
    this.length += chunk.length
  }

  #fill(bytes: Buffer): number {
    if (this.#room.length === 0) this.#blocks.push((this.#room = Buffer.allocUnsafeSlow(BLOCK)))
    const copied = bytes.copy(this.#room)
    this.#room = this.#room.subarray(copied)
    return copied
  }

  all(): Buffer {
    const [only, ...more] = this.#blocks
    return only && more.length === 0 && this.#room.length === 0 ? only : Buffer.concat(this.#blocks, this.length)
  }
}

/** For so long, and so many bytes, what a client still sends is thrown away, so that it comes to read its answer. */
const LINGER = { ms: 1_000, bytes: 4_000_000 }

/** Closes the connection once the answer is out: what comes of the body is not read any more. */
function closeAfter(request: IncomingMessage, response: ServerResponse): void {
  const { socket } = request
  response.shouldKeepAlive = false
  let rest = LINGER.bytes
  request.on('data', (chunk: Buffer) => {
    rest -= chunk.length
    if (rest < 0) socket.destroy()
  })
  // An abrupt end would take the answer away from a client that is still sending.
  socket.destroySoon = () => {
    socket.end()
    setTimeout(() => socket.destroy(), LINGER.ms).unref()
  }
}

/** Whether a request that waits for leave to send its body may send it. */
export const mayContinue = (request: IncomingMessage, limit: number): boolean => announced(request) <= limit
