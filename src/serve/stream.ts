/** Answers that go on, over HTTP and as what `fetch` reads. */

import type { Server, ServerResponse } from 'node:http'
import type { Alarm, EventStream } from '../core/values/event-stream.ts'
import { toUtf8 } from '../core/values/utf8.ts'

/** A comment now and then keeps a silent connection open. */
const HEARTBEAT_MS = 15_000
const HEARTBEAT = ':\n\n'
/** An alarm that failed, or is far away, is looked at again by then. */
const LONGEST_MS = 15_000
const SHORTEST_MS = 5

/** Told to a server that is about to close, so that its streams end. */
export const CLOSING = 'closing'

interface Ringing {
  users: number
  timer: ReturnType<typeof setTimeout> | undefined
}

const ringing = new WeakMap<Alarm, Ringing>()

/** Sets the one timer of an alarm anew: when it is to ring may have changed. */
function set(alarm: Alarm, state: Ringing, longest = alarm.wait()): void {
  clearTimeout(state.timer)
  if (!state.users) return
  state.timer = setTimeout(() => set(alarm, state, ring(alarm)), Math.min(Math.max(longest, SHORTEST_MS), LONGEST_MS))
}

/** How long to wait then. */
function ring(alarm: Alarm): number {
  try {
    if (alarm.wait() <= 0) alarm.ring()
    return alarm.wait()
  } catch {
    // The world is broken: its calls say so.
    return LONGEST_MS
  }
}

/** Lets an alarm ring for as long as it is used. */
function use(alarm: Alarm): { readonly changed: () => void; readonly end: () => void } {
  const state = ringing.get(alarm) ?? { users: 0, timer: undefined }
  ringing.set(alarm, state)
  state.users++
  set(alarm, state)
  return {
    changed: () => set(alarm, state),
    end() {
      state.users--
      set(alarm, state)
    },
  }
}

/** Where a stream goes to. */
interface Reader {
  /** Returns whether there is room for more. */
  readonly write: (text: string) => boolean
  readonly end: () => void
  /** It has not read for long. */
  readonly drop: () => void
}

/** Writes a stream as fast as its reader reads. */
function follow(stream: EventStream, reader: Reader): { readonly pump: () => void; readonly stop: () => void } {
  const alarm = use(stream.alarm)
  let hasRoom = true
  let silentBeats = 0
  let isStopped = false
  const stop = (): void => {
    if (isStopped) return
    isStopped = true
    clearInterval(heart)
    stopListening()
    alarm.end()
  }
  const end = (): void => {
    stop()
    reader.end()
  }
  const next = (): string | undefined => {
    try {
      return stream.next()
    } catch {
      // What cannot be read cannot be read again: who asks for the list of entries is told why.
      end()
      return undefined
    }
  }
  const pump = (): void => {
    for (let text = next(); text; text = next())
      if (!reader.write(text)) {
        hasRoom = false
        return
      }
    if (stream.isOver && !isStopped) end()
  }
  const stopListening = stream.listen(() => {
    alarm.changed()
    if (hasRoom) pump()
  })
  const heart = setInterval(() => {
    if (hasRoom) hasRoom = reader.write(HEARTBEAT)
    silentBeats = hasRoom ? 0 : silentBeats + 1
    if (silentBeats > 1) reader.drop()
  }, HEARTBEAT_MS)
  return {
    pump() {
      hasRoom = true
      pump()
    },
    stop,
  }
}

/** Goes on with an answer whose head is written. */
export function writeStream(response: ServerResponse, stream: EventStream): void {
  const { socket } = response.req
  const server = (socket as { server?: Server }).server
  const end = () => response.end()
  const { pump, stop } = follow(stream, {
    write: (text) => response.write(text),
    end,
    drop: () => response.destroy(),
  })
  socket.setNoDelay(true)
  server?.once(CLOSING, end)
  response.on('drain', pump).once('close', () => {
    stop()
    server?.off(CLOSING, end)
  })
  response.write(HEARTBEAT)
  pump()
}

/**
 * The same for whoever reads it with `fetch`.
 * @param signal ends it: a copy of the answer that nobody reads would keep it open
 */
export function toReadable(stream: EventStream, signal: AbortSignal): ReadableStream<Uint8Array> {
  let following: ReturnType<typeof follow> | undefined
  return new ReadableStream<Uint8Array>({
    start(controller) {
      following = follow(stream, {
        write(text) {
          controller.enqueue(toUtf8(text))
          return (controller.desiredSize ?? 0) > 0
        },
        end: () => controller.close(),
        drop() {
          following?.stop()
          controller.error(new Error('The stream was not read.'))
        },
      })
      const abort = (): void => {
        following?.stop()
        controller.error(signal.reason)
      }
      if (signal.aborted) abort()
      else signal.addEventListener('abort', abort, { once: true })
    },
    pull() {
      following?.pump()
      return undefined
    },
    cancel() {
      following?.stop()
    },
  })
}
