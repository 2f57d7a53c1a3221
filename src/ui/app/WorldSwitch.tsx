import { Select } from '@mantine/core'
import { Globe } from 'lucide-react'
import { useLocation } from 'wouter'
import type { World } from '../data/queries.ts'
import { addressOf } from './place.ts'

/** More are found by typing. */
const MOST = 50

/** Leads to the same page of another world. */
export function WorldSwitch({
  world,
  page,
  worlds,
}: {
  readonly world: string
  readonly page: string
  readonly worlds: readonly World[]
}) {
  const [, go] = useLocation()
  const ids = worlds.map(({ id }) => id)
  return (
    <Select
      aria-label="World"
      data={ids.includes(world) ? ids : [world, ...ids]}
      value={world}
      onChange={(id) => id && go(addressOf(id, page))}
      searchable
      limit={MOST}
      allowDeselect={false}
      nothingFoundMessage="No such world"
      leftSection={<Globe size={16} aria-hidden />}
      className="world-switch"
      comboboxProps={{ width: 260, position: 'bottom-start' }}
    />
  )
}
