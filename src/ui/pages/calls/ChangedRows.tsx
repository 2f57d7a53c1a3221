import { Anchor, Badge, Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'wouter'
import type { ChangedRow } from '../../../core/world/journal/entry.ts'
import { addressOf } from '../../app/place.ts'
import { toNumber, toText } from '../../parts/format.ts'
import { PersonText } from '../../parts/PersonText.tsx'
import { columnsOf, fateOf } from './changed.ts'

/** More are shown when asked for. */
const MOST = 20
const SHORT = 200
const colors = { added: 'teal', changed: 'blue', deleted: 'red' } as const

/** Rows that changed, as they are beside what they were. */
export function ChangedRows({
  world,
  rows,
  sides = ['Before', 'After'],
  badge,
}: {
  readonly world: string
  readonly rows: readonly ChangedRow[]
  /** What the two are called. */
  readonly sides?: readonly [string, string]
  /** What they are where none became of the other. */
  readonly badge?: string
}) {
  const [most, setMost] = useState(MOST)
  return (
    <Stack gap="md">
      {rows.slice(0, most).map((row) => (
        <Change key={`${row.table} ${row.id}`} world={world} row={row} sides={sides} badge={badge} />
      ))}
      {rows.length > most && (
        <Button variant="default" size="xs" onClick={() => setMost(most + MOST)}>
          Show more: {toNumber(rows.length - most)} are left
        </Button>
      )}
    </Stack>
  )
}

function Change({
  world,
  row,
  sides: [left, right],
  badge,
}: {
  readonly world: string
  readonly row: ChangedRow
  readonly sides: readonly [string, string]
  readonly badge: string | undefined
}) {
  const { table, id, before, after } = row
  const fate = fateOf(row)
  return (
    <div>
      <Group gap="xs" mb={4} wrap="nowrap">
        <Badge variant="light" color={badge ? 'gray' : colors[fate]} radius="sm" tt="none" flex="none">
          {badge ?? fate}
        </Badge>
        <Text size="sm" component="div" className="cut">
          {table}{' '}
          <Anchor component={Link} href={addressOf(world, 'data', table, id)} size="sm" ff="monospace">
            {id}
          </Anchor>
        </Text>
      </Group>
      <table className="sides">
        <thead>
          <tr>
            <th scope="col">Column</th>
            {before && <th scope="col">{left}</th>}
            {after && <th scope="col">{right}</th>}
          </tr>
        </thead>
        <tbody>
          {columnsOf(row).map((column) => (
            <tr key={column}>
              <th scope="row">{column}</th>
              {before && <Side value={before[column as keyof typeof before]} />}
              {after && <Side value={after[column as keyof typeof after]} />}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Side({ value }: { readonly value: unknown }) {
  return (
    <td>
      {value === null || value === undefined ? (
        <span className="faint">–</span>
      ) : (
        <PersonText size="sm" text={toText(value)} most={SHORT} />
      )}
    </td>
  )
}
