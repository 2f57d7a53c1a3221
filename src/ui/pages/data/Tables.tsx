import { Switch } from '@mantine/core'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { addressOf, useFilters } from '../../app/place.ts'
import { CopyAs } from '../../parts/CopyAs.tsx'
import { type Column, DataTable, foundIn } from '../../parts/DataTable.tsx'
import { counted, toNumber } from '../../parts/format.ts'
import { Panel } from '../../parts/Panel.tsx'
import { SearchField } from '../../parts/SearchField.tsx'
import { PageHead } from '../../parts/states.tsx'
import { tablesOf } from './calls.ts'
import type { Table } from './shape.ts'

/** All tables that there are. */
export function Tables({ world, tables }: { readonly world: string; readonly tables: readonly Table[] }) {
  const [, go] = useLocation()
  const { text: search, setText } = useFilters()
  const [hasEmpty, setEmpty] = useState(false)
  const ordered = tables.toSorted((a, b) => Number(b.is_writable) - Number(a.is_writable))
  const filled = ordered.filter(({ count }) => count > 0)
  const shown = foundIn(hasEmpty ? ordered : filled, columns, search)
  return (
    <>
      <PageHead title="Data" about="Every table of this world, as it is stored.">
        <CopyAs call={tablesOf(world)} what="list the tables" />
      </PageHead>
      <Panel
        title={`${counted(filled.length, 'table')} with rows`}
        aside={<SearchField label="Search tables" text={search} onText={setText} found={counted(shown.length, 'table')} />}
      >
        <DataTable
          label="Tables"
          rows={shown}
          columns={columns}
          keyOf={({ name }) => name}
          onOpen={({ name }) => go(addressOf(world, 'data', name))}
          openLabel={({ name }) => `Open ${name}`}
          empty={search ? `No table has “${search}” in its name.` : 'No table has rows. Show the empty ones to add some.'}
        />
      </Panel>
      <Switch
        label={`Show the ${counted(tables.length - filled.length, 'table')} without rows`}
        checked={hasEmpty}
        onChange={({ currentTarget }) => setEmpty(currentTarget.checked)}
      />
    </>
  )
}

const originOf = ({ is_writable, is_derived }: Table): string =>
  is_writable ? 'can be edited' : is_derived ? 'are worked out from others' : 'are kept by arsim'

const columns: readonly Column<Table>[] = [
  { id: 'name', title: 'Table', width: 170, value: ({ name }) => name },
  {
    id: 'count',
    title: 'Rows',
    width: 90,
    align: 'right',
    value: ({ count }) => count,
    render: ({ count }) => toNumber(count),
  },
  { id: 'origin', title: 'Its rows', width: 190, value: originOf },
  {
    id: 'references',
    title: 'Refers to',
    width: 260,
    grows: true,
    value: ({ references }) => [...new Set(Object.values(references))].join(', ') || undefined,
  },
]
