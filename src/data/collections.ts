/** The collections of a world. */
import type { ar } from '../ar/index.ts'
import type { AnyTable, KeptOf, Row, RowOf } from '../core/store/definition.ts'
import { isMistaken, noSuch } from '../core/values/nearest-name.ts'
import { CollectionError } from '../core/world/rows/collection-error.ts'
import type { World } from '../core/world/world.ts'
import type { crm } from '../crm/index.ts'
import { Collection } from './collection.ts'

type Tables = (typeof ar | typeof crm)['resources'][number]['tables'][number]

/** A collection per table, by the table's name; a world has those of its simulator's APIs. */
export type Collections = {
  readonly [Table in Tables as Table['isDerived'] extends true ? never : Table['name']]: Collection<RowOf<Table>, KeptOf<Table>>
}

/**
 * The rows of a world, to find, make, change and delete. What is done here shows at once in the API, and the other way round.
 *
 * A table that there is not throws, with the nearest name. Calls are synchronous; awaiting them does no harm. The collections stay good when the world is reset.
 *
 * @example
 * const db = collections(simulator.world())
 * const customer = db.customers.create({ customer_company_name: 'Acme' })
 * db.invoices.create({ customer: customer.id, amount: 1200 })
 * db.actions.findFirst((q) => q.where({ status: 'proposed' }))
 */
export function collections(world: World): Collections {
  if (!world?.tables) throw new TypeError('collections takes a world: collections(simulator.world()).')
  const tables = world.tables.filter((table: AnyTable) => !table.isDerived && world.about(table))
  const all = Object.fromEntries(tables.map((table) => [table.name, new Collection(world, table)]))
  return new Proxy(all, { get: collectionOf }) as unknown as Collections
}

function collectionOf(all: Readonly<Record<string, Collection<Row>>>, name: string | symbol): unknown {
  if (isMistaken(name, all)) throw new CollectionError(noSuch('table', name, Object.keys(all)))
  return Reflect.get(all, name)
}
