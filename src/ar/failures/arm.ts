/** What events that arm a failure have in common. */
import * as z from 'zod'
import type { World } from '../../core/world/handle.ts'
import { FilledText } from '../conventions/values.ts'
import { type Failure, failures } from './failure.ts'

/** The fields beside the one that says what will fail. */
export const failureFields = {
  reason: FilledText.optional().meta({ description: 'What the error says.' }),
  times: z.int().min(1).max(100).default(1).meta({ description: 'How often, one after the other.' }),
}

/** Arms failures of one kind of work; each is used up once. */
export function armFailures(
  world: World,
  kind: Failure['kind'],
  subject: string,
  { reason = `The ${kind} failed.`, times }: { readonly reason?: string | undefined; readonly times: number },
): { failures: string[] } {
  return { failures: Array.from({ length: times }, () => world.create(failures, { kind, subject, reason }).id) }
}
