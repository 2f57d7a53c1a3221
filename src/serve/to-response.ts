/** Answers as what `fetch` gives, for MSW and the dashboard in a page. */
import { reasonOf } from '../core/call/status.ts'
import type { SimResponse } from '../core/values/http.ts'
import { toUtf8 } from '../core/values/utf8.ts'
import { portionsOf } from './portions.ts'
import { toReadable } from './stream.ts'

/** An answer as it is to be delivered. What happens to a connection is a network error here. */
export async function toResponse(answer: SimResponse, signal: AbortSignal): Promise<Response> {
  const { delivery } = answer
  if (!delivery) return atOnce(answer, signal)
  const { delayMs, bytesPerSecond, connection, lose } = delivery
  if (delayMs) await passed(delayMs, signal)
  if (connection || lose) return Response.error()
  return bytesPerSecond && (answer.bytes ?? answer.body).length ? slowly(answer, bytesPerSecond, signal) : atOnce(answer, signal)
}

/** Waits so many milliseconds, or until the caller has given up. */
const passed = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done)
  })

/** An answer whose body comes in portions, as fast as it is read and not faster. */
function slowly(answer: SimResponse, bytesPerSecond: number, signal: AbortSignal): Response {
  const { status, statusText, headers } = atOnce(answer, signal)
  const all = answer.bytes ?? toUtf8(answer.body)
  const { size, everyMs } = portionsOf(bytesPerSecond)
  let at = 0
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (at > 0) await passed(everyMs, signal)
      if (signal.aborted) return controller.error(signal.reason)
      controller.enqueue(all.slice(at, at + size))
      at += size
      if (at >= all.length) controller.close()
    },
  })
  return new Response(body, { status, statusText, headers })
}

function atOnce({ status, headers, body, bytes, stream }: SimResponse, signal: AbortSignal): Response {
  const all = Object.entries(headers).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value]] : value.map((v) => [name, v]),
  )
  // Of a file, so that a download can show how far it is.
  if (bytes) all.push(['content-length', String(bytes.length)])
  return new Response((stream ? toReadable(stream, signal) : (bytes ?? (body === '' ? null : body))) as BodyInit | null, {
    status,
    statusText: reasonOf(status),
    headers: all as [string, string][],
  })
}
