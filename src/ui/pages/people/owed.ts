/** What customers owe, and how much of it is late by the day of their company. */
import { useMemo } from 'react'
import { useRead, useReads } from '../../data/queries.ts'
import { MOST_ROWS, rowsOf } from '../../data/stored.ts'
import { daysBetween } from '../../parts/format.ts'

interface CompanyRow {
  readonly id: string
  readonly timezone: string
}

/** `2026-06-01`, where somebody is; in UTC where nobody knows where that is. */
function dayIn(now: string, timeZone: string): string {
  try {
    return new Intl.DateTimeFormat('en-CA', { timeZone }).format(new Date(now))
  } catch {
    return now.slice(0, 10)
  }
}

/**
 * What day it is for each company, by its id.
 *
 * @param now undefined until it is known
 */
export function useDays(world: string, now: string | undefined): (company: string) => string | undefined {
  const companies = useRead(rowsOf<CompanyRow>(world, 'companies', { page_size: MOST_ROWS })).data
  return useMemo(() => {
    const days = new Map(now ? companies?.rows.map(({ id, timezone }) => [id, dayIn(now, timezone)]) : [])
    return (company) => days.get(company)
  }, [companies, now])
}

export interface TotalsRow {
  readonly id: string
  readonly company: string
  readonly total_balance: number
  readonly open: readonly { readonly due_date: string; readonly balance: number }[]
}

export interface Owed {
  readonly balance: number
  readonly overdue: number
}

const nothing: Owed = { balance: 0, overdue: 0 }

/**
 * What customers of a company owe, or of all of them, by their ids; undefined until it is known.
 *
 * @param listed those who are asked for: what the first page has of them is read by itself
 */
export function useOwed(
  world: string,
  company: string,
  listed: readonly string[],
  now: string | undefined,
): (customer: string) => Owed | undefined {
  const pageOf = (page: number) => rowsOf<TotalsRow>(world, 'customer_totals', { company, page, page_size: MOST_ROWS })
  const first = useRead(pageOf(1)).data
  const known = useMemo(() => new Set(first?.rows.map(({ id }) => id)), [first])
  const pages = Math.ceil((first?.count ?? 0) / MOST_ROWS)
  const more = useReads(
    listed.every((id) => known.has(id)) ? [] : Array.from({ length: Math.max(0, pages - 1) }, (_, at) => pageOf(at + 2)),
  )
  const dayOf = useDays(world, now)
  return useMemo(() => {
    const all = [first, ...more]
    const rows = all.flatMap((page) => page?.rows ?? [])
    const owed = new Map(rows.map((row) => [row.id, owedIn(row, dayOf(row.company))]))
    return (customer) => owed.get(customer) ?? (all.every(Boolean) ? nothing : undefined)
  }, [first, more, dayOf])
}

function owedIn({ total_balance, open }: TotalsRow, today: string | undefined): Owed {
  const late = open.filter(({ due_date }) => today !== undefined && daysBetween(due_date, today) > 0)
  return { balance: total_balance, overdue: late.reduce((sum, { balance }) => sum + Math.round(balance * 100), 0) / 100 }
}
