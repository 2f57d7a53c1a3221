/** Server-Sent Events: an answer that goes on. */

/** The body of an answer that goes on for as long as somebody reads it. Nothing is buffered: whoever writes it takes what is next. */
export interface EventStream {
  /** What is to be written next; undefined as long as there is nothing. */
  next(): string | undefined
  /** Whether nothing will come any more. */
  readonly isOver: boolean
  /**
   * Hears that there is something.
   * @returns ends that
   */
  listen(wake: () => void): () => void
  /** The same for all streams of a world. */
  readonly alarm: Alarm
}

/** When something happens by itself next, and what makes it happen. */
export interface Alarm {
  /** Milliseconds from now; infinity where nothing will. */
  wait(): number
  ring(): void
}

/** One event, as it is written. */
export function toEventText(data: unknown, { id, event }: { readonly id?: string; readonly event?: string }): string {
  const head = `${id === undefined ? '' : `id: ${id}\n`}${event === undefined ? '' : `event: ${event}\n`}`
  return `${head}data: ${JSON.stringify(data)}\n\n`
}
