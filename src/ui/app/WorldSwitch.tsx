import { type ComboboxItem, type OptionsFilter, Select } from '@mantine/core'
import { Globe } from 'lucide-react'
import { useLocation, useSearch } from 'wouter'
import type { World } from '../data/queries.ts'
import { counted } from '../parts/format.ts'
import { addressOf, usePlace } from './place.ts'

/** So many are offered at once. */
const MOST = 50

/** The worlds that have a text in their name, as many as can be looked through, and how many more there are. */
const fitting: OptionsFilter = ({ options, search }) => {
  const words = search.trim().toLowerCase()
  const found = (options as ComboboxItem[]).filter(({ label }) => label.toLowerCase().includes(words))
  const more = found.length - MOST
  const rest = { value: '', label: `and ${counted(more, 'more world')}: type to find one`, disabled: true }
  return more > 0 ? [...found.slice(0, MOST), rest] : found
}

/** Leads to the same place in another world: the page, what is open on it, and what is looked for. */
export function WorldSwitch({ worlds }: { readonly worlds: readonly World[] }) {
  const { world, page, rest } = usePlace()
  const search = useSearch()
  const [, go] = useLocation()
  const ids = worlds.map(({ id }) => id)
  return (
    <Select
      aria-label="World"
      title={world}
      data={ids.includes(world) ? ids : [world, ...ids]}
      value={world}
      onChange={(id) => id && go(addressOf(id, page, ...rest) + (search && `?${search}`))}
      searchable
      filter={fitting}
      allowDeselect={false}
      nothingFoundMessage="No such world"
      leftSection={<Globe size={16} aria-hidden />}
      className="world-switch"
      comboboxProps={{ width: 260, position: 'bottom-start' }}
    />
  )
}
