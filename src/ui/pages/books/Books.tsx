import { Select } from '@mantine/core'
import { ChartNoAxesColumn } from 'lucide-react'
import { useLocation } from 'wouter'
import type { PageProps } from '../../app/page-props.ts'
import { addressOf, usePlace } from '../../app/place.ts'
import { type Company, useGuide } from '../../data/queries.ts'
import { Empty, PageHead, Shown } from '../../parts/states.tsx'
import { Aging } from './Aging.tsx'
import { Cash } from './Cash.tsx'
import { Funnel } from './Funnel.tsx'
import { Overdue } from './Overdue.tsx'
import type { Of } from './of.ts'

const tokenOf = ({ members }: Company): string | undefined => members.find(({ token }) => token)?.token ?? undefined

/** The books of a company, by the analytics of the API itself. */
export default function Books({ world }: PageProps) {
  const guide = useGuide(world)
  const [, go] = useLocation()
  const { rest } = usePlace()
  const companies = guide.data?.companies?.filter(tokenOf) ?? []
  const [asked] = rest
  const company = asked ? companies.find(({ id }) => id === asked) : companies[0]
  return (
    <>
      <PageHead title="Books" about="What is owed, what comes in, and what is done about it.">
        {companies.length > 0 && (
          <Select
            aria-label="Company"
            className="book-switch"
            data={companies.map(({ id, name }) => ({ value: id, label: name }))}
            value={company?.id ?? null}
            onChange={(id) => id && go(addressOf(world, 'books', id))}
            allowDeselect={false}
          />
        )}
      </PageHead>
      <Shown of={guide}>
        {({ ar }) =>
          company ? (
            <Parts
              key={company.id}
              of={{ world, path: { company_id: company.id }, as: `Token ${tokenOf(company)}` }}
              bucket={rest[1]}
            />
          ) : !ar ? (
            <Empty title="The AR API is not served" icon={ChartNoAxesColumn}>
              Books are those of companies in the AR API.
            </Empty>
          ) : companies.length ? (
            <Empty title={`There is no company “${asked}” with books to read`} icon={ChartNoAxesColumn}>
              Those that there are can be chosen above.
            </Empty>
          ) : (
            <Empty title="There are no books to read" icon={ChartNoAxesColumn}>
              They are read as a member of a company, with a token. Make a world of the default scenario, or let a member log in.
            </Empty>
          )
        }
      </Shown>
    </>
  )
}

function Parts({ of, bucket }: { readonly of: Of; readonly bucket: string | undefined }) {
  return (
    <div className="panels">
      <Aging of={of} bucket={bucket} />
      <Cash of={of} />
      <Overdue of={of} />
      <Funnel of={of} />
    </div>
  )
}
