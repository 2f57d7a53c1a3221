import { Badge, Text } from '@mantine/core'
import { HeartHandshake } from 'lucide-react'
import { Link } from 'wouter'
import { toDateTime } from '../../parts/format.ts'
import { Empty } from '../../parts/states.tsx'
import type { LinkTo } from './boxes.ts'
import { type Harm, messagesOf } from './harmed.ts'

/** What was done to somebody by calls that were valid: the newest first. */
export function Harms({ linkTo, harms }: { readonly linkTo: LinkTo; readonly harms: readonly Harm[] }) {
  if (!harms.length)
    return (
      <Empty title="Nobody was harmed" icon={HeartHandshake}>
        A reminder for what was paid, a letter at night, a wrong figure: what the world notices of that stands here.
      </Empty>
    )
  return (
    <ul className="mails">
      {harms.toReversed().map((harm) => {
        const [message] = messagesOf(harm)
        const said = (
          <>
            <span className="mail-line">
              <Badge color="red" variant="light" radius="sm" tt="none">
                {harm.rule}
              </Badge>
              <Text span size="xs" className="faint world-time" ml="auto">
                {toDateTime(harm.at)}
              </Text>
            </span>
            <Text span size="sm" className="person" dir="auto">
              {harm.sentence}
            </Text>
          </>
        )
        return (
          <li key={harm.number}>
            {message ? (
              <Link {...linkTo(message)} className="mail">
                {said}
              </Link>
            ) : (
              <span className="mail">{said}</span>
            )}
          </li>
        )
      })}
    </ul>
  )
}
