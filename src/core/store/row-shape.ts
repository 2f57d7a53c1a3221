/** A row with the columns of a table, in its order; undefined where it lacks one. */
type Literal = (row: object) => object | undefined

/** Brings the columns of a row into the order of its table: rows of one shape are read several times as fast. */
export function shaper(columns: readonly string[]): <R extends object>(row: R) => R {
  let literal: Literal | undefined
  return <R extends object>(row: R) => ((literal ??= literalOf(columns))(row) as R | undefined) ?? shaped(row, columns)
}

function shaped<R extends object>(row: R, columns: readonly string[]): R {
  const copy: Record<string, unknown> = {}
  for (const column of columns) {
    const value = row[column as keyof R]
    if (value !== undefined) copy[column] = value
  }
  return copy as R
}

/** A literal takes a tenth of the time of one column after another. Where a page or a process compiles no text, there is none. */
function literalOf(columns: readonly string[]): Literal {
  const values = columns.map((column) => `row[${JSON.stringify(column)}]`)
  const lacks = values.map((value) => `${value} === undefined`).join(' || ')
  const literal = columns.map((column, i) => `${JSON.stringify(column)}: ${values[i]}`).join(', ')
  try {
    return new Function('row', `return ${lacks} ? undefined : { ${literal} }`) as Literal
  } catch {
    return () => undefined
  }
}
