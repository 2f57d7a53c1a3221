/** Answers that a fault lets come late, slowly, in part or never. */
import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Delivery, SimResponse } from '../core/values/http.ts'
import { portionsOf } from './portions.ts'
import { writeHead, writeResponse } from './write.ts'

/** Sends an answer as it is to be delivered. What waits ends with its connection. */
export function deliver(response: ServerResponse, answer: SimResponse): void {
  const { delivery } = answer
  if (!delivery) writeResponse(response, answer)
  else if (delivery.delayMs) later(response, delivery.delayMs, () => send(response, answer, delivery))
  else send(response, answer, delivery)
}

/** Does something after so many milliseconds, if the connection is still there. */
function later(response: ServerResponse, ms: number, work: () => void): void {
  const { socket } = response.req
  if (socket.destroyed) return
  const cancel = () => clearTimeout(timer)
  const timer = setTimeout(() => {
    socket.off('close', cancel)
    work()
  }, ms)
  socket.once('close', cancel)
}

function send(response: ServerResponse, answer: SimResponse, { connection, lose, bytesPerSecond }: Delivery): void {
  const { socket } = response.req
  const isCut = lose !== undefined || connection === 'reset' || connection === 'empty'
  if (isCut && resends(response)) cut(socket, '\r\n')
  else if (lose) socket.destroy()
  else if (connection === 'reset') reset(socket)
  else if (connection === 'empty') socket.destroySoon()
  else if (connection === 'garbage') cut(socket, GARBAGE)
  else if (connection === 'truncated') truncate(response, answer, bytesPerSecond)
  else if (bytesPerSecond) dribble(response, writeHead(response, answer), bytesPerSecond, () => response.end())
  else writeResponse(response, answer)
}

/**
 * A browser sends a call again, a POST too, where a connection that it had used before ends without a byte, and the page hears
 * nothing of that. An empty line is no answer, but it keeps the browser from it.
 */
const resends = ({ req: { headers } }: ServerResponse): boolean => /^Mozilla\//.test(headers['user-agent'] ?? '')

const cut = (socket: Socket, last: string | Buffer = ''): void => void socket.end(last, () => socket.destroy())

/** No status line, and no bytes that could be taken for one. */
const GARBAGE = Buffer.from('00ff13f7c04e0d0a9d81fe0d0a0d0a7f00d5e6aa0b', 'hex')

/** A connection that is more than TCP cannot be reset, only ended. */
function reset(socket: Socket): void {
  if ('encrypted' in socket || socket.remotePort === undefined) socket.destroy()
  else socket.resetAndDestroy()
}

/** More bytes than any answer has. */
const AT_ONCE = 1_000_000_000

/** The head promises more than comes; an answer without a body ends in its first word: browsers take all of that for an answer. */
function truncate(response: ServerResponse, answer: SimResponse, bytesPerSecond = AT_ONCE): void {
  const { socket } = response.req
  if (!hasBody(response, answer)) {
    cut(socket, 'HTT')
    return
  }
  const body = writeHead(response, answer)
  const half = body.subarray(0, Math.floor(body.length / 2))
  dribble(response, half, bytesPerSecond, () => cut(socket))
}

const hasBody = ({ req }: ServerResponse, { body, bytes }: SimResponse): boolean =>
  req.method !== 'HEAD' && (bytes ?? body).length > 0

/** Sends bytes so slowly; a client that does not read them holds them up. */
function dribble(response: ServerResponse, body: Uint8Array, bytesPerSecond: number, done: () => void): void {
  const { size, everyMs } = portionsOf(bytesPerSecond)
  const send = (from: number): void => {
    const more = () => later(response, everyMs, () => send(from + size))
    const isTaken = response.write(body.subarray(from, from + size))
    if (from + size >= body.length) done()
    else if (isTaken) more()
    else response.once('drain', more)
  }
  response.flushHeaders()
  if (body.length) send(0)
  else done()
}
