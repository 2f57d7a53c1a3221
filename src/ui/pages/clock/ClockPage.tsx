import type { PageProps } from '../../app/page-props.ts'
import { useWorldTime } from '../../data/queries.ts'
import { PageHead } from '../../parts/states.tsx'
import { Ahead } from './Ahead.tsx'
import { Behind } from './Behind.tsx'
import { Mover } from './Mover.tsx'

/** The time of a world: what comes, what was, and the way there. */
export default function ClockPage({ world }: PageProps) {
  const time = useWorldTime(world)
  return (
    <>
      <PageHead title="Clock" about="What is due happens when its time comes, and never before." />
      {time && <Mover world={world} time={time} />}
      <div className="both">
        <Ahead world={world} now={time?.now} />
        <Behind world={world} />
      </div>
    </>
  )
}
