import { Text } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useLayoutEffect, useMemo, useRef } from 'react'
import { toTime, toWeekday } from './format.ts'

/** Something that has its time. */
export interface Moment {
  readonly key: string
  readonly at: string
  readonly title: ReactNode
  readonly detail?: ReactNode
  readonly aside?: ReactNode
  /** What it stands below instead of its day. */
  readonly group?: string
}

type Line = { readonly day: string } | { readonly moment: Moment }

const DAY_HEIGHT = 34
const LINE_HEIGHT = 54

/** Each day before what it has. */
function byDay(moments: readonly Moment[]): Line[] {
  const dayOf = ({ group, at }: Moment) => group ?? toWeekday(at)
  return moments.flatMap((moment, at) => {
    const before = moments[at - 1]
    const day = dayOf(moment)
    return before && dayOf(before) === day ? [{ moment }] : [{ day }, { moment }]
  })
}

/** Any number of things by day, of which only those in sight exist. */
export function DayList({ label, moments }: { readonly label: string; readonly moments: readonly Moment[] }) {
  const scroller = useRef<HTMLDivElement>(null)
  const lines = useMemo(() => byDay(moments), [moments])
  const keys = useMemo(() => lines.map(keyOf), [lines])
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (at) => (lines[at] && 'day' in lines[at] ? DAY_HEIGHT : LINE_HEIGHT),
    getItemKey: (at) => keys[at] ?? at,
    overscan: 8,
  })
  /** The lines in sight, and where they were. */
  const inSight = useRef<ReadonlyMap<string, number>>(new Map())
  // What one reads stays where it is, whatever comes or goes above it.
  useLayoutEffect(() => {
    const kept = [...inSight.current].find(([key]) => keys.includes(key))
    const start = kept && virtual.measurementsCache[keys.indexOf(kept[0])]?.start
    if (scroller.current?.scrollTop && kept && start !== undefined && start !== kept[1])
      scroller.current.scrollTop += start - kept[1]
  }, [keys, virtual])
  const { startIndex = 0, endIndex = 0 } = virtual.range ?? {}
  useLayoutEffect(() => {
    const seen = virtual.measurementsCache.slice(startIndex, endIndex + 1)
    inSight.current = new Map(seen.flatMap(({ key, index, start }) => (isMoment(lines[index]) ? [[String(key), start]] : [])))
  })
  return (
    <div ref={scroller} className="table day-list" tabIndex={0} role="region" aria-label={label}>
      <ul className="lines" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, key, start, size }) => {
          const line = lines[index]
          return (
            line && (
              <li
                key={key}
                className={'day' in line ? 'day' : undefined}
                style={{ height: size, transform: `translateY(${start}px)` }}
              >
                {'day' in line ? line.day : <MomentLine moment={line.moment} />}
              </li>
            )
          )
        })}
      </ul>
    </div>
  )
}

const isMoment = (line: Line | undefined): boolean => line !== undefined && 'moment' in line

const keyOf = (line: Line, at: number): string => ('moment' in line ? line.moment.key : `${at} ${line.day}`)

function MomentLine({ moment: { at, title, detail, aside } }: { readonly moment: Moment }) {
  return (
    <>
      <time dateTime={at} className="world-time faint">
        {toTime(at)}
      </time>
      <div className="moment">
        <Text size="sm" fw={600} component="div" className="cut">
          {title}
        </Text>
        {detail && (
          <Text size="xs" component="div" className="faint cut">
            {detail}
          </Text>
        )}
      </div>
      {aside && (
        <Text size="xs" component="div" className="faint world-time">
          {aside}
        </Text>
      )}
    </>
  )
}
