/** Reads Server-Sent Events from an answer: `fetch` can send a token, and `EventSource` cannot. */

export interface ServerEvent {
  readonly id: string | undefined
  /** `message` unless it says otherwise. */
  readonly event: string
  readonly data: string
}

/** All that came in one piece, at once: so much is looked at together. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent[]> {
  let rest = ''
  for await (const text of texts(body)) {
    const parts = (rest + text).split('\n\n')
    rest = parts.pop() ?? ''
    const events = parts.flatMap((part) => toEvent(part) ?? [])
    if (events.length) yield events
  }
}

async function* texts(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  const reader = body.getReader()
  try {
    for (;;) {
      const { value, done } = await reader.read()
      if (done) return
      yield decoder.decode(value, { stream: true })
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

function toEvent(text: string): ServerEvent | undefined {
  const fields = text.split('\n').map((line) => /^(\w+): ?(.*)$/s.exec(line))
  const fieldOf = (name: string) => fields.find((field) => field?.[1] === name)?.[2]
  const data = fieldOf('data')
  return data === undefined ? undefined : { id: fieldOf('id'), event: fieldOf('event') ?? 'message', data }
}
