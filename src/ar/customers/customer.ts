import * as z from 'zod'
import { type Columns, defineTable } from '../../core/store/definition.ts'
import { daysBetween } from '../../core/time/day.ts'
import type { World } from '../../core/world/handle.ts'
import { atLeast } from '../../core/world/rows/row-rule.ts'
import { defineRows } from '../../core/world/rows/rows.ts'
import { companies, firstCompanyId } from '../companies/company.ts'
import { members } from '../companies/member.ts'
import { FilledText, Instant, Money, Uuid } from '../conventions/values.ts'
import { labels } from '../labels/label.ts'
import { type CustomerTotals, customerTotals, sumOf } from './customer-totals.ts'
import { lastContacts } from './last-contact.ts'
import { personas } from './persona.ts'

export const customerStatuses = ['active', 'inactive', 'suspended', 'prospect'] as const
export const riskLevels = ['low', 'medium', 'high'] as const

export const Customer = z.object({
  id: Uuid,
  company: Uuid,
  customer_company_name: FilledText,
  is_person: z.boolean(),
  status: z.enum(customerStatuses),
  industry: z.string().nullable(),
  ar_owner: Uuid.nullable(),
  ar_owner_name: z.string().nullable(),
  sales_owner: Uuid.nullable(),
  sales_owner_name: z.string().nullable(),
  labels: z.array(Uuid),
  payment_terms: z.string(),
  credit_limit: Money.nullable(),
  total_balance: Money,
  overdue_balance: Money,
  risk_level: z.enum(riskLevels),
  /** Of the latest message, in either direction; null where there was none. */
  last_contact_at: Instant.nullable(),
  created_at: Instant,
  updated_at: Instant,
})

const CustomerRow = Customer.omit({
  ar_owner_name: true,
  sales_owner_name: true,
  total_balance: true,
  overdue_balance: true,
  risk_level: true,
  last_contact_at: true,
}).extend({
  /** How they behave; null until somebody says, or life begins. */
  persona: z.enum(personas).nullable().default(null),
})
export type Customer = z.output<typeof CustomerRow>

export const customers = defineTable({
  name: 'customers',
  kind: 'customer',
  row: CustomerRow,
  shows: Customer,
  references: { company: companies, ar_owner: members, sales_owner: members, labels },
  beside: { totals: [customerTotals, 'id'], contact: [lastContacts, 'id'] },
  zone: ['company', 'timezone'],
  labels: {
    ar_owner_name: ({ ar_owner }) => ar_owner?.name ?? null,
    sales_owner_name: ({ sales_owner }) => sales_owner?.name ?? null,
    total_balance: ({ totals }) => totals?.total_balance ?? 0,
    overdue_balance: ({ totals }, _, today) => overdueBalance(totals, today),
    risk_level: ({ totals }, _, today) => riskOf(totals, today),
    last_contact_at: ({ contact }) => contact?.at ?? null,
  },
  searched: ['customer_company_name'],
  indexes: {
    ofCompany: { group: ['company'], order: [{ az: 'customer_company_name' }] },
    backwards: { group: ['company'], order: [{ za: 'customer_company_name' }] },
  },
})

export const customerRows = defineRows(customers, {
  samples: {
    active: [
      (customer, { world, today }) =>
        customer.status === 'active' && owesAtAllAges(world.table(customerTotals).get(customer.id), today),
      (customer) => customer.status === 'active',
    ],
    inactive: (customer) => customer.status === 'inactive',
    suspended: (customer) => customer.status === 'suspended',
    prospect: (customer) => customer.status === 'prospect',
  },
  defaults: customerDefaults,
  rules: [atLeast(0, 'credit_limit')],
})

/** What is past its due date, to the cent. */
function overdueBalance(totals: CustomerTotals | undefined, today: string): number {
  const overdue = totals?.open.filter(({ due_date }) => due_date < today) ?? []
  return sumOf(overdue)
}

const MEDIUM_AFTER_DAYS = 30
const HIGH_AFTER_DAYS = 90

/** By the oldest open invoice: low up to 30 days past due, medium up to 90, high beyond. */
function riskOf(totals: CustomerTotals | undefined, today: string): (typeof riskLevels)[number] {
  const days = daysBetween(totals?.open[0]?.due_date ?? today, today)
  if (days <= MEDIUM_AFTER_DAYS) return 'low'
  return days <= HIGH_AFTER_DAYS ? 'medium' : 'high'
}

/** Has open invoices from those that are not due to those that are long overdue. */
function owesAtAllAges(totals: CustomerTotals | undefined, today: string): boolean {
  const open = totals?.open ?? []
  return riskOf(totals, today) === 'high' && open.length > 4 && (open.at(-1)?.due_date ?? '') >= today
}

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
    labels: [],
    payment_terms: 'Net 30',
    credit_limit: null,
  }
}
