import { Button, Group, Stack } from '@mantine/core'
import { Globe } from 'lucide-react'
import { Link } from 'wouter'
import { call } from '../data/call.ts'
import { useAct } from '../parts/act.ts'
import { CopyAs } from '../parts/CopyAs.tsx'
import { Empty } from '../parts/states.tsx'
import { addressOf } from './place.ts'

/** The address names a world that is not there: looking at it makes none. */
export function NoWorld({ world, isPage = false }: { readonly world: string; readonly isPage?: boolean }) {
  const act = useAct()
  const making = call('sim.createWorld', { body: { id: world } })
  return (
    <Stack align="center">
      <Empty title={`There is no world “${world}”`} icon={Globe} isPage={isPage}>
        It may have been deleted, or nobody has called it yet.
      </Empty>
      <Group>
        <span className="pair">
          <Button loading={act.isPending} onClick={() => act.mutate(making)}>
            Make it
          </Button>
          <CopyAs call={making} what="make it" />
        </span>
        <Button component={Link} href={addressOf('default', 'worlds')} variant="default">
          See all worlds
        </Button>
      </Group>
    </Stack>
  )
}
