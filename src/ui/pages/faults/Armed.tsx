import { ActionIcon, Badge, Button, Group, Text } from '@mantine/core'
import { ShieldCheck, Trash2 } from 'lucide-react'
import type { Fault } from '../../../core/world/faults/fault.ts'
import { type Call, call } from '../../data/call.ts'
import { useRead } from '../../data/queries.ts'
import { useAct } from '../../parts/act.ts'
import { CopyAs } from '../../parts/CopyAs.tsx'
import { type Column, DataTable } from '../../parts/DataTable.tsx'
import { toNumber } from '../../parts/format.ts'
import { Panel } from '../../parts/Panel.tsx'
import { Empty, Shown } from '../../parts/states.tsx'
import { showDone } from '../../parts/toasts.ts'
import { isSpent, matchInWords, oftenInWords, troubleInWords } from './fault.ts'

/** The faults of a world, in the order in which they apply. */
export function Armed({ world }: { readonly world: string }) {
  const faults = useRead<readonly Fault[]>(call('sim.listFaults', { world }))
  const act = useAct(() => showDone('Removed.'))
  const clear = call('sim.clearFaults', { world })
  const columns = columnsOf(world, (what) => act.mutate(what))
  return (
    <Shown of={faults}>
      {(all) => (
        <Panel
          title="Armed"
          aside={
            all.length > 0 && (
              <span className="pair">
                <Button variant="default" size="xs" loading={act.isPending} onClick={() => act.mutate(clear)}>
                  Remove all
                </Button>
                <CopyAs call={clear} what="remove all" />
              </span>
            )
          }
        >
          {all.length ? (
            <DataTable label="Armed faults" rows={all} columns={columns} keyOf={({ id }) => id} rowHeight={52} />
          ) : (
            <Empty title="Nothing goes wrong" icon={ShieldCheck}>
              Arm a fault, and the calls that it hits are counted here.
            </Empty>
          )}
        </Panel>
      )}
    </Shown>
  )
}

const columnsOf = (world: string, act: (what: Call) => void): Column<Fault>[] => [
  { id: 'id', title: 'Id', width: 96, value: ({ id }) => id },
  {
    id: 'trouble',
    title: 'What goes wrong',
    width: 254,
    grows: true,
    value: troubleInWords,
    render: (fault) => (
      <Group gap={6} wrap="nowrap">
        <Text size="sm" fw={600} className="cut">
          {troubleInWords(fault)}
        </Text>
        {isSpent(fault) && (
          <Badge size="sm" variant="light" color="gray" tt="none" flex="none">
            used up
          </Badge>
        )}
      </Group>
    ),
  },
  { id: 'match', title: 'With', width: 196, grows: true, value: matchInWords },
  { id: 'often', title: 'How often', width: 180, value: (fault) => oftenInWords(fault) || 'each time' },
  { id: 'seen', title: 'Matched', width: 104, align: 'right', value: ({ seen }) => seen, render: ({ seen }) => toNumber(seen) },
  {
    id: 'hits',
    title: 'Hit',
    width: 70,
    align: 'right',
    value: ({ hits }) => hits,
    render: ({ hits }) => <strong>{toNumber(hits)}</strong>,
  },
  {
    id: 'acts',
    title: 'Actions',
    isTitleHidden: true,
    width: 100,
    align: 'right',
    render: ({ id }) => {
      const what = call('sim.removeFault', { world, path: { fault_id: id } })
      return (
        <Group gap={0} justify="flex-end" wrap="nowrap">
          <CopyAs call={what} what={`remove ${id}`} />
          <ActionIcon variant="subtle" color="red" size="lg" aria-label={`Remove ${id}`} title="Remove" onClick={() => act(what)}>
            <Trash2 size={16} aria-hidden />
          </ActionIcon>
        </Group>
      )
    },
  },
]
