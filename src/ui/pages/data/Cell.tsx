import { Anchor } from '@mantine/core'
import { Link } from 'wouter'
import { addressOf } from '../../app/place.ts'
import { toCents, toDateTime, toText } from '../../parts/format.ts'
import { PersonName } from '../../parts/PersonText.tsx'
import { type Field, isMoney, shortId } from './shape.ts'

/** Whether there is nothing to show. */
export const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

/** A value of a row in one line of a table. */
export function Cell({
  world,
  field,
  refersTo,
  name,
  value,
}: {
  readonly world: string
  readonly field: Field
  /** The table that its ids are of. */
  readonly refersTo: string | undefined
  /** What the row is called that it refers to, where that is known. */
  readonly name?: string | undefined
  readonly value: unknown
}) {
  const { kind } = field
  if (isEmpty(value)) return <span className="faint">–</span>
  if (refersTo !== undefined && typeof value === 'string')
    return (
      <Anchor
        component={Link}
        href={addressOf(world, 'data', refersTo, value)}
        size="sm"
        title={value}
        {...(name === undefined && { ff: 'monospace' })}
      >
        {name === undefined ? shortId(value) : <PersonName text={name} />}
      </Anchor>
    )
  if (kind === 'time') return <time dateTime={String(value)}>{toDateTime(String(value))}</time>
  if (kind === 'boolean') return value ? 'yes' : 'no'
  return <PersonName text={typeof value === 'number' && isMoney(field) ? toCents(value) : toText(value)} />
}
