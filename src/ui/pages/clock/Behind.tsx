import { Anchor } from '@mantine/core'
import { History } from 'lucide-react'
import { Link } from 'wouter'
import type { ClockEntry } from '../../../core/world/journal/entry.ts'
import { addressOf } from '../../app/place.ts'
import { type Call, call } from '../../data/call.ts'
import { useRead } from '../../data/queries.ts'
import { CopyAs } from '../../parts/CopyAs.tsx'
import { DayList, type Moment } from '../../parts/DayList.tsx'
import { entryInWords, untold } from '../../parts/entries.ts'
import { Panel } from '../../parts/Panel.tsx'
import { PersonName } from '../../parts/PersonText.tsx'
import { Empty, Shown } from '../../parts/states.tsx'

/** Moves of the clock that are looked back at. */
const MOST = 50

/** What happened because its time came, the newest first. */
export function Behind({ world }: { readonly world: string }) {
  const what = call('sim.listJournal', { world, query: { kind: 'clock', limit: MOST } })
  const moves = useRead(what as Call<readonly ClockEntry[]>)
  return (
    <Panel title={titleOf(moves.data?.length ?? 0)} aside={<CopyAs call={what} what="read what happened" />}>
      <Shown of={moves}>
        {(all) =>
          all.length ? (
            <DayList
              label="What happened"
              moments={[...all.toReversed().flatMap((entry) => toMoments(world, entry)), ...older(world, all)]}
            />
          ) : (
            <Empty title="Nothing has happened yet" icon={History}>
              Advance the clock, and what became due on the way shows here.
            </Empty>
          )
        }
      </Shown>
    </Panel>
  )
}

const titleOf = (count: number): string => (count < MOST ? 'Behind' : `Behind: the newest ${MOST} moves`)

/** Leads on where there may be more. */
function older(world: string, [first, ...all]: readonly ClockEntry[]): Moment[] {
  if (!first || all.length + 1 < MOST) return []
  const title = (
    <Anchor component={Link} href={`${addressOf(world, 'calls')}?kind=clock`} size="sm">
      All moves are on the page Calls
    </Anchor>
  )
  return [{ key: 'older', at: first.from, title, group: 'Before' }]
}

function toMoments(world: string, entry: ClockEntry): Moment[] {
  const { number, to, fired } = entry
  const more = untold(entry)
  return [
    {
      key: String(number),
      at: to,
      title: entryInWords(entry),
      aside: (
        <Anchor component={Link} href={addressOf(world, 'calls', String(number))} size="xs">
          changes
        </Anchor>
      ),
    },
    // They were the last to happen: the first are told.
    ...(more === undefined ? [] : [{ key: `${number} more`, at: to, title: more }]),
    ...fired
      .map(({ at, summary, outcome }, index) => ({
        key: `${number} ${index}`,
        at,
        title: <PersonName text={summary} />,
        detail: <PersonName text={outcome} />,
      }))
      .toReversed(),
  ]
}
