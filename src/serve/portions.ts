/** How a body is sent slowly: in portions, not more often than a timer can keep up with. */

const SHORTEST_MS = 50

export interface Portions {
  readonly size: number
  readonly everyMs: number
}

export function portionsOf(bytesPerSecond: number): Portions {
  const size = Math.max(1, Math.round((bytesPerSecond * SHORTEST_MS) / 1_000))
  return { size, everyMs: (size * 1_000) / bytesPerSecond }
}
