import { Text } from '@mantine/core'
import { TrendingUp } from 'lucide-react'
import type { CompanyBooks } from '../../data/books.ts'
import { call } from '../../data/call.ts'
import { useRead } from '../../data/queries.ts'
import { CopyAs } from '../../parts/CopyAs.tsx'
import { daysBetween, toDay, toMoney } from '../../parts/format.ts'
import { Panel } from '../../parts/Panel.tsx'
import { Empty, Shown } from '../../parts/states.tsx'
import { Columns, Ends } from './Bars.tsx'

/** So much of the chart a snapshot takes: the time since the one before. */
const spanOf = (before: string | undefined, date: string): number => (before === undefined ? 1 : daysBetween(before, date))

/** What was overdue at the end of each day of which there is a snapshot. */
export function Overdue({ books }: { readonly books: CompanyBooks }) {
  const what = call('ar.getAgingHistory', books)
  const history = useRead(what)
  return (
    <Panel title="Overdue over time" aside={<CopyAs call={what} what="overdue over time" />}>
      <Shown of={history}>
        {({ data }) => {
          const last = data.at(-1)
          return last && data.some(({ overdue_balance }) => overdue_balance) ? (
            <>
              <Text size="sm" mb="xs">
                <strong>{toMoney(last.overdue_balance)}</strong> on {toDay(last.date)}
              </Text>
              <Columns
                title="Overdue over time"
                columns={data.map(({ date, overdue_balance }, at) => ({
                  label: toDay(date),
                  value: overdue_balance,
                  says: toMoney(overdue_balance),
                  isNext: date === last.date,
                  span: spanOf(data[at - 1]?.date, date),
                }))}
              />
              <Ends from={data[0]?.date} to={last.date} />
            </>
          ) : (
            <Empty title={last ? 'Nothing was overdue' : 'There is no history yet'} icon={TrendingUp}>
              {last
                ? 'Advance the clock beyond the due date of an open invoice, and it shows here.'
                : 'Advance the clock by a day: each day ends with a snapshot.'}
            </Empty>
          )
        }}
      </Shown>
    </Panel>
  )
}
