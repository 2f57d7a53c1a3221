import { Badge, Button, Group, Select, Text } from '@mantine/core'
import { ArrowUp, Radio, TriangleAlert } from 'lucide-react'
import { useCallback, useDeferredValue, useEffect, useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import type { Entry, EntryKind } from '../../../core/world/journal/entry.ts'
import type { PageProps } from '../../app/page-props.ts'
import { useAddresses, useFilters, usePlace } from '../../app/place.ts'
import { hasHole, journalOf, MOST_ENTRIES, useJournal } from '../../data/journal.ts'
import { CopyAs } from '../../parts/CopyAs.tsx'
import { type Column, VirtualTable } from '../../parts/DataTable.tsx'
import { sayingOf, shortened, statusColor, statusOf } from '../../parts/entries.ts'
import { counted, toDateTime, toNumber } from '../../parts/format.ts'
import { Panel } from '../../parts/Panel.tsx'
import { PersonName } from '../../parts/PersonText.tsx'
import { SearchField } from '../../parts/SearchField.tsx'
import { Empty, PageHead, Shown } from '../../parts/states.tsx'
import { EntryDrawer } from './EntryDrawer.tsx'
import { chosen, NO_ANSWER, noticesOf, operationOf, operationsIn, type Wanted } from './lines.ts'

/** The journal of a world, as it grows. */
export default function Calls({ world }: PageProps) {
  const journal = useJournal(world)
  const [, go] = useLocation()
  const { rest } = usePlace()
  const addressWith = useAddresses(world, 'calls')
  const open = useCallback(({ number }: Entry) => go(addressWith(String(number))), [go, addressWith])
  return (
    <>
      <PageHead title="Calls" about="Everything that happened in this world, as it happens.">
        <CopyAs call={journalOf(world)} what="read the journal" />
      </PageHead>
      <Shown of={journal}>{(entries) => <Journal entries={entries} onHold={journal.hold} onOpen={open} />}</Shown>
      {rest[0] && <EntryDrawer world={world} number={rest[0]} onClose={() => go(addressWith(), { replace: true })} />}
    </>
  )
}

function Journal({
  entries,
  onHold,
  onOpen,
}: {
  readonly entries: readonly Entry[]
  readonly onHold: (number: number | undefined) => void
  readonly onOpen: (entry: Entry) => void
}) {
  const { params, set, text, setText } = useFilters()
  const wanted = useMemo(() => wantedIn(params, text), [params, text])
  const soon = useDeferredValue(wanted)
  const shown = useMemo(() => chosen(entries, soon), [entries, soon])
  const { lines, held, waiting, hold, release, round } = useHeld(shown, onHold)
  const operations = useMemo(() => operationsIn(entries), [entries])
  if (!entries.length)
    return (
      <Panel title="Nothing yet">
        <Empty title="Nobody has called yet" icon={Radio}>
          Each call to an API shows here at once, and so does each move of the clock. The first page has a call to copy.
        </Empty>
      </Panel>
    )
  const isBroken = hasHole(entries, held)
  const all = allOf(entries, isBroken)
  const title = shown.length === entries.length ? all : `${toNumber(shown.length)} of ${all}`
  const found = soon === wanted && counted(shown.length, 'entry', 'entries')
  return (
    <Panel
      title={title}
      aside={
        waiting > 0 && (
          <Button size="compact-sm" variant="light" leftSection={<ArrowUp size={14} aria-hidden />} onClick={release}>
            {isBroken ? `${toNumber(waiting)}+ newer ones` : counted(waiting, 'newer one')}
          </Button>
        )
      }
    >
      <Filters wanted={wanted} found={found} operations={operations} onText={setText} onChange={set} />
      <VirtualTable
        key={round}
        label="Journal"
        columns={columns}
        onPhone={onPhone}
        count={lines.length}
        rowAt={(at) => lines[at]}
        keyOf={keyOf}
        onOpen={onOpen}
        openLabel={labelOf}
        onAway={hold}
        empty="No entry fits all of these filters."
      />
    </Panel>
  )
}

/** How many are here, and of how many where others are not. */
function allOf(entries: readonly Entry[], isBroken: boolean): string {
  const happened = entries.at(-1)?.number ?? 0
  const all = counted(entries.length, 'entry', 'entries')
  return entries.length < MOST_ENTRIES || happened === entries.length
    ? all
    : `${isBroken ? '' : 'the newest '}${toNumber(entries.length)} of ${counted(happened, 'entry', 'entries')}`
}

/** Keeps lines where they are while somebody reads further down: what comes waits above. */
function useHeld(shown: readonly Entry[], onHold: (number: number | undefined) => void) {
  const [last, setLast] = useState<number>()
  const [round, setRound] = useState(0)
  const newest = shown[0]?.number
  const lines = useMemo(() => (last === undefined ? shown : shown.filter(({ number }) => number <= last)), [shown, last])
  const hold = useCallback((isAway: boolean) => setLast((before) => (isAway ? (before ?? newest) : undefined)), [newest])
  useEffect(() => onHold(last), [onHold, last])
  const release = () => {
    setLast(undefined)
    setRound((before) => before + 1)
  }
  return { lines, held: last, waiting: shown.length - lines.length, hold, release, round }
}

const kinds: readonly { readonly value: EntryKind; readonly label: string }[] = [
  { value: 'call', label: 'Calls' },
  { value: 'clock', label: 'Clock' },
  { value: 'event', label: 'Events' },
  { value: 'control', label: 'Control' },
  { value: 'data', label: 'Data' },
]

/** What the address says is wanted. */
const wantedIn = (params: URLSearchParams, text: string): Wanted => ({
  text,
  operation: params.get('operation'),
  status: statuses.find(({ value }) => value === params.get('status'))?.value ?? null,
  kind: kinds.find(({ value }) => value === params.get('kind'))?.value ?? null,
})

const statuses = [
  ...['2', '3', '4', '5'].map((value) => ({ value, label: `${value}xx` })),
  { value: NO_ANSWER, label: 'No answer' },
]

function Filters({
  wanted,
  found,
  operations,
  onText,
  onChange,
}: {
  readonly wanted: Wanted
  readonly found: string | false
  readonly operations: readonly string[]
  readonly onText: (text: string) => void
  readonly onChange: (name: keyof Wanted, value: string | null) => void
}) {
  return (
    <div className="filters">
      <SearchField
        label="Search the journal"
        placeholder="Path, caller, warning, body…"
        text={wanted.text}
        onText={onText}
        found={found}
      />
      <Select
        aria-label="Operation"
        placeholder="Any operation"
        size="xs"
        data={[...new Set([...operations, ...(wanted.operation === null ? [] : [wanted.operation])])]}
        value={wanted.operation}
        onChange={(value) => onChange('operation', value)}
        searchable
        clearable
        nothingFoundMessage="Not called yet"
      />
      <Select
        aria-label="Status"
        placeholder="Any status"
        size="xs"
        data={statuses}
        value={wanted.status}
        onChange={(value) => onChange('status', value)}
        clearable
      />
      <Select
        aria-label="Kind"
        placeholder="Any kind"
        size="xs"
        data={kinds}
        value={wanted.kind}
        onChange={(value) => onChange('kind', value)}
        clearable
      />
    </div>
  )
}

const keyOf = ({ number }: Entry): string => String(number)
const labelOf = (entry: Entry): string => `${toDateTime(entry.at)}: open ${entry.number}, ${shortened(sayingOf(entry))}`

const onPhone = { what: 190, status: 120 }

const columns: readonly Column<Entry>[] = [
  {
    id: 'at',
    title: 'Time (UTC)',
    width: 190,
    render: ({ at }) => (
      <time dateTime={at} className="world-time">
        {toDateTime(at)}
      </time>
    ),
  },
  {
    id: 'status',
    title: 'Status',
    width: 120,
    render: (entry) =>
      entry.kind === 'call' ? (
        <Badge variant="light" color={statusColor(entry)} radius="sm" tt="none">
          {statusOf(entry)}
        </Badge>
      ) : (
        <Badge variant="default" radius="sm" tt="none">
          {entry.kind}
        </Badge>
      ),
  },
  {
    id: 'what',
    title: 'Call',
    width: 262,
    grows: true,
    render: (entry) => (
      <Text size="sm" span className="cut" {...(entry.kind === 'call' && { ff: 'monospace' })} title={sayingOf(entry)}>
        {shortened(sayingOf(entry))}
      </Text>
    ),
  },
  { id: 'operation', title: 'Operation', width: 166, value: operationOf },
  {
    id: 'caller',
    title: 'Caller',
    width: 124,
    value: (entry) => (entry.kind === 'call' ? entry.caller?.name : undefined),
  },
  {
    id: 'changed',
    title: 'Rows',
    width: 68,
    align: 'right',
    value: ({ changed }) => changed,
    render: ({ changed }) => (changed ? toNumber(changed) : <span className="faint">–</span>),
  },
  {
    id: 'notices',
    title: 'Warnings',
    width: 120,
    value: (entry) => noticesOf(entry).length,
    render: (entry) => <Notices of={noticesOf(entry)} />,
  },
]

function Notices({ of: [first, ...more] }: { readonly of: readonly string[] }) {
  if (first === undefined) return <span className="faint">–</span>
  return (
    <Group gap={6} wrap="nowrap" title={[first, ...more].join('\n')}>
      <TriangleAlert size={14} className="warns" aria-hidden />
      <PersonName text={more.length ? `${first} (+${more.length})` : first} />
    </Group>
  )
}
