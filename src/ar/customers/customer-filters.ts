/** Filters by the facts of a customer: of the customers themselves, and of what belongs to them. */
import type { World } from '../../core/world/handle.ts'
import { allOf, type Condition } from '../conventions/page.ts'
import { queryBoolean, queryUuids } from '../conventions/query.ts'
import { type Customer, customers } from './customer.ts'

/** In place of a member: customers that nobody owns. */
const UNASSIGNED = '__unassigned__'

export const queryOwners = (of: string) =>
  queryUuids(
    `UUIDs of members, separated by commas, who own the ${of}; \`${UNASSIGNED}\` for those that nobody owns.`,
    UNASSIGNED,
  )

export const customerParameters = {
  ar_owner: queryOwners('receivables of the customer'),
  sales_owner: queryOwners('sales to the customer'),
  is_person: queryBoolean('Whether the customer is a person.'),
}

interface Asked {
  readonly ar_owner?: readonly string[] | undefined
  readonly sales_owner?: readonly string[] | undefined
  readonly is_person?: boolean | undefined
}

export function whichCustomers({ ar_owner, sales_owner, is_person }: Asked): Condition<Customer> | undefined {
  return allOf<Customer>(
    ar_owner && ((customer) => ar_owner.includes(customer.ar_owner ?? UNASSIGNED)),
    sales_owner && ((customer) => sales_owner.includes(customer.sales_owner ?? UNASSIGNED)),
    is_person === undefined ? undefined : (customer) => customer.is_person === is_person,
  )
}

/** The same of what belongs to a customer. */
export function whoseCustomer(world: World, asked: Asked): Condition<{ readonly customer: string }> | undefined {
  const fits = whichCustomers(asked)
  return (
    fits &&
    (({ customer: id }) => {
      const customer = world.table(customers).get(id)
      return customer !== undefined && fits(customer)
    })
  )
}

/** Any of the labels. */
export const labelled = (labels: readonly string[] | undefined): Condition<{ readonly labels: readonly string[] }> | undefined =>
  labels && ((row) => row.labels.some((label) => labels.includes(label)))
