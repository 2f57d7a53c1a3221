/** The order in which the rows of a table arrived. A stored row carries its number unseen: whoever reads, copies or compares rows does not meet it. */

class Itself {
  constructor(row: object) {
    // biome-ignore lint/correctness/noConstructorReturn: what is made is the row, with a field more
    return row
  }
}

class Arrived extends Itself {
  readonly #number: number

  constructor(row: object, number: number) {
    super(row)
    this.#number = number
  }

  static numberOf(row: object): number | undefined {
    return #number in row ? row.#number : undefined
  }
}

/** Counted from 1 in each table; undefined for what was never stored, such as a copy of a row. */
export const arrivalOf = (row: object): number | undefined => Arrived.numberOf(row)

/** @returns the row itself */
export function withArrival<R extends object>(row: R, number: number): R {
  new Arrived(row, number)
  return row
}
