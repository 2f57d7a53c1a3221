/** Rows in the order and of the kind that somebody asked a table for. */

export interface Sort {
  readonly column: string
  readonly isDown: boolean
}

/** As an address has it: `-amount` from the highest down. */
export const toSort = (text: string): Sort => ({ column: text.replace(/^-/, ''), isDown: text.startsWith('-') })

export type Value = string | number | boolean | null | undefined

const collator = new Intl.Collator('en', { numeric: true })

const isNothing = (value: Value): boolean => value === undefined || value === null

const compare = (a: Value, b: Value): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b))

/** What is nothing comes last, whichever way the others go. */
export const sortedBy = <Row>(rows: readonly Row[], toValue: (row: Row) => Value, isDown: boolean): Row[] =>
  rows.toSorted((one, other) => {
    const [a, b] = [toValue(one), toValue(other)]
    if (isNothing(a) || isNothing(b)) return Number(isNothing(a)) - Number(isNothing(b))
    return isDown ? compare(b, a) : compare(a, b)
  })

/** Rows that have all words of a text in some value. */
export function found<Row>(rows: readonly Row[], values: readonly ((row: Row) => Value)[], search: string): readonly Row[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  if (!words.length) return rows
  return rows.filter((row) => {
    const text = values
      .map((toValue) => toValue(row) ?? '')
      .join('\n')
      .toLowerCase()
    return words.every((word) => text.includes(word))
  })
}
