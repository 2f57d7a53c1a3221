import { Badge, Group, Text, VisuallyHidden } from '@mantine/core'
import { Pause, Play, Unplug } from 'lucide-react'
import { useIsLost, useWorldTime } from '../data/queries.ts'
import { toDay, toTime } from '../parts/format.ts'

const states = {
  running: { says: 'running', color: 'teal', icon: Play, about: 'The clock runs with the machine’s.' },
  frozen: { says: 'frozen', color: 'blue', icon: Pause, about: 'The clock stands still until it is moved.' },
  lost: { says: 'last known', color: 'gray', icon: Unplug, about: 'The server does not answer.' },
} as const

/** What time it is in the world, and whether it passes. */
export function WorldTime({ world }: { readonly world: string }) {
  const time = useWorldTime(world)
  const isLost = useIsLost()
  if (!time) return null
  const { now, mode } = time
  const { says, color, icon: Icon, about } = isLost ? states.lost : states[mode]
  return (
    <Group gap="xs" wrap="nowrap" flex="none">
      <time dateTime={now.toISOString()} className="world-time">
        <Text span size="sm" fw={600}>
          {toDay(now)}
        </Text>{' '}
        <Text span size="sm" className="faint">
          {toTime(now).slice(0, 5)}
          <Text span inherit visibleFrom="sm">
            {toTime(now).slice(5)}
          </Text>
          {' UTC '}
          <Text span inherit hiddenFrom="sm" title={about}>
            <Icon size={12} aria-hidden />
            <VisuallyHidden>{says}</VisuallyHidden>
          </Text>
        </Text>
      </time>
      <Badge variant="light" color={color} tt="none" className="world-mode" visibleFrom="sm" title={about}>
        {says}
      </Badge>
    </Group>
  )
}
