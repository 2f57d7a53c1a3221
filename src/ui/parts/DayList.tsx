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
  const top = virtual.range?.startIndex ?? 0
  const inSight = useRef<{ readonly key: string | undefined; readonly start: number }>(undefined)
  // What one reads stays where it is, whatever comes above it.
  useLayoutEffect(() => {
    const before = inSight.current
    const at = before?.key === undefined ? -1 : keys.indexOf(before.key)
    const start = virtual.measurementsCache[at]?.start
    if (scroller.current?.scrollTop && before && start !== undefined) scroller.current.scrollTop += start - before.start
  }, [keys, virtual])
  useLayoutEffect(() => {
    inSight.current = { key: keys[top], start: virtual.measurementsCache[top]?.start ?? 0 }
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

/** A day is known by what comes first in it. */
function keyOf(line: Line, at: number, lines: readonly Line[]): string {
  if ('moment' in line) return line.moment.key
  const next = lines[at + 1]
  return `${line.day}, ${next && 'moment' in next ? next.moment.key : ''}`
}

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
