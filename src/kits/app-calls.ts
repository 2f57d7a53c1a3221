/** Which calls of a page are for the simulator. */
import type { Simulator } from '../core/simulator.ts'
import { mountOf } from '../core/values/http.ts'
import { documentFor } from '../serve/documents.ts'

/**
 * What a page calls of the simulator, below the point where that is mounted. Pages of an app may have the same origin, and are not its own.
 *
 * @param simulator one with all APIs that it may serve
 * @param base the address of the simulator
 * @returns undefined for any other call, and for one that names its world
 */
export function simulatorPath(simulator: Simulator, base: string, url: URL): string | undefined {
  const { origin, pathname } = new URL(base)
  const mount = mountOf(pathname)
  if (url.origin !== origin || !url.pathname.startsWith(`${mount}/`)) return undefined
  const path = url.pathname.slice(mount.length) + url.search
  if (path.startsWith('/~')) return undefined
  return (simulator.route(path) ?? documentFor(simulator, path)) && path
}
