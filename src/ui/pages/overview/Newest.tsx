import { Anchor, Badge, Group, Text } from '@mantine/core'
import { Radio } from 'lucide-react'
import { Link } from 'wouter'
import type { CallEntry } from '../../../core/world/journal/entry.ts'
import { addressOf } from '../../app/place.ts'
import { type Call, call } from '../../data/call.ts'
import { useRead } from '../../data/queries.ts'
import { sayingOf, shortened, statusColor, statusOf } from '../../parts/entries.ts'
import { toDateTime } from '../../parts/format.ts'
import { Panel } from '../../parts/Panel.tsx'
import { Empty, Shown } from '../../parts/states.tsx'

const NEWEST = 8

/** What was called last. */
export function Newest({ world }: { readonly world: string }) {
  const journal = useRead(
    call('sim.listJournal', { world, query: { kind: 'call', limit: NEWEST } }) as Call<readonly CallEntry[]>,
  )
  return (
    <Panel title="Newest calls">
      <Shown of={journal}>
        {(entries) =>
          entries.length ? (
            <ul className="lines">
              {entries.toReversed().map((entry) => (
                <li key={entry.number}>
                  <div>
                    <CallLine world={world} entry={entry} />
                    <Text size="xs" className="faint">
                      {toDateTime(entry.at)}
                    </Text>
                  </div>
                </li>
              ))}
            </ul>
          ) : (
            <Empty title="Nobody has called yet" icon={Radio}>
              Copy the first call into a terminal: it appears here at once.
            </Empty>
          )
        }
      </Shown>
    </Panel>
  )
}

function CallLine({ world, entry }: { readonly world: string; readonly entry: CallEntry }) {
  const { operation, number } = entry
  return (
    <Group gap="xs" wrap="nowrap" component="span">
      <Badge variant="light" color={statusColor(entry)} radius="sm" tt="none" flex="none">
        {statusOf(entry)}
      </Badge>
      <Anchor
        component={Link}
        href={addressOf(world, 'calls', String(number))}
        size="sm"
        ff="monospace"
        className="cut"
        title={sayingOf(entry)}
      >
        {shortened(sayingOf(entry))}
      </Anchor>
      {operation && (
        <Text span size="xs" className="faint" flex="none" visibleFrom="lg">
          {operation}
        </Text>
      )}
    </Group>
  )
}
