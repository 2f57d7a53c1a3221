import { CloseButton, Group } from '@mantine/core'
import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { Equal } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { NoWorld } from '../../app/NoWorld.tsx'
import { type Call, call } from '../../data/call.ts'
import { useClient } from '../../data/context.ts'
import type { World } from '../../data/queries.ts'
import { CopyAs } from '../../parts/CopyAs.tsx'
import { type Column, DataTable } from '../../parts/DataTable.tsx'
import { Side } from '../../parts/Dialog.tsx'
import { counted } from '../../parts/format.ts'
import { Panel } from '../../parts/Panel.tsx'
import { Empty, Shown } from '../../parts/states.tsx'
import { ChangedRows } from '../calls/ChangedRows.tsx'
import { type Difference, differenceInWords, differencesOf, onlyIn, type WholeWorld } from './compare.ts'

const whole = (world: string): Call<WholeWorld> => call('sim.getState', { world, query: { whole: true } })

const keyOf = ({ table, id }: Difference): string => `${table} ${id}`

/** Reads again once something has happened, as the list of worlds tells it: never before what is under way is read. */
function useReadAgain({ isFetching, refetch }: Pick<UseQueryResult, 'isFetching' | 'refetch'>, happened: string): void {
  const read = useRef(happened)
  useEffect(() => {
    if (isFetching || read.current === happened) return
    read.current = happened
    void refetch()
  }, [isFetching, refetch, happened])
}

/** The rows that two worlds do not have in common. */
export function Comparison({
  left,
  right,
  worlds,
  onClose,
}: {
  readonly left: string
  readonly right: string
  readonly worlds: readonly World[]
  readonly onClose: () => void
}) {
  const client = useClient()
  const [opened, setOpened] = useState<string>()
  const both = [left, right].map((id) => worlds.find((world) => world.id === id))
  const missing = [left, right].find((_, at) => !both[at])
  const differences = useQuery({
    queryKey: ['', 'compare', left, right],
    queryFn: async ({ signal }) => {
      const [one, other] = await Promise.all([client.send(whole(left), signal), client.send(whole(right), signal)])
      return differencesOf(one, other)
    },
    enabled: missing === undefined,
    // It is much that is read, and only this reads it: see below when.
    meta: { stays: true },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  useReadAgain(differences, JSON.stringify(both.map((world) => [world?.started, world?.happened, world?.size])))
  const columns = useMemo<Column<Difference>[]>(
    () => [
      { id: 'table', title: 'Table', width: 180, value: ({ table }) => table },
      { id: 'id', title: 'Row', width: 150, value: ({ id }) => id },
      { id: 'differs', title: 'What differs', width: 320, grows: true, value: (each) => differenceInWords(each, [left, right]) },
    ],
    [left, right],
  )
  const data = missing === undefined ? differences.data : undefined
  const open = data?.find((each) => keyOf(each) === opened)
  return (
    <Panel
      title={data ? `${left} and ${right} differ in ${counted(data.length, 'row')}` : `${left} and ${right}`}
      aside={
        <Group gap={4} wrap="nowrap">
          <CopyAs call={whole(left)} what={`read all of ${left}`} />
          <CopyAs call={whole(right)} what={`read all of ${right}`} />
          <CloseButton aria-label="Close the comparison" onClick={onClose} />
        </Group>
      }
    >
      {missing === undefined ? (
        <Shown of={differences}>
          {(all) =>
            all.length ? (
              <DataTable
                label="Rows that differ"
                rows={all}
                columns={columns}
                keyOf={keyOf}
                onOpen={(each) => setOpened(keyOf(each))}
                openLabel={({ table, id }) => `${table}: open ${id}`}
                maxHeight="50vh"
              />
            ) : (
              <Empty title="Both have the same rows" icon={Equal}>
                Call one of them, or move its clock, and what changes shows here.
              </Empty>
            )
          }
        </Shown>
      ) : (
        <NoWorld world={missing} />
      )}
      {open && (
        <Side title="What differs" onClose={() => setOpened(undefined)}>
          <ChangedRows
            world={open.right ? right : left}
            rows={[{ table: open.table, id: open.id, before: open.left ?? null, after: open.right ?? null }]}
            sides={[left, right]}
            badge={onlyIn(open, [left, right]) ?? 'differs'}
          />
        </Side>
      )}
    </Panel>
  )
}
