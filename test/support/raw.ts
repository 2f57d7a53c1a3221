/** What comes over a connection for one request, byte by byte, and how it ends. */
import { connect } from 'node:net'

export interface Heard {
  readonly text: string
  /** How many times something came. */
  readonly portions: number
  /** The code of the error that the connection ended with; undefined for an orderly end. */
  readonly error: string | undefined
}

export function hear(url: string, headers: Readonly<Record<string, string>>): Promise<Heard> {
  const { hostname, port, host, pathname } = new URL(url)
  const socket = connect(Number(port), hostname)
  const lines = Object.entries({ host, connection: 'close', ...headers }).map(([name, value]) => `${name}: ${value}`)
  socket.write(`${[`GET ${pathname} HTTP/1.1`, ...lines].join('\r\n')}\r\n\r\n`)
  socket.setEncoding('latin1')
  let text = ''
  let portions = 0
  let error: string | undefined
  socket.on('data', (chunk) => {
    text += chunk
    portions++
  })
  socket.on('error', ({ code }: NodeJS.ErrnoException) => (error = code))
  return new Promise((resolve) => socket.on('close', () => resolve({ text, portions, error })))
}
