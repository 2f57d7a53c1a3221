/** A letter as somebody reads it. */
import { dayOf } from '../../core/time/day.ts'
import { dateIn } from '../../core/time/time-zone.ts'
import type { World } from '../../core/world/handle.ts'
import type { ConnectionRow } from '../connections/connection.ts'
import type { EmailRow } from '../email/email.ts'
import { zoneOf } from './people.ts'
import { withoutRe } from './read.ts'

export interface Reading {
  readonly world: World
  /** The account that has sent the letter. */
  readonly account: ConnectionRow
  readonly email: EmailRow
  /** Who reads it, and in which zone. */
  readonly who: string
  readonly zone: string
  /** The subject of the conversation. */
  readonly subject: string
  /** What chance is drawn with. */
  readonly cause: string
}

export function readingOf(world: World, account: ConnectionRow, email: EmailRow, who: string): Reading {
  const subject = withoutRe(email.subject)
  return { world, account, email, who, zone: zoneOf(world, who), subject, cause: `life/${who}/${subject}` }
}

/** The days on which the letter is sent and read. */
export const daysOf = ({ world, email, zone }: Reading): [sent: number, today: number] =>
  [Date.parse(email.receivedAt), world.clock.ms].map((ms) => dayOf(dateIn(zone, ms))) as [number, number]
