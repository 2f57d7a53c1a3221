import { Anchor } from '@mantine/core'
import { Bell } from 'lucide-react'
import { Link } from 'wouter'
import { addressOf } from '../../app/place.ts'
import { call } from '../../data/call.ts'
import { useRead } from '../../data/queries.ts'
import { MOST_ROWS } from '../../data/stored.ts'
import { CopyAs } from '../../parts/CopyAs.tsx'
import { DayList, type Moment } from '../../parts/DayList.tsx'
import { counted, toDistance, toNumber, toWords } from '../../parts/format.ts'
import { Panel } from '../../parts/Panel.tsx'
import { PersonName } from '../../parts/PersonText.tsx'
import { Empty, Shown } from '../../parts/states.tsx'
import type { Due } from './moves.ts'

/** What will happen by itself, by day. */
export function Ahead({ world, now }: { readonly world: string; readonly now: Date | undefined }) {
  const what = call('sim.getTimeline', { world, query: { limit: MOST_ROWS } })
  const timeline = useRead(what)
  return (
    <Panel title={titleOf(timeline.data?.length ?? 0)} aside={<CopyAs call={what} what="read what is due" />}>
      <Shown of={timeline}>
        {(all) =>
          all.length ? (
            <DayList label="What is due" moments={all.map((due) => toMoment(world, due, now))} />
          ) : (
            <Empty title="Nothing is due" icon={Bell}>
              Approve an action or start a sync, and what follows shows here.
            </Empty>
          )
        }
      </Shown>
    </Panel>
  )
}

function titleOf(count: number): string {
  if (count === 0) return 'Ahead'
  return `Ahead: ${count < MOST_ROWS ? counted(count, 'thing') : `the next ${toNumber(MOST_ROWS)} things`}`
}

const toMoment = (world: string, { at, event, table, subject, summary, failed }: Due, now: Date | undefined): Moment => ({
  key: `${event} ${subject} ${at}`,
  at,
  title: <PersonName text={summary} />,
  detail: (
    <>
      {table === null ? (
        <bdi>{subject}</bdi>
      ) : (
        <Anchor component={Link} href={addressOf(world, 'data', table, subject)} size="xs" title={subject}>
          {toWords(table)} <bdi>{subject}</bdi>
        </Anchor>
      )}
      {failed !== null && `: ${failed}`}
    </>
  ),
  aside: failed === null && now ? toDistance(at, now) : undefined,
  ...(failed !== null && { group: 'Could not happen' }),
})
