import { Compass } from 'lucide-react'
import type { PageProps } from '../../app/page-props.ts'
import { usePlace } from '../../app/place.ts'
import { useRead } from '../../data/queries.ts'
import { Empty, Shown } from '../../parts/states.tsx'
import { schemaOf, tablesOf } from './calls.ts'
import { Rows } from './Rows.tsx'
import { RowView } from './RowView.tsx'
import { fieldsOf, type Table } from './shape.ts'
import { Tables } from './Tables.tsx'

/** All tables of a world, their rows, and each of them. */
export default function Data({ world }: PageProps) {
  const { rest } = usePlace()
  const [name, id] = rest
  const tables = useRead(tablesOf(world))
  return (
    <Shown of={tables}>
      {(all) => {
        const table = all.find((each) => each.name === name)
        if (name === undefined || name === '') return <Tables world={world} tables={all} />
        return table ? (
          <OfTable key={name} world={world} table={table} tables={all} id={id} />
        ) : (
          <Empty title={`There is no table “${name}”`} icon={Compass} isPage>
            All tables are under Data.
          </Empty>
        )
      }}
    </Shown>
  )
}

function OfTable({
  id,
  ...props
}: {
  readonly world: string
  readonly table: Table
  readonly tables: readonly Table[]
  readonly id: string | undefined
}) {
  const schema = useRead(schemaOf(props.world, props.table.name), { stays: true })
  return (
    <Shown of={schema}>
      {({ schema: own }) => {
        const fields = fieldsOf(own)
        return id ? <RowView key={id} {...props} fields={fields} id={id} /> : <Rows {...props} fields={fields} />
      }}
    </Shown>
  )
}
