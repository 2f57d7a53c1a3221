import { Button, Group, Stack } from '@mantine/core'
import { Globe } from 'lucide-react'
import { Link } from 'wouter'
import { call } from '../data/call.ts'
import { useAct } from '../data/queries.ts'
import { Empty } from '../parts/states.tsx'
import { addressOf } from './place.ts'

/** The address names a world that is not there: looking at it makes none. */
export function NoWorld({ world }: { readonly world: string }) {
  const act = useAct()
  return (
    <Stack align="center">
      <Empty title={`There is no world “${world}”`} icon={Globe}>
        It may have been deleted, or nobody has called it yet.
      </Empty>
      <Group>
        <Button loading={act.isPending} onClick={() => act.mutate(call('sim.createWorld', { body: { id: world } }))}>
          Make it
        </Button>
        <Button component={Link} href={addressOf('default', 'worlds')} variant="default">
          See all worlds
        </Button>
      </Group>
    </Stack>
  )
}
