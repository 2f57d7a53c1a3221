/**
 * Everything that looks random is a function of (seed, kind, number), so that it is the same on every run
 * and never depends on the order of unrelated calls.
 */
import { digest } from '../values/digest.ts'
import { memoize } from '../values/memoize.ts'

/** Hexadecimal digits, at most 64, derived from a seed, the kind of thing and its number. */
export function seededHex(seed: number, kind: string, n: number, length: number): string {
  return digest(`${seed}/${kind}/${n}`).slice(0, length)
}

/** A version 4 UUID derived from a seed, the kind of thing and its number. */
export const seededUuid = (seed: number, kind: string, n: number): string => toUuid(seededHex(seed, kind, n, 32))

/** A version 4 UUID that a row has elsewhere, derived from its id and from what it is there. */
export const foreignUuid = (kind: string, id: string): string => foreignUuidOf(`${kind}/${id}`)

const foreignUuidOf = memoize((cause: string) => toUuid(digest(cause)))

function toUuid(hex: string): string {
  const variant = '89ab'[Number.parseInt(hex[16] as string, 16) % 4]
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** A UUID that shows its number: for the few rows that people type by hand. */
export function numberedUuid(n: number): string {
  return `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`
}

/** A number from 0, up to but not 1. */
export function seededFraction(seed: number, kind: string, n: number): number {
  return Number.parseInt(seededHex(seed, kind, n, 13), 16) / 2 ** 52
}

/** The whole number from one to another, both included, that such a fraction stands for. */
export const numberBetween = (fraction: number, from: number, to: number): number => from + Math.floor(fraction * (to - from + 1))

/** The item of a list that such a fraction stands for. */
export const itemOf = <T>(fraction: number, list: readonly T[]): T => list[Math.floor(fraction * list.length)] as T
