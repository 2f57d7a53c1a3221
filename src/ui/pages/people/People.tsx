import { SegmentedControl } from '@mantine/core'
import { Users } from 'lucide-react'
import { useLocation } from 'wouter'
import type { PageProps } from '../../app/page-props.ts'
import { addressOf, usePlace } from '../../app/place.ts'
import { useGuide } from '../../data/queries.ts'
import { Empty, PageHead, Shown } from '../../parts/states.tsx'
import { Customer } from './Customer.tsx'
import { Customers } from './Customers.tsx'
import { CrmUsers, Members } from './Members.tsx'

const kinds = { customers: 'Customers', members: 'Members', users: 'CRM users' } as const

/** Who there is: customers, who can be acted as, and those who call the APIs. */
export default function People({ world }: PageProps) {
  const guide = useGuide(world)
  const [, go] = useLocation()
  const { rest } = usePlace()
  // Who can only call the CRM API meets no customers.
  const [first = guide.data && !guide.data.ar ? 'users' : 'customers'] = rest
  const kind = Object.hasOwn(kinds, first) ? (first as keyof typeof kinds) : undefined
  return (
    <>
      {kind && (
        <PageHead title="People" about="Who owes and writes, and who calls the APIs.">
          <SegmentedControl
            aria-label="Who"
            data={Object.entries(kinds).map(([value, label]) => ({ value, label }))}
            value={kind}
            onChange={(value) => go(addressOf(world, 'people', ...(value === 'customers' && guide.data?.ar ? [] : [value])))}
          />
        </PageHead>
      )}
      <Shown of={guide}>
        {({ ar, crm, companies = [], crm_users = [] }) => {
          if (!ar && (kind === 'customers' || kind === 'members'))
            return (
              <Empty title="The AR API is not served" icon={Users}>
                Customers and members are those of its companies.
              </Empty>
            )
          if (!crm && kind === 'users')
            return (
              <Empty title="The CRM API is not served" icon={Users}>
                CRM users are those of its tenants.
              </Empty>
            )
          switch (kind) {
            case 'customers':
              return <Customers world={world} companies={companies} />
            case 'members':
              return <Members companies={companies} />
            case 'users':
              return <CrmUsers users={crm_users} />
            default:
              return <Customer key={first} world={world} id={first} companies={companies} />
          }
        }}
      </Shown>
    </>
  )
}
