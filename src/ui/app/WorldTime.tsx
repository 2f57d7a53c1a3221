import { Badge, Group, Text } from '@mantine/core'
import { useIsLost, useWorldTime } from '../data/queries.ts'
import { toDay, toTime } from '../parts/format.ts'

const states = {
  running: { says: 'running', color: 'teal', about: 'The clock runs with the machine’s.' },
  frozen: { says: 'frozen', color: 'blue', about: 'The clock stands still until it is moved.' },
  lost: { says: 'last known', color: 'gray', about: 'The server does not answer.' },
} as const

/** What time it is in the world, and whether it passes. */
export function WorldTime({ world }: { readonly world: string }) {
  const time = useWorldTime(world)
  const isLost = useIsLost()
  if (!time) return null
  const { now, mode } = time
  const { says, color, about } = isLost ? states.lost : states[mode]
  return (
    <Group gap="xs" wrap="nowrap" flex="none">
      <time dateTime={now.toISOString()} className="world-time">
        <Text span size="sm" fw={600}>
          {toDay(now)}
        </Text>{' '}
        <Text span size="sm" className="faint">
          {toTime(now)}
          <Text span inherit hiddenFrom="sm">
            {` ${says}`}
          </Text>
          <Text span inherit visibleFrom="sm">
            {' '}
            UTC
          </Text>
        </Text>
      </time>
      <Badge variant="light" color={color} tt="none" className="world-mode" visibleFrom="sm" title={about}>
        {says}
      </Badge>
    </Group>
  )
}
