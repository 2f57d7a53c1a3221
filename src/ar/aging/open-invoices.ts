/** The open invoices of a company by age: each bucket is a period of due dates. */
import { placeBehind, type Slice } from '../../core/store/select.ts'
import type { World } from '../../core/world/handle.ts'
import { agingBuckets, type InvoiceRow, invoices } from '../invoices/invoice.ts'
import { limitsOn } from './figures.ts'

export type Bucket = (typeof agingBuckets)[number]

/** One slice for each bucket, the one that is due first first. */
export function openByAge(world: World, company: string, today: string, buckets: readonly Bucket[]): Slice<InvoiceRow>[] {
  const rows = world.table(invoices).in('byState', company, 'open')
  const limits = limitsOn(today)
  const behind = (limit: string | undefined) => (limit === undefined ? undefined : placeBehind<InvoiceRow>({ due_date: limit }))
  return agingBuckets.flatMap((bucket, i) =>
    buckets.includes(bucket) ? [{ rows, from: behind(limits[i]), until: behind(limits[i - 1]) }] : [],
  )
}
