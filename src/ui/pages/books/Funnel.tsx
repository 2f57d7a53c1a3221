import { Text } from '@mantine/core'
import type { CompanyBooks } from '../../data/books.ts'
import { type Call, call } from '../../data/call.ts'
import { useRead } from '../../data/queries.ts'
import { toNumber } from '../../parts/format.ts'
import { Panel } from '../../parts/Panel.tsx'
import { Bars } from './Bars.tsx'

const actionStatuses = ['proposed', 'scheduled', 'processing', 'completed', 'cancelled'] as const
const enrollmentStatuses = ['active', 'completed'] as const

/** How far actions and sequences have come. */
export function Funnel({ books }: { readonly books: CompanyBooks }) {
  const actions = (status: string) => call('ar.listActions', { ...books, query: { status, page_size: 1 } })
  const enrolled = (status: string) => call('ar.listEnrollments', { ...books, query: { status, page_size: 1 } })
  const queue = (category: string) => call('ar.getQueue', { ...books, query: { category, page_size: 1 } })
  return (
    <Panel title="From proposed to done">
      <Stages
        title="Actions"
        labels={actionStatuses}
        counts={[
          useCount(actions('proposed')),
          useCount(actions('scheduled')),
          useCount(actions('processing')),
          useCount(actions('completed')),
          useCount(actions('cancelled')),
        ]}
      />
      <Stages
        title="Customers in sequences"
        labels={enrollmentStatuses}
        counts={[useCount(enrolled('active')), useCount(enrolled('completed'))]}
      />
      <Stages
        title="Steps of sequences"
        labels={['scheduled', 'ready', 'over']}
        counts={[useCount(queue('scheduled')), useCount(queue('ready')), useCount(queue('history'))]}
      />
    </Panel>
  )
}

const useCount = (what: Call<{ readonly count: number }>): number | undefined => useRead(what).data?.count

function Stages({
  title,
  labels,
  counts,
}: {
  readonly title: string
  readonly labels: readonly string[]
  readonly counts: readonly (number | undefined)[]
}) {
  return (
    <>
      <Text size="sm" fw={600} mt="xs">
        {title}
      </Text>
      <Bars
        bars={labels.map((label, at) => ({
          label,
          value: counts[at] ?? 0,
          says: counts[at] === undefined ? '–' : toNumber(counts[at]),
        }))}
      />
    </>
  )
}
