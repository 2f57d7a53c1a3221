/** Finds what an insight is about by its id. */
import type { World } from '../../core/world/handle.ts'
import { companies } from '../companies/company.ts'
import { customers } from '../customers/customer.ts'
import { invoices } from '../invoices/invoice.ts'
import { type InsightType, insightTypes, masked } from './insight-id.ts'
import type { Subject } from './to-insight.ts'

/** What a type of insight is about, where there is such a row. */
function subjectOf(world: World, type: InsightType, target: string): Subject | undefined {
  switch (type) {
    case 'portfolio_signal':
      return found(type, world.table(companies).get(target))
    case 'customer_signal':
    case 'customer_conversation_summary':
      return found(type, world.table(customers).get(target))
    case 'invoice_signal':
    case 'invoice_pay_date_prediction':
      return found(type, world.table(invoices).get(target))
  }
}

const found = <Type, R>(type: Type, row: R | undefined) => row && { type, row }

const digits = /^[0-9a-f]{8}-/

export function findSubject(world: World, id: string): Subject | undefined {
  if (!digits.test(id)) return undefined
  for (const type of insightTypes) {
    const subject = subjectOf(world, type, masked(type, id))
    if (subject) return subject
  }
  return undefined
}

/** The company that an insight belongs to. */
export const companyOf = ({ row }: Subject): string => ('company' in row ? row.company : row.id)
