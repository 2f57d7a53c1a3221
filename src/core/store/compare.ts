/** Orders of rows: the columns of an index, then the id, so that every order is total. */

export type Key = string | number | boolean | null
export type KeyOf<Row> = (keyof Row & string) | ((row: Row) => Key)
/** A column, or a key made of the row, upwards or downwards. */
export type Order<Row> = { readonly asc: KeyOf<Row> } | { readonly desc: KeyOf<Row> }

/** An ISO datetime as a key: without the `Z`, so that whole seconds sort before their fractions. */
export const moment = (datetime: string | null): Key => (datetime === null ? null : datetime.slice(0, -1))

export function compareIds(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Null comes first. */
export function compareKeys(a: Key, b: Key): number {
  if (a === b) return 0
  if (a === null) return -1
  if (b === null) return 1
  return a < b ? -1 : 1
}

export type Compare<Row> = (a: Row, b: Row) => number

export function reader<Row>(by: KeyOf<Row>): (row: Row) => Key {
  return typeof by === 'function' ? by : (row) => row[by] as Key
}

/** One function for a list of orders, ended by the id. */
export function compareBy<Row extends { readonly id: string }>(orders: readonly Order<Row>[]): Compare<Row> {
  return orders.reduceRight<Compare<Row>>(
    (next, order) => {
      const [read, direction] = 'asc' in order ? [reader(order.asc), 1] : [reader(order.desc), -1]
      return (a, b) => {
        const difference = compareKeys(read(a), read(b))
        return difference === 0 ? next(a, b) : difference * direction
      }
    },
    (a, b) => compareIds(a.id, b.id),
  )
}
