/** The simulator's answers as Node's. */
import type { OutgoingHttpHeader, ServerResponse } from 'node:http'
import { reasonOf } from '../core/call/status.ts'
import { encodedText } from '../core/values/encoded-text.ts'
import type { SimResponse } from '../core/values/http.ts'
import { writeStream } from './stream.ts'

export function writeResponse(response: ServerResponse, answer: SimResponse): void {
  const { status, headers, body, stream } = answer
  const bytes = answer.bytes ?? encodedText(answer)
  const length = bytes ? bytes.length : Buffer.byteLength(body)
  const flat = headersOf(response, answer, length)
  if (stream) {
    response.writeHead(status, reasonOf(status), flat)
    writeStream(response, stream)
  } else if (status === 204 || 'content-length' in headers) response.writeHead(status, reasonOf(status), flat).end()
  else response.writeHead(status, reasonOf(status), flat).end(bytes ?? body, length === body.length ? 'latin1' : 'utf8')
}

/** The head alone; returns the bytes that are to follow. */
export function writeHead(response: ServerResponse, answer: SimResponse): Uint8Array {
  const body = answer.bytes ?? Buffer.from(answer.body)
  response.writeHead(answer.status, reasonOf(answer.status), headersOf(response, answer, body.length))
  return body
}

/** A flat list of names and values, which Node writes as it is. A text of ASCII alone is written faster as Latin-1. */
function headersOf(response: ServerResponse, { status, headers, stream }: SimResponse, length: number): OutgoingHttpHeader[] {
  const flat: OutgoingHttpHeader[] = []
  for (const name in headers) flat.push(name, headers[name] as OutgoingHttpHeader)
  if (!response.shouldKeepAlive) flat.push('connection', 'close')
  if (status !== 204 && !stream && !('content-length' in headers)) flat.push('content-length', length)
  return flat
}
