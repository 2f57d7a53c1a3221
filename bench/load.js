/**
 * Closed-loop load over raw sockets: each connection sends its next request when the last one is answered, never earlier.
 * The sender never sleeps: on a virtual machine, waking it would cost a server more than the answer, the more the slower the server is.
 */
import { connect } from 'node:net'
import { performance } from 'node:perf_hooks'
import { median } from './median.js'

export const CONNECTIONS = 16

/** The text of a request. */
export function toText(method, path, headers = {}) {
  const lines = Object.entries({ host: '127.0.0.1', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`)
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`
}

/** A source of requests: one of these at random. */
export const anyOf = (texts) => () => texts[Math.floor(Math.random() * texts.length)]

/**
 * Loads several servers in turns, A, B, A, B, … after a warm-up of each.
 * @param peers each a server's process with a source of requests
 * @returns for each the medians of requests per second and of the server's CPU time per request
 */
export async function loadInTurns(peers, { rounds = 3, ms = 1500, warmUpMs = 700 } = {}) {
  const results = peers.map(() => ({ perSecond: [], cpuUs: [] }))
  for (const peer of peers) await loadFor(peer, warmUpMs)
  for (let round = 0; round < rounds; round++)
    for (const [i, peer] of peers.entries())
      for (const [name, value] of Object.entries(await loadFor(peer, ms))) results[i][name].push(value)
  return results.map(({ perSecond, cpuUs }) => ({ perSecond: median(perSecond), cpuUs: median(cpuUs) }))
}

async function loadFor({ server, next }, ms) {
  const { port } = server.ready
  let answers = 0
  const stopped = { is: false }
  const connections = await Promise.all(Array.from({ length: CONNECTIONS }, () => open(port, next, stopped, () => answers++)))
  const { cpuUs } = await server.ask('cpu')
  const start = performance.now()
  for (const { send } of connections) send()
  const stayAwake = () => stopped.is || setImmediate(stayAwake)
  stayAwake()
  const failure = await Promise.race([
    new Promise((resolve) => setTimeout(resolve, ms)),
    ...connections.map(({ failed }) => failed),
  ])
  const seconds = (performance.now() - start) / 1000
  stopped.is = true
  for (const { socket } of connections) socket.destroy()
  if (failure) throw failure
  return { perSecond: answers / seconds, cpuUs: ((await server.ask('cpu')).cpuUs - cpuUs) / answers }
}

/** One connection. Answers are told apart by their content-length; one that is not a 200 ends the measurement. */
function open(port, next, stopped, answered) {
  let head = ''
  let missing = 0
  let socket
  let fail
  const failed = new Promise((resolve) => (fail = resolve))
  const send = () => socket.write(next(), 'latin1')
  const done = () => {
    answered()
    if (!stopped.is) send()
  }
  const read = (size, bytes) => {
    if (missing > 0) {
      missing -= size
      if (missing === 0) done()
      return true
    }
    head += bytes.latin1Slice(0, size)
    const end = head.indexOf('\r\n\r\n')
    if (end < 0) return true
    const length = /\ncontent-length: (\d+)/i.exec(head)?.[1]
    if (!head.startsWith('200', 9) || length === undefined) fail(new Error(`Not a measurable answer: ${head}`))
    missing = Number(length) - (head.length - end - 4)
    head = ''
    if (missing === 0) done()
    return true
  }
  return new Promise((resolve, reject) => {
    socket = connect({ port, host: '127.0.0.1', noDelay: true, onread: { buffer: Buffer.allocUnsafe(65_536), callback: read } })
    socket.once('connect', () => resolve({ socket, send, failed }))
    socket.once('error', reject)
    socket.on('error', fail)
    socket.on('close', () => !stopped.is && fail(new Error('The server closed a connection.')))
  })
}
