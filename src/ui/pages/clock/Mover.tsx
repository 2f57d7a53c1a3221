import { Badge, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { Pause, Play, SkipForward } from 'lucide-react'
import { useState } from 'react'
import { type Call, call } from '../../data/call.ts'
import { useRead, type useWorldTime } from '../../data/queries.ts'
import { useAct } from '../../parts/act.ts'
import { CopyAs } from '../../parts/CopyAs.tsx'
import { counted, toDateTime, toDay, toDistance, toNumber, toTime, toWeekday } from '../../parts/format.ts'
import { Panel } from '../../parts/Panel.tsx'
import { advance, furthest, goTo, MOST_DAYS, type Moved, nextOf, problemOf, setMode, steps, toInstant, toLocal } from './moves.ts'

type Time = NonNullable<ReturnType<typeof useWorldTime>>

interface Busy {
  readonly loading: boolean
  readonly disabled: boolean
}

/** How a button looks while the clock moves: because it was pressed, or another one. */
type BusyBy = (button: string) => Busy

/** @param button what was pressed: the same button means another call once the clock has moved */
type Move = (button: string, what: Call<Moved>, onDone?: () => void) => void

/** Moves the clock, and says what that did. */
export function Mover({ world, time: { now, mode } }: { readonly world: string; readonly time: Time }) {
  const act = useAct<Moved>()
  const [pressed, setPressed] = useState<string>()
  const next = nextOf(useRead(call('sim.getTimeline', { world, query: { limit: 1 } })).data ?? [])
  const isRunning = mode === 'running'
  const switching = setMode(world, isRunning ? 'frozen' : 'running')
  const move: Move = (button, what, onDone) => {
    if (act.isPending) return
    setPressed(button)
    act.mutate(what, onDone && { onSuccess: onDone })
  }
  const busyBy: BusyBy = (button) => ({
    loading: act.isPending && pressed === button,
    disabled: act.isPending && pressed !== button,
  })
  return (
    <Panel
      title="Now"
      aside={
        <span className="pair">
          <Button
            variant="default"
            size="xs"
            leftSection={isRunning ? <Pause size={14} aria-hidden /> : <Play size={14} aria-hidden />}
            onClick={() => move('mode', switching)}
            {...busyBy('mode')}
          >
            {isRunning ? 'Freeze' : 'Run'}
          </Button>
          <CopyAs call={switching} what={isRunning ? 'freeze' : 'run'} />
        </span>
      }
    >
      <Stack>
        <div>
          <Group gap="sm" align="baseline">
            <time dateTime={now.toISOString()} className="clock-face">
              {toTime(now)} <span className="clock-day">{toWeekday(now)}</span>
            </time>
            <Badge variant="light" color={isRunning ? 'teal' : 'blue'} tt="none">
              {mode}
            </Badge>
          </Group>
          <Text size="sm" className="faint">
            {isRunning ? 'The clock runs with the machine’s, in UTC.' : 'The clock stands still until it is moved. It is in UTC.'}
          </Text>
        </div>
        <Group gap="xs">
          <Text size="sm" fw={600}>
            Advance by
          </Text>
          {steps.map(({ name, advance: by }) => (
            <span className="pair" key={by}>
              <Button variant="default" size="xs" onClick={() => move(by, advance(world, by))} {...busyBy(by)}>
                {name}
              </Button>
              <CopyAs call={advance(world, by)} what={`advance by ${name}`} />
            </span>
          ))}
        </Group>
        <Group gap="xs" align="flex-start">
          <NextButton world={world} now={now} at={next?.at} name={next?.summary} onMove={move} busyBy={busyBy} />
        </Group>
        <DateForm world={world} now={now} onMove={move} busyBy={busyBy} />
        <div role="status">
          {pressed !== 'mode' && act.data && Date.parse(act.data.now) <= now.getTime() && <Told moved={act.data} />}
        </div>
      </Stack>
    </Panel>
  )
}

function NextButton({
  world,
  now,
  at,
  name,
  onMove,
  busyBy,
}: {
  readonly world: string
  readonly now: Date
  readonly at: string | undefined
  readonly name: string | undefined
  readonly onMove: Move
  readonly busyBy: BusyBy
}) {
  const isFar = at !== undefined && problemOf(at, now) === 'far'
  const what = at === undefined || isFar ? undefined : goTo(world, at)
  const { loading, disabled } = busyBy('next')
  return (
    <>
      <span className="pair">
        <Button
          variant="default"
          size="xs"
          leftSection={<SkipForward size={14} aria-hidden />}
          loading={loading}
          disabled={disabled || !what}
          onClick={() => what && onMove('next', what)}
        >
          To the next thing due
        </Button>
        {what && <CopyAs call={what} what="go to the next thing due" />}
      </span>
      <Text size="sm" className="faint next-due">
        {at === undefined ? (
          'Nothing is due.'
        ) : (
          <>
            <bdi>{name}</bdi>, {toDateTime(at)}, {toDistance(at, now)}
            {isFar && `: further than ${MOST_DAYS} days`}
          </>
        )}
      </Text>
    </>
  )
}

function DateForm({
  world,
  now,
  onMove,
  busyBy,
}: {
  readonly world: string
  readonly now: Date
  readonly onMove: Move
  readonly busyBy: BusyBy
}) {
  const [local, setLocal] = useState('')
  const to = toInstant(local)
  const problem = to && problemOf(to, now)
  const what = to && !problem ? goTo(world, to) : undefined
  const { loading, disabled } = busyBy('date')
  const words = {
    past: 'The clock never goes back. To start over, reset the world.',
    far: `One move goes at most ${MOST_DAYS} days: to ${toDay(furthest(now))} from here. Move twice to go further.`,
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (what) onMove('date', what, () => setLocal(''))
      }}
    >
      <Group gap="xs" align="flex-end">
        <TextInput
          type="datetime-local"
          step={1}
          size="xs"
          label="To a date (UTC)"
          min={toLocal(now)}
          max={toLocal(furthest(now))}
          value={local}
          onChange={({ currentTarget }) => setLocal(currentTarget.value)}
          error={problem !== undefined}
          aria-describedby={problem ? 'clock-problem' : undefined}
        />
        <span className="pair">
          <Button type="submit" size="xs" disabled={disabled || !what} loading={loading}>
            Go
          </Button>
          {what && <CopyAs call={what} what="go to a date" />}
        </span>
      </Group>
      {problem && (
        <Text id="clock-problem" size="xs" c="var(--mantine-color-error)" mt={4} role="alert">
          {words[problem]}
        </Text>
      )}
    </form>
  )
}

/** So many things are named. */
const TOLD = 3

/** What happened until then: the clock may have gone on. */
function Told({ moved: { now, count, fired } }: { readonly moved: Moved }) {
  const told = fired.slice(0, TOLD)
  const listed = count > fired.length ? `The first ${toNumber(fired.length)} are` : 'All are'
  return (
    <Text size="sm">
      {count === 0 ? (
        `Until ${toDateTime(now)} nothing was due.`
      ) : (
        <>
          {counted(count, 'thing')} happened until {toDateTime(now)}: <bdi>{told.map(({ summary }) => summary).join('; ')}</bdi>
          {count > told.length && `; and ${toNumber(count - told.length)} more. ${listed} listed under Behind`}.
        </>
      )}
    </Text>
  )
}
