/** Where somebody is: a world, a page of it, and what is behind that. */
import { useLocation } from 'wouter'

export interface Place {
  readonly world: string
  /** The path of a page. */
  readonly page: string
  /** What follows in the address: `17` of `/~trial/calls/17`. */
  readonly rest: readonly string[]
}

export function toPlace(path: string): Place {
  const [, world = 'default', rest = ''] = /^\/~([\w-]+)\/?(.*)$/.exec(path) ?? []
  const [page = '', ...more] = rest.split('/').map(decoded)
  return { world, page, rest: more }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** The address of a page. */
export const addressOf = (world: string, page = '', ...rest: readonly string[]): string =>
  `/~${world}/${[page, ...rest].map(encodeURIComponent).join('/')}`

export function usePlace(): Place {
  const [path] = useLocation()
  return toPlace(path)
}
