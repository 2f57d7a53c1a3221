import { Anchor, Button, Stack, Text } from '@mantine/core'
import { Link2, Pencil, Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { useName } from '../../app/names.ts'
import { addressOf } from '../../app/place.ts'
import { useRead, useReads } from '../../data/queries.ts'
import { rowOf, rowsOf } from '../../data/stored.ts'
import { useAct } from '../../parts/act.ts'
import { Confirm } from '../../parts/Confirm.tsx'
import { CopyAs } from '../../parts/CopyAs.tsx'
import { counted } from '../../parts/format.ts'
import { Json } from '../../parts/Json.tsx'
import { Panel } from '../../parts/Panel.tsx'
import { PersonName, PersonText } from '../../parts/PersonText.tsx'
import { Empty, isMissing, Missing, PageHead, Shown } from '../../parts/states.tsx'
import { showDone } from '../../parts/toasts.ts'
import { Cell, isEmpty } from './Cell.tsx'
import { deletion } from './calls.ts'
import { RowForm } from './RowForm.tsx'
import { type Field, labelOf, type Row, referencesOf, referrersOf, type Table } from './shape.ts'

/** Of those that refer to a row, so many are named. */
const NAMED = 5

interface Props {
  readonly world: string
  readonly table: Table
  readonly tables: readonly Table[]
  readonly fields: readonly Field[]
  readonly id: string
}

/** One row: what it holds, what it refers to, and what refers to it. */
export function RowView(props: Props) {
  const { world, table, id } = props
  const row = useRead(rowOf(world, table.name, id))
  useName(addressOf(world, 'data', table.name, id), row.data && labelOf(row.data))
  const [isEditing, setEditing] = useState(false)
  return (
    <>
      <nav aria-label="Where this is">
        <Anchor component={Link} href={addressOf(world, 'data')} size="sm">
          Data
        </Anchor>{' '}
        <span className="faint">/</span>{' '}
        <Anchor component={Link} href={addressOf(world, 'data', table.name)} size="sm">
          {table.name}
        </Anchor>
      </nav>
      <Shown of={row} missing={<Missing what="row" was={row.data !== undefined} isPage />}>
        {(data) => <Loaded {...props} row={data} onEdit={() => setEditing(true)} />}
      </Shown>
      {isEditing && row.data && (
        <RowForm {...props} row={row.data} isGone={isMissing(row.error)} onClose={() => setEditing(false)} />
      )}
    </>
  )
}

interface LoadedProps extends Props {
  readonly row: Row
  readonly onEdit: () => void
}

function Loaded({ world, table, tables, fields, row, onEdit }: LoadedProps) {
  return (
    <>
      <PageHead title={<PersonName text={labelOf(row)} />} about={`A row of ${table.name}.`}>
        <RowActs world={world} table={table} row={row} onEdit={onEdit} />
      </PageHead>
      <div className="row-view">
        <Panel title="Columns">
          <dl className="facts">
            {fields.map((field) => (
              <div key={field.name}>
                <dt>{field.name}</dt>
                <dd>
                  <Value world={world} field={field} refersTo={table.references[field.name]} value={row[field.name]} />
                </dd>
              </div>
            ))}
          </dl>
        </Panel>
        <Stack miw={0}>
          <Panel title="Refers to">
            <References world={world} table={table} row={row} />
          </Panel>
          <Panel title="Referred to by">
            <Referrers world={world} table={table} tables={tables} id={row.id} />
          </Panel>
        </Stack>
      </div>
    </>
  )
}

function RowActs({ world, table, row, onEdit }: Pick<LoadedProps, 'world' | 'table' | 'row' | 'onEdit'>) {
  const [isDeleting, setDeleting] = useState(false)
  const [, go] = useLocation()
  const deleting = deletion(world, table.name, row.id)
  const act = useAct(() => {
    showDone('The row is deleted.')
    go(addressOf(world, 'data', table.name), { replace: true })
  })
  if (!table.is_writable) return <CopyAs call={rowOf(world, table.name, row.id)} what="read the row" />
  return (
    <>
      <CopyAs call={rowOf(world, table.name, row.id)} what="read the row" />
      <Button variant="default" leftSection={<Pencil size={16} aria-hidden />} onClick={onEdit}>
        Edit
      </Button>
      <span className="pair">
        <Button variant="default" leftSection={<Trash2 size={16} aria-hidden />} onClick={() => setDeleting(true)}>
          Delete
        </Button>
        <CopyAs call={deleting} what="delete the row" />
      </span>
      <Confirm
        title="Delete this row?"
        action="Delete"
        isOpen={isDeleting}
        isBusy={act.isPending}
        onClose={() => setDeleting(false)}
        onConfirm={() => act.mutate(deleting)}
      >
        Rows that refer to it stay as they are.
      </Confirm>
    </>
  )
}

/** A value with all that it holds. */
function Value({
  world,
  field,
  refersTo,
  value,
}: {
  readonly world: string
  readonly field: Field
  readonly refersTo: string | undefined
  readonly value: unknown
}) {
  if (typeof value === 'object' && !isEmpty(value)) return <Json value={value} what={field.name} />
  if (field.kind === 'text' && refersTo === undefined && typeof value === 'string' && value)
    return <PersonText size="sm" text={value} />
  return (
    <Text size="sm" component="div">
      <Cell world={world} field={field} refersTo={refersTo} value={value} />
    </Text>
  )
}

function RowLink({
  world,
  table,
  id,
  children,
}: {
  readonly world: string
  readonly table: string
  readonly id: string
  readonly children: ReactNode
}) {
  return (
    <Anchor component={Link} href={addressOf(world, 'data', table, id)} size="sm" className="cut" title={id}>
      {children}
    </Anchor>
  )
}

function References({ world, table, row }: { readonly world: string; readonly table: Table; readonly row: Row }) {
  const all = referencesOf(row, table)
  const rows = useReads(all.map((each) => rowOf(world, each.table, each.id)))
  if (!all.length) return <Empty title="It refers to nothing" icon={Link2} />
  return (
    <ul className="lines">
      {all.map(({ column, table: other, id }, at) => (
        <li key={`${column} ${id}`}>
          <RowLink world={world} table={other} id={id}>
            <PersonName text={rows[at] ? labelOf(rows[at]) : id} />
          </RowLink>
          <Text size="xs" className="faint" flex="none">
            {column}
          </Text>
        </li>
      ))}
    </ul>
  )
}

function Referrers({
  world,
  table,
  tables,
  id,
}: {
  readonly world: string
  readonly table: Table
  readonly tables: readonly Table[]
  readonly id: string
}) {
  const ways = referrersOf(table.name, tables)
  const pages = useReads(ways.map((way) => rowsOf(world, way.table, { [way.column]: id, page_size: NAMED })))
  const found = ways.flatMap((way, at) => (pages[at]?.count ? [{ ...way, ...pages[at] }] : []))
  if (!found.length)
    return (
      <Empty title={pages.includes(undefined) ? 'Looking…' : 'Nothing refers to it'} icon={Link2}>
        {ways.length === 0 && 'No table holds ids of this one.'}
      </Empty>
    )
  return (
    <ul className="lines">
      {found.map(({ table: other, column, count, rows }) => (
        <li key={`${other} ${column}`}>
          <div className="moment">
            <Anchor
              component={Link}
              href={`${addressOf(world, 'data', other)}?${new URLSearchParams({ [column]: id })}`}
              size="sm"
              fw={600}
            >
              {counted(count, 'row')} of {other}
            </Anchor>
            {rows.map((row) => (
              <RowLink key={row.id} world={world} table={other} id={row.id}>
                <PersonName text={labelOf(row)} />
              </RowLink>
            ))}
          </div>
          <Text size="xs" className="faint" flex="none">
            {column}
          </Text>
        </li>
      ))}
    </ul>
  )
}
