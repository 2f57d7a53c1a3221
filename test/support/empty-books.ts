/** The companies of the default scenario without anything in their books, past or present. */
import { agingSnapshots } from '../../src/ar/aging/aging-snapshot.ts'
import { invoices } from '../../src/ar/invoices/invoice.ts'
import { payments } from '../../src/ar/payments/payment.ts'
import { promises } from '../../src/ar/promises/promise.ts'
import { without } from '../../src/core/world/without.ts'
import { collections } from '../../src/data/index.ts'
import { type Client, client } from './client.ts'

const emptied = without(promises, payments, invoices, agingSnapshots)

export interface EmptyBooks extends Client {
  readonly db: ReturnType<typeof collections>
  /** Two customers of the first company of whom nothing is known. */
  readonly one: string
  readonly other: string
}

export function emptyBooks(): EmptyBooks {
  const use = client()
  const { world, companyId } = use
  world.transactions.seed(() => emptied(world))
  const db = collections(world)
  const customer = (customer_company_name: string) => db.customers.create({ company: companyId, customer_company_name }).id
  return { ...use, db, one: customer('Acme'), other: customer('Bolt') }
}
