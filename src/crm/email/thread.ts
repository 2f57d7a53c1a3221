import * as z from 'zod'
import type { World } from '../../core/world/handle.ts'
import type { UserRow } from '../auth/user.ts'
import { notFound } from '../conventions/refusals.ts'
import { EmailAddress, Instant } from '../conventions/values.ts'
import { addressesOf, crmEmails, type EmailRow } from './email.ts'

/** E-mails that belong together, as one person sees them. It has no row: it is there as long as an e-mail of it is. */
export interface Thread {
  readonly id: string
  /** In order of time, at least one. */
  readonly emails: readonly EmailRow[]
}

export const ThreadSummary = z
  .object({
    threadId: z.string(),
    subject: z.string(),
    messageCount: z.int(),
    lastMessageAt: Instant,
    participants: z.array(EmailAddress),
  })
  .meta({ id: 'EmailThread' })

export const NO_THREAD = 'No such thread.'

/**
 * A thread of a person.
 * @throws Refused where the person has no e-mail of it
 */
export function threadOf(world: World, user: UserRow, id: string): Thread {
  const thread = findThread(world, user, id)
  if (!thread) throw notFound(`There is no thread "${id}" here.`)
  return thread
}

/** A thread of a person, where they have an e-mail of it. */
export function findThread(world: World, user: UserRow, id: string): Thread | undefined {
  const emails = world.table(crmEmails).list('ofThread', user.id, id)
  return emails.length ? { id, emails } : undefined
}

/** The subject is that of the first e-mail. */
export function summaryOf({ id, emails }: Thread): z.output<typeof ThreadSummary> {
  return {
    threadId: id,
    subject: emails[0]?.subject ?? '',
    messageCount: emails.length,
    lastMessageAt: emails.at(-1)?.receivedAt ?? '',
    participants: [...new Set(emails.flatMap(addressesOf))],
  }
}
