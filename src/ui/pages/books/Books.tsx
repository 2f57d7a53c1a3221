import { Select } from '@mantine/core'
import { ChartNoAxesColumn } from 'lucide-react'
import { useLocation } from 'wouter'
import { useName } from '../../app/names.ts'
import type { PageProps } from '../../app/page-props.ts'
import { addressOf, usePlace } from '../../app/place.ts'
import { booksIn, type CompanyBooks } from '../../data/books.ts'
import { useGuide } from '../../data/queries.ts'
import { Empty, PageHead, Shown } from '../../parts/states.tsx'
import { Aging } from './Aging.tsx'
import { Cash } from './Cash.tsx'
import { Funnel } from './Funnel.tsx'
import { Overdue } from './Overdue.tsx'

/** The books of a company, by the analytics of the API itself. */
export default function Books({ world }: PageProps) {
  const guide = useGuide(world)
  const [, go] = useLocation()
  const { rest } = usePlace()
  const all = booksIn(world, guide.data?.companies)
  const [asked, bucket] = rest
  const books = asked ? all.find(({ path }) => path.company_id === asked) : all[0]
  useName(addressOf(world, 'books', books?.path.company_id ?? ''), books?.name)
  return (
    <>
      <PageHead title="Books" about="What is owed, what comes in, and what is done about it.">
        {all.length > 0 && (
          <Select
            aria-label="Company"
            className="book-switch"
            data={all.map(({ path, name }) => ({ value: path.company_id, label: name }))}
            value={books?.path.company_id ?? null}
            onChange={(id) => id && go(addressOf(world, 'books', id))}
            allowDeselect={false}
          />
        )}
      </PageHead>
      <Shown of={guide}>
        {({ ar }) =>
          books ? (
            <Parts key={books.path.company_id} books={books} bucket={bucket} />
          ) : !ar ? (
            <Empty title="The AR API is not served" icon={ChartNoAxesColumn}>
              Books are those of companies in the AR API.
            </Empty>
          ) : all.length ? (
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

function Parts({ books, bucket }: { readonly books: CompanyBooks; readonly bucket: string | undefined }) {
  return (
    <div className="panels">
      <Aging books={books} bucket={bucket} />
      <Cash books={books} />
      <Overdue books={books} />
      <Funnel books={books} />
    </div>
  )
}
