/** A message as Nylas describes it: what is read of it. */
import * as z from 'zod'
import { Refused } from '../../core/call/refusal.ts'
import { message } from '../conventions/messages.ts'

/** Ids of Nylas are far shorter. */
const Id = z.string().min(1).max(1_000)
const People = z.array(z.object({ email: z.string() }))
/** Seconds; the last of the year 9999 is as far as a clock goes. */
const Seconds = z.int().min(0).max(253_402_300_799)

/** Each has an id of its own here. */
const MOST_ATTACHMENTS = 100

const NylasMessage = z.object({
  id: Id,
  grant_id: Id,
  thread_id: Id.nullish(),
  subject: z.string().nullish(),
  from: People.min(1),
  to: People.nullish(),
  cc: People.nullish(),
  date: Seconds.nullish(),
  body: z.string().nullish(),
  snippet: z.string().nullish(),
  headers: z.array(z.object({ name: z.string(), value: z.string() })).nullish(),
  attachments: z
    .array(z.object({ filename: z.string().nullish(), content_type: z.string().nullish(), size: z.int().min(0).nullish() }))
    .max(MOST_ATTACHMENTS, { error: `Ensure this field has no more than ${MOST_ATTACHMENTS} elements.` })
    .nullish(),
})
export type NylasMessage = z.output<typeof NylasMessage>

/**
 * Only this kind of event holds a message, so it is read when the kind is known.
 *
 * @throws Refused with all fields that fail
 */
export function readMessage(object: unknown): NylasMessage {
  const { data, error } = NylasMessage.safeParse(object, { error: message })
  if (data) return data
  throw new Refused({
    kind: 'invalid',
    issues: error.issues.map((issue) => ({ ...issue, path: ['data', 'object', ...issue.path] })),
  })
}

const headerOf = ({ headers }: NylasMessage, wanted: string): string | undefined =>
  headers?.find(({ name }) => name.toLowerCase() === wanted)?.value.trim()

/** Whether a machine wrote it, by the header Auto-Submitted (RFC 3834): whatever that says but `no`. */
export const isAutoSubmitted = (message: NylasMessage): boolean => !/^no\b/i.test(headerOf(message, 'auto-submitted') || 'no')

/** The id of the message that this one answers, where it is one of ours: `<id@host>` in the header In-Reply-To. */
export function answeredId(message: NylasMessage): string | undefined {
  const value = headerOf(message, 'in-reply-to')
  const end = value?.indexOf('@') ?? -1
  return value?.startsWith('<') && end > 0 ? value.slice(1, end).toLowerCase() : undefined
}

const REPLY = /^\s*re\s*:/i
export const isReply = (subject: string): boolean => REPLY.test(subject)

/** What a subject is about, however often it was answered. */
export function topicOf(subject: string): string {
  let topic = subject.slice(0, 1_000)
  while (isReply(topic)) topic = topic.replace(REPLY, '')
  return topic.trim().toLowerCase()
}
