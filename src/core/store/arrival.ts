/** The order in which the rows of a table arrived. A stored row carries its number unseen: whoever reads, copies or compares rows does not meet it. */

const ARRIVED = Symbol('arrived')

interface Arrived {
  readonly [ARRIVED]?: number
}

/** Counted from 1 in each table; undefined for what was never stored, such as a copy of a row. */
export const arrivalOf = (row: object): number | undefined => (row as Arrived)[ARRIVED]

/** @returns the row itself */
export const withArrival = <R extends object>(row: R, number: number): R => Object.defineProperty(row, ARRIVED, { value: number })
