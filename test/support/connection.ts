/** A connection to a server, byte by byte: what no client library would send. */
import { connect } from 'node:net'

export interface Connection {
  readonly send: (data: string | Uint8Array) => void
  /** Says that nothing more is sent. */
  readonly end: () => void
  /** All that has come as soon as it shows this; fails if the connection ends before. */
  readonly until: (pattern: RegExp) => Promise<string>
  /** All that has come, when the other side has ended the connection, in whatever way. */
  readonly closed: Promise<string>
  /** Sends the same again and again until the connection ends; returns how many bytes went out. */
  readonly flood: (data: Uint8Array) => Promise<number>
}

export function connectTo(url: string): Connection {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname.replace(/[[\]]/g, ''))
  let text = ''
  const waiting = new Set<() => void>()
  const look = (): void => {
    for (const check of waiting) check()
  }
  socket.setEncoding('latin1')
  socket.on('data', (chunk) => {
    text += chunk
    look()
  })
  // An end without a word is an end.
  socket.on('error', () => {})
  const closed = new Promise<string>((resolve) => socket.on('close', () => resolve(text)))
  void closed.then(look)
  return {
    send: (data) => void socket.write(data),
    end: () => void socket.end(),
    until: (pattern) =>
      new Promise((resolve, reject) => {
        const check = (): void => {
          if (pattern.test(text)) resolve(text)
          else if (socket.closed) reject(new Error(`The connection ended. There came: ${text}`))
          else return
          waiting.delete(check)
        }
        waiting.add(check)
        check()
      }),
    closed,
    flood: async (data) => {
      const more = (): void => {
        while (socket.writable && socket.write(data));
      }
      socket.on('drain', more)
      more()
      await closed
      return socket.bytesWritten
    },
  }
}

/** What a server says to one request, whose connection ends with the answer. */
export function ask(url: string, head: readonly string[], body = ''): Promise<string> {
  const connection = connectTo(url)
  connection.send(`${[...head, 'Connection: close'].join('\r\n')}\r\n\r\n${body}`)
  return connection.closed
}

/** The status of an answer. */
export const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1])
