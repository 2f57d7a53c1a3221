import { SegmentedControl } from '@mantine/core'
import { useLocation } from 'wouter'
import type { PageProps } from '../../app/page-props.ts'
import { addressOf, usePlace } from '../../app/place.ts'
import { useGuide } from '../../data/queries.ts'
import { PageHead, Shown } from '../../parts/states.tsx'
import { Customer } from './Customer.tsx'
import { Customers } from './Customers.tsx'
import { CrmUsers, Members } from './Members.tsx'

const kinds = { customers: 'Customers', members: 'Members', users: 'CRM users' } as const

/** Who there is: customers, who can be acted as, and those who call the APIs. */
export default function People({ world }: PageProps) {
  const guide = useGuide(world)
  const [, go] = useLocation()
  const [first = 'customers'] = usePlace().rest
  const kind = Object.hasOwn(kinds, first) ? (first as keyof typeof kinds) : undefined
  return (
    <>
      <PageHead title="People" about="Who owes and writes, and who calls the APIs.">
        <SegmentedControl
          aria-label="Who"
          data={Object.entries(kinds).map(([value, label]) => ({ value, label }))}
          value={kind ?? ''}
          onChange={(value) => go(addressOf(world, 'people', ...(value === 'customers' ? [] : [value])))}
        />
      </PageHead>
      <Shown of={guide}>
        {({ companies = [], crm_users = [] }) => {
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
