import * as z from 'zod'
import { type Columns, defineTable } from '../../core/store/definition.ts'
import type { World } from '../../core/world.ts'
import { companies, firstCompanyId } from '../companies/company.ts'
import { members } from '../companies/member.ts'
import { FilledText, Instant, Money, Uuid } from '../conventions/values.ts'

const CustomerRow = z.object({
  id: Uuid,
  company: Uuid,
  customer_company_name: FilledText,
  is_person: z.boolean(),
  status: z.enum(['active', 'inactive', 'suspended', 'prospect']),
  industry: z.string().nullable(),
  ar_owner: Uuid.nullable(),
  sales_owner: Uuid.nullable(),
  payment_terms: z.string(),
  credit_limit: Money.nullable(),
  created_at: Instant,
  updated_at: Instant,
})
export type Customer = z.output<typeof CustomerRow>

export const customers = defineTable({
  name: 'customers',
  kind: 'customer',
  row: CustomerRow,
  references: { company: companies, ar_owner: members, sales_owner: members },
  indexes: { ofCompany: { group: ['company'], order: [{ asc: 'customer_company_name' }] } },
  samples: {
    active: (customer) => customer.status === 'active',
    inactive: (customer) => customer.status === 'inactive',
    suspended: (customer) => customer.status === 'suspended',
    prospect: (customer) => customer.status === 'prospect',
  },
  defaults: customerDefaults,
})

function customerDefaults(given: Columns<Customer>, world: World): Columns<Customer> {
  const { company = firstCompanyId(world) } = given
  return {
    company,
    customer_company_name: `Customer ${world.table(customers).in('ofCompany', company ?? '').size + 1}`,
    is_person: false,
    status: 'active',
    industry: null,
    ar_owner: null,
    sales_owner: null,
    payment_terms: 'Net 30',
    credit_limit: null,
  }
}
