/** Which insights a list has, and the part of it that a page shows. It is made of parts that know how long they are, so that no page reads the others. */
import type { World } from '../../core/world/handle.ts'
import type { Company } from '../companies/company.ts'
import { type Customer, customers } from '../customers/customer.ts'
import { customerTotals } from '../customers/customer-totals.ts'
import { closedStates, type InvoiceRow, type InvoiceState, invoices, isOpen } from '../invoices/invoice.ts'
import { type InsightType, insightTypes, type TargetType, targetOf } from './insight-id.ts'
import type { Subject } from './to-insight.ts'

export interface Asked {
  readonly target_type?: TargetType | undefined
  readonly target_id?: string | undefined
  readonly insight_type?: string | undefined
  readonly customer_id?: string | undefined
  readonly invoice_id?: string | undefined
  readonly active_only: boolean
}

interface Part<R> {
  readonly size: number
  readonly rows: (offset: number, limit: number) => readonly R[]
}

const listed = <R>(rows: readonly R[]): Part<R> => ({
  size: rows.length,
  rows: (offset, limit) => rows.slice(offset, offset + limit),
})

/** In order: of the portfolio, of customers, of invoices; then, where it is asked for, of closed invoices. */
export function subjectsOn(
  world: World,
  company: Company,
  asked: Asked,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): { count: number; subjects: Subject[] } {
  const subjects: Subject[] = []
  let count = 0
  for (const [type, part] of partsOf(world, company, asked)) {
    const start = Math.max(0, offset - count)
    const wanted = limit - subjects.length
    if (wanted > 0 && start < part.size)
      for (const row of part.rows(start, wanted)) subjects.push({ type, row } as unknown as Subject)
    count += part.size
  }
  return { count, subjects }
}

function partsOf(world: World, company: Company, asked: Asked): [InsightType, Part<unknown>][] {
  const type = asked.insight_type?.toLowerCase() ?? ''
  const wanted = insightTypes.filter(
    (each) => each.includes(type) && (asked.target_type === undefined || targetOf(each) === asked.target_type),
  )
  const partOf = (each: InsightType): Part<unknown> => {
    if (targetOf(each) === 'portfolio') return listed(isAboutAll(company, asked) ? [company] : [])
    return targetOf(each) === 'customer' ? customersOf(world, company, asked) : invoicesOf(world, company, asked, true)
  }
  const closed = asked.active_only ? [] : wanted.filter((each) => targetOf(each) === 'invoice')
  return [
    ...wanted.map((each): [InsightType, Part<unknown>] => [each, partOf(each)]),
    ...closed.map((each): [InsightType, Part<unknown>] => [each, invoicesOf(world, company, asked, false)]),
  ]
}

const isAboutAll = ({ id }: Company, { target_id = id, customer_id, invoice_id }: Asked): boolean =>
  target_id === id && customer_id === undefined && invoice_id === undefined

/** All customers, those who owe most first; or the one that is asked for. */
function customersOf(world: World, company: Company, { target_id, customer_id, invoice_id }: Asked): Part<Customer> {
  if (invoice_id !== undefined) return listed([])
  const id = target_id ?? customer_id
  if (id === undefined) return allCustomers(world, company)
  const row = world.table(customers).get(id)
  return listed(row?.company === company.id && (customer_id ?? id) === id ? [row] : [])
}

function allCustomers(world: World, { id }: Company): Part<Customer> {
  const slices = [{ rows: world.table(customerTotals).in('highest', id) }]
  return {
    size: world.table(customerTotals).count('highest', slices),
    rows: (offset, limit) =>
      world
        .table(customerTotals)
        .select('highest', slices, { offset, limit })
        .rows.map((totals) => world.table(customers).get(totals.id) as Customer),
  }
}

/** The open or the closed invoices, by due date; or those that are asked for. */
function invoicesOf(world: World, company: Company, asked: Asked, open: boolean): Part<InvoiceRow> {
  const { target_id, customer_id, invoice_id } = asked
  const id = target_id ?? invoice_id
  const fits = (row: InvoiceRow | undefined): row is InvoiceRow =>
    row?.company === company.id && isOpen(row) === open && (customer_id ?? row.customer) === row.customer
  if (id !== undefined) return listed((invoice_id ?? id) === id ? [world.table(invoices).get(id)].filter(fits) : [])
  if (customer_id !== undefined) return listed(world.table(invoices).list('ofCustomer', customer_id).filter(fits))
  return invoicesIn(world, company, open ? ['open'] : closedStates)
}

function invoicesIn(world: World, { id }: Company, states: readonly InvoiceState[]): Part<InvoiceRow> {
  const slices = states.map((state) => ({ rows: world.table(invoices).in('byState', id, state) }))
  return {
    size: world.table(invoices).count('byState', slices),
    rows: (offset, limit) => world.table(invoices).select('byState', slices, { offset, limit }).rows,
  }
}
