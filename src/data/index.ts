/**
 * The rows of a world for the author of a test, in the dialect of `@msw/data`.
 * @module
 */
import type { AnyTable, RowOf } from '../core/store/definition.ts'
import type { World } from '../core/world.ts'
import { Collection } from './collection.ts'
import { tables } from './tables.ts'

/** A collection per table, by the table's name. */
export type Collections = { readonly [Name in keyof typeof tables]: Collection<RowOf<(typeof tables)[Name]>> }

/**
 * The rows of a world, to find, make, change and delete. What is done here shows at once in the API, and the other way round.
 *
 * Calls are synchronous; awaiting them does no harm. The collections stay good when the world is reset.
 *
 * @example
 * const db = collections(simulator.world())
 * const customer = db.customers.create({ customer_company_name: 'Acme' })
 * db.invoices.create({ customer: customer.id, amount: 1200 })
 * db.actions.findFirst((q) => q.where({ status: 'proposed' }))
 */
export function collections(world: World): Collections {
  const entries = Object.entries<AnyTable>(tables).map(([name, table]) => [name, new Collection(world, table)])
  return Object.fromEntries(entries) as Collections
}

export { Query } from '@msw/data'
export type { Columns } from '../core/store/definition.ts'
export type { Collection, ManyOptions, StrictOption } from './collection.ts'
export { CollectionError, type Reason } from './collection-error.ts'
export type { Draft, UpdateOption } from './row.ts'
export type { OrderBy, PageOptions, Predicate, SortOptions } from './select.ts'
