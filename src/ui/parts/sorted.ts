/** Rows in the order and of the kind that somebody asked a table for. */

export interface Sort {
  readonly column: string
  readonly isDown: boolean
}

export type Value = string | number | boolean | null | undefined

const collator = new Intl.Collator('en', { numeric: true })

/** What is nothing comes last. */
export function compare(a: Value, b: Value): number {
  const [none, other] = [a === undefined || a === null, b === undefined || b === null]
  if (none || other) return Number(none) - Number(other)
  return typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b))
}

export const sortedBy = <Row>(rows: readonly Row[], toValue: (row: Row) => Value, isDown: boolean): Row[] =>
  rows.toSorted((a, b) => (isDown ? compare(toValue(b), toValue(a)) : compare(toValue(a), toValue(b))))

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
