/** Failures that were armed: the next sync, trigger or delivery of one connection or action goes wrong. */
import * as z from 'zod'
import { defineTable } from '../../core/store/definition.ts'
import type { World } from '../../core/world/handle.ts'
import { Uuid } from '../conventions/values.ts'

const failureKinds = ['sync', 'trigger', 'delivery'] as const

const FailureRow = z.object({
  id: Uuid,
  kind: z.enum(failureKinds),
  /** The connection or action that will fail. */
  subject: Uuid,
  /** What the error will say. */
  reason: z.string(),
})
export type Failure = z.output<typeof FailureRow>

export const failures = defineTable({
  name: 'failures',
  kind: 'failure',
  row: FailureRow,
  indexes: { of: { group: ['kind', 'subject'] } },
})

/** Uses up the failure that is armed for this, if there is one; returns its reason. */
export function takeFailure(world: World, kind: Failure['kind'], subject: string): string | undefined {
  const table = world.table(failures)
  const failure = table.find('of', kind, subject)
  if (failure) table.delete(failure.id)
  return failure?.reason
}
