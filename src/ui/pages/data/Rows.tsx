import { Button, Group, Pill, Select, Switch } from '@mantine/core'
import { Plus } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import { addressOf, useFilters } from '../../app/place.ts'
import { rowsOf } from '../../data/stored.ts'
import { CopyAs } from '../../parts/CopyAs.tsx'
import { type Column, MONEY_WIDTH, VirtualTable } from '../../parts/DataTable.tsx'
import { counted, toText } from '../../parts/format.ts'
import { Panel } from '../../parts/Panel.tsx'
import { SearchField } from '../../parts/SearchField.tsx'
import { Failed, PageHead } from '../../parts/states.tsx'
import { Cell } from './Cell.tsx'
import { RowForm } from './RowForm.tsx'
import { useNames, useRows } from './rows.ts'
import { type Field, isMoney, type Row, shownFields, type Table } from './shape.ts'

const widths: Readonly<Record<Field['kind'], number>> = {
  text: 190,
  number: 110,
  boolean: 110,
  choice: 130,
  date: 120,
  time: 190,
  json: 220,
}

/** What a name in the head takes. */
const LETTER = 9
const PADDING = 28

/** What a column takes; ids of other tables are shown by a name or in short. */
function widthOf(field: Field, { references }: Table): number {
  const own = field.name in references ? 130 : isMoney(field) ? MONEY_WIDTH : widths[field.kind]
  return Math.max(own, LETTER * field.name.length + PADDING)
}

/** The rows of one table: searched, sorted and scrolled, however many there are. */
export function Rows({
  world,
  table,
  tables,
  fields,
}: {
  readonly world: string
  readonly table: Table
  readonly tables: readonly Table[]
  readonly fields: readonly Field[]
}) {
  const [, go] = useLocation()
  const { params, set, text, setText, sort, setSort } = useFilters()
  const [isWhole, setWhole] = useState(false)
  const [isAdding, setAdding] = useState(false)
  const query = Object.fromEntries(params)
  const { first, rowAt, inSight, setRange } = useRows(world, table.name, query)
  const shown = useMemo(() => shownFields(fields, table, isWhole), [fields, table, isWhole])
  const [from, to] = inSight
  const names = useNames(world, table, shown, Array.from({ length: to - from + 1 }, (_, at) => rowAt(from + at) ?? []).flat())
  const columns = useMemo(() => columnsOf(world, table, shown, names), [world, table, shown, names])
  const onRange = useCallback((from: number, to: number) => setRange([from, to]), [setRange])
  const filters = [...params].filter(([name]) => name !== 'search' && name !== 'sort')
  const count = first.data?.count ?? 0
  const title = first.data ? counted(count, 'row') : 'Rows'
  return (
    <>
      <PageHead title={table.name} about={aboutOf(table)}>
        <Select
          aria-label="Table"
          data={tables.map(({ name }) => name)}
          value={table.name}
          onChange={(name) => name && go(addressOf(world, 'data', name))}
          searchable
          allowDeselect={false}
          nothingFoundMessage="No such table"
          w={180}
        />
        {table.is_writable && (
          <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => setAdding(true)}>
            Add a row
          </Button>
        )}
      </PageHead>
      <Panel
        title={title}
        aside={
          <Group gap="xs" wrap="nowrap">
            <Switch
              size="xs"
              label="All columns"
              className="whole"
              checked={isWhole}
              onChange={({ currentTarget }) => setWhole(currentTarget.checked)}
            />
            <CopyAs call={rowsOf(world, table.name, query)} what="read the rows" />
          </Group>
        }
      >
        <div className="filters filters-few">
          <SearchField
            label="Search rows"
            placeholder="Search all columns"
            text={text}
            onText={setText}
            found={query.search === text && !first.isPlaceholderData && title}
          />
          {filters.map(([name, value]) => (
            <Pill
              key={name}
              withRemoveButton
              onRemove={() => set(name, undefined)}
              removeButtonProps={{ 'aria-label': `Remove the filter ${name}`, 'aria-hidden': false, tabIndex: 0 }}
            >
              {name}: {value}
            </Pill>
          ))}
        </div>
        {first.error ? (
          <Failed error={first.error} again={() => void first.refetch()} />
        ) : (
          <VirtualTable
            key={first.data ? params.toString() : 'reading'}
            label={`Rows of ${table.name}`}
            columns={columns}
            count={count}
            rowAt={rowAt}
            keyOf={({ id }) => id}
            onOpen={({ id }) => go(addressOf(world, 'data', table.name, id))}
            sort={sort}
            onSort={setSort}
            onRange={onRange}
            isKept
            empty={
              !first.data
                ? 'Reading…'
                : text || filters.length
                  ? 'No row fits.'
                  : table.is_writable
                    ? 'This table has no rows. Add one, or call the API.'
                    : 'This table has no rows. What happens in the world fills it.'
            }
          />
        )}
      </Panel>
      {isAdding && (
        <RowForm
          world={world}
          table={table}
          fields={fields}
          onClose={() => setAdding(false)}
          onSaved={({ id }) => go(addressOf(world, 'data', table.name, id))}
        />
      )}
    </>
  )
}

const aboutOf = ({ is_writable, is_derived }: Table): string =>
  is_writable
    ? 'Rows as they are stored. What is edited here follows no rule of the API but its schema.'
    : is_derived
      ? 'Worked out from other tables: it can only be read.'
      : 'Kept by arsim itself: it can only be read.'

const columnsOf = (world: string, table: Table, fields: readonly Field[], names: ReadonlyMap<string, string>): Column<Row>[] =>
  fields.map((field, at) => ({
    id: field.name,
    title: field.name,
    width: widthOf(field, table),
    grows: at === 0,
    ...(field.kind === 'number' && { align: 'right' }),
    value: (row) => toText(row[field.name]),
    // The first cell opens the row; a link in it would be a link in a button.
    render: (row) => (
      <Cell
        world={world}
        field={field}
        refersTo={at ? table.references[field.name] : undefined}
        name={names.get(`${table.references[field.name]} ${row[field.name]}`)}
        value={row[field.name]}
      />
    ),
  }))
