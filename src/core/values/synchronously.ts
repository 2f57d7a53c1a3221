/** Work that has to be over when it returns. */

/** @throws where it goes on later: what it does then would be lost, or come in the middle of something else */
export function synchronously<T>(work: () => T): T {
  const result = work()
  if (typeof (result as { then?: unknown } | null | undefined)?.then !== 'function') return result
  // What becomes of it is of no interest any more.
  void Promise.resolve(result).catch(() => {})
  throw new Error('It is asynchronous, and has to be over when it returns: leave out async and await.')
}
