import { ActionIcon, Anchor, Badge, Button, Checkbox, Group, Text } from '@mantine/core'
import { GitFork, Plus, Scale, Trash2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { PageProps } from '../../app/page-props.ts'
import { addressOf, useAddresses, useFilters, usePlace } from '../../app/place.ts'
import { call } from '../../data/call.ts'
import { useWorlds, type World } from '../../data/queries.ts'
import { useAct } from '../../parts/act.ts'
import { Confirm } from '../../parts/Confirm.tsx'
import { CopyAs } from '../../parts/CopyAs.tsx'
import { type Column, DataTable, foundIn } from '../../parts/DataTable.tsx'
import { counted, toAge, toBytes, toDateTime, toNumber } from '../../parts/format.ts'
import { Panel } from '../../parts/Panel.tsx'
import { PersonName } from '../../parts/PersonText.tsx'
import { SearchField } from '../../parts/SearchField.tsx'
import { PageHead, Shown } from '../../parts/states.tsx'
import { showDone } from '../../parts/toasts.ts'
import { Comparison } from './Comparison.tsx'
import { WorldForm } from './WorldForm.tsx'

const ageOf = ({ started, now }: World): number => Date.parse(now) - Date.parse(started)

const deletion = (id: string) => call('sim.deleteWorld', { path: { world_id: id } })

/** All worlds: make, fork, compare and delete them. */
export default function Worlds({ world }: PageProps) {
  const worlds = useWorlds()
  const [, go] = useLocation()
  const { rest } = usePlace()
  const { text: search, setText } = useFilters()
  const addressWith = useAddresses(world, 'worlds')
  /** The world to copy; empty for a new one. */
  const [making, setMaking] = useState<string>()
  const [deleting, setDeleting] = useState<string>()
  const [chosen, setChosen] = useState<readonly string[]>([])
  const act = useAct(() => {
    showDone(`The world “${deleting}” is deleted.`)
    setChosen((before) => before.filter((id) => id !== deleting))
    setDeleting(undefined)
    if (deleting === world) go(addressOf('default', 'worlds'), { replace: true })
  })
  const columns = useMemo(
    () => columnsOf({ here: world, chosen, setChosen, fork: setMaking, forget: setDeleting }),
    [world, chosen],
  )
  const shown = foundIn(worlds.data ?? [], columns, search)
  const title = counted(shown.length, 'world')
  const [left, right] = chosen
  return (
    <>
      <PageHead title="Worlds" about="Each is a complete state of its own; a copy costs next to nothing.">
        <Button
          variant="default"
          leftSection={<Scale size={16} aria-hidden />}
          disabled={left === undefined || right === undefined}
          title={right === undefined ? 'Choose two worlds to compare.' : undefined}
          onClick={() => left && right && go(addressWith(left, right))}
        >
          Compare
        </Button>
        <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => setMaking('')}>
          New world
        </Button>
      </PageHead>
      <Shown of={worlds}>
        {(all) => (
          <>
            {rest.length === 2 && (
              <Comparison
                key={rest.join(' ')}
                left={rest[0] ?? ''}
                right={rest[1] ?? ''}
                worlds={all}
                onClose={() => go(addressWith(), { replace: true })}
              />
            )}
            <Panel title={title} aside={<SearchField label="Search worlds" text={search} onText={setText} found={title} />}>
              <DataTable
                label="Worlds"
                rows={shown}
                columns={columns}
                keyOf={({ id }) => id}
                rowHeight={48}
                empty={`No world has “${search}” in it.`}
              />
            </Panel>
          </>
        )}
      </Shown>
      {making !== undefined && <WorldForm worlds={worlds.data ?? []} from={making} onClose={() => setMaking(undefined)} />}
      <Confirm
        title={`Delete ${deleting ?? ''}?`}
        action="Delete"
        isOpen={deleting !== undefined}
        isBusy={act.isPending}
        onClose={() => setDeleting(undefined)}
        onConfirm={() => deleting !== undefined && act.mutate(deletion(deleting))}
      >
        All that happened in it is gone. Its name is free again.
      </Confirm>
    </>
  )
}

/** Two things in one cell, one above the other. */
function Two({ first, second }: { readonly first: string; readonly second: string }) {
  return (
    <>
      <PersonName text={first} />
      <Text size="xs" className="faint">
        {second}
      </Text>
    </>
  )
}

interface Acts {
  readonly here: string
  readonly chosen: readonly string[]
  readonly setChosen: (chosen: readonly string[]) => void
  readonly fork: (id: string) => void
  readonly forget: (id: string) => void
}

function columnsOf({ here, chosen, setChosen, fork, forget }: Acts): Column<World>[] {
  // Of more than two, those chosen last are compared.
  const toggle = (id: string) => setChosen(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id].slice(-2))
  return [
    {
      id: 'chosen',
      title: 'Compare',
      isTitleHidden: true,
      width: 44,
      render: ({ id }) => (
        <Checkbox size="xs" aria-label={`Compare ${id}`} checked={chosen.includes(id)} onChange={() => toggle(id)} />
      ),
    },
    {
      id: 'id',
      title: 'Name',
      width: 158,
      grows: true,
      value: ({ id }) => id,
      render: ({ id }) => (
        <Group gap="xs" wrap="nowrap">
          <Anchor component={Link} href={addressOf(id)} size="sm" fw={600} className="cut">
            {id}
          </Anchor>
          {id === here && (
            <Badge size="sm" variant="default" tt="none">
              this one
            </Badge>
          )}
        </Group>
      ),
    },
    {
      id: 'scenario',
      title: 'Scenario',
      width: 112,
      value: ({ scenario, seed }) => `${scenario}, seed ${seed}`,
      render: ({ scenario, seed }) => <Two first={scenario} second={`seed ${seed}`} />,
    },
    { id: 'now', title: 'Its time (UTC)', width: 192, value: ({ now }) => now, render: ({ now }) => toDateTime(now) },
    { id: 'age', title: 'Age', width: 110, value: ageOf, render: ({ started, now }) => toAge(started, now) },
    {
      id: 'clock',
      title: 'Clock',
      width: 84,
      value: ({ clock, life }) => `${clock}, life ${life}`,
      render: ({ clock, life }) => <Two first={clock} second={`life ${life}`} />,
    },
    {
      id: 'happened',
      title: 'Happened',
      width: 116,
      align: 'right',
      value: ({ happened }) => happened,
      render: ({ happened }) => toNumber(happened),
    },
    {
      id: 'size',
      title: 'Size',
      width: 80,
      align: 'right',
      value: ({ size }) => size,
      render: ({ size }) => toBytes(size),
    },
    {
      id: 'acts',
      title: 'Actions',
      isTitleHidden: true,
      width: 132,
      align: 'right',
      stays: true,
      render: ({ id }) => (
        <Group gap={2} justify="flex-end" wrap="nowrap">
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`Fork ${id}`} title="Fork" onClick={() => fork(id)}>
            <GitFork size={16} aria-hidden />
          </ActionIcon>
          {id !== 'default' && (
            <>
              <CopyAs call={deletion(id)} what={`delete ${id}`} />
              <ActionIcon
                variant="subtle"
                color="red"
                size="lg"
                aria-label={`Delete ${id}`}
                title="Delete"
                onClick={() => forget(id)}
              >
                <Trash2 size={16} aria-hidden />
              </ActionIcon>
            </>
          )}
        </Group>
      ),
    },
  ]
}
