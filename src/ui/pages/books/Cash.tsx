import { Group, SegmentedControl, Text } from '@mantine/core'
import { Banknote } from 'lucide-react'
import { useState } from 'react'
import type { CompanyBooks } from '../../data/books.ts'
import { call } from '../../data/call.ts'
import { useRead } from '../../data/queries.ts'
import { CopyAs } from '../../parts/CopyAs.tsx'
import { toDay, toMoney } from '../../parts/format.ts'
import { Panel } from '../../parts/Panel.tsx'
import { Empty, Shown } from '../../parts/states.tsx'
import { Columns, Ends } from './Bars.tsx'

const ways = { by_predicted_date: 'Predicted', by_due_date: 'By due date' } as const

/** What came in by week, and what is forecast. */
export function Cash({ books }: { readonly books: CompanyBooks }) {
  const [way, setWay] = useState<keyof typeof ways>('by_predicted_date')
  const what = call('ar.getCashflowForecast', books)
  const forecast = useRead(what)
  return (
    <Panel title="Cash by week" aside={<CopyAs call={what} what="forecast" />}>
      <Shown of={forecast}>
        {({ receipts, current_week, weeks, before, after }) => {
          const amounts = [...weeks, before, after].flatMap(({ by_predicted_date, by_due_date }) => [
            by_predicted_date,
            by_due_date,
          ])
          const weekly = [...receipts, current_week]
          if (![...amounts, ...weekly.map((week) => week.received)].some(Boolean))
            return (
              <Empty title="No money comes or came" icon={Banknote}>
                Create an invoice by the API, and what is forecast for it shows here.
              </Empty>
            )
          const received = receipts.reduce((sum, week) => sum + week.received, 0)
          const [first = '', last = ''] = [weeks[0]?.week_start, weeks.at(-1)?.week_end]
          return (
            <>
              <Group gap="xs" mb="xs">
                <SegmentedControl
                  size="xs"
                  aria-label="Forecast"
                  data={Object.entries(ways).map(([value, label]) => ({ value, label }))}
                  value={way}
                  onChange={(value) => setWay(value as keyof typeof ways)}
                />
                <Key
                  name="chart-past"
                  says={`Received, ${toMoney(received)} in ${receipts.length} weeks, ${toMoney(current_week.received)} in this one`}
                />
                <Key name="chart-next" says={`Forecast, ${toMoney(weeks.reduce((sum, week) => sum + week[way], 0))}`} />
              </Group>
              <Columns
                title="Cash by week"
                columns={[
                  ...weekly.map(({ week_start, received }) => ({
                    label: `Received in the week of ${toDay(week_start)}`,
                    value: received,
                    says: toMoney(received),
                  })),
                  ...weeks.map((week) => ({
                    label: `Forecast for the week of ${toDay(week.week_start)}`,
                    value: week[way],
                    says: toMoney(week[way]),
                    isNext: true,
                  })),
                ]}
              />
              <Ends from={receipts[0]?.week_start} to={last} />
              <Text size="xs" className="faint" mt="xs">
                {`Forecast before ${toDay(first)} ${toMoney(before[way])}, after ${toDay(last)} ${toMoney(after[way])}.`}
              </Text>
            </>
          )
        }}
      </Shown>
    </Panel>
  )
}

function Key({ name, says }: { readonly name: string; readonly says: string }) {
  return (
    <Text size="xs" className="chart-key">
      <svg viewBox="0 0 10 10" aria-hidden>
        <rect className={name} width={10} height={10} rx={2} />
      </svg>
      {says}
    </Text>
  )
}
