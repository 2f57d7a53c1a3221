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
  /** The code of the error that it ended with; undefined for an orderly end. */
  readonly error: string | undefined
}

export function connectTo(url: string): Connection {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname.replace(/[[\]]/g, ''))
  let text = ''
  let error: string | undefined
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
  socket.on('error', ({ code }: NodeJS.ErrnoException) => {
    error = code
  })
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
    get error() {
      return error
    },
  }
}

/** One request on a connection of its own, which ends with the answer. */
function asking(url: string, head: readonly string[], body = ''): Connection {
  const connection = connectTo(url)
  connection.send(`${[...head, 'Connection: close'].join('\r\n')}\r\n\r\n${body}`)
  return connection
}

/** What a server says to it. */
export const ask = (url: string, head: readonly string[], body?: string): Promise<string> => asking(url, head, body).closed

/** What comes for a GET, and how it ends. */
export async function hear(url: string, headers: Readonly<Record<string, string>>) {
  const { host, pathname } = new URL(url)
  const lines = Object.entries({ host, ...headers }).map(([name, value]) => `${name}: ${value}`)
  const connection = asking(url, [`GET ${pathname} HTTP/1.1`, ...lines])
  return { text: await connection.closed, error: connection.error }
}

/** The status of an answer. */
export const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1])
