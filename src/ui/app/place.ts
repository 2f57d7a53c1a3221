/** Where somebody is: a world, a page of it, and what is behind that. */
import { useDebouncedCallback } from '@mantine/hooks'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useLocation, useSearch, useSearchParams } from 'wouter'
import { type Sort, toSort } from '../parts/sorted.ts'

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

/** Addresses of a page that keep what is looked for there. */
export function useAddresses(world: string, page: string): (...rest: readonly string[]) => string {
  const search = useSearch()
  return useCallback((...rest) => addressOf(world, page, ...rest) + (search && `?${search}`), [world, page, search])
}

/** Between two letters that somebody types. */
const TYPING_MS = 200

export interface Filters {
  /** The query of the address. */
  readonly params: URLSearchParams
  /** Sets a part of it, or takes it away. */
  readonly set: (name: string, value: string | null | undefined) => void
  /** What is searched for, as it is typed: a moment later it is in the address. */
  readonly text: string
  readonly setText: (text: string) => void
  readonly sort: Sort | undefined
  readonly setSort: (sort: Sort | undefined) => void
}

/** What somebody looks for on a page, by its address. */
export function useFilters(): Filters {
  const [params, setParams] = useSearchParams()
  const inAddress = params.get('search') ?? ''
  const [text, setText] = useState(inAddress)
  /** What the address is known to say: what was typed arrives in it later, when more may have been typed. */
  const known = useRef(inAddress)
  useEffect(() => {
    if (inAddress === known.current) return
    known.current = inAddress
    setText(inAddress)
  }, [inAddress])
  const set = useCallback<Filters['set']>(
    (name, value) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before)
          next.delete(name)
          if (value) next.set(name, value)
          return next
        },
        { replace: true },
      ),
    [setParams],
  )
  const sorted = params.get('sort')
  const sort = useMemo(() => (sorted ? toSort(sorted) : undefined), [sorted])
  const searchSoon = useDebouncedCallback((search: string) => {
    known.current = search
    set('search', search)
  }, TYPING_MS)
  return {
    params,
    set,
    text,
    setText(typed) {
      setText(typed)
      searchSoon(typed)
    },
    sort,
    setSort: (next) => set('sort', next && `${next.isDown ? '-' : ''}${next.column}`),
  }
}
