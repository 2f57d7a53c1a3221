/** Where a request goes: which world, which API, which path of it. Worked out once, for every way of serving. */
import type { Api } from './call/api.ts'
import { readJson } from './call/body.ts'
import type { SimRequest } from './values/http.ts'

/** One API that a path belongs to, with the path below its base. */
interface Place {
  readonly api: Api
  readonly route: string
}

export interface Address {
  /** The world of the path prefix `/~id`. */
  readonly worldId: string | undefined
  /** More than one where the body decides; the first that claims a call answers it. */
  readonly places: readonly [Place, ...Place[]]
  /** The path without that prefix, as it was sent. */
  readonly path: string
  /** What is behind the question mark. */
  readonly search: string
  /** How many bytes a body may have. */
  readonly bodyLimit: number
}

/** The path and query of a request target, which may be a whole URL. */
export const toPath = (target: string): string =>
  target.startsWith('/') ? target : target.replace(/^https?:\/\/[^/?#]*/i, '').replace(/^(?!\/)/, '/')

/** The host that a whole URL is of; undefined for a path. */
export const hostOf = (target: string): string | undefined => /^https?:\/\/([^/?#]*)/i.exec(target)?.[1]

/**
 * @param target path and query, or a whole URL
 * @returns undefined for a path that no API owns
 */
export function addressOf(apis: readonly Api[], target: string): Address | undefined {
  const { worldId, path, search } = split(toPath(target))
  let first: Place | undefined
  let others: Place[] | undefined
  for (const api of apis) {
    const route = api.owns(path)
    if (route === undefined) continue
    if (!first) first = { api, route }
    else (others ??= []).push({ api, route })
    if (!api.claims) break
  }
  if (!first) return undefined
  return others
    ? {
        worldId,
        path,
        places: [first, ...others],
        search,
        bodyLimit: Math.max(limitOf(first), ...others.map(limitOf)),
      }
    : { worldId, path, places: [first], search, bodyLimit: limitOf(first) }
}

const limitOf = ({ api, route }: Place): number => api.bodyLimitOf(route)

/** The API that answers: where several could, by what the body says. */
export function placeOf({ places }: Address, request: SimRequest): Place {
  const [first] = places
  if (places.length === 1) return first
  const reading = readJson(request, first.api.bodyLimit)
  const fields = 'fields' in reading ? reading.fields : {}
  return places.find(({ api, route }) => api.claims?.(route, fields) ?? true) ?? first
}

/** The world that the path prefix `/~id` names, the path without that, and what is behind the question mark. */
export function split(target: string): { worldId: string | undefined; path: string; search: string } {
  const query = target.indexOf('?')
  const path = query < 0 ? target : target.slice(0, query)
  const search = query < 0 ? '' : target.slice(query + 1)
  if (!path.startsWith('/~')) return { worldId: undefined, path, search }
  const end = path.indexOf('/', 1)
  return end < 0 ? { worldId: path.slice(2), path: '/', search } : { worldId: path.slice(2, end), path: path.slice(end), search }
}
