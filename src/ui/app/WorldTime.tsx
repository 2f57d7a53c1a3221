import { Badge, Group, Text } from '@mantine/core'
import { useWorldTime } from '../data/queries.ts'
import { toDay, toTime } from '../parts/format.ts'

/** What time it is in the world, and whether it passes. */
export function WorldTime({ world }: { readonly world: string }) {
  const time = useWorldTime(world)
  if (!time) return null
  const { now, mode } = time
  return (
    <Group gap="xs" wrap="nowrap" flex="none">
      <time dateTime={now.toISOString()} className="world-time">
        <Text span size="sm" fw={600}>
          {toDay(now)}
        </Text>{' '}
        <Text span size="sm" className="faint">
          {toTime(now)}
          <Text span inherit hiddenFrom="sm">
            {` ${mode}`}
          </Text>
          <Text span inherit visibleFrom="sm">
            {' '}
            UTC
          </Text>
        </Text>
      </time>
      <Badge
        variant="light"
        color={mode === 'running' ? 'teal' : 'blue'}
        tt="none"
        className="world-mode"
        visibleFrom="sm"
        title={mode === 'running' ? 'The clock runs with the machine’s.' : 'The clock stands still until it is moved.'}
      >
        {mode}
      </Badge>
    </Group>
  )
}
