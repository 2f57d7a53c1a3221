/** What is open, by name: where an address has ids, the title of the tab says what they stand for. */
import { useEffect, useSyncExternalStore } from 'react'
import { cut } from '../parts/format.ts'
import { addressOf, type Place } from './place.ts'

/** Of a name in the title of a tab. */
const MOST = 80
/** They would turn around what follows. */
const turns = /\p{Bidi_Control}/gu

/** By address, as pages came to know them. */
const names = new Map<string, string>()
const listeners = new Set<() => void>()

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Tells what an address is the address of; undefined until that is known. */
export function useName(address: string, name: string | undefined): void {
  useEffect(() => {
    if (name === undefined) return
    names.set(address, cut(name.replace(turns, ''), MOST))
    for (const listener of listeners) listener()
  }, [address, name])
}

/** What is open on a page, the innermost first. */
export function useOpenNames({ world, page, rest }: Place): string {
  const named = () => rest.map((part, at) => names.get(addressOf(world, page, ...rest.slice(0, at + 1))) ?? part)
  const inWords = () => named().reverse().filter(Boolean).join(' · ')
  return useSyncExternalStore(listen, inWords, inWords)
}
