/** Orders of rows: the columns of an index, then the order of arrival, so that every order is total. */
import { folded } from '../values/folded.ts'
import { arrivalOf } from './arrival.ts'

export type Key = string | number | boolean | null
export type KeyOf<Row> = (keyof Row & string) | ((row: Row) => Key)
/** A column, or a key made of the row: upwards or downwards, as points in time, or as names. */
export type Order<Row> =
  | { readonly asc: KeyOf<Row> }
  | { readonly desc: KeyOf<Row> }
  | { readonly oldest: KeyOf<Row> }
  | { readonly newest: KeyOf<Row> }
  | { readonly az: KeyOf<Row> }
  | { readonly za: KeyOf<Row> }

/** Ids that are numbers come in the order of the numbers. */
export function compareIds(a: string, b: string): number {
  if (a.length !== b.length && startsWithDigit(a) && startsWithDigit(b)) return a.length - b.length
  return a < b ? -1 : a > b ? 1 : 0
}

function startsWithDigit(id: string): boolean {
  const code = id.charCodeAt(0)
  return code >= 48 && code <= 57
}

/** Null comes first. */
export function compareKeys(a: Key, b: Key): number {
  if (a === b) return 0
  if (a === null) return -1
  if (b === null) return 1
  return a < b ? -1 : 1
}

/** ISO datetimes in UTC: those with a fraction of a second come after those without. Null comes first. */
export function compareInstants(a: Key, b: Key): number {
  if (typeof a !== 'string' || typeof b !== 'string' || a.length === b.length) return compareKeys(a, b)
  return compareKeys(a.slice(0, -1), b.slice(0, -1))
}

/** Names: neither case nor accents count, unless nothing else tells them apart. Nearly all differ within plain letters. */
function compareNames(a: Key, b: Key): number {
  if (typeof a !== 'string' || typeof b !== 'string') return compareKeys(a, b)
  const shorter = Math.min(a.length, b.length)
  for (let i = 0; i < shorter; i++) {
    const [left, right] = [smallAt(a, i), smallAt(b, i)]
    if (left > LAST_PLAIN || right > LAST_PLAIN) return compareKeys(folded(a), folded(b)) || compareKeys(a, b)
    if (left !== right) return left - right
  }
  return compareKeys(folded(a), folded(b)) || compareKeys(a, b)
}

const LAST_PLAIN = 127

function smallAt(text: string, at: number): number {
  const code = text.charCodeAt(at)
  return code >= 65 && code <= 90 ? code + 32 : code
}

export type Compare<Row> = (a: Row, b: Row) => number

export function reader<Row>(by: KeyOf<Row>): (row: Row) => Key {
  return typeof by === 'function' ? by : (row) => row[by] as Key
}

/** One function for a list of orders. Rows that are alike in it come as they arrived, or the other way round where the last order goes downwards. */
export function compareBy<Row extends { readonly id: string }>(orders: readonly Order<Row>[]): Compare<Row> {
  const last = orders.at(-1)
  return orders.reduceRight<Compare<Row>>(
    (next, order) => {
      const { by, compare, direction } = parts(order)
      return (a, b) => {
        const left = typeof by === 'string' ? (a[by] as Key) : by(a)
        const right = typeof by === 'string' ? (b[by] as Key) : by(b)
        const difference = left === right ? 0 : compare(left, right)
        return difference === 0 ? next(a, b) : difference * direction
      }
    },
    byArrival(last ? parts(last).direction : 1),
  )
}

/** A place that is no row has not arrived: its id says where it stands. */
function byArrival(direction: 1 | -1): Compare<{ readonly id: string }> {
  return (a, b) => {
    const left = arrivalOf(a)
    const right = arrivalOf(b)
    if (left === undefined || right === undefined || left === right) return compareIds(a.id, b.id)
    return (left - right) * direction
  }
}

function parts<Row>(order: Order<Row>): { by: KeyOf<Row>; compare: typeof compareKeys; direction: 1 | -1 } {
  if ('asc' in order) return { by: order.asc, compare: compareKeys, direction: 1 }
  if ('desc' in order) return { by: order.desc, compare: compareKeys, direction: -1 }
  if ('az' in order) return { by: order.az, compare: compareNames, direction: 1 }
  if ('za' in order) return { by: order.za, compare: compareNames, direction: -1 }
  if ('oldest' in order) return { by: order.oldest, compare: compareInstants, direction: 1 }
  return { by: order.newest, compare: compareInstants, direction: -1 }
}
