import { Alert, Anchor, Badge, Button, Group, Stack, Text, Title } from '@mantine/core'
import { GitFork, TriangleAlert, Undo2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { CallEntry, Entry, EntryWithRows } from '../../../core/world/journal/entry.ts'
import { addressOf } from '../../app/place.ts'
import { call } from '../../data/call.ts'
import { useRead, type World } from '../../data/queries.ts'
import { useAct } from '../../parts/act.ts'
import { Confirm } from '../../parts/Confirm.tsx'
import { CopyAs } from '../../parts/CopyAs.tsx'
import { Side } from '../../parts/Dialog.tsx'
import { sayingOf, statusColor, statusOf, untold } from '../../parts/entries.ts'
import { counted, toDateTime } from '../../parts/format.ts'
import { Json, Pairs } from '../../parts/Json.tsx'
import { PersonText } from '../../parts/PersonText.tsx'
import { Empty, Shown } from '../../parts/states.tsx'
import { showDone } from '../../parts/toasts.ts'
import { ChangedRows } from './ChangedRows.tsx'
import { noticesOf, toCall } from './lines.ts'

/** All about one entry of the journal. */
export function EntryDrawer({
  world,
  number,
  onClose,
}: {
  readonly world: string
  readonly number: string
  readonly onClose: () => void
}) {
  const entry = useRead<EntryWithRows>(call('sim.getJournalEntry', { world, path: { number } }))
  return (
    <Side title={`Entry ${number}`} onClose={onClose}>
      {entry.error?.status === 404 ? (
        <Empty title={entry.data ? 'This entry is gone' : `There is no entry ${number}`} icon={Undo2}>
          It was undone, or a reset or newer entries took its place.
        </Empty>
      ) : (
        <Shown of={entry}>{(data) => <EntryView world={world} entry={data} onUndone={onClose} />}</Shown>
      )}
    </Side>
  )
}

function EntryView({
  world,
  entry,
  onUndone,
}: {
  readonly world: string
  readonly entry: EntryWithRows
  readonly onUndone: () => void
}) {
  const { at, rows } = entry
  return (
    <Stack>
      <div>
        <Text ff="monospace" fw={600} className="person">
          {sayingOf(entry)}
        </Text>
        <Group gap="xs" mt={4}>
          {entry.kind === 'call' ? <CallFacts world={world} entry={entry} /> : <Badge variant="default">{entry.kind}</Badge>}
          <Text size="sm" className="faint">
            {toDateTime(at)} UTC
          </Text>
        </Group>
      </div>
      <EntryActs world={world} entry={entry} onUndone={onUndone} />
      {noticesOf(entry).map((notice) => (
        <Alert key={notice} color="yellow" icon={<TriangleAlert aria-hidden />} p="xs">
          <PersonText size="sm" text={notice} />
        </Alert>
      ))}
      {entry.kind === 'call' ? <Exchange entry={entry} /> : <Happening entry={entry} />}
      <Part title={rows.length ? `It changed ${counted(rows.length, 'row')}` : 'It changed no rows'}>
        <ChangedRows world={world} rows={rows} />
      </Part>
    </Stack>
  )
}

function CallFacts({ world, entry }: { readonly world: string; readonly entry: CallEntry }) {
  const { operation, caller, fault } = entry
  return (
    <>
      <Badge variant="light" color={statusColor(entry)} radius="sm" tt="none">
        {statusOf(entry)}
      </Badge>
      <Text size="sm">{operation ?? 'no operation'}</Text>
      <Text size="sm" className="faint">
        by <bdi>{caller?.name ?? 'nobody known'}</bdi>
      </Text>
      {fault !== null && (
        <Anchor component={Link} href={addressOf(world, 'faults')} size="sm">
          {fault}
        </Anchor>
      )}
    </>
  )
}

function EntryActs({ world, entry, onUndone }: { readonly world: string; readonly entry: Entry; readonly onUndone: () => void }) {
  const [, go] = useLocation()
  const [isAsked, setAsked] = useState(false)
  const { number } = entry
  const opening = call('sim.createWorld', { body: { from: world, before: number } })
  const undoing = call('sim.undo', { world, body: { to: number } })
  const again = entry.kind === 'call' ? toCall(world, entry) : undefined
  const open = useAct<World>(({ id }) => {
    showDone(`The world “${id}” is as ${world} was before entry ${number}.`)
    go(addressOf(id))
  })
  const undo = useAct<{ readonly undone: readonly Entry[] }>(({ undone }) => {
    showDone(`${counted(undone.length, 'entry', 'entries')} undone.`)
    onUndone()
  })
  return (
    <Group gap="xs">
      {again && (
        <span className="pair">
          <Text size="sm">This call</Text>
          <CopyAs call={again} what="this call" />
        </span>
      )}
      <span className="pair">
        <Button
          variant="default"
          size="xs"
          leftSection={<GitFork size={14} aria-hidden />}
          loading={open.isPending}
          onClick={() => open.mutate(opening)}
        >
          Open the world before this
        </Button>
        <CopyAs call={opening} what="open the world before this" />
      </span>
      <span className="pair">
        <Button variant="default" size="xs" leftSection={<Undo2 size={14} aria-hidden />} onClick={() => setAsked(true)}>
          Undo back to here
        </Button>
        <CopyAs call={undoing} what="undo back to here" />
      </span>
      <Confirm
        title={`Undo entry ${number} and all after it?`}
        action="Undo"
        isOpen={isAsked}
        isBusy={undo.isPending}
        onClose={() => setAsked(false)}
        onConfirm={() => undo.mutate(undoing, { onSettled: () => setAsked(false) })}
      >
        The world is as it was before this, its clock too. What happened since is taken out of the journal.
      </Confirm>
    </Group>
  )
}

function Exchange({ entry: { request, response } }: { readonly entry: CallEntry }) {
  return (
    <div className="both">
      <Part title="Request">
        <Json value={request.text ?? request.body} what="The body of the request" />
        <Part title="Headers" isSmall>
          <Pairs of={request.headers} none="none" />
        </Part>
      </Part>
      <Part title="Answer">
        <Json value={response.body} what="The body of the answer" />
        <Part title="Headers" isSmall>
          <Pairs of={response.headers} none="none" />
        </Part>
      </Part>
    </div>
  )
}

/** What is told of an entry that is no call. */
function Happening({ entry }: { readonly entry: Exclude<Entry, CallEntry> }) {
  switch (entry.kind) {
    case 'clock':
      return (
        <Part title={`From ${toDateTime(entry.from)} to ${toDateTime(entry.to)}`}>
          {entry.fired.length > 0 && <Json value={entry.fired} what="What happened" />}
          {untold(entry) && <Text size="sm">{untold(entry)}</Text>}
        </Part>
      )
    case 'event':
      return (
        <Part title="What was told">
          <Json value={entry.body} what="The body of the event" />
        </Part>
      )
    case 'control':
      return (
        <Part title="What it was about">
          <Json value={entry.subject} what="The subject" />
        </Part>
      )
    case 'data':
      return null
  }
}

function Part({
  title,
  isSmall = false,
  children,
}: {
  readonly title: string
  readonly isSmall?: boolean
  readonly children?: ReactNode
}) {
  return (
    <Stack component="section" gap="xs" miw={0}>
      <Title order={isSmall ? 4 : 3} size={isSmall ? 'sm' : 'h3'}>
        {title}
      </Title>
      {children}
    </Stack>
  )
}
