/** The collections of a world. */
import type { ar } from '../ar/index.ts'
import type { AnyTable, RowOf } from '../core/store/definition.ts'
import type { World } from '../core/world/world.ts'
import type { crm } from '../crm/index.ts'
import { Collection } from './collection.ts'

type Tables = (typeof ar | typeof crm)['resources'][number]['tables'][number]

/** A collection per table, by the table's name; a world has those of its simulator's APIs. */
export type Collections = {
  readonly [Table in Tables as Table['isDerived'] extends true ? never : Table['name']]: Collection<RowOf<Table>>
}

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
  const tables = world.tables.filter((table: AnyTable) => !table.isDerived && world.about(table))
  return Object.fromEntries(tables.map((table) => [table.name, new Collection(world, table)])) as unknown as Collections
}
