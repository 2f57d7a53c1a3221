/** Rows of a table by pages, of which those in sight are read. */
import { useDebouncedValue } from '@mantine/hooks'
import { useMemo, useState } from 'react'
import type { Query } from '../../data/call.ts'
import { useOnce, useRead, useReads } from '../../data/queries.ts'
import { rowOf, rowsOf } from '../../data/stored.ts'
import { type Field, labelOf, type Row, type Table } from './shape.ts'

const PAGE = 100
/** Pages that are only scrolled past are not read. */
const REST_MS = 60

/** The numbers of the pages from one row to another, counted from 1. */
function pagesOf(from: number, to: number): number[] {
  const first = Math.trunc(from / PAGE) + 1
  const last = Math.trunc(Math.max(from, to) / PAGE) + 1
  return Array.from({ length: last - first + 1 }, (_, at) => first + at)
}

export function useRows(world: string, table: string, query: Query) {
  const [range, setRange] = useState<readonly [number, number]>([0, 0])
  const [[from, to]] = useDebouncedValue(range, REST_MS)
  const pageOf = (page: number) => rowsOf(world, table, { ...query, page, page_size: PAGE })
  const first = useRead(pageOf(1))
  const pages = pagesOf(from, to)
  const read = useReads(pages.map(pageOf))
  return {
    first,
    rowAt: (at: number): Row | undefined => read[pages.indexOf(Math.trunc(at / PAGE) + 1)]?.rows[at % PAGE],
    /** Rows in sight, and some around them. */
    inSight: [from, to] as const,
    setRange,
  }
}

/** What rows are called that others refer to, by their table and id: those that have a name, once it is known. */
export function useNames(
  world: string,
  { references }: Table,
  fields: readonly Field[],
  rows: readonly Row[],
): ReadonlyMap<string, string> {
  const calls = new Map(
    fields.flatMap(({ name }) => {
      const table = references[name]
      if (table === undefined) return []
      return rows.flatMap((row) => {
        const id = row[name]
        return typeof id === 'string' ? [[`${table} ${id}`, rowOf(world, table, id)] as const] : []
      })
    }),
  )
  const read = useOnce([...calls.values()])
  return useMemo(
    () =>
      new Map(
        [...calls].flatMap(([key, { path }]) => {
          const row = read?.get(path)
          return row && labelOf(row) !== row.id ? [[key, labelOf(row)]] : []
        }),
      ),
    [read],
  )
}
